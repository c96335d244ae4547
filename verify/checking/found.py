"""What a check finds: how a formula was read, what the judge says of it, what may be wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import sympy as sp

from glassproof.derivations.proof.complex_symbols import whole_symbols
from glassproof.derivations.proof.domain import DomainError
from glassproof.verify.checking.hints import Hint, hint_in_time
from glassproof.verify.claims.claim import Claim, difference
from glassproof.verify.claims.evidence import Outcome
from glassproof.verify.claims.exhibits.display import check_html, check_latex
from glassproof.verify.claims.relation import Relation
from glassproof.verify.judging.effort import Effort
from glassproof.verify.judging.judge import Judgement, judge
from glassproof.verify.judging.limits import BARE, BRISK, Limits
from glassproof.verify.judging.verdict import Verdict


@dataclass(frozen=True)
class Check:
    """What was given, how it was read, what the judge says, and what may be wrong.

    ``notices`` say how ambiguous places were read, ``fault`` which sum, integral or limit has no
    value anywhere.
    """

    given: str
    formula: sp.Expr
    against: str
    right: sp.Expr
    judgement: Judgement
    counterexample: Mapping[sp.Symbol, sp.Rational] | None
    hint: Hint | None
    notices: tuple[str, ...] = ()
    fault: DomainError | None = None

    _repr_html_ = check_html
    _repr_latex_ = check_latex

    @property
    def verdict(self) -> Verdict:
        """The judge's verdict."""
        return self.judgement.ruling.verdict

    @property
    def relation(self) -> Relation:
        """What is said to stand between the formulas."""
        return self.judgement.claim.relation

    @property
    def links(self) -> tuple[Check, ...]:
        """This one link; of a chain there are several."""
        return (self,)

    @property
    def certificate(self) -> Mapping[str, Any] | None:
        """What a checker needs to repeat the proof, if there is one with more than a form."""
        data = (evidence.data.get("certificate") for evidence in self.judgement.evidence)
        return next(filter(None, data), None)

    @property
    def least_slack(self) -> Mapping[str, Any] | None:
        """The point at which two sides come nearest, of those that were seen, and how near."""
        data = (evidence.data.get("least slack") for evidence in self.judgement.evidence)
        return next(filter(None, data), None)

    def to_dict(self) -> dict[str, Any]:
        """Plain data: texts, and evidence as in the ledger."""
        point, hint = self.counterexample, self.hint
        approach, remainder = self.judgement.claim.approach, self.judgement.claim.remainder
        return {
            "given": self.given,
            "notices": list(self.notices),
            "formula": str(self.formula),
            "against": self.against,
            "right": str(self.right),
            "relation": str(self.relation),
            "when": None if approach is None else str(approach),
            "remainder": None if remainder is None else str(remainder),
            "verdict": str(self.verdict),
            "reason": self.judgement.ruling.reason,
            "ratio": self.judgement.exposition["ratio"],
            "counterexample": point
            and {str(symbol): str(value) for symbol, value in point.items()},
            "hint": hint and {"edit": hint.edit, "formula": str(hint.formula)},
            "least slack": self.least_slack,
            "certificate": self.certificate,
            "links": [],
            "evidence": [evidence.to_dict() for evidence in self.judgement.evidence],
        }


def checked(
    text: str, claim: Claim, against: str, seed: int, budget: Effort, limits: Limits = BRISK
) -> Check:
    """The claim judged; where it is refuted, with a counterexample and a hint.

    ``text`` is the formula as it was given, ``against`` says what it is held against.
    """
    assert claim.derived is not None
    right, formula = claim.derived().result, sp.sympify(claim.published)
    guarded = claim
    if claim.compare is not difference:
        guarded = replace(claim, compare=_guarded(claim.compare))
        guarded.compare(formula, right)  # an error in time, if there is one
    judgement = judge(guarded, seed=seed, budget=budget, limits=limits)
    point = hint = None
    if judgement.ruling.verdict is Verdict.REFUTED:
        point = counterexample_of(judgement)
        if limits.extras > BARE.extras and claim.relation is Relation.EQUAL:
            hint = hint_in_time(guarded, formula, right)
    return Check(text, formula, against, right, judgement, point, hint)


def counterexample_of(judgement: Judgement) -> dict[sp.Symbol, sp.Rational] | None:
    """The point by which the formulas were told apart, if one was."""
    symbols = {str(symbol): symbol for symbol in whole_symbols(judgement.claim.domain.ranges)}
    for evidence in judgement.evidence:
        if evidence.outcome is Outcome.FAILS and "point" in evidence.data:
            return {symbols[k]: sp.sympify(v) for k, v in evidence.data["point"].items()}
    return None


def _guarded(
    compare: Callable[[sp.Expr, sp.Expr], sp.Expr],
) -> Callable[[sp.Expr, sp.Expr], sp.Expr]:
    """A claim's own comparison, for formulas that it was not made for."""

    def guarded(formula: sp.Expr, right: sp.Expr) -> sp.Expr:
        if formula == 0 and right != 0:
            return right
        try:
            return compare(formula, right)
        except (sp.PolynomialError, ZeroDivisionError, AttributeError, TypeError) as error:
            raise DomainError(
                f"this formula is not of the kind that the claim compares ({error}): "
                f"give one of the form of {right}"
            ) from None

    return guarded
