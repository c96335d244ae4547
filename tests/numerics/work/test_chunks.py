"""Chunks are merged in order, resumed from a store, and survive an interruption."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glassproof.numerics.work.chunks import run_chunks


class Memory(dict):
    """A store that counts what it is asked to keep."""

    def put(self, key, value):
        assert key not in self, "a chunk was computed twice"
        self[key] = value


class Shuffled:
    """An executor that finishes chunks in reverse, and says whether it was closed."""

    def __init__(self):
        self.computed, self.closed = [], False

    def unordered(self, task, indices):
        try:
            for index in reversed(list(indices)):
                self.computed.append(index)
                yield index, task(index)
        finally:
            self.closed = True


def square(index):
    return index * index


def interrupted_at_three(index):
    if index == 3:
        raise KeyboardInterrupt
    return square(index)


@given(st.lists(st.integers(-100, 100), unique=True))
def test_results_come_in_the_order_of_the_chunks(indices):
    assert run_chunks(square, indices, executor=Shuffled()) == [i * i for i in indices]


@given(st.integers(0, 12), st.sets(st.integers(0, 11)))
def test_stored_chunks_are_not_computed_again(count, known):
    store, executor = Memory({i: i * i for i in known}), Shuffled()
    assert run_chunks(square, count, executor=executor, store=store) == [
        i * i for i in range(count)
    ]
    assert set(executor.computed) == set(range(count)) - known


def test_an_interruption_keeps_what_is_finished():
    store, executor = Memory(), Shuffled()
    with pytest.raises(KeyboardInterrupt):
        run_chunks(interrupted_at_three, 6, executor=executor, store=store)
    assert executor.closed
    assert store == {5: 25, 4: 16}
    assert run_chunks(square, 6, executor=executor, store=store) == [0, 1, 4, 9, 16, 25]
    assert executor.computed == [5, 4, 3, 3, 2, 1, 0]


def test_an_interrupted_caller_closes_the_executor():
    """Ctrl-C may also strike between two chunks, in the caller's own code."""
    executor = Shuffled()

    def progress(done, _total):
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_chunks(square, 4, executor=executor, progress=progress)
    assert executor.closed


def test_progress_counts_stored_chunks():
    seen = []
    run_chunks(square, 3, store=Memory({1: 1}), progress=lambda *state: seen.append(state))
    assert seen == [(1, 3), (2, 3), (3, 3)]
