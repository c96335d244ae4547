"""A corpus scanned on Dask's local cluster, one worker killed on the way; writes docs/scale.md.

    python -m benchmarks.corpus build/corpus --sources 2000
    python -m benchmarks.corpus_run build/corpus

Every number on the page is measured here, or computed from such by what the page says.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import distributed
import jinja2

from glassproof.numerics.work.executors import Cluster
from glassproof.verify.checking.hints import SECONDS
from glassproof.verify.judging.limits import BRISK
from glassproof.verify.scanning.corpus.found import sources
from glassproof.verify.scanning.corpus.results import Results, SourceResult
from glassproof.verify.scanning.corpus.run import scan_corpus
from glassproof.verify.scanning.equation import Status

PAPERS, STATEMENTS = 100_000, 60
"""What is projected: so many papers, of so many statements each."""


@dataclass(frozen=True)
class Measured:
    """What one run measured."""

    summary: Mapping[str, float]
    wall: float
    workers: int
    killed_at: int
    bytes_of_results: int
    coordinator: float
    reading: float
    resumed: float
    truth: Mapping[str, int]
    load: tuple[float, float]
    writes: float


def run(folder: Path, at: Path, workers: int) -> Measured:
    """Scan the corpus, with one worker killed after a tenth of it; then ask for it again."""
    found = sources([folder])
    load = os.getloadavg()[0]
    kill_after = max(1, len(found) // 10)
    start = time.perf_counter()
    with (
        distributed.LocalCluster(
            n_workers=workers, threads_per_worker=1, dashboard_address=None
        ) as cluster,
        Results(at) as results,
    ):
        executor = Cluster(cluster.scheduler_address)
        for number, _ in enumerate(scan_corpus(found, results, executor=executor), 1):
            if number == kill_after:
                _kill_one(cluster.scheduler_address)
            if number % 100 == 0:
                print(f"{number} of {len(found)}, {time.perf_counter() - start:.0f} s", flush=True)
        wall = time.perf_counter() - start
        begun = time.perf_counter()
        assert not list(scan_corpus(found, results))
        resumed = time.perf_counter() - begun
        summary = results.summary()
        judging = results.seconds_of_equations()
        truth = _against_truth(folder, results)
    return Measured(
        summary, wall, workers, kill_after, at.stat().st_size,
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        summary["seconds"] - judging, resumed, truth, (load, os.getloadavg()[0]), _writes(),
    )  # fmt: skip


def _kill_one(address: str) -> None:
    """End a worker's process as a machine that fails does."""
    with distributed.Client(address, set_as_default=False) as client:
        pids = client.run(os.getpid)
        os.kill(min(pids.values()), signal.SIGKILL)


def _writes() -> float:
    """Sources of ten equations that one process writes in a second."""
    row = {
        "id": "a", "label": "a", "number": "1", "file": "a.tex", "line": 1, "displayed": True,
        "status": "verified", "reason": "r" * 80, "seconds": 0.1, "found": {"links": "l" * 1800},
    }  # fmt: skip
    with tempfile.TemporaryDirectory() as place, Results(Path(place, "r.sqlite3")) as results:
        start = time.perf_counter()
        for number in range(100):
            results.put(SourceResult(str(number), {"a.tex": "0" * 64}, equations=(row,) * 10))
        return 100 / (time.perf_counter() - start)


def _against_truth(folder: Path, results: Results) -> dict[str, int]:
    """How many true equations were refuted, and how many wrong ones were not."""
    told = [json.loads(line) for line in (folder / "truth.jsonl").read_text().splitlines()]
    status = {
        (one["source"], one["label"]): each for each in Status for one in results.equations(each)
    }
    pairs = Counter(
        (one["true"], str(status.get((str(folder / one["path"]), one["label"]), "missing")))
        for one in told
    )
    return {
        "true": sum(n for (true, _), n in pairs.items() if true),
        "wrong": sum(n for (true, _), n in pairs.items() if not true),
        "true verified": pairs[True, "verified"],
        "true refuted": pairs[True, "refuted"],
        "wrong refuted": pairs[False, "refuted"],
        "wrong verified": pairs[False, "verified"],
    }


def page(m: Measured) -> str:
    """The page on scale."""
    s = m.summary
    statements = s["equations"] - s["definition"]
    each, reading = (s["seconds"] - m.reading) / statements, m.reading / s["sources"]
    paper = reading + STATEMENTS * each
    template = Path(__file__).with_name("scale.md.j2").read_text()
    made = jinja2.Template(template, undefined=jinja2.StrictUndefined, keep_trailing_newline=True)
    return made.render(
        m=m, s=s, each=each, reading=reading, paper=paper, hours=PAPERS * paper / 3600,
        row=m.bytes_of_results / s["equations"], cores=os.cpu_count(), PAPERS=PAPERS,
        STATEMENTS=STATEMENTS, most=BRISK.proof + (BRISK.points or 0.0) + 2 * SECONDS,
    )  # fmt: skip


def main() -> None:
    """Run, and write the page."""
    parser = argparse.ArgumentParser(description="Scan a corpus with a worker killed on the way.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--results", type=Path, default=Path("build/corpus.sqlite3"))
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--page", type=Path, default=Path("docs/scale.md"))
    given = parser.parse_args()
    given.results.parent.mkdir(parents=True, exist_ok=True)
    given.results.unlink(missing_ok=True)
    given.page.write_text(page(run(given.folder, given.results, given.workers)))
    print(f"written to {given.page}")


if __name__ == "__main__":
    main()
