"""A formula that somebody gives, held against a claim's derivation or against another formula."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import sympy as sp

from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, DomainError
from glassproof.derivations.proof.equality import is_identically_zero
from glassproof.verify import papers
from glassproof.verify.checking.hints import Hint, find_hint
from glassproof.verify.claims.claim import Claim, difference
from glassproof.verify.claims.paper import Paper
from glassproof.verify.claims.source import Reference, Source
from glassproof.verify.judging.effort import Effort
from glassproof.verify.judging.judge import Judgement, judge
from glassproof.verify.judging.smallest import smallest_counterexample
from glassproof.verify.judging.verdict import Verdict
from glassproof.verify.reading.conditions.grammar import parse_conditions
from glassproof.verify.reading.expression import read_given
from glassproof.verify.reading.formula import with_signs
from glassproof.verify.reading.size_limits import deadline
from glassproof.verify.reading.sympy_syntax import Symbols

JUDGE_SECONDS = 10.0
"""Time for the algebra of one check; nature takes what its budget asks for."""

_REFEREE = Reference("check", "A formula given for checking", "", "")


@dataclass(frozen=True)
class Check:
    """What was given, how it was read, what the judge says, and what may be wrong.

    ``notices`` say how ambiguous places were read.
    """

    given: str
    formula: sp.Expr
    against: str
    right: sp.Expr
    judgement: Judgement
    counterexample: Mapping[sp.Symbol, sp.Rational] | None
    hint: Hint | None
    notices: tuple[str, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """The judge's verdict."""
        return self.judgement.ruling.verdict

    def to_dict(self) -> dict[str, Any]:
        """Plain data: texts, and evidence as in the ledger."""
        point, hint = self.counterexample, self.hint
        return {
            "given": self.given,
            "notices": list(self.notices),
            "formula": str(self.formula),
            "against": self.against,
            "right": str(self.right),
            "verdict": str(self.verdict),
            "reason": self.judgement.ruling.reason,
            "ratio": self.judgement.exposition["ratio"],
            "counterexample": point
            and {str(symbol): str(value) for symbol, value in point.items()},
            "hint": hint and {"edit": hint.edit, "formula": str(hint.formula)},
            "evidence": [evidence.to_dict() for evidence in self.judgement.evidence],
        }


def symbols_of(claim: Claim, paper: Paper | None = None) -> dict[str, sp.Expr]:
    """The names that a formula about ``claim`` may use: its domain's, and its paper's shorthands.

    A shorthand is admitted if it is made of the domain's symbols. ``paper`` is by default the one
    at hand that the claim's source names.
    """
    inside = set(claim.domain.ranges)
    if paper is None and (name := claim.source.reference.name) in papers.names():
        paper = papers.load(name)
    declared = paper.symbols if paper else {}
    admitted = {key: value for key, value in declared.items() if value.free_symbols <= inside}
    return dict(sorted(({str(symbol): symbol for symbol in inside} | admitted).items()))


def check(
    text: str | sp.Expr,
    against: Claim,
    *,
    latex: bool = False,
    paper: Paper | None = None,
    symbols: Symbols | None = None,
    seed: int = 0,
    budget: Effort = Effort.STANDARD,
) -> Check:
    """Judge the formula ``text`` in the place of what ``against`` publishes.

    The evidence is that of a published claim: canonical form, balls at rational points, and the
    claim's experiments on nature. It may use ``symbols``, by default those of the claim's domain
    and the shorthands of its ``paper``. :class:`DomainError` if the claim is one in words, or the
    formula cannot be read.
    """
    if not against.is_formula or against.derived is None:
        raise DomainError(
            f"{against.id} is a statement in words, not a formula: see it with "
            f"`glassproof show {against.id}`, or give the id of a claim with a formula"
        )
    names = symbols or symbols_of(against, paper)
    reading = read_given("text", text, names, latex=latex)
    formula = reading.expr
    _require_known(formula, against.domain)
    nature = tuple(e for e in against.nature if e.asserted is None)
    claim = replace(against, published=formula, nature=nature, examinations=())
    found = _checked(str(text), claim, f"the derived formula of {against.id}", seed, budget)
    return replace(found, notices=reading.notices)


def check_equal(
    text: str | sp.Expr,
    equals: str | sp.Expr,
    *,
    where: str | Domain = "",
    latex: bool = False,
    names: Symbols | None = None,
) -> Check:
    """Judge whether two formulas, each a text or an expression, are equal where ``where`` holds.

    ``names`` declares abbreviations in the symbols of ``where``.

    >>> check_equal("sin(x)**2", "1 - cos(x)**2", where="x real").verdict
    <Verdict.VERIFIED: 'verified'>
    >>> check_equal("(x + 1)**2", "x**2 + 1", where="x real").counterexample
    {x: 1}
    """
    return check_sides({"text": text, "equals": equals}, where, latex=latex, names=names)


def check_sides(
    sides: Mapping[str, str | sp.Expr],
    where: str | Domain,
    *,
    latex: bool,
    names: Symbols | None,
) -> Check:
    """As :func:`check_equal`, for two arguments by the names under which a caller knows them."""
    if latex and isinstance(where, str):
        where = with_signs(where, sides.values())
    domain, symbols = _declared(where)
    symbols |= names or {}
    formula, right = (
        read_given(argument, given, symbols, latex=latex) for argument, given in sides.items()
    )
    found = compare(formula.expr, right.expr, domain, given=str(next(iter(sides.values()))))
    return replace(found, notices=tuple(dict.fromkeys(formula.notices + right.notices)))


def _declared(where: str | Domain) -> tuple[Domain, dict[str, sp.Expr]]:
    """The domain, and its symbols by name."""
    if isinstance(where, Domain):
        return where, {symbol.name: symbol for symbol in where.ranges}
    if isinstance(where, str):
        declared = parse_conditions(where)
        return declared.domain, dict(declared.symbols)
    raise DomainError(
        f"where = {where!r} is no domain: give conditions in words, as 'x > 0', or a Domain"
    )


def compare(formula: sp.Expr, other: sp.Expr, domain: Domain, *, given: str | None = None) -> Check:
    """Judge whether two expressions are equal on ``domain``.

    >>> from glassproof.derivations.proof.domain import Range
    >>> p, q = sp.symbols("p q", positive=True)
    >>> compare(2**(p + q), 2**p * 2**q, Domain({p: Range(0), q: Range(0)})).verdict
    <Verdict.VERIFIED: 'verified'>
    """
    for side in (formula, other):
        _require_known(side, domain)
    with deadline(JUDGE_SECONDS, "the algebra of this formula"):
        vanishes = is_identically_zero(other, domain)
    claim = Claim(
        id="check",
        title="Two formulas are equal",
        published=formula,
        derived=lambda: Derivation("given", (Step(other, "as given"),), domain),
        compare=_value if vanishes else difference,
        domain=domain,
        source=Source(_REFEREE, "the call", "the call"),
    )
    return _checked(given or str(formula), claim, str(other), 0, Effort.QUICK)


def _value(formula: sp.Expr, _zero: sp.Expr) -> sp.Expr:
    """The comparison with zero: there is no ratio to report."""
    return formula


def _require_known(formula: sp.Expr, domain: Domain) -> None:
    unknown = formula.free_symbols - set(domain.ranges)
    if unknown:
        listed = ", ".join(sorted(map(str, unknown)))
        raise DomainError(
            f"{listed} has no range to compare in: declare it, as in --where '{listed} > 0'"
        )


def _checked(text: str, claim: Claim, against: str, seed: int, budget: Effort) -> Check:
    assert claim.derived is not None
    right, formula = claim.derived().result, sp.sympify(claim.published)
    guarded = claim
    if claim.compare is not difference:
        guarded = replace(claim, compare=_guarded(claim.compare))
    with deadline(JUDGE_SECONDS, "the algebra of this formula"):
        gap = guarded.compare(formula, right)
        algebra = judge(replace(guarded, nature=()), seed=seed, budget=budget)
        point = hint = None
        if algebra.ruling.verdict is Verdict.REFUTED:
            named = formula.free_symbols | right.free_symbols | gap.free_symbols
            point = smallest_counterexample(gap, claim.domain.restricted(named))
            hint = find_hint(formula, right, claim.domain, compare=guarded.compare)
    judgement = judge(guarded, seed=seed, budget=budget) if claim.nature else algebra
    return Check(text, formula, against, right, judgement, point, hint)


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
