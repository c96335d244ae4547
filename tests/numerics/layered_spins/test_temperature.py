"""T_c: closed forms, limits, symmetries, hostile arguments."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import glassproof as gp
from glassproof.derivations.proof.domain import DomainError

CHAINS = st.integers(2, 9).flatmap(
    lambda n: st.tuples(
        st.lists(st.integers(1, 10**6), min_size=n, max_size=n),
        st.lists(st.floats(1e-12, 1e6), min_size=n - 1, max_size=n - 1),
    )
)


@settings(deadline=None)
@given(CHAINS)
def test_it_is_the_perron_root_whatever_the_order_and_the_unit(chain):
    widths, variances = chain
    found = gp.layered_sk_temperature(widths, variances)
    K = np.zeros((len(widths),) * 2)
    for l, v in enumerate(variances):
        K[l, l + 1] = K[l + 1, l] = math.sqrt(widths[l] * widths[l + 1]) * v
    assert found == pytest.approx(math.sqrt(np.linalg.eigvalsh(K)[-1]), rel=1e-7)
    assert found == pytest.approx(gp.layered_sk_temperature(widths[::-1], variances[::-1]))
    four = gp.layered_sk_temperature(widths, [16 * v for v in variances])
    assert four == pytest.approx(4 * found)


@settings(deadline=None)
@given(st.integers(1, 10**9), st.integers(1, 10**9), st.floats(1e-300, 1e300))
def test_one_pair_of_layers_is_the_bipartite_glass(n, m, v):
    expected = (n * m) ** 0.25 * math.sqrt(v)
    assert gp.layered_sk_temperature([n, m], [v]) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("count", [2, 3, 4, 11, 500])
def test_equal_layers(count):
    expected = math.sqrt(2 * math.cos(math.pi / (count + 1)))
    found = gp.layered_sk_temperature([8] * count, [0.125] * (count - 1))
    assert found == pytest.approx(expected, rel=1e-12)


def test_a_wide_layer_decides_as_its_width_goes_to_infinity():
    """Of widths n, m, n with m -> oo the two outer layers act as one of 2 n."""
    wide = 10**12
    found = gp.layered_sk_temperature([10, wide, 10], [1.0, 1.0]) / wide**0.25
    assert found == pytest.approx(20**0.25, rel=1e-9)
    lonely = gp.layered_sk_temperature([10, 10, 1, 1], [1.0, 1e-9, 1.0])
    assert lonely == pytest.approx(math.sqrt(10), rel=1e-9)


@pytest.mark.parametrize(
    ("widths", "variances", "words"),
    [
        ([3], [], "two layers of spins or more"),
        ([3, 3], [1, 2], "give one less, here 1"),
        ([3, 3, 3], [1], "give one less, here 2"),
        ([3, 0], [1], "widths = 0 is out of its domain"),
        ([3, -2], [1], "widths = -2"),
        ([3, 3], [0.0], "variances = 0 is out of its domain"),
        ([3, 3], [-1], "variances = -1"),
        ([3, 2.5], [1], "whole numbers of spins"),
        ([3, math.nan], [1], "nan"),
        ([3, 3], [math.inf], "inf"),
        ([[3, 3]], [1], r"shape \(1, 2\)"),
        (3, 1, r"shape \(\)"),
        (["a", "b"], [1], "not numeric"),
        ([3, 3], [1j], "complex"),
        (None, None, "widths"),
        ([3, [3]], [1], "widths"),
    ],
)
def test_bad_input_names_argument_value_and_remedy(widths, variances, words):
    with pytest.raises(DomainError, match=words) as caught:
        gp.layered_sk_temperature(widths, variances)
    assert "give" in str(caught.value)
