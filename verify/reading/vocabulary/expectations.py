"""Expectations, variances and probabilities of random variables: integrals and sums, or moments.

The expectation of a polynomial is one of moments, exactly. That of anything else is the integral or
sum against the densities. Different names are independent.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import sympy as sp

from glassproof.derivations.probability.laws import Law
from glassproof.verify.reading import construct
from glassproof.verify.reading.bound_variables import binders
from glassproof.verify.reading.bound_variables.binders import Bound, Clause
from glassproof.verify.reading.bound_variables.scope import Scope
from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.size_limits import LimitError
from glassproof.verify.reading.vocabulary.random_variables import RandomVariable

MAX_DEGREE = 60
"""Degree of a polynomial whose expectation is taken."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A random variable inside an expectation: the symbol that is integrated or summed over."""

    name: str
    symbol: sp.Symbol
    law: Law

    @property
    def value(self) -> sp.Expr:
        """What the name stands for."""
        return self.law.value(self.symbol)


@dataclass(frozen=True)
class Mean:
    """An expectation, variance, covariance or probability, by the name that stands for it.

    ``values`` are what stands inside, the condition of a probability as an indicator.
    """

    symbol: sp.Symbol
    kind: str
    values: tuple[sp.Expr, ...]
    drawn: tuple[Drawn, ...]


@dataclass(frozen=True)
class Statistic:
    """A formula in the names of its means: what is to be sampled, besides how it is computed."""

    formula: sp.Expr
    means: tuple[Mean, ...]


def taken(
    means: list[Mean] | None,
    kind: str,
    terms: Sequence[Term],
    condition: Clause | None,
    drawn: Sequence[Drawn],
) -> Term:
    """The value of an expectation and its like; its name, where ``means`` collects them."""
    if means is None:
        if condition is not None:
            return probability(condition, drawn)
        return _VALUES[kind](*terms, drawn)
    inside = [binders.indicator(condition)] if condition is not None else list(terms)
    symbol = sp.Symbol(f"mean {len(means) + 1}", real=True)
    values = tuple(term.written for term in inside)
    means.append(Mean(symbol, kind, values, tuple(used(inside, drawn))))
    return Term.of(symbol)


def draw(scope: Scope) -> tuple[Scope, list[Drawn]]:
    """The scope inside an expectation, where random variables are variables of integration.

    Inside of another expectation they are drawn anew: that of x - E(x) is 0.
    :class:`LimitError` if nothing is random.
    """
    here = {name: each for name, each in scope.items() if isinstance(each, RandomVariable)}
    random = {**scope.random, **here}
    if not random:
        raise LimitError("nothing is random here: declare it, as in where 'x ~ N(0, s**2)'")
    drawn: list[Drawn] = []
    inner = replace(scope, random=random)
    for name, variable in random.items():
        others = Scope({key: value for key, value in inner.items() if key not in here})
        symbol = others.fresh(name, integer=variable.law.discrete)
        drawn.append(Drawn(name, symbol, variable.law))
        inner = inner.with_value(name, drawn[-1].value)
    return inner, drawn


def used(terms: Sequence[Term], drawn: Sequence[Drawn]) -> list[Drawn]:
    """The random variables that occur."""
    free = {symbol for term in terms for symbol in term.expr.free_symbols}
    free |= {symbol for term in terms for symbol in term.written.free_symbols}
    return [each for each in drawn if each.symbol in free]


def expectation(body: Term, drawn: Sequence[Drawn]) -> Term:
    """The expectation of ``body`` over the random variables in it.

    >>> from glassproof.derivations.probability.laws import exponential
    >>> x, a = sp.Symbol("x", real=True), sp.Symbol("a", positive=True)
    >>> expectation(Term.of(x**2), [Drawn("x", x, exponential(a))]).expr
    2/a**2
    >>> expectation(Term.of(sp.cos(x)), [Drawn("x", x, exponential(a))]).expr
    Integral(a*exp(-a*x)*cos(x), (x, 0, oo))
    """
    body = binders.settled(body)
    inside = used([body], drawn)
    moments = _by_moments(body.expr, inside)
    if moments is not None:
        return Term.of(moments)
    for discrete, build in ((False, binders.integrated), (True, binders.summed)):
        over = [each for each in inside if each.law.discrete is discrete]
        if over:
            densities = [Term.of(each.law.density(each.symbol)) for each in over]
            body = build(construct.multiply([body, *densities]), [_support(each) for each in over])
    return body


def _support(drawn: Drawn) -> Bound:
    return Bound(drawn.symbol, Term.of(drawn.law.low), Term.of(drawn.law.high))


def _by_moments(body: sp.Expr, inside: Sequence[Drawn]) -> sp.Expr | None:
    """The expectation of a polynomial in the random variables; None of anything else."""
    if not inside:
        return body
    try:
        polynomial = sp.Poly(body, *(each.symbol for each in inside))
    except sp.PolynomialError:
        return None
    if polynomial.total_degree() > MAX_DEGREE:
        raise LimitError(f"the expectation is one of a polynomial of degree above {MAX_DEGREE}")
    total = sp.S.Zero
    for powers, coefficient in polynomial.terms():
        moments = [each.law.moment(k) for each, k in zip(inside, powers, strict=True)]
        total += sp.Mul(coefficient, *moments)
    return sp.expand(total)


def variance(body: Term, drawn: Sequence[Drawn]) -> Term:
    """E f^2 - (E f)^2, for real f."""
    return covariance(body, body, drawn)


def covariance(first: Term, second: Term, drawn: Sequence[Drawn]) -> Term:
    """E f g - E f E g, for real f and g.

    >>> from glassproof.derivations.probability.laws import normal
    >>> x, s = sp.Symbol("x", real=True), sp.Symbol("s", positive=True)
    >>> covariance(Term.of(x), Term.of(x**3), [Drawn("x", x, normal(sp.S.Zero, s**2))]).expr
    3*s**4
    """
    if any(t.expr.has(sp.I) or t.expr.is_extended_real is False for t in (first, second)):
        raise LimitError("a variance is one of real values")
    mixed = expectation(construct.multiply([first, second]), drawn)
    means = [expectation(term, drawn) for term in (first, second)]
    return construct.add([mixed, construct.negative(construct.multiply(means))])


def probability(condition: Clause, drawn: Sequence[Drawn]) -> Term:
    """The probability of a condition: the integral of the density where it holds.

    >>> from glassproof.derivations.probability.laws import exponential
    >>> x, a = sp.Symbol("x", real=True), sp.Symbol("a", positive=True)
    >>> above = binders.related(Term.of(x), ">", Term.of(a))
    >>> probability(above, [Drawn("x", x, exponential(a))]).expr
    Integral(a*exp(-a*x), (x, a, oo))
    """
    if (every := _of_every_one(condition)) is not None:
        clauses, complement = every
        value = probability(binders.both(clauses), drawn)
        return construct.add([Term.of(1), construct.negative(value)]) if complement else value
    if len(groups := _independent(condition.parts, drawn)) > 1:
        return construct.multiply([probability(binders.both(each), drawn) for each in groups])
    inside = used(condition.terms, drawn)
    if len(inside) == 1 and not inside[0].law.discrete:
        if (within := _not_above(condition, inside[0].symbol)) is not None:
            return construct.add(
                [Term.of(sp.S.One), construct.negative(probability(within, drawn))]
            )
        bound = _where(condition, inside[0])
        if bound is not None:
            density = Term.of(inside[0].law.density(inside[0].symbol))
            return binders.integrated(density, [bound])
    return expectation(binders.indicator(condition), drawn)


def _independent(parts: Sequence[Clause], drawn: Sequence[Drawn]) -> list[list[Clause]]:
    """The conditions in groups that share no random variable: their probabilities multiply."""
    groups: list[tuple[set[str], list[Clause]]] = []
    for part in parts:
        names, members = {each.name for each in used(part.terms, drawn)}, [part]
        for group in [group for group in groups if group[0] & names]:
            groups.remove(group)
            names, members = names | group[0], [*group[1], *members]
        groups.append((names, members))
    return [members for _, members in groups]


def _of_every_one(condition: Clause) -> tuple[list[Clause], bool] | None:
    """min(x, y) > a as conditions on each of them, max(x, y) > a as one that is not so.

    None of anything else. The second says whether it is the opposite that is told.
    """
    relation = condition.written
    if not isinstance(relation, (sp.Lt, sp.Le, sp.Gt, sp.Ge)):
        return None
    small, large = condition.terms
    if isinstance(relation, (sp.Gt, sp.Ge)):
        small, large = large, small
    strict = isinstance(relation, (sp.Lt, sp.Gt))
    for extreme, other, above in ((large, small, True), (small, large, False)):
        if not isinstance(extreme.written, (sp.Min, sp.Max)):
            continue
        if not all(each.is_Symbol for each in extreme.written.args):
            continue
        complement = isinstance(extreme.written, sp.Min) is not above
        up, sign = above is not complement, "<" if strict is not complement else "<="
        names = [Term.of(each) for each in extreme.written.args]
        pairs = [(other, each) if up else (each, other) for each in names]
        return [binders.related(low, sign, high) for low, high in pairs], complement
    return None


def _not_above(condition: Clause, symbol: sp.Symbol) -> Clause | None:
    """|x| <= a in place of |x| > a; None of anything else."""
    relation = condition.written
    if not isinstance(relation, (sp.Lt, sp.Le, sp.Gt, sp.Ge)):
        return None
    left, right = condition.terms
    if isinstance(relation, (sp.Lt, sp.Le)):
        left, right = right, left
    if left.written != sp.Abs(symbol, evaluate=False):
        return None
    return binders.related(left, "<=", right)


def _where(condition: Clause, drawn: Drawn) -> Bound | None:
    """The interval in which the condition holds; None if it is not one that can be told."""
    support = _support(drawn)
    low, high = support.low, support.high
    for part in condition.parts or (condition,):
        ends = _ends(part, drawn.symbol)
        if ends is None:
            return None
        above, below = ends
        if above is not None:
            low = above if low.expr.is_infinite else _chosen("Max", low, above)
        if below is not None:
            high = below if high.expr.is_infinite else _chosen("Min", high, below)
    if not (low.expr.is_infinite or high.expr.is_infinite):
        high = _chosen("Max", low, high)  # where they are reversed, nothing lies between
    return Bound(drawn.symbol, low, high)


def _chosen(name: str, first: Term, second: Term) -> Term:
    """The larger or smaller of two ends; one of them where it is known which."""
    chosen = construct.apply(name, [first, second])
    return next((end for end in (first, second) if end.expr == chosen.expr), chosen)


def _ends(clause: Clause, symbol: sp.Symbol) -> tuple[Term | None, Term | None] | None:
    """Between which ends x > a, a < x or |x| < a puts the variable; None of anything else."""
    relation = clause.written
    if not isinstance(relation, (sp.Lt, sp.Le, sp.Gt, sp.Ge)):
        return None
    left, right = clause.terms
    below = isinstance(relation, (sp.Lt, sp.Le))
    if symbol in left.written.free_symbols and symbol in right.written.free_symbols:
        return None
    if symbol in right.written.free_symbols:
        left, right, below = right, left, not below
    if left.written == symbol:
        return (None, right) if below else (right, None)
    if left.written == sp.Abs(symbol, evaluate=False) and below:
        return construct.negative(right), right
    return None


_VALUES: dict[str, Callable[..., Term]] = {
    "expectation": expectation,
    "variance": variance,
    "covariance": covariance,
}
