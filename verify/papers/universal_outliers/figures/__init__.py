"""The figures of this document: computed, drawn and captioned when they are asked for."""

from __future__ import annotations

from functools import partial

from glassproof.verify.claims.exhibits.figure import Figure

_figure = partial(Figure.of, __name__)

FIGURES = (
    _figure(
        "positions", "The outermost eigenvalue against the spike",
        "outliers.position", "outliers.position.threshold", "outliers.position.covariance",
        "outliers.overlap",
    ),
    _figure(
        "spectrum", "The spectrum with its outlier, and what heavy tails do",
        "outliers.bulk", "outliers.position.bulk", "outliers.bulk.heavy-tails",
    ),
    _figure(
        "batches", "The noise of a batch against its size",
        "outliers.batch.replaced", "outliers.batch.fresh",
    ),
    _figure(
        "preconditioner", "The regularised inverse against its equivalent",
        "local-law.precondition.form", "local-law.precondition.vector.bulk",
    ),
)  # fmt: skip
