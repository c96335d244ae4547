"""The experiments on rates: what they accept, and that each rejects a formula that is wrong."""

import math
from functools import cache

import numpy as np
import pytest
import sympy as sp

from glassproof.derivations.block_matrix.symbols import b, b1, kappa, kappa_prime, x, x1
from glassproof.derivations.ensembles.extreme_eigenvalues import E, rate, u
from glassproof.derivations.gan_glass import large_deviations, stirling
from glassproof.derivations.gan_glass.model import k_D, k_G, m, p, sigma_z
from glassproof.numerics.block_matrix.samplers import block_matrix
from glassproof.numerics.ensembles.outliers import outlier_weights
from glassproof.numerics.work.streams import stream
from glassproof.verify.claims.nature.experiment import value_of
from glassproof.verify.claims.nature.statistical_tests.base import LEVEL
from glassproof.verify.papers import load
from glassproof.verify.papers.gan_spin_glass import constants

PLACES = {
    "K": ("lemma3.K", 0),
    "near": ("section5.rate-function", 0),
    "far": ("section5.rate-function", 1),
    "D": ("section5.index-weight-D", 0),
    "G": ("section5.index-weight-G", 0),
}


def experiment_of(place):
    name, number = PLACES[place]
    claim = next(claim for claim in load("gan_spin_glass").claims if claim.id == name)
    return claim, claim.nature[number]


@cache
def sums(place):
    _, experiment = experiment_of(place)
    return experiment.chunk(stream(11, place), experiment.draws)


def compared(place, formula):
    _, experiment = experiment_of(place)
    predict = experiment.predict or value_of
    return experiment.test.compare(sums(place), predict(formula, experiment.point))


@pytest.mark.parametrize("place", PLACES)
def test_the_derived_formula_is_accepted(place):
    claim, _ = experiment_of(place)
    found = compared(place, claim.derived().result)
    assert found.p_value > 0.01
    assert 3 * found.error < found.resolution < 0.1


edge_D, edge_G = large_deviations.edge_D().result, large_deviations.edge_G().result
half = sp.log(2) / 2
I1 = rate(u, E)
D, G = k_D * kappa * rate(x + x1, edge_D), k_G * kappa_prime * rate(-x, edge_G)
WRONG = {
    "K: as published": ("K", constants.K),
    "K: the published variances": ("K", stirling.K_for(constants.V_D, constants.V_G).result),
    "K: log 2 missing": ("K", stirling.K().result - half),
    "K: entropy missing": (
        "K",
        stirling.K().result + (kappa * sp.log(kappa) + (1 - kappa) * sp.log(1 - kappa)) / 2,
    ),
    "K: 2 pi for e": ("K", stirling.K().result + (sp.log(2 * sp.pi) - 1) / 2),
    "K: p missing from v_D": (
        "K",
        stirling.K_for(sigma_z**2 * m * 2**m / 2, sigma_z**2 * m * 2**m / 2).result,
    ),
    "K: p^2 in v_D": (
        "K",
        stirling.K_for(p**2 + sigma_z**2 * m * 2**m / 2, sigma_z**2 * m * 2**m / 2).result,
    ),
    "I1: near, doubled (unitary)": ("near", 2 * I1),
    "I1: near, 5 percent": ("near", I1 * sp.Rational(21, 20)),
    "I1: near, the edge 1 percent off": ("near", I1.subs(E, E * sp.Rational(101, 100))),
    "I1: near, without its logarithm": ("near", u * sp.sqrt(u**2 - E**2) / E**2),
    "I1: far, 5 percent": ("far", I1 * sp.Rational(21, 20)),
    "I1: far, log(2u) for the second": ("far", u * sp.sqrt(u**2 - E**2) / E**2 - sp.log(2 * u / E)),
    "D: kappa' for kappa": ("D", D.subs(kappa, kappa_prime) * 0 + D / kappa * kappa_prime),
    "D: the published edge": ("D", k_D * kappa * rate(x + x1, sp.sqrt(2 * kappa * (b**2 + b1**2)))),
    "D: x alone": ("D", k_D * kappa * rate(x, edge_G)),
    "D: a factor 1/2": ("D", D / 2),
    "G: kappa for kappa'": ("G", G / kappa_prime * kappa),
    "G: edge with kappa": (
        "G",
        k_G * kappa_prime * rate(-x, sp.sqrt(2 * b**2 * sp.Rational(3, 16))),
    ),
    "G: two of them": ("G", 2 * G),
}


@pytest.mark.parametrize("flaw", WRONG)
def test_a_wrong_formula_is_rejected(flaw):
    place, formula = WRONG[flaw]
    assert compared(place, formula).p_value < LEVEL


@pytest.mark.parametrize("place", PLACES)
def test_an_error_just_beyond_the_stated_one_is_seen(place):
    """On either side of the estimate."""
    _, experiment = experiment_of(place)
    found = experiment.test.compare(sums(place), 0.0)
    for sign in (-1, 1):
        wrong = found.estimate + sign * found.resolution
        assert experiment.test.compare(sums(place), wrong).p_value < LEVEL


@pytest.mark.parametrize("block", ["D", "G"])
def test_a_block_of_the_model_is_a_goe_of_the_stated_variance(block):
    """The two diagonal blocks of sampled H, with the variances that the experiments use."""
    at = {"kappa": 0.75, "b": 1.0, "b1": 1.0}
    size, n = 8, {"D": 6, "G": 2}[block]
    variance = 1 / (2 * size) + (1 / (2 * at["kappa"] * size) if block == "D" else 0)
    level = 1.05 * 2 * math.sqrt(n * variance)
    matrices = block_matrix(N=size, draws=60_000, rng=stream(4), **at)
    part = matrices[:, :6, :6] if block == "D" else matrices[:, 6:, 6:]
    counts = (np.linalg.eigvalsh(part) >= level).sum(1)
    logs = outlier_weights(n=n, variance=variance, level=level, draws=40_000, rng=stream(5))
    weights = np.exp(logs)
    error = math.hypot(counts.std() / math.sqrt(60_000), weights.std() / math.sqrt(40_000))
    assert abs(counts.mean() - weights.mean()) < 6.2 * error
