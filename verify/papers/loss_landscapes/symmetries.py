"""What permutations and changes of scale leave as it is: losses, and which measures of flatness."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
import sympy as sp

from glassproof.derivations.networks import flatness, symmetries
from glassproof.derivations.networks.flatness import (
    FLATNESS,
    Delta,
    G,
    H,
    W,
    n_in,
    n_out,
    t_in,
    t_out,
)
from glassproof.derivations.networks.symmetries import UNITS, c
from glassproof.derivations.proof.derivation import Derivation
from glassproof.derivations.proof.domain import Domain, Range
from glassproof.numerics.work.arguments import FloatArray
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.nature.experiment import Experiment
from glassproof.verify.claims.nature.statistical_tests.means import MeanTest
from glassproof.verify.claims.statements import proven
from glassproof.verify.papers.loss_landscapes.paper import GLASS, abstract, reading
from glassproof.verify.papers.loss_landscapes.small_networks import (
    Layers,
    sampled,
    squared_loss,
    whole_network,
)

_WIDTHS, _INPUTS = (4, 7, 5, 3), 20
Change = Callable[[Layers, np.random.Generator], Layers]


def permuted(layers: Layers, rng: np.random.Generator) -> Layers:
    """Hidden units in another order."""
    found = [W.copy() for W in layers]
    for l in range(len(layers) - 1):
        order = rng.permutation(len(found[l]))
        found[l], found[l + 1] = found[l][order], found[l + 1][:, order]
    return found


def rescaled(layers: Layers, rng: np.random.Generator) -> Layers:
    """Hidden units at other scales: powers of two, which floats multiply by exactly."""
    found = [W.copy() for W in layers]
    for l in range(len(layers) - 1):
        scale = 2.0 ** rng.integers(-6, 7, len(found[l]))
        found[l], found[l + 1] = scale[:, None] * found[l], found[l + 1] / scale
    return found


def _change_of_loss(change: Change, rng: np.random.Generator) -> float:
    layers = whole_network(rng, _WIDTHS)
    x, y = (rng.integers(-3, 4, (n, _INPUTS)).astype(float) for n in (_WIDTHS[0], _WIDTHS[-1]))
    return squared_loss(change(layers, rng), x, y) - squared_loss(layers, x, y)


def _same_loss(name: str, change: Change) -> Experiment:
    widths = "-".join(map(str, _WIDTHS))
    return Experiment(
        name,
        f"change of the loss of networks {widths}, weights and data small integers, so that "
        f"floats "
        "are exact",
        {},
        partial(sampled, partial(_change_of_loss, change)),
        400,
        MeanTest(),
        asserted=lambda: (0.0, 0.0),
    )


PERMUTATION = Claim(
    id="landscape.permutation",
    title="Permuted hidden units leave the loss unchanged",
    published="For a rectified network of any widths and depth, on any data: permuting the units "
    "of a hidden layer, with the weights that come in and go out, leaves every output, and so "
    "the "
    "loss, unchanged.",
    derived=symmetries.exchange,
    domain=UNITS,
    examinations=(
        proven(
            "two units change places",
            "each sum of the next layer keeps its terms, whatever the other units are; exchanges "
            "generate all permutations",
            symmetries.exchange,
        ),
    ),
    nature=(_same_loss("permuted networks", permuted),),
    source=abstract(GLASS, "copies of identical regions in the loss landscape due to the "
                    "permutation symmetry in the hidden layers"),
)  # fmt: skip

SCALING = Claim(
    id="landscape.scaling",
    title="The scale of a hidden unit leaves the loss unchanged",
    published="For a rectified network of any widths and depth, on any data: multiplying what "
    "comes into a hidden unit by $c > 0$ and dividing what goes out by $c$ leaves every output, "
    "and so the loss, unchanged.",
    derived=symmetries.rescaling,
    domain=UNITS,
    examinations=(
        proven(
            "a unit at another scale",
            "$max(0, c z) = c max(0, z)$ for $c > 0$",
            symmetries.rescaling,
            symmetries.reflection,
            corrected="for $c < 0$ a unit's share changes: by $-a |z|$ at $c = -1$",
        ),
    ),
    nature=(_same_loss("networks at other scales", rescaled),),
    source=abstract(GLASS, "the relationship between the ruggedness of the loss landscape and "
                    "generalizability", also="the symmetry against which flatness is measured"),
)  # fmt: skip

_IN, _OUT, _SCALE = 3, 2, 2.0
"""Weights that come in and go out, and c, of the networks whose flatness is sampled."""


def _derivatives(theta: FloatArray, x: FloatArray, y: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Gradient and Hessian of half the squared loss of one unit, from its definition."""
    w, a = theta[:_IN], theta[_IN:]
    x = x * (w @ x > 0)
    h = w @ x
    residual = np.outer(a, h) - y
    gradient = np.concatenate([x @ (a @ residual), residual @ h])
    mixed = x @ residual.T + np.outer(x @ h, a)
    hessian = np.block([[(a @ a) * x @ x.T, mixed], [mixed.T, (h @ h) * np.eye(_OUT)]])
    return gradient, hessian


Measure = Callable[[FloatArray, FloatArray, FloatArray], float]
"""Of weights, gradient and Hessian."""


def _ratio(measure: Measure, expected: float, rng: np.random.Generator) -> float:
    """The measure after the change of scale over that before, less ``expected``, to six digits."""
    x, y = rng.standard_normal((_IN, 20)), rng.standard_normal((_OUT, 20))
    theta = rng.standard_normal(_IN + _OUT)
    T = np.repeat([_SCALE, 1 / _SCALE], [_IN, _OUT])
    before, after = (measure(at, *_derivatives(at, x, y)) for at in (theta, T * theta))
    return round(after / before - expected, 6)


def _sampled_ratio(
    name: str, measure: Measure, expected: float, published: float = 1.0
) -> Experiment:
    return Experiment(
        name,
        f"{name} at $c = {_SCALE:g}$ over that at $c = 1$, less {expected:g}, to six digits; one "
        f"unit, {_IN} weights in and {_OUT} out",
        {},
        partial(sampled, partial(_ratio, measure, expected)),
        400,
        MeanTest(),
        asserted=lambda: (published - expected, 0.0),
    )


_FREE = Domain(
    {
        c: FLATNESS.ranges[c],
        **dict.fromkeys((*W, *G, *sorted(H.free_symbols, key=str)), Range(draw=(-3, 3))),
    }
)
"""Weights, gradients and Hessians without any relation."""


def _measure(
    name: str,
    title: str,
    derived: Callable[[], Derivation],
    *nature: Experiment,
    also: str,
    published: sp.Expr | None = None,
) -> Claim:
    """The measure after a change of scale is what it was: one reading of flatness each."""
    published = sp.sympify(derived().steps[0].expression) if published is None else published
    symbols = published.free_symbols | sp.sympify(derived().result).free_symbols
    whole = FLATNESS if symbols <= set(FLATNESS.ranges) else _FREE
    return Claim(
        id=f"landscape.scaling.{name}",
        title=f"{title} is unchanged by the scale of a unit",
        published=published,
        derived=derived,
        domain=whole.restricted(symbols | {c}),
        nature=nature,
        source=reading(GLASS, "an improvement of flattened minima", also=also),
        uses=("landscape.scaling",),
    )


DETERMINANT = Claim(
    id="landscape.scaling.determinant",
    title="The Hessian's determinant is unchanged by the scale of a unit",
    published=Delta,
    derived=flatness.determinant,
    domain=FLATNESS.restricted({Delta, c, n_in, n_out}),
    nature=(
        _sampled_ratio(
            "determinant",
            lambda _theta, _gradient, hessian: float(np.linalg.det(hessian)),
            _SCALE ** (2 * (_OUT - _IN)),
        ),
    ),
    source=reading(GLASS, "an improvement of flattened minima", also="flatness read as the "
    "volume "
                   "of a small sublevel set; the same where as many weights come in as go out"),
    uses=("landscape.scaling",),
)  # fmt: skip

MEASURES = (
    _measure("trace", "The Hessian's trace", flatness.trace, also="flatness read as the trace"),
    _measure(
        "least-trace", "The least trace over all scales", flatness.least_trace, also="the "
        "trace of "
        "the flattest network among those that compute the same",
        published=2 * sp.sqrt(t_in * t_out),
    ),
    DETERMINANT,
    _measure(
        "sharpness", "First-order sharpness in a ball", flatness.sharpness,
        also="flatness read as the rise within a distance, which adversarial training lowers",
    ),
    _measure(
        "adaptive-sharpness", "First-order sharpness in units of the weights",
        flatness.adaptive_sharpness,
        _sampled_ratio(
            "adaptive sharpness",
            lambda theta, gradient, _hessian: float(((theta * gradient) ** 2).sum()), 1.0,
        ),
        also="flatness read as the rise within a distance relative to each weight",
    ),
    _measure(
        "weighted-trace", "The trace in units of the weights", flatness.weighted_trace,
        _sampled_ratio(
            "weighted trace",
            lambda theta, _gradient, hessian: float(theta**2 @ np.diag(hessian)), 1.0,
        ),
        also="flatness read as the sum of $theta_i^2 H_ii$",
    ),
    _measure(
        "fisher-rao", "The Fisher-Rao norm", flatness.fisher_rao,
        also="flatness read as $theta^T H theta$; with the Fisher matrix the same",
    ),
    _measure("path-norm", "The path norm", flatness.path_norm, also="a norm of paths"),
)  # fmt: skip

CLAIMS = (PERMUTATION, SCALING, *MEASURES)
