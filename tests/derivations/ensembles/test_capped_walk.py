"""The balance of the walk of matrices with a cap, step by step."""

from __future__ import annotations

import numpy as np

from glassproof.derivations.ensembles import capped_walk


def test_the_cut_takes_what_the_balance_says_and_the_mean_follows():
    rng, d, s, steps = np.random.default_rng(0), 8, 2.0, 4000
    eta = 1 / d
    W = 2.2 * np.linalg.qr(rng.standard_normal((d, d)))[0]
    squares = []
    for _ in range(steps):
        W = W - eta * rng.standard_normal((d, d))
        U, values, V = np.linalg.svd(W)
        before = (W**2).sum()
        W = W - max(0.0, values[0] - s) * np.outer(U[:, 0], V[0])
        np.testing.assert_allclose(before - (W**2).sum(), max(0.0, values[0] ** 2 - s**2))
        squares.append(values[0] ** 2)
    at = {capped_walk.s: s, capped_walk.eta: eta, capped_walk.rows: d, capped_walk.columns: d}
    predicted = float(capped_walk.mean_square_before_the_cut().result.subs(at))
    batches = np.reshape(squares, (20, -1)).mean(axis=1)
    assert abs(np.mean(squares) - predicted) < 6 * batches.std() / np.sqrt(20) + 8 / steps
