"""The regularised inverse applied to a vector: what an equivalent says of it, and what not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import sympy as sp

from glassproof.derivations.free_probability import noisy_inverse
from glassproof.derivations.free_probability.noisy_inverse import DOMAIN, c, lam
from glassproof.derivations.free_probability.outliers import s
from glassproof.derivations.proof.domain import Domain
from glassproof.derivations.prose.marked import plain
from glassproof.numerics.ensembles.wigner_type import gaussian
from glassproof.numerics.free_convolution import finite_size
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.nature.experiment import Experiment
from glassproof.verify.claims.nature.statistical_tests.base import ALLOWED, Sums
from glassproof.verify.claims.nature.statistical_tests.means import MeanTest
from glassproof.verify.claims.statements import proven
from glassproof.verify.papers.universal_outliers.matrices import moments, same
from glassproof.verify.papers.universal_outliers.paper import prose, reading

Array = np.ndarray
WITHOUT_A = Domain({x: DOMAIN.ranges[x] for x in (s, lam)}, DOMAIN.where)
AT: Mapping[sp.Symbol, Any] = {s: sp.Integer(1), lam: sp.Rational(5, 2)}
ABSTRACT = "local laws simplify preconditioned gradient descent"
FAIR = "bilinear forms are the reading that is judged as the claim"


@dataclass(frozen=True)
class Damped:
    """R = (X + A + lambda)^(-1), A diagonal with values 1 and -``spread`` or none, s = 1."""

    size: int
    regularisation: float = 2.5
    spread: float = 0.0

    @property
    def A(self) -> Array:
        """The diagonal of A."""
        half = self.size // 2
        found: Array = self.spread * np.repeat([1.0, -1.0], [half, self.size - half])
        return found

    @property
    def theory(self) -> finite_size.Damped:
        """Limits, with their corrections of order 1/N."""
        return finite_size.Damped(self.A, self.regularisation)

    def sampled(self, rng: np.random.Generator) -> tuple[Array, Array]:
        """H and R."""
        H = gaussian(self.size, rng) + np.diag(self.A)
        return H, np.linalg.inv(H + self.regularisation * np.eye(self.size))

    def form_variance(self) -> float:
        """N times the variance of R_ij, i and j in the first half: one over ladders."""
        return self.theory.square(0, 1)[0]

    def vector_error(self) -> float:
        """The limit of |R v - Q v|^2, v random of length one: (d lambda'/d lambda - 1) tr Q^2/N."""
        return self.theory.vector_error[0]

    def allowed(self, correction: float) -> MeanTest:
        """The test that allows for a correction of order 1/N, and for those beyond it."""
        return MeanTest(bias=ALLOWED * abs(correction) / self.size)

    @property
    def words(self) -> str:
        """What it is, for a reader."""
        bulk = (
            f"$A$ diagonal of {self.spread:g} and $-{self.spread:g}$" if self.spread else "no $A$"
        )
        return f"$s = 1$, $lambda = {self.regularisation:g}$, {bulk}, $N = {self.size}$"


def forms(given: Damped, rng: np.random.Generator, draws: int) -> Sums:
    """N times the mean square of R_ij over pairs i, j of the first half."""
    half, found = given.size // 2, []
    for _ in range(draws):
        block = given.sampled(rng)[1][:half, :half]
        off = (block**2).sum() - (np.diagonal(block) ** 2).sum()
        found.append(given.size * off / (half * (half - 1)))
    return moments(np.array(found))


def vectors(given: Damped, rng: np.random.Generator, draws: int) -> Sums:
    """The mean of |R e_j - Q e_j|^2 over j."""
    Q = np.diag(given.theory.equivalent)
    found = [((given.sampled(rng)[1] - Q) ** 2).sum() / given.size for _ in range(draws)]
    return moments(np.array(found))


def gradients(given: Damped, rng: np.random.Generator, draws: int) -> Sums:
    """The mean of w^T R H w over w = e_j."""
    found = []
    for _ in range(draws):
        H, R = given.sampled(rng)
        found.append(np.vdot(R, H) / given.size)
    return moments(np.array(found))


def _form(given: Damped) -> Experiment:
    return Experiment(
        plain(f"squares of bilinear forms, {given.words}"),
        f"$N$ times the mean square of $e_i^T (R - Q) e_j$, {given.words}",
        {},
        partial(forms, given),
        64,
        given.allowed(given.theory.square(0, 1)[1]),
        asserted=same(given.form_variance),
    )


def diagonals(given: Damped, rng: np.random.Generator, draws: int) -> Sums:
    """The mean of R_ii over the first half."""
    half = given.size // 2
    found = [np.diagonal(given.sampled(rng)[1])[:half].mean() for _ in range(draws)]
    return moments(np.array(found))


def _diagonal(given: Damped) -> Experiment:
    return Experiment(
        "mean of diagonal forms",
        f"mean of $e_i^T R e_i$, $i$ in the first half, {given.words}",
        {},
        partial(diagonals, given),
        64,
        given.allowed(given.theory.diagonal[0]),
        asserted=same(lambda: float(given.theory.equivalent[0])),
    )


WITH_A = Damped(200, regularisation=3.5, spread=1.0)

FORMS = Claim(
    id="local-law.precondition.form",
    title="(i) A bilinear form of the regularised inverse",
    published="$u^T (H + lambda)^(-1) v$, $H = s X$, $-lambda$ outside the spectrum, $u$ and $v$ "
    "unit vectors independent of $X$, no $A$, differs from $g u^T v$, $g = 1/(lambda - s^2 g)$, "
    "by a variable of order $N^(-1/2)$.",
    domain=Domain({}),
    examinations=(
        proven(
            "Haar's law of the eigenvectors",
            "$N$ times the variance tends to $(1 + (u^T v)^2) s^2 g^4/(1 - s^2 g^2)$, which is "
            "neither zero nor infinite: the rate is $N^(-1/2)$ and no better",
            noisy_inverse.mean_trace,
            noisy_inverse.rate,
        ),
    ),
    nature=(_form(Damped(100)), _form(Damped(400))),
    source=prose("abstract", also=ABSTRACT),
)

FORMS_WITH_A = Claim(
    id="local-law.precondition.form.bulk",
    title="(i) The same with a bulk of $A$",
    published="With $H = s X + A$ and $Q = (A + lambda - s^2 g)^(-1)$, $g = tr Q/N$, $N$ times "
    "the variance of $u^T (H + lambda)^(-1) v$ tends to $s^2 (u^T Q^2 u v^T Q^2 v + (u^T Q^2 "
    "v)^2)/(1 - s^2 q)$, $q = tr Q^2/N$, and its mean to $u^T Q v$.",
    domain=Domain({}),
    nature=(_form(WITH_A), _diagonal(WITH_A)),
    source=prose("abstract", also=ABSTRACT),
)

RATE = Claim(
    id="local-law.precondition.rate",
    title="(i) $N$ times the variance of the bilinear form, no $A$, $c = u^T v$",
    published=(1 + c**2) * ((lam / sp.sqrt(lam**2 - 4 * s**2) - 1) / (2 * s**2)
                            - ((lam - sp.sqrt(lam**2 - 4 * s**2)) / (2 * s**2)) ** 2),
    derived=noisy_inverse.rate,
    domain=DOMAIN,
    source=prose("a control", also="ours, in closed form"),
)  # fmt: skip


def _of_vector(given: Damped) -> Experiment:
    return Experiment(
        f"squared error of the vector, N = {given.size}",
        f"mean squared length of $R v - Q v$, $v$ a unit vector, {given.words}",
        AT,
        partial(vectors, given),
        64,
        given.allowed(given.theory.vector_error[1]),
    )


VECTOR = Claim(
    id="local-law.precondition.vector",
    title="(ii) The squared error of the vector, $v$ a unit vector, no $A$: it tends to zero",
    published=sp.Integer(0),
    derived=noisy_inverse.vector_error,
    domain=WITHOUT_A,
    nature=(_of_vector(Damped(100)), _of_vector(Damped(400))),
    source=reading(
        "abstract",
        "abstract and summary",
        r"(H + \lambda)^{-1} v \approx Q v",
        also=f"{ABSTRACT}; {FAIR}",
    ),
)

VECTOR_WITH_A = Claim(
    id="local-law.precondition.vector.bulk",
    title="(ii) The same with a bulk of $A$: the limit that is derived",
    published="For a random unit vector $v$ independent of $X$ the mean squared length of $R v - "
    "Q v$ tends to $s^2 q^2/(1 - s^2 q)$, $q = tr Q^2/N$: the derivative of the effective "
    "regularisation in $lambda$ less one, times $q$.",
    domain=Domain({}),
    examinations=(
        proven(
            "how the effective regularisation moves",
            "the effective regularisation $lambda - s^2 g$ has the derivative $1/(1 - s^2 q)$ in "
            "$lambda$, two atoms; $R^2$ is minus the derivative of $R$, so that $v^T R^2 v$ tends "
            "to $v^T Q^2 v$ times that",
            noisy_inverse.shift_rate,
        ),
    ),
    nature=(
        Experiment(
            "squared error of the vector with A",
            f"mean squared length of $R v - Q v$, $v$ a unit vector, {WITH_A.words}",
            {},
            partial(vectors, WITH_A),
            64,
            WITH_A.allowed(WITH_A.theory.vector_error[1]),
            asserted=same(WITH_A.vector_error),
        ),
    ),
    source=prose("a control", also="ours"),
)

BATCH = Damped(200)

SAME_BATCH = Claim(
    id="local-law.precondition.same-batch",
    title="(iii) A form with the gradient $v = H w$ of the same batch, no $A$: as if $v$ were "
    "independent, so that it tends to zero",
    published=sp.Integer(0),
    derived=noisy_inverse.same_batch,
    domain=WITHOUT_A,
    nature=(
        Experiment(
            "a form with the gradient of the same batch",
            f"mean of $w^T R H w$, {BATCH.words}",
            AT,
            partial(gradients, BATCH),
            64,
            BATCH.allowed(BATCH.regularisation * float(BATCH.theory.diagonal[0])),
        ),
    ),
    source=reading(
        "abstract",
        "abstract and summary",
        also="the gradient of a batch at distance $w$ from the minimum of its quadratic loss; $w$ "
        "a unit vector, the form is $w^T R v$; $R H w = w - lambda R w$, so that $w - lambda Q w$ "
        "is right",
    ),
)

CLAIMS = (FORMS, RATE, FORMS_WITH_A, VECTOR, VECTOR_WITH_A, SAME_BATCH)
