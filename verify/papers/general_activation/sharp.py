"""Sharp counts and exponents with additions, and the exact counts that decide them."""

from __future__ import annotations

import math

from glassproof.derivations.p_spin import exact_count, fixed_field
from glassproof.derivations.p_spin.exact_count import h
from glassproof.derivations.p_spin.fixed_field import BELOW
from glassproof.derivations.p_spin.model import P_DOMAIN, k, p, u
from glassproof.numerics.p_spin.expected_count import p_spin_count
from glassproof.verify.claims.claim import Claim
from glassproof.verify.papers.general_activation.nature import counted
from glassproof.verify.papers.general_activation.paper import prose
from glassproof.verify.papers.general_activation.statements import (
    computed,
    extrapolated,
    proven,
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
    uses=("ga.model", "ga.rank", "ga.sharp"),
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

CLAIMS = (LEADING, SHARP, SHARP_ALL, SHARP_TUPLES)
