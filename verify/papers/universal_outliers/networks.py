"""What only trained networks can decide: listed, and waiting for the extra that brings them."""

from __future__ import annotations

from glassproof.derivations.proof.domain import Domain
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.source import Source
from glassproof.verify.papers.universal_outliers.paper import prose, summarised

NETWORKS = "the networks extra"


def _waiting(claim_id: str, title: str, published: str, source: Source) -> Claim:
    return Claim(claim_id, title, published, source, Domain({}), needs=NETWORKS)


OUTLIERS = _waiting(
    "outliers.networks",
    "Outliers of trained networks against the size of the batch",
    "Outliers, by Lanczos' method, of the Hessians of networks trained on CIFAR-100 and MNIST "
    "follow outliers.position as the size of the batch varies; closely for ResNet, less so for "
    "others.",
    summarised("the experiments"),
)
SPACINGS = _waiting(
    "hessian.spacings",
    "Spacings of the eigenvalues of trained networks' Hessians",
    "Unfolded spacings and ratios of spacings agree with the Gaussian orthogonal ensemble: a "
    "logistic regression on features of CIFAR10, LeNet and a multilayer perceptron on MNIST and "
    "CIFAR10, one on bike-sharing data; batches of 64 and all data.",
    prose("arXiv:2102.06740, abstract; file names of npbaskerville/dnn-rmt-spacings"),
)
