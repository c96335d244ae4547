"""What the scan command does: one source, a source that somebody is writing, a corpus."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from os.path import relpath
from pathlib import Path

from glassproof.console import voice
from glassproof.console.interrupts import INTERRUPTS
from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.work.arguments import integer
from glassproof.numerics.work.executors import executor
from glassproof.reports.scan import terminal as shown
from glassproof.reports.wording import counted
from glassproof.verify.keeping.files import check_writable, write_whole
from glassproof.verify.keeping.store import Store, default_path
from glassproof.verify.scanning.changes import known_at
from glassproof.verify.scanning.document import read_document
from glassproof.verify.scanning.equation import Document, Equation
from glassproof.verify.scanning.judging.found import Scanned
from glassproof.verify.scanning.judging.keys import key_of
from glassproof.verify.scanning.kept import read_or_kept
from glassproof.verify.scanning.scan import Scan, chosen, scanning

_PAUSE = 0.4
"""Seconds between two looks at a source that somebody is writing."""


@dataclass(frozen=True)
class Wishes:
    """How a source is scanned."""

    sidecar: Path | None = None
    only: tuple[str, ...] = ()
    since: str | None = None
    jobs: int = 1
    cluster: str | None = None
    fresh: bool = False


@dataclass(frozen=True)
class Outputs:
    """Where else the scan is told."""

    html: Path | None = None
    latex: Path | None = None
    junit: Path | None = None
    annotations: bool = False

    def require_writable(self) -> None:
        """Raise :class:`DomainError` before any work if one of the files cannot be written."""
        for path, name in ((self.html, "scan.html"), (self.junit, "scan.xml")):
            if path is not None:
                check_writable(path, name)
        if self.latex is not None and self.latex.exists() and not self.latex.is_dir():
            raise DomainError(f"{self.latex} is no folder: give --latex the name of one")


def scan_one(path: Path, wishes: Wishes, outputs: Outputs) -> Scan:
    """Scan a source and tell it on the terminal, line by line, and wherever else is wished."""
    integer("--jobs", wishes.jobs, least=1)
    outputs.require_writable()
    start = time.perf_counter()
    console = voice.console()
    with closing(Store(default_path(), tell=voice.complain)) as store:
        voice.keeps_in(store.path, fresh=wishes.fresh)
        kept = None if wishes.fresh else store
        document = read_or_kept(path, kept, sidecar=wishes.sidecar)
        known: frozenset[str] = frozenset()
        if wishes.since:
            known = known_at(path, wishes.since, sidecar=wishes.sidecar)
        equations = chosen(document, wishes.only, known)
        for trouble in document.troubles:
            shown.print_trouble(console, trouble)
        shown.print_heading(console)
        found = []
        for one in heard(document, equations, wishes, store):
            shown.print_row(console, one)
            found.append(one)
        scan = Scan(document, tuple(found), time.perf_counter() - start)
        shown.print_summary(console, scan)
        _tell(scan, path, outputs)
        voice.record(scan.to_dict())
    return scan


def heard(
    document: Document, equations: Sequence[Equation], wishes: Wishes, store: Store
) -> Iterator[Scanned]:
    """The equations as they are decided, with progress on the terminal; each kept as it comes."""
    told = f"judging {counted(len(equations), 'equation')}"
    with voice.progress(told) as show:

        def note(text: str, done: int, total: int) -> None:
            INTERRUPTS.require_none()
            show(text, done, total)

        for one in scanning(
            document,
            equations,
            executor=executor(jobs=wishes.jobs, cluster=wishes.cluster),
            store=store,
            fresh=wishes.fresh,
            note=note,
        ):
            INTERRUPTS.require_none()
            yield one


def _tell(scan: Scan, path: Path, outputs: Outputs) -> None:
    """Write what was wished."""
    folder = path if path.is_dir() else path.parent
    if outputs.html:
        from glassproof.reports.scan.page import write_page

        base = relpath(folder, outputs.html.parent)
        write_page(scan, outputs.html, base="" if base == "." else base)
        _written(outputs.html)
    if outputs.junit:
        from glassproof.reports.scan.machines import junit

        write_whole(outputs.junit, junit(scan))
        _written(outputs.junit)
    if outputs.latex:
        _annotate(scan, path, outputs.latex)
    if outputs.annotations:
        from glassproof.reports.scan.machines import workflow_commands

        for line in workflow_commands(scan):
            voice.say(line)


def _written(path: Path) -> None:
    voice.console().print(f"written to {path}", highlight=False)


def _annotate(scan: Scan, path: Path, out: Path) -> None:
    from glassproof.annotating import write_annotated

    without = write_annotated(scan, path, out)
    _written(out)
    if without:
        listed = ", ".join(str(one.equation.place) for one in without[:5])
        more = ", ..." if len(without) > 5 else ""
        voice.console().print(f"without a note: {listed}{more}", highlight=False)


def write_sidecar(path: Path, sidecar: Path | None) -> Path:
    """Write what was inferred of a source, for its reader to correct; never over a file."""
    from glassproof.verify.scanning.sidecar import beside, sidecar_text

    target = sidecar or beside(path)
    if target.exists():
        raise DomainError(f"{target} exists: move it, or name another one with --sidecar")
    write_whole(target, sidecar_text(read_document(path)))
    _written(target)
    return target


def watch_one(path: Path, wishes: Wishes, outputs: Outputs, looks: int = 0) -> None:
    """Scan a source whenever its files change, until interrupted; tell what is new.

    ``looks`` bounds how often the files are looked at; 0 for ever.
    """
    integer("--jobs", wishes.jobs, least=1)
    outputs.require_writable()
    before: dict[str, float] | None = None
    known: frozenset[str] = frozenset()
    console = voice.console()
    while True:
        INTERRUPTS.require_none()
        now = _times(path, wishes.sidecar)
        if now != before:
            try:
                known = _rescanned(path, wishes, known, outputs)
            except DomainError as error:  # half of a file that is being written
                voice.complain(str(error))
            before = _times(path, wishes.sidecar)
            console.print(f"watching {path}; interrupt to end", style="dim", highlight=False)
        looks -= 1
        if looks == 0:
            return
        time.sleep(_PAUSE)


def _rescanned(
    path: Path, wishes: Wishes, known: frozenset[str], outputs: Outputs
) -> frozenset[str]:
    """Scan, print the equations whose keys are not known, and return all keys."""
    start = time.perf_counter()
    document = read_document(path, sidecar=wishes.sidecar)
    equations = chosen(document, wishes.only)
    console = voice.console()
    for trouble in document.troubles:
        shown.print_trouble(console, trouble)
    found = []
    with closing(Store(default_path(), tell=voice.complain)) as store:
        voice.keeps_in(store.path, fresh=wishes.fresh)
        for one in heard(document, equations, wishes, store):
            found.append(one)
            if key_of(one.equation) not in known:
                shown.print_row(console, one)
    scan = Scan(document, tuple(found), time.perf_counter() - start)
    shown.print_summary(console, scan)
    _tell(scan, path, outputs)
    return frozenset(key_of(one.equation) for one in found)


def _times(path: Path, sidecar: Path | None) -> dict[str, float]:
    """When each file beside the source was last changed."""
    folder = path if path.is_dir() else path.parent
    watched = [path] if path.is_file() and path.suffix != ".tex" else []
    if not watched:
        watched = [p for p in folder.rglob("*") if p.suffix in (".tex", ".toml", ".sty", ".cls")]
    if sidecar is not None:
        watched.append(sidecar)
    times = {}
    for each in watched:
        try:
            times[str(each)] = each.stat().st_mtime
        except OSError:
            continue
    return times


def scan_many(
    paths: Sequence[Path], results_at: Path, wishes: Wishes, html: Path | None = None
) -> bool:
    """Scan a corpus into an SQLite file; True if a source of it could not be scanned."""
    from glassproof.verify.scanning.corpus.found import sources
    from glassproof.verify.scanning.corpus.results import Results
    from glassproof.verify.scanning.corpus.run import scan_corpus

    integer("--jobs", wishes.jobs, least=1)
    check_writable(results_at, "results.sqlite3")
    if html is not None:
        check_writable(html, "corpus.html")
    found = sources(paths)
    console, start = voice.console(), time.perf_counter()
    work = executor(jobs=wishes.jobs, cluster=wishes.cluster)
    voice.keeps_in(results_at, fresh=wishes.fresh)
    with Results(results_at) as results:
        done = 0
        with voice.progress(f"scanning {counted(len(found), 'source')}") as show:
            for result in scan_corpus(found, results, executor=work, fresh=wishes.fresh):
                INTERRUPTS.require_none()
                shown.print_source(console, result)
                done += 1
                show(result.path, done, len(found))
        summary = results.summary()
        shown.print_corpus(console, summary, done, time.perf_counter() - start)
        if html:
            from glassproof.reports.scan.corpus_page import write_corpus_page

            write_corpus_page(results, html)
            _written(html)
        voice.record(summary)
    return bool(summary["broken"])
