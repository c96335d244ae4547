"""What this paper may have meant otherwise than its formulas were read."""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp

from glassproof.derivations.block_matrix.symbols import b, b1, x, x1
from glassproof.derivations.gan_glass.model import m, p, q, sigma_z
from glassproof.verify.claims.convention import Change, Choice

HALF, ONE, TWO = sp.Rational(1, 2), sp.Integer(1), sp.Integer(2)
VARIANCES = ("lemma2.gradient-variance-D", "lemma2.gradient-variance-G")
SCALES = ("lemma2.b", "lemma2.b1")
SHIFTS = ("lemma2.x-variance", "lemma2.x1-variance")
REGIONS = ("lemma2.region-P", "lemma2.region-QR")


def _weights(weight: sp.Expr, *ids: str) -> dict[str, sp.Expr]:
    return dict.fromkeys(ids, weight)


_OF_A_LOSS = {
    **_weights(ONE, *VARIANCES, *SHIFTS, *REGIONS),
    **_weights(HALF, *SCALES),
    "lemma3.K": -HALF,
}
"""Powers of the scale of both losses' covariances: K has the gradients' density, not det H."""
_OF_THE_UNIT = {
    **_weights(HALF, *SCALES), **_weights(ONE, *SHIFTS, *REGIONS), "lemma3.K": -HALF,
}  # fmt: skip
"""Powers of the square of the unit of H: K has one unit for each row of H."""


def _nothing(_: sp.Expr) -> dict[sp.Symbol, sp.Expr]:
    return {}


def _twice_or_half(
    name: str,
    weights: dict[str, sp.Expr],
    substitute: Callable[[sp.Expr], dict[sp.Symbol, sp.Expr]] = _nothing,
) -> Choice:
    """A scale of 2 or 1/2, with what it makes of symbols."""
    twice, half = (
        Change(f"the {name} is {words} as large", substitute(scale), scale, weights)
        for words, scale in (("twice", TWO), ("half", HALF))
    )
    return Choice(name, (twice, half))


CHOICES = (
    Choice(
        "sigma_z",
        (
            Change("$sigma_z$ is a variance", {sigma_z: sigma_z**2}),
            Change("$sigma_z$ stands for its square", {sigma_z: sp.sqrt(sigma_z)}),
        ),
    ),
    _twice_or_half(
        "variance of the tensor $Z$", {}, lambda scale: {sigma_z: sigma_z * sp.sqrt(scale)}
    ),
    _twice_or_half(
        "variance of the tensor $X$",
        _OF_A_LOSS,
        lambda scale: {sigma_z: sigma_z / sp.sqrt(scale)},
    ),
    Choice(
        "length of the stacked vector",
        (
            Change("the stacked vector has length 1", {sigma_z: sigma_z * 2 ** (-m / 2)}),
            Change("both vectors have length $sqrt 2$", {sigma_z: sigma_z * 2 ** (m / 2)}),
        ),
    ),
    Choice("degree of the tensor Z", (Change("$m$ is $q$, not $p + q$", {q: q - p}),)),
    _twice_or_half(
        "variance of the entries of $M$ and $M1$",
        _weights(-HALF, *SCALES),
        lambda scale: {b: b * sp.sqrt(scale), b1: b1 * sp.sqrt(scale)},
    ),
    _twice_or_half("square of the unit of $H$", _OF_THE_UNIT),
    _twice_or_half("square of the unit of the region's maps", _weights(ONE, *REGIONS)),
    Choice("sign of x", (Change("$x$ has the other sign", {x: -x}),)),
    Choice("sign of x1", (Change("$x1$ has the other sign", {x1: -x1}),)),
    Choice("logarithm", (Change("rates are in bits", base=TWO),)),
)
"""Each may be combined with every other. Radii sqrt(N) and 1 differ by powers of N, which no
published formula contains, so that a radius can only differ by a number."""
