"""``glassproof spectrum``: support and density of the block matrix."""

from __future__ import annotations

from typing import Annotated

import typer

from glassproof.commands.options import Json, Number, Out, Paper, Plot, Quiet, named
from glassproof.console import voice


def spectrum(
    kappa: Number,
    b: Number,
    b1: Number,
    x1: Number = "0",
    z: Annotated[str | None, typer.Option("--z", help="Where to evaluate the density.")] = None,
    points: Annotated[int, typer.Option("--points", help="Points if --z is not given.")] = 201,
    paper: Paper = None,
    json: Json = None,
    out: Out = None,
    plot: Plot = None,
    quiet: Quiet = False,
) -> None:
    """Support and density of bM + b1(M1 (+) 0) - x1(I (+) 0)."""
    with voice.speaking(json, quiet=quiet, paper=paper):
        from glassproof.console.sweeps import parse
        from glassproof.exploring import print_table

        def arguments() -> dict[str, object]:
            return {
                "kappa": parse("--kappa", kappa),
                "b": parse("--b", b),
                "b1": parse("--b1", b1),
                "x1": parse("--x1", x1),
                "z": parse("--z", z) if z else None,
                "points": points,
            }

        voice.record(print_table("spectrum", named(paper), arguments, out=out, plot=plot))
