"""What the second checker imports, says and refuses; its numbers beside the program's own."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

import glassproof as gp
from glassproof.derivations.proof.derivation import Derivation
from glassproof.recheck.findings import Level
from glassproof.recheck.functions import EXACT, NUMBERS
from glassproof.recheck.ledger import NoLedgerError, digest
from glassproof.verify.keeping import ledger as keeping
from glassproof.verify.keeping.certificates.notation import FUNCTIONS
from tests.recheck.tampering import FOLDER, alone, recorded

ROOT = Path(gp.__file__).parent / "recheck"
ALLOWED = {"mpmath", "jsonschema", "glassproof.recheck"} | set(sys.stdlib_module_names)


def test_it_imports_the_standard_library_mpmath_and_jsonschema_alone() -> None:
    for path in ROOT.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                assert node.level == 0
                names = [node.module or ""]
            elif isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            else:
                continue
            for name in names:
                ours = name.startswith("glassproof.recheck")
                assert ours or name.split(".")[0] in ALLOWED - {"glassproof"}, (path, name)


def test_a_run_loads_no_other_part_of_glassproof_and_no_algebra() -> None:
    code = (
        "import sys; from glassproof.recheck.__main__ import main; "
        f"main([{str(FOLDER / 'p_spin.json')!r}]); "
        "print([m for m in sys.modules if m.split('.')[0] in ('sympy', 'flint', 'scipy', 'numba')"
        " or m.startswith('glassproof.') and not m.startswith('glassproof.recheck')])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.splitlines()[-1] == "[]"


def test_exit_codes(tmp_path: Path) -> None:
    def code(text: str) -> int:
        (tmp_path / "l.json").write_text(text, encoding="utf-8")
        call = [sys.executable, "-m", "glassproof.recheck", str(tmp_path / "l.json")]
        run = subprocess.run(call, capture_output=True, text=True, check=False)
        assert "Traceback" not in run.stderr
        return run.returncode

    true = (FOLDER / "p_spin.json").read_text(encoding="utf-8")
    assert code(true) == 0
    assert code(true.replace('"verdict": "verified"', '"verdict": "supported"', 1)) == 1
    assert code(true[:-9]) == 2
    assert code("[]") == 2


@pytest.mark.parametrize("version", [1, 2, 3, 5, "4", True])
def test_other_versions_are_refused_by_version(version: object) -> None:
    with pytest.raises(NoLedgerError, match="schema version"):
        gp.recheck({"schema": version, "claims": []})


def test_it_is_called_before_and_after_its_import() -> None:
    assert gp.recheck(FOLDER / "p_spin.json", seed=1).accepted
    import glassproof.recheck as module

    assert module.recheck(FOLDER / "p_spin.json", seed=1).accepted


def test_it_says_what_it_could_not_recheck() -> None:
    ledger = recorded("sums")
    (number,) = (n for n, claim in enumerate(ledger["claims"]) if claim["id"] == "gauss")
    found = gp.recheck(alone(ledger, number), seed=1)
    assert found.accepted
    assert found.counts(Level.UNCHECKED)["a proof by moments of a Gaussian: no rule is known here"]
    told: list[str] = []
    found.tell(told.append)
    assert told[-1] == "accepted"
    assert json.dumps(found.to_dict())


def test_both_programs_have_one_digest() -> None:
    for name in ("glass", "p_spin", "sums"):
        ledger = recorded(name)
        assert keeping.digest(ledger) == digest(ledger) == ledger["digest"]


def test_the_notation_has_a_rule_for_each_of_its_functions() -> None:
    assert NUMBERS.keys() | EXACT.keys() >= FUNCTIONS


def test_a_step_is_a_step() -> None:
    """What is exported of a derivation is what it holds."""
    ledger = recorded("p_spin")
    derived = {claim.id: claim.derived for claim in gp.load("spherical_p_spin").claims}
    for claim in ledger["claims"]:
        make = derived[claim["id"]]
        assert make is not None
        derivation = make()
        assert isinstance(derivation, Derivation)
        steps = claim["certificate"]["derivation"]["steps"]
        assert [step["rule"] for step in steps] == [step.reason for step in derivation.steps]
