"""Relations as a referee writes them: arguments, one text, chains; what is refused, and how."""

from __future__ import annotations

import pytest
import sympy as sp

import glassproof as gp
from glassproof.derivations.proof.domain import DomainError
from glassproof.verify.checking.claims_file import ClaimsFileError, parse_claims

CLAIMS = """
[symbols]
x = "> -1"
n = "integer >= 1"
[[claim]]
id = "bound"
published = "log(1+x)"
derived = "x"
relation = "{relation}"
{when}
"""


@pytest.mark.parametrize(
    ("text", "asked", "verdict"),
    [
        ("log(1+x)", {"at_most": "x", "where": "x > -1"}, "verified"),
        ("log(1+x)", {"at_most": "x - x**2/4", "where": "x > -1"}, "refuted"),
        ("exp(x)", {"at_least": "1 + x", "where": "x real"}, "verified"),
        ("x < x", {"where": "x real"}, "refuted"),
        ("x != y", {"where": "x > 0, y < 0"}, "verified"),
        ("x**2 != y", {"where": "x, y > 0"}, "refuted"),
        ("factorial(n) ~ sqrt(2*pi*n)*(n/E)**n as n -> oo", {}, "verified"),
        ("factorial(n) ~ sqrt(pi*n)*(n/E)**n as n -> oo", {}, "refuted"),
        ("log(n)", {"asymptotic_to": "log(2*n)", "when": "n -> oo"}, "verified"),
        ("k*n ~ n as n -> oo", {"where": "k > 0, n integer >= 1"}, "refuted"),
        ("sin(x) = x + O(x**3)", {"when": "x -> 0"}, "verified"),
        ("sin(x) = x + O(x**4)", {"when": "x -> 0"}, "refuted"),
        (r"\frac{x}{1+x} \le \log(1+x) \le x", {"latex": True, "where": "x > -1"}, "verified"),
        ("x = 2*x/2 <= x + 1 < x", {"where": "x real"}, "refuted"),
        ("1/x <= 1", {"where": "x > 0"}, "refuted"),
        ("pi < 355/113", {}, "verified"),
        ("pi < 3", {}, "refuted"),
        ("n**2 <= 2**n", {"where": "n in {1, 2, 4, 5}"}, "verified"),
        ("I*x < 1", {"where": "x > 0"}, "undecided"),
    ],
)
def test_verdicts(text: str, asked: dict[str, object], verdict: str) -> None:
    assert str(gp.check(text, **asked).verdict) == verdict


def test_the_whole_is_as_good_as_its_worst_link() -> None:
    found = gp.check("x - x**2 <= x <= x**2 < x**2 + 1", where="x real")
    assert [str(link.verdict) for link in found.links] == ["verified", "refuted", "verified"]
    assert str(found.verdict) == "refuted"
    assert found.counterexample is not None
    plain = found.to_dict()
    assert [link["relation"] for link in plain["links"]] == ["<=", "<=", "<"]
    assert plain["links"][0]["certificate"]["method"]


def test_a_proof_carries_its_certificate_and_the_point_of_least_slack() -> None:
    plain = gp.check("log(1+x)", at_most="x", where="x > -1").to_dict()
    assert plain["relation"] == "<="
    steps = plain["certificate"]["data"]["steps"]
    assert {"function", "interval", "rule"} <= steps[0].keys()
    assert plain["least slack"] == {"point": {"x": "0"}, "slack": "0"}


def test_touching_contradicts_only_what_is_strict() -> None:
    assert str(gp.check("2*x <= x**2 + 1", where="x real").verdict) == "verified"
    strict = gp.check("2*x < x**2 + 1", where="x real")
    assert strict.counterexample == {sp.Symbol("x", real=True): 1}


def test_where_sides_are_complex_nothing_is_compared() -> None:
    found = gp.check("sqrt(x) <= x + 1", where="x real")
    assert str(found.verdict) in ("verified", "supported")
    assert "not at x = -1" in found.judgement.ruling.reason


def test_a_point_of_complex_symbols_is_told_by_their_names() -> None:
    found = gp.check("x <= re(z)", where="z complex, x > 0")
    assert found.counterexample is not None
    assert {str(symbol) for symbol in found.counterexample} == {"x", "z"}


def test_a_relation_of_sympy_is_a_text_of_its_own() -> None:
    x = sp.Symbol("x", real=True)
    assert str(gp.check(sp.Le(2 * x, x**2 + 1), where="x real").verdict) == "verified"


@pytest.mark.parametrize(
    ("text", "asked", "message"),
    [
        ("x", {"where": "x > 0"}, "relates nothing"),
        ("x", {"at_most": "1", "at_least": "0", "where": "x > 0"}, "either one of"),
        ("x <= 1", {"equals": "x", "where": "x > 0"}, "unexpected '<"),
        ("x <= 1", {"at_most": "x", "where": "x > 0"}, "unexpected '<"),
        ("x", {"asymptotic_to": "1", "where": "x > 0"}, "say which"),
        ("x ~ 1", {"where": "x > 0"}, "say which"),
        ("x <= 1", {"when": "x -> oo", "where": "x > 0"}, "leave it out"),
        ("x", {"at_most": "1", "when": "x -> oo", "where": "x > 0"}, "leave it out"),
        ("x", {"asymptotic_to": "1", "when": "x to 0", "where": "x > 0"}, "names no limit"),
        ("x", {"asymptotic_to": "1", "when": "x -> oo", "where": "x in (0, 1)"}, "out of reach"),
        ("x", {"asymptotic_to": "1", "when": "x -> -2", "where": "x > 0"}, "out of reach"),
        ("n ~ 1 as n -> 3", {"where": "n integer > 0"}, "is an integer"),
        ("x <= y", {"where": "x > 0"}, "not declared"),
        ("x + <= 1", {"where": "x > 0"}, "column 5"),
        ("1 <= x + * 2", {"where": "x > 0"}, "column 10"),
    ],
)
def test_calls_that_make_no_sense(text: str, asked: dict[str, object], message: str) -> None:
    with pytest.raises(DomainError, match=message):
        gp.check(text, **asked)


def test_a_claims_file_may_state_bounds_and_laws() -> None:
    text = CLAIMS.format(relation="<=", when="").encode()
    paper = parse_claims(text)
    ledger = gp.review(paper, budget="quick")
    assert str(ledger.judgements[0].ruling.verdict) == "verified"
    wrong = gp.review(parse_claims(text.replace(b'"<="', b'">"')), budget="quick")
    assert str(wrong.judgements[0].ruling.verdict) == "refuted"


@pytest.mark.parametrize(
    ("relation", "when", "message"),
    [
        ("<<", "", "relation is one of"),
        ("~", "", "go together"),
        ("<=", 'when = "x -> oo"', "go together"),
        ("~", 'when = "y -> oo"', "no declared name"),
    ],
)
def test_relations_of_a_claims_file_that_make_no_sense(
    relation: str, when: str, message: str
) -> None:
    with pytest.raises(ClaimsFileError, match=message):
        parse_claims(CLAIMS.format(relation=relation, when=when).encode())


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("z <= 1", "z complex"),
        ("x*y <= z", "x, y real, z complex"),
        ("1 > z**2", "z in upper half-plane"),
        ("x < exp(z)*conjugate(z)", "x real, abs(z) < 1, z complex"),
    ],
)
def test_complex_numbers_have_no_order(text: str, where: str) -> None:
    with pytest.raises(DomainError, match="complex numbers have no order"):
        gp.check(text, where=where)


@pytest.mark.parametrize("text", ["Re(z) <= abs(z)", "abs(z)**2 >= 0", "z != z + 1"])
def test_real_parts_of_complex_numbers_have_one(text: str) -> None:
    assert str(gp.check(text, where="z complex").verdict) in ("verified", "supported")


def test_a_limit_is_one_of_a_name_that_occurs() -> None:
    with pytest.raises(DomainError, match="neither side contains y"):
        gp.check("x ~ 1 as y -> 0", where="x real")
