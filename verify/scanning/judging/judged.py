"""An equation of a source, judged link by link, as the source lets it be read."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import replace

import sympy as sp

from glassproof.verify.checking.found import Check
from glassproof.verify.judging.limits import BARE, BRISK, Limits, processor_time
from glassproof.verify.scanning.equation import Context, Equation, Link, Origin, Status
from glassproof.verify.scanning.judging.conventions import Convention, mended_by
from glassproof.verify.scanning.judging.domains import described, guessed_names, narrower, wider
from glassproof.verify.scanning.judging.found import Findings, LinkFound
from glassproof.verify.scanning.judging.link import Conditions, holds, judge_link
from glassproof.verify.scanning.slips import is_a_slip, may_determine

SECONDS_TO_WIDEN = 1.0
"""An equation that took longer is not proven again on wider domains."""

MOST_LINKS = 40

Judged = tuple[LinkFound, Check | None]


def judge_equation(equation: Equation, limits: Limits = BRISK) -> Findings:
    r"""What can be said of an equation; reading's own status stands where it gave one.

    >>> from glassproof.verify.scanning.equation import Context, Origin, Place
    >>> square = Equation(
    ...     "eq:square", "eq:square", "1", Place("a.tex", 3), 5, "", "", "", None,
    ...     (Link(r"\sqrt{x^2}", "=", "x"),), (Context("x real", Origin.GUESS),), (), None, "", "")
    >>> found = judge_equation(square)
    >>> str(found.status), found.domain, found.aside
    ('verified', 'x > 0', 'beyond that it fails, at x = -1')
    """
    if equation.status is not None:
        return Findings(equation.status, equation.reason)
    start = processor_time()
    found = _judged(equation, limits)
    if equation.reading:
        found = _loosely(found, equation.reading)
    return replace(found, seconds=round(processor_time() - start, 3))


def _judged(equation: Equation, limits: Limits) -> Findings:
    if not equation.links:
        return Findings(Status.UNREADABLE, "no relation was read in it")
    if len(equation.links) > MOST_LINKS:
        reason = f"it has {len(equation.links)} links, of which at most {MOST_LINKS} are judged"
        return Findings(Status.UNDECIDED, f"{reason}: split it")
    conditions = Conditions.of(equation.context)
    if fault := conditions.fault():
        return Findings(
            Status.UNDECIDED,
            f"where it is to hold cannot be read ({fault}): say it in the sidecar file",
            domain=conditions.where,
        )
    texts = [link.latex for link in equation.links]
    start = time.process_time()
    judged = [
        judge_link(link, text, conditions, limits)
        for link, text in zip(equation.links, texts, strict=True)
    ]
    seconds = time.process_time() - start
    found = _together([link for link, _ in judged], described(conditions))
    guesses = tuple(fact.text for fact in equation.guesses)
    if found.status is Status.VERIFIED and guesses and seconds < SECONDS_TO_WIDEN:
        return _widened(found, equation, texts)
    if found.status is Status.REFUTED:
        return _suspected(replace(found, as_read=guesses), equation, texts, conditions, judged)
    return replace(found, as_read=guesses)


def _together(links: Sequence[LinkFound], domain: str) -> Findings:
    """The findings of a chain from those of its links: as good as the worst of them."""
    found = Findings(Status.VERIFIED, "", tuple(links), domain)
    worst = found.telling
    assert worst is not None
    broken = next((n for n, link in enumerate(links, 1) if link.status is Status.REFUTED), None)
    reason = worst.reason
    if len(links) > 1 and worst.status is not Status.VERIFIED:
        reason = f"link {list(links).index(worst) + 1} of {len(links)}: {reason}"
    return replace(found, status=worst.status, reason=reason, broken=broken)


def _proven(
    links: Sequence[Link], texts: Sequence[str], conditions: Conditions
) -> tuple[LinkFound, ...] | None:
    """What is found of the links under these conditions if all are proven; None if one is not."""
    if conditions.fault():
        return None
    judged: list[LinkFound] = []
    for link, text in zip(links, texts, strict=True):
        found, check = judge_link(link, text, conditions, BARE)
        if found.status is not Status.VERIFIED or (check and _is_of_whole_numbers(check)):
            return None
        judged.append(found)
    return tuple(judged)


def _is_of_whole_numbers(check: Check) -> bool:
    """Whether a sequence stands in it whose terms have numbers, where names need be none."""
    terms = check.formula.atoms(*_SEQUENCES) | check.right.atoms(*_SEQUENCES)
    return not all(term.args[0].is_integer for term in terms)


_SEQUENCES = (sp.fibonacci, sp.lucas, sp.bell, sp.bernoulli, sp.euler)


def _widened(found: Findings, equation: Equation, texts: Sequence[str]) -> Findings:
    """Proven on the widest domain that is tried in place of guesses; no guess remains of it."""
    for conditions in wider(equation.context):
        links = _proven(equation.links, texts, conditions)
        if links is not None:
            return _together(links, described(conditions))
    return replace(found, as_read=tuple(fact.text for fact in equation.guesses))


def _suspected(
    found: Findings,
    equation: Equation,
    texts: Sequence[str],
    conditions: Conditions,
    judged: Sequence[Judged],
) -> Findings:
    """A refuted equation: read more kindly where the source leaves it open, else looked into."""
    if guessed_names(equation.context):
        for narrow in narrower(equation.context):
            links = [
                judge_link(*each, narrow, BARE)[0]
                for each in zip(equation.links, texts, strict=True)
            ]
            if all(link.status in (Status.VERIFIED, Status.SUPPORTED) for link in links):
                return _where_it_holds(found, links, narrow)
    assert found.broken is not None
    at = found.broken - 1
    link, check = equation.links[at], judged[at][1]
    convention = mended_by(link, texts[at], conditions, check)
    law_is_guessed = any("~" in fact.text for fact in equation.guesses)
    if convention is not None and (
        convention.notation or (convention.parameter and law_is_guessed)
    ):
        changed = [convention.change(text, conditions.where) for text in texts]
        meant = Conditions(changed[0][1], conditions.when)
        if _proven(equation.links, [text for text, _ in changed], meant) is not None:
            return _ambiguous(found, convention)
    if turned := _turned(link, conditions):
        links = [replace(one, hint=turned) if n == at else one for n, one in enumerate(found.links)]
        found = replace(found, links=tuple(links))
    words = f"it holds with {convention.words}" if convention else ""
    found = replace(found, convention=words, alone=_alone(found, equation, conditions))
    vague = [fact for fact in equation.context if fact.is_vague]
    slip = found.alone or (link.relation == "=" and _is_a_slip(check, vague))
    if vague and not slip:
        return _left_open(found, vague)
    named = () if found.alone else _determined(link, check, equation.context)
    return _may_determine(found, named) if named else found


def _is_a_slip(check: Check | None, vague: Sequence[Context]) -> bool:
    """Whether one edit makes the link hold, and it does not determine what the text speaks of."""
    if check is None or not is_a_slip(check.formula, check.right):
        return False
    names = dict.fromkeys(fact.text.split()[0] for fact in vague)
    return not any(may_determine(check.formula, check.right, name) for name in names)


_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def _turned(link: Link, conditions: Conditions) -> str:
    """A hint if an inequality is proven the other way round."""
    if link.relation not in _TURNED:
        return ""
    other = Link(link.left, _TURNED[link.relation], link.right)
    return "it holds the other way round" if holds(other, other.latex, conditions) else ""


_SUMS = (sp.Sum, sp.Integral, sp.Product, sp.Limit)
_OF_ALL = re.compile(
    r"\b(?:all|any|every|each|arbitrary|let|fix|suppose|assume|given|where|if|whenever|with|when|"
    r"for(?! some))\b|\\forall",
    re.IGNORECASE,
)


def _determined(link: Link, check: Check | None, facts: Sequence[Context]) -> list[str]:
    """Names that only one side of an equality holds, and that the text does not say are any: the
    equality may say which they are."""
    if check is None or link.relation != "=" or any("~" in fact.text for fact in facts):
        return []
    left, right = check.formula, check.right
    if left.has(*_SUMS) or right.has(*_SUMS):
        return []
    names = sorted(symbol.name for symbol in left.free_symbols ^ right.free_symbols)
    any_of = {
        name
        for fact in facts
        if fact.origin is Origin.SIDECAR or _OF_ALL.search(fact.said)
        for name in re.findall(r"\w+", fact.text)
    }
    return [name for name in names if name not in any_of]


def _may_determine(found: Findings, names: Sequence[str]) -> Findings:
    """What fails, and may say which values names have."""
    at = ", ".join(f"{name} = {value}" for name, value in (found.counterexample or {}).items())
    return replace(
        found,
        links=_undecided(found.links),
        status=Status.UNDECIDED,
        reason=f"it fails{' at ' + at if at else ''}, and may say what {', '.join(names)} is: "
        "nothing says that it is meant for all values",
        broken=None,
    )


def _where_it_holds(
    refuted: Findings, links: Sequence[LinkFound], conditions: Conditions
) -> Findings:
    """The findings on a domain that the source leaves open, with what fails beyond it."""
    domain = described(conditions)
    found = _together(links, domain)
    word = "proven" if found.status is Status.VERIFIED else "supported"
    point = refuted.counterexample or {}
    at = ", ".join(f"{name} = {value}" for name, value in point.items())
    return replace(
        found,
        reason=f"{word} where {domain}; the source does not say where it is to hold",
        as_read=(domain,),
        aside=f"beyond that it fails, at {at}" if at else "",
    )


def _left_open(found: Findings, vague: Sequence[Context]) -> Findings:
    """What fails as read, where the text may say of its names what is not understood."""
    names = ", ".join(dict.fromkeys(fact.text.split()[0] for fact in vague))
    at = ", ".join(f"{name} = {value}" for name, value in (found.counterexample or {}).items())
    fails = f"as read it fails at {at}" if at else "as read it fails"
    return replace(
        found,
        links=_undecided(found.links),
        status=Status.UNDECIDED,
        reason=f"{fails}; the text speaks of {names} in words that are not understood: say in the "
        "sidecar file where it is to hold",
        broken=None,
    )


def _loosely(found: Findings, reading: str) -> Findings:
    """The findings where a notation was read that has no sure meaning: nothing is called wrong."""
    found = replace(found, as_read=(*found.as_read, reading))
    if found.status is not Status.REFUTED:
        return found
    at = ", ".join(f"{name} = {value}" for name, value in (found.counterexample or {}).items())
    return replace(
        found,
        links=_undecided(found.links),
        status=Status.UNDECIDED,
        reason=f"it fails{' at ' + at if at else ''} where {reading}: say what is meant",
        broken=None,
    )


def _undecided(links: Sequence[LinkFound]) -> tuple[LinkFound, ...]:
    """The links without a refutation."""
    return tuple(
        replace(link, status=Status.UNDECIDED, hint="") if link.status is Status.REFUTED else link
        for link in links
    )


def _ambiguous(found: Findings, convention: Convention) -> Findings:
    """The source may use the sign in the other way, in which the equation is right."""
    return replace(
        found,
        links=_undecided(found.links),
        status=Status.UNDECIDED,
        reason=f"it holds with {convention.words}, and not as read: say which is meant",
        convention=f"it holds with {convention.words}",
        broken=None,
    )


def _alone(found: Findings, equation: Equation, conditions: Conditions) -> str:
    """Whether one side of the chain is wrong alone: its neighbours agree with one another."""
    assert found.broken is not None
    at = found.broken - 1
    if at + 1 >= len(equation.links):
        return ""
    first, second = equation.links[at], equation.links[at + 1]
    statuses = [found.links[k].status for k in (at, at + 1)]
    if statuses != [Status.REFUTED] * 2 or {first.relation, second.relation} != {"="}:
        return ""
    around = Link(first.left, "=", second.right)
    if not holds(around, around.latex, conditions):
        return ""
    return f"its neighbours agree with one another: only {first.right.strip()} is wrong"
