"""The signs of a real function of one variable on an interval, by derivatives.

A factor f of the canonical form that is no polynomial is divided by a part q of it, chosen so that
the derivative of f/q is simpler: a logarithm (arctangent, error function, ...) loses a power, or an
exponential its term. Between the roots of q and of that derivative f/q is monotone, so that the
signs of f at the ends of each such interval tell its roots. This ends at rational functions, whose
real roots are isolated exactly (Rolle's theorem, as in A. G. Khovanskii, Fewnomials, AMS 1991).

What oscillates is first tried by its bounds -1 and 1, and on bounded intervals by balls.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import sympy as sp

from glassproof.derivations.inequalities.divisors import divisors
from glassproof.derivations.inequalities.monotone_parts import by_monotone_parts
from glassproof.derivations.inequalities.on_intervals import sign_by_balls
from glassproof.derivations.inequalities.pieces import (
    Chart,
    OpenError,
    Piece,
    between,
    compare,
    joined,
    product,
    with_sign,
)
from glassproof.derivations.inequalities.real_functions import (
    PRIMITIVES,
    factors,
    interval_domain,
    is_analytic,
    sign_at,
)
from glassproof.derivations.inequalities.roots import (
    closed_roots,
    inside,
    isolated,
    sign_of_value,
)

_DEPTH = 14
_FUEL = 90  # charts that one proof may ask for
_MOST_OPERATIONS = 200
_OSCILLATING = (sp.sin, sp.cos)
_ENDLESS = (sp.gamma, sp.loggamma, sp.polygamma, sp.LambertW)
"""Functions whose derivatives are never simpler."""

_KNOWN = (sp.exp, sp.log, sp.Abs, sp.Max, sp.Min, *PRIMITIVES)
_POSITIVE: dict[type, Callable[..., tuple[sp.Expr, ...]]] = {
    sp.asin: lambda v: (1 - v, 1 + v),
    sp.gamma: lambda v: (v,),
    sp.loggamma: lambda v: (v,),
    sp.polygamma: lambda _, v: (v,),
    sp.LambertW: lambda v: (v + sp.exp(-1),),
    sp.Ei: lambda v: (v,),
}
"""What is positive wherever the function is real and analytic; the others are so everywhere, or the
canonical form knows where."""


@dataclass
class Charts:
    """Charts of functions of ``x``; ``steps`` records how each was found, for the certificate."""

    x: sp.Symbol
    steps: list[dict[str, Any]] = field(default_factory=list)
    fuel: int = _FUEL
    known: dict[tuple[sp.Expr, sp.Expr, sp.Expr, bool], Chart | OpenError] = field(
        default_factory=dict
    )

    def chart(
        self, expr: sp.Expr, low: sp.Expr, high: sp.Expr, *, breaks: bool, depth: int = 0
    ) -> Chart:
        """The signs of ``expr`` on (low, high).

        With ``breaks`` poles and zeros of even order are marked, too.

        >>> x = sp.Symbol("x", positive=True)
        >>> chart = Charts(x).chart(x - 1 - sp.log(x), sp.Integer(0), sp.oo, breaks=True)
        >>> [(str(piece.low), str(piece.high), piece.sign) for piece in chart]
        [('0', '1', 1), ('1', '1', 0), ('1', 'oo', 1)]
        """
        key = (expr, low, high, breaks)
        if key not in self.known:
            self.fuel -= 1
            if depth > _DEPTH or self.fuel < 0:
                raise OpenError("derivatives of ever greater length")
            self.known[key] = OpenError(f"the signs of {expr} are open")
            self.known[key] = self._chart(expr, low, high, breaks, depth)
        found = self.known[key]
        if isinstance(found, OpenError):
            raise found
        return found

    def _chart(self, expr: sp.Expr, low: sp.Expr, high: sp.Expr, breaks: bool, depth: int) -> Chart:
        if sp.count_ops(expr) > _MOST_OPERATIONS:
            raise OpenError("a function that is too long")
        if cases := expr.atoms(sp.Abs, sp.Max, sp.Min):
            return self.by_cases(expr, min(cases, key=sp.count_ops), low, high, depth)
        self.require_real(expr, low, high, depth)
        sign, parts = factors(expr, interval_domain(self.x, low, high))
        if not sign:
            return (Piece(low, high, 0),)
        charts: list[Chart] = [(Piece(low, high, 1),)]
        for part in parts:
            if not part.expr.has(self.x):
                side = self._constant(part.expr) ** (part.power % 2)
                charts.append((Piece(low, high, side),))
                continue
            if part.power % 2 == 0 and not breaks:
                continue
            found = self.of_factor(part.expr, low, high, depth)
            charts.append(_doubled(found) if part.power % 2 == 0 else found)
        return with_sign(product(charts, low, high), sign)

    def by_cases(
        self, expr: sp.Expr, node: sp.Expr, low: sp.Expr, high: sp.Expr, depth: int
    ) -> Chart:
        """Where what stands in an absolute value (or the gap of two in a maximum) has one sign."""
        first, *others = node.args
        inside = first - others[0] if others else first
        if len(others) > 1:
            raise OpenError("a maximum of more than two")
        pieces: list[Piece] = []
        if not inside.has(self.x):
            raise OpenError(f"the case of {node} is open")
        for piece in self.chart(inside, low, high, breaks=True, depth=depth + 1):
            if piece.sign is None:
                raise OpenError(f"{inside} changes its sign at no rational point")
            if piece.is_point:
                pieces.append(Piece(piece.low, piece.low, sign_at(expr, self.x, piece.low)))
                continue
            value = piece.sign * inside
            if others:
                larger = isinstance(node, sp.Max) is (piece.sign >= 0)
                value = first if larger else others[0]
            held = expr.xreplace({node: value})
            pieces += self.chart(held, piece.low, piece.high, breaks=True, depth=depth + 1)
        return joined(pieces)

    def require_real(self, expr: sp.Expr, low: sp.Expr, high: sp.Expr, depth: int) -> None:
        """Raise :class:`OpenError` unless every part is known to be real and analytic inside."""
        for node in sp.preorder_traversal(expr):
            if not node.has(self.x) or node == self.x:
                continue
            if node.is_Add or node.is_Mul or node.is_Pow or isinstance(node, _KNOWN):
                for part in _positive_parts(node):
                    chart = self.chart(part, low, high, breaks=True, depth=depth + 1)
                    if any(piece.sign != 1 for piece in chart):
                        raise OpenError(f"{node} may be complex")
            else:
                raise OpenError(f"no rule for {node.func.__name__}")

    def _constant(self, value: sp.Expr) -> int:
        return compare(value, sp.S.Zero)

    def of_factor(self, f: sp.Expr, low: sp.Expr, high: sp.Expr, depth: int) -> Chart:
        """The chart of an irreducible factor."""
        x = self.x
        if isinstance(f, sp.exp) or (f.is_Pow and not f.exp.is_Integer) or _is_gamma(f):
            if f.is_Pow and not isinstance(f, sp.exp) and f.base is not sp.E:
                return self.chart(f.base, low, high, breaks=True, depth=depth + 1)
            return (Piece(low, high, 1),)
        if f.is_polynomial(x) and all(c.is_Rational for c in sp.Poly(f, x).all_coeffs()):
            return self.of_polynomial(f, low, high)
        if isinstance(f, sp.log):
            return self.chart(f.args[0] - 1, low, high, breaks=True, depth=depth + 1)
        if chart := self.by_bounds(f, low, high, depth):
            return chart
        if sign := self.by_balls(f, low, high):
            return (Piece(low, high, sign),)
        return self.by_derivative(f, low, high, depth)

    def of_polynomial(self, f: sp.Expr, low: sp.Expr, high: sp.Expr) -> Chart:
        """Real roots isolated exactly."""
        poly = sp.Poly(f, self.x)
        at: list[Piece] = []
        roots = isolated(poly)
        if poly.degree() == 2 and roots and roots[0][0] != roots[0][1]:
            roots = [(root, root) for root in sorted(closed_roots(f, self.x), key=sp.N)]
        for first, last in roots:
            if compare(last, low) <= 0 or compare(first, high) >= 0:
                continue
            while first != last and (compare(first, low) < 0 or compare(last, high) > 0):
                first, last = poly.refine_root(first, last, eps=(last - first) / 4)
                if compare(last, low) <= 0 or compare(first, high) >= 0:
                    break
            else:
                at.append(Piece(first, last, 0 if first == last else None, root_of=f))
        pieces: list[Piece] = []
        for first, last in between(low, high, at):
            pieces.append(Piece(first, last, sign_of_value(poly, inside(first, last))))
        if at:
            shown = [str(p.low) if p.is_point else f"({p.low}, {p.high})" for p in at]
            self.note(f, low, high, "isolated roots", {"roots": shown})
        return joined([*pieces, *at])

    def by_bounds(self, f: sp.Expr, low: sp.Expr, high: sp.Expr, depth: int) -> Chart | None:
        """With a sine or cosine, in which it is linear, at -1 and at 1."""
        waves = [node for node in f.atoms(*_OSCILLATING) if node.has(self.x)]
        for wave in waves:
            unknown = sp.Dummy(real=True)
            held = sp.expand(f).xreplace({wave: unknown})
            if sp.diff(held, unknown, 2) != 0 or any(held.has(w) for w in waves if w != wave):
                continue
            signs = set()
            try:
                for bound in (-1, 1):
                    end = sp.expand(held.xreplace({unknown: sp.Integer(bound)}))
                    if end == 0:
                        continue
                    for piece in self.chart(end, low, high, breaks=False, depth=depth + 1):
                        signs.add(piece.sign)
            except OpenError:
                continue
            if len(signs - {0}) == 1 and None not in signs:
                (sign,) = signs - {0}
                self.note(f, low, high, "a wave lies between -1 and 1", {"wave": str(wave)})
                return (Piece(low, high, sign, weak=True),)
        return None

    def by_balls(self, f: sp.Expr, low: sp.Expr, high: sp.Expr) -> int:
        """The sign on a bounded interval by balls, if there is one; else 0."""
        if not (low.is_finite and high.is_finite and is_analytic(f, self.x)):
            return 0
        sign, boxes = sign_by_balls(f, self.x, low, high)
        if sign:
            self.note(f, low, high, "balls", {"ends": boxes})
        return sign

    def by_derivative(self, f: sp.Expr, low: sp.Expr, high: sp.Expr, depth: int) -> Chart:
        """Monotone parts of f/q, and the signs of f at their ends."""
        failure = OpenError(f"no rule for {f}")
        if f.has(*_ENDLESS) and not (low.is_finite and high.is_finite):
            raise failure
        for q in divisors(f, self.x):
            try:
                below: Chart = (Piece(low, high, 1),)
                if q.has(self.x):
                    below = self.chart(q, low, high, breaks=True, depth=depth + 1)
                elif self._constant(q) < 0:
                    q = -q
                slope = sp.diff(f / q if q.has(self.x) else f, self.x)
                above = self.chart(slope, low, high, breaks=True, depth=depth + 1)
                if len(above) == 1 and above[0].sign == 0:
                    raise OpenError("a constant in disguise")
                chart = by_monotone_parts(f, q, self.x, (low, high), below=below, above=above)
            except OpenError as error:
                failure = error
                continue
            data = {"divisor": str(q), "derivative": str(sp.together(slope))}
            self.note(f, low, high, "monotone parts", data)
            return chart
        raise failure

    def note(
        self, f: sp.Expr, low: sp.Expr, high: sp.Expr, rule: str, data: dict[str, Any]
    ) -> None:
        """Record a step for the certificate."""
        step = {"function": str(f), "interval": [str(low), str(high)], "rule": rule} | data
        if step not in self.steps:
            self.steps.append(step)


def _positive_parts(node: sp.Expr) -> tuple[sp.Expr, ...]:
    rule = _POSITIVE.get(node.func)
    return rule(*node.args) if rule else ()


def _doubled(chart: Chart) -> Chart:
    """The chart of an even power: positive but for the marks."""
    pieces = []
    for piece in chart:
        if piece.sign is None or piece.sign == 0:
            pieces.append(piece)
        else:
            pieces.append(Piece(piece.low, piece.high, 1, piece.weak))
    return tuple(pieces)


def _is_gamma(f: sp.Expr) -> bool:
    return isinstance(f, sp.gamma) and bool(f.args[0].is_positive)
