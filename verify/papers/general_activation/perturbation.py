"""The glass with lower-degree additions: the Hessian, the exponent, the sharp factor, the bands."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import pairwise

import sympy as sp
from flint import fmpq, fmpq_mat

from glassproof.derivations.p_spin import beyond_the_edge, complexity, exact_count, fixed_field
from glassproof.derivations.p_spin.exact_count import N, h
from glassproof.derivations.p_spin.fixed_field import BELOW, G
from glassproof.derivations.p_spin.model import P_DOMAIN, E_inf, k, p, u
from glassproof.derivations.proof.balls import enclose
from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, Range
from glassproof.numerics.p_spin.expected_count import p_spin_count
from glassproof.verify.claims.claim import Claim
from glassproof.verify.papers.general_activation.nature import counted
from glassproof.verify.papers.general_activation.paper import l, prose
from glassproof.verify.papers.general_activation.statements import (
    computed,
    disproven,
    extrapolated,
    proven,
)

_W = sp.symbols("w_1:5", positive=True)
_DEGREES = Domain(
    {
        l: Range(1, None, integer=True, closed=True, draw=(1, 9)),
        **{w: Range(0, None, draw=("1/10", 3)) for w in _W},
    }
)
_TUPLES = "sums over all index tuples, (w_1 + .. + w_N)^l"
_POWERS = "w_1^l + .. + w_N^l"


def hessian_of_tuples() -> Derivation:
    """The Hessian of (w_1 + .. + w_4)^l in R^4: a multiple of the matrix of ones."""
    total = sp.Add(*_W)
    value = sp.Matrix([[total**l]])
    return Derivation(
        "Hessian of a power of the sum",
        (
            Step(value, "(w_1 + .. + w_4)^l"),
            Step(
                l * (l - 1) * total ** (l - 2) * sp.ones(4, 4),
                "second derivatives: the matrix of ones, of rank one",
                via=lambda e: sp.hessian(e[0], _W),
            ),
        ),
        _DEGREES,
    )


def as_overlap() -> Derivation:
    """(w_1 + .. + w_N)^l = N^(l/2) (a.w)^l, with the unit vector a of equal entries."""
    mu = fixed_field.mu
    return Derivation(
        "A power of an overlap",
        (
            Step((sp.sqrt(N) * mu) ** l, "a = (1, .., 1)/sqrt(N): the sum of the weights is "
                 "sqrt(N) a.w"),
            Step(N ** (l / 2) * mu**l, "mu = a.w is of order one at most points of the sphere"),
        ),
        Domain({N: _N, l: _DEGREES.ranges[l], mu: Range(0, None, draw=("1/10", 3))}),
    )  # fmt: skip


_N = Range(2, None, integer=True, closed=True, draw=(2, 40))
_POINT = (1, 2, 3, 5, 8, 13)


def _spread_of_powers(degree: int = 3) -> tuple[bool, str]:
    """Distinct eigenvalues of the tangential Hessian of sum w_i^degree at an integer point.

    Beside a multiple of I on the tangent space (five dimensions) the rest has a rank of at least
    five less the largest multiplicity of an eigenvalue.
    """
    square = sum(w * w for w in _POINT)
    size = len(_POINT)
    project = fmpq_mat(size, size, [fmpq((i == j) * square - _POINT[i] * _POINT[j], square)
                                    for i in range(size) for j in range(size)])  # fmt: skip
    second = fmpq_mat(size, size, [fmpq(0)] * size**2)
    for i, w in enumerate(_POINT):
        second[i, i] = fmpq(degree * (degree - 1) * w ** (degree - 2))
    polynomial = (project * second * project).charpoly()
    common = polynomial.gcd(polynomial.derivative()).degree()
    zero = polynomial[0] == 0 and polynomial[1] != 0
    distinct = common == 0 and zero
    return distinct, (
        f"at w = {_POINT}, l = {degree}, the Hessian on the tangent space has {size - 1} distinct "
        f"eigenvalues (the discriminant does not vanish, in rational numbers): beside any multiple "
        f"of I its rank is at least {size - 2}"
    )


MODEL = Claim(
    id="ga.model",
    title="Additions as powers of the sum of the weights",
    published=f"Reading (a), {_TUPLES}: the addition is a function of one overlap a.w, with "
    "a = (1, .., 1)/sqrt(N), and a linear field for l = 1.",
    domain=P_DOMAIN,
    examinations=(
        proven(
            "one overlap",
            "(w_1 + .. + w_N)^l = N^(l/2) (a.w)^l",
            as_overlap,
            corrected="with a coefficient of order N^(-l/2) it is of order one; reading (b), "
            f"{_POWERS}, is the same for l = 1, a constant on the sphere for l = 2, and a function "
            "of no single overlap for l >= 3",
        ),
    ),
    source=prose(
        "abstract", also="a piecewise linear activation adds sums of powers of the weights"
    ),
)

RANK_TUPLES = Claim(
    id="ga.rank.tuples",
    title="Rank of the Hessian's perturbation, reading (a)",
    published=f"Additions that are {_TUPLES}, of any degrees l, perturb the Hessian at a critical "
    "point by a matrix of rank at most two, beside a multiple of I.",
    domain=P_DOMAIN,
    examinations=(
        proven(
            "second derivatives",
            "every l gives a multiple of the matrix of ones; projected on the tangent space it has "
            "rank one, and the radial derivative is a multiple of I",
            hessian_of_tuples,
            corrected="rank one suffices, and rank zero for l = 1: a linear field only moves the "
            "multiple of I",
        ),
    ),
    uses=("ga.model",),
    source=prose("summary of the paper", also="a low-rank perturbation; rank two as cited"),
)

RANK_POWERS = Claim(
    id="ga.rank.powers",
    title="Rank of the Hessian's perturbation, reading (b)",
    published=f"Additions that are {_POWERS}, l >= 3, perturb the Hessian at a critical point by a "
    "matrix of rank at most two, beside a multiple of I.",
    domain=P_DOMAIN,
    examinations=(
        disproven(
            "a point in six dimensions",
            _spread_of_powers,
            "the perturbation is diag(l (l-1) w_i^(l-2)) on the tangent space: of rank N - 2 or "
            "N - 1 beside any multiple of I where the w_i differ, for l >= 3; zero for l = 1, 2",
        ),
    ),
    source=prose("summary of the paper", also="our second reading of the sums of powers"),
)

FIELDS = (0.5, 1.0, 2.0)
SIZES = (20, 40, 80)


def _factor(energy: float, field: float, degree: int = 3) -> float:
    """The derived limit of E Crt(h)/E Crt(0)."""
    limit = fixed_field.field_factor_of_all().result
    if math.isfinite(energy):
        limit = fixed_field.field_factor().result.subs({k: 0, u: energy})
    return float(limit.subs({p: degree, h: field}))


def _ratio(size: int, energy: float, field: float) -> float:
    return float(
        p_spin_count(size, 3, energy, field=field, digits=8)
        / p_spin_count(size, 3, energy, digits=10)
    )


def _ratios(energy: float) -> tuple[bool, str]:
    """Exact ratios at three sizes, their limit by 1/N and 1/N^2, and the derived one."""
    lines, agree = [], True
    for field in FIELDS:
        found = [_ratio(size, energy, field) for size in SIZES]
        limit, error = extrapolated(found)
        derived = _factor(energy, field)
        agree &= abs(limit - derived) <= error < 0.25 * derived
        values = ", ".join(f"{value:.5f}" for value in found)
        lines.append(f"h = {field:g}: {values}, limit {limit:.5f} +- {error:.1g}, derived "
                     f"{derived:.5f}")  # fmt: skip
    where = "all points" if energy == math.inf else f"u = {energy:g}"
    return agree, f"p = 3, {where}, N = {', '.join(map(str, SIZES))}; " + "; ".join(lines)


SHARP = Claim(
    id="ga.sharp",
    title="The sharp count at low energy with a fixed linear field",
    published="At u < -E_inf the expected number with a linear field h.w, |h| = O(1), is the "
    "unperturbed one times a deterministic factor of order one.",
    domain=BELOW,
    examinations=(
        proven(
            "Laplace over the overlap",
            "E Crt(h)/E Crt(0) tends to exp((h^2/2) ((-u + sqrt(u^2 - E_inf^2))^2/4 - 1/p)), which "
            "is exp(h^2 (p-2)/(2p)) at the threshold",
            exact_count.with_field,
            fixed_field.field_factor,
            fixed_field.linear_addition,
        ),
        computed("exact counts at growing N, u = -1.8", lambda: _ratios(-1.8)),
        computed("exact counts at growing N, u = -2.2", lambda: _ratios(-2.2)),
    ),
    nature=(counted(2, 3, field=1), counted(3, 3, field=2)),
    uses=("abc.identity", "abc.sharp"),
    source=prose("summary of the paper", also="modulated by a deterministic factor"),
)

SHARP_ALL = Claim(
    id="ga.sharp.total",
    title="The total count with a fixed linear field",
    published="The expected number of all critical points with a linear field h.w, |h| = O(1), is "
    "the unperturbed one times a deterministic factor of order one, p >= 3.",
    domain=P_DOMAIN,
    examinations=(
        proven(
            "Laplace over the overlap",
            "E Crt(h)/E Crt(0) tends to exp(-h^2/(2p))",
            fixed_field.field_factor_of_all,
        ),
        computed("exact counts at growing N", lambda: _ratios(math.inf)),
    ),
    uses=("abc.identity",),
    source=prose("summary of the paper"),
)

SHARP_TUPLES = Claim(
    id="ga.sharp.tuples",
    title="The sharp count at low energy with additions of reading (a)",
    published="With an addition phi(a.w), |a| = 1, phi a polynomial with coefficients of order "
    "one, the expected number at u < -E_inf is the unperturbed one times a deterministic factor.",
    domain=BELOW,
    examinations=(
        proven(
            "densities, shift and determinant lemma",
            "the factor is the mean over a standard normal mu of |1 + phi''(mu) G| "
            "exp(-phi'(mu)^2/(2p) + u phi(mu) + G (p phi(mu) - mu phi'(mu))), "
            "G = (-u - sqrt(u^2 - E_inf^2))/(2 (p-1)), where that mean is finite",
            fixed_field.addition_exponent,
            fixed_field.linear_addition,
            corrected="finite for degrees l = 1 and l >= 3; for phi = r mu^2 as long as "
            "(u + (p-2) G) r - 2 r^2/p < 1/2",
        ),
    ),
    uses=("ga.model", "ga.rank.tuples", "ga.sharp"),
    source=prose("summary of the paper"),
)


def _rates() -> tuple[bool, str]:
    """(1/N) log of the ratio at one size and at its double: it halves."""
    lines, agree = [], True
    for energy in (-1.8, math.inf):
        small, large = (math.log(_ratio(size, energy, 2.0)) / size for size in (40, 80))
        agree &= abs(large) < 0.6 * abs(small)
        where = "all points" if energy == math.inf else f"u = {energy:g}"
        lines.append(f"{where}: {small:.5f} at N = 40, {large:.5f} at N = 80")
    strong = [math.log(_ratio(size, math.inf, math.sqrt(size))) / size for size in (40, 80)]
    return agree, (
        "p = 3, h = 2, (1/N) log E Crt(h)/E Crt(0): " + "; ".join(lines) + "; with h = sqrt(N), of "
        f"the glass's own order, all points: {strong[0]:.5f} and {strong[1]:.5f}"
    )


LEADING = Claim(
    id="ga.leading",
    title="The logarithmic complexity is that of the glass without addition",
    published="With a linear field of order one, or additions of reading (a) of order one, "
    "(1/N) log of the expected number below u < -E_inf, and of all, tends to the unperturbed "
    "Theta_p.",
    domain=P_DOMAIN,
    examinations=(
        proven(
            "factors of order one",
            "the ratio to the unperturbed count has a finite, positive limit",
            fixed_field.field_factor,
            fixed_field.field_factor_of_all,
            fixed_field.addition_exponent,
            corrected="a field of the glass's own order, h = O(sqrt N), changes the exponent, as "
            "the exact counts show",
        ),
        computed("exact counts", _rates),
    ),
    uses=("ga.sharp", "ga.sharp.total", "ga.sharp.tuples"),
    source=prose("abstract", also="spin-glass results survive general activations"),
)


def cost_is_positive() -> Derivation:
    """Theta_k - Theta_(k+1) = I_1: zero at the threshold, and growing below it."""
    s = sp.Symbol("s", positive=True)
    return Derivation(
        "cost of one more negative eigenvalue",
        (
            Step(
                complexity.complexity_of_index().result
                - complexity.complexity_of_index().result.subs(k, k + 1),
                "Theta_k - Theta_(k+1)",
            ),
            Step(complexity.rate_function().result, "the rate function"),
            Step(
                sp.cosh(s) * sp.sinh(s) - s,
                "u = -E_inf cosh(s): zero at s = 0",
                via=lambda e: e.subs({sp.sqrt(u**2 - E_inf**2): E_inf * sp.sinh(s)})
                .subs(u, -E_inf * sp.cosh(s)),
            ),
            Step(2 * sp.sinh(s) ** 2, "its derivative is positive", via=lambda e: sp.diff(e, s)),
        ),
        Domain({**BELOW.ranges, s: Range(0, None, draw=("1/10", 2))}, (u < -E_inf,)),
    )  # fmt: skip


def energy_of_index(degree: int, index: int) -> Fraction:
    """E_k with Theta_k(-E_k) = 0, to within ACCURACY: balls show both signs beside it."""
    rate = complexity.complexity_of_index().result.subs({p: degree, k: index})
    low, high = Fraction(-4), Fraction(math.ceil(float(-E_inf.subs(p, degree)) * 10**6) - 2, 10**6)
    while high - low > ACCURACY:
        middle = (low + high) / 2
        at = {u: sp.Rational(middle.numerator, middle.denominator)}
        low, high = (middle, high) if bool(enclose(rate, at, 30).real < 0) else (low, middle)
    return -(low + high) / 2


ACCURACY = Fraction(1, 10**7)


def _bands() -> tuple[bool, str]:
    """The energies at which points of index k begin, p = 3."""
    found = [energy_of_index(3, index) for index in range(4)]
    ordered = all(one - other > 2 * ACCURACY for one, other in pairwise(found))
    values = ", ".join(f"E_{index} = {float(value):.6f}" for index, value in enumerate(found))
    return ordered, f"p = 3: {values}, E_inf = {float(E_inf.subs(p, 3)):.6f}"


def _shares() -> tuple[bool, str]:
    """Exact numbers of index 0 and 1 below u = -1.75, with and without field."""
    lines, agree = [], True
    for size in (8, 16, 24):
        minima, saddles = (p_spin_count(size, 3, -1.75, index=k, digits=8) for k in (0, 1))
        agree &= bool(saddles < minima)
        lines.append(f"N = {size}: {float(minima):.4g} minima, {float(saddles / minima):.4g} "
                     "points of index 1 to each")  # fmt: skip
    return agree, "p = 3, below u = -1.75, exactly: " + "; ".join(lines)


BANDED = Claim(
    id="ga.banded",
    title="Critical points of low index lie in bands",
    published="At u < -E_inf the complexity falls with the index, Theta_k > Theta_(k+1), so that "
    "the energies -E_k where it vanishes are ordered, E_0 > E_1 > .. > E_inf: below -E_k points of "
    "index k and more are exponentially rare. A linear field of order one leaves this as it is.",
    domain=BELOW,
    examinations=(
        proven(
            "cost of one more negative eigenvalue",
            "Theta_k - Theta_(k+1) = I_1(u) > 0; a linear field multiplies the number of index k "
            "by exp((h^2/2) (A_k^2 - 1/p)), A_k = (-u + (k+1) sqrt(u^2 - E_inf^2))/2",
            cost_is_positive,
            beyond_the_edge.cost,
            fixed_field.field_factor,
        ),
        computed("where the bands begin", _bands),
        computed("exact counts by index", _shares),
    ),
    uses=("ga.leading",),
    source=prose("summary of the paper", also="a banded structure of low-index critical points"),
)


def least_bend() -> Derivation:
    """phi'' = -1/G puts an eigenvalue at zero: in the variable z of the shift beyond the edge."""
    y = sp.Symbol("y", real=True)
    return Derivation(
        "an eigenvalue at zero",
        (
            Step(1 + y * G, "det(A + phi'' a a^T)/det A, where a^T A^(-1) a tends to G > 0"),
            Step(sp.Integer(0), "phi'' = -1/G", via=lambda e: e.subs(y, -1 / G)),
        ),
        Domain({**BELOW.ranges, y: Range(None, None)}, (u < -E_inf,)),
    )


INDEX = Claim(
    id="ga.banded.index",
    title="When an addition leaves the index",
    published="An addition of reading (a) changes the index of a critical point by at most one, "
    "and leaves it where phi''(a.w) > -1/G.",
    domain=BELOW,
    examinations=(
        proven(
            "rank one and the determinant lemma",
            "by interlacing a perturbation of rank one moves at most one eigenvalue through zero; "
            "for minima it does so at phi'' = -1/G = -(p/2) (-u + sqrt(u^2 - E_inf^2))",
            hessian_of_tuples,
            least_bend,
        ),
    ),
    uses=("ga.rank.tuples",),
    source=prose("summary of the paper", also="index preserved under constraints on the Hessian"),
)

CLAIMS = (
    MODEL, RANK_TUPLES, RANK_POWERS, LEADING, SHARP, SHARP_ALL, SHARP_TUPLES, BANDED, INDEX,
)  # fmt: skip
