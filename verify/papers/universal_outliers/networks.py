"""What only trained networks can decide: judged where the extra is installed that brings them."""

from __future__ import annotations

from glassproof.derivations.proof.domain import Domain
from glassproof.verify.claims import extras
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.nature.study import Studied
from glassproof.verify.claims.source import Source
from glassproof.verify.papers.universal_outliers import hessians
from glassproof.verify.papers.universal_outliers.paper import prose, summarised


def _trained(claim_id: str, title: str, published: str, source: Source, part: Studied) -> Claim:
    return Claim(
        claim_id,
        title,
        published,
        source,
        Domain({}),
        studied=(part,),
        needs=extras.NETWORKS,
        modules=extras.NETWORK_MODULES,
    )


OUTLIERS = _trained(
    "outliers.networks",
    "Outliers of trained networks against the size of the batch",
    "Outliers, by Lanczos' method, of the Hessians of networks trained on CIFAR-100 and MNIST "
    "follow outliers.position as the size of the batch varies; closely for ResNet, less so for "
    "others. Judged as: of networks trained on digits and on a teacher's answers the largest "
    "eigenvalue, on average over batches of $b$ of $n$ samples, lies above that of all data in "
    "proportion to $1/b - 1/n$, as $s^2(b)/theta$ asks for, to within a factor 3/2 between $b = "
    "64$ and $b = 256$.",
    summarised("the experiments"),
    hessians.OUTLIERS_PART,
)
SPACINGS = _trained(
    "hessian.spacings",
    "Spacings of the eigenvalues of trained networks' Hessians",
    "Unfolded spacings and ratios of spacings agree with the Gaussian orthogonal ensemble: a "
    "logistic regression on features of CIFAR10, LeNet and a multilayer perceptron on MNIST and "
    "CIFAR10, one on bike-sharing data; batches of 64 and all data. Judged as: the mean ratio of "
    "neighbouring spacings (which asks for no unfolding) of eigenvalues that are not zero is "
    "within 0.02 of the ensemble's 0.5307, for networks trained on digits and on a teacher's "
    "answers, batches of 64 and all data.",
    prose("arXiv:2102.06740, abstract; file names of npbaskerville/dnn-rmt-spacings"),
    hessians.SPACINGS_PART,
)
