"""Own errors and inherited ones: a refuted claim judged again with what it uses corrected.

A published formula that takes values from refuted claims is wrong on their account if it is right
once the derived values stand in it; else the error is its own. A statement is wrong on their
account if it holds once they are corrected, or, where nothing can be put into it, of what they
published. What does not say how it depends on them is not separated from them: nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

import sympy as sp

from glassproof.derivations.proof.domain import Domain, Range
from glassproof.derivations.prose.marked import pointed
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.evidence import Examination, Outcome
from glassproof.verify.judging.evidence.formulas import at_points, derived, symbolic
from glassproof.verify.judging.limits import PATIENT, Limits


class Status(StrEnum):
    """Whose error a refuted claim's is."""

    OWN = "own"
    INHERITED = "inherited"
    NOT_SEPARATED = "not separated"


@dataclass(frozen=True)
class Standing:
    """Whose error it is; if it is inherited, or may be, ``sources`` say from which claims."""

    status: Status
    sources: tuple[str, ...]
    detail: str

    def to_dict(self) -> dict[str, object]:
        """Plain data for the ledger."""
        return {"status": str(self.status), "from": list(self.sources), "detail": self.detail}


class _Values(Mapping[str, sp.Expr]):
    """Values by id that remember which were looked up."""

    def __init__(self, values: Mapping[str, sp.Expr]) -> None:
        self.values_of, self.taken = values, set[str]()

    def __getitem__(self, claim_id: str) -> sp.Expr:
        self.taken.add(claim_id)
        return self.values_of[claim_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self.values_of)

    def __len__(self) -> int:
        return len(self.values_of)


def published_values(claim: Claim, others: Mapping[str, Claim]) -> dict[str, sp.Expr]:
    """What the formula claims that ``claim`` uses publish, by id."""
    return {used.id: used.published for used in _used(claim, others) if used.is_formula}


def corrected_values(claim: Claim, others: Mapping[str, Claim]) -> dict[str, sp.Expr]:
    """What is derived for the formula claims that ``claim`` uses, by id."""
    return {
        used.id: derived(used)
        for used in _used(claim, others)
        if used.is_formula and used.derived is not None
    }


def _used(claim: Claim, others: Mapping[str, Claim]) -> list[Claim]:
    """The claims used, as far as they are the paper's."""
    return [others[used] for used in claim.uses if used in others]


def standing(
    claim: Claim, others: Mapping[str, Claim], refuted: frozenset[str], limits: Limits = PATIENT
) -> Standing:
    """Whose error that of ``claim``, which is refuted, is; ``others`` are the paper's, by id."""
    wrong = tuple(used for used in claim.uses if used in refuted)
    if not wrong:
        return Standing(Status.OWN, (), "nothing that it uses is refuted")
    if claim.published_from is not None and claim.derived is not None:
        return _of_formula(claim, others, wrong, limits)
    if claim.corrected is not None:
        return _of_statement(claim.corrected, wrong, *_CORRECTED)
    if claim.follows is not None:
        return _of_statement(claim.follows, wrong, *_AS_PUBLISHED)
    return Standing(
        Status.NOT_SEPARATED, wrong, "nothing declares how it depends on the refuted claims it uses"
    )


def _of_formula(
    claim: Claim, others: Mapping[str, Claim], wrong: tuple[str, ...], limits: Limits
) -> Standing:
    assert claim.published_from is not None
    values = _Values(corrected_values(claim, others))
    try:
        formula = claim.published_from(values)
    except KeyError as error:
        why = f"it takes a value of {error}, for which none is derived"
        return Standing(Status.NOT_SEPARATED, wrong, why)
    taken = tuple(used for used in wrong if used in values.taken)
    if not taken:
        return Standing(
            Status.OWN, (), "its formula takes no value from the refuted claims it uses"
        )
    outcome, detail = _again(claim, others, formula, limits)
    if outcome is Outcome.FAILS:
        return Standing(
            Status.OWN,
            (),
            f"with the derived values of {', '.join(taken)} it fails as well: {detail}",
        )
    if outcome is Outcome.SILENT:
        why = f"judged again with the derived values it is neither right nor wrong: {detail}"
        return Standing(Status.NOT_SEPARATED, taken, why)
    needed = tuple(used for used in taken if _fails_without(claim, others, used, limits)) or taken
    return Standing(
        Status.INHERITED,
        needed,
        f"with the derived values of {', '.join(needed)} it holds: {detail}",
    )


def _again(
    claim: Claim, others: Mapping[str, Claim], formula: sp.Expr, limits: Limits
) -> tuple[Outcome, str]:
    """What is found of ``formula`` in the published one's place: fails, holds, or nothing.

    Symbols that only the claims used have range where they do there.
    """
    ranges: dict[sp.Symbol, Range] = {}
    for used in _used(claim, others):
        ranges |= used.domain.ranges
    ranges = {s: r for s, r in ranges.items() if s in formula.free_symbols}
    domain = Domain({**ranges, **claim.domain.ranges}, claim.domain.where)
    anew = replace(
        claim, published=formula, domain=domain, written=None, typed=None, same_text=False
    )
    points = at_points(anew, limits)
    if points["outcome"] == Outcome.FAILS:
        return Outcome.FAILS, pointed(points["detail"], points["data"])
    proof = symbolic(anew, limits)
    for found in (proof, points):
        if found["outcome"] in (Outcome.HOLDS, Outcome.CONSISTENT):
            return Outcome.HOLDS, found["detail"]
    return Outcome.SILENT, points["detail"]


def _fails_without(claim: Claim, others: Mapping[str, Claim], used: str, limits: Limits) -> bool:
    """Whether the formula fails where this one value is left as published."""
    assert claim.published_from is not None
    values = corrected_values(claim, others) | {used: others[used].published}
    return _again(claim, others, claim.published_from(values), limits)[0] is Outcome.FAILS


_CORRECTED = ("with what it uses corrected it holds", "it fails as well with that corrected")
_AS_PUBLISHED = ("it holds of what is published there", "what it uses does not explain it")


def _of_statement(
    examination: Examination, wrong: tuple[str, ...], holds: str, fails: str
) -> Standing:
    found = examination.run()
    if found.outcome in (Outcome.HOLDS, Outcome.CONSISTENT):
        return Standing(Status.INHERITED, wrong, f"{holds}: {found.detail}")
    if found.outcome is Outcome.FAILS:
        return Standing(Status.OWN, (), f"{fails}: {found.detail}")
    return Standing(Status.NOT_SEPARATED, wrong, found.detail)
