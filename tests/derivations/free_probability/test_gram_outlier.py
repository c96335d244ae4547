"""The isolated eigenvalue of two classes against one large sampled matrix."""

from __future__ import annotations

import numpy as np
import pytest

from glassproof.derivations.free_probability import gram_outlier as outlier


@pytest.mark.parametrize(("p", "n", "rho"), [(400, 800, 2.0), (800, 400, 3.0)])
def test_position_and_overlap(p, n, rho):
    rng = np.random.default_rng(1)
    labels = np.repeat([1.0, -1.0], n // 2)
    mu = np.full(p, np.sqrt(rho / p))
    X = np.outer(mu, labels) + rng.standard_normal((p, n))
    values, vectors = np.linalg.eigh(X.T @ X / p)
    at = {outlier.c: p / n, outlier.rho: rho}
    assert values[-1] == pytest.approx(float(outlier.position().result.subs(at)), rel=0.05)
    found = (vectors[:, -1] @ labels) ** 2 / n
    assert found == pytest.approx(float(outlier.overlap().result.subs(at)), abs=0.06)
    assert float(outlier.threshold().result.subs(at)) < rho
