"""Differences from a Gaussian mixture: of Gaussian columns, of others, and what is concluded."""

from __future__ import annotations

import numpy as np
import pytest

from glassproof.verify.claims.evidence import Outcome
from glassproof.verify.papers.gram_concentrated import representations
from glassproof.verify.papers.gram_concentrated.representations import MARGINS, STUDY

P = 24


def _classes(draw):
    """Three populations about different means."""
    rng = np.random.default_rng(0)
    means = 0.4 * rng.standard_normal((3, P))
    return [mean + draw(rng, (1000, P)) for mean in means]


def test_gaussian_columns_do_not_differ_from_their_mixture():
    found = representations.differences(
        _classes(lambda rng, size: rng.standard_normal(size)), np.random.default_rng(1)
    )
    assert all(abs(found[name]) < margin for name, margin in MARGINS.items())


def test_columns_of_two_lengths_differ_from_their_mixture():
    """sqrt(2) times Gaussian or nothing: the same moments, and another spectrum."""

    def draw(rng, size):
        return np.sqrt(2) * rng.integers(2, size=(size[0], 1)) * rng.standard_normal(size)

    found = representations.differences(_classes(draw), np.random.default_rng(1))
    assert found["trace"] > MARGINS["trace"]


def test_statistics_of_separate_classes():
    """Two orthogonal classes of equal columns: G has two eigenvalues n/p, in the classes' plane."""
    columns = [np.tile(row, (6, 1)) for row in np.eye(2)]
    trace, alignment, error = representations.statistics(columns, columns)
    assert trace == pytest.approx(1 / (1 + 6 / 2))
    assert (alignment, error) == (pytest.approx(1.0), 0.0)


@pytest.mark.parametrize(
    ("mean", "outcome"),
    [(0.0, Outcome.CONSISTENT), (0.2, Outcome.FAILS), (0.05, Outcome.SILENT)],
)
def test_what_is_concluded(mean, outcome):
    rng = np.random.default_rng(2)
    rows = [
        {"law": law, "seed": seed, "trace": rng.normal(mean, 0.01),
         "alignment": rng.normal(0, 0.01), "error": rng.normal(mean / 2.5, 0.004)}
        for law in ("generated", "real")
        for seed in range(STUDY.chunks * representations.SYSTEMS)
    ]  # fmt: skip
    assert representations.gram(rows).outcome is outcome
    assert representations.classifier(rows).outcome is outcome
    rows[0] |= dict.fromkeys(MARGINS)
    assert "1 diverged" in representations.gram(rows).detail
