"""Tables of computed values: on the terminal, as CSV or JSON, or as a picture."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table as RichTable

from glassproof.derivations.proof.domain import DomainError
from glassproof.verify.keeping.ledger import check_writable, write_whole

FORMATS = (".csv", ".json")
PICTURES = (".png", ".pdf", ".svg")
SHOWN_ROWS = 40

_SIGNS = {
    "Theta": r"$\Theta$",
    "kappa": r"$\kappa$",
    "sigma_z": r"$\sigma_z$",
    "u_D": "$u_D$",
    "u_G": "$u_G$",
    "b1": "$b_1$",
    "x1": "$x_1$",
    **{name: f"${name}$" for name in ("p", "q", "b", "z")},
}


@dataclass(frozen=True)
class Table:
    """Columns of equal length; the first ``swept`` are the coordinates, the last the value."""

    names: tuple[str, ...]
    columns: tuple[NDArray[np.float64], ...]
    swept: int
    value_label: str

    @property
    def rows(self) -> list[tuple[float, ...]]:
        """One tuple of Python floats a row."""
        return [tuple(map(float, row)) for row in zip(*self.columns, strict=True)]


def check_suffix(name: str, path: Path | None, allowed: Sequence[str]) -> None:
    """Raise :class:`DomainError` unless ``path`` has an allowed suffix and can be written."""
    if path is None:
        return
    if path.suffix not in allowed:
        raise DomainError(f"{name} {path}: give a name that ends in {', '.join(allowed)}")
    check_writable(path)


def show(console: Console, table: Table) -> None:
    """Print the table, its middle left out if it is long."""
    drawn = RichTable(box=None, pad_edge=False)
    for name in table.names:
        drawn.add_column(name, justify="right")
    rows = table.rows
    half = SHOWN_ROWS // 2
    for number, row in enumerate(rows):
        if len(rows) <= SHOWN_ROWS or number < half or number >= len(rows) - half:
            drawn.add_row(*(f"{entry:.10g}" for entry in row))
        elif number == half:
            drawn.add_row(*("…" for _ in row))
    console.print(drawn)


def write(table: Table, path: Path, parameters: dict[str, Any]) -> None:
    """Write CSV (header and rows) or JSON (parameters, names, rows; infinities as text)."""
    if path.suffix == ".csv":
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(table.names)
        writer.writerows([repr(entry) for entry in row] for row in table.rows)
        write_whole(path, text.getvalue())
        return
    rows = [[e if math.isfinite(e) else str(e) for e in row] for row in table.rows]
    record = {"parameters": parameters, "columns": list(table.names), "rows": rows}
    write_whole(path, json.dumps(record, indent=1) + "\n")


def draw(table: Table, path: Path, title: str) -> None:
    """A curve for one swept coordinate, a map with the contour 0 for two."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.colors import AsinhNorm
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6.4, 4.6), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    value = table.columns[-1]
    if table.swept == 1:
        axes.plot(table.columns[0], np.where(np.isfinite(value), value, np.nan), color="black")
        if _logarithmic(table.columns[0]):
            axes.set_xscale("log")
        axes.set(xlabel=_tex(table.names[0]), ylabel=_tex(table.value_label), title=_tex(title))
    elif table.swept == 2:
        first, second = (np.unique(column) for column in table.columns[:2])
        grid = value.reshape(first.size, second.size).T
        shown = np.ma.masked_invalid(grid)
        width = max(abs(float(shown.max())), 0.1)  # colours resolve the scale of the top
        image = axes.pcolormesh(
            first, second, shown, cmap="cividis", shading="auto", norm=AsinhNorm(width)
        )
        image.set_rasterized(True)
        finite = shown.compressed()
        if finite.size and finite.min() < 0 < finite.max():
            lines = axes.contour(first, second, shown, levels=[0], colors="white")
            axes.clabel(lines, fmt="%g")
        figure.colorbar(image, label=_tex(table.value_label))
        for axis, column in (("x", first), ("y", second)):
            if _logarithmic(column):
                getattr(axes, f"set_{axis}scale")("log")
        axes.set(xlabel=_tex(table.names[0]), ylabel=_tex(table.names[1]), title=_tex(title))
    else:
        raise DomainError("--plot draws one or two swept parameters: sweep fewer")
    figure.savefig(path, dpi=150, metadata={} if path.suffix == ".png" else None)


def _tex(text: str) -> str:
    """The names of the model's symbols in mathematical type."""
    return " ".join(_SIGNS.get(word, word) for word in text.replace(",", " ,").split()).replace(
        " ,", ","
    )


def _logarithmic(values: NDArray[np.float64]) -> bool:
    return bool(values.min() > 0 and values.max() / values.min() >= 1000)
