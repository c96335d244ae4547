"""The budget of false alarms: what the comparisons of one review may reject wrongly, together.

Each comparison rejects what is true with probability at most its test's level; by the union bound
all of a review together do so with probability at most the sum of the levels. The sum is held
against FAMILY_LEVEL before anything is sampled, whatever is reviewed and whoever wrote it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from glassproof.derivations.proof.domain import DomainError
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.nature.statistical_tests.base import FAMILY_LEVEL, LEVEL
from glassproof.verify.claims.nature.study import LEVEL as REPEATED

COMPARISONS = 2
"""Of one experiment: with the published value, and with the derived one."""

_ROUNDING = 1e-9  # relative, of a sum of levels


class FalseAlarmError(DomainError):
    """The comparisons of a review are too many, or too lax."""


def require_within_budget(claims: Iterable[Claim]) -> float:
    """What the experiments of the claims leave of FAMILY_LEVEL.

    Raises :class:`FalseAlarmError` at the first experiment that asks for more than is left: it
    says how many comparisons are made in all, what they spend, and what is left.

    >>> require_within_budget([])
    1e-06
    """
    reviewed = list(claims)
    asked = [(claim, experiment) for claim in reviewed for experiment in claim.nature]
    most = FAMILY_LEVEL * (1 + _ROUNDING)
    spent = sum(_of_studies(claim) for claim in reviewed)
    for number, (claim, experiment) in enumerate(asked):
        level = experiment.test.level
        if not 0 < level < 1:
            raise FalseAlarmError(
                f"claim {claim.id}, experiment {experiment.name!r}: the level {level} of its test "
                f"is no probability between 0 and 1: give one, as {LEVEL:g}"
            )
        if spent + COMPARISONS * level > most:
            left = max(0.0, FAMILY_LEVEL - spent)
            raise FalseAlarmError(
                f"claim {claim.id}, experiment {experiment.name!r}: {COMPARISONS} comparisons at "
                f"level {level:g} are too {_complaint(level)}: all comparisons of a review may "
                f"reject what is true with probability {FAMILY_LEVEL:g} together; the "
                f"{COMPARISONS * number} before these leave {left:.3g} of it, and "
                f"{COMPARISONS * len(asked)} are asked for; review fewer claims, leave out "
                f"experiments, or give tests a stricter level, as level={_fair(len(asked)):g}"
            )
        spent += COMPARISONS * level
    return max(0.0, FAMILY_LEVEL - spent)


def _of_studies(claim: Claim) -> float:
    """What conclusions from studies spend, and holding repeated runs against shipped ones."""
    return sum(part.level + REPEATED * len(part.studies) for part in claim.studied)


def _complaint(level: float) -> str:
    return "lax" if level > LEVEL else "many"


def _fair(experiments: int) -> float:
    """A level, of one digit, at which so many experiments are within the budget."""
    level = FAMILY_LEVEL / (COMPARISONS * experiments)
    unit = 10.0 ** math.floor(math.log10(level))
    return min(LEVEL, math.floor(level / unit) * unit)
