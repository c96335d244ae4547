"""Concentrated vectors: Gaussian ones, their images, what the definition has to say."""

from __future__ import annotations

from collections.abc import Callable
from math import exp

import numpy as np
import sympy as sp

from glassproof.derivations.concentration import resolvent, tails
from glassproof.derivations.concentration.tails import TAIL_DOMAIN, C, c, lam, other, q, t
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.evidence import Examination, Finding, Kind, Outcome
from glassproof.verify.claims.nature.experiment import Experiment
from glassproof.verify.claims.nature.statistical_tests.base import Sums
from glassproof.verify.claims.nature.statistical_tests.bounds import TailTest
from glassproof.verify.claims.statements import proven
from glassproof.verify.papers.gram_concentrated.paper import slides, submission

DIMENSION, DEVIATION = 1000, 1.5
Array = np.ndarray


def _tail_of(function: Callable[[Array], Array], centre: float) -> Callable[..., Sums]:
    """How often a function of N(0, I) is at least DEVIATION away from ``centre``."""

    def chunk(rng: np.random.Generator, draws: int) -> Sums:
        values = function(rng.standard_normal((draws, DIMENSION)))
        return np.array([draws, np.sum(np.abs(values - centre) >= DEVIATION)])

    return chunk


def _experiment(name: str, function: Callable[[Array], Array], centre: float) -> Experiment:
    """Medians stand for means: for a median the bound is exp(-t^2/2)/2 a side, less than ours."""
    bound = 2 * exp(-(DEVIATION**2) / 2)
    return Experiment(
        f"tail of {name}",
        f"share of draws with {name} at least {DEVIATION} from its mean, dimension {DIMENSION}",
        {},
        _tail_of(function, centre),
        8000,
        TailTest(),
        asserted=lambda: (bound, bound),
    )


def _length_mean() -> float:
    from scipy.special import gammaln

    half = DIMENSION / 2
    return float(np.sqrt(2) * np.exp(gammaln(half + 0.5) - gammaln(half)))


GAUSSIAN = Claim(
    id="concentration.gaussian",
    title="Gaussian vectors are concentrated",
    published="$N(0, I_p)$ is in $E_2(1)$: $P(|F(x) - E F(x)| >= t) <= C exp(-(t/c)^2)$ for every "
    "1-Lipschitz $F$, with $C$ and $c$ that depend neither on $F$ nor on $p$.",
    derived=tails.gaussian_tail,
    domain=TAIL_DOMAIN,
    examinations=(
        proven(
            "logarithmic Sobolev inequality",
            "$C = 2$ and $c = sqrt(2)$ do for every $p$",
            tails.gaussian_tail,
            corrected="$C = 2$, $c = sqrt(2)$",
        ),
    ),
    nature=(
        _experiment("the Euclidean norm", lambda x: np.linalg.norm(x, axis=1), _length_mean()),
        _experiment("the scaled sum", lambda x: x.sum(axis=1) / np.sqrt(DIMENSION), 0.0),
    ),
    source=slides("3", r"X \sim N(0, I_p) \Rightarrow X \in \mathcal{E}_2(1)"),
)

LIPSCHITZ = Claim(
    id="concentration.lipschitz",
    title="The tail of a Lipschitz image",
    published=C * sp.exp(-((t / (lam * c)) ** q)),
    derived=tails.image_tail,
    domain=TAIL_DOMAIN,
    source=slides("3", r"X \in \mathcal{E}_q(1) \Rightarrow G(X) \in \mathcal{E}_q(\lambda_G)"),
)

COLUMNS = Claim(
    id="concentration.columns",
    title="The constant of maps applied column by column, Frobenius norm",
    published=sp.Max(lam, other),
    derived=tails.columns_constant,
    domain=TAIL_DOMAIN,
    source=submission("corollary 2.4", r"\sup_i \| G_i \|_{lip}", also="two columns"),
)


def _two_lengths() -> Finding:
    """r sqrt(p) u, r = 1 or -1: with constants for each f alone it would be concentrated."""
    return Finding(
        Kind.SYMBOLIC,
        Outcome.HOLDS,
        "the vector $r sqrt(p) u$, $r = 1$ or $-1$ and $|u| = 1$, is bounded, so that every "
        "single $f$ has its $C$ and $sigma$; $f(x) = u^T x$ deviates by $sqrt(p)$ always, so that "
        "no $C$ and $sigma$ serve all $f$ and $p$: a constant chosen for one $f$ on one space "
        "cannot depend on the space",
        "the later statements need one $C$ and one $sigma$ for all 1-Lipschitz $f$ and all "
        "dimensions; so read, they stand",
    )


DEFINITION = Claim(
    id="concentration.definition",
    title="Constants that serve every function at once",
    published="The later statements need $C$ and $sigma$ in one choice for all 1-Lipschitz $f$; "
    "with constants for each $f$ alone every bounded vector would be concentrated.",
    domain=TAIL_DOMAIN,
    examinations=(Examination("a vector of two points", _two_lengths),),
    source=submission("definition 2.1", also="for any 1-Lipschitz $f$ there is $C$ independent of "
    "the dimension, and $sigma$; slide 3 has the same order"),
)  # fmt: skip

RESOLVENT = Claim(
    id="theorem.concentration",
    title="The resolvent as a Lipschitz map of $X$",
    published="$X -> R(z)$ is $2 z^(-3/2) p^(-1/2)$-Lipschitz in Frobenius norms; so $R(z)$ is in "
    "$E_q(p^(-1/2))$.",
    derived=resolvent.best_constant,
    domain=resolvent.RESOLVENT_DOMAIN,
    examinations=(
        proven(
            "singular values, pair by pair",
            "the best constant is $z^(-3/2) (2 p)^(-1/2)$, which is less by the factor $2 sqrt(2)$",
            resolvent.square_of_a_pair,
            resolvent.on_the_diagonal,
            resolvent.best_constant,
            corrected="$z^(-3/2) (2 p)^(-1/2)$ is best possible for two columns or more, $(3 "
            "sqrt(3)/8) z^(-3/2) p^(-1/2)$ for one",
        ),
    ),
    source=submission(
        "proof of theorem 3.3",
        r"2 z^{-3/2} p^{-1/2}",
        also="slide 8: $Q(z)$ is in $E_q(p^(-1/2))$",
    ),
)

CLAIMS = (GAUSSIAN, LIPSCHITZ, COLUMNS, DEFINITION)
