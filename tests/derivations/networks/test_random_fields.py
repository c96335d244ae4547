"""Covariances of fields against Gaussian inputs and tensors that are drawn."""

from __future__ import annotations

import numpy as np
import pytest

from glassproof.derivations.networks import random_fields as fields


@pytest.mark.parametrize("spins", [1, 2, 3])
def test_the_covariance_of_paths(spins):
    rng, size = np.random.default_rng(0), 3
    w, v = rng.standard_normal((2, size))
    w, v = (np.sqrt(size) * u / np.linalg.norm(u) for u in (w, v))
    X = rng.standard_normal((100_000, *(size,) * spins))

    def field(u):
        found = X
        for _ in range(spins):
            found = found @ u
        return found * size ** (-(spins - 1) / 2)

    values = field(w) * field(v)
    expected = fields.covariance().result.subs(
        {fields.Lambda: size, fields.H: spins, fields.R: w @ v / size}
    )
    assert abs(values.mean() - float(expected)) < 6 * values.std() / np.sqrt(len(values))


@pytest.mark.parametrize("phi", [0.1, 1.0, 2.0, 3.1])
def test_the_arc_cosine_kernel(phi):
    x = np.random.default_rng(0).standard_normal((2, 400_000))
    values = np.maximum(0, x[0]) * np.maximum(0, np.cos(phi) * x[0] + np.sin(phi) * x[1])
    expected = float(fields.arc_cosine().result.subs(fields.phi, phi))
    assert abs(values.mean() - expected) < 6 * values.std() / np.sqrt(values.size)
