"""Symmetric matrices of independent entries of variance 1/n, and centred sample covariances.

With delocalised eigenvectors and the semicircle on [-2, 2]: signs, sparse signs. Of other spectra:
sample covariances. With localised eigenvectors beyond the edge: heavy tails.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from glassproof.numerics.ensembles.samplers import goe
from glassproof.numerics.work.arguments import FloatArray

Sampler = Callable[[int, np.random.Generator], FloatArray]
"""Draws one matrix of a size."""


def gaussian(n: int, rng: np.random.Generator) -> FloatArray:
    """The Gaussian orthogonal ensemble with its edges at -2 and 2."""
    found: FloatArray = np.sqrt(2.0) * goe(n, 1, rng)[0]
    return found


def signs(n: int, rng: np.random.Generator) -> FloatArray:
    """Entries +-n^(-1/2).

    >>> X = signs(4, np.random.default_rng(0))
    >>> bool((X == X.T).all()), bool((X**2 == 1 / 4).all())
    (True, True)
    """
    return _symmetric(n, rng.choice(np.array([-1.0, 1.0]), n * (n + 1) // 2))


def sparse(degree: float) -> Sampler:
    """Entries 0, or +-degree^(-1/2) with probability degree/n: about ``degree`` in a row.

    The fourth free cumulant is 1/degree, which vanishes as the degree grows.

    >>> X = sparse(8)(64, np.random.default_rng(0))
    >>> bool(abs((X != 0).sum(axis=1).mean() - 8) < 1)
    True
    """

    def draw(n: int, rng: np.random.Generator) -> FloatArray:
        size = n * (n + 1) // 2
        kept = rng.random(size) < degree / n
        values = rng.choice(np.array([-1.0, 1.0]), size) * kept * np.sqrt(n / degree)
        return _symmetric(n, values)

    return draw


def sample_covariance(ratio: float) -> Sampler:
    """(Z Z^T/m - I)/sqrt(ratio) with m = n/ratio independent columns: variance 1, not symmetric.

    >>> X = sample_covariance(0.25)(50, np.random.default_rng(0))
    >>> bool(abs((X**2).sum() / 50 - 1) < 0.2)
    True
    """

    def draw(n: int, rng: np.random.Generator) -> FloatArray:
        columns = round(n / ratio)
        Z = rng.standard_normal((n, columns))
        found: FloatArray = (Z @ Z.T / columns - np.eye(n)) / np.sqrt(ratio)
        return found

    return draw


def heavy_tailed(exponent: float) -> Sampler:
    """Entries of variance 1/n with P(|x| > t) proportional to t^-exponent, exponent > 2.

    Up to four, the fourth moment is infinite, and single entries reach beyond the semicircle:
    :func:`entries_beyond`.
    """
    least = smallest_entry(exponent)

    def draw(n: int, rng: np.random.Generator) -> FloatArray:
        size = n * (n + 1) // 2
        values = least * rng.random(size) ** (-1 / exponent)
        return _symmetric(n, values * rng.choice(np.array([-1.0, 1.0]), size))

    return draw


def smallest_entry(exponent: float) -> float:
    """The least modulus of Pareto's law of variance one: E x^2 = least^2 exponent/(exponent - 2).

    >>> smallest_entry(4.0) ** 2
    0.5000000000000001
    """
    return float(np.sqrt((exponent - 2) / exponent))


def entries_beyond_corrections(level: float, exponent: float, n: int) -> float:
    """By how much :func:`entries_beyond` may be off at size n, 2 < exponent < 4: two sizes, added.

    The entries below t sqrt n have less than variance one, so that outliers lie lower by what is
    missing over t; and an outlier's place varies about its mean by the diagonal, by the squares in
    its two rows, whose fourth moment is that of entries below t sqrt n, and by their product.

    >>> bool(entries_beyond_corrections(2.6, 3.0, 10**8) < 1e-3 * entries_beyond(2.6, 3.0, 10**8))
    True
    """
    t = (level + np.sqrt(level**2 - 4)) / 2
    slope, reach = 1 - 1 / t**2, t * np.sqrt(n)
    tail = exponent * smallest_entry(exponent) ** exponent
    missing = tail * reach ** (2 - exponent) / (exponent - 2)
    fourth = tail * reach ** (4 - exponent) / (4 - exponent)
    variance = (1 + (fourth + 2) / t**2) / (2 * n)
    density = exponent * entries_beyond(level, exponent, n) / (t * slope)
    return float(density * missing / t + density * (exponent + 1) / (t * slope) * variance / 2)


def entries_beyond(level: float, exponent: float, n: int) -> float:
    """The mean number of eigenvalues of a heavy-tailed matrix above ``level`` > 2, large n.

    An entry of modulus t > 1 off the diagonal is a spike +-t of rank two, and one on it a spike of
    its sign: each puts an eigenvalue at t + 1/t, so that what is counted are the entries (off the
    diagonal), and half of those on it, beyond t.

    >>> round(entries_beyond(2.6, 3.0, 100), 3)
    0.099
    """
    t = (level + np.sqrt(level**2 - 4)) / 2
    share = (smallest_entry(exponent) / (t * np.sqrt(n))) ** exponent
    return float(share * n * n / 2)


def _symmetric(n: int, upper: FloatArray) -> FloatArray:
    """The symmetric matrix with the values on and above the diagonal, over sqrt n."""
    found = np.zeros((n, n))
    found[np.triu_indices(n)] = upper / np.sqrt(n)
    return found + np.triu(found, 1).T
