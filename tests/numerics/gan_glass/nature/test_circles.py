"""The bounds that certify zeros on two circles are exact for a single Fourier mode."""

from __future__ import annotations

import numpy as np
import pytest

from glassproof.numerics.gan_glass.nature.circles import CORNERS, _bounds

P, M, SIGMA, UNIT = 4, 6, 0.3, np.finfo(float).eps


@pytest.mark.parametrize(("j", "k"), [(-6, 6), (-2, 3), (0, 5), (3, 1), (5, 0)])
def test_a_mode_of_the_generator_has_the_derivatives_of_its_exponential(j, k) -> None:
    """d_theta, d_phi of c e^(i(j theta + k phi)) along (+-1, +-1): |c| (|j|, k) (|j| + k)^n."""
    h = np.zeros((2, 2 * M + 1, M + 1), dtype=complex)
    h[1, j + M, k] = 2 - 1.5j
    bounds = _bounds(h, np.zeros((2, P + 1), dtype=complex), SIGMA)
    assert not bounds[0].any()
    f, g, order = 2.5 * SIGMA * abs(j), 2.5 * k, abs(j) + k
    thirds, fields, firsts = bounds[1].reshape(3, 2)
    assert thirds == pytest.approx([f * order**3, g * order**3], rel=1e-8)
    assert firsts == pytest.approx(fields * order, rel=1e-8)
    assert fields / UNIT == pytest.approx([f * (16 * M + 64), g * (16 * M + 64)], rel=1e-8)


@pytest.mark.parametrize("n", range(P + 1))
def test_a_mode_of_the_discriminator_has_the_derivatives_of_its_exponential(n) -> None:
    e = np.zeros((1, P + 1), dtype=complex)
    e[0, n] = 3j
    h = np.zeros((1, 2 * M + 1, M + 1), dtype=complex)
    thirds, fields, firsts = _bounds(h, e, SIGMA)[0].reshape(3, 2)
    assert thirds == pytest.approx([3 * n**4, 0], rel=1e-8)
    assert firsts == pytest.approx([fields[0] * n, 0], rel=1e-8)
    assert fields[0] >= UNIT * 3 * n


def test_the_torus_is_cut_open_at_distinct_places() -> None:
    """No two corners share a line, nor do they lie on lines of a common symmetry."""
    for first in range(4):
        for second in range(first):
            gap = np.subtract(CORNERS[first], CORNERS[second])
            assert (np.abs(gap / (np.pi / 2) - np.round(gap / (np.pi / 2))) > 1e-3).all()
