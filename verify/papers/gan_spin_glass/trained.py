"""The paper's two sweeps with trained networks, on the digits of scikit-learn.

As in the paper and its code: five layers each, 100 latent components of N(0, sigma_z^2), Adam with
rate 2e-4 and first coefficient 1/2; 60 noises, log-spaced in [1e-5, 1e2]; the least losses of a
step over training. What differs: 1797 digits of 8 x 8 pixels in place of CIFAR10, 16 base filters
in all in place of 128 (so that kappa is one of 1/16, .., 15/16), batches of 64, 20 passes, 4 runs a
noise and 16 a share in place of 30, no smoothing: bands of neighbours are averaged instead, of 32
runs or more a decade and 48 a band of shares. Runs along sigma_z are drawn with the seed 1128,
those along kappa with 1127, which no run had had: statements, margins, bands, levels and numbers of
runs had been fixed before, by what the seed 1126 had shown of the scatter.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from glassproof.numerics.networks.data.digits import digits
from glassproof.numerics.networks.training.adversarial import FILTERS, Adversarial, train_pairs
from glassproof.verify.claims.nature.study import Row, Study

RUNS = 4
"""Runs at each noise."""
SHARED_RUNS = 16
"""Runs at each share of filters."""
NOISES = tuple(float(f"{noise:.6g}") for noise in np.geomspace(1e-5, 1e2, 60))
SHARES = tuple(range(1, FILTERS))
"""The discriminator's filters; its share kappa is this over FILTERS."""


def _rows(how: Adversarial, seeds: Sequence[int], noises: Sequence[float]) -> list[Row]:
    found = train_pairs(digits(), how, seeds, sigma_z=noises)
    rows: list[Row] = []
    for k, seed in enumerate(seeds):
        sound = not found.diverged[k]
        D, G = (float(loss) if sound else None for loss in found.least[k])
        law = {"sigma_z": noises[k], "filters": how.discriminator}
        rows.append({**law, "seed": seed, "D": D, "G": G})
    return rows


def _shared(filters: int) -> Adversarial:
    return Adversarial(discriminator=filters, generator=FILTERS - filters)


def _noise_chunk(seed: int, number: int) -> list[Row]:
    """One run at each noise."""
    first = (seed * RUNS + number) * len(NOISES)
    return _rows(Adversarial(), range(first, first + len(NOISES)), NOISES)


def _share_chunk(seed: int, number: int) -> list[Row]:
    """All runs at one share, sigma_z being 1."""
    first = 1_000_000 + (seed * len(SHARES) + number) * SHARED_RUNS
    seeds = range(first, first + SHARED_RUNS)
    return _rows(_shared(SHARES[number]), seeds, [1.0] * SHARED_RUNS)


def _noises_again(seed: int) -> list[Row]:
    noises = NOISES[::10] * 2
    first = 2_000_000 + seed * len(noises)
    return _rows(Adversarial(), range(first, first + len(noises)), noises)


def _share_again(seed: int) -> list[Row]:
    first = 3_000_000 + 4 * seed
    return _rows(_shared(4), range(first, first + 4), [1.0] * 4)


def _study(name: str, describes: str, law: str, **parts: Any) -> Study:
    package = __name__.rpartition(".")[0]
    return Study(name, describes, package, law=law, measured=("D", "G"), **parts)


BY_NOISE = _study(
    "sigma_z",
    "GANs on digits at 60 noises",
    "sigma_z",
    chunk=_noise_chunk,
    chunks=RUNS,
    repeat=_noises_again,
)
BY_SHARE = _study(
    "kappa",
    "GANs on digits at 15 shares of filters",
    "filters",
    chunk=_share_chunk,
    chunks=len(SHARES),
    repeat=_share_again,
)


def decades(rows: Sequence[Row], player: str) -> dict[str, list[float]]:
    """Least losses by decade of sigma_z: band k holds 10^k <= sigma_z < 10^(k+1), 100 with 1."""
    bands: dict[str, list[float]] = {str(k): [] for k in range(-5, 2)}
    for row in rows:
        if row[player] is not None:
            k = min(int(np.floor(np.log10(row["sigma_z"]) + 1e-9)), 1)
            bands[str(k)].append(row[player])
    return bands


def thirds(rows: Sequence[Row], player: str) -> dict[str, list[float]]:
    """Least losses by share: three neighbouring shares a band, named by the middle one."""
    bands: dict[str, list[float]] = {str(middle): [] for middle in SHARES[1::3]}
    for row in rows:
        if row[player] is not None:
            bands[str((row["filters"] - 1) // 3 * 3 + 2)].append(row[player])
    return bands


def lost(*studies: Sequence[Row]) -> str:
    """How many runs diverged, if any did."""
    count = sum(row["D"] is None for rows in studies for row in rows)
    return f"; {count} runs diverged and are in no mean" if count else ""
