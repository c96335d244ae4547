"""Proven equivalents and densities against closed forms, isolated roots and other precisions."""

from __future__ import annotations

import flint
import mpmath
import numpy as np
import pytest
import sympy as sp
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import glassproof as gp
from glassproof.derivations.free_probability.gram_equivalent import r, two_white_classes
from glassproof.derivations.free_probability.gram_symbols import a_1, a_2, n_1, n_2, p, z
from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.fixed_points.solve import FixedPointError
from glassproof.numerics.gram_matrices.classes import classes
from glassproof.numerics.gram_matrices.density import gram_density_ball
from glassproof.numerics.gram_matrices.enclosure import enclose
from glassproof.numerics.gram_matrices.float_inclusion import InFloats
from glassproof.numerics.gram_matrices.inclusions import in_balls
from glassproof.numerics.work.exact import bits, isolated_roots

size, count = st.integers(1, 300), st.integers(1, 300)
scale = st.sampled_from([0.25, 1.0, 3.0, 0.1])


@settings(deadline=None)
@given(size, count, scale, st.floats(1e-3, 1e3), st.floats(-50, 50), st.integers(5, 60))
def test_one_white_class_is_marchenko_and_pastur(size, count, scale, real, imaginary, digits):
    """z delta^2 + (z + (w - 1) s) delta - s = 0, z in the right half-plane or real."""
    at = complex(real, imaginary) if imaginary > 1 else real
    found = gp.gram_equivalent(at, p=size, counts=[count], covariances=[scale], certified=digits)
    (ball,) = found.enclosure.delta
    with bits(400):
        z, s, w = flint.acb(at), flint.acb(scale), flint.fmpq(count, size)
        linear = z + (w - 1) * s
        root = (linear**2 + 4 * z * s).sqrt()
        roots = [2 * s / (linear + sign * root) for sign in (1, -1)]
        expected = [
            one for one in roots if (one.real > 0 if z.imag == 0 else one.imag * z.imag < 0)
        ]
        assert len(expected) == 1
        assert ball.overlaps(expected[0])
    assert ball.rel_accuracy_bits() >= 3.32 * digits
    assert found.enclosure.arithmetic == "balls"
    assert abs(complex(ball) - found.delta[0]) <= 1e-9 * abs(found.delta[0])


@settings(deadline=None, max_examples=30)
@given(size, count, count, scale, scale, st.floats(0.01, 100))
def test_two_white_classes_are_the_isolated_root_of_the_cubic(size, first, second, one, two, at):
    values = {p: size, n_1: first, n_2: second, a_1: one, a_2: two, z: at}
    exact = {symbol: sp.Rational(value) for symbol, value in values.items()}
    cubic = sp.Poly(two_white_classes().result.subs(exact), r).all_coeffs()[::-1]
    polynomial = flint.fmpq_poly([flint.fmpq(int(c.p), int(c.q)) for c in cubic])
    with bits(200):
        roots = [root for root, _ in isolated_roots(polynomial) if root.imag == 0 and root.real > 0]
        assert len(roots) == 1
        expected = [root * a for a in (one, two) for root in roots]
    found = gp.gram_equivalent(
        at, p=size, counts=[first, second], covariances=[one, two], certified=15
    )
    for ball, root in zip(found.enclosure.delta, expected, strict=True):
        assert ball.overlaps(root)


def _some(seed, size, k=3):
    rng = np.random.default_rng(seed)
    factor = rng.standard_normal((size, size + 3)) * rng.uniform(0.3, 1.5, (size, 1))
    return {
        "p": size,
        "counts": rng.integers(1, 2 * size, k).tolist(),
        "covariances": [0.75, rng.uniform(0.2, 2, size), factor @ factor.T / size],
        "means": rng.standard_normal((k, size)),
    }


@pytest.mark.parametrize("at", [0.3, 0.25 + 0.5j, -40.0, -1 - 0.125j])
def test_fifty_digits_by_another_arithmetic(at):
    """General covariances and means, p = 4, against mpmath's root of the system itself."""
    model = _some(0, 4)
    found = gp.gram_equivalent(at, **model, certified=50)
    with mpmath.workdps(60):
        matrices = []
        for c, m in zip(model["covariances"], model["means"], strict=True):
            C = mpmath.matrix(np.diag(np.broadcast_to(c, 4)) if np.ndim(c) < 2 else c)
            mean = mpmath.matrix(m)
            matrices.append(C + mean * mean.T)

        def gap(*delta):
            S = at * mpmath.eye(4)
            for C, n, d in zip(matrices, model["counts"], delta, strict=True):
                S += C * (mpmath.mpf(n) / 4 / (1 + d))
            inverse = S**-1
            return [
                sum((C * inverse)[i, i] for i in range(4)) / 4 - d
                for C, d in zip(matrices, delta, strict=True)
            ]

        roots = mpmath.findroot(gap, found.delta.tolist())
        texts = [(mpmath.nstr(one.real, 58), mpmath.nstr(mpmath.im(one), 58)) for one in roots]
    with bits(240):
        for ball, (real, imaginary) in zip(found.enclosure.delta, texts, strict=True):
            assert ball.rel_accuracy_bits() >= 166
            assert abs(ball - flint.acb(real, imaginary)) < abs(ball) * flint.arb(10) ** -50


@pytest.mark.parametrize("at", [0.3, 1e-3, -1000.0, 0.5j, -1 - 0.25j])
@pytest.mark.parametrize("with_means", [True, False])
def test_floats_enclose_what_balls_prove(at, with_means):
    """The inclusion for large matrices, at a size at which both are there, on boxes too."""
    model = _some(1, 60)
    if not with_means:
        model["means"] = None
    given, where = classes(**model), flint.acb(at)
    start = gp.gram_equivalent(at, **model).delta
    balls, floats = in_balls(given, where), InFloats(given, at)
    real, rng = np.isrealobj(start), np.random.default_rng(2)
    for radius in (0.0, 1e-9, 1e-4):
        wide = flint.arb(0, radius)
        box = [flint.acb(d) + (flint.acb(wide) if real else flint.acb(wide, wide)) for d in start]
        found, enclosed = floats(box)
        assert real == all(ball.imag == 0 for ball in (*found, *enclosed.entries()))
        for _ in range(3):
            shift = rng.uniform(-1, 1, 3) + (0 if real else 1j) * rng.uniform(-1, 1, 3)
            with bits(100):
                exact, slopes = balls([flint.acb(d) for d in start + 0.999 * radius * shift])
            assert all(a.contains(b.mid()) for a, b in zip(found, exact, strict=True))
            pairs = zip(enclosed.entries(), slopes.entries(), strict=True)
            assert all(a.contains(b.mid()) for a, b in pairs)
    proven = enclose(given, start, where, 30)
    assert proven.arithmetic == "balls"


def test_a_large_matrix_is_certified_by_floats():
    model = _some(2, 150)
    found = gp.gram_equivalent(0.5, **model, certified=7)
    assert found.enclosure.arithmetic == "floats"
    for ball, value in zip(found.enclosure.delta, found.delta, strict=True):
        assert ball.rel_accuracy_bits() > 23
        assert abs(ball - flint.acb(value)) < abs(value) * 1e-7
    with pytest.raises(FixedPointError, match=r"z = 0.5: .* ask for fewer digits"):
        gp.gram_equivalent(0.5, **model, certified=25)


@settings(deadline=None)
@given(size, count, scale, st.fractions(0, 1), st.integers(3, 40))
def test_the_density_of_white_columns(size, count, scale, part, digits):
    w = flint.fmpq(count, size)
    with bits(600):
        low, high = scale * (1 - flint.arb(w).sqrt()) ** 2, scale * (1 + flint.arb(w).sqrt()) ** 2
        x = flint.fmpq(int(part * 1200), 1000) * flint.fmpq(*float(high.mid()).as_integer_ratio())
        x = flint.fmpq(int(x * 2**20), 2**20)
        distance = min(abs(x - low), abs(x - high))
        assume(float(flint.arb(x)) > 0.001 * float(high) and distance > 1e-6 * float(high))
        inside = (x - low) * (high - x)
        expected = flint.arb(0)
        if inside > 0:
            expected = inside.sqrt() / (2 * flint.arb.pi() * scale * w * x)
    exact = sp.Rational(int(x.p), int(x.q))
    found = gram_density_ball(exact, p=size, counts=[count], covariances=[scale], digits=digits)
    assert found.overlaps(expected)
    assert found == 0 if expected == 0 else found.rel_accuracy_bits() >= 3.32 * digits
    near = gp.gram_density(
        [float(exact), -1.0], p=size, counts=[count], covariances=[scale], certified=12
    )
    np.testing.assert_allclose(near, [float(expected), 0], rtol=1e-8)


def test_proven_densities_of_general_models_are_the_others():
    model, x = _some(3, 20), np.linspace(0.5, 200, 12)
    found = gp.gram_density(x, **model, certified=10)
    np.testing.assert_allclose(found, gp.gram_density(x, **model), rtol=1e-7, atol=1e-12)
    assert (found[-1], found.min()) == (0, 0)
    large, x = _some(3, 130), [2.0, 3.0]
    found = gp.gram_density(x, **large, certified=5)
    np.testing.assert_allclose(found, gp.gram_density(x, **large), rtol=1e-6)


WHITE = {"p": 100, "counts": [100], "covariances": [1.0]}


def test_where_nothing_can_be_certified():
    """At the edge of the spectrum the solution is a double one; at the hard edge it is infinite."""
    with pytest.raises(
        FixedPointError, match=r"z = -4: no fixed point .* move z away from the edge"
    ):
        gp.gram_density(4.0, **WHITE, certified=3)
    with pytest.raises(DomainError, match="x = 0"):
        gram_density_ball(0, **WHITE)
    with pytest.raises(DomainError, match="x = 0: no density is certified there"):
        gp.gram_density(0.0, p=3, counts=[5], covariances=[1.0], certified=3)
    assert gram_density_ball(-3, **WHITE) == 0
    assert gram_density_ball("1e9", **WHITE) == 0
    assert gram_density_ball(1, p=3, counts=[2], covariances=[0.0]) == 0


@pytest.mark.parametrize("number", [0, 16, True, 2.5, "3"])
def test_digits_are_positive_integers(number):
    with pytest.raises(DomainError, match="certified = "):
        gp.gram_density(1.0, **WHITE, certified=number)
    with pytest.raises(DomainError, match="x = 'text' is not a finite rational number"):
        gram_density_ball("text", **WHITE)
