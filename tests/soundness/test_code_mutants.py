"""Mutants of the code: a good test kills them, a bad one does not, and every survivor is known."""

from __future__ import annotations

import ast
import json
import os
import random
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from soundness.code_guards import guards, modules
from soundness.code_mutants import (
    KINDS,
    ROOT,
    Explanation,
    Record,
    Result,
    disagreements,
    load_explanations,
    load_record,
    save_record,
    table,
)
from soundness.code_operators import Edit, in_turns

TOY = "def area(r: int | None) -> int:\n    return 3 * r**2 if r else 0\n"
GOOD = "from glassproof.numerics.toy import area\n\ndef test_area():\n    assert area(2) == 12\n"
BAD = "from glassproof.numerics.toy import area\n\ndef test_area():\n    assert area(0) == 0\n"

TRY = """
import json, sys
from pathlib import Path
from soundness.code_runs import outcome
tree = Path(sys.argv[1])
texts = json.loads(sys.argv[2])
print([
    outcome("numerics/toy.py", text, tree, {f"test_{kind}.py::test_area": 0.1}, directory=tree)
    ["outcome"]
    for text in texts for kind in ("good", "bad")
])
"""


def test_a_good_test_kills_and_a_bad_one_does_not(tmp_path: Path) -> None:
    (tmp_path / "numerics").mkdir()
    (tmp_path / "glassproof").mkdir()
    (tmp_path / "glassproof" / "numerics").symlink_to("../numerics")
    for name, text in {
        "glassproof/__init__.py": "",
        "numerics/__init__.py": "",
        "numerics/toy.py": TOY,
        "test_good.py": GOOD,
        "test_bad.py": BAD,
    }.items():
        (tmp_path / name).write_text(text)
    texts = [TOY, TOY.replace("3 * r", "3 / r"), TOY.replace("r**2", "r**1")]
    run = subprocess.run(
        [sys.executable, "-c", TRY, str(tmp_path), json.dumps(texts)],
        env=os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    unmutated, mutated = ["survived", "survived"], ["killed", "survived"]
    assert ast.literal_eval(run.stdout) == unmutated + mutated + mutated
    assert (tmp_path / "numerics/toy.py").read_text() == TOY


def test_kinds_of_edit_take_turns_and_no_place_is_mutated_twice() -> None:
    found = [
        *(Edit("number", "NumberReplacer", n, (n // 2, 0)) for n in range(40)),
        *(Edit("sum", f"Add_{n}", 0, (100, 0)) for n in range(7)),
        Edit("loop", "ZeroIterationForLoop", 0, (3, 0)),
    ]
    drawn = list(in_turns(found, random.Random(1)))
    assert {edit.kind for edit in drawn[:3]} == {"number", "sum", "loop"}
    assert sorted({edit.place for edit in drawn}) == sorted(edit.place for edit in drawn)
    assert len(drawn) == 21
    assert drawn == list(in_turns(found, random.Random(1)))
    assert drawn != list(in_turns(found, random.Random(2)))


if find_spec("cosmic_ray"):  # of the extra "mutants", which `make mutants` installs
    from soundness.code_operators import edits, same_edit, sample

    def test_mutants_are_other_programs_that_differ_outside_annotations() -> None:
        assert {edit.kind for edit in edits(TOY)} == {"product", "power", "number", "condition"}
        drawn = sample("numerics/toy.py", TOY)
        assert 5 <= len(drawn) == len({mutant.text for mutant in drawn})
        for mutant in drawn:
            assert ast.dump(ast.parse(mutant.text)) != ast.dump(ast.parse(TOY))
            assert (mutant.line, mutant.before) == (2, TOY.splitlines()[1].strip())
            assert same_edit(mutant, "\n\n" + TOY).line == 4
            assert same_edit(mutant, TOY.replace("3", "4")) is None


def test_every_module_is_guarded_by_tests_that_exist() -> None:
    for name in modules(ROOT):
        assert len(guards(name)) > 1, name
        assert [g for g in guards(name) if not (ROOT / g).exists()] == []


def test_every_survivor_is_explained_and_nothing_else_is() -> None:
    assert disagreements(load_record(), load_explanations()) == []
    assert {explanation.kind for explanation in load_explanations()} <= set(KINDS)


DEAD = Result("numerics/a.py", 1, "NumberReplacer", "x = 1", "x = 2", "killed")
LATE = Result("numerics/a.py", 2, "NumberReplacer", "y = 1", "y = 2", "timed out")
LIVING = Result("verify/b.py", 3, "AddNot", "if z:", "if not z:", "survived")
CAUGHT = Result("verify/b.py", 4, "AddNot", "if w:", "if not w:", "survived", "test_b.py::test_w")
WHY = Explanation("speed", "A cache.", frozenset({("verify/b.py", "if z:", "if not z:")}))


def test_a_missing_and_a_superfluous_explanation_are_seen() -> None:
    record = Record((DEAD, LATE, LIVING, CAUGHT))
    assert disagreements(record, [WHY]) == []
    assert disagreements(record, []) == [f"not explained: {min(WHY.mutants)}"]
    assert disagreements(record, [WHY, WHY]) == [f"explained 2 times: {min(WHY.mutants)}"]
    assert disagreements(Record((CAUGHT,)), [WHY]) == [
        f"explained, but not alive: {min(WHY.mutants)}"
    ]


def test_the_table_counts_and_explains() -> None:
    lines = table(Record((DEAD, LATE, LIVING, CAUGHT)), [WHY]).splitlines()
    assert lines[2].startswith("| numerics | 2 | 1 | 1 | 0 | 0 | 0 | 0 |")
    assert lines[3].startswith("| verify | 2 | 0 | 0 | 2 | 1 | 0 | 1 |")
    assert lines[4].startswith("| all | 4 | 1 | 1 | 2 | 1 | 0 | 1 |")
    assert lines[-2:] == ["- A cache. (speed)", "  - `if z:` → `if not z:`"]


def test_a_record_is_read_as_it_was_written(tmp_path: Path) -> None:
    record = Record((DEAD, LATE, LIVING, CAUGHT))
    save_record(record, tmp_path / "record.json")
    read = load_record(tmp_path / "record.json")
    assert read.survivors == record.survivors
    assert table(read, [WHY]) == table(record, [WHY])
