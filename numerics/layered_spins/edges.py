"""The largest eigenvalue of J + diag(a) in the limit of wide layers, between two bounds.

For a value a_l on each layer it is

    min over x > 0 of max_l (a_l + 1/x_l + (K x)_l)
        = max over p >= 0, sum p = 1, of sum_l (p_l a_l + 2 sqrt(p_l (K^T p)_l));

every x gives an upper and every p a lower bound (:mod:`glassproof.derivations.layered_spins`). The
minimum is found as a convex problem in log x, and p is read off its solution.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from glassproof.numerics.layered_spins.glass import Layers
from glassproof.numerics.work.arguments import FloatArray
from glassproof.numerics.work.late import Late

optimize = Late("scipy.optimize")

GAP = 1e-7
"""Between the bounds, in units of the edge's scale."""


@dataclass(frozen=True)
class Edge:
    """An interval that contains the edge, and the x and p that prove it."""

    lower: float
    upper: float
    x: FloatArray
    p: FloatArray

    @property
    def value(self) -> float:
        """Its middle."""
        return (self.lower + self.upper) / 2


def upper_bound(K: FloatArray, shifts: FloatArray, x: FloatArray) -> float:
    """max_l (a_l + 1/x_l + (K x)_l)."""
    return float(np.max(shifts + 1 / x + K @ x))


def lower_bound(K: FloatArray, shifts: FloatArray, p: FloatArray) -> float:
    """sum_l (p_l a_l + 2 sqrt(p_l (K^T p)_l)), p normalised."""
    p = p / p.sum()
    return float(np.sum(p * shifts + 2 * np.sqrt(p * (K.T @ p))))


def edge(layers: Layers, shifts: FloatArray, beta: float = 1.0) -> Edge:
    """The edge of beta J + diag(shifts), one shift a layer; :class:`ArithmeticError` if not found.

    >>> found = edge(Layers((100, 100), (0.01,)), np.zeros(2))
    >>> round(found.value, 6)
    2.0
    """
    K = beta**2 * layers.coupling_strengths
    scale = float(np.sqrt(np.max(K @ np.ones(len(K))))) + float(np.ptp(shifts))
    unit, a = K / scale**2, shifts / scale  # x in units of 1/scale

    def slack(y: FloatArray) -> FloatArray:
        return np.asarray(y[-1] - a - np.exp(-y[:-1]) - unit @ np.exp(y[:-1]))

    def slopes(y: FloatArray) -> FloatArray:
        x = np.exp(y[:-1])
        return np.column_stack([np.diag(1 / x) - unit * x, np.ones(len(x))])

    start = np.append(np.zeros(len(K)), upper_bound(unit, a, np.ones(len(K))))
    aim = np.append(np.zeros(len(K)), 1.0)
    found = optimize.minimize(
        lambda y: y[-1],
        start,
        jac=lambda _: aim,
        constraints={"type": "ineq", "fun": slack, "jac": slopes},
        method="SLSQP",
        options={"maxiter": 500, "ftol": 1e-15},
    )
    x = np.exp(found.x[:-1])
    values, vectors = np.linalg.eig((x**2)[:, None] * unit.T)
    p = np.abs(vectors[:, np.argmax(values.real)].real)
    ways = (_polished(unit, a, x, p / p.sum()), (x, p / p.sum()))
    for way in ways:
        x, p = way
        upper, lower = upper_bound(unit, a, x), lower_bound(unit, a, p)
        if abs(upper - lower) < GAP:  # not by the lesser gap: among rounding errors that is chance
            break
    if not upper - lower < GAP:
        raise ArithmeticError(f"the bounds {lower} and {upper} of an edge do not meet")
    return Edge(lower * scale, upper * scale, x / scale, p / p.sum())


def _polished(
    K: FloatArray, shifts: FloatArray, x: FloatArray, p: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """x and p after Newton's steps for a + 1/x + K x = e, K^T p = p/x^2, sum p = 1.

    A minimum found by comparing values has half their digits; this one has all, on any machine.
    """
    size, one, none = len(x), np.ones((len(x), 1)), np.zeros
    e = upper_bound(K, shifts, x)
    for _ in range(_STEPS):
        residuals = np.concatenate([shifts + 1 / x + K @ x - e, K.T @ p - p / x**2, [p.sum() - 1]])
        slopes = np.block(
            [
                [K - np.diag(1 / x**2), -one, none((size, size))],
                [np.diag(2 * p / x**3), none((size, 1)), K.T - np.diag(1 / x**2)],
                [none((1, size + 1)), one.T],
            ]
        )
        step = np.linalg.solve(slopes, residuals)
        nearer = x - step[:size], e - step[size], p - step[size + 1 :]
        if not (np.all(nearer[0] > 0) and np.all(nearer[2] > 0)):
            break
        x, e, p = nearer
    return x, p


_STEPS = 3

TRACY_WIDOM = 1.2065335745820
"""Minus the mean of the Tracy-Widom law of real matrices: C. A. Tracy and H. Widom, Comm. Math.
Phys. 177 (1996) 727-754."""


def mean_below(layers: Layers, shifts: FloatArray, beta: float = 1.0) -> float:
    """How far below the edge of beta J + diag(shifts) the mean largest eigenvalue lies.

    To leading order in wide layers: Dyson's equation z = a_l + 1/g_l + (K g)_l has g = x at the
    edge; beyond it, to second order, g = x - r sqrt((z - edge) sum p/sum(p r^2/x^3)), p and r
    the left and right vectors that the linear part annuls. So sum w_l g_l, w_l = N_l/N, is less
    by c sqrt(z - edge), and spacings at the edge are s = (c N)^(-2/3): the mean is 1.2065 s below.

    >>> glass = Layers((100, 100), (0.01,))  # a square matrix of entries: edge 2, s = (2 N)^(-2/3)
    >>> round(mean_below(glass, np.zeros(2)) * 200 ** (2 / 3), 4)
    1.2065
    """
    found = edge(layers, shifts, beta)
    x, p = found.x, found.p
    values, vectors = np.linalg.eig((x**2)[:, None] * beta**2 * layers.coupling_strengths)
    r = np.abs(vectors[:, np.argmax(values.real)].real)
    shares = np.array(layers.widths) / layers.spins
    c = float(shares @ r) * float(np.sqrt(p.sum() / (p * r**2 / x**3).sum()))
    return float(TRACY_WIDOM * (c * layers.spins) ** (-2 / 3))


def least_hessian_eigenvalue(layers: Layers, temperature: float) -> Edge:
    """1 less the edge of beta J - beta^2 D: the least eigenvalue of the TAP Hessian at m = 0.

    >>> found = least_hessian_eigenvalue(Layers((9, 9), (1 / 9,)), 2.0)  # (1 - 1/2)^2
    >>> round(found.value, 6)
    0.25
    """
    found = edge(layers, -layers.onsager / temperature**2, 1 / temperature)
    return Edge(1 - found.upper, 1 - found.lower, found.x, found.p)


def parallel_temperature(layers: Layers) -> float:
    """Where m(t+1) = tanh(beta J m(t) - beta^2 D m(t)) leaves m = 0, cooled from above.

    J and -J have one spectrum (change the sign of every second layer), so that the least
    eigenvalue of beta J - beta^2 D is minus the edge of beta J + beta^2 D.

    >>> round(parallel_temperature(Layers((9, 9), (1 / 9,))), 6)  # 1 + sqrt(2)
    2.414214
    """
    scale = float(np.sqrt(layers.onsager.max()))

    def beyond(beta: float) -> float:
        return edge(layers, beta**2 * layers.onsager, beta).value - 1

    return 1 / float(optimize.brentq(beyond, 1e-3 / scale, 1 / scale, xtol=1e-12 / scale))
