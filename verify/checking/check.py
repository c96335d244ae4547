"""A formula that somebody gives, held against a claim's derivation or against another formula."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import sympy as sp

from glassproof.derivations.proof.complex_symbols import spread, whole_symbols
from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, DomainError
from glassproof.verify import papers
from glassproof.verify.checking.found import Check, checked
from glassproof.verify.checking.orders import require_comparable
from glassproof.verify.checking.rounding import decimals, judged_as_rounded, printed_side
from glassproof.verify.checking.valueless import fault
from glassproof.verify.claims.claim import Claim, difference
from glassproof.verify.claims.evidence import Outcome
from glassproof.verify.claims.paper import Paper
from glassproof.verify.claims.relation import Approach, Relation
from glassproof.verify.claims.source import Reference, Source
from glassproof.verify.judging.effort import Effort
from glassproof.verify.judging.judge import Judgement
from glassproof.verify.judging.limits import BRISK, Limits
from glassproof.verify.judging.points.probes import require_points
from glassproof.verify.judging.verdict import Verdict, is_defect, rule
from glassproof.verify.reading.conditions.grammar import parse_conditions
from glassproof.verify.reading.expression import read_given
from glassproof.verify.reading.formula import Reading, require_one_spelling, with_signs
from glassproof.verify.reading.sympy_syntax import Symbols

_REFEREE = Reference("check", "A formula given for checking", "", "")


def symbols_of(claim: Claim, paper: Paper | None = None) -> dict[str, sp.Expr]:
    """The names that a formula about ``claim`` may use: its domain's, and its paper's shorthands.

    A shorthand is admitted if it is made of the domain's symbols. ``paper`` is by default the one
    at hand that the claim's source names.
    """
    inside = set(whole_symbols(claim.domain.ranges))
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
    rounded: bool = False,
    limits: Limits = BRISK,
) -> Check:
    """Judge the formula ``text`` in the place of what ``against`` publishes.

    The evidence is that of a published claim: canonical form, balls at rational points, and the
    claim's experiments on nature. It may use ``symbols``, by default those of the claim's domain
    and the shorthands of its ``paper``. ``rounded`` decimals mean their last digit; in LaTeX they
    do so unless the exact formulas agree. With the extras of BARE neither ratio nor hint is looked
    for. :class:`DomainError` if the claim is one in words, or the
    formula cannot be read.
    """
    if not against.is_formula or against.derived is None:
        what = "a measurement" if against.is_formula else "a statement in words"
        raise DomainError(
            f"{against.id} is {what}, not a formula that is derived: see it with "
            f"`glassproof show {against.id}`, or give the id of a claim with a formula"
        )
    names = symbols or symbols_of(against, paper)
    formula = read_given("text", text, names, latex=latex)
    _require_known(formula, against.domain)
    nature = tuple(e for e in against.nature if e.asserted is None)
    claim = replace(
        against,
        published=formula.expr,
        written=formula.written,
        same_text=False,
        nature=nature,
        examinations=(),
    )
    against_what = f"the derived formula of {against.id}"
    found = checked(str(text), claim, against_what, seed, budget, limits)
    found = replace(found, notices=formula.notices)
    if against.compare is not difference or not isinstance(text, str):
        return found
    right = Reading(found.right, found.right)
    return with_rounding(found, (formula, right), (text, ""), latex, rounded)


def check_equal(
    text: str | sp.Expr,
    equals: str | sp.Expr,
    *,
    where: str | Domain = "",
    latex: bool = False,
    names: Symbols | None = None,
    rounded: bool = False,
    limits: Limits = BRISK,
) -> Check:
    """Judge whether two formulas, each a text or an expression, are equal where ``where`` holds.

    ``names`` declares abbreviations in the symbols of ``where``. ``rounded`` decimals mean their
    last digit; in LaTeX they do so, with a notice, where only one side has any and the formulas
    are not equal exactly. With the extras of BARE neither ratio nor hint is looked for.

    >>> check_equal("sin(x)**2", "1 - cos(x)**2", where="x real").verdict
    <Verdict.VERIFIED: 'verified'>
    >>> check_equal("(x + 1)**2", "x**2 + 1", where="x real").counterexample
    {x: 1}
    """
    sides = {"text": text, "equals": equals}
    return check_sides(sides, where, latex=latex, names=names, rounded=rounded, limits=limits)


def check_sides(
    sides: Mapping[str, str | sp.Expr],
    where: str | Domain,
    *,
    latex: bool,
    names: Symbols | None,
    rounded: bool = False,
    limits: Limits = BRISK,
) -> Check:
    """As :func:`check_equal`, for two arguments by the names under which a caller knows them."""
    if latex and isinstance(where, str):
        where = with_signs(where, sides.values())
    domain, symbols = declared(where)
    symbols |= names or {}
    left, right = (
        read_given(argument, given, symbols, latex=latex) for argument, given in sides.items()
    )
    require_one_spelling(left, right)
    given = tuple(sides.values())
    found = compare_readings(left, right, domain, given, limits)
    texts = tuple(text if isinstance(text, str) else "" for text in given)
    return with_rounding(found, (left, right), (texts[0], texts[1]), latex, rounded)


def with_rounding(
    found: Check,
    sides: tuple[Reading, Reading],
    texts: tuple[str, str],
    latex: bool,
    rounded: bool,
) -> Check:
    """What was found, or, if decimals are to mean their last digit, what that makes of it."""
    side = printed_side(texts, latex, rounded)
    if side is None or found.verdict is not Verdict.REFUTED:
        return found
    printed, right = decimals(texts[side]), sides[1 - side].written
    judgement = judged_as_rounded(found.judgement, sides[side].written, right, printed)
    if judgement is None:
        return found
    listed = ", ".join(decimal.text for decimal in printed)
    found = replace(found, notices=(*found.notices, f"{listed}: read as rounded in the last digit"))
    if judgement.ruling.verdict is Verdict.REFUTED:
        return found
    return replace(found, judgement=judgement, counterexample=None, hint=None)


def declared(where: str | Domain) -> tuple[Domain, dict[str, sp.Expr]]:
    """The domain, and its symbols by name."""
    if isinstance(where, Domain):
        return where, {symbol.name: symbol for symbol in whole_symbols(where.ranges)}
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
    sides = (Reading(formula, formula), Reading(other, other))
    return compare_readings(*sides, domain, (given or formula, other))


def compare_readings(
    left: Reading,
    right: Reading,
    domain: Domain,
    given: tuple[str | sp.Expr, ...],
    limits: Limits = BRISK,
    *,
    relation: Relation = Relation.EQUAL,
    approach: Approach | None = None,
    remainder: Reading | None = None,
) -> Check:
    """Judge whether two formulas stand in ``relation`` on ``domain``."""
    for side in filter(None, (left, right, remainder)):
        _require_known(side, domain)
    require_points(domain)
    if relation.is_order:
        require_comparable(left.written, domain)
        require_comparable(right.written, domain)
    named = {symbol for side in (left, right, remainder) if side for symbol in _named(side)}
    if approach is not None and approach.symbol not in named:
        raise DomainError(f"neither side contains {approach.symbol}, whose limit is meant")
    texts = ["".join(text.split()) for text in given if isinstance(text, str)]
    claim = Claim(
        id="check",
        title="Two formulas are equal",
        published=left.expr,
        derived=lambda: Derivation("given", (Step(right.expr, "as given"),), domain),
        domain=domain,
        source=Source(_REFEREE, "the call", "the call"),
        written=left.written,
        typed=right.written,
        same_text=len(texts) == 2 and texts[0] == texts[1],
        relation=relation,
        approach=approach,
        remainder=remainder.expr if remainder else None,
    )
    found = checked(str(given[0]), claim, str(right.expr), 0, Effort.QUICK, limits)
    if relation is Relation.EQUAL and (left.statistic or right.statistic):
        found = replace(found, judgement=_with_nature(found.judgement, left, right))
    notices = tuple(dict.fromkeys(left.notices + right.notices))
    nowhere = any(evidence.outcome is Outcome.VOID for evidence in found.judgement.evidence)
    return replace(found, notices=notices, fault=fault((left, right), domain) if nowhere else None)


def _with_nature(judgement: Judgement, left: Reading, right: Reading) -> Judgement:
    """The judgement with draws as evidence, which decide nothing that is decided."""
    from glassproof.verify.checking.sampled import sampled  # SciPy, which algebra does without

    drawn = sampled(left, right, judgement.claim.domain)
    if drawn is None:
        return judgement
    evidence, ruling = (*judgement.evidence, drawn), judgement.ruling
    if ruling.verdict is Verdict.UNDECIDED and not is_defect(ruling):
        ruling = rule(evidence)
    return replace(judgement, evidence=evidence, ruling=ruling)


def _named(formula: Reading) -> set[sp.Symbol]:
    """The symbols of a formula, as it was written and as algebra has it."""
    return set(formula.expr.free_symbols | formula.written.free_symbols)


def _require_known(formula: Reading, domain: Domain) -> None:
    unknown = spread(_named(formula)) - set(domain.ranges)
    if unknown:
        listed = ", ".join(sorted(map(str, unknown)))
        raise DomainError(
            f"{listed} has no range to compare in: declare it, as in --where '{listed} > 0'"
        )
