"""What only trained networks can decide: listed, and waiting for the extra that brings them."""

from __future__ import annotations

from glassproof.derivations.proof.domain import Domain
from glassproof.verify.claims.claim import Claim
from glassproof.verify.papers.layered_sk.paper import abstract

NETWORKS = "the networks extra"

CLAIMS = (
    Claim(
        id="sk.training",
        title="Training destroys the glass, and a hidden order melts at a growing temperature",
        published="Training (MNIST; one network with ReLU, one with binarised activations) destroys"
        " the glass quickly; the temperature at which the order that replaces it melts grows as a "
        "power of training time, and many TAP solutions become one aligned with the task.",
        source=abstract("training destroys the spin glass phase", also="the summary names MNIST"),
        domain=Domain({}),
        needs=NETWORKS,
    ),
)
