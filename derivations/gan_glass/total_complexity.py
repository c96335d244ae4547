"""Theta(oo, oo), the exponent of the number of all critical points, in closed form.

By concavity (:mod:`glassproof.derivations.gan_glass.complexity`) it is K + Phi(0, 0). With c =
b1^2/(kappa b^2), the strength of the discriminator's own glass relative to the shared one, let y in
(kappa', 1) be the larger root of (1 + c) y^2 - (1 + 2 c kappa') y + c kappa'^2 = 0, that is c = y(1
- y)/(y - kappa')^2. Everything at the origin is rational in y but for logarithms.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from glassproof.derivations.block_matrix.symbols import b, kappa, kappa_prime
from glassproof.derivations.gan_glass.complexity import couplings
from glassproof.derivations.gan_glass.covariance import gradient_variance_D, gradient_variance_G
from glassproof.derivations.gan_glass.model import MODEL_DOMAIN, m, p, sigma_z
from glassproof.derivations.gan_glass.stirling import K_for
from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, Range

c, y = sp.symbols("c y", positive=True)
h = sp.Symbol("h", positive=True)
"""y = kappa' + kappa h: h in (0, 1) runs over all strengths."""

v_D, v_G = sp.symbols("v_D v_G", positive=True)
g_D, g_G = sp.symbols("g_D g_G", positive=True)

STRENGTH_DOMAIN = Domain(
    {
        **MODEL_DOMAIN.ranges,
        b: Range(0, None, log=True, draw=("1/100", 100)),
        c: Range(0, None, log=True, draw=("1/1000", 1000)),
        h: Range(0, 1, draw=("1/100", "99/100")),
        v_D: Range(0, None, log=True, draw=("1/100", 100)),
        v_G: Range(0, None, log=True, draw=("1/100", 100)),
    }
)
_AT_H = {y: kappa_prime + kappa * h}


def strength(root: sp.Expr) -> sp.Expr:
    """c as a function of the root y."""
    return root * (1 - root) / (root - kappa_prime) ** 2


def larger_root(ratio: sp.Expr) -> sp.Expr:
    """y as a function of c."""
    discriminant = 1 + 4 * ratio * kappa * kappa_prime
    return (1 + 2 * ratio * kappa_prime + sp.sqrt(discriminant)) / (2 * (1 + ratio))


def origin_transforms() -> tuple[sp.Expr, sp.Expr]:
    """(i g_D, i g_G) at x = x1 = 0, positive, in y and b."""
    scale = sp.sqrt(2 / y) / b
    return (y - kappa_prime) / kappa * scale, scale


@cache
def origin_equation() -> Derivation:
    """The block Dyson equation at the origin holds for :func:`origin_transforms`.

    Rows: 1 - i g_D (b^2 i g/2 + b1^2 i g_D/2) and 1 - i g_G b^2 i g/2 with b1^2 = c kappa b^2.
    """
    G_D, G_G = origin_transforms()
    shared = b**2 * (kappa * G_D + kappa_prime * G_G) / 2
    own = strength(y) * kappa * b**2 * G_D / 2
    residual = sp.ImmutableMatrix([1 - G_D * (shared + own), 1 - G_G * shared]).subs(_AT_H)
    zero = sp.ImmutableMatrix([0, 0])
    return Derivation(
        "the Dyson equation at the origin",
        (Step(residual, "insert"), Step(zero, "the root $y$ solves it")),
        STRENGTH_DOMAIN,
    )


@cache
def origin_potential() -> Derivation:
    """Phi(0, 0) = log(b^2 y/2)/2 - kappa log((y - kappa')/kappa) - 1/2.

    The closed form of the log-potential, Re[-kappa log g_D - kappa' log g_G + b^2 g^2/4
    + kappa b1^2 g_D^2/4], at imaginary transforms.
    """
    G_D, G_G = origin_transforms()
    g = kappa * G_D + kappa_prime * G_G
    quadratic = -(b**2) * g**2 / 4 - kappa * strength(y) * kappa * b**2 * G_D**2 / 4
    start = -kappa * sp.log(G_D) - kappa_prime * sp.log(G_G) + quadratic
    value = sp.log(b**2 * y / 2) / 2 - kappa * sp.log((y - kappa_prime) / kappa) - sp.Rational(1, 2)
    steps = (
        Step(start.subs(_AT_H), "insert"),
        Step(value.subs(_AT_H), "the quadratic part is $-1/2$"),
    )
    return Derivation("the log-potential at the origin", steps, STRENGTH_DOMAIN)


def constant() -> sp.Expr:
    """K, the limit of log(K_N)/N, in the gradients' variances v_D and v_G."""
    return K_for(v_D, v_G).result


def _in_y(root: sp.Expr, ratio: sp.Expr) -> sp.Expr:
    """The total complexity in the root y and ratio = b^2/v_D."""
    return (
        sp.log(root) / 2
        - kappa * sp.log(root - kappa_prime)
        + kappa * sp.log(kappa) / 2
        - kappa_prime * sp.log(kappa_prime) / 2
        + kappa * sp.log(ratio) / 2
        + kappa_prime * sp.log((m - 1) / sp.Integer(2)) / 2
    )


def model_strength() -> sp.Expr:
    """c = p(p-1)/(sigma_z^2 m(m-1) 2^(m-2)) of the glass."""
    return p * (p - 1) / (sigma_z**2 * m * (m - 1) * 2 ** (m - 2))


@cache
def total_complexity() -> Derivation:
    """Theta(oo, oo) = log(y)/2 - kappa log(y - kappa') + (kappa/2) log(kappa b^2/v_D)
    + (kappa'/2) log((m-1)/(2 kappa')).

    >>> glass = {p: 3, sp.Symbol("q", integer=True, positive=True): 3, sigma_z: 1}
    >>> total_complexity().result.subs({**glass, kappa: sp.Rational(9, 10)}).evalf(10)
    0.6187414026
    """
    values = {v_D: gradient_variance_D().result, v_G: gradient_variance_G().result}
    potential = origin_potential().result
    squared = couplings()[b] ** 2
    middle = _in_y(_AT_H[y], squared / values[v_D])
    h_of_c = (larger_root(model_strength()) - kappa_prime) / kappa
    return Derivation(
        "the total complexity",
        (
            Step(constant() + potential, "$K$ plus the log-potential at the origin"),
            Step(
                middle,
                "the gradients' variances, and $b^2 = (m - 1) v_G/2$",
                via=lambda e: e.subs(values).subs(b, couplings()[b]),
            ),
            Step(
                _in_y(larger_root(model_strength()), squared / values[v_D]),
                "the root of the glass's own strength $c$",
                via=lambda e: e.subs(h, h_of_c),
            ),
        ),
        STRENGTH_DOMAIN,
    )


@cache
def small_noise_limit() -> Derivation:
    """Theta(oo, oo) -> (kappa/2) log(p-1) + (kappa'/2) log((m-1)/2) as sigma_z -> 0.

    The discriminator's share is the pure p-spin's; the generator's is that of a mixed spin on
    its own sphere with covariance xi(s) = (1 + s)^m, log(xi''(1)/xi'(1))/2. Here c -> oo,
    y -> kappa', and the vanishing (y - kappa')^2 is y(1 - y)/c with c b^2 = p(p-1).
    """
    noisy = (
        sp.log(y) / 2
        + kappa * sp.log(p * (p - 1) / (gradient_variance_D().result * y * (1 - y))) / 2
        + kappa * sp.log(kappa) / 2
        - kappa_prime * sp.log(kappa_prime) / 2
        + kappa_prime * sp.log((m - 1) / sp.Integer(2)) / 2
    )
    limit = kappa * sp.log(p - 1) / 2 + kappa_prime * sp.log((m - 1) / sp.Integer(2)) / 2
    ratio = p * (p - 1) / (gradient_variance_D().result * strength(y))
    return Derivation(
        "the total complexity without noise",
        (
            Step(_in_y(y, ratio).subs(_AT_H), "$b^2 = p(p-1)/c$"),
            Step(noisy.subs(_AT_H), "cancel $(y - kappa')^2$"),
            Step(
                limit,
                "continuity at $sigma_z = 0$, $y = kappa'$",
                via=lambda e: e.subs({sigma_z: 0, h: 0}),
            ),
        ),
        STRENGTH_DOMAIN,
    )


@cache
def large_noise_limit() -> Derivation:
    """Theta(oo, oo) -> log((m-1)/2)/2 - (kappa log kappa + kappa' log kappa')/2 as sigma_z -> oo.

    Both players see one glass of covariance (r + s)^m on a product of spheres; c -> 0, y -> 1.
    """
    entropy = -kappa * sp.log(kappa) - kappa_prime * sp.log(kappa_prime)
    squared = p * (p - 1) / c
    ratio = squared / (p + 2 * squared / (m - 1))
    return Derivation(
        "the total complexity of the noise alone",
        (
            Step(
                _in_y(larger_root(c), ratio),
                "$b^2 = p(p-1)/c$, $v_D = p + v_G$, $v_G = 2 b^2/(m-1)$",
            ),
            Step(
                _in_y(larger_root(c), (p - 1) * (m - 1) / (c * (m - 1) + 2 * (p - 1))),
                "clear the fraction in $b^2/v_D$",
            ),
            Step(
                (entropy + sp.log((m - 1) / sp.Integer(2))) / 2,
                "continuity at $c = 0$",
                via=lambda e: e.subs(c, 0),
            ),
        ),
        STRENGTH_DOMAIN,
    )


@cache
def signed_count() -> Derivation:
    """The real stationary value of the exponent is 0: the sum of the signs of det at all points.

    Without the absolute value the expected determinant counts every critical point with the sign
    of det H; by Poincare and Hopf the sum is, up to sign, the Euler characteristic of the product
    of the two spheres, 4 in even dimensions: its exponent must be 0. It is the value at the real
    stationary point, where
    d = C v, and C - B leaves v_D kappa^2 g_D^2/4 + v_G kappa'^2 g_G^2/4 - kappa log g_D
    - kappa' log g_G - 1: an independent check of K and of every variance at once.
    """
    action = (v_D * kappa**2 * g_D**2 + v_G * kappa_prime**2 * g_G**2) / 4 - 1
    action += -kappa * sp.log(g_D) - kappa_prime * sp.log(g_G)
    saddle = {g_D: sp.sqrt(2 / (kappa * v_D)), g_G: sp.sqrt(2 / (kappa_prime * v_G))}
    return Derivation(
        "the exponent of the signed count",
        (
            Step(constant() + action, "$K$ plus the exponent at real transforms"),
            Step(sp.Integer(0), "at its stationary point", via=lambda e: e.subs(saddle)),
        ),
        STRENGTH_DOMAIN,
    )
