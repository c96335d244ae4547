"""The rate function against quadrature and a known ground state; the edge against a sample."""

from __future__ import annotations

import mpmath
import numpy as np
import pytest
import sympy as sp

from glassproof.derivations.ensembles import extreme_eigenvalues as extreme
from glassproof.derivations.ensembles.extreme_eigenvalues import E, rate, u
from glassproof.derivations.proof.derivation import Derivation, DerivationError, Step


def semicircle_cost(at: float, edge: float) -> mpmath.mpf:
    """u^2/E^2 - int log(u - l) of the semicircle, by quadrature; 1/2 - log(E/2) at the edge."""

    def integrand(angle: mpmath.mpf) -> mpmath.mpf:
        density = 2 / mpmath.pi * mpmath.sin(angle) ** 2
        return density * mpmath.log(at - edge * mpmath.cos(angle))

    return mpmath.mpf(at) ** 2 / edge**2 - mpmath.quad(integrand, [0, mpmath.pi / 4, mpmath.pi])


@pytest.mark.parametrize(("at", "edge"), [(1.5, 1.25), (3.0, 0.5), (40.0, 8.0), (2.001, 2.0)])
def test_rate_function_is_the_coulomb_gas_cost(at: float, edge: float) -> None:
    with mpmath.workdps(25):
        want = semicircle_cost(at, edge) - (0.5 - mpmath.log(mpmath.mpf(edge) / 2))
        got = rate(sp.Rational(at), sp.Rational(edge)).evalf(25)
        assert abs(mpmath.mpf(str(got)) - want) < mpmath.mpf(10) ** -14


def test_rate_function_is_zero_and_flat_at_the_edge_and_convex_beyond() -> None:
    edge = sp.Rational(3, 2)
    assert sp.simplify(rate(edge, edge)) == 0
    near = edge + sp.Rational(1, 10**20)
    slope = sp.diff(extreme.rate_function().result, u)
    values = [slope.subs({u: v, E: edge}).evalf() for v in (near, 2, 3, 5, 100)]
    assert 0 < values[0] < 1e-9
    assert values == sorted(values)


def test_known_value_of_the_p_spin() -> None:
    """E_0 of the pure 3-spin, log(p-1)/2 = (p-2)/(4(p-1)) E_0^2 + I1(E_0; E_oo), is 1.6569983.

    Auffinger, Ben Arous, Cerny (2013), Section 2: E_0(3) = 1.657.
    """
    edge = 2 * sp.sqrt(sp.Rational(2, 3))
    least = sp.nsolve(sp.log(2) / 2 - u**2 / 8 - rate(u, edge), u, (1.64, 1.7), solver="bisect")
    assert abs(least - 1.657) < 1e-3


def test_a_wrong_step_is_caught() -> None:
    steps = extreme.rate_function().steps
    halved = Step(steps[1].expression / 2, steps[1].reason)
    with pytest.raises(DerivationError, match="does not follow"):
        Derivation("halved", (steps[0], halved), extreme.RATE_DOMAIN)


def test_the_edge_is_that_of_a_sample() -> None:
    """Entries of variance 1/4 off and 1/2 on the diagonal, n = 400: the edge is 2 sqrt(100) = 20.

    The largest eigenvalue lies within 1 of it: 20 times n^(-2/3) is 0.37, and a Lipschitz function
    with constant 1/sqrt(2) leaves its mean by 0.8 with probability below 1.
    """
    size, variance = 400, sp.Rational(1, 4)
    entries = np.random.default_rng(3).normal(size=(size, size))
    matrix = (entries + entries.T) / np.sqrt(2) * 0.5
    top = np.linalg.eigvalsh(matrix)[-1]
    assert extreme.edge(sp.Integer(size), variance) == 20
    assert abs(top - 20) < 2
