"""A step of the walk against the full singular value decomposition."""

from __future__ import annotations

import numpy as np
import pytest

from glassproof.numerics.ensembles.capped_walk import Walk


@pytest.mark.parametrize("d", [1, 2, 3, 17])
@pytest.mark.parametrize("cap", [0.5, 2.0, 1e3])
def test_a_step_cuts_the_largest_singular_value_and_nothing_else(d, cap):
    walk, W = Walk(d, 0.0, cap), np.random.default_rng(d).standard_normal((4, d, d))
    before = W.copy()
    after, values = walk.step(W, np.random.default_rng(0))
    assert (before == W).all()
    for one, cut, (first, second) in zip(W, after, values, strict=True):
        U, s, V = np.linalg.svd(one)
        assert [first, second] == pytest.approx([*s, 0.0][:2], rel=1e-12, abs=1e-12)
        s[0] = min(s[0], cap)
        assert cut == pytest.approx((U * s) @ V, abs=1e-12)
