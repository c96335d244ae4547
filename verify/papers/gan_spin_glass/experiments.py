"""Figures 8 and 9 by experiment: the paper's statements on trained networks, as they are judged."""

from __future__ import annotations

from glassproof.derivations.proof.domain import Domain
from glassproof.verify.claims import extras
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.study import Studied
from glassproof.verify.papers.gan_spin_glass import experiment_tests as tests
from glassproof.verify.papers.gan_spin_glass.paper import text
from glassproof.verify.papers.gan_spin_glass.trained import BY_NOISE, BY_SHARE


def _claim(
    claim_id: str, title: str, published: str, place: str, lines: str, part: Studied
) -> Claim:
    return Claim(
        claim_id,
        title,
        published,
        text(place, lines),
        Domain({}),
        studied=(part,),
        needs=extras.NETWORKS,
        modules=extras.NETWORK_MODULES,
    )


CLAIMS = (
    _claim(
        "experiment.sigma-generator",
        "The generator's least loss as the noise grows",
        "The least generator loss falls sharply as $sigma_z$ grows and is then flat. Judged as: "
        "over decades of $sigma_z$ the mean falls from the first to [1, 10), by at least half of "
        "that within one decade, and from [1, 10) to [10, 100] changes by less than a tenth of "
        "it.",
        "Section 6, Figure 8",
        "lines 132-137",
        Studied("trained pairs along sigma_z", (BY_NOISE,), tests.noise_generator),
    ),
    _claim(
        "experiment.sigma-discriminator",
        "The discriminator's least loss as the noise grows",
        "The least discriminator loss has a clear minimum in $sigma_z$. Judged as: the mean over "
        "some decade between lies below those of the first and of the last decade by at least a "
        "tenth of the mean loss.",
        "Section 6, Figure 8",
        "lines 132-137",
        Studied("trained pairs along sigma_z", (BY_NOISE,), tests.noise_discriminator),
    ),
    _claim(
        "experiment.kappa-discriminator",
        "The discriminator's least loss against its share of the filters",
        "The least discriminator loss has a broad optimum about $kappa = 1/2$. Judged as: its "
        "mean at $kappa = 7/16$ to 9/16 lies below those at 1/16 to 3/16 and at 13/16 to 15/16, "
        "and those at 4/16 to 6/16 and 10/16 to 12/16 differ by less than half of either gap. "
        "Six contrasts of means over 48 runs a band, each called positive, or negative, by "
        "Welch's test at level 1.7e-10 against the null that it is not; at the scatter of 8 runs "
        "a share a gap of 0.079 between 7/16 to 9/16 and 13/16 to 15/16 is seen with probability "
        "0.999.",
        "Section 6, Figure 9",
        "lines 141-146",
        Studied("trained pairs along kappa", (BY_SHARE,), tests.share_discriminator),
    ),
    _claim(
        "experiment.kappa-generator",
        "The generator's least loss against the discriminator's share",
        "The least generator loss deteriorates towards $kappa = 1$, where the model says that it "
        "does not depend on $kappa$. Judged as: its mean at $kappa = 13/16$ to 15/16 lies above "
        "that at 7/16 to 9/16, over 48 runs a band, by Welch's test at level 1e-9 against the "
        "null that it does not (that it does, to exclude it); at the scatter of 8 runs a share a "
        "rise of 0.41 is seen with probability 0.999, one of 0.36 with 0.95.",
        "Section 6, Figure 9",
        "lines 141-146",
        Studied("trained pairs along kappa", (BY_SHARE,), tests.share_generator),
    ),
    _claim(
        "experiment.agreement",
        "The model and the experiment, side by side",
        "Model and experiment tell the same story. Judged as: whenever the runs decide which of "
        "two bands of $sigma_z$ or $kappa$ has the lower least loss, the model as published ($p = "
        "q = 5$; $kappa = 9/10$ along $sigma_z$, $sigma_z = 1$ along $kappa$) orders them alike; "
        "at least half of all pairs being decided.",
        "Section 6, Figures 8 and 9",
        "lines 132-146",
        Studied("order of bands", (BY_NOISE, BY_SHARE), tests.agreement),
    ),
)
