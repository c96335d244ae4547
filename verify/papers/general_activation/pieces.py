"""Which linear piece a pre-activation falls in: trained and untrained networks, digits and noise.

As in the authors' notebook, in a size for digits: a fully connected network of the widths 64, 200,
200, 100, 50, 10 and a small convolutional one; ReLU (split at 0), hard tanh (-1, 1), five pieces
(-2, -1, 1, 2); inputs standard normal, or digits; untrained, or trained by Adam with rate 1e-3,
batches of 32, 5 passes. There is no dropout, and images have 8 x 8 pixels.

Were pieces independent with one probability p in a layer of N units, the share of a piece over the
units would vary over n inputs with variance p(1 - p)/N, and its share over the inputs would vary
over units with p(1 - p)/n. The dispersion is the variance found over that one, both summed over
pieces.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from glassproof.numerics.networks.data.digits import digits
from glassproof.numerics.networks.extra import key
from glassproof.numerics.networks.models.activations import splits
from glassproof.numerics.networks.models.convolutional import small_convnet
from glassproof.numerics.networks.models.dense import mlp
from glassproof.numerics.networks.models.network import Network
from glassproof.numerics.networks.training.supervised import Training, train
from glassproof.numerics.probability.contrasts import Contrast, contrast, power
from glassproof.numerics.work.arguments import FloatArray
from glassproof.numerics.work.streams import stream
from glassproof.verify.claims.evidence import Finding
from glassproof.verify.claims.nature.study import LEVEL, Row, Studied, Study, all_hold, concluded

WIDTHS = (64, 200, 200, 100, 50, 10)
KINDS = (("mlp", "relu"), ("mlp", "hard tanh"), ("mlp", "five pieces"), ("convolutional", "relu"))
RUNS, INPUTS = 16, 1000
HOW = Training(5, 32, "adam")
FACTOR = 1.5
"""A dispersion within this factor of 1 is binomial spread."""
DISPERSIONS = ("first, over inputs", "first, over units", "deep, over inputs", "deep, over units")


def _network(kind: str, activation: str) -> Network:
    if kind == "mlp":
        return mlp(WIDTHS, activation=activation)
    return small_convnet(activation=activation)


def dispersions(states: FloatArray, at: Sequence[float]) -> tuple[float, float]:
    """Dispersion over inputs (rows), and over units (columns), of the pieces between ``at``.

    >>> rng = np.random.default_rng(0)
    >>> found = dispersions(rng.standard_normal((2000, 2000)), (0.0,))
    >>> bool(max(abs(np.array(found) - 1)) < 0.2)
    True
    """
    pieces = np.digitize(states, at)
    spread, over_rows, over_columns = 0.0, 0.0, 0.0
    for piece in range(len(at) + 1):
        hit = pieces == piece
        p = hit.mean()
        spread += p * (1 - p)
        over_rows += hit.mean(axis=1).var()
        over_columns += hit.mean(axis=0).var()
    rows, columns = states.shape
    return over_rows * columns / spread, over_columns * rows / spread


def _measured(network: Network, theta: Any, inputs: Any, at: Sequence[float]) -> Row:
    """Logarithms of dispersions, of the first layer and on average of the others."""
    assert network.states is not None
    layers = [np.asarray(h) for h in network.states(theta, inputs)]
    logs = np.log([dispersions(h, at) for h in layers])
    values = [*logs[0], *logs[1:].mean(axis=0)]
    return dict(zip(DISPERSIONS, map(float, values), strict=True))


def _rows(seeds: Sequence[int], kind: str, activation: str) -> Iterator[Row]:
    network, data, at = _network(kind, activation), digits(), splits(activation)
    before = [np.asarray(network.initial(key(seed, "start"))) for seed in seeds]
    after = train(network, data, HOW, seeds, rate=1e-3, start=np.stack(before)).parameters
    for k, seed in enumerate(seeds):
        rng = stream(seed, "pieces")
        noise = rng.standard_normal((INPUTS, 64)).astype(np.float32)
        shown = data.inputs[rng.permutation(len(data))[:INPUTS]]
        for state, found in (("untrained", before), ("trained", after)):
            for name, inputs in (("noise", noise), ("digits", shown)):
                law = f"{kind}, {activation}, {state}, {name}"
                measured = _measured(network, found[k], inputs, at)
                yield {"law": law, "seed": seed, **measured}


def _chunk(seed: int, number: int) -> list[Row]:
    first = 10_000 + (seed * len(KINDS) + number) * RUNS
    return list(_rows(range(first, first + RUNS), *KINDS[number]))


def _again(seed: int) -> list[Row]:
    return list(_rows(range(20_000 + 4 * seed, 20_004 + 4 * seed), *KINDS[0]))


STUDY = Study(
    "pieces",
    "networks whose pre-activations are sorted by pieces",
    __name__.rpartition(".")[0],
    _chunk,
    len(KINDS),
    _again,
    "law",
    DISPERSIONS,
)


def _spread(rows: Sequence[Row]) -> Finding:
    """Is every dispersion within the factor of 1?"""
    laws = list(dict.fromkeys(row["law"] for row in rows))
    level = LEVEL / (2 * len(laws) * len(DISPERSIONS))
    edge = float(np.log(FACTOR))
    told: list[str] = []
    found: dict[tuple[str, str], bool | None] = {}
    tested: list[Contrast] = []
    for column in DISPERSIONS:
        logs = {law: [row[column] for row in rows if row["law"] == law] for law in laws}
        means = {law: contrast(logs, {law: 1}) for law in laws}
        tested += means.values()
        found |= {(law, column): means[law].within(-edge, edge, level) for law in laws}
        sizes = sorted((float(np.exp(c.estimate)), law) for law, c in means.items())
        (low, where), (high, there) = sizes[0], sizes[-1]
        held = sum(found[law, column] is True for law in laws)
        told.append(
            f"{column}: {low:.3g} ({where}) to {high:.3g} ({there}), shown to be binomial in "
            f"{held} of {len(laws)} settings"
        )
    detail = "dispersions of shares of pieces, 1 were they binomial, in the first layer and in " + (
        f"deeper ones: {'; '.join(told)}; of their logarithms {power(tested, level)}"
    )
    return concluded(all_hold(found.values()), detail, "; ".join(told))


PART = Studied("dispersion of shares", (STUDY,), _spread)
