"""The referee's report as LaTeX and PDF."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import jinja2

from glassproof.reports import facts
from glassproof.reports.consequences import consequences
from glassproof.reports.drawing import Drawn
from glassproof.reports.latex import tex
from glassproof.reports.marking import brief, domain, is_told, reason, shortened, told
from glassproof.reports.references import reference
from glassproof.reports.summary import Overview, is_remark, points, split_at_ids
from glassproof.reports.weak_points import WEAK_POINTS
from glassproof.reports.wording import (
    HEADINGS,
    KINDS,
    OUTCOMES,
    PROOFS,
    asides,
    closed,
    command_text,
    comparisons,
    counted,
    figure_command,
    of_the_test,
    provenance,
    sentence,
)
from glassproof.verify.keeping.files import write_whole
from glassproof.verify.keeping.ledger import digest

PACKAGES = (
    "latexmk",
    "texlive-latex-base",
    "texlive-latex-recommended",
    "texlive-latex-extra",
    "texlive-fonts-recommended",
    "lmodern",
)
"""Debian packages with what a report needs to become a PDF."""

TIMEOUT = 180.0
"""Seconds after which a run of TeX is given up."""


class LatexError(RuntimeError):
    """TeX did not make a PDF; the message says what it complained about."""


class LatexMissingError(LatexError):
    """There is no TeX here; the message names the packages to install."""


def write_report(
    ledger: Mapping[str, Any],
    out: Path,
    *,
    date: str | None = None,
    figures: Sequence[Drawn] = (),
) -> Path:
    """Write ``out``/report.tex, and report.bib, from a ledger's dictionary; return the first path.

    The text is a function of the arguments alone. ``date`` replaces the ledger's own (if it has
    one). ``figures`` are PDF files inside ``out``, drawn beforehand. Raises
    :class:`glassproof.derivations.proof.domain.DomainError` when the ledger contradicts itself, or
    ``out`` cannot be written.
    """
    out.mkdir(parents=True, exist_ok=True)
    overview = Overview(ledger)
    text = (
        _environment()
        .get_template("report.tex.j2")
        .render(
            ledger=ledger,
            overview=overview,
            date=date or ledger.get("date", ""),
            source=_source(ledger),
            figures=[(figure, _file(figure.path.relative_to(out))) for figure in figures],
        )
    )
    path = out / "report.tex"
    write_whole(path, text)
    write_whole(out / "report.bib", "\n\n".join(facts.references(overview)) + "\n")
    return path


def compile_pdf(tex_file: Path) -> Path:
    """Compile a report with latexmk and return the path of the PDF beside it.

    TeX runs in a directory of its own on a copy of the file and its figures, without a shell,
    without anybody's configuration, and may not read or write elsewhere. Raises
    :class:`LatexMissingError` without latexmk and pdflatex, :class:`LatexError` when TeX fails.
    """
    missing = [program for program in ("latexmk", "pdflatex") if not shutil.which(program)]
    if missing:
        raise LatexMissingError(
            f"no PDF was made, since {' and '.join(missing)} is not installed: "
            f"on Debian, apt-get install {' '.join(PACKAGES)}"
        )
    with tempfile.TemporaryDirectory(prefix="glassproof-tex-") as directory:
        work = Path(directory)
        shutil.copyfile(tex_file, work / "report.tex")
        for figure in tex_file.parent.glob("figures/*.pdf"):
            (work / "figures").mkdir(exist_ok=True)
            shutil.copyfile(figure, work / "figures" / figure.name)
        _run_latexmk(work)
        shutil.copyfile(work / "report.log", tex_file.with_suffix(".log"))
        return Path(shutil.copyfile(work / "report.pdf", tex_file.with_suffix(".pdf")))


def _run_latexmk(work: Path) -> None:
    command = [
        "latexmk",
        "-norc",
        "-pdf",
        "-no-shell-escape",
        "-interaction=nonstopmode",
        "-halt-on-error",
        "-file-line-error",
        "report.tex",
    ]
    environment = os.environ | {
        "HOME": str(work),
        "openin_any": "p",
        "openout_any": "p",
        "max_print_line": "1000",
        "SOURCE_DATE_EPOCH": "0",
        "FORCE_SOURCE_DATE": "1",
    }
    try:
        done = subprocess.run(
            command,
            cwd=work,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise LatexError(f"TeX was still at work after {TIMEOUT:.0f} s and was stopped") from None
    if done.returncode or not (work / "report.pdf").exists():
        log = work / "report.log"
        said = (
            log.read_text(errors="replace")
            if log.exists()
            else done.stdout.decode("utf-8", "replace")
        )
        raise LatexError(f"TeX failed: {_complaint(said)}")


def _complaint(log: str) -> str:
    """The first error of a TeX log, with the line it is about."""
    found = re.search(
        r"^(?:\./)?report\.tex:\d+: .*(?:\n.*){0,2}|^! .*(?:\n.*){0,2}", log, re.MULTILINE
    )
    return found.group(0).strip() if found else log.strip()[-400:]


def _source(ledger: Mapping[str, Any]) -> Mapping[str, str]:
    """The paper's data, as its first claim gives them."""
    claims = ledger["claims"]
    return claims[0]["source"] if claims else {"paper": ledger["paper"], "reference": ""}


def _file(path: Path) -> str:
    """A file's name as TeX opens it, if it is plain."""
    name = path.as_posix()
    return tex.Tex(name) if re.fullmatch(r"[A-Za-z0-9_./-]+", name) else name


def _numbered_link(overview: Overview, claim_id: str) -> tex.Tex:
    """The claim's number, linked."""
    number = overview.numbers[claim_id]
    return tex.Tex(rf"\hyperref[claim:{number}]{{{number}}}")


def _linked(overview: Overview, text: str) -> tex.Tex:
    """A sentence in which claims have their numbers, linked, in place of their ids."""
    said = (
        _numbered_link(overview, part) if k % 2 else tex.within(part)
        for k, part in enumerate(split_at_ids(overview, text))
    )
    return tex.Tex("".join(said).strip())


def _tag(number: str, part: int | str) -> tex.Tex:
    """The number of a displayed formula: the claim's, and a step or a letter."""
    return tex.Tex(f"({number}.{part})")


def _command(ledger: Mapping[str, Any], *words: str) -> tex.Tex:
    """A command line in monospaced type."""
    return tex.code(command_text(ledger, *words))


def _figure_command(ledger: Mapping[str, Any], name: str) -> tex.Tex:
    """The command that draws a figure, in monospaced type."""
    return tex.code(figure_command(ledger, name))


@cache
def _environment() -> jinja2.Environment:
    """Templates in which every value is escaped unless it is
    :class:`glassproof.reports.latex.tex.Tex`."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("glassproof.reports"),
        finalize=tex.escape,
        block_start_string="<%",
        block_end_string="%>",
        variable_start_string="<<",
        variable_end_string=">>",
        comment_start_string="<#",
        comment_end_string="#>",
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        autoescape=False,  # finalize escapes for TeX; nothing here becomes HTML
    )
    environment.filters |= {
        "brief": brief,
        "code": tex.code,
        "prose": tex.prose,
        "domain": domain,
        "told": told,
        "reason": reason,
        "ident": tex.identifier,
        "heading": tex.bookmark,
        "inline": tex.inline,
        "number": tex.number,
        "kept": tex.kept,
        "at": tex.at,
        "metadata": tex.metadata,
        "closed": closed,
        "sentence": sentence,
        "is_remark": is_remark,
        "is_told": is_told,
        "points": points,
    }
    environment.globals |= {
        "formula": tex.formula,
        "linked": _linked,
        "consequences": consequences,
        "claimnumber": _numbered_link,
        "shortened": shortened,
        "tag": _tag,
        "command": _command,
        "alarms": facts.alarms,
        "comparisons": comparisons,
        "counted": counted,
        "asides": asides,
        "headings": HEADINGS,
        "digest": digest,
        "figure_command": _figure_command,
        "missing": facts.missing,
        "unexamined": facts.unexamined,
        "means": facts.means,
        "references": facts.references,
        "reference": reference,
        "weak_points": WEAK_POINTS,
        "what_survives": facts.WHAT_SURVIVES,
        "whose_errors": facts.WHOSE_ERRORS,
        "of_the_test": of_the_test,
        "provenance": provenance,
        "reading": facts.reading,
        "proofs": PROOFS,
        "kinds": KINDS,
        "outcomes": OUTCOMES,
    }
    return environment
