"""The figures: finite data, captions with numbers, what they show; the long runs that ship."""

from __future__ import annotations

import json
import re
from dataclasses import fields, is_dataclass, replace
from functools import partial
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pytest

from glassproof.derivations.proof.domain import DomainError
from glassproof.reports.figures import draw
from glassproof.verify.papers import load
from glassproof.verify.papers.loss_landscapes.figures import data, long_runs

PAPER = load("loss_landscapes")
SMALL = {name: getattr(data, name) for name in ("cuts", "surface", "families", "walks", "barriers")}
SMALL["patterns"] = partial(data.patterns, 400)


def _numbers(found):
    if is_dataclass(found):
        return [number for f in fields(found) for number in _numbers(getattr(found, f.name))]
    return list(np.ravel(found))


@pytest.mark.parametrize("figure", PAPER.figures, ids=lambda figure: figure.name)
def test_a_figure_is_drawn_and_its_caption_has_its_numbers(figure, tmp_path: Path):
    assert {claim.id for claim in PAPER.claims}.issuperset(figure.concerns)
    found = SMALL[figure.name]()
    assert np.isfinite(_numbers(found)).all()
    out = tmp_path / "figure.svg"
    (drawn,) = draw(replace(figure, data=lambda: found), [out])
    assert out.stat().st_size > 1000
    assert figure.caption(found) == drawn.caption
    assert sum(character.isdigit() for character in drawn.caption) > 6
    assert not re.search(r"\b(nan|inf)\b", drawn.caption)


def test_the_long_runs_are_small_and_tell_seed_and_cost():
    text = long_runs.FILE.read_text()
    found = json.loads(text)
    assert len(text) < 200_000
    assert found["seed"] == long_runs.SEED
    assert set(found["processor seconds"]) == set(long_runs.RUNS)
    assert set(long_runs.RUNS) <= set(found)


def test_damaged_runs_are_told(tmp_path):
    damaged = tmp_path / "long_runs.json"
    damaged.write_text('{"seed": 1')
    long_runs.stored.cache_clear()
    with patch.object(long_runs, "FILE", damaged), pytest.raises(DomainError, match="install"):
        long_runs.stored()
    long_runs.stored.cache_clear()


def test_runs_are_written_as_plain_numbers_of_five_digits():
    assert long_runs.plain({"a": np.array([[1 / 3]]), "b": (2, 1e-9)}) == {
        "a": [[0.33333]],
        "b": [2.0, 1e-9],
    }


def test_shares_of_patterns_agree_with_samples():
    found = data.patterns(4000)
    for row, curve in enumerate((found.ahead, found.behind, found.turned)):
        expected = np.interp(found.sampled_at, found.at, curve)
        assert np.all(np.abs(found.sampled[row] - expected) < 5 * found.errors[row] + 1e-3)
    assert np.all(found.ahead[1:] > found.behind[1:])


def test_signs_make_cuts_asymmetric_and_gaussian_noise_does_not():
    found = data.cuts()
    ratio = found.signs.middle[0] / found.signs.middle[-1]
    assert ratio > 1.5
    assert abs(np.log(found.gaussian.middle[0] / found.gaussian.middle[-1])) < np.log(ratio)
