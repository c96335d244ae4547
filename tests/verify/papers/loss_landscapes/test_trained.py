"""Statistics of trained networks: by other means, on natures of known truth, and with broken ones.

Where a statistic is tried out, training and loss are replaced by a nature that is known exactly: a
quadratic bowl, a glass of two spins, independent points.
"""

from __future__ import annotations

from itertools import pairwise
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import glassproof as gp
from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.networks.landscape.objective import Objective
from glassproof.verify.claims import extras
from glassproof.verify.papers import load
from glassproof.verify.papers.loss_landscapes import (
    trained,
    trained_flatness,
    trained_fusion,
    trained_setting,
    trained_symmetries,
    trained_valleys,
)
from glassproof.verify.papers.loss_landscapes.trained import Recipe

PAPER = load("loss_landscapes")
CLAIMS = {claim.id: claim for claim in PAPER.claims}
SMALL = Recipe(width=4, epochs=3)


@pytest.fixture
def nature():
    """Replaces solutions by Gaussian points, and the loss by a function of points."""

    def made(loss, draw=None):
        def solutions(self, seeds, **_):
            rng = np.random.default_rng(int(seeds[0]))
            size = (len(seeds), self.network.parameters)
            return rng.standard_normal(size) if draw is None else draw(rng, size)

        def losses(_, points, **__):
            return loss(points)

        return patch.multiple(Recipe, solutions=solutions, loss=losses)

    return made


def _accepted(claim_id, number=0, seed=0):
    """Whether the published statement survives the experiment."""
    experiment = CLAIMS[claim_id].nature[number]
    total = experiment.chunk(np.random.default_rng(seed), experiment.draws)
    return experiment.test.compare(total, experiment.asserted()[0]).accepted


def _squares(points):
    return (points**2).mean(axis=-1)


def test_every_claim_of_networks_says_what_it_needs_and_has_an_experiment():
    waiting = [claim for claim in PAPER.claims if claim.needs]
    assert len(waiting) > 25
    assert all(claim.nature and claim.modules == extras.NETWORK_MODULES for claim in waiting)
    assert not any(claim.waits for claim in waiting)


def test_a_claim_of_networks_is_judged_where_the_extra_is():
    ledger = gp.review("loss_landscapes", ids=["valley.softmax.trained"], budget="quick")
    assert str(ledger.judgements[0].ruling.verdict) == "supported"


def test_the_trace_is_that_of_the_dense_hessian():
    theta = SMALL.solutions(np.arange(2))
    L = Objective(SMALL.network, trained.halves()[0])
    dense = [np.trace(L.hessian(row)) for row in theta]
    np.testing.assert_allclose(trained.curvature(SMALL, theta), dense, rtol=1e-9)


def test_the_trace_of_softmax_regression_is_that_of_the_dense_hessian():
    recipe = trained_valleys._SOFTMAX.but(epochs=2)
    theta = recipe.solutions(np.arange(1))
    dense = np.trace(Objective(recipe.network, trained.halves()[0]).hessian(theta[0]))
    assert trained_valleys.softmax_trace(theta)[0] == pytest.approx(dense)


def test_scales_leave_outputs_and_move_traces():
    recipe = trained_flatness._SHORT
    theta = np.random.default_rng(0).standard_normal(recipe.network.parameters)
    moved = trained_flatness._at_scale(theta, 0.25)
    x = trained.halves()[1].inputs[:20]
    np.testing.assert_allclose(
        recipe.network.apply(moved, x), recipe.network.apply(theta, x), rtol=1e-4, atol=1e-4
    )
    assert trained.curvature(recipe, moved[None]) > 2 * trained.curvature(recipe, theta[None])


def test_divergence_is_seen_and_told():
    with pytest.raises(DomainError, match="diverged: give a smaller rate"):
        SMALL.but(rate=1e3, decay=1.0).solutions(np.arange(3))
    recipe = SMALL.but(decay=1.0)  # a step at rate 1000 multiplies every weight by -999
    theta = recipe.solutions(np.arange(3), rate=np.array([0.1, 0.1, 1e3]))
    assert trained.sound(theta).all(axis=1).tolist() == [True, True, False]


def test_a_diverged_run_is_in_no_count(nature):
    def one_nan(rng, size):
        theta = rng.standard_normal(size)
        theta[0] = np.nan
        return theta

    with nature(_squares, one_nan):
        failures = trained_valleys._steeper_ahead(np.random.default_rng(0), 8)
    assert len(failures) == 7


@given(st.lists(st.floats(-5, 5), min_size=3, max_size=30))
def test_turns_alternate_and_see_reflections(values):
    found = trained_flatness.turns(np.array(values))
    assert all(a == -b for a, b in pairwise(found))
    mirrored = trained_flatness.turns(-np.array(values))
    assert mirrored == tuple(-sign for sign in found)
    assert trained_flatness.turns(np.array(values[::-1])) == tuple(-s for s in found[::-1])


def test_a_glass_of_two_spins_walks_like_one(nature):
    """Both claims of walks hold of the glass itself, from a point of high energy on."""
    spins = np.random.default_rng(1).standard_normal(Recipe().network.parameters)

    def energy(points):  # one direction of low energy on the sphere
        return -((points @ spins) ** 2)

    def near_the_minimum(rng, size):
        return spins + 0.1 * rng.standard_normal(size)

    with nature(energy, near_the_minimum):
        assert _accepted("landscape.walk")
        assert _accepted("landscape.walk.plateau")


def test_another_landscape_does_not_walk_like_the_glass(nature):
    spins = np.random.default_rng(1).standard_normal(Recipe().network.parameters)
    with nature(lambda points: -(points @ spins), lambda _, size: spins + np.zeros(size)):
        assert not _accepted("landscape.walk")  # a field: the overlap itself, not its square


def test_a_bowl_has_no_barriers_and_symmetric_cuts(nature):
    with nature(_squares):
        assert not _accepted("landscape.permutation.barrier")
        assert _accepted("valley.hyper")  # Gaussian cuts

    def bowl(points):  # centred at the solutions, which are all ones in size
        return ((np.abs(points) - 1) ** 2).mean(axis=-1)

    def signs(rng, size):
        return rng.choice([-1.0, 1.0], size)

    with nature(lambda points: np.exp(-_squares(points)), signs):
        assert _accepted("valley.sign.trained")  # what falls outwards is lower ahead
    with nature(_squares, signs):
        assert not _accepted("valley.sign.trained")
        assert not _accepted("valley.ratio")
    with nature(bowl, signs):
        assert _accepted("landscape.curves")


def test_waves_are_no_v_basins(nature):
    with nature(lambda points: np.cos(20 * points[..., 0])):
        assert not _accepted("landscape.curves")


def test_fusion_without_a_common_ancestor_is_no_better(nature):
    with nature(lambda points: -_squares(points)):
        assert not _accepted("fusion.sign")


@settings(deadline=None, max_examples=4)
@given(st.integers(0, 10**6))
def test_the_null_of_hierarchy_is_one(seed):
    """Independent points: the rank is uniform, so that few of many are small."""
    rng = np.random.default_rng(seed)
    ranks = [
        trained_symmetries.ultrametric_rank(rng.standard_normal((8, 40)), rng) for _ in range(20)
    ]
    assert np.mean(np.array(ranks) <= trained_symmetries.LEVEL) < 0.5


def test_families_of_independent_points_have_no_hierarchy_and_trees_have(nature):
    with nature(_squares):
        assert not _accepted("landscape.hierarchy")
    tree = np.repeat(np.random.default_rng(0).standard_normal((4, 50)), 3, axis=0)
    leaves = tree + 0.1 * np.random.default_rng(1).standard_normal(tree.shape)
    assert trained_symmetries.ultrametric_rank(leaves, np.random.default_rng(2)) <= 0.05


def test_equal_signs_and_midpoints():
    one, other = np.array([[1.0, -1.0, 2.0, 3.0]]), np.array([[2.0, 1.0, 5.0, -1.0]])
    assert trained_fusion.same_signs(one, other).tolist() == [0.5]


@pytest.mark.parametrize(
    ("loss", "accepted"),
    [(lambda x: np.exp(-np.abs(x)).mean(axis=-1), True), (_squares, False)],
)
def test_every_law_and_scale_is_tried(nature, loss, accepted):
    """A loss that falls, and one that rises, with every parameter's modulus."""
    with nature(loss):
        assert _accepted("valley.setting") is accepted


def test_one_law_of_many_that_fails_half_the_time_is_seen():
    """As often as signs without meaning fail; the others never do."""
    test = trained_setting.CLAIMS[0].nature[0].test
    n, others = trained_setting.NETWORKS, [0] * (2 * len(trained_setting.LAWS) - 1)
    drawn = np.random.default_rng(0).binomial(n, 0.5, size=200)
    assert not any(test.compare(np.array([n, *others, k]), 0.1).accepted for k in drawn)
    drawn = np.random.default_rng(0).binomial(n, 0.1, size=200)
    assert all(test.compare(np.array([n, *others, k]), 0.1).accepted for k in drawn)
    assert test.compare(np.array([n, *others, 0]), 0.1).resolution < 0.5


def test_directions_are_scaled_unit_by_unit():
    rng = np.random.default_rng(0)
    theta, way = rng.standard_normal((2, 3, SMALL.network.parameters))
    found = trained_setting.to_unit_norms(SMALL, way, theta)
    blocks = [[SMALL.network.unpack(row) for row in rows] for rows in (found, theta, way)]
    for ours, theirs, drawn in zip(*blocks, strict=True):
        for name in ours:
            norms = [np.linalg.norm(part[name], axis=-1) for part in (ours, theirs)]
            np.testing.assert_allclose(*norms)
            cosines = (ours[name] * drawn[name]).sum(axis=-1) / norms[0]
            np.testing.assert_allclose(cosines, np.linalg.norm(drawn[name], axis=-1))
