"""Runs of a sweep in batches that fit a memory limit; each finished run survives.

A run is found again by the digest of all that it depends on, not by its place, so that a sweep that
was interrupted goes on under any memory limit, and a sweep that grows computes what is new.
"""

from __future__ import annotations

import hashlib
import math
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.networks.extra import jax
from glassproof.numerics.work.chunks import Progress, run_chunks

GIB = 2**30
MOST = 64
"""Runs computed together, where memory allows for more."""
Result = Mapping[str, NDArray[Any]]
"""What one run gave, by name."""


class Runs(Protocol):
    """Where finished runs survive."""

    def get(self, key: str) -> Result | None:
        """The run of that digest, or None."""

    def put(self, key: str, result: Result) -> None:
        """Keep it, entirely or not at all."""


@dataclass(frozen=True)
class Folder:
    """Finished runs as files of a folder, made when the first is kept.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     kept = Folder(Path(place))
    ...     kept.put("a", {"loss": np.array([1.0])})
    ...     print(kept.get("a")["loss"], kept.get("b"))
    [1.] None
    """

    path: Path

    def get(self, key: str) -> Result | None:
        """The run, or None where there is none, or its file is damaged."""
        try:
            with np.load(self.path / f"{key}.npz", allow_pickle=False) as found:
                return {name: found[name] for name in found.files}
        except (OSError, ValueError, EOFError, KeyError):
            return None
        except Exception as error:  # zipfile's own, which NumPy lets through
            if type(error).__module__.startswith("zip") or "zlib" in type(error).__module__:
                return None
            raise

    def put(self, key: str, result: Result) -> None:
        """Write beside, then rename: a file is whole or not there."""
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            beside = self.path / f"{key}.{os.getpid()}.part"
            with beside.open("wb") as file:
                np.savez(file, **dict(result))  # type: ignore[arg-type]
            beside.replace(self.path / f"{key}.npz")
        except OSError as error:
            raise DomainError(
                f"a finished run cannot be kept in {self.path} ({error}): give a folder that can "
                "be written, with room"
            ) from error


def digest(*parts: Any) -> str:
    """A name of what a run depends on: numbers, text, arrays, sequences of them.

    >>> digest(1, "a") == digest(1, "a") != digest(2, "a")
    True
    """
    whole = hashlib.blake2b(digest_size=16)
    for part in parts:
        if isinstance(part, (list, tuple)):
            text = digest(*part)
        elif hasattr(part, "shape"):
            array = np.asarray(part)
            text = f"{array.dtype}{array.shape}" + hashlib.blake2b(array.tobytes()).hexdigest()
        else:
            text = repr(part)
        whole.update(f"{len(text)}:{text}".encode())
    return whole.hexdigest()


def footprint(function: Callable[..., Any], *arguments: Any) -> int:
    """Bytes that a function holds at its worst moment, step by step, beyond its arguments.

    Compilers that fuse steps need less.

    >>> footprint(lambda x: (x + x) * 2 + 1, jax.ShapeDtypeStruct((10,), np.float32))
    80
    """
    return _peak(jax.make_jaxpr(function)(*arguments).jaxpr)


def _peak(jaxpr: Any) -> int:
    """The most that is held: what is computed is held until its last use."""
    last = {v: k for k, equation in enumerate(jaxpr.eqns) for v in _names(equation.invars)}
    last |= dict.fromkeys(_names(jaxpr.outvars), len(jaxpr.eqns))
    held: dict[Any, int] = {}
    most = 0
    for k, equation in enumerate(jaxpr.eqns):
        held |= {v: v.aval.size * v.aval.dtype.itemsize for v in _names(equation.outvars)}
        inner = [v for v in equation.params.values() if hasattr(v, "eqns") or hasattr(v, "jaxpr")]
        inside = max((_peak(getattr(v, "jaxpr", v)) for v in inner), default=0)
        most = max(most, sum(held.values()) + inside)
        held = {v: size for v, size in held.items() if last.get(v, -1) > k}
    return most


def _names(variables: Sequence[Any]) -> list[Any]:
    """Variables less literals, which cannot be looked up."""
    return [v for v in variables if not hasattr(v, "val")]


def sweep(
    batch: Callable[[Sequence[int]], Sequence[Result]],
    keys: Sequence[str],
    *,
    bytes_each: int,
    memory: int = GIB,
    most: int = MOST,
    runs: Runs | None = None,
    progress: Progress | None = None,
) -> list[Result]:
    """The results of all runs, in order; run k is named by ``keys[k]``.

    ``batch`` computes the runs of some numbers together. No batch has more than ``memory`` bytes
    hold at ``bytes_each``, nor more than ``most``; all are equally large, the last run being
    repeated where they do not come out even, so that one size is compiled. The size is even:
    compilers treat one run alone otherwise than many, and round it otherwise. Runs that ``runs``
    holds are not computed; those of a batch are kept before the next begins, so that an
    interruption loses one batch.
    :class:`DomainError` if two runs do not fit.

    >>> squares = lambda some: [{"square": np.array(k * k)} for k in some]
    >>> [int(r["square"]) for r in sweep(squares, ["0", "1", "2"], bytes_each=1, memory=3)]
    [0, 1, 4]
    """
    together = min(most, memory // max(1, bytes_each)) // 2 * 2
    if together < 2:
        raise DomainError(
            f"memory = {memory} bytes is too small: two runs need about {2 * bytes_each}; give at "
            "least that, or smaller batches of data"
        )
    found: dict[int, Result] = {}
    for number, key in enumerate(keys):
        if runs is not None and (kept := runs.get(key)) is not None:
            found[number] = kept
    missing = [number for number in range(len(keys)) if number not in found]
    count = math.ceil(len(missing) / together)
    size = 2 * math.ceil(len(missing) / (2 * max(1, count)))
    groups = [missing[start : start + size] for start in range(0, len(missing), max(1, size))]

    def task(index: int) -> Sequence[Result]:
        group = groups[index]
        results = batch(group + group[-1:] * (size - len(group)))[: len(group)]
        for number, result in zip(group, results, strict=True):
            if runs is not None:
                runs.put(keys[number], result)
        return results

    for group, results in zip(
        groups, run_chunks(task, len(groups), progress=progress), strict=True
    ):
        found.update(zip(group, results, strict=True))
    return [found[number] for number in range(len(keys))]
