"""Data: laws of what is drawn, files that are as they should be, and files that are not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.networks.data.cifar10 import RECORD, TESTING, TRAINING, cifar10
from glassproof.numerics.networks.data.data_set import DataSet
from glassproof.numerics.networks.data.digits import digits
from glassproof.numerics.networks.data.synthetic import gaussian_mixture, teacher_student


def test_digits_are_all_there():
    data = digits()
    assert data.inputs.shape == (1797, 64)
    assert (data.inputs.min(), data.inputs.max()) == (-1, 1)
    assert sorted(set(data.targets.tolist())) == list(range(10))


@settings(max_examples=20, deadline=None)
@given(st.integers(2, 40), st.floats(0.01, 0.99), st.integers(0, 3))
def test_a_split_loses_nothing(n, share, seed):
    data = DataSet(np.arange(n, dtype=np.float32)[:, None], np.arange(n))
    one, other = data.split(share, seed)
    assert sorted([*one.targets, *other.targets]) == list(range(n))
    assert len(one) >= 1
    assert len(other) >= 1
    assert np.array_equal(one.inputs[:, 0], one.targets)


def test_classes_are_chosen_and_numbered():
    part = digits().only(7, 2)
    assert part.classes == 2
    original = digits()
    assert (part.targets == 0).sum() == (original.targets == 7).sum()
    with pytest.raises(DomainError, match="give labels that occur"):
        digits().only(11)


def test_a_mixture_has_its_moments():
    n, C = 40_000, np.array([[2.0, 0.6], [0.6, 1.0]])
    data = gaussian_mixture([[1, 0], [-1, 3]], n, covariances=[C, 0.5], seed=2)
    for label, mean, covariance in ((0, [1, 0], C), (1, [-1, 3], 0.5 * np.eye(2))):
        x = data.inputs[data.targets == label].astype(float)
        # six standard errors: variances are at most 2, those of products at most 8
        assert np.abs(x.mean(0) - mean).max() < 6 * np.sqrt(2 / len(x))
        assert np.abs(np.cov(x.T) - covariance).max() < 6 * np.sqrt(8 / len(x))


def test_a_teacher_answers_alike_whatever_is_asked():
    few, many = (teacher_student((4, 3, 2), n, seed=5) for n in (10, 20))
    assert np.array_equal(few.targets[:5] != 0, many.targets[:5] != 0)
    noisy = teacher_student((4, 3, 2), 2000, seed=5, noise=0.5)
    clean = teacher_student((4, 3, 2), 2000, seed=5)
    spread = (noisy.targets - clean.targets).std()
    assert abs(spread / 0.5 - 1) < 6 * np.sqrt(1 / (2 * 4000))


def test_bad_data_are_refused():
    for bad, message in (
        (lambda: gaussian_mixture([1.0, 2.0], 5), "give one row a class"),
        (lambda: gaussian_mixture([[0, 0]], 5, covariances=[1, 2]), "give one a class"),
        (lambda: gaussian_mixture([[0, 0]], 5, covariances=[-1]), "give none below 0"),
        (lambda: gaussian_mixture([[0, 0]], 5, covariances=[[[1, 2]]]), "symmetric 2 x 2"),
        (lambda: DataSet(np.zeros((2, 1), np.float32), np.zeros(3)), "one target an input"),
        (lambda: teacher_student((2, 1), 3, noise=-1), "noise"),
        (lambda: digits().split(1.0), "share = 1 is out of its domain"),
    ):
        with pytest.raises(DomainError, match=message):
            bad()


def _folder(place, records=2):
    rng = np.random.default_rng(0)
    for name in (*TRAINING, *TESTING):
        data = rng.integers(0, 256, (records, RECORD), dtype=np.uint8)
        data[:, 0] %= 10
        data.tofile(place / name)


def test_cifar_is_read_pixel_by_pixel(tmp_path):
    _folder(tmp_path)
    training, testing = cifar10(tmp_path)
    assert training.inputs.shape == (10, 32, 32, 3)
    record = np.fromfile(tmp_path / TESTING[0], np.uint8)[:RECORD]
    assert testing.targets[0] == record[0]
    for row, column, colour in ((0, 0, 0), (3, 7, 1), (31, 30, 2)):
        byte = record[1 + colour * 1024 + row * 32 + column]
        assert testing.inputs[0, row, column, colour] == pytest.approx(byte / 127.5 - 1, abs=1e-6)


def test_a_folder_that_is_not_whole_is_named(tmp_path):
    with pytest.raises(DomainError, match=r"nothing is not a folder: give the one that"):
        cifar10(tmp_path / "nothing")
    _folder(tmp_path)
    (tmp_path / TRAINING[3]).unlink()
    with pytest.raises(DomainError, match=r"data_batch_4.bin is missing: unpack all"):
        cifar10(tmp_path)
    _folder(tmp_path)
    with (tmp_path / TESTING[0]).open("ab") as file:
        file.write(b"x")
    with pytest.raises(DomainError, match=r"test_batch.bin has 6147 bytes, not a multiple of 3073"):
        cifar10(tmp_path)
    (tmp_path / TESTING[0]).write_bytes(b"")
    with pytest.raises(DomainError, match=r"has 0 bytes"):
        cifar10(tmp_path)
    _folder(tmp_path)
    whole = (tmp_path / TRAINING[1]).read_bytes()
    (tmp_path / TRAINING[1]).write_bytes(whole[:RECORD])
    with pytest.raises(DomainError, match=r"data_batch_2.bin has 1 records where another file"):
        cifar10(tmp_path)
    _folder(tmp_path)
    wrong = np.fromfile(tmp_path / TRAINING[0], np.uint8)
    wrong[RECORD] = 77
    wrong.tofile(tmp_path / TRAINING[0])
    with pytest.raises(DomainError, match=r"has the label 77 in record 1, where 0 to 9"):
        cifar10(tmp_path)
