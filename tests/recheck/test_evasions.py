"""Whoever changes a verdict and rewrites all that speaks of it, and computes the digest anew: what
can be looked at is looked at, though the certificate says that it cannot."""

from __future__ import annotations

import copy
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import sympy as sp

import glassproof as gp
from glassproof.recheck import recheck
from glassproof.recheck.findings import Level
from glassproof.recheck.language import names, parse
from glassproof.recheck.values import WideError, judged
from glassproof.recheck.verdicts import summary, verdict
from glassproof.verify.judging import judge
from glassproof.verify.keeping.certificates.notation import notation
from tests.recheck.tampering import alone, recorded, signed

Claim = dict[str, Any]


def claim_of(name: str) -> dict[str, Any]:
    ledger = recorded("sums")
    return alone(ledger, [claim["id"] for claim in ledger["claims"]].index(name))


def changed(name: str, change: Callable[[Claim], Any]) -> Any:
    ledger = copy.deepcopy(claim_of(name))
    (claim,) = ledger["claims"]
    change(claim)
    claim["verdict"], claim["reason"] = verdict(claim["evidence"])
    return recheck(signed({**ledger, "summary": summary([claim])}), seed=3)


def says(kind: str, name: str, outcome: str, **data: Any) -> dict[str, Any]:
    entry = {"kind": kind, "name": name, "outcome": outcome, "detail": "it is so", "seconds": 0}
    return {**entry, "data": data}


def proven(claim: Claim) -> None:
    """A refuted claim is told to be proven."""
    proof = {"method": "canonical form", "statement": "0 = 0", "data": {}, "parts": []}
    claim["evidence"] = [
        says("symbolic", "canonical form", "holds", certificate=proof),
        says("certified", "rational points", "consistent"),
    ]


def left_out(key: str, why: str) -> Callable[[Claim], None]:
    def change(claim: Claim) -> None:
        proven(claim)
        kept = {} if key == "certificate" else claim["certificate"]
        record = {name: entry for name, entry in kept.items() if name not in (key, "written")}
        claim["certificate"] = {**record, "nature": [], "left out": {key: why}}

    return change


def with_entry(key: str, value: str) -> Callable[[Claim], None]:
    def change(claim: Claim) -> None:
        proven(claim)
        claim["certificate"][key] = value

    return change


REFUTED = {
    "a formula that has its words is left out": left_out("published", "no word for hyper"),
    "a domain that has its words is left out": left_out("domain", "no word for Contains"),
    "of a word that the notation has": left_out("domain", "no word for log"),
    "the certificate is left out": left_out("certificate", "ValueError"),
    "a gap that says nothing": with_entry("gap", "0"),
    "a law of no limit": with_entry("relation", "~"),
}


@pytest.mark.parametrize("name", REFUTED)
def test_what_is_refuted_is_not_verified_by_leaving_out(name: str) -> None:
    assert not changed("slip", REFUTED[name]).accepted


def test_what_has_no_word_may_be_left_out() -> None:
    """As long as it is shown with that word; the verdict is not touched then."""

    def change(claim: Claim) -> None:
        for entry in (claim, claim["certificate"]):
            entry["derived"] = "n*(n + 1)*(2*n + 1)/6"
        claim["published"] = "hyper((1, n), (2,), 1/7)"
        left_out("published", "no word for hyper")(claim)

    found = changed("squares", change)
    assert found.accepted
    assert any("hyper" in what for what in found.counts(Level.UNCHECKED))


@pytest.mark.parametrize("name", ["every case", "an examination", "rational points"])
@pytest.mark.parametrize("kind", ["certified", "count"])
def test_a_failure_that_nobody_can_look_at_refutes_no_formula(name: str, kind: str) -> None:
    def change(claim: Claim) -> None:
        points = says("certified", "rational points", "silent")
        data = {"published": "1.0", "derived": "2.0", "point": {"n": "2"}}
        failing = says(kind, name, "fails", **(data if kind == "certified" else {}))
        claim["evidence"] = [says("symbolic", "canonical form", "silent"), points, failing]

    assert not changed("squares", change).accepted


def test_formulas_are_not_undecided_for_want_of_evidence() -> None:
    assert not changed("squares", lambda claim: claim["evidence"].clear()).accepted


def test_fractions_are_compared_exactly() -> None:
    point = {"x": Fraction(2, 3)}
    sides = parse("x/(1 + 2*x)"), parse("x/(1 + 2*x) + 1/10**900")
    found = judged("=", sides, point)
    assert (found.holds, found.level) == (False, Level.PROVEN)
    assert judged("=", (sides[0], parse("2*x/(2 + 4*x)")), point).holds


def test_exponentials_of_exponentials_end() -> None:
    point = {"x": Fraction(70_000)}
    with pytest.raises(WideError):
        judged("=", (parse("exp(exp(x))"), parse("exp(exp(x)) + 1")), point)
    assert judged("=", (parse("log(exp(E**500))"), parse("E**500")), {}).holds
    density = parse("Integral(exp(-t)*exp(-exp(-t)), (t, -oo, oo))")
    assert judged("=", (density, parse("1")), {}).holds


@pytest.mark.parametrize("direction", ["+", "-", "+-"])
def test_limits_are_written_and_read(direction: str) -> None:
    x, k = sp.symbols("x k")
    text = notation(sp.Limit((1 + x / k) ** k, k, 0, dir=direction))
    assert names(parse(text)) == {"x"}
    assert text == str(sp.Limit((1 + x / k) ** k, k, 0, dir=direction))


def test_a_limit_is_shown_as_it_is_and_not_evaluated(tmp_path: Path) -> None:
    claims = tmp_path / "one.toml"
    formula = "Limit((1 + x/k)**k, k, oo)"
    claims.write_text(
        f'[symbols]\nx = "> 0"\n[[claim]]\nid = "a"\npublished = "{formula}"\nderived = "exp(x)"\n'
    )
    assert recheck(gp.review(str(claims), jobs=1).to_dict(), seed=1).accepted


def breaks(*_: Any, **__: Any) -> Any:
    raise ArithmeticError("no such number")


def test_a_claim_that_broke_is_in_a_ledger_that_is_accepted(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """And it says that nothing was judged, which no other verdict may."""
    monkeypatch.setattr(judge, "at_points", breaks)
    claims = tmp_path / "one.toml"
    claims.write_text('[symbols]\nx = "> 0"\n[[claim]]\nid = "a"\npublished = "x"\nderived = "x"\n')
    ledger = gp.review(str(claims), jobs=1).to_dict()
    assert ledger["claims"][0]["reason"].startswith("defect of this toolkit")
    assert recheck(ledger, seed=1).accepted
