"""Symmetries of rectified networks: hidden units change places, and their weights change scale.

A hidden layer gives to each unit of the next one the sum over its units j of a_j max(0, z_j),
z_j = w_j . h (with the bias as a weight of a constant input). Whatever the widths are:

* two units that change places, with all their weights, change the order of two terms of each such
  sum; every permutation is a product of such exchanges;
* max(0, c z) = c max(0, z) for c > 0: incoming weights times c and outgoing ones over c leave every
  term as it is. For c < 0 it is false.

So every output is as before, and with it every loss, on any data; layer by layer at any depth.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, Range

a_1, a_2, z_1, z_2, rest = sp.symbols("a_1 a_2 z_1 z_2 rest", real=True)
"""Outgoing weights and pre-activations of two hidden units; what all other units add."""

c = sp.Symbol("c", positive=True)
"""By how much a hidden unit's incoming weights are multiplied, and its outgoing ones divided."""

_ANY = Range()
UNITS = Domain(
    {
        **dict.fromkeys((a_1, a_2, z_1, z_2, rest), _ANY),
        c: Range(0, None, log=True, draw=("1/100", 100)),
    }
)


def _unit(a: sp.Expr, z: sp.Expr) -> sp.Expr:
    """What a hidden unit adds to a sum of the next layer."""
    return a * sp.Max(0, z)


@cache
def exchange() -> Derivation:
    """Two hidden units change places: each sum of the next layer is as before.

    >>> exchange().steps[0].expression == exchange().result
    True
    """
    places = {a_1: a_2, a_2: a_1, z_1: z_2, z_2: z_1}
    whole = rest + _unit(a_1, z_1) + _unit(a_2, z_2)
    return Derivation(
        "Two hidden units change places",
        (
            Step(
                whole.subs(places, simultaneous=True),
                "a sum of the next layer, the weights of two units exchanged",
            ),
            Step(whole, "the sum as it was: only the order of two terms differs"),
        ),
        UNITS,
    )


@cache
def rescaling() -> Derivation:
    """Incoming weights times c > 0, outgoing ones over c: each sum of the next layer is as before.

    >>> rescaling().result
    a_1*Max(0, z_1) + rest
    """
    return Derivation(
        "A hidden unit changes scale",
        (
            Step(
                rest + _unit(a_1 / c, c * z_1),
                "$w$ and bias times $c$ make the pre-activation $c z$",
            ),
            Step(rest + _unit(a_1, z_1), "$max(0, c z) = c max(0, z)$, $c > 0$"),
        ),
        UNITS,
    )


@cache
def reflection() -> Derivation:
    """With c = -1 in place of c > 0 what a unit adds changes, by -a |z|: no symmetry.

    >>> reflection().result
    -a_1*Abs(z_1)
    """
    return Derivation(
        "A hidden unit with all signs turned",
        (
            Step(_unit(-a_1, -z_1) - _unit(a_1, z_1), "what it adds, less what it added"),
            Step(-a_1 * sp.Abs(z_1), "$max(0, -z) + max(0, z) = |z|$"),
        ),
        UNITS,
    )
