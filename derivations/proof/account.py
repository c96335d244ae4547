"""What a canonical form was made of: the generators, and the relations that reduce their powers.

With them the proof is an identity of rational functions, which any system of computer algebra can
repeat: the numerator, reduced by the relations, is zero.
"""

from __future__ import annotations

from typing import Any

import sympy as sp

from glassproof.derivations.proof.canonical_form import canonical_form
from glassproof.derivations.proof.domain import Domain
from glassproof.derivations.proof.radical_fractions import RadicalFraction, UnsupportedError


def account(expr: sp.Expr, domain: Domain | None = None) -> dict[str, Any]:
    """The generators of the form of ``expr`` by name, and their relations; empty if it has none.

    >>> x = sp.Symbol("x", positive=True)
    >>> account(sp.sin(x) ** 2 + sp.cos(x) ** 2 - 1)
    {'generators': {'g0': 'I', 'g1': 'x', 'g2': 'exp(I*x)'}, 'relations': ['g0**2 = -1']}
    >>> account(sp.sqrt(1 + x) ** 4 - (1 + x) ** 2 + sp.sqrt(1 + x))["relations"]
    ['g1**2 = g0 + 1']
    """
    try:
        field = canonical_form(expr, domain).form.field
    except UnsupportedError:
        return {}
    relations = [
        f"g{index}**{power} = {_shown(value)}" for index, (power, value) in field.relations.items()
    ]
    named = {f"g{i}": str(each.meaning) for i, each in enumerate(field.generators)}
    return {"generators": named, "relations": relations}


def _shown(value: RadicalFraction) -> str:
    above, below = (str(part).replace("^", "**") for part in (value.num, value.den))
    return above if below == "1" else f"({above})/({below})"
