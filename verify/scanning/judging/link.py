"""One link of a chain, held against the conditions that the source states: a call of the judge."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from glassproof.derivations.proof.domain import DomainError
from glassproof.verify.checking.chains import check_chain
from glassproof.verify.checking.found import Check
from glassproof.verify.checking.hints import hint_in_time
from glassproof.verify.checking.rounding import PRINTED
from glassproof.verify.claims.evidence import Evidence, Outcome
from glassproof.verify.claims.relation import Relation
from glassproof.verify.judging.limits import BARE, BRISK, Limits
from glassproof.verify.judging.verdict import is_defect
from glassproof.verify.keeping.certificates.certify import link_certificate
from glassproof.verify.reading.conditions.grammar import parse_conditions
from glassproof.verify.reading.size_limits import LimitError
from glassproof.verify.reading.tokens import ParseError
from glassproof.verify.scanning.equation import Context, Link, Status
from glassproof.verify.scanning.judging.found import LinkFound

_LIMIT = re.compile(r"^\s*[A-Za-z_0-9]+\s*->\s*\S+\s*$")
_UNDECLARED = re.compile(r"'(?P<name>[^']+)' is not declared|(?P<names>.+) has no range to compare")
_ASYMPTOTIC = re.compile(
    r"\\sim\b|(?<![A-Za-z\\])O\s*(?:\\left|\\[bB]igg?l?)?\s*\(|\\mathcal\s*\{?O"
)


@dataclass(frozen=True)
class Conditions:
    """Where an equation is to hold, and the limit that its ~ and O(...) speak of."""

    where: str
    when: str | None = None

    @staticmethod
    def of(facts: Sequence[Context]) -> Conditions:
        """What facts say together; each is said once.

        >>> from glassproof.verify.scanning.equation import Context, Origin
        >>> facts = [Context("n integer >= 1", Origin.STATED), Context("n -> oo", Origin.STATED)]
        >>> Conditions.of(facts)
        Conditions(where='n integer >= 1', when='n -> oo')
        """
        said = [part for fact in facts for part in _parts(fact.text)]
        texts = list(dict.fromkeys(text for text in map(str.strip, said) if text))
        limits = [text for text in texts if _LIMIT.match(text)]
        return Conditions(
            ", ".join(text for text in texts if text not in limits), limits[-1] if limits else None
        )

    def fault(self) -> str:
        """Why the conditions cannot be read; empty if they can."""
        try:
            parse_conditions(self.where)
        except DomainError as error:
            return error.message if isinstance(error, ParseError) else str(error)
        return ""


def _parts(text: str) -> list[str]:
    """A fact, with a limit in it apart."""
    return text.split(",") if "->" in text else [text]


def judge_link(
    link: Link, latex: str, conditions: Conditions, limits: Limits = BRISK
) -> tuple[LinkFound, Check | None]:
    r"""What the judge says of a link, written as ``latex``, and its check.

    >>> link = Link("(a+b)^2", "=", "a^2+b^2")
    >>> found, _ = judge_link(link, link.latex, Conditions("a, b real"))
    >>> found.status, found.counterexample, found.hint
    (<Status.REFUTED: 'refuted'>, {'a': '1', 'b': '1'}, 'on the right, add the term 2*a*b')
    """
    latex = _for_one_sign(link, latex)
    when = conditions.when if _ASYMPTOTIC.search(latex) else None
    if when and r"\to" in latex:
        when = None  # the text names its limit itself
    try:
        check = check_chain(latex, when=when, where=conditions.where, latex=True, limits=limits)
    except LimitError as error:
        return LinkFound(latex, link.relation, Status.UNDECIDED, _one_line(error)), None
    except DomainError as error:
        return _unread(link, latex, error), None
    except RecursionError:
        reason = "its parts are nested too deep to be compared"
        return LinkFound(latex, link.relation, Status.UNDECIDED, reason), None
    except Exception as error:  # a defect of the toolkit costs one equation, not the scan
        reason = f"judging broke: {type(error).__name__}: {error}"[:400]
        return LinkFound(latex, link.relation, Status.UNDECIDED, reason, broke=True), None
    return _found(link, latex, check.links[0]), check.links[0]


def _for_one_sign(link: Link, latex: str) -> str:
    r"""A link with \pm on one side only, which says that one of the two signs is right.

    >>> _for_one_sign(Link("a", "=", r"\pm b"), "")
    '\\left(a - \\left(+ b\\right)\\right) \\left(a - \\left(- b\\right)\\right) = 0'
    """
    signed = [bool(_SIGNED.search(side)) for side in (link.left, link.right)]
    if link.relation != "=" or signed[0] == signed[1]:
        return latex
    one, both = (link.right, link.left) if signed[0] else (link.left, link.right)
    factors = []
    for upper, lower in ("+-", "-+"):
        side = _SIGNED.sub(lambda m, u=upper, w=lower: u if m[1] == "pm" else w, both)  # type: ignore[misc]
        factors.append(rf"\left({one} - \left({side}\right)\right)")
    return " ".join([*factors, "= 0"])


_SIGNED = re.compile(r"\\(pm|mp)(?![A-Za-z])")


def _found(link: Link, latex: str, check: Check) -> LinkFound:
    evidence = tuple(_told(each, check.fault) for each in check.judgement.evidence)
    ruling = check.judgement.ruling
    status = Status(str(check.verdict))
    reason = _of_sides(ruling.reason)
    if check.fault is not None:
        status, reason = Status.UNDECIDED, _one_line(check.fault)
    point = check.counterexample if status is Status.REFUTED else None
    return LinkFound(
        latex,
        link.relation,
        status,
        reason,
        read_as=str(check.formula),
        right=str(check.right),
        ratio=str(check.judgement.exposition["ratio"] or ""),
        counterexample=None if point is None else {str(k): str(v) for k, v in point.items()},
        hint=_hint(check) if status is Status.REFUTED else "",
        notices=tuple(check.notices),
        evidence=evidence,
        broke=is_defect(ruling),
        domain=check.judgement.claim.domain.describe(),
        certificate=_certificate(check),
    )


def _told(evidence: Evidence, fault: DomainError | None) -> dict[str, Any]:
    """The evidence as plain data; what has no value says which part has none, if that is known."""
    void = fault is not None and evidence.outcome is Outcome.VOID
    detail = _one_line(fault) if fault is not None and void else _of_sides(evidence.detail)
    return replace(evidence, detail=detail).to_dict()


def _of_sides(words: str) -> str:
    return words.replace("the two formulas as typed", "the two sides")


def _certificate(check: Check) -> dict[str, Any]:
    """The sides and their domain as a checker needs them; decimals that mean their last digit are
    no numbers that the notation has."""
    if any(evidence.name == PRINTED for evidence in check.judgement.evidence):
        return {"left out": {"certificate": "decimals that mean their last digit"}, "nature": []}
    return link_certificate(check.judgement.claim)


def _hint(check: Check) -> str:
    """One edit that would make the link true: of its right side, where slips stand, or its left."""
    if check.relation is not Relation.EQUAL:
        return ""
    if edited := hint_in_time(check.judgement.claim, check.right, check.formula):
        return f"on the right, {edited.edit}"
    return f"on the left, {check.hint.edit}" if check.hint else ""


def _unread(link: Link, latex: str, error: DomainError) -> LinkFound:
    """A link that is no statement as it stands: names without a meaning, constructs without one."""
    message = error.message if isinstance(error, ParseError) else str(error)
    status = Status.UNREADABLE if isinstance(error, ParseError) else Status.UNDECIDED
    if missing := _UNDECLARED.search(message):
        status = Status.UNBOUND
        message = f"nothing says what {missing['name'] or missing['names']} is"
    return LinkFound(latex, link.relation, status, message.splitlines()[0])


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())


def holds(link: Link, latex: str, conditions: Conditions, limits: Limits = BARE) -> bool:
    """Whether the link is proven under these conditions; an attempt, so that no reason is told."""
    if conditions.fault():
        return False
    return judge_link(link, latex, conditions, limits)[0].status is Status.VERIFIED
