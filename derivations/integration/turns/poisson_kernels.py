"""What is rational in c = cos t and s = sin t, and logarithms of A + B c + C s, over a full turn.

With rho^2 = B^2 + C^2, D^2 = A^2 - rho^2 and q = -(B + i C)/(A + D), for n >= 0, the integrals of

    exp(i n t)/(A + B c + C s)        is  2 pi q^n/D,                   A not in [-rho, rho],
    exp(i n t) log(A + B c + C s)     is  -2 pi q^n/n,  n >= 1,         A >= rho, A > 0,
    log(A + B c + C s)                is  2 pi log((A + D)/2),          the same,
    log(A + B c)/(A' + B' c)          is  2 pi (log((A + D)/2) + 2 log(1 - q q'))/D',

as A + B c + C s = (A + D)/2 |1 - q exp(-i t)|^2: Poisson's kernel and its logarithm. Higher powers
are derivatives by A; off the real axis D = sqrt(A - rho) sqrt(A + rho), by continuation.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import sympy as sp

from glassproof.derivations.limits.decisions import Decisions
from glassproof.derivations.proof.complex_symbols import in_coordinates

_MOST_DEGREE = 16
_MOST_POWER = 4
_Waves = dict[sp.Expr, sp.Expr]
"""The coefficients of exp(i n t), by n."""


@dataclass(frozen=True)
class Turn:
    """Names of cos t and sin t; what is known of parameters; the order of a further wave.

    With the order n, integrals of exp(i n t) times a function of c alone are asked for.
    """

    c: sp.Symbol
    s: sp.Symbol
    decide: Decisions
    order: sp.Expr = sp.S.Zero

    def integral(self, expr: sp.Expr) -> sp.Expr | None:
        """The integral over 0 < t < 2 pi, None where no rule gives it.

        >>> c, s = sp.symbols("c s")
        >>> Turn(c, s, Decisions()).integral(c**2 / (5 + 4 * c))
        5*pi/12
        """
        if self.order != 0 and expr.has(self.s):
            return None
        logs = [node for node in expr.atoms(sp.log) if node.has(self.c, self.s)]
        held = [sp.Dummy() for _ in logs]
        linear = expr.xreplace(dict(zip(logs, held, strict=True)))
        linear = sp.expand(linear) if logs else linear
        total = self._rational(linear.xreplace(dict.fromkeys(held, sp.S.Zero)))
        for node, name in zip(logs, held, strict=True):
            factor = sp.diff(linear, name)
            part = None if factor.has(*held) else self._logarithm(node, factor)
            if total is None or part is None:
                return None
            total += part
        return total

    def _logarithm(self, node: sp.Expr, factor: sp.Expr) -> sp.Expr | None:
        inside = [node.args[0]]
        if isinstance(node.args[0], sp.Abs):
            inside = [node.args[0].args[0], -node.args[0].args[0]]
        kernel = next(filter(None, (self._kernel(i, closed=True) for i in inside)), None)
        if kernel is None or (kernel.sine != 0 and not factor.is_polynomial(self.c, self.s)):
            return None
        total = sp.S.Zero
        for above, below, power in _parts(factor, self.c, self.s, apart=True):
            part = (
                self._under_wave(kernel, above) if power == 0
                else self._under_kernel(kernel, above, below) if power == 1 else None
            )  # fmt: skip
            if part is None:
                return None
            total += part
        return 2 * sp.pi * total

    def _under_wave(self, kernel: _Kernel, above: sp.Expr) -> sp.Expr | None:
        """log(A + B c + C s) times a polynomial, over 2 pi."""
        waves = self.waves(above)
        if waves is None:
            return None
        total = waves.pop(sp.S.Zero, sp.S.Zero) * sp.log((kernel.symbol + kernel.root) / 2)
        for n, number in waves.items():
            sign = self.decide.sign_or_none(n)
            if sign not in (1, -1):
                return None
            total -= number * kernel.wave(n, sign) / (sign * n)
        return kernel.at(total)

    def _under_kernel(self, kernel: _Kernel, above: sp.Expr, below: sp.Expr) -> sp.Expr | None:
        """log(A + B c)/(A' + B' c), over 2 pi: (log((A + D)/2) + 2 log(1 - q q'))/D'."""
        other = self._kernel(below)
        plain = other is not None and kernel.sine == 0 and other.sine == 0 and self.order == 0
        if other is None or not plain or above.has(self.c, self.s):
            return None
        ratios = kernel.at(kernel.wave(sp.S.One, 1)) * other.at(other.wave(sp.S.One, 1))
        mean = kernel.at(sp.log((kernel.symbol + kernel.root) / 2))
        return above / other.at(other.root) * (mean + 2 * sp.log(1 - ratios))

    def _rational(self, expr: sp.Expr) -> sp.Expr | None:
        if expr != 0 and not expr.is_rational_function(self.c, self.s):
            return None
        total = sp.S.Zero
        for above, below, power in _parts(expr, self.c, self.s):
            part = self._over_power(above, below, power) if power else self._plain(above)
            if part is None:
                return None
            total += part
        return total

    def _plain(self, above: sp.Expr) -> sp.Expr | None:
        waves = self.waves(above)
        if waves is None or any(self.decide.sign_or_none(n) is None for n in waves):
            return None
        return 2 * sp.pi * waves.get(sp.S.Zero, sp.S.Zero)

    def _over_power(self, above: sp.Expr, below: sp.Expr, power: int) -> sp.Expr | None:
        """By the derivative of order power - 1 by A."""
        waves, kernel = self.waves(above), self._kernel(below)
        if waves is None or kernel is None or power > _MOST_POWER:
            return None
        single = sp.S.Zero
        for n, number in waves.items():
            sign = 1 if self.decide.is_nowhere_negative(n) else self.decide.sign_or_none(n)
            if sign is None:
                return None
            single += number * kernel.wave(n, sign) / kernel.root
        sign = sp.Integer(-1) ** (power - 1) / sp.factorial(power - 1)
        return 2 * sp.pi * kernel.at(sign * sp.diff(single, kernel.symbol, power - 1))

    def waves(self, expr: sp.Expr) -> _Waves | None:
        """Those of a polynomial in c and s, times the wave of this order."""
        if not expr.is_polynomial(self.c, self.s):
            return None
        degree = sp.Poly(expr, self.c, self.s).total_degree()
        if degree > _MOST_DEGREE:
            return None
        z = sp.Dummy("z")
        on_circle = {self.c: (z**2 + 1) / (2 * z), self.s: (z**2 - 1) / (2 * sp.I * z)}
        poly = sp.Poly(sp.expand(expr.subs(on_circle, simultaneous=True) * z**degree), z)
        return {self.order + power - degree: number for (power,), number in poly.terms()}

    def _kernel(self, expr: sp.Expr, *, closed: bool = False) -> _Kernel | None:
        """A + B c + C s, if it is proven to vanish nowhere, or if ``closed`` to be >= 0."""
        poly = sp.Poly(expr, self.c, self.s) if expr.is_polynomial(self.c, self.s) else None
        if poly is None or poly.total_degree() > 1:
            return None
        decide = self.decide
        constant, cosine, sine = (poly.coeff_monomial(name) for name in (1, self.c, self.s))
        if not (decide.is_real(cosine) and decide.is_real(sine)):
            return None
        symbol, square = sp.Dummy("A"), sp.expand(cosine**2 + sine**2)
        if not decide.is_real(constant):
            imaginary = in_coordinates(constant).as_real_imag()[1]
            if closed or decide.sign_or_none(imaginary) not in (1, -1):
                return None
            rho = cosine if sine == 0 else sp.sqrt(square)
            sign = -1 if constant.could_extract_minus_sign() else 1  # as D is odd in A
            root = sign * sp.sqrt(sign * symbol - rho) * sp.sqrt(sign * symbol + rho)
            return _Kernel(constant, cosine, sine, root, symbol)
        sign = self._side(constant, cosine, sine, closed)
        if sign not in ((1,) if closed else (1, -1)):
            return None
        return _Kernel(constant, cosine, sine, sign * sp.sqrt(symbol**2 - square), symbol)

    def _side(self, constant: sp.Expr, cosine: sp.Expr, sine: sp.Expr, closed: bool) -> int:
        """The sign of A if |A| > rho is proven, if ``closed`` |A| >= rho and A not 0; or 0."""
        if sine == 0 and (size := cosine * (self.decide.sign_or_none(cosine) or 0)) != 0:
            for sign in (1, -1):
                if _is_positive(sp.expand(sign * constant - size), self.decide, closed):
                    return sign
        gap = sp.expand(constant**2 - cosine**2 - sine**2)
        sign = self.decide.sign_or_none(constant) or 0
        return sign if sign and _is_positive(gap, self.decide, closed) else 0


@dataclass(frozen=True)
class _Kernel:
    """A + B c + C s, with D as a function of a symbol in the place of A."""

    constant: sp.Expr
    cosine: sp.Expr
    sine: sp.Expr
    root: sp.Expr
    symbol: sp.Symbol

    def wave(self, n: sp.Expr, sign: int) -> sp.Expr:
        """q^n, and for negative n the power of its counterpart for -t."""
        side = self.cosine + sign * sp.I * self.sine
        return (-side / (self.symbol + self.root)) ** (sign * n)

    def at(self, value: sp.Expr) -> sp.Expr:
        """With A in the place of the symbol."""
        return value.subs(self.symbol, self.constant)


def _is_positive(expr: sp.Expr, decide: Decisions, closed: bool) -> bool:
    """Whether ``expr`` is proven to be positive, or >= 0; perhaps power by power of a symbol."""
    if decide.is_nowhere_negative(expr) if closed else decide.sign_or_none(expr) == 1:
        return True
    for symbol in sorted(expr.free_symbols, key=str):
        if not expr.is_polynomial(symbol):
            continue
        terms = [k * symbol**n for (n,), k in sp.Poly(expr, symbol).terms()]
        some = closed or any(decide.sign_or_none(term) == 1 for term in terms)
        if len(terms) > 1 and some and all(map(decide.is_nowhere_negative, terms)):
            return True
    return False


def _parts(
    expr: sp.Expr, c: sp.Symbol, s: sp.Symbol, *, apart: bool = False
) -> Iterator[tuple[sp.Expr, sp.Expr, int]]:
    """Numerators over powers of one denominator each; those over no power are the polynomials.

    Numerators are constants if ``apart`` is asked for, where sines do not forbid it.
    """
    roots = {
        power.base: sp.Dummy(power.base.name, positive=True)
        for power in expr.atoms(sp.Pow)
        if power.base.is_Symbol and power.base.is_positive and power.exp.is_Rational
        and power.exp.q == 2
    }  # fmt: skip
    back = {root: sp.sqrt(symbol) for symbol, root in roots.items()}
    plain = expr.subs({symbol: root**2 for symbol, root in roots.items()})
    above, below = sp.fraction(sp.cancel(sp.together(plain)))
    number, factors = sp.factor_list(below, c, s)
    if not below.has(s) and (len(factors) > 1 or (apart and not above.has(s))):
        even = sp.rem(above, s**2 + c**2 - 1, s).subs(s, 0)  # what is odd in t adds nothing
        for base, power in factors:  # where nothing divides by zero
            yield sp.S.Zero, base.subs(back), power
        for term in sp.Add.make_args(sp.apart(even / below, c)):
            over, under = sp.fraction(term)
            factor, bases = sp.factor_list(under, c)
            base, power = bases[0] if len(bases) == 1 else (under / factor, min(len(bases), 1))
            yield (over / factor).subs(back), base.subs(back), power
    else:
        base, power = factors[0] if len(factors) == 1 else (below / number, min(len(factors), 1))
        yield (above / number).subs(back), base.subs(back), power
