"""Statements about complex numbers as statements about real ones.

Symbols become their coordinates, absolute values roots of sums of squares; arguments and signs of
complex numbers are unknowns between bounds; and what depends on |z| alone is written in r = |z|.
"""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.proof.complex_symbols import coordinates, in_coordinates, is_complex
from glassproof.derivations.proof.domain import Domain, Range

_PARTS = (sp.Abs, sp.re, sp.im, sp.conjugate, sp.arg, sp.sign)
_MOST_OPERATIONS = 200
_DRAWN = ("1/50", 8)


def is_about_complex(expr: sp.Expr) -> bool:
    """Whether complex numbers occur, on the way to real ones."""
    return expr.has(sp.I) or any(map(is_complex, expr.free_symbols))


def in_real_numbers(expr: sp.Expr, domain: Domain) -> tuple[sp.Expr, Domain] | None:
    """The expression and its domain in real symbols, or None where parts are not known.

    >>> z = sp.Symbol("z", complex=True)
    >>> x, y = coordinates(z)
    >>> held, _ = in_real_numbers(sp.Abs(z) - sp.re(z), Domain({x: Range(), y: Range()}))
    >>> held == sp.sqrt(x**2 + y**2) - x
    True
    """
    if sp.count_ops(expr) > _MOST_OPERATIONS:
        return None
    symbols = sorted(filter(is_complex, expr.free_symbols), key=str)
    reader = _Reader(domain)
    try:
        held = reader.waves(reader.read(in_coordinates(reader.without_signs(expr))))
    except _NotKnownError:
        return None
    if held.has(sp.I, sp.re, sp.im, sp.conjugate, sp.zoo, sp.nan, sp.atan2):
        return None
    for symbol in symbols:
        held = reader.in_modulus(held, symbol)
    ranges = {s: r for s, r in reader.domain.ranges.items() if s in held.free_symbols}
    kept = tuple(r for r in reader.domain.where if r.free_symbols <= ranges.keys())
    return held, Domain(ranges, kept)


def with_arguments_of_logarithms(larger: sp.Expr, domain: Domain) -> Domain:
    """The domain on which real logarithms in a sum are real."""
    found = []
    for term in sp.Add.make_args(larger):
        for factor in sp.Mul.make_args(term):
            if isinstance(factor, sp.log) and factor.args[0].is_real:
                moved = in_real_numbers(factor.args[0], domain)
                condition = sp.Gt(in_coordinates(factor.args[0]), 0)
                if moved and condition not in (sp.true, sp.false):
                    found.append(condition)
    return Domain(domain.ranges, (*domain.where, *found)) if found else domain


def squared(gap: sp.Expr) -> tuple[sp.Expr, sp.Expr] | None:
    """B^2 Q - A^2 and 0 for A + B sqrt(Q), A^2 - B^2 Q and A for A - B sqrt(Q), B > 0.

    If the first is nowhere negative, and the second is not, neither is the gap.

    >>> x, y = sp.symbols("x y", positive=True)
    >>> squared(y - sp.sqrt(x)), squared(sp.sqrt(x) - y)
    ((-x + y**2, y), (x - y**2, 0))
    """
    terms = sp.Add.make_args(gap)
    roots = [term for term in terms if _is_root(term)]
    if len(roots) != 1 or len(terms) < 2:
        return None
    (root,) = roots
    number, _ = root.as_coeff_Mul()
    rest = gap - root
    sign = 1 if number > 0 else -1
    apart = sign * (sp.expand(root**2) - sp.expand(rest**2))
    if sp.denom(root).free_symbols:
        apart = sp.factor(apart)
    return apart, sp.S.Zero if sign > 0 else rest


def _is_root(expr: sp.Expr) -> bool:
    number, rest = expr.as_coeff_Mul()
    half = sp.S.Half
    return bool(number.is_Rational) and all(
        part.is_Pow and part.exp in (half, -half) for part in sp.Mul.make_args(rest)
    )


class _NotKnownError(Exception):
    """Real and imaginary part are not known."""


class _Reader:
    """Reads expressions, and adds to the domain what is known of the unknowns that it makes."""

    def __init__(self, domain: Domain) -> None:
        self.domain = domain
        self.known: dict[sp.Expr, sp.Expr] = {}

    def without_signs(self, expr: sp.Expr) -> sp.Expr:
        """|sign(f)| as an unknown between 0 and 1, |Gamma(f)| as one above 0."""
        images = {}
        for node in sorted(expr.atoms(sp.Abs), key=sp.default_sort_key):
            if isinstance(node.args[0], sp.sign):
                images[node] = self._unknown(Range(0, 1, closed=True, draw=(0, 1)))
            elif isinstance(node.args[0], sp.gamma) and not node.args[0].is_real:
                images[node] = self._unknown(Range(0, None, draw=_DRAWN))
        return expr.xreplace(images) if images else expr

    def read(self, expr: sp.Expr) -> sp.Expr:
        if not expr.has(*_PARTS, sp.I):
            return expr
        if expr not in self.known:
            self.known[expr] = self._read(expr)
        return self.known[expr]

    def _read(self, expr: sp.Expr) -> sp.Expr:
        if expr.is_Pow and expr.exp == sp.S.Half and expr.has(sp.I):  # |f|, as SymPy writes it
            real, imaginary = self._apart(expr.base)
            if sp.expand(imaginary) != 0:
                raise _NotKnownError
            return sp.sqrt(_plain_waves(sp.expand(real)))
        args = [self.read(a) for a in expr.args]
        if not isinstance(expr, _PARTS) or all(a.is_real for a in args):
            return expr.func(*args)
        (inside,) = args
        if isinstance(expr, sp.arg):
            angle = self._unknown(Range(-4, 4, draw=(-3, 3)))
            self._assume(angle <= sp.pi, angle > -sp.pi)
            return angle
        if isinstance(expr, sp.sign):
            return expr.func(*args)
        if isinstance(expr, sp.Abs):
            return sp.sqrt(self._square(inside))
        real, imaginary = self._apart(inside)
        return {sp.re: real, sp.im: imaginary}.get(expr.func, real - sp.I * imaginary)

    def _apart(self, inside: sp.Expr) -> tuple[sp.Expr, sp.Expr]:
        if inside.is_Mul:
            whole = (sp.S.One, sp.S.Zero)
            for factor in inside.args:
                (a, b), (c, d) = whole, self._apart(factor)
                whole = a * c - b * d, a * d + b * c
            return whole
        real, imaginary = inside.as_real_imag()
        nodes = real.atoms(sp.re, sp.im) | imaginary.atoms(sp.re, sp.im)
        if any(node.args[0] == inside for node in nodes):
            raise _NotKnownError
        return self.read(real), self.read(imaginary)

    def _square(self, inside: sp.Expr) -> sp.Expr:
        """|inside|^2; of a quotient without the real part of it."""
        below = sp.Mul(*(f for f in sp.Mul.make_args(inside) if f.is_Pow and f.exp.is_negative))
        if (
            below != 1
            and below.has(sp.I)
            and all(f.exp.is_Integer for f in sp.Mul.make_args(below))
        ):
            return self._square(inside / below) / self._square(1 / below)
        real, imaginary = self._apart(inside)
        square = sp.expand(real**2) + sp.expand(imaginary**2)
        if square.has(sp.sin, sp.cos, sp.sinh, sp.cosh):
            square = _plain_waves(square)
        return square

    def waves(self, expr: sp.Expr) -> sp.Expr:
        """Squares of sines that occur in no other way are unknowns between 0 and 1."""
        if not expr.has(sp.sin, sp.cos):
            return expr
        expr = _plain_waves(sp.expand(expr))
        for wave in expr.atoms(sp.sin):
            square = self._unknown(Range(0, 1, closed=True, draw=(0, 1)))
            held = expr.subs(wave**2, square)
            if held.has(wave):
                continue
            expr = held
        return expr

    def _unknown(self, reach: Range) -> sp.Symbol:
        symbol = sp.Dummy("t", real=True)
        self.domain = Domain({**self.domain.ranges, symbol: reach}, self.domain.where)
        return symbol

    def _assume(self, *relations: sp.Basic) -> None:
        self.domain = Domain(self.domain.ranges, (*self.domain.where, *relations))

    def in_modulus(self, expr: sp.Expr, symbol: sp.Symbol) -> sp.Expr:
        """``expr`` in r = |symbol|, if the coordinates occur in no other way."""
        x, y = coordinates(symbol)
        r = sp.Dummy(f"|{symbol}|", positive=True)
        image = {x**2: r**2 - y**2}
        held = expr.subs(sp.sqrt(x**2 + y**2), r).subs(x**2 + y**2, r**2)
        if held.free_symbols & {x, y}:
            return expr
        ranges = {**self.domain.ranges, r: Range(0, None, closed=True, draw=_DRAWN)}
        where = []
        for relation in self.domain.where:
            if relation.free_symbols & {x, y}:
                moved = relation.func(*(sp.expand(a).subs(image) for a in relation.args))
                moved = moved.func(*map(sp.expand, moved.args)) if moved.args else moved
                if moved in (sp.true, sp.false) or moved.free_symbols & {x, y}:
                    continue
                relation = _of_radius(moved, r)
            where.append(relation)
        self.domain = Domain(ranges, tuple(where))
        return held


def _of_radius(relation: sp.Basic, r: sp.Symbol) -> sp.Basic:
    """r^2 < c as r < sqrt(c)."""
    if isinstance(relation, (sp.Lt, sp.Le)) and relation.lhs == r**2 and relation.rhs.is_number:
        return relation.func(r, sp.sqrt(relation.rhs))
    return relation


def _plain_waves(square: sp.Expr) -> sp.Expr:
    """With cos^2 = 1 - sin^2 and cosh^2 = 1 + sinh^2."""
    images = {}
    for wave in square.atoms(sp.cos, sp.cosh):
        (inside,) = wave.args
        other = sp.sin(inside) if isinstance(wave, sp.cos) else sp.sinh(inside)
        images[wave**2] = 1 - other**2 if isinstance(wave, sp.cos) else 1 + other**2
    return sp.expand(square.subs(images))
