"""Tables of computed values: printed, written and drawn, whatever they are tables of."""

from __future__ import annotations

import io
import json
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from glassproof.derivations.proof.domain import DomainError
from glassproof.reports import tables
from glassproof.verify.claims.exhibits.table import Table

CURVE = Table("squares, $a = 1$", ("$x$", "y"), ([1.0, 2.0], [1.0, np.inf]), swept=1)
WORDS = Table("t", ("by", "n"), (("hand", "[bold]"), (1, 2)), parameters={"u": np.inf})


def printed(table: Table) -> str:
    console = Console(file=io.StringIO(), width=80)
    tables.show(console, table)
    return console.file.getvalue()


def test_a_long_table_is_printed_without_its_middle() -> None:
    n = np.arange(100.0)
    lines = printed(Table("t", ("n", "square"), (n, n**2), remarks=("[all of them]",))).splitlines()
    assert lines[0].strip() == "[all of them]"
    assert len(lines) == 2 + tables.SHOWN_ROWS + 1
    assert lines[-1].split() == ["99", "9801"]


def test_columns_of_words_are_printed_and_written_as_they_are(tmp_path: Path) -> None:
    assert printed(WORDS).split()[-4:] == ["hand", "1", "[bold]", "2"]
    tables.write(WORDS, tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_text() == "by,n\nhand,1.0\n[bold],2.0\n"


def test_json_holds_parameters_and_infinities_as_text(tmp_path: Path) -> None:
    tables.write(CURVE, tmp_path / "t.json")
    found = json.loads((tmp_path / "t.json").read_text(), parse_constant=pytest.fail)
    assert found == {"parameters": {}, "columns": ["x", "y"], "rows": [[1.0, 1.0], [2.0, "inf"]]}
    assert tables.record(WORDS)["parameters"] == {"u": "inf"}


@pytest.mark.parametrize("ending", tables.PICTURES)
def test_curves_and_maps_are_drawn(tmp_path: Path, ending: str) -> None:
    x, y = (values.ravel() for values in np.meshgrid([1.0, 2.0, 3.0], [0.0, 1.0], indexing="ij"))
    for table in (CURVE, Table("map", ("$x$", "$sigma_z$", "value"), (x, y, x - 2 * y), swept=2)):
        tables.draw(table, tmp_path / f"t{ending}")
        assert (tmp_path / f"t{ending}").stat().st_size > 1000
    with pytest.raises(DomainError, match="sweep one or two"):
        tables.draw(WORDS, tmp_path / f"t{ending}")


def test_a_table_has_a_name_for_each_of_its_columns() -> None:
    with pytest.raises(DomainError, match="2 names and columns of lengths"):
        Table("t", ("a", "b"), ([1], [1, 2]))
    with pytest.raises(DomainError, match="1 names"):
        Table("t", ("a",), ([1], [2]))
