"""What only trained networks can decide: judged where the extra is installed that brings them."""

from __future__ import annotations

from glassproof.derivations.proof.domain import Domain
from glassproof.verify.claims import extras
from glassproof.verify.claims.claim import Claim
from glassproof.verify.papers.layered_sk import training
from glassproof.verify.papers.layered_sk.paper import abstract

CLAIMS = (
    Claim(
        id="sk.training",
        title="Training destroys the glass, and a hidden order melts at a growing temperature",
        published="Training (MNIST; one network with ReLU, one with binarised activations) "
        "destroys the glass quickly; the temperature at which the order that replaces it melts "
        "grows as a power of training time, and many TAP solutions become one aligned with the "
        "task. Judged as: of networks on digits the temperature at which $m = 0$ turns unstable "
        "has positive exponents from 16 to 32 and from 32 to 64 passes that differ by less than "
        "0.15, and the share of pairs of TAP solutions that are one is larger after training than "
        "before.",
        source=abstract("training destroys the spin glass phase", also="the summary names MNIST"),
        domain=Domain({}),
        studied=(training.PART,),
        needs=extras.NETWORKS,
        modules=extras.NETWORK_MODULES,
    ),
)
