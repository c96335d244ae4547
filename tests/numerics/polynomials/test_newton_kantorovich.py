"""What an enclosure claims is true: one root inside, no other near, second derivatives bounded."""

from __future__ import annotations

import numpy as np
import pytest

from glassproof.numerics.polynomials.homotopy import Term, packed
from glassproof.numerics.polynomials.monomials import coefficients_of, monomials
from glassproof.numerics.polynomials.newton_kantorovich import REACH, Enclosures, enclosures
from glassproof.numerics.polynomials.path_tracking import evaluate


def eigenvectors(values):
    """The game whose roots are (+-e_i, 2 value_i), and these roots."""
    n = len(values)
    term = Term(slice(0, n), 2, np.ones(n), coefficients_of(np.diag(values)))
    roots = [[*(sign * np.eye(n)[i]), 2 * values[i]] for i in range(n) for sign in (1, -1)]
    return packed([term], (n,), [np.zeros_like(term.coefficients) + 0j]), np.array(roots) + 0j


@pytest.mark.parametrize("gap", [0.5, 0.1, 0.01])
def test_every_enclosure_has_one_root_and_no_other_near(gap) -> None:
    """Around eigenvectors, whose places are known, at distances from rounding to one."""
    game, roots = eigenvectors([0.0, gap, 1.0])
    rng = np.random.default_rng(1)
    sizes = 10.0 ** rng.uniform(-8, 0, (4000, 1))
    noise = rng.standard_normal((4000, 4)) + 1j * rng.standard_normal((4000, 4))
    found = enclosures(game, roots[rng.integers(len(roots), size=4000)] + sizes * noise)
    assert len(found.z) > 1000
    away = np.abs(found.z[:, None] - roots)
    assert ((away <= found.existence[:, None]).all(axis=2).sum(axis=1) == 1).all()
    assert ((away < found.uniqueness[:, None]).all(axis=2).sum(axis=1) == 1).all()


@pytest.mark.parametrize("degree", [3, 4, 6])
def test_second_derivatives_are_bounded_in_the_whole_region(degree) -> None:
    """|J^-1 (J(z) - J(z'))| <= K |z - z'|, scaled, at random z, z' within REACH; 1/(2K) is unique.

    At (1, 0, 0) the second derivatives along the axes of zeros count, which moduli near 0 hide.
    """
    rng = np.random.default_rng(degree)
    coefficients = np.zeros(len(monomials(3, degree)))
    powers = monomials(3, degree).tolist()
    coefficients[powers.index([degree, 0, 0])] = 1.0
    coefficients[powers.index([degree - 2, 2, 0])] = 0.3
    coefficients[powers.index([degree - 2, 0, 2])] = -0.2
    coefficients[powers.index([degree - 3, 2, 1])] = 5.0
    term = Term(slice(0, 3), degree, np.ones(3), coefficients)
    game = packed([term], (3,), [np.zeros(len(coefficients)) + 0j])
    root = np.array([1.0, 0, 0, degree]) + 0j
    F, S, J = np.empty(4, complex), np.empty(4, complex), np.empty((4, 4), complex)

    def jacobian(z):
        evaluate(z, 1.0, game, F, J, S)
        return J.copy()

    evaluate(root, 1.0, game, F, J, S)
    root[3] += F[0]  # the multiplier w.(field), in the normalisation of the game
    at = enclosures(game, root[None])
    u = 1 + np.abs(root)
    unique = (at.uniqueness[0] / u).max()
    assert unique < REACH  # else 1/(2K) is not seen
    inverse = np.linalg.inv(jacobian(root) * u)
    worst = 0.0
    for _ in range(300):
        first, second = (
            REACH * np.exp(2j * np.pi * rng.random(4)) * rng.integers(0, 2, 4) for _ in range(2)
        )
        gap = np.abs(first - second).max()
        if gap > 0:
            change = (jacobian(root + first * u) - jacobian(root + second * u)) * u
            worst = max(worst, np.abs(inverse @ change).sum(axis=1).max() / gap)
    assert worst <= 1 / (2 * unique)


def test_points_that_allow_no_proof_do_not_hide_the_others() -> None:
    game, roots = eigenvectors([0.0, 0.5, 1.0])
    centre = np.zeros(4) + 0j
    assert len(enclosures(game, np.stack([centre, roots[0], centre, roots[1]])).z) == 2
    # (1, 1, 1)^T (1, 1, 1)/3: the eigenvectors of 0 fill a circle, that of 1 stands alone.
    term = Term(slice(0, 3), 2, np.ones(3), coefficients_of(np.ones((3, 3)) / 3))
    game = packed([term], (3,), [np.zeros_like(term.coefficients) + 0j])
    circle, alone = [*np.array([1, -1, 0]) / 2**0.5, 0], [*np.ones(3) / 3**0.5, 2]
    assert len(enclosures(game, np.array([circle, alone]) + 0j).z) == 1


def test_the_region_of_one_is_enough_to_tell_that_two_are_the_same() -> None:
    pair = Enclosures(
        np.array([[0.0], [0.01]]) + 0j, np.full((2, 1), 1e-3), np.array([[0.1], [0.005]])
    )
    assert pair.same().all()
    assert pair.different()[0, 1]
    apart = Enclosures(pair.z * 20, pair.existence, pair.uniqueness)
    assert (apart.same() == np.eye(2, dtype=bool)).all()
