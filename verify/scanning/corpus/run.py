"""A corpus scanned source by source, each in a process of its own that nothing outlives."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.work.executors import INLINE, Executor
from glassproof.verify.checking.chains import check_chain
from glassproof.verify.judging.limits import processor_time, within
from glassproof.verify.reading.size_limits import LimitError
from glassproof.verify.scanning.corpus.results import Results, SourceResult, file_digest
from glassproof.verify.scanning.document import read_document
from glassproof.verify.scanning.equation import Document
from glassproof.verify.scanning.judging.judged import judge_equation

try:
    import resource
except ImportError:  # systems that do not measure a process so
    resource = None  # type: ignore[assignment]

WINDOW = 500
"""Sources that are handed out together: what travels is bounded, and so is what waits."""

SOURCE_SECONDS = 900.0
"""Seconds that one source may compute."""

_WARM = (r"\sum_{k=1}^n k = \frac{n(n+1)}{2}", "x^2-1 = (x-1)(x+1)", r"\int_0^1 t^2\,dt = \frac13")


def scan_corpus(
    sources: Sequence[Path],
    results: Results,
    *,
    executor: Executor = INLINE,
    fresh: bool = False,
    seconds: float = SOURCE_SECONDS,
) -> Iterator[SourceResult]:
    """Scan the sources that ``results`` does not hold yet; yield each once it is written there.

    A source that cannot be read, takes too long or breaks the process that scans it is a line in
    the results, and no more. What is in the results is not done again (unless ``fresh``): a run
    that was interrupted goes on where it was.
    """
    waiting = [path for path in sources if fresh or not results.is_done(path)]
    for start in range(0, len(waiting), WINDOW):
        part = waiting[start : start + WINDOW]
        work = Work(tuple(map(str, part)), seconds)
        with closing(executor.unordered(work, range(len(part)))) as finished:
            for _, data in finished:
                result = SourceResult(**data)
                results.put(result)
                yield result


@dataclass(frozen=True)
class Work:
    """Sources to scan, by number."""

    paths: tuple[str, ...]
    seconds: float

    def __call__(self, number: int) -> dict[str, Any]:
        """The result of one source, as plain data."""
        path = self.paths[number]
        _warmed()
        start = time.perf_counter()
        try:
            return within(self.seconds, lambda: scanned(Path(path)), "this source", cheap=False)
        except LimitError:
            trouble = f"it took more than {self.seconds:g} s, or broke the process that scanned it"
            return _broken(path, trouble, time.perf_counter() - start)
        except Exception as error:
            trouble = f"scanning broke: {type(error).__name__}: {error}"
            return _broken(path, trouble[:400], time.perf_counter() - start)


def _broken(path: str, trouble: str, seconds: float) -> dict[str, Any]:
    files = {path: file_digest(Path(path))}
    return asdict(SourceResult(path, files, trouble, seconds=round(seconds, 3)))


@cache
def _warmed() -> None:
    """What is computed once in a process, before the first source: its children inherit it."""
    for text in _WARM:
        check_chain(text, where="n integer >= 1, x real", latex=True)


def scanned(path: Path, tell: Callable[[str], None] = lambda _: None) -> dict[str, Any]:
    """One source, read and judged here and now."""
    start = processor_time()
    try:
        document = read_document(path)
    except DomainError as error:
        trouble = " ".join(str(error).split())
        return _broken(str(path), trouble, processor_time() - start)
    rows = []
    for equation in document.equations:
        found = judge_equation(equation)
        place = equation.place
        rows.append(
            {
                "id": equation.id,
                "label": equation.label,
                "number": equation.number,
                "file": place.file,
                "line": place.line,
                "displayed": equation.displayed,
                "status": str(found.status),
                "reason": found.reason,
                "seconds": found.seconds,
                "found": found.to_dict() | {"source": equation.source},
            }
        )
        tell(equation.id)
    result = SourceResult(
        str(path),
        _files(path, document),
        "",
        len(document.troubles),
        round(processor_time() - start, 3),
        _memory(),
        tuple(rows),
    )
    return asdict(result)


def _memory() -> float:
    """Most memory of this process so far in MB; 0 where the system does not tell."""
    if resource is None:
        return 0.0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(most / (1024 if sys.platform != "darwin" else 1 << 20), 1)


def _files(path: Path, document: Document) -> dict[str, str]:
    """Digests of the files that were read, by their paths; of an archive, its own."""
    if path.suffix != ".tex":
        return {str(path): file_digest(path)}
    return {str(path.parent / name): digest for name, digest in document.files.items()}
