"""Points for which a convention defines what Gamma functions leave open: no proof by them holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import sympy as sp

from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.evidence import Evidence, Kind, Outcome
from glassproof.verify.judging.evidence.formulas import derived

_NOTE = "but for binomial coefficients of a negative whole number, which are defined apart"


def but_for_exceptions(evidence: Sequence[Evidence], claim: Claim) -> list[Evidence]:
    """The evidence, in which a canonical form proves nothing where a binomial coefficient is
    defined apart: ``binomial(-1, 0)`` is 1, ``binomial(-1, -1)`` is 0, though
    Gamma(n+1)/(Gamma(k+1) Gamma(n-k+1)) is symmetric wherever it has values.

    A counterexample at such a point stands, and the proof holds but for it.
    """
    failing = next((e for e in evidence if e.outcome is Outcome.FAILS and "point" in e.data), None)
    proven = any((e.kind, e.outcome) == (Kind.SYMBOLIC, Outcome.HOLDS) for e in evidence)
    if failing is None or not proven or claim.derived is None or not claim.is_formula:
        return list(evidence)  # nothing is derived again where nothing was proven
    point = {name: sp.sympify(value) for name, value in failing.data["point"].items()}
    sides = (claim.published, claim.written, claim.typed, derived(claim))
    above = {each.args[0] for side in sides if side is not None
             for each in sp.sympify(side).atoms(sp.binomial)}  # fmt: skip
    if not any(_at(each, point).is_integer and _at(each, point) < 0 for each in above):
        return list(evidence)
    return [
        replace(e, outcome=Outcome.SILENT, detail=f"{e.detail}, {_NOTE}")
        if (e.kind, e.outcome) == (Kind.SYMBOLIC, Outcome.HOLDS)
        else e
        for e in evidence
    ]


def _at(expr: sp.Expr, point: dict[str, sp.Expr]) -> sp.Expr:
    return expr.subs({symbol: point.get(symbol.name, symbol) for symbol in expr.free_symbols})
