"""The p-spin's derivations against integrals, random matrices' known limits and exact counts."""

from __future__ import annotations

import mpmath
import pytest
import sympy as sp

from glassproof.derivations.p_spin import complexity as p_spin
from glassproof.derivations.p_spin.model import E_inf, k, p, u


def test_cost_vanishes_at_the_threshold_and_grows_below():
    cost = p_spin.rate_function().result.subs(p, 3)
    edge = float(E_inf.subs(p, 3))
    values = [float(cost.subs(u, -edge * f)) for f in (1.0000001, 1.1, 1.5, 3)]
    assert 0 <= values[0] < 1e-9
    assert values == sorted(values)


@pytest.mark.parametrize("degree", [3, 4, 7])
def test_ground_state_energy(degree):
    """theta vanishes at the ground state -E_0; Crisanti and Sommers give 1.657 for p = 3."""
    theta = sp.lambdify(u, p_spin.complexity_outside().result.subs(p, degree), "mpmath")
    edge = float(E_inf.subs(p, degree))
    root = mpmath.findroot(theta, (-edge * 1.001, -edge * 1.2), solver="anderson")
    assert -edge * 1.5 < root < -edge
    if degree == 3:
        assert abs(root + mpmath.mpf("1.657")) < 5e-4


def test_index_zero_is_the_complexity_itself():
    at_zero = p_spin.complexity_of_index().result.subs(k, 0)
    assert sp.simplify(at_zero - p_spin.complexity_outside().result) == 0


def test_exact_count_by_the_papers_identity_for_two_spins():
    """The GOE identity at N = 2: 2 sqrt(2/p) (p-1) E sum_i exp(-(p-2) lambda_i^2 / p).

    The one-point density of the 2 x 2 GOE with off-diagonal variance 1/4 is integrated here.
    """
    for degree in (3, 5):
        weight = mpmath.mpf(degree - 2) / degree

        def density(a, c, w=weight):
            return abs(a - c) * mpmath.exp(-(a * a + c * c)) * (
                mpmath.exp(-w * a * a) + mpmath.exp(-w * c * c)
            )  # fmt: skip

        def plain(a, c):
            return abs(a - c) * mpmath.exp(-(a * a + c * c))

        def folded(f):
            """Over both halves of the plane apart, where the integrand is smooth."""
            return mpmath.quad(lambda a: 2 * mpmath.quad(lambda d: f(a, a + d), [0, 12]), [-9, 9])

        with mpmath.workdps(15):
            mean = folded(density) / folded(plain)
            count = 2 * mpmath.sqrt(mpmath.mpf(2) / degree) * (degree - 1) * mean
            assert abs(count - float(p_spin.count_on_the_circle().result.subs(p, degree))) < 1e-8
