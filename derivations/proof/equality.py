"""When two formulas are one: a proof by the canonical form, or a certified point where they differ.

A form that vanishes proves equality (:mod:`glassproof.derivations.proof.canonical_form`). The
converse is never concluded from the form: two formulas are called unequal only by a ball that
excludes zero at a point of the domain. Balls come first where a proof is asked for, too: most
formulas that differ do so at the first point, and an expression that is defined nowhere proves
nothing.
"""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.proof.canonical_form import canonical_form, zero_test
from glassproof.derivations.proof.complex_symbols import in_coordinates, spread
from glassproof.derivations.proof.domain import Domain, DomainError, Range
from glassproof.derivations.proof.points.programs import NoBallVersionError
from glassproof.derivations.proof.points.sides import Sides, State
from glassproof.derivations.proof.radical_fractions import UnsupportedError
from glassproof.derivations.proof.representation import FormError, looks_at, represents
from glassproof.derivations.proof.zeros.case_split import vanishes_by_cases
from glassproof.derivations.proof.zeros.steps import STEPS, by_steps
from glassproof.derivations.special_functions.chebyshev import with_roots_in_use

_NOWHERE = (sp.zoo, sp.nan, sp.oo, -sp.oo)
_GLANCES = 3
_MOST_OPERATIONS = 300  # of what is made shorter by SymPy
_DIGITS, _MORE_DIGITS = 30, 240  # the latter where cancellation swallows the former


def is_identically_zero(expr: sp.Expr, domain: Domain | None = None) -> bool:
    """Whether ``expr`` is proven to vanish on ``domain``; False says only that no proof was found.

    :class:`FormError` if the form that would be the proof does not represent what it was read from,
    :class:`UnsupportedError` of symbols that do not commute: forms do.

    >>> p, q = sp.symbols("p q", positive=True)
    >>> is_identically_zero(2**(p + q) - 2**p * 2**q)
    True
    >>> is_identically_zero(sp.log(p**2 * q) - 2 * sp.log(p) - sp.log(q))
    True
    >>> is_identically_zero(sp.sqrt(p**2 - 2*p*q + q**2) - (p - q))  # the sign of p - q varies
    False
    """
    expr = sp.sympify(expr)
    if expr == 0:
        return True
    if not expr.is_commutative:
        raise UnsupportedError(f"{expr} does not commute: give matrices by their entries")
    if not _may_vanish(expr, domain):
        return False
    expr = with_roots_in_use(expr)
    try:
        form, vanishes = zero_test(expr, domain)
        if vanishes:
            represents(form, expr, looks_at(expr, _sampled(expr, domain)))
            return True
    except UnsupportedError:
        pass
    if vanishes_by_cases(expr, _sampled(expr, domain)):
        return True
    parts = by_steps(expr, domain) if expr.has(*STEPS) else []
    if parts:
        return all(not part.has(*_NOWHERE) and is_identically_zero(part, domain) for part in parts)
    apart = in_coordinates(expr)
    return apart != expr and is_identically_zero(apart, domain)


def _may_vanish(expr: sp.Expr, domain: Domain | None) -> bool:
    """Whether balls at a few points leave it open that ``expr`` vanishes, defined somewhere."""
    where = _with_ranges(expr.free_symbols, domain)
    defined = False
    try:
        sides = Sides(expr, sp.Integer(0))
        for point in where.points(_GLANCES if where.ranges else 1, start=0):
            here = sides.at(point)
            meeting = here.look(_DIGITS)
            if meeting.state is State.UNRESOLVED:
                meeting = here.look(_MORE_DIGITS)
            if meeting.state is State.DIFFER:
                return False
            defined = defined or meeting.left is not None
    except (DomainError, NoBallVersionError):
        return True  # a function without balls, or no point at hand: the form decides
    return defined


def _with_ranges(symbols: set[sp.Symbol], domain: Domain | None) -> Domain:
    """The domain of the symbols; one that has no range gets what its assumptions allow."""
    known = domain.restricted(symbols) if domain else Domain({})
    ranges = dict(known.ranges)
    related = set().union(*(relation.free_symbols for relation in known.where))
    for symbol in sorted(spread(symbols | related) - set(ranges), key=str):
        low = 1 if symbol.is_nonnegative else -7
        high = -1 if symbol.is_nonpositive else 8
        ranges[symbol] = Range(integer=bool(symbol.is_integer), draw=(low, high))
    return Domain(ranges, known.where)


def _sampled(expr: sp.Expr, domain: Domain | None) -> Domain:
    """The whole domain, with a range for every symbol of ``expr``."""
    related = set().union(*(relation.free_symbols for relation in _relations(domain)))
    missing = _with_ranges(expr.free_symbols | related, domain)
    return Domain({**missing.ranges, **(domain.ranges if domain else {})}, _relations(domain))


def _relations(domain: Domain | None) -> tuple[sp.Basic, ...]:
    return domain.where if domain else ()


def _added_up(expr: sp.Expr) -> sp.Expr:
    """The expression with sums and integrals of polynomials over finite ranges evaluated."""
    return expr.replace(_is_of_a_polynomial, lambda node: node.doit())


def _is_of_a_polynomial(node: sp.Basic) -> bool:
    if not isinstance(node, (sp.Sum, sp.Integral)) or not all(
        len(each) == 3 for each in node.limits
    ):
        return False
    ends = [end for _, *pair in node.limits for end in pair]
    bound = [variable for variable, *_ in node.limits]
    return all(end.is_finite is not False for end in ends) and node.function.is_polynomial(*bound)


def simplified(expr: sp.Expr, domain: Domain | None = None) -> sp.Expr:
    """A short form of ``expr``, equal to it on the domain: the ratio a reader wants to see.

    >>> p, q = sp.symbols("p q", positive=True)
    >>> simplified(2**(p + q) * p / (2**(p + q - 1) * p))
    2
    """
    expr = sp.sympify(expr)
    try:
        form = canonical_form(expr, domain)
        represents(form, expr, looks_at(expr, _sampled(expr, domain)))
        short = form.expanded()
    except (UnsupportedError, FormError):
        short = sp.simplify(_added_up(expr), doit=False)  # SymPy takes minutes for other sums
    if sp.count_ops(short) > _MOST_OPERATIONS:
        return min((short, expr), key=sp.count_ops)
    short = sp.powsimp(short, deep=True)
    above, below = sp.fraction(short)
    return min((short, sp.factor(short), -above / -below, expr), key=sp.count_ops)


def counterexample(
    expr: sp.Expr, domain: Domain, *, attempts: int = 12, start: int = 0, digits: int = 30
) -> dict[sp.Symbol, sp.Rational] | None:
    """A rational point of ``domain`` where a ball shows ``expr`` to be non-zero, or None.

    >>> from glassproof.derivations.proof.domain import Range
    >>> x = sp.Symbol("x", positive=True)
    >>> counterexample(x**2 - x**3 / x, Domain({x: Range(0, None, draw=(1, 9))})) is None
    True
    """
    try:
        sides = Sides(expr, sp.Integer(0))
    except NoBallVersionError as error:
        raise DomainError(str(error)) from None
    for point in domain.restricted(expr.free_symbols).points(attempts, start):
        here = sides.at(point)
        for precision in (digits, 8 * digits):
            state = here.look(precision).state
            if state is State.DIFFER:
                return point
            if state in (State.EQUAL, State.UNDEFINED):
                break
    return None
