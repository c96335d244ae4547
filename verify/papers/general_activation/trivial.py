"""A random linear field of the glass's own order: how the landscape becomes trivial."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import pairwise

import sympy as sp

from glassproof.derivations.p_spin import exact_count, trivialisation
from glassproof.derivations.p_spin.exact_count import COUNT_DOMAIN, N, rho, sigma, x
from glassproof.derivations.p_spin.model import P_DOMAIN, p
from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.numerics.p_spin.expected_count import p_spin_count
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.statements import computed, proven
from glassproof.verify.papers.general_activation.nature import counted, integrated
from glassproof.verify.papers.general_activation.paper import FYODOROV, cited
from glassproof.verify.papers.general_activation.statements import extrapolated

_FIRST, _SECOND = p + sigma**2, p * (p - 1)

IDENTITY = Claim(
    id="ga.trivial.identity",
    title="The exact count with a random field, per unit of $x$",
    published=2 * sp.sqrt(2 * _SECOND / (p**2 + sigma**2)) * (_SECOND / _FIRST) ** ((N - 1) / 2)
    * sp.exp(-(p**2 - 2 * p - sigma**2) * x**2 / (2 * (p**2 + sigma**2))) * rho,
    derived=exact_count.with_random_field,
    domain=COUNT_DOMAIN,
    nature=(
        counted(2, 3, predict=integrated, random_field=1),
        counted(3, 3, predict=integrated, random_field=1),
        counted(3, 3, predict=integrated, random_field=3),
    ),
    source=cited("the Kac-Rice formula", FYODOROV, also="our form, by the one-point function"),
)  # fmt: skip


def threshold() -> Derivation:
    """f''(1) = f'(1) at sigma^2 = p (p - 2)."""
    return Derivation(
        "threshold of the random field",
        (
            Step(
                exact_count.hessian_variance().result - exact_count.gradient_variance().result,
                "$f''(1) - f'(1)$ of $q^p + sigma^2 q$",
            ),
            Step(p * (p - 2) - sigma**2, "collect: it changes its sign at $sigma^2 = p (p - 2)$"),
        ),
        COUNT_DOMAIN,
    )


def _beyond() -> tuple[bool, str]:
    """The excess over two beyond the threshold falls at each doubling of N."""
    lines, agree = [], True
    for field in (2, 3):
        found = [float(p_spin_count(n, 3, random_field=field, digits=15) - 2) for n in SIZES]
        agree &= all(0 < later < before for before, later in pairwise(found))
        values = ", ".join(f"{value:.3g}" for value in found)
        lines.append(f"$sigma = {field}$: {values}")
    return agree, (f"$p = 3$, $E Crt - 2$ at $N = {', '.join(map(str, SIZES))}$: ") + "; ".join(
        lines
    )


SIZES = (25, 50, 100, 200)

THRESHOLD = Claim(
    id="ga.trivial",
    title="Beyond a threshold the landscape has two critical points",
    published="With a random linear field of variance $sigma^2$ a component the expected number "
    "of critical points tends to 2 for $sigma^2 > p (p - 2)$, and grows exponentially for "
    "$sigma^2 < p (p - 2)$.",
    domain=P_DOMAIN,
    examinations=(
        proven(
            "Laplace beyond the edges",
            "for $f''(1) < f'(1)$ the integral over the shift comes from $x = ±sqrt(N) "
            "(1+t)/sqrt(2t)$, $t = f''/f'$, and tends to 2; the sign changes at $sigma^2 = p (p - "
            "2)$",
            threshold,
            trivialisation.by_ratio,
            trivialisation.two_points,
            trivialisation.before_the_threshold,
        ),
        computed("exact counts beyond the threshold", _beyond),
    ),
    nature=(counted(2, 3, random_field=4), counted(3, 3, random_field=5)),
    uses=("ga.trivial.identity",),
    source=cited("abstract", FYODOROV),
)


def _at_threshold() -> tuple[bool, str]:
    """2N at sigma^2 = 3, p = 3: sigma is irrational, and rounded to 40 digits."""
    root = Fraction(math.isqrt(3 * 10**80), 10**40)
    gaps = [abs(p_spin_count(n, 3, random_field=root, digits=20) - 2 * n) for n in SIZES]
    agree = all(gap < 1e-15 for gap in gaps)
    return (
        agree,
        f"$p = 3$, $sigma^2 = 3$ to 40 digits: $|E Crt - 2N| < 1e-15$ at $N = {SIZES}$",
    )


AT_THRESHOLD = Claim(
    id="ga.trivial.at-threshold",
    title="The count at the threshold",
    published="At $sigma^2 = p (p - 2)$ the expected number of critical points is $2N$, at every "
    "$N$.",
    domain=P_DOMAIN,
    examinations=(
        proven(
            "a constant integrand",
            "at $f'' = f'$ the exact density of shifts is twice the one-point function",
            threshold,
            trivialisation.at_the_threshold,
        ),
        computed("exact counts", _at_threshold),
    ),
    uses=("ga.trivial.identity",),
    source=cited("our question at the threshold of its abstract", FYODOROV),
)


def _before() -> tuple[bool, str]:
    """The exact count over the derived asymptotics, and its limit by 1/N and 1/N^2."""
    lines, agree = [], True
    for field in (Fraction(1, 2), Fraction(1)):
        ratio = 6 / (3 + sp.Rational(field.numerator, field.denominator) ** 2)
        sharp = trivialisation.before_the_threshold().result.subs(trivialisation.t, ratio)
        found = [
            float(p_spin_count(n, 3, random_field=field, digits=12)) / float(sharp.subs(N, n))
            for n in SIZES
        ]
        limit, error = extrapolated(found)
        agree &= abs(limit - 1) <= error < 0.01
        values = ", ".join(f"{value:.5f}" for value in found)
        lines.append(f"$sigma = {float(field):g}$: {values}, limit {limit:.5f} ± {error:.1g}")
    return agree, (
        f"$p = 3$, exact over derived at $N = {', '.join(map(str, SIZES))}$: "
    ) + "; ".join(lines)


BEFORE = Claim(
    id="ga.trivial.rate",
    title="The exponential rate before the threshold",
    published="For $sigma^2 < p (p - 2)$ the expected number grows like $exp(N c)$ times a power "
    "of $N$, $c = (1/2) log(p (p-1)/(p + sigma^2))$.",
    domain=P_DOMAIN,
    examinations=(
        proven(
            "Laplace at the semicircle's top",
            "it is asymptotically $4 sqrt(2N/(pi (t-1))) t^(N/2)$, $t = p (p-1)/(p + sigma^2)$",
            trivialisation.before_the_threshold,
        ),
        computed("exact counts at growing N", _before),
    ),
    uses=("ga.trivial.identity",),
    source=cited("abstract", FYODOROV),
)

CLAIMS = (IDENTITY, THRESHOLD, AT_THRESHOLD, BEFORE)
