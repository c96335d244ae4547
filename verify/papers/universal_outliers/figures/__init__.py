"""The figures of this document: computed, drawn and captioned when they are asked for."""

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
