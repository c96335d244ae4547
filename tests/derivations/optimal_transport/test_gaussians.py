"""The distance of two Gaussians against couplings that are tried out."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.optimal_transport import gaussians as g


@settings(deadline=None)
@given(st.integers(0, 10**6))
def test_no_coupling_is_cheaper(seed):
    """Cross-covariances C^(1/2) U D^(1/2) with a contraction U are all there are."""
    rng = np.random.default_rng(seed)
    B = rng.standard_normal((2, 2))
    R = B @ B.T + 0.1 * np.eye(2)
    scales = rng.uniform(0.5, 2, 2)
    names = (g.g_1, g.g_2, g.u, g.v, g.w, g.shift)
    values = dict(zip(names, (*scales, R[0, 0], R[0, 1], R[1, 1], 0), strict=True))
    best = float(g.by_coupling().result.subs(values))
    root = np.diag(scales)
    D = np.linalg.inv(root) @ R @ R @ np.linalg.inv(root)
    values_D, vectors = np.linalg.eigh(D)
    root_D = vectors @ np.diag(np.sqrt(values_D)) @ vectors.T
    U, spread, V = np.linalg.svd(rng.standard_normal((2, 2)))
    for contraction in (U @ V, U @ np.diag(spread / spread.max()) @ V, np.eye(2)):
        cost = np.trace(root @ root) + np.trace(D) - 2 * np.trace(root @ contraction @ root_D)
        assert cost >= best - 1e-9
    W, _, V = np.linalg.svd(root_D @ root)
    tightest = np.trace(root @ root) + np.trace(D) - 2 * np.trace(root @ (V.T @ W.T) @ root_D)
    assert abs(tightest - best) < 1e-9 * (1 + best)
