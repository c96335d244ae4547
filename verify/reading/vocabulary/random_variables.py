"""Random variables among the names that a formula may use."""

from __future__ import annotations

from typing import Any

import sympy as sp

from glassproof.derivations.probability.laws import Law


class RandomVariable(sp.AtomicExpr):  # type: ignore[misc]
    """What a name stands for that was declared random, as in "x ~ N(0, 1)".

    It is no number: :meth:`Term.of` refuses it, and only expectations know what to do with it.
    """

    __slots__ = ("law", "name")
    law: Law
    name: str

    def __new__(cls, name: str, law: Law) -> RandomVariable:
        made: RandomVariable = super().__new__(cls)
        made.name, made.law = name, law
        return made

    def _hashable_content(self) -> tuple[Any, ...]:
        return self.name, self.law.described

    def _sympystr(self, _printer: Any) -> str:
        return self.name
