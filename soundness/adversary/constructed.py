"""Formulas whose truth is known by construction, and the list that is made of them.

A sum is made of the differences of what it must give, a product of the quotients, an integral of
the derivative; matrices of their factors, bounds of squares and tangents, expectations of the
moments that tables have (:mod:`soundness.adversary.constructions`). Some stand a second time in
LaTeX. ``python -m soundness.adversary.constructed`` writes the list.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random

from soundness.adversary.constructions import (
    bounds,
    calculus,
    chance,
    finite,
    infinite,
    integrals,
    matrices,
    plane,
)
from soundness.adversary.constructions.made import Construction, Made

FILE = Path(__file__).with_name("constructed.txt")

KINDS: dict[str, tuple[Construction, int, int]] = {
    "sum": (finite.sums, 40, 12),
    "product": (finite.products, 30, 8),
    "nested sum": (finite.nested, 12, 6),
    "infinite sum": (infinite.sums, 40, 12),
    "infinite product": (infinite.products, 12, 4),
    "integral": (integrals.proper, 40, 10),
    "improper integral": (integrals.improper, 25, 8),
    "principal value": (integrals.principal, 15, 5),
    "contour integral": (integrals.contour, 15, 5),
    "double integral": (integrals.double, 12, 4),
    "limit": (calculus.limits, 30, 10),
    "limit far out": (calculus.far, 20, 0),
    "derivative": (calculus.derivatives, 30, 0),
    "determinant": (matrices.determinants, 20, 10),
    "matrix": (matrices.others, 20, 0),
    "expectation": (chance.expectations, 40, 12),
    "bound": (bounds.inequalities, 40, 0),
    "law of a limit": (bounds.laws, 25, 0),
    "complex": (plane.identities, 35, 0),
}
"""Each kind with its construction, how many are taken, and how many of these in LaTeX, too."""

MOST_DRAWN = 40
"""Draws for each formula that is taken: a kind may have fewer than are asked for."""


def rows() -> Iterator[tuple[str, Made]]:
    """Every formula with its name.

    >>> len({name for name, _ in islice(rows(), 9)})
    9
    """
    for kind, (construct, count, typeset) in KINDS.items():
        drawn = islice(construct(Random(kind)), MOST_DRAWN * count)
        found: dict[tuple[str, str], Made] = {}
        for made in drawn:
            found.setdefault((made.left, made.where), made)
            if len(found) == count:
                break
        for place, made in enumerate(found.values(), 1):
            kept = made if place <= typeset else Made(*_plain(made))
            yield f"{kind} {place}", kept


def _plain(made: Made) -> tuple[str, str, str, str]:
    return made.left, made.right, made.where, made.relation


def line(name: str, made: Made) -> str:
    """A formula as a line of the list."""
    parts = [name, made.left, made.relation, made.right, made.where, *(made.latex or ())]
    return " ;; ".join(parts).rstrip()


if __name__ == "__main__":
    head = "# Made by soundness/adversary/constructed.py."
    FILE.write_text("\n".join([head, *(line(*row) for row in rows())]) + "\n", encoding="utf-8")
