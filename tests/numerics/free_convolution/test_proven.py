"""Proven edges and outliers of any two measures, against exact ones and against cubic roots."""

from __future__ import annotations

from fractions import Fraction

import flint
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.free_convolution.certified import Noise, outlier_exactly, support
from glassproof.numerics.free_convolution.measures import (
    Measure,
    atomic,
    centred_covariance,
    semicircle,
)
from glassproof.numerics.free_convolution.outliers import NoOutlierError
from glassproof.numerics.free_convolution.proven import outer_edge, outlier_ball
from glassproof.numerics.free_convolution.subordination import FreeSum
from glassproof.numerics.work.exact import bits

NOISES = {
    "semicircle": (Noise(variance="1/4"), semicircle(0.25)),
    "covariance": (Noise(mean=-2, jumps=(("1/2", 4),)), centred_covariance(0.25)),
    "covariance of low rank": (Noise(mean="-1/2", jumps=((2, "1/4"),)), centred_covariance(4.0)),
}
WEIGHTS = [Fraction(1, 4), Fraction(1, 4), Fraction(1, 2)]


def _uniform():
    def series(z):
        return ((z + 1).log() - (z - 1).log()) / 2

    return Measure(lambda z: (np.log(z + 1) - np.log(z - 1)) / 2, 1.0, (-1.0, 1.0), series)


@given(
    st.lists(st.integers(-4, 4), min_size=3, max_size=3, unique=True),
    st.sampled_from(sorted(NOISES)),
    st.integers(-40, 40),
)
@settings(max_examples=25, deadline=None)
def test_outliers_are_the_exact_ones(atoms, name, quarters):
    noise, measure = NOISES[name]
    theta, bulk = Fraction(quarters, 4), atomic(atoms, list(map(float, WEIGHTS)))
    if min(atoms) <= theta <= max(atoms):
        with pytest.raises(DomainError, match="bulk's hull"):
            outlier_ball(theta, measure, bulk)
        return
    try:
        exact = outlier_exactly(theta, noise, atoms, WEIGHTS)
    except NoOutlierError:
        with pytest.raises(NoOutlierError):
            outlier_ball(theta, measure, bulk)
        return
    try:
        found = outlier_ball(theta, measure, bulk)
    except NoOutlierError:  # left of a law with a point mass its outliers are in a gap
        assert name == "covariance of low rank"
        return
    with bits(200):
        for ball, value in zip(found, exact, strict=True):
            assert ball.overlaps(flint.arb(value))
            assert abs(ball - flint.arb(value)) < flint.arb(10) ** -18


@pytest.mark.parametrize("name", ["semicircle", "covariance"])
@pytest.mark.parametrize("atoms", [[-1, 0, 1], [-3, 2, 4], [0, 1, 5]])
def test_outer_edges_are_the_certified_ones(name, atoms):
    noise, measure = NOISES[name]
    edges = support(noise, atoms, WEIGHTS).edges
    bulk = atomic(atoms, list(map(float, WEIGHTS)))
    assert outer_edge(bulk, measure).overlaps(edges[-1])
    assert outer_edge(bulk, measure, right=False).overlaps(edges[0])
    assert outer_edge(measure, bulk).overlaps(edges[-1])


def test_signs_and_signs_end_in_two_and_semicircles_add():
    three = atomic([-1, 0, 1], [0.25, 0.5, 0.25])
    assert outer_edge(semicircle(), semicircle(3.0), digits=30).overlaps(flint.arb(4))
    edge = float(outer_edge(three, three))
    density = FreeSum(three, three).density([edge - 1e-5, edge + 1e-5])
    assert density[0] > 0 == density[1]


def test_a_measure_of_ones_own_against_a_sampled_matrix():
    uniform, bulk = _uniform(), atomic([-1, 1], [0.5, 0.5])
    edge = float(outer_edge(uniform, bulk))
    density = FreeSum(uniform, bulk).density([edge - 1e-5, edge + 1e-5])
    assert density[0] > 0 == density[1]
    position, overlap = outlier_ball(2, uniform, bulk)
    size, rng = 400, np.random.default_rng(4)
    Q, _ = np.linalg.qr(rng.standard_normal((size, size)))
    A = np.repeat([1.0, -1.0], size // 2)
    A[-1] = 2.0
    values, vectors = np.linalg.eigh((Q * np.linspace(-1, 1, size)) @ Q.T + np.diag(A))
    assert abs(values[-1] - float(position)) < 0.05
    assert abs(vectors[-1, -1] ** 2 - float(overlap)) < 0.05


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: outer_edge(atomic([0], [1.0]), semicircle()), "point mass"),
        (lambda: outer_edge(atomic([0, 1], [0.2, 0.8]), atomic([0, 1], [0.2, 0.8])), "point mass"),
        (lambda: outlier_ball(0, semicircle(), atomic([-1, 1], [0.5, 0.5])), "bulk's hull"),
        (lambda: outlier_ball(2, Measure(lambda z: 1 / z, 1.0), atomic([0], [1])), "hull is not"),
    ],
)
def test_bad_input_is_told_the_remedy(call, words):
    with pytest.raises(DomainError, match=words):
        call()
