"""One hidden layer as a spherical glass of H spins: under all assumptions, and without one each."""

from __future__ import annotations

from functools import partial

import numpy as np
import sympy as sp

from glassproof.derivations.networks import random_fields
from glassproof.derivations.networks.random_fields import FIELDS, H, Lambda, R, phi
from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.nature.experiment import Experiment
from glassproof.verify.claims.nature.statistical_tests.base import Sums
from glassproof.verify.claims.nature.statistical_tests.means import MeanTest
from glassproof.verify.claims.statements import disproven
from glassproof.verify.papers.loss_landscapes.paper import GLASS, reading, summarised
from glassproof.verify.papers.loss_landscapes.small_networks import moments, sampled

_AT = {Lambda: sp.Integer(6), H: sp.Integer(2), R: sp.Rational(2, 3)}


def _points() -> tuple[np.ndarray, np.ndarray]:
    """Two points of the sphere |w|^2 = 6 at the overlap 2/3: five signs agree, one does not."""
    return np.ones(6), np.array([1.0, 1, 1, 1, 1, -1])


def _products(rng: np.random.Generator, draws: int) -> Sums:
    """Products of the outputs at two points, over gates and inputs of all paths of two weights."""
    w, v = _points()
    X = rng.standard_normal((draws, len(w), len(w)))
    first, second = (np.einsum("dij,i,j->d", X, u, u) / len(w) ** 0.5 for u in (w, v))
    return moments(first * second)


MAP = Claim(
    id="landscape.spin-map",
    title="One hidden layer as a spherical glass of $H$ spins",
    published=Lambda * R**H,
    derived=random_fields.covariance,
    domain=FIELDS.restricted({Lambda, H, R}),
    nature=(
        Experiment(
            "two weights a path",
            "mean product of the outputs at two points of the sphere, one hidden layer, six "
            "weights, every pair of weights on equally many paths",
            _AT,
            _products,
            40_000,
            MeanTest(),
        ),
    ),
    source=summarised(
        GLASS,
        "the map to a spin glass",
        r"L(w) = \Lambda^{-(H-1)/2} \sum_{i_1, \ldots, i_H} X_{i_1 \ldots i_H} w_{i_1} \cdots "
        r"w_{i_H}, \qquad |w|^2 = \Lambda",
        also="the covariance of the output at two points of the sphere, for inputs that are "
        "independent for every path, gates independent of inputs and weights, and every $H$ "
        "weights on equally many paths (independence, redundancy, uniformity); $H = 2$ for one "
        "hidden layer",
    ),
)


def _quadratic() -> tuple[bool, str]:
    """At H = 2: minima of w^T M w on the sphere, by the second-order condition at eigenvectors."""
    M = sp.Matrix([[2, 1, 0], [1, 3, 1], [0, 1, 5]])
    x = sp.Symbol("x", real=True)
    polynomial = sp.Poly((x * sp.eye(3) - M).det(), x)
    roots = polynomial.nroots(n=30)
    different = sp.discriminant(polynomial.as_expr(), x) != 0
    points = 2 * len(roots)
    minima = 2 * sum(all(root <= other for other in roots) for root in roots)
    return bool(different and minima == 2), (
        f"$H = 2$: on the sphere of $R^3$ a quadratic form with {len(roots)} different "
        f"eigenvalues has {points} critical points, of which {minima} are minima, $w$ and $-w$, "
        "and of one height"
    )


MINIMA = Claim(
    id="landscape.spin-map.minima",
    title="The glass of one hidden layer has many minima",
    published="The spherical glass to which one hidden rectified layer is mapped has numbers of "
    "local minima that grow exponentially with its size, as glasses of three and more spins "
    "have.",
    domain=Domain({}),
    examinations=(
        disproven(
            "critical points of a quadratic form",
            _quadratic,
            "one hidden layer has paths of $H = 2$ weights: the map's landscape is a quadratic "
            "form with one minimum up to the sign; ruggedness needs two hidden layers or more",
        ),
    ),
    source=reading(GLASS, "a complex energy landscape with numerous metastable states",
                   also="said of spin glasses, and read of the one that the map leads to"),
    uses=("landscape.spin-map",),
)  # fmt: skip


def _turned_layer() -> tuple[bool, str]:
    """Covariances at equal overlaps, one unit: incoming weights (3, 4), outgoing 5; R = 0."""
    g = sp.Rational(1, 2)
    unit = random_fields.one_hidden_layer().result
    a, b, w_1, w_2, v_1, v_2 = sp.symbols("a b w_1 w_2 v_1 v_2", real=True)
    here = {a: 5, w_1: 3, w_2: 4, random_fields.g: g}
    there = {b: 5, v_1: -3, v_2: -4}, {b: 0, v_1: -4, v_2: 3}
    overlaps = [
        sp.Rational(here[a] * o[b] + here[w_1] * o[v_1] + here[w_2] * o[v_2], 50) for o in there
    ]
    first, second = (unit.subs({**here, **o}) for o in there)
    return overlaps[0] == overlaps[1] and first != second, (
        "one unit, at $w = (3, 4)$, $a = 5$: the overlap with $w' = (-3, -4)$, $a' = 5$ is "
        f"{overlaps[0]}, with $w' = (-4, 3)$, $a' = 0$ it is {overlaps[1]}; the covariances are "
        f"{first} and {second}"
    )


LAYERS = Claim(
    id="landscape.spin-map.layers",
    title="The map without uniformity",
    published="With independent gates alone (weights of one layer meet those of the next, as in "
    "the network) the covariance of one hidden layer's output is a function of the overlap $R$.",
    domain=Domain({}),
    examinations=(
        disproven(
            "two points at one overlap",
            _turned_layer,
            "the covariance is $g sum_j a_j a_j' (w_j . w_j')$, $g$ the share of open gates: a "
            "glass of two kinds of spins",
        ),
    ),
    source=reading(GLASS, "the map to a spin glass", also="uniformity left out"),
    uses=("landscape.spin-map",),
)


def _at_angle(formula: sp.Expr, _point: object) -> float:
    return float(formula.subs(phi, 1))


def _rectified(rng: np.random.Generator) -> float:
    x, y = rng.standard_normal(2)
    return float(max(0.0, x) * max(0.0, np.cos(1) * x + np.sin(1) * y))


def _independent_gate() -> Derivation:
    """For reference: gates open half of the time, independent of the input."""
    return Derivation(
        "An independent gate", (Step(sp.cos(phi) / 2, "$E A^2 w.x w'.x$, $g = 1/2$"),)
    )


GATES = Claim(
    id="landscape.spin-map.gates",
    title="The covariance of a rectified unit, gates taken as independent",
    published=sp.sympify(_independent_gate().result),
    derived=random_fields.arc_cosine,
    domain=FIELDS.restricted({phi}),
    nature=(
        Experiment(
            "a rectified unit",
            "mean of $max(0, w.x) max(0, w'.x)$, unit weights, angle 1, Gaussian inputs",
            {phi: sp.Integer(1)},
            partial(sampled, _rectified),
            100_000,
            MeanTest(),
            predict=_at_angle,
        ),
    ),
    source=reading(GLASS, "the map to a spin glass", also="independence taken as a fact of "
                   "rectified units, whose gates are the signs of their own inputs"),
    uses=("landscape.spin-map",),
)  # fmt: skip

CLAIMS = (MAP, MINIMA, LAYERS, GATES)
