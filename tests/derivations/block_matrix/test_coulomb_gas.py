"""Theorem 1's explicit errors: against quadrature, exact small sizes, sampled spectra."""

import math

import mpmath
import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize

from glassproof.derivations.block_matrix import coulomb_gas as theorem
from glassproof.derivations.block_matrix.concentration import V, epsilon, gaussian_mean
from glassproof.derivations.block_matrix.symbols import N, b, b1, kappa
from glassproof.numerics.block_matrix.samplers import block_size, eigenvalues
from glassproof.numerics.work.streams import stream
from tests.numerics.goe_determinant import log_expected_determinant_goe

ALL = [
    theorem.mean_square_trace,
    theorem.crowding,
    theorem.singular_part,
    theorem.annealed_gap,
    theorem.limit_density_bound,
    theorem.limit_singular_part,
    theorem.limit_error,
    theorem.relative_spread,
]


@pytest.mark.parametrize("derivation", ALL)
def test_every_step_is_proved_symbolically(derivation):
    assert set(derivation().proofs[1:]) <= {"symbolic"}


@pytest.mark.parametrize("n", [2, 3])
def test_the_integration_by_parts_is_exact(n):
    """phi = lambda^3: both sides as polynomials in the Gaussians of M, for a general diagonal A.

    sum phi[s, t] = sum (s^2 + s t + t^2) = 2 n Tr H^2 + (Tr H)^2, sum phi' = 3 Tr H^2.
    """
    normals = {(i, j): sp.Symbol(f"g{i}{j}", real=True) for i in range(n) for j in range(i, n)}
    scale = sp.Rational(3, 2)

    def gaussian(i, j):
        i, j = min(i, j), max(i, j)
        return normals[i, j] * sp.sqrt(sp.Rational(1, n) / (1 if i == j else 2))

    M = sp.Matrix(n, n, gaussian)
    H = sp.diag(*sp.symbols(f"a0:{n}")) + scale * M
    variables = tuple(normals.values())
    left = gaussian_mean((M * H**3).trace(), variables)
    square = (H**2).trace()
    right = gaussian_mean(2 * n * square + H.trace() ** 2 + 3 * square, variables)
    assert sp.expand(left - scale / (2 * n) * right) == 0
    assert sp.expand(left - scale / n * right) != 0  # a factor 2 would be seen


@given(st.floats(1e-3, 1e3), st.floats(1e-3, 1e3))
@settings(max_examples=20, deadline=None)
def test_what_regularising_costs(eps, scale):
    """The two integrals against mpmath's quadrature, in the variable u = sqrt(r/epsilon)."""

    def quadrature(mass):
        """int mass(r) eps^2/(r (r^2 + eps^2)) dr, r = eps u^2."""
        return mpmath.quad(
            lambda u: mass(eps * u**2) * 2 / (u * (u**4 + 1)), [0, 0.5, 1, 2, 10, mpmath.inf]
        )

    sampled = quadrature(lambda r: mpmath.sqrt(2 * r / scale))
    limit = quadrature(lambda r: 2 * r * mpmath.sqrt(2) / (mpmath.pi * scale))
    values = {epsilon: eps, b: scale}
    assert float(theorem.singular_part().result.subs(values)) == pytest.approx(float(sampled), 1e-9)
    assert float(theorem.limit_singular_part().result.subs(values)) == pytest.approx(
        float(limit), rel=1e-9
    )


@given(st.floats(1e-2, 1e2), st.floats(1e-2, 1e2), st.floats(0.01, 0.99), st.integers(1, 10**6))
@settings(max_examples=30, deadline=None)
def test_the_best_epsilon_is_the_best(scale, own, share, n):
    """The closed form of the gap against numerical minimisation over epsilon."""
    values = {b: scale, b1: own, kappa: share, N: n}
    gap = float(theorem.annealed_gap().result.subs(values))
    spread = float(V.subs(values))

    def both(log_eps):
        eps = math.exp(log_eps)
        return math.pi * math.sqrt(eps / scale) + spread / (8 * eps**2 * n)

    found = optimize.minimize_scalar(both, bounds=(-40, 40), method="bounded")
    assert gap == pytest.approx(found.fun, rel=1e-5)


def test_the_bound_of_the_density_is_attained_by_the_semicircle():
    """b1 = 0: at the centre of the semicircle of radius R = sqrt(2) b, density 2/(pi R)."""
    assert sp.simplify(theorem.limit_density_bound().result - 2 / (sp.pi * sp.sqrt(2) * b)) == 0


CASES = [
    {"N": 4, "kappa": 0.5, "b": 1.0, "b1": 0.0, "x": 0.0, "x1": 0.0},
    {"N": 10, "kappa": 0.9, "b": 1.0, "b1": 0.5, "x": 0.0, "x1": 1.1},
    {"N": 40, "kappa": 0.3, "b": 0.5, "b1": 2.0, "x": 0.7, "x1": -3.0},
    {"N": 40, "kappa": 0.5, "b": 1.0, "b1": 1.0, "x": 5.0, "x1": 0.0},
]


@pytest.mark.parametrize("case", CASES)
def test_few_eigenvalues_crowd_an_interval(case):
    """The sampled mean of (n/N)^2 is below ell/b by far more than its error (at most 1/20)."""
    spectra = eigenvalues(**case, draws=400, rng=stream(1))
    for length in (1e-3, 1e-2, 1e-1, 1.0):
        crowd = (np.abs(spectra) < length / 2).mean(axis=1)
        error = crowd.std() / 20
        assert (crowd**2).mean() - 6 * error <= length / case["b"]


@pytest.mark.parametrize("case", CASES)
def test_annealed_minus_quenched(case):
    """Between 0 and the bound, at six standard errors of the sampled quenched mean; for b1 = 0
    the annealed side is exact."""
    spectra = eigenvalues(**case, draws=3000, rng=stream(2))
    means = np.log(np.abs(spectra)).mean(axis=1)
    error = means.std() / math.sqrt(3000)
    logs = means * case["N"]
    if case["b1"] == 0:
        annealed = float(log_expected_determinant_goe(case["x"], N=case["N"], b=case["b"]))
    else:
        top = logs.max()
        annealed = float(top + np.log(np.exp(logs - top).mean())) / case["N"]
    share = block_size(case["N"], case["kappa"]) / case["N"]
    values = {b: case["b"], b1: case["b1"], kappa: share, N: case["N"]}
    bound = float(theorem.annealed_gap().result.subs(values))
    assert -6 * error <= annealed - means.mean() <= bound + 6 * error
