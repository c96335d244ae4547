"""Figures: exact counts and their asymptotics, fixed and random fields, the determinant."""

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
        "asymptotics", "Exact counts over the sharp asymptotics", "abc.sharp", "abc.sharp.rate"
    ),
    _figure("fields", "What a fixed field changes", "ga.sharp", "ga.sharp.total"),
    _figure("perturbed", "The determinant with a perturbation of rank one", "ga.determinant"),
    _figure(
        "trivialisation", "A random field makes the landscape trivial",
        "ga.trivial", "ga.trivial.at-threshold", "ga.trivial.rate",
    ),
)  # fmt: skip
