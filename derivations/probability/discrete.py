"""Laws on whole numbers.

Reference: Johnson, Kemp, Kotz, "Univariate discrete distributions" (2005).
"""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.probability.law import Law, Moment, require, require_probability
from glassproof.derivations.proof.domain import DomainError


def bernoulli(probability: sp.Expr) -> Law:
    """1 with this probability, else 0."""
    require_probability(probability)
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
    require(mean, "the mean")
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
    require_probability(probability)
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


def geometric(probability: sp.Expr, first: sp.Expr = sp.S.One) -> Law:
    """The trials up to the first success: masses probability (1 - probability)^(t - 1), t >= 1.

    ``first`` is the least value: with 0 the failures before the success are counted.
    """
    require(probability, "the probability of success")
    require_probability(probability)
    if first not in (0, 1):
        raise DomainError(f"a geometric law begins at 0 or 1, and not at {first}")

    def failures(j: int) -> sp.Expr:
        return sp.factorial(j) * ((1 - probability) / probability) ** j

    def moment(k: int) -> sp.Expr:
        each = (sp.binomial(k, j) * _of_factorial_moments(j, failures) for j in range(k + 1))
        return sp.expand(sum(each)) if first else _of_factorial_moments(k, failures)

    counted = "trials up to" if first else "failures before"
    return Law(
        f"geometric: the {counted} the first success, of probability {probability}",
        first,
        sp.oo,
        lambda t: probability * (1 - probability) ** (t - first),
        moment,
        discrete=True,
        name="geometric",
        parameters=(probability, first),
    )


def _of_factorial_moments(k: int, factorial_moment: Moment) -> sp.Expr:
    """E X^k by the expectations of X (X-1) ... (X-j+1), with Stirling numbers of both kinds."""
    numbers = [sp.S.One] + [sp.S.Zero] * k  # of the second kind, row by row
    for _ in range(k):
        numbers = [sp.S.Zero] + [j * numbers[j] + numbers[j - 1] for j in range(1, k + 1)]
    return sp.expand(sum(n * sp.expand_func(factorial_moment(j)) for j, n in enumerate(numbers)))
