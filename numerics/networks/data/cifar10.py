"""CIFAR-10 from a folder, in its own binary format.

A file is a sequence of records of 3073 bytes: the label (0 to 9), then 1024 bytes each of red,
green and blue, row by row. Five files of 10,000 records for training, one for testing.
Source: A. Krizhevsky, Learning multiple layers of features from tiny images (2009).
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.networks.data.data_set import DataSet

TRAINING = tuple(f"data_batch_{number}.bin" for number in range(1, 6))
TESTING = ("test_batch.bin",)
CLASSES = 10
RECORD = 3073
ARCHIVE = "cifar-10-binary.tar.gz"


def cifar10(folder: str | Path) -> tuple[DataSet, DataSet]:
    """Training and test set: inputs (n, 32, 32, 3) with entries in [-1, 1], labels 0 to 9.

    Raises :class:`DomainError` that names the file if one is missing, cannot be read, is cut off
    (has fewer records than another, too), or has a label above 9.
    """
    place = Path(folder)
    if not place.is_dir():
        raise DomainError(f"{place} is not a folder: give the one that {ARCHIVE} unpacks to")
    parts = {name: _records(place / name) for name in (*TRAINING, *TESTING)}
    short, most = min(parts, key=lambda name: len(parts[name])), max(map(len, parts.values()))
    if len(parts[short]) < most:
        raise DomainError(
            f"{place / short} has {len(parts[short])} records where another file has {most}: it is "
            f"cut off; unpack {ARCHIVE} again"
        )
    return _set([parts[name] for name in TRAINING]), _set([parts[name] for name in TESTING])


def _set(parts: list[np.ndarray]) -> DataSet:
    records = np.concatenate(parts)
    pixels = records[:, 1:].reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1)
    inputs = pixels.astype(np.float32) / 127.5 - 1
    return DataSet(inputs, records[:, 0].astype(np.int32), CLASSES)


def _records(file: Path) -> np.ndarray:
    try:
        data = np.fromfile(file, np.uint8)
    except FileNotFoundError:
        raise DomainError(f"{file} is missing: unpack all of {ARCHIVE} into the folder") from None
    except OSError as error:
        raise DomainError(f"{file} cannot be read ({error}): unpack {ARCHIVE} again") from error
    if not len(data) or len(data) % RECORD:
        raise DomainError(
            f"{file} has {len(data)} bytes, not a multiple of {RECORD}: it is cut off, or no file "
            f"of CIFAR-10; unpack {ARCHIVE} again"
        )
    records = data.reshape(-1, RECORD)
    wrong = np.flatnonzero(records[:, 0] >= CLASSES)
    if len(wrong):
        raise DomainError(
            f"{file} has the label {records[wrong[0], 0]} in record {wrong[0]}, where 0 to 9 are "
            f"allowed: it is damaged, or of CIFAR-100; unpack {ARCHIVE} again"
        )
    return records
