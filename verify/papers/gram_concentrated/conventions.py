"""What this document may have meant otherwise than its formulas were read."""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.free_probability.gram_symbols import p, z
from glassproof.verify.claims.convention import Change, Choice

ONE = sp.Integer(1)
_TRACES = {
    f"theorem.fixed-point.{name}{case}": ONE
    for name in ("slides", "slides-normalised", "submission")
    for case in ("", ".equal-classes", ".equal-classes-square")
}
_COUPLINGS = {
    f"theorem.equivalent.{name}": ONE
    for name in (
        "slides", "submission", "between-classes", "large-means.slides", "large-means.submission",
    )
}  # fmt: skip

CHOICES = (
    Choice("trace", (Change("tr is the trace divided by $p$", scale=1 / p, weights=_TRACES),)),
    Choice("sign of z", (Change("the resolvent is taken at $-z$", {z: -z}),)),
    Choice(
        "sign of the means' part",
        (Change("the term with $Omega$ is subtracted", scale=-ONE, weights=_COUPLINGS),),
    ),
)
