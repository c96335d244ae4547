"""The paramagnet by its stability: the Hessian of the TAP free energy at m = 0, and iterations.

The Hessian is A(beta) = I + beta^2 D - beta J, D_l = sum_m K_lm the variance of a field. In the
limit of wide layers J is the sum l + l* of creation and annihilation on a Fock space over the
diagonal, l* x l = K x, and

    A(b)/b = (1 - l* b) b^(-1) (1 - b l):                                      (1)

it is invertible for every complex b with abs(b)^2 rho(K) < 1, since b l has that spectral radius,
rho(K) the Perron root. The largest eigenvalue of J + diag(a) is (F. Lehner)

    min over x > 0 of max_l (a_l + 1/x_l + (K x)_l)
        = max over p >= 0, sum p = 1, of sum_l (p_l a_l + 2 sqrt(p_l (K^T p)_l)).   (2)

With x = 1 the bound (2) of beta J - beta^2 D is 1 at every temperature: no eigenvalue of A becomes
negative. It is attained where x = 1 is the minimum, for p the Perron vector of beta^2 K^T at
eigenvalue 1, that is at T^2 = rho(K) alone.

References: F. Lehner, Amer. J. Math. 121 (1999) 453-486; A. S. Bandeira, M. T. Boedihardjo and
R. van Handel, Invent. Math. 234 (2023) 419-487, for the limit of wide layers; the TAP equations:
D. J. Thouless, P. W. Anderson and R. G. Palmer, Phil. Mag. 35 (1977) 593-601.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from glassproof.derivations.layered_spins.model import (
    N_1,
    N_2,
    N_3,
    THREE_LAYERS,
    beta,
    strengths,
    v_1,
    v_2,
)
from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, Range

p, x, k, C = sp.symbols("p x k C", positive=True)
mu = sp.Symbol("mu", positive=True)
"""A growth factor of an iteration."""
D, J = sp.Symbol("D", positive=True), sp.Symbol("J", real=True)
T = sp.Symbol("T", positive=True)

_SCALE = Range(0, None, log=True, draw=("1/100", 10))
SCALES = Domain({**dict.fromkeys((p, x, k, C, mu, D, T, beta), _SCALE), J: Range(draw=(-5, 5))})


@cache
def resolvent() -> Derivation:
    """The mean diagonal of A^(-1) is 1, layer by layer, as linear response asks of chi.

    >>> resolvent().result.T
    Matrix([[0, 0, 0]])
    """
    r = sp.Matrix(sp.symbols("r_1:4", positive=True))
    K = strengths()
    ones = sp.ones(3, 1)
    inverse = r.applyfunc(lambda entry: 1 / entry)
    equation = inverse - ones - beta**2 * (K * ones) + beta**2 * (K * r)
    ranges = {**THREE_LAYERS.ranges, **dict.fromkeys(r, _SCALE)}
    return Derivation(
        "Resolvent of the Hessian",
        (
            Step(equation, "Dyson's equation $1/r_l = 1 + beta^2 D_l - beta^2 (K r)_l$"),
            Step(sp.zeros(3, 1), "solved by $r = 1$", via=lambda e: e.subs(dict.fromkeys(r, 1))),
        ),
        Domain(ranges),
    )


@cache
def stability() -> Derivation:
    """Where this solution is stable: det(I - beta^2 K) vanishes first at the transition.

    >>> stability().result
    N_2**(1/4)*(N_1*v_1**2 + N_3*v_2**2)**(1/4)
    """
    r = sp.Matrix(sp.symbols("r_1:4", positive=True))
    K, square = strengths(), N_2 * (N_1 * v_1**2 + N_3 * v_2**2)
    resolvent()
    change = r.applyfunc(lambda entry: 1 / entry) + beta**2 * (K * r)
    ranges = {**THREE_LAYERS.ranges, **dict.fromkeys(r, _SCALE), T: _SCALE}
    return Derivation(
        "Transition temperature by the stability of the paramagnet",
        (
            Step(change, "what Dyson's equation makes of $r$"),
            Step(
                beta**2 * K - sp.eye(3),
                "linear in small changes of $r = 1$: stable while $beta^2 K$ has no eigenvalue 1",
                via=lambda e: e.jacobian(r).subs(dict.fromkeys(r, 1)),
            ),
            Step(
                1 - beta**4 * square,
                "determinant of $I - beta^2 K$",
                via=lambda e: (-e).det(method="berkowitz"),
            ),
            Step(T**4 - square, "times $T^4$", via=lambda e: sp.expand(T**4 * e.subs(beta, 1 / T))),
            Step(
                square ** sp.Rational(1, 4),
                "the largest root",
                via=lambda e: (-e.subs(T, 0)) ** sp.Rational(1, 4),
            ),
        ),
        Domain(ranges),
    )


@cache
def factorisation() -> Derivation:
    """Identity (1) but for l* b l, which is the number K b; generic matrices keep the order.

    >>> factorisation().result
    Matrix([
    [0, 0],
    [0, 0]])
    """
    lower, upper, b = (
        sp.Matrix(2, 2, lambda i, j, name=name: sp.Symbol(f"{name}_{i}{j}", positive=True))
        for name in ("s", "l", "b")
    )
    ranges = {symbol: _SCALE for m in (lower, upper, b) for symbol in m}
    one = sp.eye(2)
    return Derivation(
        "Factorisation of the Hessian",
        (
            Step((one - lower * b) * b.inv() * (one - b * upper), "$(1 - l^* b) b^(-1) (1 - b l)$"),
            Step(
                sp.zeros(2, 2),
                "less $b^(-1) - l - l^* + l^* b l$: nothing is left",
                via=lambda e: e - (b.inv() - upper - lower + lower * b * upper),
            ),
        ),
        Domain(ranges),
    )


@cache
def weak_duality() -> Derivation:
    """p/x + k x is at least 2 sqrt(p k): each side of (2) bounds the other.

    >>> weak_duality().result
    (-sqrt(k)*x + sqrt(p))**2/x
    """
    return Derivation(
        "Both sides of the bound",
        (
            Step(
                p / x + k * x - 2 * sp.sqrt(p * k), "$k = (K^T p)_l$: the sum's part of one layer"
            ),
            Step((sp.sqrt(p) - sp.sqrt(k) * x) ** 2 / x, "a square"),
        ),
        SCALES,
    )


@cache
def never_negative() -> Derivation:
    """The bound (2) of beta J - beta^2 D at x = 1, layer by layer.

    >>> never_negative().result
    Matrix([
    [1],
    [1],
    [1]])
    """
    K, ones = strengths(), sp.ones(3, 1)
    return Derivation(
        "The Hessian has no negative eigenvalue",
        (
            Step(-(beta**2) * (K * ones) + ones + beta**2 * (K * ones),
                 "$a_l + 1/x_l + (K x)_l$ with $a = -beta^2 D$, $D = K 1$, at $x = 1$"),
            Step(ones, "at every temperature, for any widths and variances"),
        ),
        THREE_LAYERS,
    )  # fmt: skip


@cache
def growth() -> Derivation:
    """The iteration with memory grows by mu where A(beta/mu) is singular.

    >>> growth().result
    D*beta**2/mu**2 - J*beta/mu + 1
    """
    return Derivation(
        "Growth of the iteration",
        (
            Step(mu**2 - mu * beta * J + beta**2 * D,
                 "$m(t) ~ mu^t$ in $m(t+1) = beta J m(t) - beta^2 D m(t-1)$"),
            Step(
                1 + (beta / mu) ** 2 * D - beta / mu * J,
                "over $mu^2$: the Hessian at $beta/mu$, so that $mu = beta sqrt(rho(K))$ at most",
                via=lambda e: sp.expand(e / mu**2),
            ),
        ),
        SCALES,
    )  # fmt: skip


@cache
def parallel() -> Derivation:
    """Two equal layers, C = N v: where the iteration without memory leaves m = 0.

    >>> parallel().result
    sqrt(C)*(1 + sqrt(2))
    """
    return Derivation(
        "Parallel iteration",
        (
            Step(1 - 2 * x - x**2, "1 + the least eigenvalue of $beta J - beta^2 D$: edge $2 sqrt "
            "C$ of $J$, $D = C$, $x = beta sqrt C$"),
            Step(sp.sqrt(2) - 1, "its positive root", via=lambda e: sp.solve(e, x)[0]),
            Step((1 + sp.sqrt(2)) * sp.sqrt(C), "$T = sqrt C/x$", via=lambda e: sp.sqrt(C) / e),
        ),
        SCALES,
    )  # fmt: skip


@cache
def edge() -> Derivation:
    """Three equal layers: the edge of J's spectrum, both sides of (2) at their optimum.

    >>> edge().result
    sqrt(C)*(1 + sqrt(2))
    """
    a, m = sp.symbols("x_1 x_2", positive=True)
    whole = (1 + sp.sqrt(2)) * sp.sqrt(C)
    quarter = sp.Rational(1, 4)
    dual = 2 * (2 * sp.sqrt(quarter * C / 2) + sp.sqrt(C / 4))
    return Derivation(
        "Edge of the spectrum of three equal layers",
        (
            Step(
                sp.Matrix([1 / a + C * m, 1 / m + 2 * C * a, dual]),
                "$1/x_l + (K x)_l$, outer and inner layer; the other side of (2) at $p = (1, 2, "
                "1)/4$",
            ),
            Step(
                sp.Matrix([whole, whole, whole]),
                "at $x = (1/sqrt(2 C), 1/sqrt(C), 1/sqrt(2 C))$: upper and lower bounds agree",
                via=lambda e: e.subs({a: 1 / sp.sqrt(2 * C), m: 1 / sp.sqrt(C)}),
            ),
            Step(whole, "the edge", via=lambda e: e[0]),
        ),
        Domain({**SCALES.ranges, a: _SCALE, m: _SCALE}),
    )


@cache
def twice_the_temperature() -> Derivation:
    """The edge of J is at least 2 sqrt(rho(K)): the lower bound of (2) at K's own Perron vector.

    Equality forces x_l = 1/sqrt(rho) for every layer, and then D_l = rho: all D_l are equal.

    >>> twice_the_temperature().result
    2*sqrt(k)
    """
    return Derivation(
        "The edge and the transition",
        (
            Step(
                2 * sp.sqrt(p * k * p) / p, "$2 sqrt(p_l (K^T p)_l)$, $K^T p = k p$, for each $p_l$"
            ),
            Step(2 * sp.sqrt(k), "$sum p = 1$; $k$ is the Perron root of $K$, $T_c^2$"),
        ),
        SCALES,
    )


@cache
def touching() -> Derivation:
    """x = 1 is the minimum of (2) for beta J - beta^2 D only where beta^2 K^T p = p.

    >>> touching().result
    beta**2*k - 1
    """
    y = sp.Symbol("y", positive=True)
    return Derivation(
        "Where the Hessian's least eigenvalue vanishes",
        (
            Step(1 / y + beta**2 * k * y, "a layer's part of $sum_l p_l (1/x_l + beta^2 (K "
            "x)_l)$, over $p_l$, where $K^T p = k p$"),
            Step(
                beta**2 * k - 1,
                "slope at $x = 1$: with $p > 0$ it vanishes for all layers at $T^2 = k$ alone",
                via=lambda e: sp.diff(e, y).subs(y, 1),
            ),
        ),
        Domain({**SCALES.ranges, y: _SCALE}),
    )  # fmt: skip
