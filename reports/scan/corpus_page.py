"""The results of a corpus run as one web page that needs nothing but itself."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from markupsafe import Markup

from glassproof.reports.scan.authors_latex import drawn
from glassproof.reports.scan.page import CLASSES, MARKS
from glassproof.reports.web.page import content_policy, environment, resource
from glassproof.verify.keeping.files import write_whole
from glassproof.verify.keeping.ledger import versions
from glassproof.verify.scanning.corpus.results import Results
from glassproof.verify.scanning.equation import Status

MOST_REFUTED, MOST_SOURCES = 500, 20_000
"""How much one page shows; the rest is in the results."""

_TOLD = (Status.UNREADABLE, Status.UNDECIDED, Status.UNBOUND, Status.NO_NUMBERS)


def write_corpus_page(results: Results, path: Path) -> Path:
    """Write the page to ``path``."""
    write_whole(path, render(results))
    return path


def render(results: Results) -> str:
    """The page as text."""
    style = resource("report.css") + resource("scan.css")
    return (
        environment()
        .get_template("corpus.html.j2")
        .render(
            summary=results.summary(),
            sources=list(islice(results.sources(), MOST_SOURCES)),
            refuted=list(results.equations(Status.REFUTED, MOST_REFUTED)),
            reasons={status: results.reasons(status) for status in _TOLD},
            told=_TOLD,
            statuses=list(Status),
            versions=versions(),
            marks=MARKS,
            classes=CLASSES,
            drawn=drawn,
            style=Markup(style),
            policy=content_policy(style, ""),
        )
    )
