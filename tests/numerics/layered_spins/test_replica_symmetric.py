"""The replica-symmetric solution: against quadrature, in balls, over the whole domain."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.layered_spins.certified import enclosed
from glassproof.numerics.layered_spins.glass import Layers
from glassproof.numerics.layered_spins.replica_symmetric import replica_symmetric, solve
from glassproof.numerics.layered_spins.temperature import temperature
from tests.numerics.layered_spins.test_edges import CHAINS


def _mean(what, variance):
    def integrand(z):
        return what(np.sqrt(variance) * z) * np.exp(-z * z / 2) / np.sqrt(2 * np.pi)

    return quad(integrand, -12, 12, points=[0.0], limit=300, epsabs=1e-13)[0]


@pytest.mark.parametrize("T", [0.05, 0.5, 1.0, 1.5])
def test_it_solves_its_equations_by_another_quadrature(T):
    layers = Layers((20, 30, 50, 10), (0.05, 0.02, 0.03))
    found = solve(layers, T * temperature(layers), temperature(layers))
    fields = layers.coupling_strengths @ found.overlaps / (T * temperature(layers)) ** 2
    image = [_mean(lambda y: np.tanh(y) ** 2, a) for a in fields]
    np.testing.assert_allclose(found.overlaps, image, atol=1e-10)
    fourth = np.array([_mean(lambda y: np.cosh(y) ** -4.0, a) for a in fields])
    K = layers.coupling_strengths / (T * temperature(layers)) ** 2
    root = np.max(np.linalg.eigvals(fourth[:, None] * K).real)
    assert found.stability == pytest.approx(root, rel=1e-8)


@settings(max_examples=40, deadline=None)
@given(CHAINS, st.floats(0.01, 3))
def test_it_is_zero_above_and_unstable_below_the_transition(layers, factor):
    highest = temperature(layers)
    found = solve(layers, factor * highest, highest)
    assert found.residual < 1e-12
    if factor >= 1:
        assert not found.overlaps.any()
        assert found.is_stable
    elif factor < 0.98:
        assert np.all((found.overlaps > 0) & (found.overlaps < 1))
        assert not found.is_stable


def test_the_free_energy_is_stationary_and_its_slope_is_the_entropy():
    """d(beta f)/d beta is the energy, -beta sum_l v_l N_l N_(l+1) (1 - q_l q_(l+1))/N."""
    layers, T, step = Layers((10, 20, 15), (0.05, 0.04)), 0.6, 1e-4
    highest = temperature(layers)
    q = solve(layers, T, highest).overlaps
    lower, upper = (solve(layers, 1 / b, highest).free_energy * b
                    for b in (1 / T - step, 1 / T + step))  # fmt: skip
    pairs = zip(layers.variances, layers.widths, layers.widths[1:], q, q[1:], strict=False)
    energy = -sum(v * n * m * (1 - a * b) for v, n, m, a, b in pairs) / (T * layers.spins)
    assert (upper - lower) / (2 * step) == pytest.approx(energy, rel=1e-6)


@pytest.mark.parametrize("T", [Fraction(1, 2), Fraction(4, 5), Fraction(11, 10)])
def test_balls_contain_it(T):
    layers = Layers((10, 10, 10), (0.1, 0.1))
    found = enclosed(layers, T, (Fraction(1, 10),) * 2)
    exact = solve(layers, float(T), temperature(layers))
    for ball, value in zip(found.overlaps, exact.overlaps, strict=True):
        assert abs(float(ball.mid()) - value) < 2e-9
    assert found.stability_above > 1
    assert float(found.stability_above.mid()) <= exact.stability


def test_what_is_no_solution_is_not_enclosed(monkeypatch):
    from glassproof.numerics.layered_spins import certified

    layers = Layers((10, 10, 10), (0.1, 0.1))
    monkeypatch.setattr(certified, "solve", lambda *_: solve(layers, 0.81, 2**0.25))
    with pytest.raises(ArithmeticError, match="no enclosure"):
        certified.enclosed(layers, Fraction(4, 5), (Fraction(1, 10),) * 2)


@pytest.mark.parametrize("T", [0.0, -1.0, np.nan, np.inf, 1e-9, "warm"])
def test_a_temperature_out_of_its_domain_is_refused(T):
    with pytest.raises(DomainError, match="temperature"):
        replica_symmetric([5, 5], [0.2], T)
