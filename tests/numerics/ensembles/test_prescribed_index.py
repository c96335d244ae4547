"""Chances of an index against exact ones, and matrices of a population against dense ones.

Statistical tests compare at 6 standard errors of independent populations; the seeds are fixed.
"""

import math

import numpy as np
import pytest
from scipy import stats

from glassproof.numerics.ensembles.prescribed_index import pivots
from glassproof.numerics.work.streams import stream

SIGMAS = 6.0


def chance(size, shift, index, *, populations=400, chains=64, seed=1):
    found = pivots(size, np.full(populations, float(shift)), index, chains, stream(seed))
    values = np.exp(found.log_chance)
    return values.mean(), values.std(ddof=1) / math.sqrt(populations)


EXACT = {
    # Positive definite at shift 0: 1/2, (2 - sqrt 2)/4 and 1/4 - 1/(sqrt 2 pi) at n = 1, 2, 3.
    (1, 0): 1 / 2,
    (2, 0): (2 - math.sqrt(2)) / 4,
    (2, 1): math.sqrt(2) / 2,
    (3, 0): 1 / 4 - 1 / (math.sqrt(2) * math.pi),
    (3, 3): 1 / 4 - 1 / (math.sqrt(2) * math.pi),
}


@pytest.mark.parametrize("size_index", EXACT)
def test_chances_known_exactly(size_index):
    mean, error = chance(size_index[0], 0.0, size_index[1])
    assert abs(mean - EXACT[size_index]) < SIGMAS * error + 1e-12
    assert error < 0.02 * EXACT[size_index] + 1e-12


def test_a_single_entry_far_out_is_a_normal_tail():
    """30 standard deviations: drawn by Rayleigh's law; no population dies."""
    found = pivots(1, np.full(200, -30 * math.sqrt(2)), 0, 64, stream(1))
    assert np.log(np.exp(found.log_chance - found.log_chance.max()).mean()) + (
        found.log_chance.max()
    ) == pytest.approx(stats.norm.logcdf(-30), abs=2e-4)
    assert (found.pivots > 0).all()


@pytest.mark.parametrize("shift", [-1.5, 0.0, 3.0])
def test_chances_are_those_of_dense_matrices_and_add_up_to_one(shift):
    size, draws, rng = 6, 40_000, stream(3)
    half = rng.standard_normal((draws, size, size))
    dense = (half + half.transpose(0, 2, 1)) * math.sqrt(0.5) + shift * np.eye(size)
    counted = (np.linalg.eigvalsh(dense) < 0).sum(axis=1)
    found = [chance(size, shift, index) for index in range(size + 1)]
    total, spread = sum(m for m, _ in found), math.sqrt(sum(e**2 for _, e in found))
    assert abs(total - 1) < SIGMAS * spread
    for index, (mean, error) in enumerate(found):
        share = float((counted == index).mean())
        noise = math.sqrt(share * (1 - share) / draws)
        assert abs(mean - share) < SIGMAS * math.hypot(error, noise) + 2e-4


def test_matrices_have_the_index_the_determinant_and_the_compressed_inverse():
    found = pivots(7, np.array([0.5, 2.0]), 2, 50, stream(5))
    matrices = found.matrices()
    assert ((np.linalg.eigvalsh(matrices) < 0).sum(axis=-1) == 2).all()
    assert found.log_determinant == pytest.approx(np.linalg.slogdet(matrices)[1], abs=1e-8)
    inverse = found.compressed_inverse(3, stream(6))
    columns = stream(6).standard_normal((7, 2, 50, 3)).transpose(1, 2, 0, 3)
    exact = columns.swapaxes(-1, -2) @ np.linalg.solve(matrices, columns)
    assert inverse == pytest.approx(exact, rel=1e-6, abs=1e-6)


def test_an_impossible_index_kills_every_population():
    assert (pivots(3, np.zeros(4), 4, 8, stream(7)).log_chance == -math.inf).all()
    assert (pivots(0, np.zeros(4), 1, 8, stream(7)).log_chance == -math.inf).all()
    assert (pivots(0, np.zeros(4), 0, 8, stream(7)).log_chance == 0).all()
    assert (pivots(5, np.full(4, -1e30), 0, 8, stream(7)).log_chance == -math.inf).all()
