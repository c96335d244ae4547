"""Exact counts at growing N against the derived limits: differences fall like 1/N."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest

from glassproof.derivations.p_spin import beyond_the_edge, fixed_field, trivialisation
from glassproof.derivations.p_spin.complexity import complexity_outside
from glassproof.derivations.p_spin.exact_count import N, h
from glassproof.derivations.p_spin.model import k, p, u
from glassproof.numerics.p_spin.expected_count import p_spin_count


def extrapolated(errors: dict[int, float]) -> float:
    """The limit of a + b/N through the last two."""
    (small, low), (large, high) = sorted(errors.items())[-2:]
    return (large * high - small * low) / (large - small)


@pytest.mark.parametrize(("degree", "energy"), [(3, -2.0), (4, -1.9), (7, -2.25)])
def test_the_sharp_count(degree, energy):
    level = beyond_the_edge.LEVEL.subs({p: degree, u: energy})
    sharp = beyond_the_edge.sharp_count().result.subs({beyond_the_edge.v: level, p: degree})
    rate = float(complexity_outside().result.subs({p: degree, u: energy}))
    errors = {
        size: float((p_spin_count(size, degree, energy, digits=12).log() - size * rate).exp())
        / float(sharp.subs(N, size))
        - 1
        for size in (50, 100, 200)
    }
    assert abs(extrapolated(errors)) < abs(errors[200]) / 8
    assert 1.7 < errors[50] / errors[100] < 2.3


@pytest.mark.parametrize(("energy", "field"), [(-1.8, 1), (-2.2, 0.5), (math.inf, 2)])
def test_the_factor_of_a_fixed_field(energy, field):
    limit = fixed_field.field_factor_of_all().result
    if energy < 0:
        limit = fixed_field.field_factor().result.subs({k: 0, u: energy})
    expected = float(limit.subs({p: 3, h: field}))
    errors = {
        size: float(
            p_spin_count(size, 3, energy, field=field, digits=8)
            / p_spin_count(size, 3, energy, digits=10)
        )
        / expected
        - 1
        for size in (20, 40)
    }
    assert abs(extrapolated(errors)) < abs(errors[40]) / 3


def test_a_random_field_around_the_threshold():
    """p = 3: sigma^2 = 3 is the threshold, where the count is 2N at every N."""
    root = Fraction(math.isqrt(3 * 10**60), 10**30)
    for size in (2, 3, 10, 47):
        assert abs(p_spin_count(size, 3, random_field=root, digits=12) - 2 * size) < 1e-9
    ratio = 6 / (3 + 1.0)
    sharp = trivialisation.before_the_threshold().result.subs(trivialisation.t, ratio)
    errors = {
        size: float(p_spin_count(size, 3, random_field=1, digits=9) / float(sharp.subs(N, size)))
        - 1
        for size in (100, 200)
    }
    assert abs(extrapolated(errors)) < abs(errors[200]) / 5
    beyond = [float(p_spin_count(size, 3, random_field=3, digits=9)) - 2 for size in (50, 100, 200)]
    assert beyond[0] > beyond[1] > beyond[2] > 0
    assert 1.8 < beyond[1] / beyond[2] < 400
