"""``import glassproof as gp``: which names there are, and what the calls answer and refuse."""

from __future__ import annotations

import ast
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

import glassproof as gp
from glassproof.derivations.proof.domain import DomainError, Range
from glassproof.verify.claims.source import Reference, Source

NAMES = set(
    """check assert_equal papers plot load review scan recheck Paper Claim Derivation Step Domain
    Experiment Figure density edges log_potential theta expected_count count_critical_points
    gram_equivalent gram_density gram_detection p_spin_count outlier
    layered_sk_temperature""".split()
)
X, Y = sp.symbols("x y")


@pytest.fixture
def as_first_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever imports the package ``glassproof.recheck`` puts it in the place of its function."""
    monkeypatch.delattr(gp, "recheck", raising=False)


@pytest.mark.usefixtures("as_first_asked_for")
def test_the_names_are_those_of_the_design_and_each_has_an_example() -> None:
    assert set(gp.__all__) == set(dir(gp)) == NAMES
    for name in NAMES:
        assert ">>> " in getattr(gp, name).__doc__, name


@pytest.mark.usefixtures("as_first_asked_for")
def test_type_checkers_see_what_is_imported() -> None:
    """Each name is declared for type checkers from the very module that it comes from."""
    declared = {}
    for node in ast.walk(ast.parse(Path(gp.__file__).read_text())):
        if isinstance(node, ast.ImportFrom) and node.module != "typing":
            declared |= {alias.name: node.module for alias in node.names}
    assert set(declared) - {"import_module"} == NAMES
    for name in NAMES:
        home = __import__(declared[name], fromlist=[name])
        assert getattr(gp, name) is getattr(home, name)


def test_the_version_is_that_of_the_distribution() -> None:
    assert gp.__version__ == metadata.version("glassproof")
    citation = Path(__file__).parents[2] / "CITATION.cff"
    assert f"\nversion: {gp.__version__}\n" in citation.read_text()


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nonsense"):
        _ = gp.nonsense  # type: ignore[attr-defined]
    with pytest.raises(ImportError):
        exec("from glassproof import judge")


def test_importing_imports_nothing_heavy() -> None:
    code = """
import sys, glassproof
heavy = {"sympy", "numpy", "scipy", "numba", "mpmath", "rich", "typer"} & set(sys.modules)
assert not heavy and dir(glassproof), heavy
"""
    subprocess.run([sys.executable, "-c", code], check=True)


@given(st.integers(-5, 5), st.integers(-5, 5), st.integers(1, 4), st.booleans(), st.booleans())
@settings(max_examples=25, deadline=None)
def test_texts_and_expressions_are_judged_alike(
    a: int, b: int, power: int, left_is_text: bool, right_is_text: bool
) -> None:
    """(x + a)^k = (x + b)^k for all real x exactly if a = b, or k = 0."""
    sides = [(X + a) ** power, sp.expand((X + b) ** power)]
    shown = [str(s) if text else s for s, text in zip(sides, (left_is_text, right_is_text))]  # noqa: B905
    found = gp.check(shown[0], equals=shown[1], where="x real")
    assert str(found.verdict) == ("verified" if a == b else "refuted")
    if a != b:
        (value,) = found.counterexample.values()
        assert sides[0].subs(X, value) != sides[1].subs(X, value)


def test_symbols_of_expressions_are_read_by_name_under_the_conditions() -> None:
    """sqrt(x^2) = x holds for x > 0 and fails for real x, whatever the symbol assumed."""
    for symbol in (X, sp.Symbol("x", real=True), sp.Dummy("x")):
        root = sp.sqrt(symbol**2)
        assert str(gp.check(root, equals="x", where="x > 0").verdict) == "verified"
        assert str(gp.check(root, equals=symbol, where="x real").verdict) == "refuted"


def test_a_domain_does_for_conditions_in_words() -> None:
    domain = gp.Domain({X: Range(0, log=True, draw=("1/10", 10)), Y: Range()})
    assert str(gp.check("(x + y)**2", equals=X**2 + 2 * X * Y + Y**2, where=domain).verdict) == (
        "verified"
    )
    assert gp.assert_equal(X + Y, "y + x", domain) is None


def test_a_refuted_formula_comes_with_counterexample_hint_and_plain_data() -> None:
    found = gp.check("p + q*2**q", equals="p + q*2**(q - 1)", where="p, q integer >= 1")
    assert str(found.verdict) == "refuted"
    assert {str(symbol) for symbol in found.counterexample} == {"p", "q"}
    record = found.to_dict()
    assert record["hint"]["formula"] == str(found.hint.formula)
    assert record["counterexample"] == {"p": "1", "q": "1"}
    assert {e["kind"] for e in record["evidence"]} == {"symbolic", "certified"}


def test_a_formula_is_held_against_a_claim_of_any_paper() -> None:
    right = gp.check(r"\sqrt{p}^2", against=gp.load("spherical_p_spin").claims[0], latex=True)
    assert right.verdict == "verified"
    wrong = gp.check(
        2 * sp.Symbol("p"),
        against=gp.load("spherical_p_spin").claims[0].id,
        paper="spherical_p_spin",
        budget="quick",
    )
    assert wrong.verdict == "refuted"


DEEP = X
for _ in range(2000):
    DEEP = sp.sin(DEEP, evaluate=False)

FAULTS = [
    ({"text": "x"}, "neither.*equals.*against"),
    ({"text": "x", "equals": "x", "against": "lemma2.b"}, "equals = 'x' and against = 'lemma2.b'"),
    ({"text": 3, "equals": "x"}, "text = 3 is no formula.*SymPy expression"),
    ({"text": "x", "equals": sp.eye(2)}, "equals = Matrix.*is no formula"),
    ({"text": X > 0, "equals": "x"}, "text = x > 0 is no formula"),
    ({"text": X / 2.0, "equals": "x"}, r"text holds 0\.5.*Rational\(1, 2\)"),
    ({"text": X, "equals": sp.Float("nan")}, "equals holds nan"),
    ({"text": sp.zoo, "equals": "x"}, "text holds zoo"),
    ({"text": sp.Function("f")(X), "equals": "x"}, "text holds f"),
    ({"text": sp.Function("sin")(X), "equals": "x"}, "text holds sin"),
    ({"text": sp.Integral(X, X), "equals": "x"}, r"text: Integral\(x, x\) without both ends: give"),
    ({"text": sp.MatrixSymbol("x", 1, 1), "equals": "x"}, "text holds MatrixSymbol"),
    ({"text": sp.Symbol("x", commutative=False), "equals": "x"}, "text holds x"),
    ({"text": X + sp.Symbol("x", real=True), "equals": "x"}, "two symbols of the name x"),
    ({"text": sp.Symbol("2*x"), "equals": "x"}, r"symbol 2\*x.*declare"),
    ({"text": DEEP, "equals": "x"}, "text is too large.*nested"),
    ({"text": X ** (10**9), "equals": "x"}, "text: an exponent is at most 1000"),
    ({"text": Y, "equals": "x"}, "symbol y.*declare it"),
    ({"text": "y", "equals": "x"}, "'y' is not declared"),
    ({"text": "x", "equals": "x", "where": 3}, "where = 3 is no domain"),
    ({"text": "x", "equals": "x", "paper": "gan_spin_glass"}, "paper = 'gan_spin_glass' goes with"),
    ({"text": "p", "against": 3}, "against = 3 is no claim"),
    ({"text": "p", "against": "lemma2.bee"}, "no claim has the id 'lemma2.bee'"),
    ({"text": "p", "against": "lemma2.b", "where": "p > 0"}, "where = 'p > 0' goes with equals"),
    ({"text": "p", "against": "lemma2.b", "paper": 3}, "paper = 3 is no paper"),
    ({"text": "p", "against": "lemma2.b", "paper": "nix"}, "nix is unknown.*give one of"),
    ({"text": "p", "against": "lemma2.b", "budget": "lavish"}, "budget = 'lavish'.*quick"),
    ({"text": "p", "against": "lemma2.b", "seed": 1.5}, "seed = 1.5 is not an integer"),
]


@pytest.mark.parametrize(("call", "message"), FAULTS, ids=[message for _, message in FAULTS])
def test_a_wrong_check_is_a_value_error_with_a_remedy(call: dict, message: str) -> None:
    call = {"where": "x real", **call} if "against" not in call else call
    with pytest.raises(ValueError, match=f"(?s){message}") as caught:
        gp.check(**call)
    assert isinstance(caught.value, DomainError)


def test_assert_equal_names_its_own_arguments() -> None:
    with pytest.raises(DomainError, match="a = None is no formula"):
        gp.assert_equal(None, "x", "x real")  # type: ignore[arg-type]
    with pytest.raises(DomainError, match="b = 0 is no formula"):
        gp.assert_equal("x", 0, "x real")  # type: ignore[arg-type]
    with pytest.raises(AssertionError, match="the formulas differ at x = 1"):
        gp.assert_equal(X, 2 * X, "x > 0")


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ({"paper": "nix"}, "nix is unknown"),
        ({"paper": 3}, "paper = 3 is no paper"),
        ({"paper": "missing.toml"}, r"missing\.toml cannot be read"),
        ({"paper": "spherical_p_spin", "ids": []}, r"ids = \[\]"),
        ({"paper": "spherical_p_spin", "ids": "kac-rice.circle"}, "give a list of ids"),
        ({"paper": "spherical_p_spin", "ids": [3]}, r"ids = \[3\]"),
        ({"paper": "spherical_p_spin", "ids": ["kac-rice.circel"]}, "did you mean kac-rice.circle"),
        ({"paper": "spherical_p_spin", "budget": 2}, "budget = 2"),
        ({"paper": "spherical_p_spin", "jobs": 0}, "jobs = 0"),
        ({"paper": "spherical_p_spin", "seed": -1}, "seed = -1"),
    ],
)
def test_a_wrong_review_is_a_value_error_with_a_remedy(call: dict, message: str) -> None:
    with pytest.raises(DomainError, match=message):
        gp.review(**call)


def test_load_refuses_what_is_no_paper() -> None:
    with pytest.raises(DomainError, match="name_or_file = None is no paper"):
        gp.load(None)  # type: ignore[arg-type]


def toy(derived: sp.Expr) -> gp.Paper:
    """A paper of one claim, x^2, that is nowhere but in this process."""
    x = sp.Symbol("x", real=True)
    reference = Reference("toy", "A toy", "nobody", "unpublished")
    claim = gp.Claim(
        id="square",
        title="A square",
        published=x**2,
        source=Source(reference, "here", "the text"),
        domain=gp.Domain({x: Range()}),
        derived=lambda: gp.Derivation("given", (gp.Step(derived.subs(X, x), "as given"),)),
    )
    return gp.Paper(reference, claims=(claim,))


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_paper_made_on_the_spot_is_reviewed_in_any_number_of_processes(jobs: int) -> None:
    verdicts = [
        str(gp.review(toy(derived), jobs=jobs).judgements[0].ruling.verdict)
        for derived in ((X + 1) ** 2 - 2 * X - 1, X**2 + 1)
    ]
    assert verdicts == ["verified", "refuted"]


def test_papers_are_loaded_and_reviewed_by_name_and_by_file() -> None:
    assert {"gan_spin_glass", "spherical_p_spin"} <= set(gp.papers())
    named = gp.review("spherical_p_spin", ids=["complexity.threshold"], budget="quick")
    assert named.paper == "spherical_p_spin"
    assert [j.claim.id for j in named.judgements] == ["complexity.threshold"]
    file = Path(__file__).parents[2] / "docs" / "examples" / "p_spin.claims.toml"
    by_file, loaded = gp.review(file), gp.review(gp.load(file))
    assert by_file.summary["verified"] == loaded.summary["verified"] == 5
