"""Laws with a density.

Reference: Johnson, Kotz, Balakrishnan, "Continuous univariate distributions" (1994); the semicircle
law as in Anderson, Guionnet, Zeitouni, "An introduction to random matrices" (2010), section 2.1.
"""

from __future__ import annotations

from dataclasses import replace

import sympy as sp

from glassproof.derivations.probability.law import Law, require


def normal(mean: sp.Expr, variance: sp.Expr) -> Law:
    """N(mean, variance): moments by m(k) = mean m(k-1) + (k-1) variance m(k-2)."""
    require(variance, "the variance")

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
    require(high - low, "the length of the interval")
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
    require(rate, "the rate")
    return Law(
        f"exponential with rate {rate}, mean {1 / rate}",
        sp.Integer(0),
        sp.oo,
        lambda t: rate * sp.exp(-rate * t),
        lambda k: sp.factorial(k) / rate**k,
        name="exponential",
        parameters=(rate,),
    )


def gamma(shape: sp.Expr, rate: sp.Expr) -> Law:
    """Density rate^shape t^(shape - 1) exp(-rate t) / Gamma(shape) for t > 0."""
    require(shape, "the shape")
    require(rate, "the rate")
    return Law(
        f"gamma with shape {shape} and rate {rate}, mean {shape / rate}",
        sp.Integer(0),
        sp.oo,
        lambda t: rate**shape * t ** (shape - 1) * sp.exp(-rate * t) / sp.gamma(shape),
        lambda k: sp.expand(_rising(shape, k) / rate**k),
        name="gamma",
        parameters=(shape, rate),
    )


def chi_squared(degrees: sp.Expr) -> Law:
    """The sum of so many squares of standard normal variables: gamma with rate 1/2."""
    require(degrees, "the number of degrees of freedom")
    law = gamma(degrees / 2, sp.Rational(1, 2))
    return replace(law, described=f"chi-squared with {degrees} degrees of freedom")


def beta(first: sp.Expr, second: sp.Expr) -> Law:
    """Density t^(first - 1) (1 - t)^(second - 1) / B(first, second) for 0 < t < 1."""
    require(first, "the first parameter")
    require(second, "the second parameter")
    of_both = sp.gamma(first) * sp.gamma(second) / sp.gamma(first + second)
    return Law(
        f"beta with parameters {first} and {second}",
        sp.Integer(0),
        sp.Integer(1),
        lambda t: t ** (first - 1) * (1 - t) ** (second - 1) / of_both,
        lambda k: _rising(first, k) / _rising(first + second, k),
        name="beta",
        parameters=(first, second),
    )


def _rising(value: sp.Expr, k: int) -> sp.Expr:
    """The product of value, value + 1, ... of k factors."""
    return sp.Mul(*(value + j for j in range(k)))


def semicircle(radius: sp.Expr, mean: sp.Expr = sp.S.Zero) -> Law:
    """Wigner's law on [mean - radius, mean + radius], of variance radius^2 / 4."""
    require(radius, "the radius")

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
