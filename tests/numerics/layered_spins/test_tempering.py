"""Parallel tempering and enumeration: against each other, brute force, and with broken rules."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.layered_spins.enumeration import Enumeration
from glassproof.numerics.layered_spins.glass import Layers
from glassproof.numerics.layered_spins.sampling import equilibrium_averages
from glassproof.numerics.layered_spins.tempering import Tempering
from glassproof.verify.papers.layered_sk.breaking import imbalance

CHAINS = [(4, 3), (3, 4, 2), (2, 3, 2, 3), (2, 1, 3, 1, 2)]
TEMPERATURES = np.array([0.5, 0.8, 1.3, 2.5])


def glass(widths):
    layers = Layers(widths, tuple(1 / (k + 2) for k in range(len(widths) - 1)))
    return layers, layers.sampled_couplings(np.random.default_rng(3), 1)


def brute_force(layers, couplings, beta):
    """log Z and all correlations, state by state."""
    J = layers.matrix(couplings)[0]
    states = np.array(list(itertools.product((-1, 1), repeat=layers.spins)), float)
    logs = beta * np.einsum("ai,ij,aj->a", states, J, states) / 2
    weights = np.exp(logs - logs.max())
    correlations = states.T @ (states * (weights / weights.sum())[:, None])
    return np.log(weights.sum()) + logs.max(), correlations


@pytest.mark.parametrize("widths", CHAINS)
def test_enumeration_is_the_sum_over_all_states(widths):
    layers, couplings = glass(widths)
    one = Enumeration(layers, [W[0] for W in couplings])
    for beta in (0.3, 1.7):
        log_z, correlations = brute_force(layers, couplings, beta)
        assert one.log_partition(beta) == pytest.approx(log_z, rel=1e-12)
        np.testing.assert_allclose(one.correlations([beta])[0], correlations, atol=1e-12)


def test_enumeration_refuses_what_it_cannot_sum():
    layers = Layers((20, 20), (0.05,))
    couplings = layers.sampled_couplings(np.random.default_rng(0), 1)
    with pytest.raises(DomainError, match="at most 18 spins"):
        Enumeration(layers, [W[0] for W in couplings]).log_partition(1.0)


def _energies(walk, couplings):
    spins = dict(walk.by_temperature())
    found = 0.0
    for l, W in enumerate(couplings):
        found = found - np.einsum("dij,drti,drtj->drt", W, spins[l + 1], spins[l])
    return found


@pytest.mark.parametrize("widths", CHAINS)
def test_energies_and_overlaps_are_those_of_the_configurations(widths):
    layers = Layers(widths, (0.3,) * (len(widths) - 1))
    rng = np.random.default_rng(1)
    couplings = layers.sampled_couplings(rng, 5)
    walk = Tempering(layers, couplings, TEMPERATURES, rng)
    walk.sweep(7)
    # the last exchange moves configurations between temperatures, not their energies
    np.testing.assert_allclose(walk.energies(), _energies(walk, couplings), atol=2e-3)
    for l, spins in walk.by_temperature():
        assert set(np.unique(spins)) == {-1.0, 1.0}
        assert spins.shape == (5, 2, 4, widths[l])
        q = (spins[:, 0] * spins[:, 1]).mean(axis=2)
        np.testing.assert_allclose(walk.overlaps()[:, :, l], q, atol=1e-6)
    assert all(sorted(rank) == [0, 1, 2, 3] for rank in walk.rank.reshape(-1, 4).tolist())


def _deviation(widths, walk_of=Tempering, copies=400):
    """Largest distance of sampled correlations from exact ones, in standard errors, 400 copies."""
    layers, couplings = glass(widths)
    rng = np.random.default_rng(5)
    many = [np.repeat(W, copies, axis=0) for W in couplings]
    walk = walk_of(layers, many, TEMPERATURES, rng)
    walk.sweep(200)
    exact = Enumeration(layers, [W[0] for W in couplings]).correlations(1 / TEMPERATURES)
    total = 0
    for _ in range(20):
        walk.sweep(10)
        s = np.concatenate([spins for _, spins in walk.by_temperature()], axis=3)
        total = total + np.einsum("drti,drtj->dtij", s, s) / 40
    error = np.maximum(total.std(axis=0) / np.sqrt(copies), 1e-4)
    return float(np.max(np.abs(total.mean(axis=0) - np.array(exact)) / error))


@pytest.mark.parametrize("widths", CHAINS)
def test_tempering_has_the_gibbs_measure_at_every_temperature(widths):
    assert _deviation(widths) < 6


class _HotExchange(Tempering):
    """Exchanges that are always accepted."""

    def energies(self):
        return np.zeros_like(super().energies())


class _Lazy(Tempering):
    """One parity is never updated."""

    def _update(self, parity, beta):
        old = self.spins[0].copy()
        energies = super()._update(parity, beta)
        if parity == 0:
            self.spins[0][:] = old
        return energies


@pytest.mark.parametrize("broken", [_HotExchange, _Lazy])
def test_broken_rules_are_seen(broken):
    assert _deviation((3, 4, 2), broken) > 10


def test_exchanges_let_the_coldest_walk_forget_its_start():
    """Copies that start from one state: without exchanges most stay, with them both signs come."""
    layers = Layers((12, 12), (1 / 12,))
    rng = np.random.default_rng(8)
    couplings = [np.repeat(W, 60, axis=0) for W in layers.sampled_couplings(rng, 1)]
    share = []
    for temperatures in ([0.1], [0.1, 0.14, 0.2, 0.3, 0.45, 0.7, 1.1]):
        walk = Tempering(layers, couplings, np.array(temperatures), rng)
        for spins in walk.spins:
            spins[:] = 1
        walk.sweep(400)
        total = sum(s[:, 0, 0].sum(axis=1) for _, s in walk.by_temperature())
        first = next(walk.by_temperature())[1][:, 0, 0, 0]
        assert len(total) == 60
        share.append(min(np.mean(first > 0), np.mean(first < 0)))
    assert share[0] < 0.1 < 0.3 < share[1]


def test_results_do_not_depend_on_threads_nor_on_how_the_glasses_are_batched():
    layers = Layers((40, 60, 50), (0.02, 0.03))
    what = lambda walk: walk.overlaps().mean(axis=2)  # noqa: E731
    found = []
    for threads in (1, 2):
        with threadpool_limits(threads):
            rng = np.random.default_rng(2)
            found.append(
                equilibrium_averages(layers, TEMPERATURES, what, rng, 6, burn=20, samples=3)
            )
    assert np.array_equal(*found)


def test_fields_are_exact_in_single_precision():
    layers = Layers((300, 300, 300), (1 / 300, 1 / 300))
    rng = np.random.default_rng(0)
    walk = Tempering(layers, layers.sampled_couplings(rng, 1), np.array([1.0]), rng)
    exact = np.matmul(walk._fields[1].astype(float), walk.spins[0].astype(float))
    single = np.matmul(walk._fields[1], walk.spins[0])
    assert np.array_equal(exact, single.astype(float))


def test_integration_by_parts_holds_in_equilibrium_and_not_of_replicas_that_started_alike():
    layers, rng = Layers((8, 8, 8), (1 / 8, 1 / 8)), np.random.default_rng(4)
    temperatures = np.array([0.8, 1.0, 1.3, 1.8])
    walk = Tempering(layers, layers.sampled_couplings(rng, 600), temperatures, rng)
    for spins in walk.spins:
        spins[:, :, 4:] = spins[:, :, :4]
    for sweeps, holds in ((2, False), (300, True)):
        walk.sweep(sweeps)
        values = np.mean([(walk.sweep(2 if holds else 0), imbalance(walk))[1]
                          for _ in range(60 if holds else 1)], axis=0)  # fmt: skip
        error = values.std() / np.sqrt(len(values))
        assert (abs(values.mean()) < 5 * error) == holds
