"""The report: a ledger turned into LaTeX, PDF, a web page, Markdown; with the paper's figures."""

from __future__ import annotations

import webbrowser
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.console import Console

from glassproof.console import voice
from glassproof.console.session import Options, judged
from glassproof.derivations.proof.domain import DomainError
from glassproof.derivations.prose.marked import plain
from glassproof.records import read_ledger
from glassproof.reports import figures
from glassproof.reports.drawing import Drawn
from glassproof.reports.latex import report as latex
from glassproof.reports.markdown import report as markdown
from glassproof.reports.web import page as html
from glassproof.verify.keeping.faults import MistypedError
from glassproof.verify.papers import load, names

FORMATS = ("tex", "pdf", "html", "md")
_ILLUSTRATED = {"tex", "pdf", "html"}


def parse_formats(text: str) -> tuple[str, ...]:
    """The formats named in a comma-separated list.

    >>> parse_formats("html,tex")
    ('html', 'tex')
    """
    wanted = tuple(part.strip() for part in text.split(",") if part.strip())
    unknown = [part for part in wanted if part not in FORMATS]
    if unknown or not wanted:
        raise DomainError(f"--format {text!r}: give some of {', '.join(FORMATS)}")
    return wanted


_DATES = ("%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%d.%m.%Y", "%B %Y", "%Y")


def parse_date(text: str | None) -> str | None:
    """A date as it was typed; :class:`DomainError` if it is none.

    >>> parse_date("2026-02-28"), parse_date(" 1 May 2022 ")
    ('2026-02-28', '1 May 2022')
    >>> parse_date("2026-02-30")
    Traceback (most recent call last):
    ...
    glassproof...MistypedError: --date '2026-02-30' is no date: give one as 2026-02-28 or 1 May 2022
    """
    if text is None:
        return None
    for form in _DATES:
        with suppress(ValueError):
            datetime.strptime(text.strip(), form)
            return text.strip()
    raise MistypedError(
        f"--date {text!r} is no date: give one as 2026-02-28 or 1 May 2022",
        text,
        f"{datetime.now():%Y-%m-%d}",
    )


def write_report(
    options: Options,
    *,
    out: Path,
    formats: tuple[str, ...],
    ledger_file: Path | None,
    date: str | None,
    show: bool,
    letter: bool = False,
) -> None:
    """Judge (or read the ledger), draw the figures, write the formats; print paths and sizes."""
    console = voice.console()
    if show and "html" not in formats:
        raise DomainError("--open shows the web page: add html to --format")
    try:
        (out / "figures" if _ILLUSTRATED & {*formats} else out).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DomainError(f"--out {out} cannot be made: {error.strerror}") from error
    if ledger_file:
        _write(read_ledger(ledger_file), out, formats, date, console, letter)
    else:
        with judged([], options) as ledger:
            _write(ledger.to_dict(), out, formats, date, console, letter)
    if show:
        webbrowser.open((out / "report.html").resolve().as_uri())


def _write(
    record: Mapping[str, Any],
    out: Path,
    formats: tuple[str, ...],
    date: str | None,
    console: Console,
    letter: bool,
) -> None:
    """Figures and formats of one ledger, with their paths and sizes."""
    drawn = _draw(str(record["paper"]), out / "figures", formats)
    written: list[Path] = []
    if "tex" in formats or "pdf" in formats:
        written.append(latex.write_report(record, out, date=date, figures=drawn[".pdf"]))
    if "pdf" in formats:
        try:
            with voice.notes().status("typesetting"):
                written.append(latex.compile_pdf(written[0]))
        except latex.LatexMissingError as error:
            console.print(f"no PDF: {error}", highlight=False)
        except latex.LatexError as error:
            raise DomainError(f"the PDF could not be made: {error}") from error
    if "html" in formats:
        written.append(html.write_report(record, out, date=date, figures=drawn[".svg"]))
    if "md" in formats:
        written.append(markdown.write_report(record, out, date=date))
    if letter:
        written.append(markdown.write_letter(record, out, date=date))
    for path in written:
        console.print(f"{path}  {path.stat().st_size / 1024:.0f} KiB", highlight=False)


def _draw(paper: str, directory: Path, formats: tuple[str, ...]) -> dict[str, list[Drawn]]:
    """The figures of a paper at hand, each in the vector formats that are wanted."""
    endings = [".pdf"] if {"tex", "pdf"} & set(formats) else []
    endings += [".svg"] if "html" in formats else []
    drawn: dict[str, list[Drawn]] = {".pdf": [], ".svg": []}
    wanted = load(paper).figures if endings and paper in names() else ()
    with voice.progress("drawing figures") as show:
        for number, figure in enumerate(wanted):
            show(figure.name, number, len(wanted))
            paths = [directory / f"{figure.name}{ending}" for ending in endings]
            for ending, found in zip(endings, figures.draw(figure, paths), strict=True):
                drawn[ending].append(found)
    return drawn


def draw_figure(name: str, out: Path, *, paper: str, trust: bool = False) -> None:
    """Draw one figure of a paper and print its caption."""
    with voice.notes().status(f"drawing {name}"):
        (found,) = figures.draw(figures.find(load(paper, trust=trust), name), (out,))
    voice.console().print(
        f"{plain(found.title)}\n{plain(found.caption)}\nwritten to {found.path}", highlight=False
    )
