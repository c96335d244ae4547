"""The spectrum of the weights before training: its edge against the transition temperature."""

from __future__ import annotations

import numpy as np
import sympy as sp

from glassproof.derivations.layered_spins import paramagnet
from glassproof.derivations.layered_spins.model import ANY_LAYERS
from glassproof.derivations.layered_spins.paramagnet import C
from glassproof.derivations.proof.domain import Domain, Range
from glassproof.numerics.layered_spins.edges import edge, mean_below
from glassproof.numerics.layered_spins.glass import Layers
from glassproof.numerics.layered_spins.temperature import temperature
from glassproof.numerics.work.arguments import FloatArray
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.nature.statistical_tests.base import ALLOWED
from glassproof.verify.claims.statements import computed, proven
from glassproof.verify.papers.layered_sk.paper import summary
from glassproof.verify.papers.layered_sk.sampled import mean, random_chain
from glassproof.verify.papers.layered_sk.temperature import equal

SENTENCE = "in training the spectrum of the bond matrix grows tails"
SAMPLED = equal(150)


def _largest(rng: np.random.Generator, draws: int) -> FloatArray:
    """Largest eigenvalues of sampled J: singular values between the layers of either parity."""
    found = np.empty(draws)
    n = SAMPLED.widths[0]
    for draw in range(draws):
        J = SAMPLED.matrix(SAMPLED.sampled_couplings(rng, 1))[0]
        inner, outer = J[n : 2 * n], np.r_[0:n, 2 * n : 3 * n]
        found[draw] = np.linalg.eigvalsh(inner[:, outer] @ inner[:, outer].T)[-1] ** 0.5
    return found


EDGE = Claim(
    id="sk.spectrum.edge",
    title="The edge of $J$'s limiting spectrum, three equal layers",
    published=(1 + sp.sqrt(2)) * sp.sqrt(C),
    derived=paramagnet.edge,
    source=summary(
        SENTENCE,
        r"\lambda_{\max}(J) \to (1 + \sqrt 2) \sqrt C",
        also="our form, before training: the inner layer beside both outer ones is a matrix of $N "
        "× 2N$ independent entries",
    ),
    domain=Domain({C: Range(0, None, log=True, draw=("1/100", 100))}),
    nature=(
        mean(
            "mean largest eigenvalue",
            f"mean largest eigenvalue of $J$, three layers of {SAMPLED.widths[0]} spins, $C = 1$",
            _largest,
            160,
            ALLOWED * mean_below(SAMPLED, np.zeros(3)),
            point={C: sp.Integer(1)},
        ),
    ),
)


def _ratios() -> tuple[bool, str]:
    """Edge over 2 T_c for random chains, and for chains whose D_l are equal."""
    rng = np.random.default_rng(1)
    ratios = []
    for _ in range(30):
        given = random_chain(rng, 9, 400)
        ratios.append(edge(given, np.zeros(len(given.widths))).lower / (2 * temperature(given)))
    level = Layers((10, 30, 20), (1 / 30, 1 / 30))
    even = edge(level, np.zeros(3)).value / (2 * temperature(level))
    return min(ratios) > 1 and abs(even - 1) < 1e-6, (
        f"edge/($2 T_c$) of 30 random chains lies between {min(ratios):.4f} and "
        f"{max(ratios):.4f}; with widths 10, 30, 20 and equal variances, where all $D_l$ are "
        f"equal, it is {even:.7f}"
    )


CRITERION = Claim(
    id="sk.spectrum",
    title="$T_c$ and the largest eigenvalue of the weights",
    published="Before training $beta$ times the largest eigenvalue of $J$ is 1 at the edge of its "
    "limiting spectrum, which for any widths and variances is at least $2 T_c$, with equality "
    "exactly where all $D_l$ are equal: the largest eigenvalue alone does not tell $T_c$.",
    source=summary(SENTENCE, also="a comparison made precise by the reviewer, before training"),
    domain=ANY_LAYERS,
    examinations=(
        proven(
            "the lower bound at the Perron vector",
            "the lower bound is twice the root of $K$'s Perron root at $K$'s own Perron vector; "
            "where the upper bound equals it, $x$ is constant and all $D_l$ are that root",
            paramagnet.weak_duality,
            paramagnet.twice_the_temperature,
        ),
        computed("edges between two bounds", _ratios),
    ),
    uses=("sk.spectrum.edge", "sk.temperature.general"),
)

CLAIMS = (EDGE, CRITERION)
