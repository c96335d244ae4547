"""The distance of two Gaussians by which generated images are graded."""

from __future__ import annotations

from glassproof.derivations.optimal_transport import gaussians
from glassproof.derivations.optimal_transport.gaussians import PAIR_DOMAIN, C, D, shift
from glassproof.verify.claims.claim import Claim
from glassproof.verify.papers.gram_concentrated.paper import slides
from glassproof.verify.papers.gram_concentrated.statements import proven

FID = Claim(
    id="fid",
    title="The squared 2-Wasserstein distance of two Gaussians",
    published=shift**2 + C.trace() + D.trace() - 2 * gaussians.root_trace(C * D),
    derived=gaussians.by_coupling,
    domain=PAIR_DOMAIN,
    examinations=(
        proven(
            "duality",
            "a dual bound for every coupling equals the cost of the one that is optimal",
            gaussians.by_duality,
        ),
    ),
    source=slides(
        "17",
        r"d^2 = \| \mu - \mu_w \|^2 + \operatorname{tr} \left( C + C_w - 2 (C C_w)^{1/2} \right)",
        also="2 x 2 covariances that need not commute; the argument is one for every size",
    ),
)

CLAIMS = (FID,)
