"""Figures: readings of the printed formula, the crossing, stability, overlaps of replicas."""

from __future__ import annotations

from glassproof.verify.claims.figure import Figure
from glassproof.verify.claims.later import Later


def _figure(name: str, title: str, *concerns: str) -> Figure:
    return Figure(
        name,
        title,
        concerns,
        data=Later(f"{__name__}.data", name),
        draw=Later(f"{__name__}.drawing", name),
        caption=Later(f"{__name__}.captions", name),
    )


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
