"""Figures of any paper, drawn into files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from glassproof.derivations.proof.domain import DomainError
from glassproof.derivations.prose.near import near
from glassproof.reports.drawing import Drawn
from glassproof.verify.claims.exhibits.figure import Figure
from glassproof.verify.claims.paper import Paper
from glassproof.verify.keeping.faults import MistypedError
from glassproof.verify.keeping.files import check_writable
from glassproof.verify.papers import having

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Page

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
    meant = near(name, names, cutoff=0.3)
    remedy = f"did you mean {meant[0]}? there are" if meant else "give one of"
    raise MistypedError(
        f"no figure of {paper.name} is called {name!r}: {remedy} {', '.join(names)}",
        name,
        (meant or names)[0],
    )


def draw(figure: Figure, outs: Sequence[Path]) -> tuple[Drawn, ...]:
    """Draw a figure once into several files, whose endings (pdf, svg, png) say the formats.

    Equal data give equal files, byte by byte. Raises :class:`DomainError` on an unknown ending,
    if a file cannot be written, and if the figure's own functions break.
    """
    for out in outs:
        if out.suffix not in FORMATS:
            endings = ", ".join(FORMATS)
            raise MistypedError(
                f"--out {out} does not say its format: end it in one of {endings}",
                str(out),
                str(out.with_suffix(FORMATS[0]) if out.name else "figure.pdf"),
            )
        check_writable(out)
    from glassproof.reports.canvas import style

    with style():
        page, text = _page(figure)
        page.set_layout_engine("none")  # laid out once for all formats
        for out in outs:
            page.savefig(out, metadata=_NO_DATES[out.suffix], dpi=200)
    return tuple(Drawn(figure.name, out, figure.title, text, figure.concerns) for out in outs)


def axes(figure: Figure) -> list[Axes]:
    """The figure's Matplotlib axes, panels and colour bars, for a notebook or more drawing."""
    from glassproof.reports.canvas import style

    with style():
        page, _ = _page(figure)
    return page.axes


def _page(figure: Figure) -> tuple[Page, str]:
    """The figure as Matplotlib draws it, and its caption."""
    from threadpoolctl import threadpool_limits

    from glassproof.reports.canvas import Canvas

    canvas = Canvas()
    try:
        with threadpool_limits(limits=1):  # as executors sample; threads of BLAS wait on it
            data = figure.data()
        figure.draw(data, canvas)
        canvas.figure.draw_without_rendering()
        return canvas.figure, figure.caption(data)
    except DomainError:
        raise
    except Exception as error:  # whatever it is, it is the paper's code that breaks
        what = f"{type(error).__name__}: {error}"
        raise DomainError(
            f"{figure.name} cannot be drawn: {what}; mend the paper's figure"
        ) from error


_NO_DATES: dict[str, dict[str, Any]] = {
    ".pdf": {"CreationDate": None, "ModDate": None, "Producer": None, "Creator": None},
    ".svg": {"Date": None, "Creator": None},
    ".png": {"Software": None},
}
