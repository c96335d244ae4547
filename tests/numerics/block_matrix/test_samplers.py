"""Sampled matrices: their normalisation, block structure, batches, and refusals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.block_matrix import samplers
from glassproof.numerics.block_matrix.samplers import batches, block_matrix, block_size, eigenvalues
from glassproof.numerics.work.streams import stream

LEVEL = 1e-9


def chi_square_p(entries, variance):
    """Two-sided p-value of independent centred Gaussian ``entries`` having that ``variance``."""
    statistic = float((entries**2).sum() / variance)
    law = stats.chi2(entries.size)
    return 2 * min(law.cdf(statistic), law.sf(statistic))


def parts(matrices, size):
    """The independent entries of each kind: name -> values."""
    n = matrices.shape[-1]
    upper = np.triu(np.ones((n, n), dtype=bool), 1)
    diagonal = np.eye(n, dtype=bool)
    in_D = np.zeros((n, n), dtype=bool)
    in_D[:size, :size] = True
    in_G = np.zeros((n, n), dtype=bool)
    in_G[size:, size:] = True
    return {
        "D off": matrices[:, upper & in_D],
        "D diagonal": matrices[:, diagonal & in_D],
        "G off": matrices[:, upper & in_G],
        "G diagonal": matrices[:, diagonal & in_G],
        "cross": matrices[:, upper & ~in_D & ~in_G],
    }


def expected_variances(N, size, b, b1):
    """Entry by entry, from the definition."""
    return {
        "D off": b**2 / (2 * N) + b1**2 / (2 * size),
        "D diagonal": b**2 / N + b1**2 / size,
        "G off": b**2 / (2 * N),
        "G diagonal": b**2 / N,
        "cross": b**2 / (2 * N),
    }


@settings(max_examples=25, deadline=None)
@given(
    st.integers(2, 30),
    st.floats(0.01, 0.99),
    st.floats(1e-4, 1e4),
    st.floats(1e-4, 1e4),
    st.integers(0, 2**32),
)
def test_every_kind_of_entry_has_its_variance(N, kappa, b, b1, seed):
    """Chi-square, at most 5 kinds x 25 examples, each at level 1e-11: together below 1e-9."""
    if not 0 < round(kappa * N) < N:
        return
    size, draws = block_size(N, kappa), 200
    matrices = block_matrix(N=N, kappa=kappa, b=b, b1=b1, draws=draws, rng=stream(seed))
    wanted = expected_variances(N, size, b, b1)
    for name, values in parts(matrices, size).items():
        if values.size:
            assert chi_square_p(values, wanted[name]) > 1e-11, name


@pytest.mark.parametrize("broken", ["factor 2", "kappa", "size"])
def test_the_variance_test_has_power(broken):
    """At 200 draws of size 20 a factor 2, kappa <-> 1 - kappa, and a size off by one in ten
    (N_D for N in the normalisation) are rejected with certainty (non-centrality above 15 sd)."""
    N, kappa, b, b1 = 20, 0.8, 1.0, 1.5
    size = block_size(N, kappa)
    matrices = block_matrix(N=N, kappa=kappa, b=b, b1=b1, draws=200, rng=stream(5))
    values = parts(matrices, size)
    wanted = expected_variances(N, size, b, b1)
    wrong = {
        "factor 2": {key: 2 * value for key, value in wanted.items()},
        "kappa": expected_variances(N, N - size, b, b1),
        "size": expected_variances(size, N, b, b1),
    }[broken]
    assert min(chi_square_p(values[key], wanted[key]) for key in wanted) > LEVEL
    assert min(chi_square_p(values[key], wrong[key]) for key in wanted) < LEVEL


def test_the_spectrum_is_the_semicircle_on_sqrt_two():
    """The mean of tr M^2/n is (n + 1)/(2 n) exactly; its sd over draws is known (chi-square)."""
    n, draws = 60, 50
    spectrum = eigenvalues(N=n, kappa=0.5, b=1, b1=0, draws=draws, rng=stream(8))
    degrees = draws * n * (n + 1) // 2
    statistic = n * (spectrum**2).sum()
    assert stats.chi2(degrees).sf(statistic) > LEVEL / 2
    assert stats.chi2(degrees).cdf(statistic) > LEVEL / 2
    assert abs(spectrum.max() - np.sqrt(2)) < 0.3


def test_shifts_and_scales_act_on_coupled_matrices():
    options = {"N": 10, "kappa": 0.3, "draws": 4}
    one = block_matrix(**options, b=1, b1=0, rng=stream(9))
    two = block_matrix(**options, b=0, b1=1, rng=stream(9))
    x, x1 = np.arange(4.0), np.array([2.0, -1.0, 0.5, 7.0])
    both = block_matrix(**options, b=2, b1=3, x=x, x1=x1, rng=stream(9))
    identity, corner = np.eye(10), np.diag([1.0] * 3 + [0.0] * 7)
    for k in range(4):
        scales = np.full((10, 10), 2.0)
        scales[:3, :3] = np.sqrt(2**2 + 3**2 * 10 / 3)
        wanted = scales * one[k] - x[k] * identity - x1[k] * corner
        np.testing.assert_allclose(both[k], wanted, atol=1e-14)
    assert (both == both.transpose(0, 2, 1)).all()
    assert (two[:, 3:, :] == 0).all()


EIGHT = {"N": 6, "kappa": 0.5, "b": 1.0, "b1": 2.0, "draws": 8, "x": np.arange(8.0)}


def test_eigenvalues_do_not_depend_on_the_batches(monkeypatch):
    """The same draws at once, and in batches of three."""
    whole = eigenvalues(**EIGHT, rng=stream(10))
    monkeypatch.setattr(samplers, "BATCH_BYTES", 3 * 8 * 36)
    values = eigenvalues(**EIGHT, rng=stream(10))
    matrices = np.concatenate(list(batches(**EIGHT, rng=stream(10))))
    assert values.shape == (8, 6)
    assert (values == whole).all()
    np.testing.assert_allclose(values.sum(axis=1), np.trace(matrices, axis1=1, axis2=2))
    np.testing.assert_allclose((values**2).sum(axis=1), (matrices**2).sum(axis=(1, 2)))


def test_no_draws_give_empty_arrays():
    assert eigenvalues(N=4, kappa=0.5, b=1, b1=1, draws=0, rng=stream(1)).shape == (0, 4)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"N": 1}, "N = 1"),
        ({"N": 4.0}, "N = 4.0 is not an integer"),
        ({"kappa": 1.0}, "kappa = 1"),
        ({"kappa": 0.01}, r"leaves one block of N = 10 empty: give N > 50"),
        ({"kappa": 0.03}, r"empty: give N > 16\.6667$"),
        ({"b": -1.0}, "b = -1"),
        ({"b1": float("nan")}, "b1 contains nan"),
        ({"x": [1.0, 2.0]}, r"x has shape \(2,\)"),
        ({"x1": float("inf")}, "x1 contains inf"),
        ({"draws": -1}, "draws = -1"),
        ({"N": 10_000, "draws": 3}, "fill 2289 MiB: give n <= 8192"),
        ({"N": 1000, "draws": 300}, "fill 2289 MiB: give draws <= 67 a call"),
    ],
)
def test_bad_input_is_refused(change, message):
    options = {"N": 10, "kappa": 0.5, "b": 1.0, "b1": 1.0, "draws": 3, **change}
    with pytest.raises(DomainError, match=message):
        block_matrix(**options, rng=stream(1))
