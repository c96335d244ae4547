"""Eigenvalues of a GOE far beyond the edge: how many to expect, sampled and bounded at any size.

Size n, entries of variance E^2/(4n) off the diagonal and E^2/(2n) on it: the joint density of the
eigenvalues is proportional to prod |l_i - l_j| exp(-(n/E^2) sum l_i^2), the spectrum fills [-E, E].

Sampling. With one eigenvalue fixed at l, the others have the law of a GOE of size n - 1 and the
same weight, times prod |l - l_i|; so with Mehta's integrals Z the density of eigenvalues at l is

    R_n(l) = n (Z_{n-1}/Z_n) exp(-n l^2/E^2) E prod |l - l_i|,                                   (1)

and, l drawn beyond u, E #{l_i >= u} = E[R_n(l)/proposal(l)]: importance sampling by a matrix with a
planted eigenvalue. It knows nothing of rate functions.

Bounds. Put s = l sqrt(2n)/E, d = n - 1, s = sqrt(2d) cosh t, w = sqrt(s^2 - 2d), and let phi_j be
Hermite functions, H_d Hermite's polynomial, r = H_d'/H_d. Beyond the largest zero of phi_n:

(a) R_n(s) = c_n phi_d(s) (1 + eta), |eta| <= sqrt(n/2) (int_s^oo phi_n)/c_n. Mehta's one-point
    function is sum_{j<n} phi_j^2 + sqrt(n/2) phi_d (1/2) int sign(s - y) phi_n(y) dy (+
    phi_d/int phi_d for odd n); the sum's derivative is -sqrt(2n) phi_d phi_n, so what is not
    c_n phi_d is sqrt(n/2) times an integral of phi_n (2 phi_d - phi_d(s)) beyond s, phi_d falling.
    c_n = sqrt(n/2) (1/2) int phi_n for even n, 1/int phi_d for odd n, both between
    2^(-1/2) (m/2)^(1/4) at m = n - 1 and at m = n, by 1/(k + 1/2) < pi (C(2k, k)/4^k)^2 < 1/k.
(b) Riccati's equation r' = 2 s r - 2d - r^2 gives, with rho = s - w and g = -(s - w)/(2 w^2),
    rho + g < r < rho + g + S/w, S = g' + g^2 > 0 falling, where S <= w^2: h = r - rho - g solves
    h' = 2 (w - g) h - h^2 - S and tends to 0, so it is an integral of S + h^2 > 0; and were h = S/w
    once, coming from infinity, there h' >= S - h^2 >= 0 > (S/w)'.
(c) Integrated from s to infinity, where H_d(s) = (2s)^d (1 + o(1)), with Stirling's d! and Binet's
    0 < mu < 1/(12 d),

        phi_d(s) = (2 pi^2 d)^(-1/4) exp(-J - mu/2) (1 - e^(-2t))^(-1/2) exp(-theta B),
        J = d (sinh t cosh t - t),  0 < theta < 1,
        B = int_s^oo S/w = (coth t - 1)^2 (5 coth t + 4)/(24 d),
        S = (5 + 4 sinh^2 t - 4 sinh t cosh t)/(8 d sinh^4 t).

(d) a = -phi_d'/phi_d = s - r rises and a' = a^2 - s^2 + 2d + 1 falls, so that
    phi_d/(a + a'/a) <= int_s^oo phi_d <= phi_d/a.

So the expected number is exp(-J) (1 - e^(-2t))^(-1/2)/(2 sqrt(pi) w) but for a factor 1 + O(1/n)
that (a) to (d) enclose. None of this is an asymptotic formula.

References: M. L. Mehta, Random Matrices, 3rd ed. (2004), chapters 6 and 7; P. J. Forrester,
Spectral density asymptotics for Gaussian and Laguerre beta-ensembles in the exponentially small
region, J. Phys. A 45 (2012) 075206.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.ensembles.samplers import goe
from glassproof.numerics.work.arguments import FloatArray, integer, real
from glassproof.numerics.work.late import Late

special = Late("scipy.special")


@dataclass(frozen=True)
class Enclosure:
    """A number known to lie within ``radius`` of ``centre``."""

    centre: float
    radius: float

    @property
    def least(self) -> float:
        """The lower end."""
        return self.centre - self.radius

    @property
    def most(self) -> float:
        """The upper end."""
        return self.centre + self.radius

    @staticmethod
    def between(low: float, high: float) -> Enclosure:
        """The enclosure with these ends."""
        return Enclosure((low + high) / 2, (high - low) / 2)


def outlier_weights(
    *, n: int, variance: float, level: float, draws: int, rng: np.random.Generator
) -> FloatArray:
    """Logs of ``draws`` independent weights whose mean is E #{eigenvalues >= level}.

    The matrix is a GOE of size n, ``variance`` that of the entries off the diagonal; formula (1) of
    the module, with the eigenvalue drawn from an exponential law beyond the level.

    Raises :class:`DomainError` unless n >= 2, draws >= 0, variance > 0 and the level lies above the
    edge 2 sqrt(n variance).

    >>> logs = outlier_weights(n=2, variance=1.0, level=3.0, draws=20_000,
    ...                        rng=np.random.default_rng(1))
    >>> bool(abs(np.exp(logs).mean() - 0.0747) < 0.002)
    True
    """
    n, draws = integer("n", n, least=2), integer("draws", draws)
    variance = real("variance", variance, above=0)
    edge = 2 * math.sqrt(n * variance)
    level = real("level", level, above=edge)
    precision = 1 / (4 * variance)
    rate = 2 * precision * math.sqrt(level**2 - edge**2) + 1 / math.sqrt(variance)
    beyond = rng.exponential(1 / rate, draws)
    at = level + beyond
    rest = goe(n - 1, draws, rng) * math.sqrt(2 * (n - 1) * variance)
    _, logs = np.linalg.slogdet(rest - at[:, None, None] * np.eye(n - 1))
    log_ratio = (
        n / 2 * math.log(2 * precision)
        - math.log(2 * math.pi) / 2
        + float(special.gammaln(1.5) - special.gammaln(1 + n / 2))
    )
    log_density = math.log(n) + log_ratio - precision * at**2 + logs
    found: FloatArray = log_density - math.log(rate) + rate * beyond
    return found


def log_outlier_prefactor(n: int, ratio: float) -> Enclosure:
    """log E #{eigenvalues >= u} + n I1(u; E) for a GOE of size n with edge E, u = ``ratio`` E.

    I1(u; E) = sinh t cosh t - t at cosh t = ratio is the cost of an outlier; the prefactor is about
    exp(-t) (1 - exp(-2t))^(-1/2)/(2 sqrt(2 pi n) sinh t). By (a) to (d) of the module, J at
    d = n - 1 being n I1 + an arccosh between those of s/sqrt(2n) and s/sqrt(2d).

    Raises :class:`DomainError` unless n >= 2 and ratio > 1, so far that S <= w^2 in (b).

    >>> found = log_outlier_prefactor(40, 1.25)
    >>> round(found.centre, 1), found.radius < 0.05
    (-3.8, True)
    """
    n, ratio = integer("n", n, least=2), real("ratio", ratio, above=1)
    s, d = ratio * math.sqrt(2 * n), n - 1
    t = math.acosh(ratio)
    crossing = Enclosure.between(t, math.acosh(s / math.sqrt(2 * d)))
    least, most = (math.log((n - 1) / 2) / 4, math.log(n / 2) / 4)
    beyond = _hermite(n, s).most - n * (math.sinh(t) * math.cosh(t) - t) - math.log(_slope(n, s))
    eta = math.exp(math.log(n) / 2 + beyond - least)
    parts = (
        _hermite(d, s),
        Enclosure.between(-crossing.most, -crossing.least),
        Enclosure.between(least - math.log(2) / 2, most - math.log(2) / 2),
        Enclosure.between(*map(math.log, _tail(d, s))),
        Enclosure.between(math.log1p(-eta), math.log1p(eta)),
    )
    return Enclosure(sum(p.centre for p in parts), sum(p.radius for p in parts))


def _slope(d: int, s: float) -> float:
    """w = sqrt(s^2 - 2d)."""
    return math.sqrt(s * s - 2 * d)


def _residual(d: int, t: float) -> float:
    """S of (b) and (c), at s = sqrt(2d) cosh t."""
    sinh, cosh = math.sinh(t), math.cosh(t)
    return (5 + 4 * sinh**2 - 4 * sinh * cosh) / (8 * d * sinh**4)


def _hermite(d: int, s: float) -> Enclosure:
    """log phi_d(s) + J, by (c)."""
    t = math.acosh(s / math.sqrt(2 * d))
    if _residual(d, t) > _slope(d, s) ** 2:
        raise DomainError(
            f"cosh t = {math.cosh(t):g} is too near the edge for size {d + 1}: give a larger ratio"
        )
    coth = 1 / math.tanh(t)
    most = (coth - 1) ** 2 * (5 * coth + 4) / (24 * d)
    top = -math.log(2 * math.pi**2 * d) / 4 - math.log(-math.expm1(-2 * t)) / 2
    return Enclosure.between(top - 1 / (24 * d) - most, top)


def _tail(d: int, s: float) -> tuple[float, float]:
    """Bounds of int_s^oo phi_d / phi_d(s), by (d)."""
    w, t = _slope(d, s), math.acosh(s / math.sqrt(2 * d))
    g = (s - w) / (2 * w * w)
    low, high = max(w, w + g - _residual(d, t) / w), w + g
    rise = high**2 - w**2 + 1
    return 1 / (high + rise / low), 1 / low
