"""Tables of computed values: on the terminal, as CSV or JSON, or as a picture."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.markup import escape
from rich.table import Table as RichTable

from glassproof.derivations.proof.domain import DomainError
from glassproof.derivations.prose.marked import in_latex, plain
from glassproof.verify.claims.exhibits.table import Table
from glassproof.verify.keeping.faults import MistypedError
from glassproof.verify.keeping.files import check_writable, write_whole

FORMATS = (".csv", ".json")
PICTURES = (".png", ".pdf", ".svg")
SHOWN_ROWS = 40


def check_suffix(name: str, path: Path | None, allowed: Sequence[str]) -> None:
    """Raise :class:`DomainError` unless ``path`` has an allowed suffix and can be written."""
    if path is None:
        return
    if path.suffix not in allowed:
        raise MistypedError(
            f"{name} {path}: give a name that ends in {', '.join(allowed)}",
            str(path),
            str(path.with_suffix(allowed[0]) if path.name else f"table{allowed[0]}"),
        )
    check_writable(path)


def show(console: Console, table: Table) -> None:
    """Print remarks and table, its middle left out if it is long."""
    for remark in table.remarks:
        console.print(escape(plain(remark)), highlight=False)
    drawn = RichTable(box=None, pad_edge=False)
    rows = table.rows
    names = list(map(plain, table.names))
    for name, entry in zip(names, rows[0] if rows else names, strict=True):
        drawn.add_column(name, justify="left" if isinstance(entry, str) else "right")
    half = SHOWN_ROWS // 2
    for number, row in enumerate(rows):
        if len(rows) <= SHOWN_ROWS or number < half or number >= len(rows) - half:
            drawn.add_row(*(escape(e) if isinstance(e, str) else f"{e:.10g}" for e in row))
        elif number == half:
            drawn.add_row(*("…" for _ in row))
    console.print(drawn)


def write(table: Table, path: Path) -> None:
    """Write CSV (header and rows) or JSON (parameters, names, rows; infinities as text)."""
    if path.suffix == ".csv":
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(map(plain, table.names))
        writer.writerows(
            [entry if isinstance(entry, str) else repr(entry) for entry in row]
            for row in table.rows
        )
        write_whole(path, text.getvalue())
        return
    write_whole(path, json.dumps(record(table), indent=1) + "\n")


def record(table: Table) -> dict[str, Any]:
    """The table as plain data for JSON; what is not finite is text."""
    return {
        "parameters": _finite(dict(table.parameters)),
        "columns": list(map(plain, table.names)),
        "rows": _finite(table.rows),
    }


def _finite(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(item) for item in value]
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value


def draw(table: Table, path: Path) -> None:
    """A curve for one swept coordinate, a map with the contour 0 for two."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.colors import AsinhNorm
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6.4, 4.6), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    columns = [np.asarray(column) for column in table.columns]
    value, title = columns[-1], in_latex(table.title)
    names = list(map(in_latex, table.names))
    if table.swept == 1:
        axes.plot(columns[0], np.where(np.isfinite(value), value, np.nan), color="black")
        if _logarithmic(columns[0]):
            axes.set_xscale("log")
        axes.set(xlabel=names[0], ylabel=names[-1], title=title)
    elif table.swept == 2:
        first, second = (np.unique(column) for column in columns[:2])
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
        figure.colorbar(image, label=names[-1])
        for axis, column in (("x", first), ("y", second)):
            if _logarithmic(column):
                getattr(axes, f"set_{axis}scale")("log")
        axes.set(xlabel=names[0], ylabel=names[1], title=title)
    else:
        raise DomainError("--plot draws one or two swept parameters: sweep one or two")
    figure.savefig(path, dpi=150, metadata={} if path.suffix == ".png" else None)


def _logarithmic(values: NDArray[np.float64]) -> bool:
    low, high = float(values.min()), float(values.max())
    return low > 0 and math.isfinite(high) and high / low >= 1000
