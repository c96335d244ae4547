"""The network at initialisation as a glass: two Hamiltonians, a forward pass, a covariance."""

from __future__ import annotations

import numpy as np
import sympy as sp

from glassproof.derivations.layered_spins import model
from glassproof.derivations.layered_spins.model import (
    ANY_LAYERS,
    N_1,
    N_2,
    N_3,
    THREE_LAYERS,
    q_1,
    q_2,
    q_3,
    v_1,
    v_2,
)
from glassproof.numerics.layered_spins.glass import Layers
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.nature.experiment import Experiment
from glassproof.verify.claims.nature.statistical_tests.base import Sums
from glassproof.verify.claims.nature.statistical_tests.means import MeanTest
from glassproof.verify.claims.statements import proven
from glassproof.verify.papers.layered_sk.paper import abstract

_GLASS = Layers((4, 6, 5), (0.5, 0.25))
_EQUAL = (4, 5, 4)
"""Of the spins of each layer, how many are equal in the two configurations."""
_POINT = {
    **dict(zip((N_1, N_2, N_3), map(sp.Integer, _GLASS.widths), strict=True)),
    **dict(zip((v_1, v_2), map(sp.Rational, _GLASS.variances), strict=True)),
    **{
        q: sp.Rational(2 * same - n, n)
        for q, same, n in zip((q_1, q_2, q_3), _EQUAL, _GLASS.widths, strict=True)
    },
}


def _products(rng: np.random.Generator, draws: int) -> Sums:
    """Products of the energies of two configurations, many glasses."""
    s = [rng.choice([-1.0, 1.0], n) for n in _GLASS.widths]
    t = [np.where(np.arange(len(a)) < k, a, -a) for a, k in zip(s, _EQUAL, strict=True)]
    W = _GLASS.sampled_couplings(rng, draws)
    energies = [
        -sum(np.einsum("dij,i,j->d", w, x[l + 1], x[l]) for l, w in enumerate(W)) for x in (s, t)
    ]
    values = energies[0] * energies[1]
    return np.array([draws, values.sum(), (values**2).sum()])


CLAIMS = (
    Claim(
        id="sk.map",
        title="The network at initialisation is a layered Sherrington-Kirkpatrick glass",
        published="With neurons as Ising spins and weights as couplings, the energy, a sum over "
        "neighbouring layers, is $-(1/2) s^T J s$: a Sherrington-Kirkpatrick glass whose "
        "couplings are independent and vanish but between neighbouring layers; for any widths.",
        source=abstract(
            "neurons as Ising spins, weights as spin-spin couplings",
            r"- \sum_l s^{(l+1)T} W^l s^{(l)} = - \tfrac12 s^T J s",
        ),
        domain=ANY_LAYERS,
        examinations=(
            proven(
                "one bilinear form",
                "$J$ holds each weight twice, above and below its diagonal; widths 2, 3, 2 are "
                "written out, and each term's coefficient depends on no width",
                model.block_form,
            ),
        ),
    ),
    Claim(
        id="sk.map.forward",
        title="A forward pass lowers this energy layer by layer",
        published="A network of signs, which applies $sign(W s)$ to each layer in turn, puts each "
        "layer into its state of least energy, given the layer below and without the layers "
        "above: a heat bath of temperature 0 that sees one side.",
        source=abstract("neurons as Ising spins, weights as spin-spin couplings"),
        domain=ANY_LAYERS,
        examinations=(
            proven(
                "spin by spin",
                "the energy of a spin $s$ in the field $h$ is $-h s$, least at $s = sign h$",
                model.aligned_spin,
            ),
        ),
        uses=("sk.map",),
    ),
    Claim(
        id="sk.map.covariance",
        title="Covariance of the energies of two configurations, three layers",
        published=N_1 * N_2 * v_1 * q_1 * q_2 + N_2 * N_3 * v_2 * q_2 * q_3,
        derived=model.covariance,
        source=abstract(
            "a layered Sherrington-Kirkpatrick model",
            r"\mathbb{E} H(s) H(t) = \sum_l v_l N_l N_{l+1} q_l q_{l+1}",
        ),
        domain=THREE_LAYERS,
        nature=(
            Experiment(
                "product of energies",
                "mean product of the energies of two configurations of one glass, layers of "
                f"{', '.join(map(str, _GLASS.widths))} spins",
                _POINT,
                _products,
                160_000,
                MeanTest(),
            ),
        ),
        uses=("sk.map",),
    ),
)
