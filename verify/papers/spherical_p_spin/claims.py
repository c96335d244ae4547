"""What the paper says of the pure spherical p-spin glass, in this toolkit's normalisation.

The paper's Hamiltonian is sqrt(N) L on the sphere of radius sqrt(N); energies u are the same.
"""

from __future__ import annotations

from collections.abc import Mapping

import sympy as sp

from glassproof.derivations.p_spin import complexity, hessian
from glassproof.derivations.p_spin.model import INNER_DOMAIN, OUTER_DOMAIN, P_DOMAIN, k, p, u
from glassproof.verify.claims.claim import Claim
from glassproof.verify.papers.spherical_p_spin import nature
from glassproof.verify.papers.spherical_p_spin.paper import N, cited

E = 2 * sp.sqrt((p - 1) / p)


def rate(threshold: sp.Expr) -> sp.Expr:
    """I_1 for an edge at minus ``threshold``."""
    root = sp.sqrt(u**2 - threshold**2)
    return -u / threshold**2 * root - sp.log(-u + root) + sp.log(threshold)


I_1 = rate(E)
TOP = sp.log(p - 1) / 2
BELOW = TOP - (p - 2) / (4 * (p - 1)) * u**2


def _count_on_the_circle(given: Mapping[str, sp.Expr]) -> sp.Expr:
    """Two dimensions: the diagonal entry has twice the variance, and shift squared."""
    spread = 2 * given["kac-rice.hessian-variance"] + given["kac-rice.hessian-shift"] ** 2
    return 2 * sp.sqrt(spread / given["kac-rice.gradient-variance"])


def _threshold(given: Mapping[str, sp.Expr]) -> sp.Expr:
    """Where the semicircle, of radius two in units of the entries, ends at zero."""
    return -2 * sp.sqrt(given["kac-rice.hessian-variance"]) / given["kac-rice.hessian-shift"]


def _inside(given: Mapping[str, sp.Expr]) -> sp.Expr:
    """Density of the gradient, weight of the energy, log-potential within the semicircle."""
    ratio = given["kac-rice.hessian-variance"] / given["kac-rice.gradient-variance"]
    return sp.log(ratio) / 2 - u**2 / 2 + u**2 / given["complexity.threshold"] ** 2


def _outside(given: Mapping[str, sp.Expr]) -> sp.Expr:
    return given["complexity.inside"] - given["complexity.rate-function"]


def _index(given: Mapping[str, sp.Expr]) -> sp.Expr:
    return given["complexity.outside"] - k * given["complexity.rate-function"]


def _at_the_threshold(given: Mapping[str, sp.Expr]) -> sp.Expr:
    return given["complexity.index"].subs(u, -given["complexity.threshold"])


CLAIMS = (
    Claim(
        id="kac-rice.gradient-variance",
        title="Variance of a component of the gradient",
        published=p,
        derived=hessian.gradient_variance,
        domain=P_DOMAIN,
        nature=(nature.GRADIENT,),
        source=cited(
            "the covariances behind the Kac-Rice formula",
            r"\operatorname{Var} \partial_i f = p",
        ),
    ),
    Claim(
        id="kac-rice.hessian-variance",
        title="Variance of an off-diagonal entry of the Hessian",
        published=p * (p - 1),
        derived=hessian.hessian_variance,
        domain=P_DOMAIN,
        nature=(nature.HESSIAN,),
        source=cited(
            "the covariances behind the Kac-Rice formula",
            r"\operatorname{Var} \partial_i \partial_j f = p(p-1)",
        ),
    ),
    Claim(
        id="kac-rice.hessian-shift",
        title="Covariance of a diagonal entry of the Hessian and the energy",
        published=-p,
        derived=hessian.hessian_shift,
        domain=P_DOMAIN,
        source=cited(
            "the covariances behind the Kac-Rice formula",
            r"\operatorname{Cov}(f, \partial_i \partial_i f) = - p",
        ),
    ),
    Claim(
        id="kac-rice.circle",
        title="Expected number of critical points on the circle, $N = 2$",
        published=2 * sp.sqrt(3 * p - 2),
        derived=complexity.count_on_the_circle,
        domain=P_DOMAIN,
        nature=(nature.circle(3), nature.circle(6)),
        uses=(
            "kac-rice.gradient-variance", "kac-rice.hessian-variance", "kac-rice.hessian-shift",
        ),
        published_from=_count_on_the_circle,
        source=cited(
            "the identity with the GOE, at $N = 2$",
            r"\mathbb{E} \, \mathrm{Crt}_2 = 2 \sqrt{3 p - 2}",
        ),
    ),
    Claim(
        id="complexity.threshold",
        title="Threshold energy $E_inf$",
        published=E,
        derived=hessian.threshold,
        domain=P_DOMAIN,
        uses=("kac-rice.hessian-variance", "kac-rice.hessian-shift"),
        published_from=_threshold,
        source=cited(
            "the threshold energy",
            r"E_\infty = 2 \sqrt{\frac{p-1}{p}}",
        ),
    ),
    Claim(
        id="complexity.rate-function",
        title="Rate function $I_1$ of the least eigenvalue",
        published=I_1,
        derived=complexity.rate_function,
        domain=OUTER_DOMAIN,
        uses=("complexity.threshold",),
        exponent=N,
        published_from=lambda given: rate(given["complexity.threshold"]),
        source=cited(
            "the rate function",
            r"I_1(u) = - \frac{u}{E_\infty^2} \sqrt{u^2 - E_\infty^2}"
            r" - \log \left( - u + \sqrt{u^2 - E_\infty^2} \right) + \log E_\infty",
        ),
    ),
    Claim(
        id="complexity.inside",
        title="Complexity of the energy above the threshold",
        published=BELOW,
        derived=complexity.complexity_inside,
        domain=INNER_DOMAIN,
        uses=(
            "kac-rice.gradient-variance", "kac-rice.hessian-variance", "complexity.threshold",
        ),
        exponent=N,
        published_from=_inside,
        source=cited(
            "the theorem on critical points of any index",
            r"\Theta_p(u) = \frac{1}{2} \log(p-1)"
            r" - \frac{p-2}{4(p-1)} u^2, \quad - E_\infty \leq u \leq 0",
        ),
    ),
    Claim(
        id="complexity.outside",
        title="Complexity of the energy below the threshold",
        published=BELOW - I_1,
        derived=complexity.complexity_outside,
        domain=OUTER_DOMAIN,
        uses=("complexity.inside", "complexity.rate-function"),
        exponent=N,
        published_from=_outside,
        source=cited(
            "the theorem on critical points of any index",
            r"\Theta_p(u) = \frac{1}{2} \log(p-1)"
            r" - \frac{p-2}{4(p-1)} u^2 - I_1(u), \quad u \leq - E_\infty",
        ),
    ),
    Claim(
        id="complexity.total",
        title="Total complexity",
        published=TOP,
        derived=complexity.total_complexity,
        domain=P_DOMAIN,
        uses=("complexity.inside",),
        exponent=N,
        published_from=lambda given: given["complexity.inside"].subs(u, 0),
        source=cited(
            "the theorem on critical points of any index",
            r"\Theta_p(u) = \frac{1}{2} \log(p-1), \quad u \geq 0",
        ),
    ),
    Claim(
        id="complexity.index",
        title="Complexity of critical points of index $k$ below the threshold",
        published=BELOW - (k + 1) * I_1,
        derived=complexity.complexity_of_index,
        domain=OUTER_DOMAIN,
        uses=("complexity.outside", "complexity.rate-function"),
        exponent=N,
        published_from=_index,
        source=cited(
            "the theorem on critical points of index $k$",
            r"\Theta_{k,p}(u) = \frac{1}{2} \log(p-1)"
            r" - \frac{p-2}{4(p-1)} u^2 - (k+1) I_1(u), \quad u \leq - E_\infty",
        ),
    ),
    Claim(
        id="complexity.index-total",
        title="Total complexity of critical points of any fixed index",
        published=TOP - (p - 2) / p,
        derived=complexity.total_complexity_of_index,
        domain=P_DOMAIN,
        uses=("complexity.index", "complexity.threshold"),
        exponent=N,
        published_from=_at_the_threshold,
        source=cited(
            "the theorem on critical points of index $k$",
            r"\Theta_{k,p}(u) = \frac{1}{2} \log(p-1) - \frac{p-2}{p}, \quad u \geq - E_\infty",
        ),
    ),
)  # fmt: skip
