"""Work cut into chunks: each a pure function of its number, merged in order, resumable."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from typing import Any, Protocol

from glassproof.numerics.work.executors import INLINE, Executor

Progress = Callable[[int, int], None]
"""Called with (chunks done, chunks in all): once before the first chunk and after each."""


class Store(Protocol):
    """Where finished chunks survive; both methods are called from the calling process only."""

    def get(self, key: int) -> Any:
        """The result stored for chunk ``key``, or None."""

    def put(self, key: int, value: Any) -> None:
        """Keep ``value``, entirely or not at all."""


def run_chunks(
    task: Callable[[int], Any],
    chunks: int | Sequence[int],
    *,
    executor: Executor = INLINE,
    store: Store | None = None,
    progress: Progress | None = None,
) -> list[Any]:
    """``[task(i) for i in chunks]`` (or ``range(chunks)``), computed by ``executor``.

    ``task`` must be picklable, depend on its argument alone, and return anything but None; then
    the result depends neither on the executor nor on the order in which chunks finish. Chunks
    found in ``store`` are not computed; a finished one is stored before the next is awaited, so
    that an interruption (KeyboardInterrupt included) loses only the chunks in flight, stops the
    executor's pending work, and is raised again. An exception of ``task`` is raised here.

    >>> run_chunks(abs, [-3, -1, -2])
    [3, 1, 2]
    """
    indices = range(chunks) if isinstance(chunks, int) else list(chunks)
    results = {} if store is None else dict(_stored(store, indices))
    missing = [index for index in indices if index not in results]
    if progress:
        progress(len(results), len(indices))
    if missing:
        with closing(executor.unordered(task, missing)) as finished:
            for index, result in finished:
                if store is not None:
                    store.put(index, result)
                results[index] = result
                if progress:
                    progress(len(results), len(indices))
    return [results[index] for index in indices]


def _stored(store: Store, indices: Sequence[int]) -> Iterator[tuple[int, Any]]:
    for index in indices:
        if (result := store.get(index)) is not None:
            yield index, result
