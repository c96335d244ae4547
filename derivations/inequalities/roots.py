"""Real roots: of polynomials in isolating intervals, of plain equations in closed form; plain
rational numbers between two."""

from __future__ import annotations

from collections.abc import Iterator

import sympy as sp

from glassproof.derivations.inequalities.pieces import compare


def isolated(poly: sp.Poly) -> list[tuple[sp.Rational, sp.Rational]]:
    """Isolating intervals of the real roots, a point where the root is rational.

    >>> x = sp.Symbol("x")
    >>> isolated(sp.Poly((2 * x - 1) * (x**2 - 2), x))[1]
    (1/2, 1/2)
    """
    found = []
    for (first, last), _ in poly.intervals(eps=sp.Rational(1, 1000)):
        if first != last and poly.degree() == 1:
            first = last = -poly.TC() / poly.LC()
        found.append((first, last))
    return found


def closed_roots(f: sp.Expr, x: sp.Symbol) -> list[sp.Expr]:
    """Real roots of a quadratic polynomial, or of one linear in log x or in an exponential.

    >>> x = sp.Symbol("x", positive=True)
    >>> closed_roots(2 * sp.log(x) + 1, x), closed_roots(x**2 - 2, x)
    ([exp(-1/2)], [-sqrt(2), sqrt(2)])
    """
    if f.is_polynomial(x):
        poly = sp.Poly(f, x)
        if poly.degree() == 1:
            return [-poly.TC() / poly.LC()]
        if poly.degree() == 2:
            a, b, c = poly.all_coeffs()
            root = sp.sqrt(b**2 - 4 * a * c)
            found = [(-b - root) / (2 * a), (-b + root) / (2 * a)]
            return [sp.radsimp(value) for value in found] if root.is_real else []
        return []
    nodes = [node for node in f.atoms(sp.log, sp.exp) if node.has(x)]
    if len(nodes) != 1:
        return []
    (node,), unknown = nodes, sp.Dummy()
    held = sp.expand(f).xreplace({node: unknown})
    if held.has(x) or not held.is_polynomial(unknown) or sp.degree(held, unknown) != 1:
        return []
    (value,) = closed_roots(held, unknown)
    inside = node.args[0]
    if not isinstance(node, sp.log) and value.is_positive is not True:
        return []
    target = sp.exp(value) if isinstance(node, sp.log) else sp.log(value)
    return closed_roots(inside - target, x) if inside.is_polynomial(x) else []


def sign_of_value(poly: sp.Poly, value: sp.Rational) -> int:
    found = poly.eval(value)
    return int(bool(found > 0)) - int(bool(found < 0))


def inside(low: sp.Expr, high: sp.Expr) -> sp.Rational:
    """A rational number between."""
    return next(towards(low, high, 1))


def towards(low: sp.Expr, high: sp.Expr, k: int) -> Iterator[sp.Rational]:
    """Rational numbers that come nearer to both ends as k grows."""
    share = sp.Rational(1, 2**k)
    if low.is_finite and high.is_finite:
        first, last = (_rational(end) for end in (low, high))
        width = last - first
        candidates = [first + share * width, last - share * width]
    elif low.is_finite:
        first = _rational(low)
        candidates = [first + 2 * share, first + sp.Integer(2) ** k]
    elif high.is_finite:
        last = _rational(high)
        candidates = [last - 2 * share, last - sp.Integer(2) ** k]
    else:
        candidates = [-(sp.Integer(2) ** k), sp.Integer(2) ** k]
    for number in candidates:
        if compare(low, number) < 0 and compare(number, high) < 0:
            yield number


def _rational(value: sp.Expr) -> sp.Rational:
    return value if value.is_Rational else sp.Rational(str(sp.N(value, 30)))


def plain_between(left: sp.Rational, right: sp.Rational) -> sp.Rational:
    return simplest(left + (right - left) / 4, right - (right - left) / 4)


def simplest(left: sp.Rational, right: sp.Rational) -> sp.Rational:
    """The fraction of least denominator between two (Stern and Brocot)."""
    if left <= 0 <= right:
        return sp.S.Zero
    if right < 0:
        return -simplest(-right, -left)
    whole = sp.floor(left)
    if whole == left:
        return left
    if whole + 1 <= right:
        return whole + 1
    return whole + 1 / simplest(1 / (right - whole), 1 / (left - whole))
