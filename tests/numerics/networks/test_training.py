"""Sweeps: against gradient descent written out, whatever the memory limit, interrupted or not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.networks.data.synthetic import gaussian_mixture, teacher_student
from glassproof.numerics.networks.extra import jax, jnp
from glassproof.numerics.networks.models.dense import mlp
from glassproof.numerics.networks.training import adversarial, supervised, sweep
from glassproof.numerics.networks.training.adversarial import Adversarial, train_pairs
from glassproof.numerics.networks.training.losses import cross_entropy, squared
from glassproof.numerics.networks.training.supervised import Training, train
from glassproof.numerics.networks.training.sweep import Folder

DATA = gaussian_mixture([[-2, 0], [2, 0]], 40)
NET = mlp((2, 3, 2))


def test_losses_are_their_sums():
    rng = np.random.default_rng(0)
    outputs, labels = rng.standard_normal((6, 3)), rng.integers(0, 3, 6)
    p = np.exp(outputs) / np.exp(outputs).sum(1, keepdims=True)
    expected = -np.log(p[np.arange(6), labels]).mean()
    assert float(cross_entropy(outputs, labels)) == pytest.approx(expected, rel=1e-5)
    one_hot = np.eye(3)[labels]
    expected = ((outputs - one_hot) ** 2).sum(1).mean() / 2
    assert float(squared(jnp.asarray(outputs), jnp.asarray(labels))) == pytest.approx(
        expected, 1e-5
    )


def test_whole_batches_are_plain_gradient_descent():
    data = teacher_student((3, 2), 30, seed=1)
    found = train(mlp((3, 2), bias=False), data, Training(5, loss="squared"), [4], rate=0.1,
                  decay=0.01, start=np.ones(6))  # fmt: skip
    W, x, y = np.ones((2, 3)), data.inputs.astype(float), data.targets.astype(float)
    losses = []
    for _ in range(5):
        left = x @ W.T - y
        losses.append((left**2).sum(1).mean() / 2)
        W = W - 0.1 * (left.T @ x / 30 + 0.01 * W)
    np.testing.assert_allclose(found.parameters[0], W.ravel(), rtol=1e-4)
    np.testing.assert_allclose(found.losses[0], losses, rtol=1e-4)


def test_momentum_and_snapshots():
    data = teacher_student((3, 1), 30, seed=1)
    how = Training(4, loss="squared", momentum=0.9, snapshots=2)
    found = train(mlp((3, 1), bias=False), data, how, [4], rate=0.1, start=np.ones(3))
    w, v, x, y = (
        np.ones(3),
        np.zeros(3),
        data.inputs.astype(float),
        data.targets[:, 0].astype(float),
    )
    seen = []
    for epoch in range(4):
        v = 0.9 * v + x.T @ (x @ w - y) / 30
        w = w - 0.1 * v
        if epoch % 2:
            seen.append(w)
    np.testing.assert_allclose(found.path[0], seen, rtol=1e-4)
    assert np.array_equal(found.path[0, -1], found.parameters[0])


@settings(max_examples=4, deadline=None)
@given(st.integers(2, 9), st.integers(2, 9))
def test_what_comes_out_does_not_depend_on_the_memory_limit(most, runs):
    how = Training(3, 8, "adam")
    each = supervised._bytes_each(NET, how, DATA)
    whole = train(NET, DATA, how, range(runs), rate=0.01)
    parts = train(NET, DATA, how, range(runs), rate=0.01, memory=most * each)
    assert np.array_equal(whole.parameters, parts.parameters)
    assert np.array_equal(whole.losses, parts.losses)


def test_a_memory_limit_that_holds_nothing_is_refused():
    with pytest.raises(DomainError, match=r"memory = 10 bytes is too small: two runs need about"):
        train(NET, DATA, Training(1), [0], rate=0.1, memory=10)


def test_divergence_is_recorded_and_stays_with_its_run():
    data = teacher_student((3, 4, 1), 30, seed=1)
    net, how = mlp((3, 8, 1)), Training(60, loss="squared")
    found = train(net, data, how, [0, 1, 2], rate=[0.01, 1e6, 0.01])
    assert found.diverged.tolist() == [False, True, False]
    assert len(found.sound) == 2
    alone = train(net, data, how, [0, 2], rate=0.01)
    np.testing.assert_allclose(alone.parameters, found.sound, rtol=1e-5)


class Counting(dict):
    def put(self, key, result):
        self[key] = result


def test_what_was_kept_is_not_computed_again(monkeypatch):
    kept = Counting()
    first = train(NET, DATA, Training(2), [0, 1], rate=0.1, runs=kept)
    assert len(kept) == 2
    computed = []
    original = supervised.sweep

    def watched(batch, *arguments, **options):
        def noting(some):
            computed.extend(some)
            return batch(some)

        return original(noting, *arguments, **options)

    monkeypatch.setattr(supervised, "sweep", watched)
    second = train(NET, DATA, Training(2), [0, 1, 2], rate=0.1, runs=kept)
    assert set(computed) == {2}
    assert np.array_equal(second.parameters[:2], first.parameters)
    train(mlp((2, 3, 2), activation="tanh"), DATA, Training(2), [0], rate=0.1, runs=kept)
    assert computed[-1] == 0  # another network of the same sizes is another run


KILLED = """
import os, signal, sys
from pathlib import Path
import numpy as np
from glassproof.numerics.networks.training.sweep import Folder, sweep
def batch(some):
    if 4 in some and sys.argv[2] == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    print(*some)
    return [{"square": np.array(k * k)} for k in some]
keys = [str(k) for k in range(7)]
found = sweep(batch, keys, bytes_each=1, memory=int(sys.argv[3]), runs=Folder(Path(sys.argv[1])))
print([int(r["square"]) for r in found])
"""


def test_a_killed_sweep_loses_one_batch(tmp_path):
    def run(*arguments):
        command = [sys.executable, "-c", KILLED, str(tmp_path), *arguments]
        return subprocess.run(command, capture_output=True, text=True)

    killed = run("kill", "2")
    assert killed.returncode == -signal.SIGKILL
    assert len(list(tmp_path.glob("*.npz"))) == 4
    (tmp_path / "0.npz").write_bytes(b"no archive")  # a damaged file is computed again
    again = run("go on", "4")
    assert again.stdout.splitlines() == ["0 4 5 6", "[0, 1, 4, 9, 16, 25, 36]"]


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(DomainError, match="give a folder that can be written"):
        Folder(tmp_path / "file").put("a", {"x": np.zeros(1)})
    assert Folder(tmp_path / "file").get("a") is None
    assert os.listdir(tmp_path) == ["file"]


def test_bad_settings_are_refused():
    for bad, message in (
        (lambda: Training(0), "epochs = 0"),
        (lambda: Training(1, optimiser="lbfgs"), "optimiser = 'lbfgs': give one of"),
        (lambda: Training(1, loss="hinge"), "loss = 'hinge' is not known"),
        (lambda: Training(5, snapshots=2), "does not divide epochs"),
        (lambda: train(NET, DATA, Training(1, 41), [0], rate=0.1), "batch = 41 of 40 inputs"),
        (lambda: train(NET, DATA, Training(1), [], rate=0.1), "seeds is empty"),
        (lambda: train(NET, DATA, Training(1), [0], rate=[0.1, 0.2]), "one for each seed"),
        (lambda: train(NET, DATA, Training(1), [0], rate=0), "rate"),
        (lambda: train(NET, DATA, Training(1), [0], rate=0.1, start=np.ones(3)), "start has shape"),
        (lambda: train_pairs(DATA, Adversarial(batch=4), [0], sigma_z=1), "images of 8 x 8"),
        (lambda: train_pairs(DATA, Adversarial(batch=64), [0], sigma_z=1), "batch = 64 of 40"),
        (lambda: Adversarial(rate=-1), "rate"),
    ):
        with pytest.raises(DomainError, match=message):
            bad()


TINY = Adversarial(epochs=2, batch=4, discriminator=1, generator=1, latent=2)
IMAGES = gaussian_mixture(np.zeros((1, 64)), 8)


def test_pairs_do_not_depend_on_what_they_are_trained_beside():
    together = train_pairs(IMAGES, TINY, [0, 2], sigma_z=[0.1, 3.0])
    alone = train_pairs(IMAGES, TINY, [2], sigma_z=3.0)
    assert np.array_equal(together.generators[1], alone.generators[0])
    assert np.array_equal(together.least[1], alone.least[0])
    assert (together.least <= together.losses.min(1) + 1e-6).all()
    assert not together.diverged.any()


def test_an_option_that_the_compiler_does_not_know_is_left_out(monkeypatch):
    options = {"xla_backend_optimization_level": 1, "xla_of_another_version": True}
    monkeypatch.setattr(adversarial, "COMPILATION", options)
    assert adversarial._compilation.__wrapped__() == {"xla_backend_optimization_level": 1}


def test_filters_are_shared_out():
    assert [adversarial.shared_filters(k) for k in (0.05, 0.5, 0.95)] == [(1, 15), (8, 8), (15, 1)]
    for bad in (0, 1, -0.5):
        with pytest.raises(DomainError, match="kappa"):
            adversarial.shared_filters(bad)


def test_the_footprint_counts_inside_loops():
    def looped(x):
        return jax.lax.scan(lambda c, _: (c * 2 + 1, c), x, None, length=3)

    x = jax.ShapeDtypeStruct((100,), np.float32)
    assert sweep.footprint(looped, x) >= 2 * 400
