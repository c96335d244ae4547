"""Figures: readings of the printed formula, the crossing, stability, overlaps of replicas."""

from __future__ import annotations

from functools import partial

from glassproof.verify.claims.exhibits.figure import Figure

_figure = partial(Figure.of, __name__)

FIGURES = (
    _figure(
        "readings", "The transition temperature of equal layers",
        "sk.temperature", "sk.temperature.readings",
    ),
    _figure("crossing", "Overlaps of two replicas about the transition", "sk.temperature"),
    _figure(
        "stability", "Three notions of stability of the paramagnet",
        "sk.tap.negative-eigenvalue", "sk.tap.zero-eigenvalue", "sk.tap.iteration",
        "sk.tap.parallel",
    ),
    _figure(
        "overlaps", "Replica symmetry below the transition",
        "sk.breaking", "sk.breaking.values", "sk.breaking.overlaps",
    ),
)  # fmt: skip
