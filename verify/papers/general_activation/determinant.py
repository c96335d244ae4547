"""The determinant of a Gaussian matrix with a perturbation of finite rank, by two routes."""

from __future__ import annotations

import math

from glassproof.derivations.ensembles import finite_rank
from glassproof.derivations.p_spin.model import P_DOMAIN
from glassproof.numerics.ensembles.finite_rank import log_mean_determinant, modulus_ratio
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.statements import computed, proven
from glassproof.verify.papers.general_activation.nature import sampled_determinant
from glassproof.verify.papers.general_activation.paper import prose
from glassproof.verify.papers.general_activation.statements import extrapolated

SIZES = (50, 100, 200)
SHIFTS = (0.0, 0.7, 1.2)
"""x/sqrt(N) inside the spectrum, whose edges are ±sqrt 2."""
STRENGTHS = (0.5, -1.0)
"""Strengths over sqrt(N)."""
BEYOND, PAIR = 1.8, (1.0, 0.4)
"""A shift beyond the edge, and two strengths at once."""


def inside(shift: float, strength: float) -> float:
    """The derived factor of one eigenvalue inside the spectrum."""
    squared = finite_rank.by_resolvents().result
    return math.sqrt(squared.subs({finite_rank.s: strength, finite_rank.shift: shift}))


def _modulus() -> tuple[bool, str]:
    """Exact ratios at three sizes, extrapolated, against the derived factor."""
    lines, agree = [], True
    for shift in SHIFTS:
        for strength in STRENGTHS:
            found = [
                float(modulus_ratio(n, shift * math.sqrt(n), strength * math.sqrt(n)))
                for n in SIZES
            ]
            limit, error = extrapolated(found)
            derived = inside(shift, strength)
            agree &= abs(limit - derived) <= error < 0.02 * derived
            lines.append(f"$x = {shift:g}$, $s = {strength:g}$: limit {limit:.5f} ± {error:.1g}, "
                         f"derived {derived:.5f}")  # fmt: skip
    sizes = ", ".join(map(str, SIZES))
    return agree, (
        f"rank one, exact ratios of $E|det|$ at $N = {sizes}$, $x$ and $s$ in units of "
        "$sqrt(N)$: " + "; ".join(lines)
    )


def _beyond() -> tuple[bool, str]:
    """Rank two beyond the edge, by Hermite's integral at finite N."""
    root = math.sqrt(BEYOND**2 - 2)
    derived = math.prod(1 + s * (BEYOND - root) for s in PAIR)
    found = []
    for n in SIZES:
        plain = [BEYOND * math.sqrt(n)] * n
        moved = [value + s * math.sqrt(n) for value, s in zip(plain, PAIR, strict=False)]
        logs = log_mean_determinant([*moved, *plain[len(PAIR) :]]), log_mean_determinant(plain)
        found.append(math.exp(logs[0] - logs[1]))
    limit, error = extrapolated(found)
    values = ", ".join(f"{value:.5f}" for value in found)
    return abs(limit - derived) <= error < 0.02 * derived, (
        f"rank two, $s = {PAIR[0]:g}$ and {PAIR[1]:g} at $x = -{BEYOND:g}$, exact ratios of $E$ "
        f"det at $N = {', '.join(map(str, SIZES))}$: {values}, limit {limit:.5f} ± {error:.1g}, "
        f"derived {derived:.5f}"
    )


DETERMINANT = Claim(
    id="ga.determinant",
    title="The mean determinant with a perturbation of low rank",
    published="A deterministic perturbation $S$ of fixed rank multiplies $E|det(M - x)|$, $M$ a "
    "Gaussian orthogonal matrix and $x$ in the scale of its spectrum, by a deterministic factor "
    "of order one.",
    domain=P_DOMAIN,
    examinations=(
        proven(
            "supersymmetry",
            "$S$ is a block of vanishing share in the averaged action: saddle points stay where "
            "they are, and each eigenvalue $s$ of $S$ contributes $|1 - s g(x)|$, $g$ the "
            "Stieltjes transform of the semicircle or its boundary value. For $M$ of $N$ rows "
            "with off-diagonal variance 1/2, $x$ and $s$ in units of $sqrt(N)$, that is $sqrt(1 - "
            "2 s x + 2 s^2)$ inside the spectrum",
            finite_rank.share_of_the_perturbation,
            finite_rank.saddle_points,
            finite_rank.by_saddle_points,
        ),
        proven(
            "resolvents",
            "beyond the edge by the determinant lemma; inside, the inverse of a resolvent's entry "
            "has a Cauchy law, which the overlaps of eigenvectors make $c^(-3/2)$ times the "
            "factor, $c = s^2 - s x + 1/2$",
            finite_rank.overlap_exponent,
            finite_rank.inverse_transform,
            finite_rank.by_resolvents,
            finite_rank.minor_weight,
        ),
        computed("exact means of the modulus", _modulus),
        computed("exact means beyond the edge", _beyond),
    ),
    nature=(sampled_determinant(3, 0.5, 1.5), sampled_determinant(4, 1.0, -2.0)),
    source=prose(
        "summary of the paper",
        also="the supersymmetric calculation of a determinant with a low-rank perturbation",
    ),
)

CLAIMS = (DETERMINANT,)
