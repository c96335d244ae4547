"""Figures: the spectrum, the equivalent's rate, the normalised walk, universality."""

from __future__ import annotations

from functools import partial

from glassproof.verify.claims.exhibits.figure import Figure

_figure = partial(Figure.of, __name__)

FIGURES = (
    _figure(
        "spectrum", "The spectrum of $G$, classes of different sizes",
        "theorem.fixed-point.submission", "theorem.fixed-point.slides-normalised",
    ),
    _figure(
        "rate", "The distance of $E R$ from its equivalents",
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
