"""Figures: the spectrum, the equivalent's rate, the normalised walk, universality."""

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
        "spectrum", "The spectrum of G, classes of different sizes",
        "theorem.fixed-point.submission", "theorem.fixed-point.slides-normalised",
    ),
    _figure(
        "rate", "The distance of E R from its equivalents",
        "theorem.rate.slides", "theorem.rate.submission", "theorem.rate.derived",
    ),
    _figure(
        "walk", "The largest singular value under normalisation",
        "sn.bound", "sn.bound.root", "sn.figure.stationary", "sn.figure.without",
    ),
    _figure(
        "universality", "Universality, holding and failing",
        "universality.moments", "universality.moments.not-concentrated",
    ),
)  # fmt: skip
