"""The support of the limiting spectrum: its edges, its number of components, the transition.

Outside the support the block Stieltjes transforms are real, and one of them, y = g_D, parametrises
everything rationally: g_G = y/q(y) and z = Z(y). With alpha = b1^2/2, beta = (kappa b^2 + b1^2)/2,
A = kappa' b^2/2, w = y^2, f(y) = 1/y + alpha y and R(y)^2 = A (1 - alpha w)/(1 - beta w),

    q(y)/y = f(y) - x1,    -y^2 Z'(y) = det(1 - diag(g^2) S) = C(y)/q(y)^2,
    C(y) = q^2 (1 - beta w) - A w (1 - alpha w) = w (1 - beta w) ((f - x1)^2 - R^2).

*Criterion.* A real z lies outside the support if and only if a real solution there is stable, that
is diag(g^2) S has Perron eigenvalue < 1. (Stable: then g' = -(1 - diag(g^2) S)^(-1) g^2 < 0 in
both blocks, so the solution continues to Im g < 0 above the real line and is the physical one.
Conversely, outside the support -g_a' = int rho_a/(z - l)^2 > 0 and (1 - diag(g^2) S)(-g') = g^2 >
0, which bounds the Perron eigenvalue below 1.) For two blocks this says beta w < 1 and Z'(y) < 0,
that is beta w < 1 and |f - x1| > R. At an edge the Perron eigenvalue is 1. So the **true edges are
exactly Z(y) at the real roots y of C with beta y^2 < 1**; other real roots of C, and of the
discriminant, are spurious.

*Components.* For y > 0, beta w < 1: f decreases (alpha < beta) from infinity and R increases to
infinity; log R is convex in w (:func:`convexity`), so R is convex in y, as f is. Hence f - x1 > R
on one interval (0, y_+): the axis above the support. And f - x1 < -R, that is h = f + R < x1, on
the level set of a strictly convex function: empty or one interval, a gap. For y < 0 the same holds
with x1 replaced by -x1. With x1* = min h: the support is one interval if |x1| <= x1* and two if
|x1| > x1*; all edges are simple roots of C unless |x1| = x1*.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from glassproof.derivations.block_matrix.resolvent import (
    VARIANCES,
    dyson_residuals,
    g_D,
    g_G,
    self_energy,
)
from glassproof.derivations.block_matrix.symbols import (
    SPECTRUM_DOMAIN,
    b,
    b1,
    kappa,
    kappa_prime,
    x1,
)
from glassproof.derivations.proof.derivation import Derivation, Step

y = sp.Symbol("y")
w, alpha, beta, gamma = sp.symbols("w alpha beta gamma", positive=True)

ALPHA = b1**2 / 2
BETA = (kappa * b**2 + b1**2) / 2
GAMMA = sp.cbrt(kappa**2 * kappa_prime) * b**2 / 2
_A = kappa_prime * b**2 / 2
_Q = b1**2 * y**2 / 2 - x1 * y + 1


@cache
def parametrisation() -> Derivation:
    """z = Z(y) = q/y + kappa b^2 y/2 + kappa' b^2 y/(2 q), q = b1^2 y^2/2 - x1 y + 1, y = g_D.

    >>> parametrisation().result.subs({b: 2, b1: 1, kappa: sp.Rational(1, 2), x1: 0, y: 1})
    19/6
    """
    z = dyson_residuals()[1] + 1 / g_G + self_energy().result[1]
    return Derivation(
        "The spectral parameter as a function of $y = g_D$",
        (
            Step(dyson_residuals(), "the Dyson equations"),
            Step(
                x1 - b1**2 * y / 2 - 1 / y + 1 / g_G,
                "subtract them, $y = g_D$: the common self-energy and $z$ drop out",
                via=lambda e: (e[0] - e[1]).subs(g_D, y),
            ),
            Step(y / _Q, "solve for $g_G$", via=lambda e: sp.solve(e, g_G)[0]),
            Step(
                _Q / y + kappa * b**2 * y / 2 + kappa_prime * b**2 * y / (2 * _Q),
                "solve the $G$ equation for $z$",
                via=lambda e: (z - dyson_residuals()[1]).subs({g_G: e, g_D: y}),
            ),
        ),
        SPECTRUM_DOMAIN,
    )


@cache
def critical_polynomial() -> Derivation:
    """C(y) = q^2 (1 - beta y^2) - A y^2 (1 - alpha y^2) with Z'(y) = -C(y)/(y^2 q^2): degree 6.

    >>> sp.degree(critical_polynomial().result, y)
    6
    """
    C = _Q**2 * (1 - BETA * y**2) - _A * y**2 * (1 - ALPHA * y**2)
    return Derivation(
        "The critical polynomial",
        (
            Step(parametrisation().result, "$Z(y)$"),
            Step(-C / (y * _Q) ** 2, "differentiate", via=lambda e: sp.diff(e, y)),
            Step(C, "multiply by $-y^2 q^2$", via=lambda e: -e * (y * _Q) ** 2),
        ),
        SPECTRUM_DOMAIN,
    )


@cache
def stability() -> Derivation:
    """det(1 - diag(g^2) S) = -y^2 Z'(y): stable real solutions are those with Z' < 0.

    A 2 x 2 matrix with non-negative S has Perron eigenvalue < 1 if and only if 1 - S_DD g_D^2 > 0
    and this determinant is positive.

    >>> stability().proofs
    ('given', 'symbolic', 'symbolic')
    """
    derivative = sp.diff(parametrisation().result, y)
    determinant = (sp.eye(2) - sp.diag(g_D**2, g_G**2) * VARIANCES).det()
    return Derivation(
        "Stability of a real solution",
        (
            Step(determinant, "the determinant of $1 - diag(g^2) S$"),
            Step(
                critical_polynomial().result / _Q**2,
                "$g_D = y$, $g_G = y/q(y)$",
                via=lambda e: e.subs({g_D: y, g_G: y / _Q}),
            ),
            Step(-(y**2) * derivative, "by the critical polynomial"),
        ),
        SPECTRUM_DOMAIN,
    )


@cache
def convexity() -> Derivation:
    """(log R)'' in w = y^2 is positive where beta w < 1, alpha < beta: R is convex in y.

    R increases in w and is log-convex, hence convex, in w; w = y^2 is convex in y.

    >>> convexity().proofs
    ('given', 'symbolic', 'symbolic')
    """
    return Derivation(
        "Convexity of $R$",
        (
            Step(sp.log(1 - alpha * w) / 2 - sp.log(1 - beta * w) / 2, "$log R$ up to a constant"),
            Step(
                (beta - alpha) / (2 * (1 - alpha * w) * (1 - beta * w)),
                "its derivative, positive",
                via=lambda e: sp.diff(e, w),
            ),
            Step(
                (beta - alpha)
                * (alpha * (1 - beta * w) + beta * (1 - alpha * w))
                / (2 * (1 - alpha * w) ** 2 * (1 - beta * w) ** 2),
                "its second derivative, positive",
                via=lambda e: sp.diff(e, w),
            ),
        ),
        SPECTRUM_DOMAIN,
    )


@cache
def transition() -> Derivation:
    """x1*, the |x1| beyond which the support has two components: min over y of f + R, closed form.

    w* = 2/(s + sqrt(s^2 - 4 alpha beta)), s = alpha + beta + gamma,
    gamma = (kappa^2 kappa')^(1/3) b^2/2, and
    x1* = (1 + alpha w*)/sqrt(w*) + sqrt(kappa' b^2 (1 - alpha w*)/(2 (1 - beta w*))).
    As b1 -> 0, x1* -> b (kappa^(1/3) + kappa'^(1/3))^(3/2)/sqrt(2), Pastur's transition for two
    point masses.

    >>> value = {kappa: sp.Rational(1, 2), b: 1, b1: sp.Rational(1, 10**9)}
    >>> abs(transition().result.subs(value).evalf(30) - sp.sqrt(2)) < 1e-15
    True
    """
    root = sp.symbols("y", positive=True)
    slope = -(1 - alpha * w) / w
    A = gamma**3 / (beta - alpha) ** 2
    square = A * (1 - alpha * w) / (1 - beta * w)
    quadratic = alpha * beta * w**2 - (alpha + beta + gamma) * w + 1
    pair = (1 - alpha * w) * (1 - beta * w)
    rest = pair**2 + pair * gamma * w + (gamma * w) ** 2
    s = alpha + beta + gamma
    closed = 2 / (s + sp.sqrt(s**2 - 4 * alpha * beta))
    values = {alpha: ALPHA, beta: BETA, gamma: GAMMA}

    def point(where: sp.Expr) -> sp.Expr:
        radius = sp.sqrt(_A * (1 - ALPHA * where) / (1 - BETA * where))
        return (1 + ALPHA * where) / sp.sqrt(where) + radius

    return Derivation(
        "The transition between one and two components",
        (
            Step(
                (slope**2 * square).subs(w, root**2)
                - (sp.diff(square.subs(w, root**2), root) / 2) ** 2,
                "$h = f + R$ is least where $f' = -R'$, so $(f' R)^2 = (R R')^2$",
                r"A = \gamma^3/(\beta-\alpha)^2",
            ),
            Step(
                A * quadratic * rest / (w**2 * (1 - beta * w) ** 4),
                "a difference of cubes of $(1 - alpha w)(1 - beta w)$ and $gamma w$",
                via=lambda e: e.subs(root, sp.sqrt(w)),
            ),
            Step(
                quadratic,
                "drop the factors without zeros for $0 < beta w < 1$",
                via=lambda e: e * w**2 * (1 - beta * w) ** 4 / (A * rest),
            ),
            Step(
                sp.Matrix([closed, 0]),
                "its smaller root: the quadratic is 1 at 0 and $-gamma/beta$ at $w = 1/beta$",
                via=lambda e: sp.Matrix([closed, e.subs(w, closed)]),
            ),
            Step(
                point(closed.subs(values)),
                "$x1^* = f + R$ there",
                via=lambda e: point(e[0].subs(values)),
            ),
        ),
        SPECTRUM_DOMAIN,
    )


@cache
def cusp() -> Derivation:
    """At |x1| = x1* the root y of C is double and not triple: the density has exponent 1/3 there.

    The result is (F, F', F''/2) at the minimum of h = f + R, where F = (x1 - f)^2 - R^2 is
    C/(w (1 - beta w)), in terms of the values and derivatives f0, f1, f2, R0, R1, R2. As f'' > 0
    and R'' > 0, F'' < 0: Z' has a double zero, Z = z0 + Z'''/6 (y - y0)^3 + ..., so that Im y and
    with it the density grow as |z - z0|^(1/3) on both sides. At all other edges Z' has a simple
    zero (h crosses its level transversally, being strictly convex; f - R is strictly monotonic),
    and the density grows as |z - z0|^(1/2).

    >>> cusp().result[:2]
    [0, 0]
    """
    delta, f0, f2, R0, R1, R2 = sp.symbols("delta f0 f2 R0 R1 R2")
    f1 = sp.Symbol("f1")
    f = f0 + f1 * delta + f2 * delta**2 / 2
    R = R0 + R1 * delta + R2 * delta**2 / 2
    at_minimum = {x1: f0 + R0, f1: -R1}
    return Derivation(
        "The cusp",
        (
            Step((x1 - f) ** 2 - R**2, "$F$ near the minimum of $f + R$, $y = y0 + delta$"),
            Step(
                sp.Matrix([0, 0, -R0 * (f2 + R2)]),
                "its Taylor coefficients where $x1 = f0 + R0$ and $f1 = -R1$",
                via=lambda e: sp.Matrix(
                    [sp.expand(e.subs(at_minimum)).coeff(delta, k) for k in range(3)]
                ),
            ),
        ),
        SPECTRUM_DOMAIN,
    )
