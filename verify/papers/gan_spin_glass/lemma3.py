"""Section 3, Lemma 3: the asymptotics of the constant K_N."""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.block_matrix.symbols import N
from glassproof.derivations.gan_glass import stirling
from glassproof.derivations.gan_glass.model import MODEL_DOMAIN
from glassproof.derivations.proof.equality import counterexample, simplified
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.evidence import Examination, Finding, Kind, Outcome
from glassproof.verify.papers.gan_spin_glass import constants, rates
from glassproof.verify.papers.gan_spin_glass.paper import code


def _constants_alone() -> Finding:
    """Does the published limit follow at least from the published variances?"""
    gap = sp.expand(constants.K - stirling.K_for(constants.V_D, constants.V_G).result)
    short = simplified(gap, MODEL_DOMAIN)
    if counterexample(gap, MODEL_DOMAIN) is None:
        return Finding(
            Kind.CERTIFIED, Outcome.SILENT, "the limit follows from the published variances"
        )
    return Finding(
        Kind.CERTIFIED,
        Outcome.FAILS,
        f"even with the published variances of the gradients the limit is too large by ${short}$",
    )


GROWTH_RATE = Claim(
    id="lemma3.K",
    title="Exponential growth rate of the constant $K_N$",
    published=constants.K,
    derived=stirling.K,
    domain=MODEL_DOMAIN,
    exponent=N,
    examinations=(Examination("with the published variances", _constants_alone),),
    nature=(rates.growth_of_the_constant(),),
    source=code(
        "Lemma 3",
        "rmt/constants.py 29-31",
        r"\frac{13 \log 2}{2} + 5 \log \pi - \frac{\kappa}{2} \log(p + \sigma_z^2 (p+q) 2^{p+q}) "
        r"- \frac{1-\kappa}{2} \log(\sigma_z^2 (p+q) 2^{p+q}) "
        r"- \frac{\kappa \log \kappa}{2} - \frac{(1-\kappa) \log(1-\kappa)}{2}",
    ),
    uses=("lemma2.gradient-variance-D", "lemma2.gradient-variance-G"),
    published_from=lambda given: constants.growth_rate(
        given["lemma2.gradient-variance-D"], given["lemma2.gradient-variance-G"]
    ),
)

CLAIMS = (GROWTH_RATE,)
