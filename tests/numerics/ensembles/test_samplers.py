"""Sampled GOE matrices: their normalisation and independence, and what is refused."""

import numpy as np
import pytest
from scipy import stats

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.ensembles.samplers import goe
from glassproof.numerics.work.streams import stream

LEVEL = 1e-9


@pytest.mark.parametrize("n", [1, 2, 7, 30])
def test_entries_have_variance_one_over_2n_off_and_one_over_n_on_the_diagonal(n):
    """Two chi-square tests, two-sided; at 400 draws a factor 2 in either is rejected."""
    matrices = goe(n, 400, stream(4, n))
    assert (matrices == matrices.transpose(0, 2, 1)).all()
    diagonal = np.einsum("kii->ki", matrices)
    off = matrices[:, *np.triu_indices(n, 1)]
    for values, variance in ((diagonal, 1 / n), (off, 1 / (2 * n))):
        if values.size:
            law = stats.chi2(values.size)
            for wrong, accepted in ((1.0, True), (2.0, False), (0.5, False)):
                statistic = (values**2).sum() / (variance * wrong)
                level = 2 * min(law.cdf(statistic), law.sf(statistic))
                assert (level > LEVEL) == accepted


def test_independent_entries_are_uncorrelated():
    """The correlation of 40000 independent pairs, Fisher's z, two-sided level 1e-9 a pair."""
    matrices = goe(4, 40_000, stream(6))
    rows, columns = np.triu_indices(4)
    correlation = np.corrcoef(matrices[:, rows, columns], rowvar=False)
    worst = np.abs(np.arctanh(correlation[np.triu_indices(10, 1)])).max() * np.sqrt(40_000 - 3)
    assert worst < stats.norm.isf(LEVEL / 2)


def test_no_draws_and_bad_input():
    assert goe(3, 0, stream(1)).shape == (0, 3, 3)
    with pytest.raises(DomainError, match="n = 0"):
        goe(0, 1, stream(1))
    with pytest.raises(DomainError, match="fill 2289 MiB: give draws <= 67 a call"):
        goe(1000, 300, stream(1))
