"""Section 5: the Coulomb gas, concentration, large deviations of the index, Theta."""

from __future__ import annotations

from math import inf
from typing import Any

import flint
import sympy as sp

from glassproof.derivations.block_matrix import concentration, coulomb_gas, log_concentration
from glassproof.derivations.block_matrix.symbols import (
    SPECTRUM_DOMAIN,
    N,
    b,
    b1,
    kappa,
    kappa_prime,
    x,
    x1,
)
from glassproof.derivations.ensembles import extreme_eigenvalues, max_norm
from glassproof.derivations.gan_glass import large_deviations
from glassproof.derivations.gan_glass.complexity import concavity
from glassproof.derivations.gan_glass.model import MODEL_DOMAIN, k_D, k_G, p, q, sigma_z
from glassproof.derivations.proof.balls import enclose
from glassproof.derivations.proof.domain import Domain, Point, Range
from glassproof.numerics.block_matrix.certified_spectrum import log_potential_ball
from glassproof.numerics.gan_glass.certified_complexity import theta_ball
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.evidence import Examination, Finding, Kind, Outcome
from glassproof.verify.papers.gan_spin_glass import constants, corrected, determinants, rates
from glassproof.verify.papers.gan_spin_glass.paper import code, text

E, u = extreme_eigenvalues.E, extreme_eigenvalues.u
PUBLISHED_EDGE_G = sp.sqrt(2 * (1 - kappa)) * b
PUBLISHED_EDGE_D = sp.sqrt(2 * kappa * (b**2 + b1**2))
FIGURE_2 = {p: sp.Integer(3), q: sp.Integer(3), sigma_z: sp.Integer(1), kappa: sp.Rational(9, 10)}
GLASS_2: dict[str, Any] = {"p": 3, "q": 3, "sigma_z": 1, "kappa": "9/10"}
BOUNDS_2 = (5.0, 0.5)

BLOCKS = Domain({s: r for s, r in SPECTRUM_DOMAIN.ranges.items() if s in (kappa, b, b1)})
OUTLIERS_G = Domain(
    {
        **BLOCKS.ranges,
        k_G: Range(0, None, integer=True, closed=True, draw=(1, 30)),
        x: Range(None, 0, draw=(-400, -1)),
    },
    (x < -PUBLISHED_EDGE_G,),
)
OUTLIERS_D = Domain(
    {
        **BLOCKS.ranges,
        k_D: Range(0, None, integer=True, closed=True, draw=(1, 30)),
        x: Range(0, None, draw=(1, 400)),
        x1: Range(0, None, draw=(1, 400)),
    },
    (x + x1 > sp.sqrt(2) * (b + b1),),
)


def published_rate(value: sp.Expr, edge: sp.Expr) -> sp.Expr:
    """I1 as published, at either sign of its argument."""
    size = sp.Abs(value)
    root = sp.sqrt(value**2 - edge**2)
    return size * root / edge**2 - sp.log(size + root) + sp.log(edge)


COULOMB_GAS = Claim(
    id="section5.coulomb-gas",
    title="The mean determinant grows like the log-potential",
    published="$(1/N) log E|det(H - x)|$ tends to the integral of $log|lambda - x|$ over the "
    "limiting spectral measure.",
    derived=coulomb_gas.annealed_gap,
    domain=SPECTRUM_DOMAIN,
    nature=(
        determinants.determinant_growth("determinants, in the bulk", determinants.INSIDE),
        determinants.determinant_growth("determinants, off the support", determinants.OUTSIDE),
        determinants.determinant_growth("determinants, Figure 4", determinants.PAPER_POINT),
    ),
    source=text(
        "Theorem 1",
        "lines 63 and 87",
        r"\frac{1}{N} \log \mathbb{E} |\det(H - x)| \to \int \log |\lambda - x| \, d "
        r"\mu(\lambda)",
        code_lines="rmt/coulomb.py 45-54",
    ),
    uses=("lemma4.concentration", "lemma5.max-norm"),
)


def _constant_of_the_bound() -> Finding:
    """Does the derived sub-Gaussian bound contain x, x1, or depend on N but through its rate?"""
    bound = concentration.tail().result
    regularised = log_concentration.log_tail().result
    free = not {x, x1} & (bound.free_symbols | regularised.free_symbols)
    log_concentration.lower_tail()
    return Finding(
        Kind.SYMBOLIC,
        Outcome.HOLDS if free else Outcome.SILENT,
        f"$P(|F - E F| > delta) <= {bound}$ for a statistic of slope $slope$; its constant "
        f"${concentration.V}$ contains neither $x$ nor $x1$ nor $N$",
        f"for $log((lambda - x)^2 + epsilon^2)/2$: ${regularised}$; for $log|lambda - x|$ itself "
        "there is no sub-Gaussian lower tail ($E 1/|det H|$ is infinite), so the regularisation "
        "is needed",
    )


CONCENTRATION = Claim(
    id="lemma4.concentration",
    title="Log-linear statistics concentrate, uniformly in $x$, $x1$ and $N$",
    published="The log-Sobolev bound of Guionnet and Zeitouni holds for the (regularised) "
    "log-linear statistics of $H$ with a constant independent of $x$, $x1$ and $N$.",
    derived=log_concentration.log_tail,
    domain=SPECTRUM_DOMAIN,
    examinations=(Examination("the constant of the bound", _constant_of_the_bound),),
    nature=(
        determinants.tail("sampled tails, in the bulk", determinants.INSIDE),
        determinants.tail("sampled tails, off the support", determinants.OUTSIDE),
    ),
    source=text(
        "Lemma 4",
        "line 79",
    ),
)


def _least_constant() -> Finding:
    """The supremum over N of (1/N) log E max^N at variance c/N, enclosed and located."""
    found = max_norm.least_growth()
    value = found.value.str(12, radius=False)
    limit = max_norm.limiting_growth().result
    return Finding(
        Kind.SYMBOLIC,
        Outcome.HOLDS,
        f"such a $C$ exists; the least is $log(c)/2 + {value}$, attained at $N = {found.size}$",
        f"the least $C$ for every $N$ is $log(c)/2 + {value}$; for large $N$ it is ${limit}$",
        {"least growth at c = 1": value, "attained at N": found.size},
    )


MAX_NORM = Claim(
    id="lemma5.max-norm",
    title="The largest entry's $N$-th moment grows at most exponentially",
    published="$E (max |entry|)^N <= exp(C N)$ for some $C$ independent of $N$, for a symmetric "
    "matrix of independent centred Gaussians of variance at most $c/N$.",
    derived=max_norm.limiting_growth,
    domain=max_norm.MAX_NORM_DOMAIN,
    examinations=(Examination("the least constant", _least_constant),),
    nature=(determinants.max_norm_moment(),),
    source=text(
        "Lemma 5",
        "line 83",
        r"\mathbb{E} \left( \max_{i,j} |X_{i j}| \right)^N \leq e^{C N}",
    ),
)
RATE_FUNCTION = Claim(
    id="section5.rate-function",
    title="Cost of an outlying eigenvalue of a GOE, at speed $n$",
    published=published_rate(u, E),
    derived=extreme_eigenvalues.rate_function,
    domain=extreme_eigenvalues.RATE_DOMAIN,
    exponent=N,
    nature=(rates.outlier(40, rates.NEAR), rates.outlier(5, rates.FAR)),
    source=code(
        "Section 5, rate function",
        "rmt/coulomb.py 57-61",
        r"\frac{|u| \sqrt{u^2 - E^2}}{E^2} - \log(|u| + \sqrt{u^2 - E^2}) + \log E",
    ),
)
EDGE_G = Claim(
    id="section5.index-edge-G",
    title="Edge of the generator's diagonal block",
    published=PUBLISHED_EDGE_G,
    derived=large_deviations.edge_G,
    domain=BLOCKS,
    nature=(determinants.largest_eigenvalue("G"),),
    source=code(
        "Section 5, index",
        "rmt/coulomb.py 28",
        r"\sqrt{2(1-\kappa)} \, b",
    ),
)
EDGE_D = Claim(
    id="section5.index-edge-D",
    title="Edge of the discriminator's diagonal block",
    published=PUBLISHED_EDGE_D,
    derived=large_deviations.edge_D,
    domain=BLOCKS,
    nature=(determinants.largest_eigenvalue("D"),),
    source=code(
        "Section 5, index",
        "rmt/coulomb.py 30",
        r"\sqrt{2 \kappa (b^2 + b_1^2)}",
    ),
)
WEIGHT_G = Claim(
    id="section5.index-weight-G",
    title="Cost of $k_G$ negative eigenvalues of the generator's Hessian",
    published=k_G * kappa * published_rate(x, PUBLISHED_EDGE_G),
    derived=large_deviations.index_weight_G,
    domain=OUTLIERS_G,
    nature=(rates.negative_eigenvalue_G(),),
    source=code(
        "Section 5, index",
        "rmt/coulomb.py 27-28",
        r"k_G \kappa I_1 \left( x; \sqrt{2(1-\kappa)} \, b \right)",
    ),
    uses=("section5.rate-function", "section5.index-edge-G"),
    published_from=lambda given: k_G * kappa * published_rate(x, given["section5.index-edge-G"]),
)
WEIGHT_D = Claim(
    id="section5.index-weight-D",
    title="Cost of $k_D$ negative eigenvalues of the discriminator's Hessian",
    published=k_D * kappa_prime * published_rate(-(x + x1), PUBLISHED_EDGE_D),
    derived=large_deviations.index_weight_D,
    domain=OUTLIERS_D,
    nature=(rates.negative_eigenvalue_D(),),
    source=code(
        "Section 5, index",
        "rmt/coulomb.py 29-30",
        r"k_D (1-\kappa) I_1 \left( -(x + x_1); \sqrt{2 \kappa (b^2 + b_1^2)} \right)",
    ),
    uses=("section5.rate-function", "section5.index-edge-D"),
    published_from=lambda given: (
        k_D * kappa_prime * published_rate(-(x + x1), given["section5.index-edge-D"])
    ),
)


def _index_zero() -> Finding:
    """Theta with index (0, 0) and without index, both enclosed, at the parameters of Figure 5."""
    concavity()
    free = theta_ball(inf, inf, **GLASS_2)
    zero = theta_ball(inf, inf, **GLASS_2, index=True)
    apart = bool(zero < free)
    demands = " and ".join(f"${relation}$" for relation in large_deviations.index_zero_region())
    return Finding(
        Kind.CERTIFIED,
        Outcome.FAILS if apart else Outcome.SILENT,
        "at $p = q = 3$, $kappa = 9/10$, $sigma_z = 1$ the exponent of all critical points is "
        f"{free.str(8)}, of those with index (0, 0) {zero.str(8)}",
        f"index 0 demands {demands}: no eigenvalue on the wrong side of zero, where the rate at "
        "speed $N^2$ forbids it",
        {"all": free.str(12), "index (0, 0)": zero.str(12)},
    )


def _index_zero_as_published() -> Finding:
    """Do the published edges, if they were right, leave every point to index zero?"""
    return Finding(
        Kind.SYMBOLIC,
        Outcome.FAILS if PUBLISHED_EDGE_D.is_positive else Outcome.SILENT,
        f"index 0 demands $x + x1$ beyond the edge, and ${PUBLISHED_EDGE_D}$, as published, is "
        "positive: the origin, where the exponent of all points is largest, is excluded by it, "
        "too",
    )


INDEX_ZERO = Claim(
    id="section5.index-zero",
    title="Index zero restricts nothing",
    published="$k_D = k_G = 0$ restricts nothing: the exponent is that of the count without index.",
    domain=MODEL_DOMAIN,
    examinations=(Examination("exponents at index zero", _index_zero),),
    source=code(
        "Section 5, index",
        "rmt/coulomb.py 26-31",
        r"\text{a cost only where } k_D > 0 \text{ or } k_G > 0",
    ),
    uses=("section5.index-edge-D", "section5.index-edge-G"),
    follows=Examination("index zero with the published edges", _index_zero_as_published),
)


def published_theta_at_least(point: Point) -> flint.arb:
    """K as published plus the log-potential at x = x1 = 0 with the published b and b1.

    The origin lies in the published region whenever u_G > 0 and u_D > 0, and costs nothing; so
    this is a lower bound of the published Theta there.
    """
    scales = {
        "b": sp.sqrt(sp.expand(constants.B**2).subs(point)),
        "b1": sp.sqrt(sp.expand(constants.B1**2).subs(point)),
    }
    potential = log_potential_ball(0, x1=0, kappa=point[kappa], **scales)
    return enclose(constants.K, point).real + potential


def _published_exponent() -> Finding:
    """A lower bound of the published Theta against the exact one, at the bounds of Figure 2."""
    exact = theta_ball(*BOUNDS_2, **GLASS_2)
    published = published_theta_at_least(FIGURE_2)
    apart = bool(published > exact)
    return Finding(
        Kind.CERTIFIED,
        Outcome.FAILS if apart else Outcome.SILENT,
        "at $p = q = 3$, $kappa = 9/10$, $sigma_z = 1$, $u_D = 5$, $u_G = 1/2$ the published "
        f"$Theta$ is at least {published.str(8)}, the exact one {exact.str(8)}",
        "$Theta = K$ + sup of $-alpha^2/2 - G^2/(2*2^m) - delta^2/(2*m*2^m)$ + log-potential over "
        "$alpha - sigma_z G <= u_D$, $sigma_z G <= u_G$, with $x = sigma_z (m G - delta)/(2 sqrt "
        "2)$, $x1 = (sigma_z delta - p alpha)/sqrt 2$: three variables, strictly concave, one "
        "maximiser",
        {"published, at least": published.str(12), "exact": exact.str(12)},
    )


THETA = Claim(
    id="section5.theta",
    title="The annealed complexity $Theta$",
    published="$Theta(u_D, u_G) = K$ + sup over the region of $-x**2/(2*s2) - x1**2/(2*s12)$ + "
    "the log-potential at ($x$, $x1$).",
    derived=concavity,
    domain=MODEL_DOMAIN,
    examinations=(Examination("the exponent of Figure 2", _published_exponent),),
    source=text(
        "Section 5",
        "line 63",
        r"K + \sup_{x < P, \, x_1 > R x + Q} \left( - \frac{x^2}{2 s^2} - \frac{x_1^2}{2 s_1^2} "
        r"+ \int \log |z - x| \, d \mu_{x_1}(z) \right)",
        code_lines="rmt/complexity.py 35-53 and rmt/coulomb.py 22 and 45-54",
    ),
    uses=(
        "lemma3.K",
        "lemma2.x-variance",
        "lemma2.x1-variance",
        "lemma2.two-shifts",
        "lemma2.independent-shifts",
        "lemma2.region-P",
        "lemma2.region-QR",
        "section4.density",
        "section5.coulomb-gas",
    ),
    corrected=Examination("the exponent with all it uses derived", corrected.theta_again),
)

CLAIMS = (
    COULOMB_GAS,
    CONCENTRATION,
    MAX_NORM,
    RATE_FUNCTION,
    EDGE_G,
    EDGE_D,
    WEIGHT_G,
    WEIGHT_D,
    INDEX_ZERO,
    THETA,
)
