"""Which measures of flatness the scale of a rectified unit changes, and by how much.

Incoming weights times c, outgoing ones over c: theta' = T theta, T = diag(c, .., c, 1/c, .., 1/c),
and L(theta') = L(theta) for every c > 0. So L(theta' + d) = L(theta + T^(-1) d), and with gradient
g and Hessian H at theta those at theta' are

    g' = T^(-1) g,    H' = T^(-1) H T^(-1).

Whatever measures the Hessian in the coordinates' own units changes: its trace, its largest
eigenvalue, its determinant (unless as many weights come in as go out), sharpness in a ball. What
pairs each derivative with its weight does not: sum theta_i^2 H_ii, the adaptive sharpness, theta^T
H theta, and norms of paths.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from glassproof.derivations.networks.symmetries import c
from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, Range

t_in, t_out = sp.symbols("t_in t_out", positive=True)
"""Parts of the Hessian's trace: diagonal entries of incoming, and of outgoing weights."""
g_in, g_out, rho, Delta = sp.symbols("g_in g_out rho Delta", positive=True)
"""Squared norms of the two parts of the gradient; a radius; the Hessian's determinant."""
n_in, n_out = sp.symbols("n_in n_out", integer=True, positive=True)
"""How many weights come into the unit, and how many go out."""

_SCALE = Range(0, None, log=True, draw=("1/100", 100))
_MANY = Range(1, None, integer=True, closed=True, draw=(1, 9))
FLATNESS = Domain(
    {
        **dict.fromkeys((c, t_in, t_out, g_in, g_out, rho, Delta), _SCALE),
        **dict.fromkeys((n_in, n_out), _MANY),
    }
)

W = sp.Matrix(sp.symbols("w_1 w_2 a_1", real=True))
"""Two incoming weights and an outgoing one, for the steps; more make longer sums."""
G = sp.Matrix(sp.symbols("g_1 g_2 g_3", real=True))
H = sp.Matrix(3, 3, lambda i, j: sp.Symbol(f"h_{min(i, j) + 1}{max(i, j) + 1}", real=True))
"""Gradient and Hessian there."""


def stretch() -> sp.Matrix:
    """T = diag(c, c, 1/c)."""
    return sp.diag(c, c, 1 / c)


@cache
def derivatives() -> Derivation:
    """g' = T^(-1) g and H' = T^(-1) H T^(-1), stacked: the gradient's column, then the Hessian's.

    The second-order expansion at theta, in d = T^(-1) d'; its derivatives at d' = 0.

    >>> derivatives().result[0], derivatives().result[2, 0], derivatives().result[2, 3]
    (g_1/c, c*g_3, c**2*h_33)
    """
    moved = sp.Matrix(sp.symbols("d_1 d_2 d_3", real=True))
    inverse = stretch().inv()
    d = inverse * moved
    expansion = (G.T * d + d.T * H * d / 2)[0]
    at_zero = dict.fromkeys(moved, 0)

    def derived(f: sp.Matrix) -> sp.Matrix:
        gradient = sp.Matrix([sp.diff(f[0], x) for x in moved])
        hessian = sp.hessian(f[0], list(moved))
        return sp.Matrix.hstack(gradient, hessian).subs(at_zero)

    return Derivation(
        "Derivatives after a change of scale",
        (
            Step(sp.Matrix([expansion]), "$L(theta' + d') - L(theta)$ to second order, $T d = d'$"),
            Step(
                sp.Matrix.hstack(inverse * G, inverse * H * inverse),
                "differentiate once and twice at $d' = 0$",
                via=derived,
            ),
        ),
    )


def _scaled(title: str, before: sp.Expr, after: sp.Expr, reason: str, at: dict[sp.Symbol, sp.Expr],
            domain: Domain = FLATNESS) -> Derivation:  # fmt: skip
    """A measure, and what it is with scaled derivatives (and scaled weights) put in."""
    return Derivation(
        title,
        (
            Step(before, "at $theta$"),
            Step(after, reason, via=lambda e: e.subs(at, simultaneous=True)),
        ),
        domain,
    )


@cache
def trace() -> Derivation:
    """The trace at theta': t_in/c^2 + c^2 t_out.

    >>> trace().result
    c**2*t_out + t_in/c**2
    """
    return _scaled(
        "The Hessian's trace",
        t_in + t_out,
        t_in / c**2 + c**2 * t_out,
        "diagonal entries of $H'$",
        {t_in: t_in / c**2, t_out: c**2 * t_out},
    )


@cache
def least_trace() -> Derivation:
    """The least trace over all scales of a unit, 2 sqrt(t_in t_out): no scale changes it.

    >>> least_trace().result
    2*sqrt(t_in)*sqrt(t_out)
    """
    best = (t_in / t_out) ** sp.Rational(1, 4)
    return Derivation(
        "The least trace over all scales",
        (
            *trace().steps,
            Step(
                (c * sp.sqrt(t_out) - sp.sqrt(t_in) / c) ** 2 + 2 * sp.sqrt(t_in * t_out),
                "a square, and what is left",
            ),
            Step(
                2 * sp.sqrt(t_in * t_out),
                "the square vanishes at $c^4 = t_in/t_out$",
                via=lambda e: e.subs(c, best),
            ),
        ),
        FLATNESS,
    )


@cache
def determinant() -> Derivation:
    """det H' = c^(2 (n_out - n_in)) det H: what the volume of a small sublevel set is made of.

    >>> determinant().result
    Delta*c**(-2*n_in + 2*n_out)
    """
    return Derivation(
        "The Hessian's determinant",
        (
            Step((c ** (-n_in) * c**n_out) ** 2 * Delta, "$det T^(-1)$ twice: $1/c$ for each "
            "weight that comes in, $c$ for each that goes out"),
            Step(Delta * c ** (2 * n_out - 2 * n_in), "powers"),
        ),
        FLATNESS,
    )  # fmt: skip


@cache
def sharpness() -> Derivation:
    """rho |g'|: the first-order rise in a ball of radius rho, which adversarial training uses.

    >>> sharpness().result
    rho*sqrt(c**2*g_out + g_in/c**2)
    """
    return _scaled(
        "First-order sharpness in a ball",
        rho * sp.sqrt(g_in + g_out),
        rho * sp.sqrt(g_in / c**2 + c**2 * g_out),
        "$g' = T^(-1) g$",
        {g_in: g_in / c**2, g_out: c**2 * g_out},
    )


def _pairs() -> tuple[dict[sp.Symbol, sp.Expr], dict[sp.Symbol, sp.Expr]]:
    """Weights, gradient and Hessian at theta' in terms of those at theta; the weights alone."""
    T = stretch()
    inverse = T.inv()
    weights = dict(zip(W, T * W, strict=True))
    slopes = dict(zip(G, inverse * G, strict=True))
    curvatures = dict(zip(H, inverse * H * inverse, strict=True))
    return {**weights, **slopes, **curvatures}, weights


@cache
def adaptive_sharpness() -> Derivation:
    """Squares of theta_i g_i add up to the same: first-order sharpness in units of the weights.

    >>> adaptive_sharpness().result == adaptive_sharpness().steps[0].expression
    True
    """
    value = sum((w * g) ** 2 for w, g in zip(W, G, strict=True))
    return _scaled("Adaptive sharpness", value, value, "$(c w)(g/c) = w g$", _pairs()[0])


@cache
def weighted_trace() -> Derivation:
    """The sum of theta_i^2 H_ii is the same.

    >>> weighted_trace().result
    a_1**2*h_33 + h_11*w_1**2 + h_22*w_2**2
    """
    value = sum(w**2 * H[i, i] for i, w in enumerate(W))
    return _scaled(
        "The trace in units of the weights", value, value, "$(c w)^2 (h/c^2) = w^2 h$", _pairs()[0]
    )


@cache
def fisher_rao() -> Derivation:
    """theta^T H theta is the same; so it is with the Fisher matrix, which transforms as H does.

    >>> sp.expand(fisher_rao().result - fisher_rao().steps[0].expression)
    0
    """
    value = (W.T * H * W)[0]
    return _scaled("The Fisher-Rao norm", value, value, "$theta' = T theta$, $H' = T^(-1) H "
    "T^(-1)$",
                   _pairs()[0])  # fmt: skip


@cache
def path_norm() -> Derivation:
    """The sum over paths of the squared products of their weights is the same.

    >>> path_norm().result
    a_1**2*w_1**2 + a_1**2*w_2**2
    """
    value = sum((w * W[2]) ** 2 for w in W[:2])
    return _scaled("The path norm", value, value, "$(c w)(a/c) = w a$", _pairs()[1])
