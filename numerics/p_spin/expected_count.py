"""The expected number of critical points of the pure p-spin glass at finite N, exactly.

The glass H is Gaussian on the sphere of radius sqrt(N) in R^N, with covariance N q^p at overlap q.
By Kac and Rice, and because an eigenvalue of a GOE of size N at x sees the others as a GOE of size
N - 1 weighted by prod |x - x_i|,

    E Crt_N(H <= N u) = 2 sqrt(2/p) (p-1)^(N/2) int_{-oo}^{s} e^(-(p-2) x^2/(2p)) rho_N(x) dx,

s = u sqrt(N p / (2 (p-1))), with the one-point function rho_N of the GOE with edges sqrt(2 N). With
fields f'(1) = p + sigma^2 is the gradient's variance, f''(1) = p (p-1) that of the Hessian, and
v = p^2 + sigma^2 that of the radial derivative R; x = R / sqrt(2 f''). Those of index k are counted
by the density of the eigenvalue above k others in place of rho_N: the eigenvalues below x are the
Hessian's negative ones.

Reference: A. Auffinger, G. Ben Arous, J. Cerny, Comm. Pure Appl. Math. 66 (2013) 165-201, for the
glass; Y. V. Fyodorov, Markov Proc. Rel. Fields 21 (2015) 483, for the random field.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flint import arb, ctx, fmpq

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.ensembles.one_point import one_point
from glassproof.numerics.ensembles.ordered_one_point import density_of_eigenvalue
from glassproof.numerics.p_spin.quadrature import Nodes, nodes, panels, settled
from glassproof.numerics.work.arguments import integer, real

MOST_SPINS = 200
"""N up to which balls are sharp within seconds."""
MOST_INDEXED = 24
"""The same where an index is asked for."""

_SIZES = (24, 36, 54, 80, 120, 180)
_BITS_A_DIGIT = 3.33
_BITS_A_SPIN, _BITS_A_SPIN_INDEXED = 6, 20
"""Bits that cancel."""


@dataclass(frozen=True)
class _Glass:
    """Sizes and parameters, checked; energies in units of sqrt(N)."""

    N: int
    p: int
    u: Fraction | None
    field: Fraction
    random_field: Fraction
    index: int | None

    def density(self, x: arb) -> arb:
        """The one-point function of the eigenvalues, or the density of the one asked for."""
        if self.index is None:
            return one_point(self.N).at(x)
        return density_of_eigenvalue(self.N, self.index, x)

    @property
    def energy(self) -> arb | None:
        """sqrt(N) u."""
        return None if self.u is None else arb(self.N).sqrt() * _arb(self.u)

    @property
    def energy_scale(self) -> arb:
        """sqrt(2 (p-1)/p): a glass without field has the energy x times this."""
        return (arb(2 * (self.p - 1)) / self.p).sqrt()


Count = Callable[[_Glass, int], arb | None]


def p_spin_count(
    N: int,
    p: int,
    u: float | Fraction = math.inf,
    *,
    index: int | None = None,
    field: float | Fraction = 0.0,
    random_field: float | Fraction = 0.0,
    digits: int = 30,
) -> arb:
    """The expected number of critical points with H <= N u of the p-spin glass, as a ball.

    ``field`` is h, the norm of a deterministic linear field: H + h.w on the sphere of radius
    sqrt(N). ``random_field`` is sigma, the standard deviation of a field whose components are
    independent Gaussians: the covariance is N (q^p + sigma^2 q). The energy is the total one.
    ``u`` may be infinite: all critical points. ``index`` is the number of negative eigenvalues of
    the Hessian, from 0 (minima) to N - 1 (maxima); None: any. ``digits`` are relative.

    Of all indices, without a deterministic field, and of all points with a random one, the value is
    elementary but for error functions, and the ball rigorous; else it is an integral whose radius
    is the difference of two Gauss-Legendre rules.

    Domain: 2 <= N <= 200 (24 with an index), p >= 2, fields >= 0, not both.
    :class:`DomainError` otherwise.

    >>> p_spin_count(2, 3, digits=15)  # 2 sqrt(7)
    [5.2915026221291... +/- ...]
    >>> p_spin_count(60, 3, random_field=4, digits=6) < 2.2
    True
    >>> p_spin_count(3, 2, index=1, digits=9)  # the two eigenvectors in the middle
    [2.000000000... +/- ...]
    """
    glass = _checked(N, p, u, field, random_field, index)
    wanted = integer("digits", digits, least=3)
    if wanted > 1000:
        raise DomainError(f"digits = {digits} is out of its domain: give digits in [3, 1000]")
    count: Count = _pure
    if glass.field or glass.random_field:
        count = _with_field if glass.field else _with_random_field
    lost = _BITS_A_SPIN if glass.index is None else _BITS_A_SPIN_INDEXED
    before, bits = ctx.prec, int(wanted * _BITS_A_DIGIT) + lost * glass.N + 64
    try:
        for _ in range(6):
            ctx.prec = bits
            value = count(glass, wanted)
            if value is not None and value.rad() < abs(value) * arb(10) ** -wanted:
                return value
            bits *= 2
    finally:
        ctx.prec = before
    raise DomainError(
        f"u = {u} is so low that {wanted} digits of the expected number are not to be had: "
        "give a larger u or fewer digits"
    )


def _checked(N: Any, p: Any, u: Any, field: Any, random_field: Any, index: Any) -> _Glass:
    N, p = integer("N", N, least=2), integer("p", p, least=2)
    if N > MOST_SPINS:
        raise DomainError(f"N = {N} is out of its domain: give N in [2, {MOST_SPINS}]")
    if index is not None:
        index = integer("index", index, least=0)
        if N > MOST_INDEXED:
            raise DomainError(
                f"N = {N} is out of its domain with an index: give N in [2, {MOST_INDEXED}], or no "
                "index"
            )
        if index >= N:
            raise DomainError(f"index = {index} is out of its domain: give index in [0, {N - 1}]")
    everything = isinstance(u, float) and math.isinf(u) and u > 0
    level = None if everything else _fraction("u", u)
    fields = [_fraction(name, h) for name, h in (("field", field), ("random_field", random_field))]
    for name, value in zip(("field", "random_field"), fields, strict=True):
        if value < 0:
            raise DomainError(f"{name} = {value} is out of its domain: give {name} >= 0")
    if all(fields):
        raise DomainError("field and random_field are both given: give one of them")
    return _Glass(N, p, level, fields[0], fields[1], index)


def _fraction(name: str, value: Any) -> Fraction:
    if isinstance(value, Fraction):
        return value
    return Fraction(real(name, value))


def _arb(value: Fraction | fmpq) -> arb:
    return arb(fmpq(value.numerator, value.denominator) if isinstance(value, Fraction) else value)


def _mass_below(glass: _Glass, end: arb | None, c: Fraction, digits: int) -> arb | None:
    """The integral of exp(-c x^2) times the density of eigenvalues over x < ``end``."""
    if glass.index is None:
        return one_point(glass.N).mass_below(end, fmpq(c.numerator, c.denominator))
    line = _line(glass.N, _arb(c + Fraction(1, 2)), digits)
    if end is not None:
        line = [min(line[0], end - 1), *(x for x in line[1:] if x < end), end]

    def value_with(size: int) -> arb:
        total = arb(0)
        for x, weight in panels(line, size):
            total += weight * (-_arb(c) * x * x).exp() * glass.density(x)
        return total

    return settled(value_with, _SIZES, digits)


def _pure(glass: _Glass, digits: int) -> arb | None:
    p, energy = glass.p, glass.energy
    end = None if energy is None else energy / glass.energy_scale
    mass = _mass_below(glass, end, Fraction(p - 2, 2 * p), digits)
    if mass is None:
        return None
    return 2 * (arb(2) / p).sqrt() * arb(p - 1) ** (arb(glass.N) / 2) * mass


def _with_random_field(glass: _Glass, digits: int) -> arb | None:
    """2 sqrt(2 f''/v) (f''/f')^((N-1)/2) int e^(-(f''/v - 1/2) x^2) rho_N(x) P(H <= N u | x) dx."""
    variance = glass.random_field**2
    first, second = glass.p + variance, Fraction(glass.p * (glass.p - 1))
    v = glass.p**2 + variance
    c = second / v - Fraction(1, 2)
    factor = 2 * (2 * _arb(second) / _arb(v)).sqrt()
    factor *= (_arb(second) / _arb(first)) ** (arb(glass.N - 1) / 2)
    if (level := glass.energy) is None:
        mass = _mass_below(glass, None, c, digits)
        return None if mass is None else factor * mass
    # given R the energy has the mean R f'/v and the variance 1 + sigma^2 - f'^2/v
    slope = (2 * _arb(second)).sqrt() * _arb(first / v)
    spread = (2 * _arb(1 + variance - first**2 / v)).sqrt()
    line = _line(glass.N, _arb(c + Fraction(1, 2)), digits)
    step, width = level / slope, spread / slope * (2 + arb(digits).sqrt())
    inner = [step - width, step, step + width]  # where P(H <= N u | x) falls from 1 to 0
    outer = [x for x in line if not inner[0] < x < inner[-1]]
    ends = sorted([*outer, *(x for x in inner if line[0] < x < line[-1])], key=float)

    def value_with(size: int) -> arb:
        total = arb(0)
        for x, weight in panels(ends, size):
            below = (-(level - slope * x) / spread).erfc() / 2
            total += weight * (-_arb(c) * x * x).exp() * glass.density(x) * below
        return factor * total

    return settled(value_with, _SIZES, digits)


def _line(N: int, decay: arb, digits: int) -> list[arb]:
    """Ends of panels beyond which e^(-decay x^2) x^(2N) has no weight."""
    reach = (2 * arb(N)).sqrt() + (arb(digits * 3 + 20) / decay).sqrt()
    return [reach * k / 4 for k in range(-4, 5)]


def _with_field(glass: _Glass, digits: int) -> arb | None:
    """Integrated over m = sin(theta), the overlap with the field's direction, and over x.

    2 (p-1)^((N-1)/2) Gamma(N/2)/(sqrt(pi) Gamma((N-1)/2)) times the integral of
    (1-m^2)^((N-3)/2) e^(-h^2 (1-m^2)/(2p) - (s x - h m)^2/(2 p^2) + x^2/2) rho_N(x) s/p, with
    s = sqrt(2 p (p-1)); the energy is x s/p + h m (1 - 1/p).
    """
    N, p, h = glass.N, glass.p, _arb(glass.field)
    scale = (arb(2 * p * (p - 1))).sqrt()
    half = arb(N) / 2
    factor = 2 * arb(p - 1) ** (half - arb(1) / 2) * half.gamma() * scale / p
    factor /= arb.pi().sqrt() * (half - arb(1) / 2).gamma()
    lean = h * (1 - arb(1) / p)

    def over_the_sphere(x: arb, top: arb, size: int) -> arb:
        total = arb(0)
        for angle, weight in nodes(-arb.pi() / 2, top, size):
            sine, cosine = angle.sin_cos()
            gap = scale * x - h * sine
            exponent = -((h * cosine) ** 2) / (2 * p) - gap * gap / (2 * p * p) + x * x / 2
            total += weight * cosine ** (N - 2) * exponent.exp()
        return total

    def part(points: Nodes, top: Callable[[arb], arb], size: int) -> arb:
        total = arb(0)
        for x, weight in points:
            total += weight * glass.density(x) * over_the_sphere(x, top(x), size)
        return total

    def value_with(size: int) -> arb:
        line = _line(N, arb(p - 1) / p, digits)
        if (level := glass.energy) is None:
            return factor * part(panels(line, size), lambda _: arb.pi() / 2, size)
        first, last = ((level - sign * lean) * p / scale for sign in (1, -1))
        whole = [line[0] - abs(first), *(x for x in line if x < first), first]
        total = part(panels(whole, size), lambda _: arb.pi() / 2, size)
        # between, x = first + (last - first) sin(phi)^2 makes the ends analytic
        for phi, weight in nodes(arb(0), arb.pi() / 2, size):
            sine, cosine = phi.sin_cos()
            x = first + (last - first) * sine * sine
            top = ((level - x * scale / p) / lean).max(arb(-1)).min(arb(1)).asin()
            weight *= 2 * sine * cosine * (last - first)
            total += weight * glass.density(x) * over_the_sphere(x, top, size)
        return factor * total

    return settled(value_with, _SIZES, digits)
