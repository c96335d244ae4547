"""The exponent Theta of the expected number of critical points: concave, and closed at the top.

Per sqrt(N) the Gaussians are alpha = ell_D, G = ell_G, delta = R_D - R_G, independent, with
variances 1, 2^m, m 2^m. The diagonal shifts of the two blocks are d_D = x + x1, d_G = x, and

    Theta(u_D, u_G) = K + sup { -alpha^2/2 - G^2/(2 2^m) - delta^2/(2 m 2^m) + Phi(x, x1) }
    over alpha - sigma_z G <= u_D, sigma_z G <= u_G.

Theorem. For all p >= 2, q >= 1, sigma_z > 0, 0 < kappa < 1 the exponent is strictly concave in
(alpha, G, delta). Hence Theta has one maximiser for any bounds, it is jointly concave in (u_D,
u_G), and Theta(oo, oo) is the value at the origin, which :func:`total_complexity` gives in closed
form. The index-resolved Theta is a supremum of the same function less the convex costs of
:mod:`glassproof.derivations.gan_glass.large_deviations` over two half planes more, so it is concave
as well.

Proof. Let v = (kappa g_D, kappa' g_G), B the matrix :func:`coupling`, C the covariance of the
shifts. The block Dyson equation is kappa_i/v_i = d_i - (B v)_i; the gradient of Phi in d is Re v,
its Hessian Re (B - Q)^(-1), Q = diag(kappa_i/v_i^2). It is to be shown smaller than C^(-1).
(1) C = B + V with V = diag(v_D, v_G)/2, half the gradients' variances: :func:`curvature`.
(2) In the bulk let w = -Im v > 0. Imaginary parts of the Dyson equation give abs(Q) w = B w, so
    T = abs(Q)^(-1/2) B abs(Q)^(-1/2), which is positive semidefinite, has norm 1 (Perron).
    V w < B w in each entry (:func:`margin`), so W = abs(Q)^(-1/2) V abs(Q)^(-1/2) < 1.
(3) With U = Q/abs(Q), unitary: Re (T - U)^(-1) <= (1 + T)^(-1), because by :func:`congruence`
    (T - U)((1 + T)^(-1) - Re (T - U)^(-1))(T - U)^* = (1 + U)((1 + T)^(-1) - 1/2)(1 + U)^* >= 0.
    And (1 + T)^(-1) < (W + T)^(-1) = abs(Q)^(1/2) C^(-1) abs(Q)^(1/2).
(4) Outside the support v is real and stable, B < Q, so the Hessian of Phi is negative.
(5) These bounds are locally uniform up to the edges, and grad Phi is continuous across them: the
    gradient of the exponent is strictly monotone along every line.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from glassproof.derivations.block_matrix.symbols import b, b1, kappa, kappa_prime, x, x1
from glassproof.derivations.gan_glass import kac_rice
from glassproof.derivations.gan_glass.covariance import (
    R_D,
    R_G,
    gradient_variance_D,
    gradient_variance_G,
)
from glassproof.derivations.gan_glass.model import MODEL_DOMAIN, ell_D, ell_G, m, p, sigma_z
from glassproof.derivations.gaussian_fields.differentiation import covariance_matrix
from glassproof.derivations.gaussian_fields.gaussian_laws import combined
from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, Range

alpha, G, delta = sp.symbols("alpha G delta", real=True)
g_D, g_G = sp.symbols("g_D g_G", real=True)
"""(Real parts of) the block Stieltjes transforms."""
w_D, w_G = sp.symbols("w_D w_G", positive=True)

_SHARES = sp.diag(kappa, kappa_prime)


def couplings() -> dict[sp.Symbol, sp.Expr]:
    """The model's b and b1.

    >>> couplings()[b1]
    sqrt(kappa)*sqrt(p)*sqrt(p - 1)
    """
    return {b: kac_rice.b().result, b1: kac_rice.b1().result}


@cache
def coordinates() -> Derivation:
    """Covariance of (ell_D, ell_G, R_D - R_G): diagonal, with entries 1, 2^m, m 2^m.

    >>> coordinates().result.diagonal()[2]
    2**(p + q)*(p + q)
    """
    start = covariance_matrix([ell_D, ell_G, R_D, R_G])
    rows = sp.Matrix([[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, -1]])
    return Derivation(
        "independent coordinates",
        (
            Step(start, "covariance of $ell_D$, $ell_G$, $R_D$, $R_G$"),
            combined(
                rows, start, "by Euler's relation R_D + R_G = m ell_G three suffice", by=sigma_z
            ),
        ),
        MODEL_DOMAIN,
    )


def shift_map() -> sp.ImmutableMatrix:
    """Rows d_D = x + x1 and d_G = x as linear forms in (alpha, G, delta)."""
    rows = [[-2 * p, m * sigma_z, sigma_z], [0, m * sigma_z, -sigma_z]]
    return sp.ImmutableMatrix(rows) / sp.sqrt(8)


@cache
def shift_covariance() -> Derivation:
    """C, N times the covariance of (x + x1, x).

    >>> shift_covariance().result[1, 1]
    2**(p + q)*sigma_z**2*(p + q)*(p + q + 1)/8
    """
    start = coordinates().result
    return Derivation(
        "covariance of the shifts",
        (
            Step(start, "covariance of the coordinates"),
            combined(shift_map(), start, "x + x1 and x are linear in them", by=sigma_z),
        ),
        MODEL_DOMAIN,
    )


def coupling() -> sp.ImmutableMatrix:
    """B: the Dyson equation is kappa_i/v_i = d_i - (B v)_i, v = (kappa g_D, kappa' g_G)."""
    shared = b**2 / 2
    return sp.ImmutableMatrix([[shared + b1**2 / (2 * kappa), shared], [shared, shared]])


@cache
def curvature() -> Derivation:
    """C - B = diag(v_D, v_G)/2: what the shifts vary more than the spectrum does.

    >>> curvature().result[0, 1]
    0
    """
    variances = sp.diag(gradient_variance_D().result, gradient_variance_G().result)
    return Derivation(
        "the shifts' covariance exceeds the coupling by half the gradients' variances",
        (
            Step(shift_covariance().result - coupling(), "$C - B$"),
            Step(
                (variances / 2).as_immutable(),
                "insert $b$ and $b1$",
                via=lambda e: e.subs(couplings()),
            ),
        ),
        MODEL_DOMAIN,
    )


@cache
def margin() -> Derivation:
    """(B - V) w for w > 0, collected: positive, as p >= 2 and m >= 3.

    The generator's entry is sigma_z^2 m 2^(m-3) ((m - 1) w_D + (m - 3) w_G).
    """
    w = sp.Matrix([w_D, w_G])
    glass = sigma_z**2 * m * 2**m / 8
    entries = [
        p * (p - 2) * w_D / 2 + glass * ((m - 3) * w_D + (m - 1) * w_G),
        glass * ((m - 1) * w_D + (m - 3) * w_G),
    ]
    start = ((coupling().subs(couplings()) - curvature().result) * w).as_immutable()
    reason = "collect: no coefficient is negative"
    steps = (Step(start, "$(B - V) w$"), Step(sp.ImmutableMatrix(entries), reason))
    return Derivation("the coupling outweighs the excess", steps, MODEL_DOMAIN)


@cache
def concavity() -> Derivation:
    """Step (3) of the proof: a congruence that shows Re (T - U)^(-1) <= (1 + T)^(-1).

    T is symmetric with 0 <= T <= 1, U diagonal and unitary, U^* = U^(-1). Multiplied by T - U from
    the left and by its adjoint from the right, the difference becomes
    (1 + U)((1 + T)^(-1) - 1/2)(1 + U)^*, and (1 + T)^(-1) >= 1/2.
    """
    t11, t12, t22, U1, U2 = sp.symbols("t11 t12 t22 U1 U2", positive=True)
    one, T, U = sp.eye(2), sp.Matrix([[t11, t12], [t12, t22]]), sp.diag(U1, U2)
    adjoint = U.inv()
    inverse = (one + T).inv()
    congruent = (T - U) * inverse * (T - adjoint) - (T - (U + adjoint) / 2)
    sandwich = (one + U) * (inverse - one / 2) * (one + adjoint)
    return Derivation(
        "the log-potential is less convex than the Gaussian is concave",
        (
            Step(congruent.as_immutable(), "$(T - U)((1 + T)^(-1) - Re (T - U)^(-1))(T - U)$^*"),
            Step(sandwich.as_immutable(), "a positive matrix between $1 + U$ and its adjoint"),
        ),
    )


@cache
def stationarity() -> Derivation:
    """Gradient of the exponent in (alpha, G, delta) with dPhi/dx = Re g, dPhi/dx1 = kappa Re g_D.

    It equals mu_D (1, -sigma_z, 0) + mu_G (0, sigma_z, 0), mu >= 0 the multipliers of the losses'
    bounds and the slopes of Theta in u_D and u_G. With no bound active it reads d = C Re v.
    """
    Phi = sp.Function("Phi")
    d_D, d_G = shift_map() * sp.Matrix([alpha, G, delta])
    quadratic = -(alpha**2) / 2 - G**2 / (2 * 2**m) - delta**2 / (2 * m * 2**m)
    slopes = shift_map().T * _SHARES * sp.Matrix([g_D, g_G])
    result = sp.Matrix([-alpha, -G / 2**m, -delta / (m * 2**m)]) + slopes
    shared = kappa * g_D + kappa_prime * g_G

    def gradient(e: sp.Expr) -> sp.ImmutableMatrix:
        inner = {x: d_G, x1: sp.expand(d_D - d_G)}

        def slope(s: sp.Symbol) -> sp.Expr:
            chain = shared * sp.diff(inner[x], s) + kappa * g_D * sp.diff(inner[x1], s)
            return sp.diff(e.subs(Phi(x, x1), 0), s) + chain

        return sp.ImmutableMatrix([slope(s) for s in (alpha, G, delta)])

    reals = {s: Range() for s in (alpha, G, delta, g_D, g_G)}
    return Derivation(
        "stationarity of the exponent",
        (
            Step(quadratic + Phi(x, x1), "the exponent less $K$"),
            Step(result.as_immutable(), "differentiate, by the chain rule", via=gradient),
        ),
        Domain({**MODEL_DOMAIN.ranges, **reals}),
    )
