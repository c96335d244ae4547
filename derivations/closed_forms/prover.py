"""What proves that a sum, a product, an integral or a limit has a closed form."""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp

from glassproof.derivations.proof.certificate import Certificate
from glassproof.derivations.proof.domain import Domain

Closed = tuple[sp.Expr, Certificate]
"""A closed form with the proof that the node has that value everywhere on the domain."""

Prover = Callable[[sp.Expr, sp.Expr | None, Domain], Closed | None]
"""Proves that a node has the value given, or, where None is given, finds one; None if it cannot.

A candidate is proven by other means than those that found it. A prover raises nothing.
"""
