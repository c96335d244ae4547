"""Section 3, Lemma 2: the variances, the Hessian as a random block matrix, its two shifts."""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.gan_glass import covariance, kac_rice
from glassproof.derivations.gan_glass.model import MODEL_DOMAIN
from glassproof.derivations.proof.equality import counterexample, is_identically_zero, simplified
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.evidence import Examination, Finding, Kind, Outcome
from glassproof.verify.papers.gan_spin_glass import constants, corrected, glass
from glassproof.verify.papers.gan_spin_glass.counts import enumeration
from glassproof.verify.papers.gan_spin_glass.paper import code, text

GRADIENT_VARIANCE_D = Claim(
    id="lemma2.gradient-variance-D",
    title="Variance of a component of the discriminator's gradient",
    published=constants.V_D,
    derived=covariance.gradient_variance_D,
    domain=MODEL_DOMAIN,
    nature=(glass.GRADIENT_D,),
    source=code(
        "Lemma 2",
        "rmt/constants.py 29, the argument of the first logarithm",
        r"p + \sigma_z^2 (p+q) 2^{p+q}",
    ),
)
GRADIENT_VARIANCE_G = Claim(
    id="lemma2.gradient-variance-G",
    title="Variance of a component of the generator's gradient",
    published=constants.V_G,
    derived=covariance.gradient_variance_G,
    domain=MODEL_DOMAIN,
    nature=(glass.GRADIENT_G,),
    source=code(
        "Lemma 2",
        "rmt/constants.py 30, the argument of the second logarithm",
        r"\sigma_z^2 (p+q) 2^{p+q}",
    ),
)
HESSIAN_SCALE = Claim(
    id="lemma2.b",
    title="Scale $b$ of the full random matrix in the Hessian",
    published=constants.B,
    derived=kac_rice.b,
    domain=MODEL_DOMAIN,
    nature=(glass.CROSS_BLOCK,),
    source=code(
        "Lemma 2",
        "rmt/constants.py 15",
        r"b = \sqrt{(p+q)(p+q-1) 2^{p+q}} \, \sigma_z",
    ),
)
CORNER_SCALE = Claim(
    id="lemma2.b1",
    title="Scale $b1$ of the random matrix added to the upper-left block",
    published=constants.B1,
    derived=kac_rice.b1,
    domain=MODEL_DOMAIN,
    nature=(glass.BLOCK_D,),
    source=code(
        "Lemma 2",
        "rmt/constants.py 14",
        r"b_1 = \sqrt{p(p-1) \kappa}",
    ),
)
X_VARIANCE = Claim(
    id="lemma2.x-variance",
    title="$N$ times the variance of the shift $x$",
    published=constants.S2,
    derived=kac_rice.x_variance,
    domain=MODEL_DOMAIN,
    nature=(glass.X_VARIANCE,),
    source=code(
        "Lemma 2",
        "rmt/constants.py 44",
        r"s^2 = \frac{\sigma_z^2 (p+q)^2 2^{3(p+q)}}{2}",
    ),
)
X1_VARIANCE = Claim(
    id="lemma2.x1-variance",
    title="$N$ times the variance of the further shift $x1$",
    published=constants.S12,
    derived=kac_rice.x1_variance,
    domain=MODEL_DOMAIN,
    nature=(glass.X1_VARIANCE,),
    source=code(
        "Lemma 2",
        "rmt/constants.py 45",
        r"s_1^2 = \frac{p^2}{2}",
    ),
)


def _conditional_x_variance() -> sp.Expr:
    """N var(x | L_D, L_G)."""
    return kac_rice.conditional_shift_law().covariance.result[0, 0]


def _x_correlation() -> sp.Expr:
    """The correlation of x and x1."""
    law = kac_rice.shift_covariance().result
    return law[0, 1] / sp.sqrt(law[0, 0] * law[1, 1])


def _must_vanish(quantity: sp.Expr, what: str, corrected: str) -> Finding:
    """The published statement needs ``quantity`` to be zero on the whole domain."""
    if is_identically_zero(quantity, MODEL_DOMAIN):
        return Finding(Kind.SYMBOLIC, Outcome.HOLDS, f"{what} vanishes identically")
    point = counterexample(quantity, MODEL_DOMAIN)
    if point is None:
        return Finding(Kind.CERTIFIED, Outcome.SILENT, f"no ball shows {what} to be non-zero")
    shown = ", ".join(f"{symbol} = {value}" for symbol, value in point.items())
    return Finding(
        Kind.CERTIFIED,
        Outcome.FAILS,
        f"{what} is ${quantity}$, which is {quantity.subs(point)} at {shown}",
        corrected,
        {"point": {str(symbol): str(value) for symbol, value in point.items()}},
    )


TWO_SHIFTS = Claim(
    id="lemma2.two-shifts",
    title="The two losses determine both diagonal shifts",
    published="Given ($L_D$, $L_G$), the shifts $x$ and $x1$ have no variance left.",
    derived=lambda: kac_rice.conditional_shift_law().covariance,
    domain=MODEL_DOMAIN,
    examinations=(
        Examination(
            "conditional law of the shifts",
            lambda: _must_vanish(
                _conditional_x_variance(),
                "$N var(x | L_D, L_G)$",
                "given both losses, $x$ keeps $N var(x | L_D, L_G) = "
                f"{_conditional_x_variance()}$: the radial derivatives of $ell_G$ along $w_D$ and "
                "$w_G$ vary with their sum fixed; the integral runs over three Gaussians, not "
                "two",
            ),
        ),
    ),
    nature=(glass.residual_variance(_conditional_x_variance),),
    source=text(
        "Lemma 2",
        "line 46",
        code_lines="rmt/complexity.py 17-19",
    ),
)
INDEPENDENT_SHIFTS = Claim(
    id="lemma2.independent-shifts",
    title="The shifts $x$ and $x1$ are independent",
    published="$x$ and $x1$ are independent: the exponent has no cross term.",
    derived=kac_rice.shift_covariance,
    domain=MODEL_DOMAIN,
    examinations=(
        Examination(
            "covariance of the shifts",
            lambda: _must_vanish(
                kac_rice.shift_covariance().result[0, 1],
                "$N cov(x, x1)$",
                f"$N cov(x, x1) = {kac_rice.shift_covariance().result[0, 1]}$",
            ),
        ),
    ),
    nature=(glass.shift_correlation(_x_correlation),),
    source=code(
        "Lemma 2",
        "rmt/coulomb.py 22",
        r"- \left( \frac{x^2}{2 s^2} + \frac{x_1^2}{2 s_1^2} \right)",
    ),
)


def _against_own_variance(shift: str, implied: sp.Expr, published: sp.Expr) -> Examination:
    """Whether the map agrees with the variance that the same paper publishes for the shift."""
    return Examination(
        "the map against the published variance",
        lambda: _must_vanish(
            implied - published,
            f"$N var({shift})$ by the map less $N var({shift})$ as published",
            f"by the map $N var({shift})$ is ${simplified(implied / published, MODEL_DOMAIN)}$ "
            "times what the paper publishes for it",
        ),
    )


REGION_P = Claim(
    id="lemma2.region-P",
    title="The map from the generator's loss to $x$ gives $x$ its variance",
    published=constants.X_BY_MAP,
    derived=kac_rice.region_P_variance,
    domain=MODEL_DOMAIN,
    examinations=(_against_own_variance("x", constants.X_BY_MAP, constants.S2),),
    nature=(glass.X_VARIANCE,),
    source=code(
        "Lemma 2, region $P$: $x < m*2**m*u_G$",
        "rmt/constants.py 60 and rmt/complexity.py 17",
        r"x < P, \quad P = (p+q) 2^{p+q} u_G",
    ),
    uses=("lemma2.x-variance", "lemma2.two-shifts"),
    published_from=lambda _: constants.X_BY_MAP,
)
REGION_QR = Claim(
    id="lemma2.region-QR",
    title="The map from the discriminator's loss to $x1$ gives $x1$ its variance",
    published=constants.X1_BY_MAP,
    derived=kac_rice.region_QR_variance,
    domain=MODEL_DOMAIN,
    examinations=(_against_own_variance("x1", constants.X1_BY_MAP, constants.S12),),
    nature=(glass.X1_VARIANCE,),
    source=code(
        "Lemma 2, region QR: $x1 > -p*u_D - p*x/(m*2**m)$",
        "rmt/constants.py 61-62 and rmt/complexity.py 18",
        r"x_1 > R x + Q, \quad Q = -p u_D, \quad R = - \frac{p}{2^{p+q} (p+q)}",
    ),
    uses=("lemma2.x1-variance", "lemma2.region-P", "lemma2.two-shifts"),
    published_from=lambda _: constants.X1_BY_MAP,
)

EXPECTED_COUNT = Claim(
    id="lemma2.expected-count",
    title="Expected number of critical points at finite $N$",
    published="The mean number of critical points is the Kac-Rice integral with the published "
    "constants, over the published region.",
    derived=kac_rice.expected_count_prefactor,
    domain=MODEL_DOMAIN,
    nature=(
        enumeration("enumeration, all points", degrees=(3, 3), noise=sp.Integer(1)),
        enumeration(
            "enumeration, low losses", degrees=(2, 1), noise=sp.Rational(1, 2), u_D=0.0, u_G=0.25
        ),
    ),
    source=code(
        "Lemma 2",
        "rmt/constants.py 14-15, 29-31, 44-45, 60-62",
        r"K_N \int_{x < P} \int_{x_1 > R x + Q} \exp \left( - \frac{N x^2}{2 s^2} "
        r"- \frac{N x_1^2}{2 s_1^2} \right) \mathbb{E} |\det H(x, x_1)| \, d x_1 \, d x",
        also="put together from these lines: the code computes only the exponent",
    ),
    uses=(
        "lemma2.gradient-variance-D",
        "lemma2.gradient-variance-G",
        "lemma2.b",
        "lemma2.b1",
        "lemma2.x-variance",
        "lemma2.x1-variance",
        "lemma2.two-shifts",
        "lemma2.independent-shifts",
        "lemma2.region-P",
        "lemma2.region-QR",
    ),
    corrected=Examination("the integral with derived constants", corrected.count_again),
)

CLAIMS = (
    GRADIENT_VARIANCE_D,
    GRADIENT_VARIANCE_G,
    HESSIAN_SCALE,
    CORNER_SCALE,
    X_VARIANCE,
    X1_VARIANCE,
    TWO_SHIFTS,
    INDEPENDENT_SHIFTS,
    REGION_P,
    REGION_QR,
    EXPECTED_COUNT,
)
