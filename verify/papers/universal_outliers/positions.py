"""Where outliers are, when there is one, how they expand in s, and how their vectors align."""

from __future__ import annotations

from functools import partial

import numpy as np
import sympy as sp

from glassproof.derivations.free_probability import outliers
from glassproof.derivations.free_probability.outliers import (
    BEYOND,
    BULK,
    cumulant_domain,
    k,
    r,
    s,
    t_1,
    t_2,
    theta,
    w,
)
from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain
from glassproof.numerics.free_convolution.certified import Noise, outlier_exactly, support
from glassproof.numerics.free_convolution.finite_size import chance_beyond
from glassproof.numerics.free_convolution.outliers import NoOutlierError
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.nature.experiment import Experiment
from glassproof.verify.claims.nature.statistical_tests.base import Sums
from glassproof.verify.claims.nature.statistical_tests.bounds import TailTest
from glassproof.verify.claims.relation import Approach, Relation
from glassproof.verify.claims.statements import computed
from glassproof.verify.papers.universal_outliers.matrices import (
    BELOW,
    COVARIANCE,
    PLAIN,
    RATIO,
    SIZE,
    TWO_ATOMS,
    UNEVEN,
    Sum,
    overlap,
    position,
    same,
)
from glassproof.verify.papers.universal_outliers.paper import ORDER, cited, prose, summarised

_THROUGH = r"\theta + R_{sX}(G_A(\theta))"
_G_A = w / (theta - t_1) + (1 - w) / (theta - t_2)
_LEFT = 1 - s**2 * (w / (theta - t_1) ** 2 + (1 - w) / (theta - t_2) ** 2)

POSITION = Claim(
    id="outliers.position",
    title="The outlier, $X$ semicircular, no bulk",
    published=theta + s**2 / theta,
    derived=outliers.position,
    domain=BEYOND,
    nature=(
        position("Gaussian", PLAIN),
        position("Gaussian", BELOW),
        position("signs", PLAIN),
        position("sparse", PLAIN),
    ),
    source=cited(
        "outliers of the batch Hessian",
        r"\theta + \frac{s^2}{\theta}, \; |\theta| "
        r"> s",
    ),
)

THRESHOLD = Claim(
    id="outliers.position.threshold",
    title="The least spike with an outlier, no bulk",
    published=s,
    derived=outliers.threshold,
    domain=Domain({s: BEYOND.ranges[s]}),
    uses=("outliers.position",),
    source=cited("outliers of the batch Hessian", r"|\theta| > s"),
)

WITH_BULK = Claim(
    id="outliers.position.bulk",
    title="The outlier through the subordination function, $X$ semicircular, a bulk of two atoms",
    published=theta + s**2 * _G_A,
    derived=outliers.position_with_bulk,
    domain=BULK,
    nature=(
        position("Gaussian", TWO_ATOMS),
        position("Gaussian", UNEVEN),
        position("sparse", TWO_ATOMS),
    ),
    source=summarised("outliers of the batch Hessian", _THROUGH),
)

_BESIDE = Domain({s: BEYOND.ranges[s], theta: BEYOND.ranges[theta], r: BEYOND.ranges[s]},
                 (theta > s * (1 + r),))  # fmt: skip

IN_COVARIANCE = Claim(
    id="outliers.position.covariance",
    title="The outlier, $X$ a centred sample covariance of ratio $r^2$, no bulk",
    published=theta + s**2 / theta / (1 - r * s / theta),
    derived=outliers.position_in_covariance,
    domain=_BESIDE,
    nature=(position("sample covariance", COVARIANCE),),
    source=summarised(
        "outliers of the batch Hessian", _THROUGH, also="$R_X(g) = g/(1 - r g)$ for this $X$"
    ),
)

CONDITION = Claim(
    id="outliers.position.condition",
    title="The condition of existence, which is the derivative of the position in $theta$",
    published=sp.diff(theta + s**2 * _G_A, theta),
    derived=outliers.condition,
    domain=BULK,
    source=summarised("outliers of the batch Hessian", also="an outlier where it is positive"),
)

EXAMPLES = (("1/2", "5/2"), ("1", "3/2"), ("2", "7/2"), ("1/4", "1/3"))
"""s and theta; the bulk has the atoms -1 and 1, of equal weight."""


def _certified() -> tuple[bool, str]:
    """Edges in balls, outliers as rational numbers: one lies outside where there is one."""
    lines, agree = [], True
    for scale, spike in EXAMPLES:
        noise = Noise(variance=sp.Rational(scale) ** 2)
        edges = support(noise, [-1, 1], ["1/2", "1/2"]).edges
        words = ", ".join(f"{float(edge):.5f}" for edge in edges)
        slope = _LEFT.subs({s: scale, theta: spike, t_1: 1, t_2: -1, w: sp.Rational(1, 2)})
        try:
            at, left = outlier_exactly(spike, noise, [-1, 1], ["1/2", "1/2"])
            beyond = sum(1 for edge in edges if edge < at)
            agree &= slope == sp.Rational(str(left)) > 0 and beyond % 2 == 0
            told = f"an outlier at {at}"
        except NoOutlierError:
            agree &= bool(slope <= 0)
            told = "no outlier"
        lines.append(f"$s = {scale}$, $theta = {spike}$: edges {words}, {told}")
    return agree, "the bulk has the atoms $-1$ and 1: " + "; ".join(lines)


def _miscounted(spike: sp.Expr, number: int, rng: np.random.Generator, draws: int) -> Sums:
    """Matrices, and those with another number of eigenvalues above the edge and its room."""
    given = Sum("Gaussian", {**TWO_ATOMS, theta: spike})
    values = np.array([np.linalg.eigvalsh(given.sampled(rng)) for _ in range(draws)])
    counts = (values > _LEVEL).sum(axis=1)
    return np.array([draws, np.count_nonzero(counts != number)], float)


_LEVEL = 3.1  # half a unit above the edge of signs and s = 1, 3 sqrt(3)/2


def _counted(spike: sp.Expr, number: int) -> Experiment:
    given = Sum("Gaussian", {**TWO_ATOMS, theta: spike})
    if number:  # too few, or a second one, which interlaces with what is there without the spike
        low = np.exp(-SIZE * (given.spiked().position() - _LEVEL) ** 2 / 4)
        bound = float(low) + chance_beyond(given.spectrum[:-1], _LEVEL)
    else:
        bound = chance_beyond(given.spectrum, _LEVEL)
    return Experiment(
        f"eigenvalues beyond the bulk, theta = {spike}",
        f"share of matrices with a number of eigenvalues above {_LEVEL:g} that is not {number}, "
        f"bulk at $-1$ and 1, $s = 1$, $N = {SIZE}$, $theta = {spike}$",
        {**TWO_ATOMS, theta: spike},
        partial(_miscounted, spike, number),
        160,
        TailTest(),
        asserted=same(lambda: bound),
    )


EXISTENCE = Claim(
    id="outliers.position.existence",
    title="There is an outlier where the condition holds, and none elsewhere",
    published="A spike $theta$ outside the bulk of $A$ leads to an outlier of $s X + A$, $X$ "
    "semicircular, if the derivative of the position in $theta$ is positive, and to none if it is "
    "negative; in gaps of the bulk as beyond its ends.",
    domain=Domain({}),
    examinations=(computed("certified edges and outliers", _certified),),
    nature=(_counted(sp.Rational(7, 2), 1), _counted(sp.Rational(3, 2), 0)),
    uses=("outliers.position.condition",),
    source=summarised("outliers of the batch Hessian"),
)

_PRINTED = theta + sum(k(n) * s**n / theta ** (n - 1) for n in range(1, ORDER + 1))


def _cumulants() -> Derivation:
    return outliers.expansion(ORDER)


_SAMPLED = {
    **COVARIANCE, k(1): sp.Integer(0), **{k(n): sp.sqrt(RATIO) ** (n - 2) for n in (2, 3, 4)},
}  # fmt: skip
_REST = float(
    (s**2 / (theta - r * s) - s**2 / theta * sum((r * s / theta) ** n for n in range(ORDER - 1)))
    .subs(COVARIANCE)
)  # fmt: skip
"""What the powers beyond the printed ones add, for the sampled law."""

EXPANSION = Claim(
    id="outliers.expansion",
    title="The outlier in powers of $s$, from the free cumulants of $X$",
    published=_PRINTED,
    derived=_cumulants,
    domain=cumulant_domain(ORDER),
    nature=(position("sample covariance", {s: COVARIANCE[s], theta: COVARIANCE[theta],
                                          **{x: v for x, v in _SAMPLED.items() if x != r}},
                     allowance=_REST),),
    source=cited(
        "outliers in powers of $s$",
        r"\theta + s k_1 + \frac{s^2 k_2}{\theta} + \frac{s^3 k_3}{\theta^2} + "
        r"\frac{s^4 k_4}{\theta^3} + \ldots",
        also=f"to the power {ORDER}; the derivation is made for any",
    ),
)  # fmt: skip


def _centred() -> Derivation:
    found = _cumulants()
    return Derivation(
        "The outlier of centred noise",
        (*found.steps, Step(found.result.subs(k(1), 0), "$X$ is centred",
                            via=lambda e: e.subs(k(1), 0))),
        found.domain,
    )  # fmt: skip


LOWEST = Claim(
    id="outliers.expansion.lowest",
    title="To lowest order in $s$: the second free cumulant alone",
    published=theta + s**2 * k(2) / theta,
    derived=_centred,
    domain=cumulant_domain(ORDER),
    relation=Relation.ORDER,
    approach=Approach(s, sp.Integer(0), "+"),
    remainder=s**3,
    source=cited("outliers in powers of $s$", r"\theta + \frac{s^2 m_2}{\theta}"),
)

OVERLAP = Claim(
    id="outliers.overlap",
    title="Squared overlap of the outlier's eigenvector with the spike's, no bulk",
    published=1 - s**2 / theta**2,
    derived=outliers.overlap,
    domain=BEYOND,
    nature=(overlap("Gaussian", PLAIN), overlap("sparse", PLAIN)),
    source=prose("a control", also="ours: the document states no overlap at hand"),
)

OVERLAP_BULK = Claim(
    id="outliers.overlap.bulk",
    title="The same with a bulk of two atoms",
    published=_LEFT,
    derived=outliers.condition,
    domain=BULK,
    nature=(overlap("Gaussian", TWO_ATOMS), overlap("signs", UNEVEN)),
    source=prose("a control", also="ours: the document states no overlap at hand"),
)

CLAIMS = (
    POSITION, THRESHOLD, WITH_BULK, IN_COVARIANCE, CONDITION, EXISTENCE, EXPANSION, LOWEST, OVERLAP,
    OVERLAP_BULK,
)  # fmt: skip
