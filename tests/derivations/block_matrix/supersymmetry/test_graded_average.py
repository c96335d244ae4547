"""The Gaussian average over a supervector."""

import numpy as np
import pytest
import sympy as sp

from glassproof.derivations.block_matrix.supersymmetry.graded_average import (
    averaged_exponent,
    averaged_exponents,
    grassmann_product,
)
from glassproof.derivations.block_matrix.symbols import N, b, b1, kappa


@pytest.mark.parametrize(("n_D", "n_G"), [(1, 0), (1, 1), (2, 1), (1, 2)])
def test_entrywise_variance_is_graded_trace_plus_anomalous_part(n_D, n_G):
    entrywise, invariant = averaged_exponents(n_D, n_G)
    assert (entrywise - invariant).applyfunc(sp.expand) == sp.zeros(*entrywise.shape)


def test_derivation_proves_it():
    assert averaged_exponent().proofs[1] == "symbolic"


def test_grassmann_numbers_anticommute_and_associate():
    elements = [{(k,): sp.Integer(k + 1), (): sp.Integer(1)} for k in range(3)]
    first = grassmann_product(grassmann_product(elements[0], elements[1]), elements[2])
    second = grassmann_product(elements[0], grassmann_product(elements[1], elements[2]))
    assert first == second
    assert grassmann_product({(2,): 1}, {(0,): 1}) == {(0, 2): -1}


def test_grassmann_product_distributes_past_words_that_vanish():
    assert grassmann_product({(0,): 2, (1,): 3}, {(0,): 5, (1,): 7, (): 1}) == {
        (0, 1): 2 * 7 - 3 * 5,
        (0,): 2,
        (1,): 3,
    }


def test_bosonic_part_against_numpy_covariance():
    """Half the variance of phi^+ H phi for real phi: explicit covariance of the 2 x 2 entries."""
    entrywise, _ = averaged_exponents(1, 1)
    size, share, width, extra = 2, 0.5, 1.3, 0.7
    phi = np.array([0.4, -1.1])
    real = sp.symbols("a0 a1 c0 c1", real=True)
    values = dict(zip(real, [*phi, 0, 0], strict=True))
    values |= {N: size, kappa: share, b: width, b1: extra}
    value = float(entrywise[0].subs(values))
    variances = width**2 / (2 * size) * np.array([[2, 1], [1, 2]])
    variances[0, 0] += extra**2 / (share * size)
    outer = np.outer(phi, phi)
    total = variances[0, 0] * outer[0, 0] ** 2 + variances[1, 1] * outer[1, 1] ** 2
    total += variances[0, 1] * (2 * outer[0, 1]) ** 2
    assert value == pytest.approx(-total / 2, rel=1e-12)  # rounding of a dozen operations
