"""Sums, products, integrals, limits, derivatives and cases, built unevaluated from what was read.

Both syntaxes build here, from :class:`Term` s. A reader opens a scope for a bound variable
(:meth:`Scope.binding`), reads the bounds outside of it and the body inside, and builds the node.
Whether a sum converges or a limit exists is not decided here: a node is what was written.

Every builder raises :class:`LimitError` where there is nothing to build: a bound that depends on
its own variable, bounds that no integer reaches, more terms than :data:`MAX_SUMMANDS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import sympy as sp

from glassproof.derivations.integration.principal_value import PrincipalValue
from glassproof.verify.reading import construct
from glassproof.verify.reading.bound_variables.clauses import (
    Clause,
    both,
    cases,
    congruent,
    either,
    indicator,
    related,
)
from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.settled import made, opaque, settled
from glassproof.verify.reading.size_limits import LimitError

__all__ = [
    "INFINITY",
    "MAX_ORDER",
    "MAX_SUMMANDS",
    "MINUS_INFINITY",
    "Bound",
    "Clause",
    "around_circle",
    "both",
    "cases",
    "congruent",
    "differentiated",
    "either",
    "indicator",
    "integrated",
    "limit",
    "multiplied",
    "on_circle",
    "opaque",
    "outside",
    "principal_value",
    "related",
    "require_outside",
    "settled",
    "substituted",
    "summed",
]

MAX_SUMMANDS = 10**6
"""Terms of a sum or product, with those of the sums in it, where their number is written."""

MAX_ORDER = 100
"""Order of a derivative."""

INFINITY = Term.of(sp.oo)
MINUS_INFINITY = Term.of(-sp.oo)

_INTEGERS = re.compile(r"[i-nI-NK](_?[0-9]+)?")
"""Names that, undeclared, tend to infinity over the integers."""


@dataclass(frozen=True, slots=True)
class Bound:
    """A bound variable and the ends between which it runs; an end may be infinite."""

    variable: sp.Symbol
    low: Term
    high: Term

    @property
    def ends(self) -> tuple[Term, Term]:
        """Both ends."""
        return self.low, self.high


def summed(body: Term, bounds: Sequence[Bound]) -> Term:
    """The sum of ``body``, innermost bound first: SymPy's Sum.

    >>> k, n = sp.symbols("k n", integer=True)
    >>> summed(Term.of(k), [Bound(k, Term.of(1), Term.of(n))]).expr
    Sum(k, (k, 1, n))
    """
    return _over_integers(sp.Sum, body, bounds)


def multiplied(body: Term, bounds: Sequence[Bound]) -> Term:
    """The product of ``body``, innermost bound first: SymPy's Product."""
    return _over_integers(sp.Product, body, bounds)


def _over_integers(kind: type[sp.Expr], body: Term, bounds: Sequence[Bound]) -> Term:
    for bound in bounds:
        _require_whole(bound)
    built = _bound_node(kind, body, bounds)
    if (count := _count(built.expr)) > MAX_SUMMANDS:
        raise LimitError(
            f"this has {count:.0e} terms; at most {MAX_SUMMANDS:.0e} are read, or infinitely many"
        )
    return built


def integrated(body: Term, bounds: Sequence[Bound]) -> Term:
    """The integral of ``body``, innermost bound first: SymPy's Integral.

    Ends that are infinite the wrong way round are turned, with the sign.

    >>> x = sp.Symbol("x", real=True)
    >>> integrated(Term.of(x), [Bound(x, INFINITY, Term.of(0))]).expr
    -Integral(x, (x, 0, oo))
    """
    turned, sign = [], 1
    for bound in bounds:
        if any(end.expr.is_extended_real is False for end in bound.ends):
            raise LimitError(f"{_named(bound.variable)} runs between real numbers or infinities")
        if bound.low.expr == sp.oo or bound.high.expr == -sp.oo:
            bound, sign = Bound(bound.variable, bound.high, bound.low), -sign
        turned.append(bound)
    built = _bound_node(sp.Integral, body, turned)
    return built if sign > 0 else construct.negative(built)


def _bound_node(kind: Callable[..., sp.Expr], body: Term, bounds: Sequence[Bound]) -> Term:
    variables = [bound.variable for bound in bounds]
    if len(set(variables)) < len(variables):
        raise LimitError("a variable is bound twice here: give each its own name")
    for place, bound in enumerate(bounds):
        require_outside(bound, variables[:place])
    inner = settled(body)
    ends = [(settled(bound.low), settled(bound.high)) for bound in bounds]
    limits = zip(variables, ends, strict=True)
    written = [(v, low.written, high.written) for v, (low, high) in limits]
    limits = zip(variables, ends, strict=True)
    algebra = [(v, low.expr, high.expr) for v, (low, high) in limits]
    return opaque(made(kind, inner.expr, *algebra), made(kind, inner.written, *written))


def require_outside(bound: Bound, inside: Sequence[sp.Symbol] = ()) -> None:
    """Raise :class:`LimitError` if an end depends on the variable or on one of those inside."""
    for end in bound.ends:
        free = end.expr.free_symbols | end.written.free_symbols
        for variable in (bound.variable, *inside):
            if variable in free:
                why = "itself" if variable == bound.variable else "which is bound inside of it"
                raise LimitError(
                    f"a bound of {_named(bound.variable)} depends on {_named(variable)} {why}"
                )


def _named(variable: sp.Symbol) -> str:
    """The name of a bound variable as it was written."""
    return str(variable.name).rstrip("_")


def _require_whole(bound: Bound) -> None:
    """Raise :class:`LimitError` unless integers can run between the ends."""
    low, high = bound.low.expr, bound.high.expr
    if low == sp.oo or high == -sp.oo:
        raise LimitError(f"{bound.variable} runs the wrong way: from {low} to {high}")
    for end in (low, high):
        unknown = not any(symbol.is_integer for symbol in end.free_symbols)
        if end.is_infinite:
            continue
        if end.is_integer is False or (end.is_integer is None and unknown):
            raise LimitError(
                f"{_named(bound.variable)} runs over integers, and {end} is not known to be one: "
                "declare its names as integers, or use floor(...)"
            )
    if low.is_Integer and high.is_Integer and high < low - 1:
        raise LimitError(
            f"{bound.variable} runs from {low} down to {high}: an empty sum or product, or its "
            "opposite between the two? give the smaller end first"
        )


def _count(expr: sp.Basic) -> float:
    """How many terms are added or multiplied where all their numbers are written."""
    if isinstance(expr, (sp.Sum, sp.Product)):
        count = _count(expr.function)
        for _, low, high in expr.limits:
            width = high - low + 1
            count *= max(1.0, float(width)) if width.is_Integer else 1.0
        return count
    return max((_count(part) for part in expr.args), default=1.0)


def on_circle(angle: sp.Symbol, centre: Term, radius: Term) -> Term:
    """A point on a circle: the centre plus radius times exp(i angle)."""
    return construct.add([centre, _from_centre(angle, radius)])


def _from_centre(angle: sp.Symbol, radius: Term) -> Term:
    turned = construct.apply("exp", [construct.multiply([Term.of(sp.I), Term.of(angle)])])
    return construct.multiply([radius, turned])


def around_circle(body: Term, angle: sp.Symbol, radius: Term) -> Term:
    """The integral, once around counterclockwise, of what stands at :func:`on_circle`.

    The angle runs from -pi to pi, so that a principal branch around the centre jumps at the ends.

    >>> t = sp.Symbol("t", real=True)
    >>> z = on_circle(t, Term.of(0), Term.of(2))
    >>> around_circle(construct.inverse(z), t, Term.of(2)).expr
    Integral(I, (t, -pi, pi))
    """
    if radius.expr.is_positive is not True:
        raise LimitError(
            f"the radius of a circle is positive, and {radius.expr} is not known to be"
        )
    speed = construct.multiply([Term.of(sp.I), _from_centre(angle, radius)])
    ends = Term.of(-sp.pi), Term.of(sp.pi)
    return integrated(construct.multiply([body, speed]), [Bound(angle, *ends)])


def principal_value(integral: Term) -> Term:
    """Cauchy's principal value of an integral.

    >>> x = sp.Symbol("x", real=True)
    >>> ends = Term.of(-1), Term.of(2)
    >>> principal_value(integrated(construct.inverse(Term.of(x)), [Bound(x, *ends)])).expr
    PrincipalValue(Integral(1/x, (x, -1, 2)))
    """
    if not all(isinstance(side, sp.Integral) for side in (integral.expr, integral.written)):
        raise LimitError("a principal value is one of an integral: PV(Integral(f, (x, a, b)))")
    return opaque(PrincipalValue(integral.expr), PrincipalValue(integral.written))


def over_integers(name: str, declared: sp.Symbol | None, far: bool) -> tuple[bool, str]:
    """Whether what tends to infinity does so over the integers, and what is to be told of that.

    >>> over_integers("n", None, True)[0], over_integers("x", None, True)
    (True, (False, ''))
    """
    if declared is not None or not far:
        return far and bool(declared is not None and declared.is_integer), ""
    if _INTEGERS.fullmatch(name) is None:
        return False, ""
    return True, f"{name} tends to infinity over the integers; declare {name} real if not"


def limit(body: Term, variable: sp.Symbol, target: Term, side: str = "+-") -> Term:
    """The limit of ``body`` as ``variable`` tends to ``target``, from above "+", below "-" or both.

    >>> x = sp.Symbol("x", real=True)
    >>> limit(Term.of(1 / x), x, INFINITY).expr
    Limit(1/x, x, oo, dir='-')
    """
    if variable in target.expr.free_symbols | target.written.free_symbols:
        raise LimitError(f"what {variable} tends to depends on {variable} itself")
    if variable.is_integer and not target.expr.is_infinite:
        raise LimitError(f"{variable} is an integer: it tends to oo or -oo, not to a number")
    inner, to = settled(body), settled(target)
    sides = ((inner.expr, to.expr), (inner.written, to.written))
    algebra, written = (made(sp.Limit, f, variable, a, side) for f, a in sides)
    return opaque(algebra, written)


def differentiated(body: Term, by: Sequence[tuple[Term, int | Term]]) -> Term:
    """The derivative of ``body``, by each variable so many times, the first one first.

    The number of times is an integer, or a formula that stands for one.

    >>> x, y = sp.symbols("x y", real=True)
    >>> differentiated(Term.of(x * y**3), [(Term.of(y), 2), (Term.of(x), 1)]).expr
    Derivative(x*y**3, (y, 2), x)
    """
    inner = settled(body)
    orders = []
    for variable, times in by:
        symbol = variable.expr
        if not symbol.is_Symbol:
            raise LimitError(f"a derivative is by a name, and {symbol} stands for a formula")
        if symbol.is_integer:
            raise LimitError(
                f"{symbol} is an integer: a derivative by it has no meaning, declare it real"
            )
        orders.append((symbol, _order(times)))
    if sum(order for _, order in orders if order.is_Integer) > MAX_ORDER:
        raise LimitError(f"a derivative has at most order {MAX_ORDER}")
    orders = [(symbol, order) for symbol, order in orders if order != 0]
    if not orders:
        return body
    if any(v not in inner.expr.free_symbols and n.is_Integer for v, n in orders):
        return Term.of(0)
    sides = (inner.expr, inner.written)
    algebra, written = (made(sp.Derivative, side, *orders) for side in sides)
    return opaque(algebra, written)


def _order(times: int | Term) -> sp.Expr:
    """How often is differentiated: an integer that is not negative, as far as is known."""
    order = sp.Integer(times) if isinstance(times, int) else settled(times).expr
    if order.is_integer is not True or order.is_negative:
        raise LimitError(f"the order of a derivative is an integer >= 0, and not {order}")
    return order


def substituted(body: Term, variable: sp.Symbol, value: Term) -> Term:
    """The value of ``body`` where ``variable`` has a value, after all derivatives in it: Subs.

    >>> x = sp.Symbol("x", real=True)
    >>> substituted(differentiated(Term.of(x**2), [(Term.of(x), 1)]), x, Term.of(3)).expr
    Subs(Derivative(x**2, x), x, 3)
    """
    inner, at = settled(body), settled(value)
    if variable not in inner.expr.free_symbols:
        return inner
    sides = ((inner.expr, at.expr), (inner.written, at.written))
    algebra, written = (made(sp.Subs, side, variable, to) for side, to in sides)
    return opaque(algebra, written)


def outside(name: str) -> str:
    """The message for a bound name that is used where nothing binds it."""
    return f"{name} is bound by a sum, integral or limit, and has no value outside of it"
