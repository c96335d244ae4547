"""What a figure is drawn on: panels, and marks in roles instead of colours.

A paper's drawing says which curve is published, which derived, which is nature; how a role looks
(colour, dash, font) is the canvas's business, so that all figures of all papers speak one language.
Text is LaTeX between dollar signs, as Matplotlib and TeX read it. Reports implement this interface.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    from numpy.typing import ArrayLike


class Role(StrEnum):
    """What a mark stands for."""

    PUBLISHED = "published"
    DERIVED = "derived"
    NATURE = "nature"
    CONTEXT = "context"  # what is there to compare with: other parameters, for instance
    NEUTRAL = "neutral"  # none of these: a level, the dash that a legend explains


Share = Literal["none", "all", "row", "col"]
"""Which panels have an axis in common."""

Corner = Literal["upper left", "upper right", "lower left", "lower right"]
"""Of a panel."""


@dataclass(frozen=True)
class Entry:
    """A line of a legend. ``dash`` counts the dashes that a canvas can tell apart, ``mark`` the
    shapes of points that belong to the line. Nature's entries are points alone if they have a
    ``mark``, and the area of a histogram if not."""

    label: str
    role: Role
    dash: int | None = None
    mark: int | None = None


class Scale(Protocol):
    """The colours of a map, as :meth:`Canvas.scale` explains them."""


class Panel(Protocol):
    """One pair of axes."""

    def line(
        self,
        x: ArrayLike,
        y: ArrayLike,
        role: Role,
        *,
        dash: int | None = None,
        width: float | None = None,
        label: str = "",
    ) -> None:
        """A curve. ``dash`` and ``width`` (in points) are the role's, if they are not given."""

    def points(
        self,
        x: ArrayLike,
        y: ArrayLike,
        errors: ArrayLike | None = None,
        *,
        mark: int = 0,
        label: str = "",
    ) -> None:
        """Measured points of nature, with bars of two standard ``errors`` to either side; ``mark``
        counts shapes, which tie points to their curve."""

    def histogram(self, heights: ArrayLike, borders: ArrayLike, *, label: str = "") -> None:
        """A histogram of nature; there is one border more than heights."""

    def filled(self, x: ArrayLike, y: ArrayLike, values: ArrayLike, levels: ArrayLike) -> Scale:
        """Filled contours of ``values`` (y, x); beyond the levels they are drawn as their end."""

    def cells(
        self, x: ArrayLike, y: ArrayLike, values: ArrayLike, *, least: float, most: float
    ) -> Scale:
        """A coloured cell for each of ``values`` (y, x); grey where less than ``least``."""

    def contour(
        self,
        x: ArrayLike,
        y: ArrayLike,
        values: ArrayLike,
        role: Role,
        *,
        level: float = 0.0,
        width: float | None = None,
    ) -> None:
        """The line where ``values`` (y, x) pass ``level``, if they do."""

    def star(self, x: float, y: float) -> None:
        """A place to be noticed."""

    def note(self, x: float, y: float, text: str) -> None:
        """A few characters to the right of a place."""

    def horizontal(self, at: float) -> None:
        """A line across the panel at the height ``at``."""

    def vertical(self, at: float) -> None:
        """A line from bottom to top at ``at``."""

    def label(self, *, title: str = "", x: str = "", y: str = "", small: bool = False) -> None:
        """Title and names of the axes; what is not given stays as it was."""

    def limits(
        self,
        *,
        x: tuple[float | None, float | None] = (None, None),
        y: tuple[float | None, float | None] = (None, None),
    ) -> None:
        """Ends of the axes; an end that is None is left to the data."""

    def logarithmic(self, *, x: bool = False, y: bool = False) -> None:
        """Logarithmic axes."""

    def legend(self, where: Corner = "upper left") -> None:
        """The labels of this panel's lines, points and histograms."""


class Canvas(Protocol):
    """A page of a report's width."""

    def panels(
        self,
        rows: int,
        columns: int,
        *,
        height: float,
        share_x: Share = "none",
        share_y: Share = "none",
    ) -> Sequence[Sequence[Panel]]:
        """Rows of panels, called once; ``height`` of the whole in inches. Shared axes are named
        by the outermost panels alone."""

    def scale(
        self,
        scale: Scale,
        panels: Sequence[Any],
        label: str,
        *,
        step: float | None = None,
    ) -> None:
        """The colour scale of ``panels``, beside them; a number at every ``step`` from its foot.

        An end at which the map's values were cut is marked as a bound.
        """

    def legend(self, entries: Sequence[Entry], *, length: float = 2.0) -> None:
        """One legend below all panels; ``length`` of its lines in units of the font's size."""
