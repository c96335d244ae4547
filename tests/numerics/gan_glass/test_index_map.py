"""The largest index is found by bisection: rightly, and each point is asked few times."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glassproof.numerics.gan_glass.complexity import theta
from glassproof.numerics.gan_glass.index_map import _largest, index_map

GLASS = {"p": 3, "q": 3, "sigma_z": 1e-4, "kappa": 0.5}


@given(st.integers(0, 40).flatmap(lambda m: st.tuples(st.just(m), st.lists(st.integers(-1, m)))))
def test_bisection_finds_every_threshold(case) -> None:
    most, largest = case
    thresholds, asked = np.array(largest, dtype=int), np.zeros(len(largest), dtype=int)

    def positive(k, where):
        asked[where] += 1
        return k <= thresholds[where]

    assert _largest(positive, len(largest), most).tolist() == largest
    assert (asked <= int(most + 1).bit_length()).all()


@pytest.mark.parametrize(("joint", "other", "largest"), [(True, 0, (0, 6)), (False, None, (6, 6))])
def test_the_other_index_is_zero_or_free(joint, other, largest) -> None:
    """Against Theta at every index, at bounds where the other index matters: 0, 1, free differ."""
    found = index_map(-1.2, 0.0, **GLASS, most=6, joint=joint)
    by_D = [theta(-1.2, 0.0, k_D=k, k_G=other, **GLASS) > 0 for k in range(7)]
    by_G = [theta(-1.2, 0.0, k_D=other, k_G=k, **GLASS) > 0 for k in range(7)]
    assert (found.k_D, found.k_G) == (sum(by_D) - 1, sum(by_G) - 1) == largest
