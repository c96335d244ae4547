"""The laws of real random variables that formulas may name."""

from __future__ import annotations

from collections.abc import Callable

from glassproof.derivations.probability.continuous import (
    beta,
    chi_squared,
    exponential,
    gamma,
    normal,
    semicircle,
    uniform,
)
from glassproof.derivations.probability.discrete import (
    bernoulli,
    binomial,
    geometric,
    poisson,
    rademacher,
)
from glassproof.derivations.probability.law import Law

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
    "Gamma": (gamma, 2, 2),
    "ChiSquared": (chi_squared, 1, 1),
    "Beta": (beta, 2, 2),
    "Poisson": (poisson, 1, 1),
    "Binomial": (binomial, 2, 2),
    "Geometric": (geometric, 1, 2),
}
"""Each law by its names, with the least and the largest number of its parameters."""

__all__ = ["LAWS", "Law", "bernoulli", "beta", "binomial", "chi_squared", "exponential", "gamma",
           "geometric", "normal", "poisson", "rademacher", "semicircle", "uniform"]  # fmt: skip
