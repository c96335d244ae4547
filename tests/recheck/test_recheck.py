"""What the second checker imports, says and refuses; its numbers beside the program's own."""

from __future__ import annotations

import ast
import importlib
import json
import pkgutil
import subprocess
import sys
from io import StringIO
from pathlib import Path
from tokenize import (
    COMMENT,
    DEDENT,
    ENDMARKER,
    INDENT,
    NEWLINE,
    NL,
    generate_tokens,
)  # fmt: skip
from typing import Any

import pytest
from mpmath import mpf
from scipy import special

import glassproof as gp
from glassproof.derivations.proof.derivation import Derivation
from glassproof.derivations.proof.domain import DomainError
from glassproof.recheck import laws
from glassproof.recheck.findings import Level
from glassproof.recheck.functions import EXACT, NUMBERS
from glassproof.recheck.ledger import NoLedgerError, digest
from glassproof.recheck.verdicts import summary
from glassproof.records import read_ledger
from glassproof.verify.claims.nature import statistical_tests
from glassproof.verify.claims.nature.statistical_tests.base import StatisticalTest
from glassproof.verify.keeping import ledger as keeping
from glassproof.verify.keeping.certificates.certify import law_of
from glassproof.verify.keeping.certificates.notation import FUNCTIONS
from tests.recheck.tampering import FOLDER, alone, recorded, signed

ROOT = Path(gp.__file__).parent / "recheck"
FILES = sorted(ROOT.glob("*.py"))
PLACE = statistical_tests.__name__
LAWS_ARE_IN = [f"{PLACE}.{m.name}" for m in pkgutil.iter_modules(statistical_tests.__path__)]
ALLOWED = {"mpmath", "jsonschema", "glassproof.recheck"} | set(sys.stdlib_module_names)

REDRAWING = ("nature.py", "numpy.random")
"""Where NumPy is present, draws are drawn again; else that is said."""


def test_it_imports_the_standard_library_mpmath_and_jsonschema_alone() -> None:
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                assert node.level == 0
                names = [node.module or ""]
            elif isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            else:
                continue
            for name in names:
                ours = name.startswith("glassproof.recheck") or (path.name, name) == REDRAWING
                assert ours or name.split(".")[0] in ALLOWED - {"glassproof"}, (path, name)


def test_it_is_short_enough_to_be_read() -> None:
    """Lines that hold code, in all its files together; and all lines, as ``wc -l`` counts."""
    texts = [path.read_text(encoding="utf-8") for path in FILES]
    assert sum(len(_lines_of_code(text)) for text in texts) < 1430
    assert sum(len(text.splitlines()) for text in texts) < 1930


def _lines_of_code(source: str) -> set[int]:
    marks = {COMMENT, NL, NEWLINE, INDENT, DEDENT, ENDMARKER}
    tokens = [t for t in generate_tokens(StringIO(source).readline) if t.type not in marks]
    found = {n for token in tokens for n in range(token.start[0], token.end[0] + 1)}
    texts = [
        node for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    ]  # fmt: skip
    return found - {n for t in texts for n in range(t.lineno, (t.end_lineno or 0) + 1)}


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


@pytest.mark.parametrize("version", [1, 2, 3, 4, 6, "5", True])
def test_other_versions_are_refused_by_version(version: object) -> None:
    with pytest.raises(NoLedgerError, match="schema version"):
        gp.recheck({"schema": version, "claims": []})


@pytest.mark.parametrize("version", [1, 2, 3, 4])
def test_reports_refuse_older_ledgers_by_version(version: int, tmp_path: Path) -> None:
    old = tmp_path / "old.json"
    old.write_text(json.dumps({"schema": version, "claims": []}), encoding="utf-8")
    with pytest.raises(DomainError, match=f"of schema version {version}, and this reads 5"):
        read_ledger(old)


def test_it_is_called_before_and_after_its_import() -> None:
    assert gp.recheck(FOLDER / "p_spin.json", seed=1).accepted
    import glassproof.recheck as module

    assert module.recheck(FOLDER / "p_spin.json", seed=1).accepted


def with_claims(*ids: str) -> dict[str, Any]:
    """The recorded ledger of sums with these claims alone."""
    ledger = recorded("sums")
    claims = [claim for claim in ledger["claims"] if claim["id"] in ids]
    for claim in claims:
        claim.pop("standing", None)
    kept = {k: v for k, v in ledger.items() if k not in ("changes", "figures")}
    return signed({**kept, "claims": claims, "summary": summary(claims)})


def test_what_rests_on_a_refuted_claim_says_so() -> None:
    ledger = with_claims("branch", "squares")
    assert gp.recheck(ledger, seed=1).accepted
    squares = next(claim for claim in ledger["claims"] if claim["id"] == "squares")
    squares["uses"] = ["branch"]
    wrong = gp.recheck(signed(ledger), seed=1).wrong
    assert [finding.what for finding in wrong] == ["nothing rests on a refuted formula unsaid"]
    squares["rests_on_refuted"] = ["branch"]
    assert gp.recheck(signed(ledger), seed=1).accepted


def test_a_law_that_is_renamed_is_noticed() -> None:
    ledger = recorded("p_spin")
    sample = next(c for c in ledger["claims"] if c["certificate"]["nature"])["certificate"]
    sample["nature"][0]["test"]["law"] = "VarianceTests"
    assert not gp.recheck(signed(ledger), seed=1).accepted


@pytest.mark.parametrize("n", [3, 40, 1000, 200_000])
def test_tails_are_those_of_another_library(n: int) -> None:
    """SciPy's special functions, to its digits; from the middle to far out."""
    for t in (0.1, 1.0, 3.0, 8.0):
        assert float(laws.tail(mpf(t), mpf(n))) == pytest.approx(special.stdtr(n, -t), rel=1e-9)
        assert float(laws.tail(mpf(t))) == pytest.approx(special.ndtr(-t), rel=1e-12)
        for x in (n * (1 - t / (2 + t)), n + t * (2 * n) ** 0.5):
            below, above = laws.chi_squared_below(mpf(n), mpf(x)), laws.chi_squared_above(n, x)
            assert float(below) == pytest.approx(special.chdtr(n, x), rel=1e-9, abs=1e-300)
            assert float(above) == pytest.approx(special.chdtrc(n, x), rel=1e-9, abs=1e-300)
        for share in (0.001, 0.3, 0.9):
            k = max(1, int(n * share))
            found = laws.beta_below(mpf(k), mpf(n - k + 1), mpf(share))
            assert float(found) == pytest.approx(special.betainc(k, n - k + 1, share), rel=1e-9)


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


def test_the_toolkit_s_laws_are_known_by_name_and_rechecked() -> None:
    """As they are exported now, not as a recorded ledger has them."""
    modules = map(importlib.import_module, LAWS_ARE_IN)
    made = {
        name: test for module in modules for name, test in vars(module).items()
        if isinstance(test, type) and issubclass(test, StatisticalTest)
        and test is not StatisticalTest
    }  # fmt: skip
    growth = {"size": 10, "reference": 0.0, "bias": 0.0}
    required: dict[str, Any] = {"GrowthTest": growth, "FractionsTest": {"bias": 0.0}}
    exported = {law_of(test(**required.get(name, {}))) for name, test in made.items()}
    tests = keeping.schema()["$defs"]["sample"]["properties"]["test"]["oneOf"]
    known = {law for test in tests for law in test["properties"]["law"].get("enum", ())}
    assert exported == made.keys() == known


@pytest.mark.parametrize("word", ["given", "symbolicx"])
def test_proofs_of_steps_are_words_that_are_known_though_the_derivation_is_left_out(
    word: str,
) -> None:
    ledger = recorded("p_spin")
    number = next(n for n, c in enumerate(ledger["claims"]) if "derivation" in c["certificate"])
    one = alone(ledger, number)
    claim = one["claims"][0]
    del claim["certificate"]["derivation"]
    claim["certificate"]["left out"]["derivation"] = "an unknown function"
    assert gp.recheck(signed(one), seed=1).accepted
    claim["derivation"]["steps"][-1]["proof"] = word
    assert not gp.recheck(signed(one), seed=1).accepted
