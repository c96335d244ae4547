"""Laws of real random variables: where they live, with which density or masses, and moments.

Reference: Johnson, Kotz, Balakrishnan, "Continuous univariate distributions" (1994); the semicircle
law as in Anderson, Guionnet, Zeitouni, "An introduction to random matrices" (2010), section 2.1.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import sympy as sp

from glassproof.derivations.proof.domain import DomainError

Moment = Callable[[int], sp.Expr]


@dataclass(frozen=True)
class Law:
    """A law with all moments.

    The variable is ``value(t)``, where t runs from ``low`` to ``high`` with ``density(t)``: over
    real numbers, or over integers with masses if the law is ``discrete``. ``moment(k)`` is the
    expectation of t^k; ``described`` says which parameters were meant, ``name`` and ``parameters``
    what to draw from.

    >>> s, t = sp.symbols("s t", positive=True)
    >>> law = normal(sp.Integer(0), s**2)
    >>> law.moment(4), law.density(t)
    (3*s**4, sqrt(2)*exp(-t**2/(2*s**2))/(2*sqrt(pi)*s))
    """

    described: str
    low: sp.Expr
    high: sp.Expr
    density: Callable[[sp.Expr], sp.Expr]
    moment: Moment
    discrete: bool = False
    value: Callable[[sp.Expr], sp.Expr] = lambda t: t
    name: str = ""
    parameters: tuple[sp.Expr, ...] = ()


def normal(mean: sp.Expr, variance: sp.Expr) -> Law:
    """N(mean, variance): moments by m(k) = mean m(k-1) + (k-1) variance m(k-2)."""
    _require(variance, "the variance")

    def moment(k: int) -> sp.Expr:
        before, now = sp.Integer(0), sp.Integer(1)
        for j in range(k):
            before, now = now, sp.expand(mean * now + j * variance * before)
        return now

    return Law(
        f"normal with mean {mean} and variance {variance}",
        -sp.oo,
        sp.oo,
        lambda t: sp.exp(-((t - mean) ** 2) / (2 * variance)) / sp.sqrt(2 * sp.pi * variance),
        moment,
        name="normal",
        parameters=(mean, variance),
    )


def uniform(low: sp.Expr, high: sp.Expr) -> Law:
    """Uniform on [low, high]: the k-th moment is the mean of low^i high^(k-i) over i = 0..k."""
    _require(high - low, "the length of the interval")
    return Law(
        f"uniform on [{low}, {high}]",
        low,
        high,
        lambda _: 1 / (high - low),
        lambda k: sp.expand(sum(low**i * high ** (k - i) for i in range(k + 1)) / (k + 1)),
        name="uniform",
        parameters=(low, high),
    )


def exponential(rate: sp.Expr) -> Law:
    """Density rate exp(-rate t) for t > 0; moments k! / rate^k."""
    _require(rate, "the rate")
    return Law(
        f"exponential with rate {rate}, mean {1 / rate}",
        sp.Integer(0),
        sp.oo,
        lambda t: rate * sp.exp(-rate * t),
        lambda k: sp.factorial(k) / rate**k,
        name="exponential",
        parameters=(rate,),
    )


def semicircle(radius: sp.Expr, mean: sp.Expr = sp.S.Zero) -> Law:
    """Wigner's law on [mean - radius, mean + radius], of variance radius^2 / 4."""
    _require(radius, "the radius")

    def centred(k: int) -> sp.Expr:
        return sp.S.Zero if k % 2 else (radius / 2) ** k * sp.catalan(k // 2)

    def moment(k: int) -> sp.Expr:
        return sp.expand(
            sum(sp.binomial(k, i) * mean ** (k - i) * centred(i) for i in range(k + 1))
        )

    return Law(
        f"semicircle of radius {radius} around {mean}, variance {radius**2 / 4}",
        mean - radius,
        mean + radius,
        lambda t: 2 * sp.sqrt(radius**2 - (t - mean) ** 2) / (sp.pi * radius**2),
        moment,
        name="semicircle",
        parameters=(radius, mean),
    )


def bernoulli(probability: sp.Expr) -> Law:
    """1 with this probability, else 0."""
    _require_probability(probability)
    return Law(
        f"1 with probability {probability}, else 0",
        sp.Integer(0),
        sp.Integer(1),
        lambda t: probability**t * (1 - probability) ** (1 - t),
        lambda k: probability if k else sp.S.One,
        discrete=True,
        name="bernoulli",
        parameters=(probability,),
    )


def rademacher() -> Law:
    """1 or -1, each with probability 1/2."""
    return Law(
        "1 or -1, each with probability 1/2",
        sp.Integer(0),
        sp.Integer(1),
        lambda _: sp.Rational(1, 2),
        lambda k: sp.Rational(1, 2) if k else sp.S.One,
        discrete=True,
        value=lambda t: 2 * t - 1,
        name="rademacher",
        parameters=(),
    )


def poisson(mean: sp.Expr) -> Law:
    """Masses mean^t exp(-mean) / t!; moments are Touchard polynomials."""
    _require(mean, "the mean")
    return Law(
        f"Poisson with mean {mean}",
        sp.Integer(0),
        sp.oo,
        lambda t: mean**t * sp.exp(-mean) / sp.factorial(t),
        lambda k: _of_factorial_moments(k, lambda j: mean**j),
        discrete=True,
        name="poisson",
        parameters=(mean,),
    )


def binomial(trials: sp.Expr, probability: sp.Expr) -> Law:
    """Masses binom(trials, t) p^t (1-p)^(trials-t)."""
    _require_probability(probability)
    if trials.is_integer is not True or trials.is_negative:
        raise DomainError(f"the number of trials is an integer >= 0, and not {trials}")
    return Law(
        f"binomial: {trials} trials with probability {probability}",
        sp.Integer(0),
        trials,
        lambda t: sp.binomial(trials, t) * probability**t * (1 - probability) ** (trials - t),
        lambda k: _of_factorial_moments(k, lambda j: sp.ff(trials, j) * probability**j),
        discrete=True,
        name="binomial",
        parameters=(trials, probability),
    )


def _of_factorial_moments(k: int, factorial_moment: Moment) -> sp.Expr:
    """E X^k by the expectations of X (X-1) ... (X-j+1), with Stirling numbers of both kinds."""
    numbers = [sp.S.One] + [sp.S.Zero] * k  # of the second kind, row by row
    for _ in range(k):
        numbers = [sp.S.Zero] + [j * numbers[j] + numbers[j - 1] for j in range(1, k + 1)]
    return sp.expand(sum(n * sp.expand_func(factorial_moment(j)) for j, n in enumerate(numbers)))


def _require(value: sp.Expr, what: str) -> None:
    if value.is_extended_real is False or value.is_nonpositive:
        raise DomainError(f"{what} is positive, and not {value}")


def _require_probability(value: sp.Expr) -> None:
    if value.is_extended_real is False or value.is_negative or (1 - value).is_negative:
        raise DomainError(f"a probability is between 0 and 1, and not {value}")


LAWS: dict[str, tuple[Callable[..., Law], int, int]] = {
    "N": (normal, 2, 2),
    "Normal": (normal, 2, 2),
    "Gaussian": (normal, 2, 2),
    "U": (uniform, 2, 2),
    "Uniform": (uniform, 2, 2),
    "Exp": (exponential, 1, 1),
    "Exponential": (exponential, 1, 1),
    "Bernoulli": (bernoulli, 1, 1),
    "Rademacher": (rademacher, 0, 0),
    "Semicircle": (semicircle, 1, 2),
    "Wigner": (semicircle, 1, 2),
    "Poisson": (poisson, 1, 1),
    "Binomial": (binomial, 2, 2),
}
"""Each law by its names, with the least and the largest number of its parameters."""
