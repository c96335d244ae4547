"""Streams are a function of (seed, keys) alone: of no process, order or machine."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.work.streams import stream

KEYS = st.lists(st.one_of(st.integers(), st.text(max_size=8)), max_size=3)


@given(st.integers(), KEYS)
def test_the_same_keys_give_the_same_stream(seed, keys):
    assert stream(seed, *keys).integers(2**63) == stream(seed, *keys).integers(2**63)


@given(st.integers(), KEYS, st.integers(), KEYS)
def test_different_keys_give_different_streams(seed, keys, other_seed, other_keys):
    """Two streams agree in their first 126 bits only if their keys do (chance 2^-126)."""
    equal = (seed, keys) == (other_seed, other_keys)
    first = stream(seed, *keys).integers(2**63, size=2)
    second = stream(other_seed, *other_keys).integers(2**63, size=2)
    assert (first == second).all() == equal


def test_numpy_integers_key_the_same_stream():
    assert stream(np.int64(3), np.int8(2)).random() == stream(3, 2).random()


def test_another_process_sees_the_same_numbers():
    """In particular, nothing depends on Python's randomised hash of strings."""
    program = (
        "from glassproof.numerics.work.streams import stream;"
        "print(stream(7, 'claim', 2).integers(2**63))"
    )
    for hash_seed in ("0", "1"):
        out = subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": hash_seed},
            capture_output=True,
            text=True,
            check=True,
        )
        assert int(out.stdout) == stream(7, "claim", 2).integers(2**63)


def test_the_key_is_the_digest_of_the_json_list():
    """Philox's key for a known list, computed with another tool (b2sum --length=128)."""
    state = stream(7, "claim", 2).bit_generator.state["state"]["key"]
    key = state[0].item().to_bytes(8, "little") + state[1].item().to_bytes(8, "little")
    assert key.hex() == "fb7be850707d0cd62a11f3c013576099"


@pytest.mark.parametrize("bad", [1.0, None, True, b"x", (1,)])
def test_keys_that_are_not_exact_are_refused(bad):
    with pytest.raises(DomainError, match=r"does not key a stream: give a string or an integer$"):
        stream(1, bad)
    with pytest.raises(DomainError, match=r"^seed = .* does not key a stream: give an integer$"):
        stream(bad)
