"""What the derivations establish, against matrices, series and integrals computed apart."""

from __future__ import annotations

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.layered_spins import (
    chain,
    model,
    paramagnet,
    replica_symmetric,
    second_moment,
)
from glassproof.derivations.layered_spins.model import N_1, N_2, N_3, beta, v_1, v_2

WIDTHS = st.tuples(*[st.integers(1, 500)] * 3)
VARIANCES = st.tuples(*[st.floats(1e-4, 10)] * 2)


def perron(widths: tuple[int, ...], variances: tuple[float, ...]) -> float:
    """The largest eigenvalue of the full matrix of strengths."""
    n = len(widths)
    K = np.zeros((n, n))
    for l, v in enumerate(variances):
        K[l, l + 1], K[l + 1, l] = widths[l + 1] * v, widths[l] * v
    return float(np.max(np.linalg.eigvals(K).real))


def at(widths: tuple[int, ...], variances: tuple[float, ...]) -> dict[sp.Symbol, float]:
    return dict(zip((N_1, N_2, N_3, v_1, v_2), (*widths, *variances), strict=True))


@settings(deadline=None)
@given(WIDTHS, VARIANCES)
def test_both_routes_give_the_perron_root_of_three_layers(widths, variances):
    for derived in (paramagnet.stability(), second_moment.temperature()):
        value = float(derived.result.subs(at(widths, variances)))
        assert value == pytest.approx(np.sqrt(perron(widths, variances)), rel=1e-9)


@pytest.mark.parametrize("count", [2, 3, 4, 7, 20])
def test_equal_layers_are_a_path(count):
    value = float(chain.temperature().result.subs({chain.n: count, chain.C: 1}))
    assert value == pytest.approx(np.sqrt(perron((1,) * count, (1.0,) * (count - 1))), rel=1e-12)


def test_the_covariance_is_that_of_the_sum_over_all_couplings():
    rng = np.random.default_rng(0)
    widths, variances = (3, 5, 4), (0.7, 1.3)
    s, t = ([rng.choice([-1, 1], n) for n in widths] for _ in range(2))
    brute = sum(
        variances[l] * s[l][i] * t[l][i] * s[l + 1][j] * t[l + 1][j]
        for l in range(2)
        for i in range(widths[l])
        for j in range(widths[l + 1])
    )
    names = (model.q_1, model.q_2, model.q_3)
    overlaps = {q: float(a @ b) / len(a) for q, a, b in zip(names, s, t, strict=True)}
    assert float(model.covariance().result.subs(at(widths, variances) | overlaps)) == (
        pytest.approx(brute)
    )


def test_the_second_moment_is_the_determinant_of_the_full_matrix():
    widths, variances, b = (4, 9, 2), (0.01, 0.03), 0.8
    M = np.array(model.symmetric_strengths().subs(at(widths, variances)), float)
    value = second_moment.fluctuations().result.subs(at(widths, variances) | {beta: b})
    assert float(value) == pytest.approx(np.linalg.det(np.eye(3) - b**2 * M) ** -0.5)
    log = second_moment.free_energy_correction().result.subs(at(widths, variances) | {beta: b})
    assert float(log) == pytest.approx(-np.log(float(value)) / 2)


@pytest.mark.parametrize(
    ("derived", "function", "sign"),
    [
        (replica_symmetric.unstable, "atanh(t) * (t - t**3 / 3) - t**2", "t**(2*k)"),
        (replica_symmetric.scalable, "t - (1 - t**2) * atanh(t)", "t**(2*k + 1)"),
    ],
)
def test_coefficients_are_those_of_the_series(derived, function, sign):
    t, k = replica_symmetric.t, replica_symmetric.k
    series = sp.series(sp.sympify(function, {"t": t}), t, 0, 24).removeO()
    for number in range(2, 10):
        power = sp.sympify(sign, {"t": t, "k": k}).subs(k, number)
        coefficient = series.coeff(t, sp.degree(power, t))
        assert derived().result.subs(k, number) == coefficient >= 0


def test_each_step_of_each_derivation_is_proven():
    derivations = (
        model.block_form, model.aligned_spin, model.covariance, second_moment.entropy,
        second_moment.fluctuations, second_moment.temperature,
        second_moment.free_energy_correction, paramagnet.resolvent, paramagnet.stability,
        paramagnet.factorisation, paramagnet.weak_duality, paramagnet.never_negative,
        paramagnet.growth, paramagnet.parallel, paramagnet.edge, paramagnet.touching,
        paramagnet.twice_the_temperature, chain.temperature, replica_symmetric.stationary,
        replica_symmetric.scalable, replica_symmetric.by_parts, replica_symmetric.unstable,
    )  # fmt: skip
    for derive in derivations:
        assert set(derive().proofs[1:]) <= {"symbolic", "certified"}, derive.__name__


def test_the_factorisation_holds_of_creation_and_annihilation():
    """A truncated Fock space over two layers: words of colours that are neighbours."""
    K, b = np.array([[0, 0.7], [1.3, 0]]), np.array([0.6, -0.4])
    words = [(c,) for c in range(2)]
    for _ in range(5):
        words += [(1 - w[0], *w) for w in words if (1 - w[0], *w) not in words]
    place = {w: i for i, w in enumerate(words)}
    up = np.zeros((len(words),) * 2)
    for word, i in place.items():
        longer = (1 - word[0], *word)
        if longer in place:  # the vector of colour l sees what creation makes of it in layer m
            up[place[longer], i] = np.sqrt(K[word[0], 1 - word[0]])
    diagonal = np.diag([b[w[0]] for w in words])
    one, deep = np.eye(len(words)), [i for w, i in place.items() if len(w) < 5]
    product = (one - up.T @ diagonal) @ np.linalg.inv(diagonal) @ (one - diagonal @ up)
    left = np.diag([1 / b[w[0]] + K[w[0]] @ b for w in words]) - up - up.T
    np.testing.assert_allclose(product[np.ix_(deep, deep)], left[np.ix_(deep, deep)], atol=1e-12)
