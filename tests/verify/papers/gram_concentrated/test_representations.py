"""Differences from a Gaussian mixture: of Gaussian columns, of others, and what is concluded."""

from __future__ import annotations

import numpy as np
import pytest

from glassproof.verify.claims.evidence import Outcome
from glassproof.verify.papers.gram_concentrated import representations
from glassproof.verify.papers.gram_concentrated.representations import MARGINS, STUDY

P = 24


def _classes(draw, p=P):
    """Three populations about different means."""
    rng = np.random.default_rng(0)
    means = 0.4 * rng.standard_normal((3, p))
    return [mean + draw(rng, (1000, p)) for mean in means]


def test_gaussian_columns_do_not_differ_from_their_mixture():
    found = representations.differences(
        _classes(lambda rng, size: rng.standard_normal(size)), np.random.default_rng(1)
    )
    assert all(abs(found[name]) < margin for name, margin in MARGINS.items())


def falling(rng, size):
    """Gaussian, of variances that fall over three decades, as those of features do."""
    return rng.standard_normal(size) / (1 + np.arange(size[1])) ** 1.1


def two_lengths(rng, size):
    """The same moments; lengths 0.4 or 1.36 times those."""
    lengths = np.where(rng.random((size[0], 1)) < 0.5, 0.4, np.sqrt(2 - 0.4**2))
    return lengths * falling(rng, size)


@pytest.mark.parametrize(("draw", "differ"), [(falling, False), (two_lengths, True)])
def test_spectra_of_columns_whose_lengths_vary_differ(draw, differ, monkeypatch):
    """Whatever the scale of the eigenvalues: a resolvent at -1 hardly sees them."""
    monkeypatch.setattr(representations, "errors", lambda *_: 0.0)
    found = representations.differences(_classes(draw, 64), np.random.default_rng(1))
    assert (found["spectrum"] > MARGINS["spectrum"]) is differ


def test_gaussian_columns_have_the_moments_of_what_they_stand_for():
    rng = np.random.default_rng(4)
    rows = rng.exponential(size=(50, 7)) @ rng.standard_normal((7, 7))
    rows[:, 2] = 1.5  # a feature that never changes
    drawn = representations.gaussian(rows, rng)
    np.testing.assert_allclose(drawn.mean(axis=0), rows.mean(axis=0))
    np.testing.assert_allclose(np.cov(drawn.T), np.cov(rows.T), atol=1e-10)


def test_the_distance_of_spectra_knows_no_scale():
    one, other = np.array([1e-6, 1.0, 10.0]), np.array([2e-6, 1.0, 10.0])
    found = representations.spectral_distance(one, other)
    assert found == pytest.approx(np.log(2) / 3, rel=1e-3)
    assert representations.spectral_distance(np.zeros(2), np.zeros(2)) == 0.0


def test_statistics_of_separate_classes():
    """Two orthogonal classes of equal columns: G has two eigenvalues n/p, in the classes' plane."""
    columns = [np.tile(row, (6, 1)) for row in np.eye(2)]
    values, alignment = representations.spectrum_and_plane(columns)
    assert values == pytest.approx([3, 3])
    assert (alignment, representations.errors(columns, columns)) == (pytest.approx(1.0), 0.0)


@pytest.mark.parametrize(
    ("mean", "outcome"),
    [(0.0, Outcome.CONSISTENT), (0.2, Outcome.FAILS), (0.045, Outcome.SILENT)],
)
def test_what_is_concluded(mean, outcome):
    rng = np.random.default_rng(2)
    rows = [
        {"law": law, "seed": seed, "spectrum": rng.normal(mean, 0.01),
         "alignment": rng.normal(0, 0.01), "error": rng.normal(mean / 2.5, 0.004)}
        for law in ("generated", "real")
        for seed in range(STUDY.chunks * representations.SYSTEMS)
    ]  # fmt: skip
    assert representations.gram(rows).outcome is outcome
    assert representations.classifier(rows).outcome is outcome
    assert ("is decided by" in representations.gram(rows).detail) is (outcome is Outcome.SILENT)
    rows[0] |= dict.fromkeys(MARGINS)
    assert "1 diverged" in representations.gram(rows).detail
