"""When two formulas are one: a canonical form, and certified points where they are not.

Every elementary expression becomes a rational function of *generators*: symbols, pi, i, radicals
f^(1/d), exponentials f^mu with a symbolic monomial mu, logarithms of irreducible factors. Products
under a radical, a logarithm or a symbolic power are split only into factors that are positive
throughout the domain, where the splitting is exact. Radicals are reduced by g^d = f; a numerator
that then vanishes identically proves equality. The converse is never concluded from the form: two
formulas are called unequal only by a ball that excludes zero at a point of the domain.

Reference: Risch structure theorem (R. H. Risch, Amer. J. Math. 101, 1979) explains why distinct
generators over the irreducible factors leave no hidden relation among functions.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import sympy as sp

from derivations.balls import enclose, excludes_zero
from derivations.domain import Domain


@dataclass
class _Generators:
    """The generators met so far, each a positive dummy symbol with its meaning."""

    domain: Domain | None
    symbols: dict[tuple, sp.Dummy] = field(default_factory=dict)
    meaning: dict[sp.Symbol, sp.Expr] = field(default_factory=dict)
    relations: dict[sp.Dummy, tuple[int, sp.Expr]] = field(default_factory=dict)

    def get(self, key: tuple, meaning: sp.Expr) -> sp.Dummy:
        if key not in self.symbols:
            dummy = sp.Dummy(f"g{len(self.symbols)}", positive=True)
            self.symbols[key] = dummy
            self.meaning[dummy] = meaning
        return self.symbols[key]

    def back(self, expr: sp.Expr) -> sp.Expr:
        """``expr`` with generators replaced by what they stand for."""
        while expr.free_symbols & self.meaning.keys():
            expr = expr.xreplace(self.meaning)
        return expr

    def sign(self, expr: sp.Expr) -> int:
        """1 or -1 where the polynomial ``expr`` provably has that sign on the domain, else 0.

        The box is mapped onto the positive orthant; coefficients of one sign are the proof.
        """
        original = self.back(expr)
        if original.is_positive or original.is_negative:
            return 1 if original.is_positive else -1
        squares: set[sp.Symbol] = set()
        images = {}
        for symbol in expr.free_symbols - self.meaning.keys():
            image = _orthant_image(symbol, self.domain)
            if image is None:
                squares.add(symbol)
            else:
                images[symbol] = image
        image = sp.fraction(sp.together(expr.xreplace(images)))[0]
        if image.is_Rational:
            return int(sp.sign(image))
        polynomial = sp.Poly(image, *sorted(image.free_symbols, key=str))
        even = [index for index, gen in enumerate(polynomial.gens) if gen in squares]
        signs = set()
        for powers, coefficient in polynomial.terms():
            if any(powers[index] % 2 for index in even) or not coefficient.is_Rational:
                return 0
            signs.add(1 if coefficient > 0 else -1)
        return signs.pop() if len(signs) == 1 else 0

    def factors(self, value: sp.Expr) -> list[tuple[sp.Expr, int]] | None:
        """``value`` as a product of positive irreducibles and primes; None if not possible."""
        numerator, denominator = sp.fraction(sp.together(value))
        found: list[tuple[sp.Expr, int]] = []
        content, sign = sp.Integer(1), 1
        for part, orientation in ((numerator, 1), (denominator, -1)):
            constant, pieces = sp.factor_list(part)
            content *= constant**orientation
            for piece, multiplicity in pieces:
                direction = self.sign(piece)
                if direction == 0:
                    return None
                sign *= direction**multiplicity
                found.append((direction * piece, orientation * multiplicity))
        if not content.is_Rational or content * sign <= 0:
            return None
        found += [(sp.Integer(prime), power) for prime, power in _primes(abs(content))]
        return found


def _primes(value: sp.Rational) -> list[tuple[int, int]]:
    return list(sp.factorrat(value).items()) if value != 1 else []


def _terms(exponent: sp.Expr) -> list[tuple[sp.Rational, sp.Expr]]:
    return [term.as_coeff_Mul() for term in sp.Add.make_args(sp.expand(exponent))]


def _orthant_image(symbol: sp.Symbol, domain: Domain | None) -> sp.Expr | None:
    """``symbol`` in terms of a non-negative one; None where its range is the whole line."""
    rng = domain.ranges.get(symbol) if domain else None
    if rng is None or (rng.low is None and rng.high is None):
        return sp.Dummy(positive=True) if symbol.is_positive else None
    fresh = sp.Dummy(positive=True)
    if rng.high is None:
        return rng.low + fresh
    if rng.low is None:
        return rng.high - fresh
    return (rng.low + rng.high * fresh) / (1 + fresh)


class _UnsupportedError(Exception):
    """The canonical form does not know this function."""


def _rational_form(expr: sp.Basic, gens: _Generators) -> sp.Expr:
    """``expr`` as a rational function of generators."""
    if expr.is_Symbol or expr.is_Rational:
        return expr
    if expr in (sp.pi, sp.EulerGamma):
        return gens.get((expr,), expr)
    if expr is sp.E:
        return _power(sp.E, sp.Integer(1), gens)
    if expr is sp.I:
        unit = gens.get((sp.I,), sp.I)
        gens.relations[unit] = (2, sp.Integer(-1))
        return unit
    if expr.is_Add or expr.is_Mul:
        return expr.func(*(_rational_form(a, gens) for a in expr.args))
    if expr.is_Pow:
        return _power(expr.base, expr.exp, gens)
    return _function(expr, gens)


def _function(expr: sp.Basic, gens: _Generators) -> sp.Expr:
    if isinstance(expr, sp.exp):
        return _power(sp.E, expr.args[0], gens)
    if isinstance(expr, sp.log):
        return _logarithm(_rational_form(expr.args[0], gens), gens)
    if isinstance(expr, sp.Abs):
        sign = gens.sign(expr.args[0])
        if sign:
            return sign * _rational_form(expr.args[0], gens)
    if isinstance(
        expr,
        (sp.functions.elementary.trigonometric.TrigonometricFunction,
         sp.functions.elementary.hyperbolic.HyperbolicFunction),
    ):  # fmt: skip
        rewritten = expr.rewrite(sp.exp)
        if not rewritten.has(expr.func):
            return _rational_form(rewritten, gens)
    if isinstance(expr, sp.Function) and expr.is_commutative:
        arguments = tuple(sp.factor(_rational_form(a, gens)) for a in expr.args)
        return gens.get((expr.func, *arguments), expr.func(*map(gens.back, arguments)))
    raise _UnsupportedError(type(expr).__name__)


def _power(base: sp.Expr, exponent: sp.Expr, gens: _Generators) -> sp.Expr:
    if exponent.is_Integer and base is not sp.E:
        return _rational_form(base, gens) ** exponent
    if base is sp.E:
        return sp.Mul(*(_unit_power(sp.E, c, mono, gens) for c, mono in _terms(exponent)))
    value = _rational_form(base, gens)
    factors = gens.factors(value)
    if factors is None:
        factors = [(sp.factor(value), 1)]
        if any(mono != 1 for _, mono in _terms(exponent)):
            raise _UnsupportedError("a symbolic power of a base whose sign varies")
    return sp.Mul(
        *(
            _unit_power(factor, c * k, mono, gens)
            for factor, k in factors
            for c, mono in _terms(exponent)
        )
    )


def _unit_power(factor: sp.Expr, c: sp.Rational, mono: sp.Expr, gens: _Generators) -> sp.Expr:
    """factor^(c*mono) through the generator factor^(mono/d), d the denominator of c."""
    if isinstance(mono, sp.log) and factor is sp.E:
        return _power(mono.args[0], c, gens)
    if factor in gens.meaning and factor not in gens.relations:
        known = gens.meaning[factor]
        if known.is_Pow and known.base.is_Integer:
            return _power(known.base, known.exp * c * mono, gens)
    if mono == 1 and c.is_Integer and factor is not sp.E:
        return factor**c
    root = int(c.q)
    meaning = gens.back(factor) ** (mono / root)
    generator = gens.get((factor, mono, root), meaning)
    if root > 1:
        gens.relations[generator] = (root, _unit_power(factor, sp.Integer(1), mono, gens))
    return generator ** int(c.p)


def _logarithm(value: sp.Expr, gens: _Generators) -> sp.Expr:
    factors = gens.factors(value)
    if factors is None:
        return gens.get((sp.log, sp.factor(value)), sp.log(gens.back(value)))
    total = sp.Integer(0)
    for factor, power in factors:
        if factor in gens.meaning and gens.meaning[factor].is_Pow:
            known = gens.meaning[factor]
            inner = _logarithm(_rational_form(known.base, gens), gens)
            total += power * _rational_form(known.exp, gens) * inner
        elif factor in gens.meaning and isinstance(gens.meaning[factor], sp.exp):
            total += power * _rational_form(gens.meaning[factor].args[0], gens)
        else:
            total += power * gens.get((sp.log, factor), sp.log(gens.back(factor)))
    return total


def _reduce(numerator: sp.Expr, gens: _Generators) -> sp.Expr:
    """The numerator modulo g^d = f of every radical, newest generator first."""
    for generator, (degree, whole) in reversed(gens.relations.items()):
        if not numerator.has(generator):
            continue
        reduced = sp.Integer(0)
        for (power,), coefficient in sp.Poly(numerator, generator).terms():
            turns, rest = divmod(power, degree)
            reduced += coefficient * whole**turns * generator**rest
        numerator = sp.fraction(sp.together(reduced))[0]
        numerator = sp.expand(numerator)
    return numerator


def is_identically_zero(expr: sp.Expr, domain: Domain | None = None) -> bool:
    """Whether the canonical form of ``expr`` is zero; False says only that no proof was found.

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
    gens = _Generators(domain)
    try:
        form = _rational_form(expr, gens)
    except _UnsupportedError:
        return False
    numerator = sp.expand(sp.fraction(sp.together(form))[0])
    return _reduce(numerator, gens) == 0


def simplified(expr: sp.Expr, domain: Domain | None = None) -> sp.Expr:
    """A short form of ``expr``, equal to it on the domain: the ratio a reader wants to see.

    >>> p, q = sp.symbols("p q", positive=True)
    >>> simplified(2**(p + q) * p / (2**(p + q - 1) * p))
    2
    """
    gens = _Generators(domain)
    try:
        form = _rational_form(sp.sympify(expr), gens)
        short = gens.back(sp.cancel(sp.together(form)))
    except (_UnsupportedError, sp.PolynomialError):
        short = sp.simplify(expr)
    short = sp.powsimp(short, deep=True)
    return min((short, sp.factor(short), sp.sympify(expr)), key=sp.count_ops)


def counterexample(
    expr: sp.Expr, domain: Domain, *, attempts: int = 12, start: int = 0, digits: int = 30
) -> dict[sp.Symbol, sp.Rational] | None:
    """A rational point of ``domain`` where a ball shows ``expr`` to be non-zero, or None.

    >>> from derivations.model import MODEL_DOMAIN, p
    >>> counterexample(p**2 - p**3 / p, MODEL_DOMAIN) is None
    True
    """
    relevant = domain.restricted(expr.free_symbols)
    for point in relevant.points(attempts, start):
        if excludes_zero(enclose(expr, point, digits)):
            return point
    return None
