"""The equivalent of a Gram resolvent against moments, exact solutions, and small matrices."""

from __future__ import annotations

import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.free_probability import gram_equivalent as gram
from glassproof.derivations.free_probability import interference, leave_one_out
from glassproof.derivations.free_probability.gram_symbols import (
    a_1,
    a_2,
    delta_1,
    delta_2,
    n_1,
    n_2,
    omega_12,
    p,
    z,
)

small = st.integers(-3, 3)


@settings(deadline=None)
@given(*[small] * 4, st.integers(1, 4), st.integers(1, 4))
def test_the_rank_one_identity_and_the_block_of_two_columns(a, b, c, d, shift, size):
    """On matrices of integers: exactly, entry by entry."""
    X = sp.Matrix([[a, b, 1], [c, d, -1]])
    R = (X.T * X / size + shift * sp.eye(3)).inv()
    rest = X[:, 2:]
    Q = (rest * rest.T / size + shift * sp.eye(2)).inv()
    K = X[:, :2].T * Q * X[:, :2] / size
    values = {delta_1: K[0, 0], delta_2: K[1, 1], omega_12: K[0, 1] * size, p: size, z: shift}
    found = leave_one_out.off_diagonal_entry().steps[2].expression.subs(values)
    assert sp.simplify(found - R[0, 1]) == 0
    without = X[:, 1:]
    Q1 = (without * without.T / size + shift * sp.eye(2)).inv()
    quadratic = (X[:, 0].T * Q1 * X[:, 0])[0] / size
    assert leave_one_out.diagonal_entry().result.subs({delta_1: quadratic, z: shift}) == R[0, 0]


def test_white_columns_have_the_moments_of_marchenko_and_pastur():
    """Narayana's polynomials in n/p are the moments of G, and come from counting, not from S."""
    u, w = sp.Symbol("u", positive=True), gram.w
    value = gram.class_value().result.subs(delta_1, gram.marchenko_pastur().result)
    series = sp.series(sp.simplify(value.subs(z, 1 / u)), u, 0, 6).removeO()
    for k in range(5):
        narayana = sum(
            sp.binomial(k, i) * sp.binomial(k, i - 1) * w ** (i - 1) / k for i in range(1, k + 1)
        )
        moment = narayana if k else sp.Integer(1)
        assert sp.simplify(series.coeff(u, k + 1) * (-1) ** k - moment) == 0


def test_the_cubic_of_two_white_classes_at_a_rational_root():
    """z is chosen so that r = 1 solves the system, and no other positive root is there."""
    sizes = {p: 6, n_1: 4, n_2: 3, a_1: 2, a_2: sp.Rational(1, 2)}
    at = 1 - sp.Rational(4, 6) * 2 / 3 - sp.Rational(3, 6) * sp.Rational(1, 2) / sp.Rational(3, 2)
    cubic = sp.Poly(gram.two_white_classes().result.subs({**sizes, z: at}), gram.r)
    assert [root for root in sp.real_roots(cubic) if root > 0] == [1]
    moved = gram.fixed_point().result.subs({**sizes, z: at, delta_1: 2, delta_2: sp.Rational(1, 2)})
    assert moved == 2


def test_the_map_is_a_standard_interference_function():
    for derivation in (interference.monotone(), interference.scalable()):
        assert derivation.result.is_positive
    assert interference.contraction().result.subs({interference.z: 1, interference.sigma: 4}) < 1
