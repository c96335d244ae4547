"""What begins a part of a formula with a notation of its own, and the room that reads it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.latex import (
    cases,
    conjugates,
    derivatives,
    determinants,
    evaluations,
    hypergeometric,
    integrals,
    lettered,
    limits,
    operators,
    principal_values,
    probability,
    sums,
)
from glassproof.verify.reading.latex.name_reader import NameReader


@dataclass(frozen=True)
class Construct:
    """``begins`` looks whether it comes next, and passes nothing; ``read`` reads it."""

    begins: Callable[[NameReader], bool]
    read: Callable[[NameReader], Term]


CONSTRUCTS: tuple[Construct, ...] = (
    Construct(determinants.begins, determinants.read),
    Construct(sums.begins, sums.read),
    Construct(principal_values.begins, principal_values.read),
    Construct(integrals.begins, integrals.read),
    Construct(limits.begins, limits.read),
    Construct(evaluations.begins, evaluations.read),
    Construct(derivatives.begins, derivatives.read),
    Construct(operators.begins, operators.read),
    Construct(cases.begins, cases.read),
    Construct(cases.begins_indicator, cases.read_indicator),
    Construct(conjugates.begins, conjugates.read),
    Construct(hypergeometric.begins, hypergeometric.read),
    Construct(probability.begins, probability.read),
    Construct(lettered.begins, lettered.read),
)
"""Each is asked in turn, where a factor may begin."""
