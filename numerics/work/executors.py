"""Where chunks are computed: in this process, in local processes, on a Dask cluster."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.work.arguments import integer
from glassproof.numerics.work.orphans import end_with
from glassproof.numerics.work.threads import one_thread

Results = Generator[tuple[int, Any], None, None]

ATTEMPTS = 3
"""How often a chunk is tried when the process that computes it dies."""

CONNECTION_SECONDS = 10


class ExecutorError(RuntimeError):
    """Chunks cannot be computed there; the message says why and what to do."""


class Executor(Protocol):
    """Anything that computes chunks."""

    def unordered(self, task: Callable[[int], Any], indices: Iterable[int]) -> Results:
        """Yield ``(index, task(index))`` as chunks finish; closing it cancels the others."""


def executor(*, jobs: int = 1, cluster: str | None = None) -> Executor:
    """The executor for ``jobs`` local processes, or for the Dask scheduler at ``cluster``.

    All compute the same numbers: BLAS runs on one thread everywhere, so that sums are taken in
    one order. Raises :class:`DomainError` unless jobs >= 1, and for an empty address.

    >>> executor(jobs=2)
    Processes(jobs=2)
    """
    if cluster is not None:
        if not cluster.strip():
            raise DomainError(
                "--cluster = '' names no scheduler: give its address, as in tcp://localhost:8786"
            )
        return Cluster(cluster)
    jobs = integer("jobs", jobs, least=1)
    return INLINE if jobs == 1 else Processes(jobs)


@dataclass(frozen=True)
class Inline:
    """This process, one chunk after the other."""

    def unordered(self, task: Callable[[int], Any], indices: Iterable[int]) -> Results:
        """As :class:`Executor`."""
        for index in indices:
            yield _compute(task, index)


INLINE = Inline()


@dataclass(frozen=True)
class Processes:
    """``jobs`` processes of this machine (joblib's loky); if one dies, its chunk is retried.

    A chunk that has killed its process ``ATTEMPTS`` times raises :class:`ExecutorError`. The
    processes end with this one, however it ends.
    """

    jobs: int

    def unordered(self, task: Callable[[int], Any], indices: Iterable[int]) -> Results:
        """As :class:`Executor`."""
        missing = dict.fromkeys(indices)
        if not missing:
            return
        from joblib import Parallel, delayed
        from joblib.externals.loky.process_executor import BrokenProcessPool

        # loky replaces a worker that has grown, as those that compile do, and no chunk is lost
        warnings.filterwarnings("ignore", "A worker stopped while some jobs", UserWarning)
        fruitless = 0
        while missing:
            pool = Parallel(
                n_jobs=self.jobs,
                batch_size=1,
                return_as="generator_unordered",
                backend="loky",
                initializer=end_with,
                initargs=(os.getpid(),),
            )
            results = pool(delayed(_compute)(task, index) for index in missing.copy())
            try:
                for index, result in results:
                    fruitless = 0
                    del missing[index]
                    yield index, result
            except BrokenProcessPool as error:
                fruitless += 1
                if fruitless == ATTEMPTS:
                    raise ExecutorError(
                        f"a process died {ATTEMPTS} times in a row while computing chunks "
                        f"{list(missing)[: self.jobs]}: give fewer jobs if memory is short"
                    ) from error
            finally:
                _cancel(results)


def _cancel(results: Any) -> None:
    """Stop joblib's pending chunks; it warns of unused results, which here is the intention."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)
        results.close()


@dataclass(frozen=True)
class Cluster:
    """The workers of the Dask scheduler at ``address``; glassproof must be installed on them.

    The scheduler itself gives the chunks that a dead worker had in hand to another one; results
    that were yielded are let go, so that no worker has to make them again.
    """

    address: str

    def unordered(self, task: Callable[[int], Any], indices: Iterable[int]) -> Results:
        """As :class:`Executor`."""
        try:
            import distributed
        except ImportError as error:
            raise ExecutorError(
                "a cluster needs Dask: install glassproof[cluster], or leave out --cluster"
            ) from error
        try:
            client = distributed.Client(
                self.address, timeout=CONNECTION_SECONDS, set_as_default=False
            )
        except (OSError, ValueError) as error:
            raise ExecutorError(
                f"no Dask scheduler answers at {self.address!r}: start one with `dask scheduler`, "
                f"workers with `dask worker {self.address}`, or leave out --cluster"
            ) from error
        with client:
            futures = {client.submit(_compute, task, index, pure=False) for index in indices}
            try:
                for future in distributed.as_completed(set(futures), loop=client.loop):
                    result = _gathered(future)
                    futures.remove(future)
                    future.release()
                    yield result
            finally:
                client.cancel(list(futures))


def _gathered(future: Any) -> tuple[int, Any]:
    """The future's result; a chunk that keeps killing workers raises :class:`ExecutorError`."""
    from distributed.scheduler import KilledWorker

    try:
        result: tuple[int, Any] = future.result()
    except KilledWorker as error:
        raise ExecutorError(
            f"workers of the cluster died repeatedly: {error}; give them more memory"
        ) from error
    return result


def _compute(task: Callable[[int], Any], index: int) -> tuple[int, Any]:
    """One chunk, with BLAS on one thread: threads would change the order of its sums."""
    with one_thread():
        return index, task(index)
