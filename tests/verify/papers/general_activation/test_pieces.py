"""Shares of pieces: their dispersion on arrays of known law, and what is concluded of it."""

from __future__ import annotations

import numpy as np
import pytest

from glassproof.verify.claims.evidence import Outcome
from glassproof.verify.papers.general_activation.pieces import DISPERSIONS, PART, dispersions


@pytest.mark.parametrize("splits", [(0.0,), (-1.0, 1.0), (-2.0, -1.0, 1.0, 2.0)])
def test_independent_pieces_have_dispersion_one(splits):
    rng = np.random.default_rng(0)
    found = np.mean([dispersions(rng.standard_normal((200, 300)), splits) for _ in range(40)], 0)
    # a variance over 200 rows has a relative error of sqrt(2/200); 40 of them, six errors
    assert np.abs(found - 1).max() < 6 * np.sqrt(2 / 200 / 40)


def test_units_of_their_own_share_are_overdispersed_over_units_only():
    rng = np.random.default_rng(1)
    shift = rng.standard_normal(400)
    over_inputs, over_units = dispersions(rng.standard_normal((1000, 400)) + shift, (0.0,))
    assert over_inputs < 1
    assert over_units > 50


def _rows(logs, spread=0.05):
    rng = np.random.default_rng(2)
    return [
        {"law": law, "seed": 0} | {name: log + rng.normal(0, spread) for name in DISPERSIONS}
        for law, log in logs.items()
        for _ in range(16)
    ]


def test_what_is_concluded():
    assert PART.judge(_rows({"a": 0.0, "b": 0.05})).outcome is Outcome.CONSISTENT
    assert PART.judge(_rows({"a": 0.0, "b": 2.0})).outcome is Outcome.FAILS
    assert PART.judge(_rows({"a": 0.0, "b": 0.4})).outcome is Outcome.SILENT
