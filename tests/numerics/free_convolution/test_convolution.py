"""Densities by subordination against closed forms, moments and certified edges."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from glassproof.derivations.free_probability.cumulants import free_cumulants, moments
from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.free_convolution.certified import Noise, outlier_exactly, support
from glassproof.numerics.free_convolution.measures import (
    Measure,
    atomic,
    centred_covariance,
    semicircle,
)
from glassproof.numerics.free_convolution.outliers import NoOutlierError, outlier, overlap
from glassproof.numerics.free_convolution.subordination import FreeSum

ATOMS = st.lists(st.integers(-6, 6), min_size=1, max_size=4, unique=True)
NOISES = {
    "semicircle": (Noise(variance="1/4"), semicircle(0.25)),
    "wide semicircle": (Noise(variance=4), semicircle(4.0)),
    "covariance": (Noise(mean=-2, jumps=(("1/2", 4),)), centred_covariance(0.25)),
    "covariance of low rank": (Noise(mean="-1/2", jumps=((2, "1/4"),)), centred_covariance(4.0)),
}


def _weights(atoms):
    total = len(atoms) * (len(atoms) + 1) // 2
    return [Fraction(n, total) for n in range(1, len(atoms) + 1)]


def test_signs_and_signs_are_the_arcsine_law():
    signs, x = atomic([-1, 1], [0.5, 0.5]), np.linspace(-1.99, 1.99, 101)
    found = FreeSum(signs, signs).density(x)
    np.testing.assert_allclose(found, 1 / (np.pi * np.sqrt(4 - x * x)), rtol=1e-9)


@given(st.floats(0.1, 5), st.floats(0.1, 5))
@settings(max_examples=10)
def test_semicircles_add_their_variances(one, other):
    edge = 2 * np.sqrt(one + other)
    x = edge * np.linspace(-1.2, 1.2, 24)
    found = FreeSum(semicircle(one), semicircle(other)).density(x)
    expected = 2 * np.sqrt(np.maximum(edge**2 - x * x, 0)) / (np.pi * edge**2)
    np.testing.assert_allclose(found, expected, atol=1e-9 / edge)


def test_free_cumulants_of_the_sum_are_sums():
    """Moments of the sum from its transform far out, against the cumulants' own arithmetic."""
    bulk, ratio = [Fraction(1, 2), Fraction(0), Fraction(-1, 2)], Fraction(1, 4)
    weights = [Fraction(1, 2), Fraction(1, 3), Fraction(1, 6)]
    of_bulk = free_cumulants([sum(w * t**n for t, w in zip(bulk, weights, strict=True))
                              for n in range(1, 7)])  # fmt: skip
    of_noise = [Fraction(0)] + [Fraction(1, 2) ** (n - 2) for n in range(2, 7)]
    expected = moments([a + b for a, b in zip(of_bulk, of_noise, strict=True)])
    total = FreeSum(atomic(list(map(float, bulk)), list(map(float, weights))),
                    centred_covariance(float(ratio)))  # fmt: skip
    circle = 12 * np.exp(2j * np.pi * (np.arange(64) + 0.5) / 64)
    upper = circle[circle.imag > 0]
    G = total.subordination(upper).transform
    for n, moment in enumerate(expected, start=1):
        found = 2 * (G * upper ** (n + 1)).real.sum() / 64  # the lower half is the conjugate
        assert found == pytest.approx(float(moment), rel=1e-8, abs=1e-8)


@given(ATOMS, st.sampled_from(sorted(NOISES)))
@example([0, -3, 1, -4], "covariance of low rank")
@settings(max_examples=15, deadline=None)
def test_certified_edges_are_where_the_density_ends(atoms, name):
    noise, measure = NOISES[name]
    weights = _weights(atoms)
    found = support(noise, atoms, weights, digits=12)
    edges = np.array([float(edge) for edge in found.edges])
    total = FreeSum(atomic(atoms, list(map(float, weights))), measure)
    gaps = np.diff(edges)
    step = min(1e-4, 0.1 * gaps.min())
    sides = total.density(np.column_stack([edges - step, edges + step]))
    assert ((sides > 0) == np.tile([[False, True], [True, False]], (len(edges) // 2, 1))).all()
    nodes, rule = np.polynomial.legendre.leggauss(400)
    mass = sum(float(share) for _, share in found.masses)
    for low, high in edges.reshape(-1, 2):  # x = middle + half sin(pi t/2): square roots vanish
        x = (low + high) / 2 + (high - low) / 2 * np.sin(np.pi / 2 * nodes)
        jacobian = (high - low) / 2 * np.pi / 2 * np.cos(np.pi / 2 * nodes)
        mass += float((total.density(x) * jacobian) @ rule)
    assert mass == pytest.approx(1.0, abs=2e-3)


@given(ATOMS, st.integers(1, 12), st.integers(-40, 40))
@settings(deadline=None)
def test_exact_outliers_are_those_in_floats_and_lie_outside(atoms, scale, spike):
    weights, s = _weights(atoms), Fraction(scale, 4)
    theta, noise = Fraction(spike, 4), Noise(variance=s * s)
    bulk = (atoms, list(map(float, weights)))
    try:
        at, left = outlier_exactly(theta, noise, atoms, weights)
    except NoOutlierError:
        with pytest.raises(NoOutlierError):
            outlier(float(theta), s=float(s), bulk=bulk)
        return
    assert outlier(float(theta), s=float(s), bulk=bulk) == pytest.approx(float(at.p) / float(at.q))
    assert overlap(float(theta), s=float(s), bulk=bulk) == pytest.approx(
        float(left.p) / float(left.q), abs=1e-12
    )
    assert sum(1 for edge in support(noise, atoms, weights).edges if edge < at) % 2 == 0


def test_an_outlier_of_a_sample_covariance_in_both_directions():
    noise = Noise(mean=-2, jumps=(("1/2", 4),))  # centred, ratio 1/4, variance one
    assert str(outlier_exactly(2, noise)[0]) == "8/3"
    with pytest.raises(NoOutlierError):  # the threshold is 1 + 1/2 to the right,
        outlier_exactly("149/100", noise)
    assert outlier_exactly("-51/100", noise)[1] > 0  # and 1 - 1/2 to the left
    assert outlier_exactly("151/100", noise)[1] > 0
    with pytest.raises(NoOutlierError):
        outlier_exactly("-49/100", noise)


def test_gaps_that_close():
    """Signs with noise of variance s^2: two components for s < 1, one at s = 1 and beyond."""
    signs = ([-1, 1], ["1/2", "1/2"])
    sizes = {s: len(support(Noise(variance=Fraction(s) ** 2), *signs).edges)
             for s in ("1/2", "99/100", "1", "101/100", "2")}  # fmt: skip
    assert sizes == {"1/2": 4, "99/100": 4, "1": 2, "101/100": 2, "2": 2}


def test_no_noise_leaves_the_atoms():
    found = support(Noise(), [0, 1], ["1/4", "3/4"])
    assert found.edges == ()
    assert [(str(t), str(w)) for t, w in found.masses] == [("0", "1/4"), ("1", "3/4")]
    assert [str(x) for x in outlier_exactly(5, Noise(mean=1), [0], [1])] == ["6", "1"]


def test_the_error_bound_holds():
    total = FreeSum(semicircle(), semicircle(3.0))
    z = np.array([0.3 + 0.5j, -2 + 0.1j, 5 + 1e-3j])
    found = total.subordination(z)
    exact = semicircle(4.0)(z)
    expected = z - 3 * exact  # omega_1 = z - R_2(G)
    assert (np.abs(found.first - expected) <= found.error + 1e-13).all()
    np.testing.assert_allclose(found.transform, exact, rtol=1e-11)


def test_a_measure_of_ones_own():
    uniform = Measure(lambda z: (np.log(z + 1) - np.log(z - 1)) / 2, scale=1.0)
    total = FreeSum(uniform, semicircle(0.25))
    x = np.linspace(-2.2, 2.2, 881)
    density = total.density(x)
    assert np.trapezoid(density, x) == pytest.approx(1, abs=1e-4)
    assert np.trapezoid(density * x * x, x) == pytest.approx(1 / 3 + 1 / 4, abs=1e-3)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: FreeSum(semicircle(), semicircle()).subordination(1.0), "upper half-plane"),
        (lambda: FreeSum(semicircle(), semicircle()).density(np.nan), "x contains nan"),
        (lambda: semicircle(-1.0), "variance = -1"),
        (lambda: centred_covariance(0.0), "ratio = 0"),
        (lambda: atomic([0], [0.5]), "sum 0.5"),
        (lambda: support(Noise(variance=-1), [0], [1]), "variance = -1"),
        (lambda: support(Noise(jumps=((1, -1),)), [0], [1]), "rate = -1"),
        (lambda: support(Noise(variance=1), [0, 1], ["1/2", "1/3"]), "weights has the sum 5/6"),
        (lambda: support(Noise(variance=1), [0, 1], [1]), "give one weight an atom"),
        (lambda: support(Noise(variance=1), [0, "x"], ["1/2", "1/2"]), "not a finite rational"),
        (lambda: outlier_exactly(float("nan"), Noise(variance=1)), "not a finite rational"),
    ],
)
def test_bad_input_is_told_the_remedy(call, words):
    with pytest.raises(DomainError, match=words):
        call()
