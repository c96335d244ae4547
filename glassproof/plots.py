"""``glassproof.plot``: a figure of a paper as Matplotlib's axes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glassproof.public import PaperName, load
from glassproof.reports import figures
from glassproof.verify.claims.paper import Paper
from glassproof.verify.papers import DEFAULT

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def plot(name: str, *, paper: PaperName | Paper = DEFAULT) -> list[Axes]:
    """Draw a figure of a paper and return its Matplotlib axes, panels and colour bars.

    ``paper`` is a paper, its name or the path of a claims file; by default the paper under
    review. ``axes[0].figure`` is the whole: a notebook shows it, ``savefig`` keeps it. Raises
    :class:`DomainError`, a :class:`ValueError` that names the figures there are.

    >>> plot("fig77", paper="spherical_p_spin")
    Traceback (most recent call last):
    ...
    glassproof...DomainError: the paper spherical_p_spin has no figures: ...
    """
    found = paper if isinstance(paper, Paper) else load(paper)
    return figures.axes(figures.find(found, name))
