"""Bands of critical points of low index, and when an addition leaves the index."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import pairwise

import sympy as sp

from glassproof.derivations.p_spin import beyond_the_edge, complexity, fixed_field
from glassproof.derivations.p_spin.fixed_field import BELOW, G
from glassproof.derivations.p_spin.model import E_inf, k, p, u
from glassproof.derivations.proof.balls import enclose
from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, Range
from glassproof.numerics.p_spin.expected_count import p_spin_count
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.statements import computed, proven
from glassproof.verify.papers.general_activation.additions import hessian_of_tuples
from glassproof.verify.papers.general_activation.paper import prose


def cost_is_positive() -> Derivation:
    """Theta_k - Theta_(k+1) = I_1: zero at the threshold, and growing below it."""
    s = sp.Symbol("s", positive=True)
    return Derivation(
        "cost of one more negative eigenvalue",
        (
            Step(
                complexity.complexity_of_index().result
                - complexity.complexity_of_index().result.subs(k, k + 1),
                "$Theta_k - Theta_(k+1)$",
            ),
            Step(complexity.rate_function().result, "the rate function"),
            Step(
                sp.cosh(s) * sp.sinh(s) - s,
                "$u = -E_inf cosh(s)$: zero at $s = 0$",
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
    values = ", ".join(f"$E_{index} = {float(value):.6f}$" for index, value in enumerate(found))
    return ordered, f"$p = 3$: {values}, $E_inf = {float(E_inf.subs(p, 3)):.6f}$"


def _shares() -> tuple[bool, str]:
    """Exact numbers of index 0 and 1 below u = -1.75, with and without field."""
    lines, agree = [], True
    for size in (8, 16, 24):
        minima, saddles = (p_spin_count(size, 3, -1.75, index=k, digits=8) for k in (0, 1))
        agree &= bool(saddles < minima)
        lines.append(f"$N = {size}$: {float(minima):.4g} minima, {float(saddles / minima):.4g} "
                     "points of index 1 to each")  # fmt: skip
    return agree, "$p = 3$, below $u = -1.75$, exactly: " + "; ".join(lines)


BANDED = Claim(
    id="ga.banded",
    title="Critical points of low index lie in bands",
    published="At $u < -E_inf$ the complexity falls with the index, $Theta_k > Theta_(k+1)$, so "
    "that the energies $-E_k$ where it vanishes are ordered, $E_0 > E_1 > .. > E_inf$: below "
    "$-E_k$ points of index $k$ and more are exponentially rare. A linear field of order one "
    "leaves this as it is.",
    domain=BELOW,
    examinations=(
        proven(
            "cost of one more negative eigenvalue",
            "$Theta_k - Theta_(k+1) = I_1(u) > 0$; a linear field multiplies the number of index "
            "$k$ by $exp((h^2/2) (A_k^2 - 1/p))$, $A_k = (-u + (k+1) sqrt(u^2 - E_inf^2))/2$",
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
            Step(
                1 + y * G,
                "$det(A + phi'' a a^T)/det A$, where $a^T A^(-1) a$ tends to $G > 0$",
            ),
            Step(sp.Integer(0), "$phi'' = -1/G$", via=lambda e: e.subs(y, -1 / G)),
        ),
        Domain({**BELOW.ranges, y: Range(None, None)}, (u < -E_inf,)),
    )


INDEX = Claim(
    id="ga.banded.index",
    title="When an addition leaves the index",
    published="An addition of reading (a) changes the index of a critical point by at most one, "
    "and leaves it where $phi''(a.w) > -1/G$.",
    domain=BELOW,
    examinations=(
        proven(
            "rank one and the determinant lemma",
            "by interlacing a perturbation of rank one moves at most one eigenvalue through zero; "
            "for minima it does so at $phi'' = -1/G = -(p/2) (-u + sqrt(u^2 - E_inf^2))$",
            hessian_of_tuples,
            least_bend,
        ),
    ),
    uses=("ga.rank",),
    source=prose("summary of the paper", also="index preserved under constraints on the Hessian"),
)

CLAIMS = (BANDED, INDEX)
