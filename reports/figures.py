"""Figures of any paper, drawn into files."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from glassproof.derivations.proof.domain import DomainError
from glassproof.reports.drawing import Drawn
from glassproof.verify.claims.figure import Figure
from glassproof.verify.claims.paper import Paper
from glassproof.verify.keeping.files import check_writable
from glassproof.verify.papers import having

FORMATS = (".pdf", ".svg", ".png")


def find(paper: Paper, name: str) -> Figure:
    """A figure of ``paper`` by its name; :class:`DomainError` names those there are."""
    for figure in paper.figures:
        if figure.name == name:
            return figure
    names = [figure.name for figure in paper.figures]
    if not names:
        others = having(lambda other: bool(other.figures))
        raise DomainError(f"the paper {paper.name} has no figures: {others}")
    near = get_close_matches(name, names, n=3, cutoff=0.3) or names
    raise DomainError(
        f"no figure of {paper.name} is called {name!r}: give one of {', '.join(near)}"
    )


def draw(figure: Figure, outs: Sequence[Path]) -> tuple[Drawn, ...]:
    """Draw a figure once into several files, whose endings (pdf, svg, png) say the formats.

    Equal data give equal files, byte by byte. Raises :class:`DomainError` on an unknown ending,
    if a file cannot be written, and if the figure's own functions break.
    """
    for out in outs:
        if out.suffix not in FORMATS:
            endings = ", ".join(FORMATS)
            raise DomainError(f"{out} does not say its format: end it in one of {endings}")
        check_writable(out)
    from threadpoolctl import threadpool_limits

    from glassproof.reports.canvas import Canvas, style

    with style():
        canvas = Canvas()
        try:
            with threadpool_limits(limits=1):  # as executors sample; threads of BLAS wait on it
                data = figure.data()
            figure.draw(data, canvas)
            canvas.figure.draw_without_rendering()
            text = figure.caption(data)
        except DomainError:
            raise
        except Exception as error:  # whatever it is, it is the paper's code that breaks
            what = f"{type(error).__name__}: {error}"
            raise DomainError(
                f"{figure.name} cannot be drawn: {what}; mend the paper's figure"
            ) from error
        canvas.figure.set_layout_engine("none")  # laid out once for all formats
        for out in outs:
            canvas.figure.savefig(out, metadata=_NO_DATES[out.suffix], dpi=200)
    return tuple(Drawn(figure.name, out, figure.title, text, figure.concerns) for out in outs)


_NO_DATES: dict[str, dict[str, Any]] = {
    ".pdf": {"CreationDate": None, "ModDate": None, "Producer": None, "Creator": None},
    ".svg": {"Date": None, "Creator": None},
    ".png": {"Software": None},
}
