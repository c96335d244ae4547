"""The confusion matrix: what the judge says of mutants and rewritings, against the truth."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

import sympy as sp

from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.evidence import Evidence
from glassproof.verify.judging.judge import units
from glassproof.verify.judging.verdict import Verdict, rule
from soundness.mutations import mutants
from soundness.rewritings import rewritings
from soundness.truth import UnknownError, are_equal

FORMULA_UNITS = ("canonical form", "rational points")


@dataclass(frozen=True)
class Trial:
    """One formula put to the judge in place of a true one."""

    subject: str
    kind: str
    formula: str
    equal: bool
    verdict: Verdict
    seconds: float

    def __post_init__(self) -> None:
        object.__setattr__(self, "verdict", Verdict(self.verdict))

    @property
    def outcome(self) -> str:
        """``right``, ``undecided`` or ``wrong``.

        Right is verified if equal and refuted if not. Support without proof leaves an equal
        formula undecided, and is wrong for one that is not equal.
        """
        right = Verdict.VERIFIED if self.equal else Verdict.REFUTED
        if self.verdict is right:
            return "right"
        harmless = self.verdict is Verdict.UNDECIDED or (
            self.equal and self.verdict is Verdict.SUPPORTED
        )
        return "undecided" if harmless else "wrong"


def put_to_the_judge(claim: Claim, formula: sp.Expr) -> tuple[Verdict, float]:
    """The judge's verdict on ``formula`` in the place of what the claim publishes, and seconds."""
    changed = replace(claim, published=formula, nature=())
    start = time.perf_counter()
    work = [unit for unit in units(changed, seed=0) if unit.name in FORMULA_UNITS]
    results = [unit.result() for unit in work]
    broken = [result.error for result in results if result.error]
    if broken:
        raise ArithmeticError(f"the judge broke on {formula}: {broken[0]}")
    verdict = rule([Evidence(**result.value) for result in results]).verdict
    return verdict, time.perf_counter() - start


def trials(claim: Claim) -> Iterator[Trial]:
    """Every mutant and every rewriting of a true claim whose truth mpmath tells.

    A mutant defined nowhere is no formula.
    """
    assert claim.derived is not None
    derived = claim.derived().result
    offered = [(m.kind, m.formula) for m in mutants(derived, claim.domain.ranges)]
    offered += [(f"rewriting: {name}", formula) for name, formula in rewritings(derived)]
    for kind, formula in offered:
        try:
            equal = are_equal(claim.compare(formula, derived), derived, claim.domain)
        except UnknownError:
            continue
        if equal is None:
            continue
        if equal and not kind.startswith("rewriting"):
            kind = f"rewriting: {kind}"
        verdict, seconds = put_to_the_judge(claim, formula)
        yield Trial(claim.id, kind, str(formula), equal, verdict, seconds)
