"""``glassproof diff``: ledgers, claims files and sources, compared on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from glassproof.commands.app import app

LEDGERS = Path(__file__).parents[1] / "recheck" / "ledgers"

CLAIMS = """
[symbols]
x = "real"
[[claim]]
id = "square"
published = "(x + 1)**2"
derived = "x**2 + 2*x + 1"
[[claim]]
id = "cube"
published = "{cube}"
derived = "x**3 + 3*x**2 + 3*x + 1"
"""

SOURCE = r"""\documentclass{article}\begin{document}
For all real $x$ and $y$, %s
\begin{equation} (x + y)^2 = x^2 + %s x y + y^2. \end{equation}
\end{document}"""


def run(*arguments: str | Path):
    return CliRunner().invoke(app, ["diff", *map(str, arguments)])


@pytest.fixture
def claims(tmp_path: Path) -> tuple[Path, Path]:
    right, wrong = tmp_path / "right.toml", tmp_path / "wrong.toml"
    right.write_text(CLAIMS.format(cube="(x + 1)**3"))
    wrong.write_text(CLAIMS.format(cube="(x - 1)**3"))
    return right, wrong


def test_claims_files_are_judged_and_compared(claims: tuple[Path, Path]) -> None:
    right, wrong = claims
    worse = run(right, wrong, "--json", "-")
    assert worse.exit_code == 1
    record = json.loads(worse.stdout)
    assert record["counts"] == {"worse": 1, "unchanged": 1}
    (change,) = record["changes"]
    assert (change["old_verdict"], change["new_verdict"]) == ("verified", "refuted")
    assert change["formulas"]["published"] == {"old": "(x + 1)**3", "new": "(x - 1)**3"}
    better = run(wrong, right)
    assert better.exit_code == 0
    assert "cube  better: refuted -> verified" in better.output
    assert run(right, right).output.endswith("nothing changed\n")


def test_recorded_ledgers_are_compared_without_being_judged(tmp_path: Path) -> None:
    ledger = LEDGERS / "sums.json"
    same = run(ledger, ledger)
    assert (same.exit_code, "nothing changed" in same.output) == (0, True)
    record = json.loads(ledger.read_text())
    record["claims"][0]["verdict"] = "undecided"
    worse = tmp_path / "worse.json"
    worse.write_text(json.dumps(record))
    assert run(ledger, worse).exit_code == 1
    assert run(worse, ledger).exit_code == 0


def test_sources_are_scanned_and_equations_found_again_where_they_moved(tmp_path: Path) -> None:
    """Without labels, and some lines further down."""
    old, new = tmp_path / "old.tex", tmp_path / "new.tex"
    old.write_text(SOURCE % ("", "3"))
    new.write_text(SOURCE % ("\n\nas is known,\n", "2"))
    said = run(old, new)
    assert said.exit_code == 0, said.output
    assert "better: refuted -> verified" in said.output
    assert "1 equation compared: 1 better" in said.output


@pytest.mark.parametrize(
    ("old", "message"),
    [
        ("missing.json", "OLD missing.json cannot be read"),
        ("missing.tex", "OLD missing.tex is not there: give a .json"),
        ("text.json", "OLD text.json is no ledger"),
        ("list.json", "OLD list.json is no ledger"),
        ("scan.json", "OLD scan.json is no ledger"),
        ("older.json", "is of schema version 2, and this reads"),
    ],
)
def test_what_is_no_side_is_told(
    old: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    texts = {"text": "no json", "list": "[]", "scan": '{"equations": 1}', "older": '{"schema": 2}'}
    for name, text in texts.items():
        Path(f"{name}.json").write_text(text)
    result = run(old, LEDGERS / "sums.json")
    assert result.exit_code == 2
    assert message in result.output
