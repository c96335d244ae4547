"""Sharp counts and exponents with additions, and the exact counts that decide them."""

from __future__ import annotations

import math

import sympy as sp

from glassproof.derivations.p_spin import additions, exact_count, fixed_field
from glassproof.derivations.p_spin.exact_count import h
from glassproof.derivations.p_spin.fixed_field import BELOW
from glassproof.derivations.p_spin.model import P_DOMAIN, k, p, u
from glassproof.numerics.p_spin.addition import count_with_addition
from glassproof.numerics.p_spin.expected_count import p_spin_count
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.statements import computed, proven
from glassproof.verify.papers.general_activation.nature import counted
from glassproof.verify.papers.general_activation.paper import prose, reading
from glassproof.verify.papers.general_activation.statements import beside, extrapolated

FIELDS = (0.5, 1.0, 2.0)
SIZES, SMALLER = (50, 100, 200), (20, 40, 80)
"""Of linear fields, and of additions that perturb the Hessian."""


def factor(energy: float, field: float, degree: int = 3) -> float:
    """The derived limit of E Crt(h)/E Crt(0)."""
    limit = fixed_field.field_factor_of_all().result
    if math.isfinite(energy):
        limit = fixed_field.field_factor().result.subs({k: 0, u: energy})
    return float(limit.subs({p: degree, h: field}))


def _ratio(size: int, energy: float, field: float) -> float:
    plain = float(p_spin_count(size, 3, energy, digits=10))
    return count_with_addition(size, 3, [0.0, field], energy) / plain


def _ratios(energy: float) -> tuple[bool, str]:
    """Exact ratios at three sizes, their limit by 1/N and 1/N^2, and the derived one."""
    lines, agree = [], True
    for field in FIELDS:
        found = [_ratio(size, energy, field) for size in SIZES]
        limit, error = extrapolated(found)
        derived = factor(energy, field)
        agree &= abs(limit - derived) <= error < 0.25 * derived
        values = ", ".join(f"{value:.5f}" for value in found)
        lines.append(f"$h = {field:g}$: {values}, limit {limit:.5f} ± {error:.1g}, derived "
                     f"{derived:.5f}")  # fmt: skip
    where = "all points" if energy == math.inf else f"$u = {energy:g}$"
    return agree, f"$p = 3$, {where}, $N = {', '.join(map(str, SIZES))}$; " + "; ".join(lines)


SHARP = Claim(
    id="ga.sharp",
    title="The sharp count at low energy with a fixed linear field",
    published="At $u < -E_inf$ the expected number with a linear field $h.w$, $|h| = O(1)$, is "
    "the unperturbed one times a deterministic factor of order one.",
    domain=BELOW,
    examinations=(
        proven(
            "Laplace over the overlap",
            "$E Crt(h)/E Crt(0)$ tends to $exp((h^2/2) ((-u + sqrt(u^2 - E_inf^2))^2/4 - 1/p))$, "
            "which is $exp(h^2 (p-2)/(2p))$ at the threshold",
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
    published="The expected number of all critical points with a linear field $h.w$, $|h| = "
    "O(1)$, is the unperturbed one times a deterministic factor of order one, $p >= 3$.",
    domain=P_DOMAIN,
    examinations=(
        proven(
            "Laplace over the overlap",
            "$E Crt(h)/E Crt(0)$ tends to $exp(-h^2/(2p))$",
            fixed_field.field_factor_of_all,
        ),
        computed("exact counts at growing N", lambda: _ratios(math.inf)),
    ),
    uses=("abc.identity",),
    source=prose("summary of the paper"),
)


QUADRATICS = ((-2.2, 0.4), (-1.8, -0.2))
QUADRATICS_OF_ALL = ((math.inf, 0.5), (math.inf, -1.0))
"""Energies, and coefficients r of an addition r (a.w)^2."""
POLES = (-1.8, -2.0)
"""An energy and a coefficient at which two points far from a.w = 0 are most of those expected."""


def quadratic_factor(energy: float, r: float, degree: int = 3) -> float:
    """The derived limit of E Crt(r mu^2)/E Crt(0), mu of order one."""
    if math.isinf(energy):
        return float(additions.quadratic_of_all().result.subs({additions.r: r, p: degree}))
    y = sp.Symbol("y")
    values = {fixed_field.phi: r * y**2, fixed_field.phi1: 2 * r * y, fixed_field.mu: y}
    at = {u: energy, p: degree}
    exponent = fixed_field.addition_exponent().result.subs(values).subs(at)
    rate = float(sp.expand(exponent).coeff(y, 2))
    return abs(1 + 2 * r * float(fixed_field.G.subs(at))) / math.sqrt(1 - 2 * rate)


def _with_quadratic(cases: tuple[tuple[float, float], ...]) -> tuple[bool, str]:
    """Exact ratios with an addition r (a.w)^2 at three sizes, and their limits."""
    lines, agree = [], True
    for energy, r in cases:
        found = [
            count_with_addition(n, 3, [0, 0, r], energy) / float(p_spin_count(n, 3, energy))
            for n in SMALLER
        ]
        limit, error = extrapolated(found)
        derived = quadratic_factor(energy, r)
        agree &= abs(limit - derived) <= error < 0.02 * derived
        where = "all points" if energy == math.inf else f"$u = {energy:g}$"
        values = ", ".join(f"{value:.5f}" for value in found)
        lines.append(f"{where}, $r = {r:g}$: {values}, limit {limit:.5f} ± {error:.1g}, derived "
                     f"{derived:.5f}")  # fmt: skip
    return agree, (
        f"$p = 3$, $phi = r (a.w)^2$, $N = {', '.join(map(str, SMALLER))}$; "
    ) + "; ".join(lines)


def _poles() -> tuple[bool, str]:
    """Where the addition itself is of order N it has points of its own."""
    energy, r = POLES
    size = SMALLER[0]
    count = count_with_addition(size, 3, [0, 0, r], energy)
    plain = float(p_spin_count(size, 3, energy))
    derived = quadratic_factor(energy, r)
    return count > 10 * derived * plain, (
        f"$p = 3$, $N = {size}$, $phi = {r:g} (a.w)^2$, $u = {energy:g}$: {count:.4g} points are "
        f"expected, {plain:.3g} without addition, and the factor is {derived:.3g}: at $a.w = "
        f"±sqrt(N) phi$ is {r:g} $N$, below $N u$ by itself"
    )


SHARP_TUPLES = Claim(
    id="ga.sharp.tuples",
    title="The sharp count at low energy with additions of reading (a)",
    published="With an addition $phi(a.w)$, $|a| = 1$, $phi$ a polynomial with coefficients of "
    "order one, the expected number of critical points at $u < -E_inf$ with $|a.w| <= log N$ is "
    "the unperturbed one times a deterministic factor.",
    domain=BELOW,
    examinations=(
        proven(
            "densities, shift and determinant lemma",
            "the factor is the mean over a standard normal $mu$ of $|1 + phi''(mu) G| "
            "exp(-phi'(mu)^2/(2p) + u phi(mu) + G (p phi(mu) - mu phi'(mu)))$, $G = (-u - "
            "sqrt(u^2 - E_inf^2))/(2 (p-1))$, where that mean is finite",
            fixed_field.addition_exponent,
            fixed_field.linear_addition,
            corrected="finite for degrees $l = 1$ and $l >= 3$; for $phi = r mu^2$ as long as $(u "
            "+ (p-2) G) r - 2 r^2/p < 1/2$. Elsewhere on the sphere an addition of degree two and "
            "more is of order $N$ or larger, with points of its own: they count where "
            "$Theta_p(u)$ is negative",
        ),
        computed("exact counts with a quadratic addition", lambda: _with_quadratic(QUADRATICS)),
        beside("points of the addition's own", _poles),
    ),
    uses=("ga.model", "ga.determinant", "ga.sharp"),
    source=prose("summary of the paper"),
)

SHARP_TUPLES_ALL = Claim(
    id="ga.sharp.tuples.total",
    title="The total count with additions of reading (a)",
    published="With an addition $phi(a.w)$ as before the expected number of all critical points "
    "with $|a.w| <= log N$ is the unperturbed one times a deterministic factor, $p >= 3$.",
    domain=P_DOMAIN,
    examinations=(
        proven(
            "bounded shifts",
            "the factor is the mean over a standard normal $mu$ of $sqrt(1 + phi''(mu)^2/(p "
            "(p-1))) exp(-phi'(mu)^2/(2p))$; for $phi = r mu^2$ it is $sqrt((1 + 4 r^2/(p "
            "(p-1)))/(1 + 4 r^2/p))$, less than one",
            additions.determinant_of_all,
            additions.exponent_of_all,
            additions.quadratic_of_all,
        ),
        computed(
            "exact counts with a quadratic addition", lambda: _with_quadratic(QUADRATICS_OF_ALL)
        ),
    ),
    uses=("ga.model", "ga.determinant", "ga.sharp.total"),
    source=prose("summary of the paper"),
)

SHARP_POWERS = Claim(
    id="ga.sharp.powers",
    title="The sharp count at low energy with additions of reading (b)",
    published="With an addition $N^(-1/2) (f(w_1) + .. + f(w_N))$, $f$ a polynomial, the expected "
    "number of critical points at $u < -E_inf$ with no large weight, max $|w_i| <= log N$, is the "
    "unperturbed one times a deterministic factor, though the perturbation of the Hessian has "
    "full rank.",
    domain=BELOW,
    examinations=(
        proven(
            "Hermite polynomials",
            "for $f = sum_l gamma_l He_l$, without constant, the log of the factor is the sum "
            "over $l = 1$ and $l >= 3$ of $(gamma_l^2 l!/2) ((u + (p-l) G)^2 - l/p - l (l-1) "
            "G^2)$; $He_2$ adds a constant on the sphere",
            additions.mean_squares,
            additions.hermite_factor,
            additions.linear_sum,
        ),
    ),
    uses=("ga.model", "ga.sharp"),
    source=reading("summary of the paper", "our second reading of the sums of powers"),
)


def _rates() -> tuple[bool, str]:
    """(1/N) log of the ratio at one size and at its double: it halves."""
    lines, agree = [], True
    for energy in (-1.8, math.inf):
        small, large = (math.log(_ratio(size, energy, 2.0)) / size for size in (40, 80))
        agree &= abs(large) < 0.6 * abs(small)
        where = "all points" if energy == math.inf else f"$u = {energy:g}$"
        lines.append(f"{where}: {small:.5f} at $N = 40$, {large:.5f} at $N = 80$")
    strong = [math.log(_ratio(size, math.inf, math.sqrt(size))) / size for size in (40, 80)]
    return agree, (
        "$p = 3$, $h = 2$, $(1/N) log E Crt(h)/E Crt(0)$: " + "; ".join(lines) + "; with $h = "
        f"sqrt(N)$, of the glass's own order, all points: {strong[0]:.5f} and {strong[1]:.5f}"
    )


LEADING = Claim(
    id="ga.leading",
    title="The logarithmic complexity is that of the glass without addition",
    published="With a linear field of order one ($1/N$) log of the expected number below $u < "
    "-E_inf$, and of all, tends to the unperturbed $Theta_p$; so it does with additions of "
    "reading (a), of the points with $|a.w| <= log N$.",
    domain=P_DOMAIN,
    examinations=(
        proven(
            "factors of order one",
            "the ratio to the unperturbed count has a finite, positive limit",
            fixed_field.field_factor,
            fixed_field.field_factor_of_all,
            fixed_field.addition_exponent,
            additions.exponent_of_all,
            corrected="a field of the glass's own order, $h = O(sqrt N)$, changes the exponent, "
            "as the exact counts show",
        ),
        computed("exact counts", _rates),
    ),
    uses=("ga.sharp", "ga.sharp.total", "ga.sharp.tuples", "ga.sharp.tuples.total"),
    source=prose("abstract", also="spin-glass results survive general activations"),
)

CLAIMS = (LEADING, SHARP, SHARP_ALL, SHARP_TUPLES, SHARP_TUPLES_ALL, SHARP_POWERS)
