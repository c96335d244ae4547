"""A figure of a paper: data that are computed, a drawing of them, a caption with their numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from glassproof.verify.claims.exhibits.canvas import Canvas
from glassproof.verify.claims.later import Later


@dataclass(frozen=True)
class Figure:
    """One figure, drawn again as published and as derived.

    ``name`` is the one by which it is asked for, ``title`` what the paper calls it; ``concerns``
    are the ids of the claims that it shows. ``data()`` computes (a frozen dataclass, as a rule),
    ``draw(data, canvas)`` draws, ``caption(data)`` says what is seen, with numbers of the data.

    >>> figure = Figure("fig1", "Figure 1", (), lambda: 2, lambda n, canvas: None, "n = {}".format)
    >>> figure.caption(figure.data())
    'n = 2'
    """

    name: str
    title: str
    concerns: tuple[str, ...]
    data: Callable[[], Any]
    draw: Callable[[Any, Canvas], None]
    caption: Callable[[Any], str]

    @classmethod
    def of(cls, package: str, name: str, title: str, *concerns: str) -> Figure:
        """The figure whose data, drawing and caption are the functions ``name`` of the modules
        ``data``, ``drawing`` and ``captions`` of a package, imported when they are asked for.

        >>> figure = Figure.of("my_paper.figures", "fig1", "Figure 1", "a.claim")
        >>> figure.name, figure.concerns
        ('fig1', ('a.claim',))
        """
        rooms = (Later(f"{package}.{room}", name) for room in ("data", "drawing", "captions"))
        return cls(name, title, concerns, *rooms)
