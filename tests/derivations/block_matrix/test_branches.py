"""How many roots have a positive imaginary part, and which is physical."""

import mpmath as mp
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.block_matrix.branches import (
    branch_counterexample,
    branch_counts,
    end_coefficients,
    two_pairs_at_origin,
    two_pairs_at_zero,
    unique_branch_counterexample,
)
from glassproof.derivations.block_matrix.certified_support import edges
from glassproof.derivations.block_matrix.roots import (
    physical_root,
    rational_polynomial,
    sample_points,
    upper_roots,
)
from glassproof.derivations.block_matrix.saddle_point import quartic
from glassproof.derivations.block_matrix.symbols import (
    SPECTRUM_DOMAIN,
    b,
    b1,
    kappa,
    kappa_prime,
    t,
    x1,
    z,
)
from glassproof.derivations.proof.domain import DomainError
from tests.derivations.spectrum_reference import dyson_by_iteration, wasserstein

FLIPPED = quartic().result - kappa_prime * b1**2 / kappa * (t**2 - z * t + kappa_prime * b**2 / 2)
"""The quartic with the sign of its second factor's constant changed."""

FIGURE_2 = {kappa: sp.Rational(9, 10), b: sp.sqrt(480), b1: sp.sqrt(sp.Rational(27, 5))}
"""p = q = 3, sigma_z = 1: b^2 = m (m-1) 2^(m-2), b1^2 = p (p-1) kappa."""

parameters = st.fixed_dictionaries(
    {
        kappa: st.integers(1, 99).map(lambda n: sp.Rational(n, 100)),
        b: st.integers(1, 40).map(lambda n: sp.Rational(n, 10)),
        b1: st.integers(1, 40).map(lambda n: sp.Rational(n, 10)),
    }
)


def as_floats(values):
    return {s.name: float(values[s]) for s in (kappa, b, b1, x1)}


def dyson_at(values, height="1e-6"):
    at = mp.mpc(float(values[z]), mp.mpf(height))
    return dyson_by_iteration(at, **as_floats(values), steps=60000)


def test_counterexample_is_decided_by_the_dyson_iteration():
    example = unique_branch_counterexample()
    assert len(example.upper) == 2
    _, g_G = dyson_at(example.point)
    # Im z = 1e-6 moves the root by about 1e-6, far less than the distance of the two
    assert abs(1 / g_G - complex(example.physical.mid())) < 1e-4
    assert abs(1 / g_G - complex(example.largest.mid())) > 0.04


def test_counterexample_is_decided_by_sampled_matrices():
    """Wasserstein distance at the counterexample's parameters, physical root against largest root.

    Level below 1e-9 as in test_saddle_point: threshold 9.5 L/N, L^2 = b^2 + b1^2/kappa, N = 1000.
    Power: the largest root puts extra mass inside the generator's bulk and outside the support.
    """
    values = {s: v for s, v in unique_branch_counterexample().point.items() if s != z}
    scale = float(sp.sqrt(values[b] ** 2 + values[b1] ** 2 / values[kappa])) / 1000
    right, mass = wasserstein(values, quartic().result)
    wrong, excess = wasserstein(values, quartic().result, physical=False, margin=3)
    assert right < 9.5 * scale
    assert wrong > 19 * scale
    assert mass == pytest.approx(1, abs=2e-3)  # trapezoid rule, narrow bulk
    assert excess > 1.02


@settings(max_examples=20, deadline=None)
@given(values=parameters)
def test_every_parameter_has_two_pairs_somewhere(values):
    at_origin = {**values, x1: sp.Integer(0), z: sp.Integer(0)}
    roots = upper_roots(quartic().result, at_origin)
    assert len(roots) == 2
    physical = physical_root(at_origin)
    assert physical is not None
    assert physical.overlaps(roots[0])
    inside = {**values, x1: values[b1] * sp.Rational(141, 100), z: sp.Integer(0)}
    assert len(upper_roots(quartic().result, inside)) == 2


@settings(max_examples=25, deadline=None)
@given(values=parameters, shift=st.integers(-80, 80), at=st.integers(-80, 80))
def test_flipped_quartic_has_at_most_one_pair(values, shift, at):
    point = {**values, x1: sp.Rational(shift, 10), z: sp.Rational(at, 10)}
    assert len(upper_roots(FLIPPED, point)) <= 1


def test_every_interval_between_zeros_of_the_discriminant_has_a_sample_point():
    half = sp.Rational(3, 2)
    assert sample_points(t**2 - (z**2 - 1) * (z**2 - 4), {}) == (-3, -half, 0, half, 3)


def test_end_coefficients_decide_it_for_all_parameters():
    for point in SPECTRUM_DOMAIN.points(20):
        assert end_coefficients(FLIPPED).result.subs(point) < 0
        assert end_coefficients(quartic().result).result.subs(point) > 0


@settings(max_examples=15, deadline=None)
@given(values=parameters, shift=st.integers(-40, 40), at=st.integers(-60, 60))
def test_physical_root_against_the_dyson_iteration(values, shift, at):
    point = {**values, x1: sp.Rational(shift, 10), z: sp.Rational(at, 10)}
    distance = min(abs(float(end.mid()) - at / 10) for end in edges(point))
    if distance < 0.05:  # square-root edge: Im z = 1e-6 moves the root by more than 1e-3
        return
    _, g_G = dyson_at(point)
    root = physical_root(point)
    expected = (1 / g_G).imag
    ours = 0.0 if root is None else float(root.imag.mid())
    assert abs(ours - expected) < 1e-3 * (1 + float(values[b]))


def test_figure_1_has_one_pair_but_also_outside_the_support():
    values = {kappa: sp.Rational(9, 10), b: sp.Integer(1), b1: sp.Rational(1, 2)}
    for shift in (sp.Rational(11, 10), sp.Rational(3, 2), sp.Integer(4)):
        counts = branch_counts({**values, x1: shift})
        assert max(count.upper for count in counts) == 1
        assert [c for c in counts if c.in_support and not c.unambiguous] == []
        assert any(c.upper and not c.in_support for c in counts)


@pytest.mark.parametrize(("shift", "at"), [(-2, sp.Rational(-147, 5)), (0, 40)])
def test_figure_2_rule_gives_density_where_there_is_none(shift, at):
    example = branch_counterexample({**FIGURE_2, x1: sp.Integer(shift), z: sp.sympify(at)})
    assert example is not None
    assert example.physical is None
    assert example.largest.imag > 0.1


def test_rule_holds_where_the_matrix_is_one_semicircle():
    point = {kappa: sp.Rational(1, 2), b: sp.Integer(1), b1: sp.Rational(1, 100), x1: sp.Integer(0)}
    assert branch_counterexample({**point, z: sp.Integer(0)}) is None


def test_derivations_are_symbolic():
    for derivation in (two_pairs_at_origin, two_pairs_at_zero):
        assert set(derivation().proofs[1:]) == {"symbolic"}


def test_irrational_coefficients_are_refused():
    with pytest.raises(DomainError, match="rational"):
        rational_polynomial(t**2 - b, t, {b: sp.sqrt(2)})
