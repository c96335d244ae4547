"""Evidence from formulas: a proof by algebra, points held against balls, and what is told of both.

A point, or a proof, that is not to be had is no defect: algebra that does not apply, a value that
does not exist, a limit of time leave the evidence silent, with the reason. The verdict needs
nothing of the exposition, so that whatever becomes of a ratio costs no verdict.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import sympy as sp

from glassproof.derivations.closed_forms.elimination import proof_of_vanishing
from glassproof.derivations.proof.certificate import Certificate
from glassproof.derivations.proof.complex_symbols import gathered
from glassproof.derivations.proof.domain import DomainError
from glassproof.derivations.proof.equality import is_identically_zero, simplified
from glassproof.derivations.proof.points.programs import NoBallVersionError
from glassproof.derivations.proof.points.sides import Sides
from glassproof.derivations.proof.radical_fractions import UnsupportedError
from glassproof.verify.claims.claim import Claim, difference
from glassproof.verify.claims.evidence import Evidence, Kind, Outcome
from glassproof.verify.claims.relation import Relation
from glassproof.verify.judging import finite
from glassproof.verify.judging.evidence.wording import (
    how_seen,
    shown_point,
    shown_value,
    shown_values,
    where_undefined,
    why_no_support,
)
from glassproof.verify.judging.limits import BARE, Limits, is_cheap, within
from glassproof.verify.judging.points.agreement import Agreement, compare_at_points
from glassproof.verify.judging.points.ends import enclosure
from glassproof.verify.judging.points.probes import Probes

BLANK: dict[str, Any] = {
    "derived": "",
    "derived_latex": "",
    "ratio": "",
    "ratio_latex": "",
    "difference": "",
    "difference_latex": "",
    "derivation": None,
}

_NOT_TO_BE_HAD = (
    DomainError, UnsupportedError, NoBallVersionError, sp.PolynomialError, ZeroDivisionError,
    TypeError, NotImplementedError, RecursionError, OverflowError,
)  # fmt: skip
"""What algebra raises where it does not apply; anything else is a defect."""

_MOST_BITS = 2000
"""Bits of numbers that are printed."""

_OF_SYMPY = "Sum diverges"
"""How a ValueError begins by which SymPy, comparing values, tells of a sum that has none."""


def derived(claim: Claim) -> sp.Expr:
    """The formula that the claim's is held against."""
    assert claim.derived is not None
    return claim.derived().result


def plain(
    kind: Kind, name: str, outcome: Outcome, detail: str, data: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """A piece of evidence as plain data."""
    return Evidence(kind, name, outcome, detail, data or {}).to_dict()


def _both(claim: Claim) -> str:
    return "published and derived formula" if claim.typed is None else "the two formulas as typed"


def _gap(claim: Claim) -> sp.Expr:
    return claim.compare(claim.published, derived(claim))


def expose(claim: Claim, limits: Limits, *, equal: bool = False) -> dict[str, Any]:
    """What reports print besides the evidence: derived formula, ratio, steps of the derivation.

    ``equal`` says that both formulas are proven to be equal.
    """
    if claim.derived is None:
        return dict(BLANK)
    derivation = claim.derived()
    if not claim.is_formula:
        return BLANK | {"derivation": derivation.to_dict()}
    finite.require_formula("published", claim.published)
    finite.require_formula("derived", derivation.result)
    ratio = told_ratio(claim, derivation.result, limits, equal=equal)
    difference = told_difference(claim, derivation.result, limits)
    return {
        "derived": str(derivation.result),
        "derived_latex": sp.latex(derivation.result),
        "ratio": "" if ratio is None else str(ratio),
        "ratio_latex": "" if ratio is None else sp.latex(ratio),
        "difference": "" if difference is None else str(difference),
        "difference_latex": "" if difference is None else sp.latex(difference),
        "derivation": derivation.to_dict(),
    }


def told_ratio(
    claim: Claim, right: sp.Expr, limits: Limits, *, equal: bool = False
) -> sp.Expr | None:
    """published/derived, or None where there is none, or none within the limit.

    Rates of exponential growth have none: what they say differs by their difference.
    """
    bare = limits.extras <= BARE.extras
    if bare or not claim.has_ratio or claim.exponent is not None or right == 0:
        return None
    cheap = is_cheap(claim.published, right)
    try:
        work = partial(_ratio, claim, right, equal=equal)
        ratio = within(limits.extras, work, "the ratio", cheap=cheap)
    except Exception:  # an extra that fails says nothing of the formulas
        return None
    return ratio if _is_shown(ratio) else None


def told_difference(claim: Claim, right: sp.Expr, limits: Limits) -> sp.Expr | None:
    """published - derived of a rate of exponential growth, or None where that is not to be had."""
    if limits.extras <= BARE.extras or claim.exponent is None or not claim.has_ratio:
        return None
    cheap = is_cheap(claim.published, right)
    work = partial(simplified, claim.published - right, claim.domain.explicit)
    try:
        gap = within(limits.extras, work, "the difference", cheap=cheap)
    except Exception:  # an extra that fails says nothing of the formulas
        return None
    return gap if _is_shown(gap) else None


def _is_shown(expr: sp.Expr) -> bool:
    """Whether the form is finite, and has no number of more digits than anybody reads."""
    numbers = expr.atoms(sp.Rational)
    return finite.is_finite_form(expr) and all(
        max(abs(int(n.p)), int(n.q)).bit_length() <= _MOST_BITS for n in numbers
    )


def _ratio(claim: Claim, right: sp.Expr, *, equal: bool) -> sp.Expr:
    """published/derived, nan over zero."""
    if is_identically_zero(right, claim.domain):
        return sp.nan
    if equal:
        return sp.S.One
    return simplified(claim.published / right, claim.domain.explicit)


def symbolic(claim: Claim, limits: Limits) -> dict[str, Any]:
    """A proof that the formulas are one, if there is one."""
    name, both = "canonical form", _both(claim)
    if claim.relation is not Relation.EQUAL:
        return _of_relation(partial(_room(claim).proof, claim, limits))
    if claim.same_text:
        return plain(Kind.SYMBOLIC, name, Outcome.HOLDS, "the same formula was typed twice")
    try:
        proof = _proven(_gap(claim), claim, limits)
    except _NOT_TO_BE_HAD as error:
        detail = f"no proof is to be had: {error}"
        return plain(Kind.SYMBOLIC, name, Outcome.SILENT, detail)
    except ValueError as error:
        if not str(error).startswith(_OF_SYMPY):
            raise
        return plain(Kind.SYMBOLIC, name, Outcome.SILENT, f"no proof is to be had: {error}")
    if proof is not None:
        detail = f"{both} have one canonical form"
        if not proof.parts:
            return plain(Kind.SYMBOLIC, name, Outcome.HOLDS, detail, _account(claim, proof))
        methods = ", ".join(dict.fromkeys(part.method for part in proof.parts))
        data = {"certificate": proof.to_dict()}
        return plain(Kind.SYMBOLIC, name, Outcome.HOLDS, f"{detail}, by {methods}", data)
    detail = f"the canonical forms of {both} differ"
    return plain(Kind.SYMBOLIC, name, Outcome.SILENT, detail)


def _account(claim: Claim, proof: Certificate) -> dict[str, Any]:
    """The certificate of a plain canonical form; a derivation's own steps are one already."""
    if claim.typed is None and claim.derived is not None and len(claim.derived().steps) > 1:
        return {}
    from glassproof.derivations.proof.account import account

    try:
        data = account(_gap(claim), claim.domain.explicit)
    except _NOT_TO_BE_HAD:
        data = {}
    return {"certificate": replace(proof, data=data).to_dict()}


def _room(claim: Claim) -> Any:
    """What decides relations of the claim's kind; imported where there is one."""
    if claim.relation.is_asymptotic:
        from glassproof.verify.judging.evidence import asymptotics

        return asymptotics
    from glassproof.verify.judging.evidence import relations

    return relations


def _of_points(claim: Claim, limits: Limits) -> dict[str, Any]:
    evidence: Evidence = _room(claim).points(claim, limits)
    return evidence.to_dict()


def _of_relation(work: Callable[[], Evidence]) -> dict[str, Any]:
    """What a proof of a relation says, as plain data; silent where none is to be had."""
    try:
        return work().to_dict()
    except _NOT_TO_BE_HAD as error:
        detail = f"no proof is to be had: {error}"
        return plain(Kind.SYMBOLIC, "relation", Outcome.SILENT, detail)


def _proven(gap: sp.Expr, claim: Claim, limits: Limits) -> Certificate | None:
    """The proof by algebra that ``gap`` vanishes, on the domain or at its only point, or None."""
    if gap.free_symbols:
        only = Probes((gap,), claim.domain).cases()
        if only is not None and len(only) == 1:
            gap = gap.subs(gathered(only[0]))
    work = partial(proof_of_vanishing, gap, claim.domain.explicit)
    return within(limits.proof, work, "the search for a proof", cheap=is_cheap(gap))


def at_points(claim: Claim, limits: Limits) -> dict[str, Any]:
    """What rational points say: a counterexample, a proof by cases, agreement, or nothing."""
    if claim.relation.is_asymptotic:
        return _of_relation(partial(_room(claim).points, claim, limits))
    if claim.relation is not Relation.EQUAL:
        return _of_points(claim, limits)
    right = derived(claim)
    formulas = (claim.published, right)
    written = claim.written if claim.written is not None else claim.published
    typed = claim.typed if claim.typed is not None else right
    try:
        if claim.compare is difference:
            sides = Sides(written, typed)
        else:
            sides = Sides(_gap(claim), sp.Integer(0), also=(written, typed))
        names = (*formulas, written, typed)
        found = compare_at_points(sides, names, claim.domain, seconds=limits.points)
    except (NoBallVersionError, DomainError) as error:
        detail = f"points say nothing: {error}"
        return plain(Kind.CERTIFIED, "rational points", Outcome.SILENT, detail)
    return _reported(claim, found)


def _reported(claim: Claim, found: Agreement) -> dict[str, Any]:
    name, both = "rational points", _both(claim)
    if found.counterexample is not None:
        return _refutation(claim, found)
    data: dict[str, Any] = {"points": len(found.agreeing), "seed": found.seed}
    if missing := where_undefined(found):
        data["undefined"] = missing
    if found.by_cases:
        return plain(Kind.SYMBOLIC, "every case", Outcome.HOLDS, _by_cases(both, found), data)
    if found.supports:
        data |= {"digits": found.digits, "most digits": found.most_digits}
        detail = f"no ball tells {both} apart {how_seen(found)}"
        return plain(Kind.CERTIFIED, name, Outcome.CONSISTENT, detail, data)
    nowhere = found.undefined and not found.agreeing  # what is left open may have no value either
    outcome = Outcome.VOID if nowhere else Outcome.SILENT
    return plain(Kind.CERTIFIED, name, outcome, why_no_support(both, found), data)


def _by_cases(both: str, found: Agreement) -> str:
    if not found.symbols:
        return f"{both} have one value, exactly"
    cases = len(found.agreeing)
    where = "at the only point" if cases == 1 else f"at each of the {cases} points"
    return f"a proof by cases: {both} have one value, exactly, {where} of the domain"


def _refutation(claim: Claim, found: Agreement) -> dict[str, Any]:
    assert found.counterexample is not None
    assert found.values is not None
    point, values = found.counterexample, ""
    data: dict[str, Any] = {"point": {str(s): str(v) for s, v in gathered(point).items()}}
    if claim.has_ratio:
        keys = ("published", "derived")
        data |= {key: shown_value(ball) for key, ball in zip(keys, found.values, strict=True)}
        said = keys if claim.typed is None else ("on the left", "on the right")
        values = f": {shown_values(found, said)}"
    sides = ("published", "derived") if claim.compare is difference else ("gap", "zero")
    data["enclosures"] = {
        side: enclosure(ball) for side, ball in zip(sides, found.values, strict=True)
    }
    place = f" at {shown_point(point)}" if point else ""
    detail = f"{_both(claim)} differ{place}{values}"
    return plain(Kind.CERTIFIED, "rational points", Outcome.FAILS, detail, data)
