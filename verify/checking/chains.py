"""Relations that a referee writes: ``A <= B`` by arguments, a text ``A = B <= C`` link by link."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import sympy as sp

from glassproof.derivations.proof.domain import Domain, DomainError
from glassproof.verify.checking.check import compare_readings, declared, with_rounding
from glassproof.verify.checking.found import Check
from glassproof.verify.checking.orders import require_comparable
from glassproof.verify.claims.exhibits.display import chain_html, chain_latex
from glassproof.verify.claims.relation import Approach, Relation
from glassproof.verify.judging.judge import Judgement
from glassproof.verify.judging.limits import BRISK, Limits
from glassproof.verify.judging.verdict import Verdict
from glassproof.verify.reading.expression import read_given
from glassproof.verify.reading.formula import Reading, require_one_spelling, with_signs
from glassproof.verify.reading.relations import (
    Chain,
    Side,
    limit_name,
    read_limit,
    read_side,
    split,
)
from glassproof.verify.reading.tokens import ParseError

_WORST = (Verdict.REFUTED, Verdict.UNDECIDED, Verdict.SUPPORTED, Verdict.VERIFIED)
_SPELLED = {
    sp.Eq: Relation.EQUAL, sp.Ne: Relation.UNEQUAL, sp.Le: Relation.AT_MOST,
    sp.Lt: Relation.BELOW, sp.Ge: Relation.AT_LEAST, sp.Gt: Relation.ABOVE,
}  # fmt: skip


@dataclass(frozen=True)
class ChainCheck:
    """A text that relates formulas: what the judge says of each link, and of the whole.

    The whole is as good as its worst link: refuted if one is, else undecided, supported, verified.
    """

    given: str
    links: tuple[Check, ...]

    _repr_html_ = chain_html
    _repr_latex_ = chain_latex

    @property
    def decisive(self) -> Check:
        """The first link that decides the whole."""
        return min(self.links, key=lambda link: _WORST.index(link.verdict))

    @property
    def verdict(self) -> Verdict:
        """The worst of the links' verdicts."""
        return self.decisive.verdict

    @property
    def judgement(self) -> Judgement:
        """That of the link that decides."""
        return self.decisive.judgement

    @property
    def formula(self) -> sp.Expr:
        """The left-hand side of the link that decides."""
        return self.decisive.formula

    @property
    def right(self) -> sp.Expr:
        """Its right-hand side."""
        return self.decisive.right

    @property
    def counterexample(self) -> Mapping[sp.Symbol, sp.Rational] | None:
        """Where the link that decides is false, if it is refuted."""
        return self.decisive.counterexample

    @property
    def hint(self) -> Any:
        """What may be wrong with the link that decides."""
        return self.decisive.hint

    @property
    def notices(self) -> tuple[str, ...]:
        """How ambiguous places were read, in any link."""
        return tuple(dict.fromkeys(n for link in self.links for n in link.notices))

    def to_dict(self) -> dict[str, Any]:
        """Plain data: that of the link that decides, and of every link."""
        whole = self.decisive.to_dict()
        links = [link.to_dict() for link in self.links]
        return whole | {"given": self.given, "notices": list(self.notices), "links": links}


def check_relation(
    text: str | sp.Expr,
    relation: Relation,
    other: str | sp.Expr,
    argument: str,
    *,
    when: str | None = None,
    where: str | Domain = "",
    latex: bool = False,
    limits: Limits = BRISK,
) -> Check:
    """Judge whether ``text`` stands in ``relation`` to ``other``, the argument of that name.

    >>> str(check_relation("sin(x)", Relation.AT_MOST, "1", "at_most", where="x real").verdict)
    'verified'
    """
    if relation.is_asymptotic and when is None:
        raise DomainError(f"{argument} speaks of a limit: say which, as in when='N -> oo'")
    limit = limit_name(when, latex=latex) if when is not None else None
    domain, symbols = _declared(where, limit, (text, other), latex)
    left, right = (
        read_given(name, given, symbols, latex=latex)
        for name, given in (("text", text), (argument, other))
    )
    require_one_spelling(left, right)
    approach = read_limit(*limit, domain, symbols) if limit else None
    return compare_readings(
        left, right, domain, (text, other), limits, relation=relation, approach=approach
    )


def check_chain(
    text: str | sp.Basic,
    *,
    when: str | None = None,
    where: str | Domain = "",
    latex: bool = False,
    limits: Limits = BRISK,
) -> Check | ChainCheck:
    """Judge a text that relates formulas, link by link; :class:`DomainError` if it relates none.

    >>> found = check_chain("x**2 - 1 = (x - 1)*(x + 1) <= x**2", where="x real")
    >>> [str(link.verdict) for link in found.links]
    ['verified', 'verified']
    >>> check_chain("x <= x**2", where="x real").counterexample
    {x: 1/2}
    """
    if isinstance(text, sp.core.relational.Relational):
        relation = _SPELLED[type(text)]
        return check_relation(text.lhs, relation, text.rhs, "text", where=where, limits=limits)
    if not isinstance(text, str):
        raise DomainError(_needs_a_relation(text))
    chain = split(text, latex=latex)
    if not chain.relations:
        raise DomainError(_needs_a_relation(text))
    spoken = chain.limit.text if chain.limit else when
    if chain.limit is not None and when is not None:
        raise DomainError(f"when = {when!r}, and the text names a limit, too: give one of them")
    limit = limit_name(spoken, latex=latex) if spoken is not None else None
    law = next((r for r in chain.relations if r.is_asymptotic), None)
    if law and limit is None:
        message = f"{law} speaks of a limit: say which, as in when='N -> oo'"
        raise ParseError(message, chain.text, _start(chain.sides[chain.relations.index(law) + 1]))
    if limit and not law:
        raise DomainError(f"when = {spoken!r} goes with ~ or O(...): leave it out")
    domain, symbols = _declared(where, limit, (text,), latex)
    approach = read_limit(*limit, domain, symbols) if limit else None
    sides = [read_side(chain, side, symbols, latex=latex) for side in chain.sides]
    require_one_spelling(*sides)
    _require_orders(chain, sides, domain)
    remainder = None
    if chain.remainder:
        remainder = read_side(chain, chain.remainder, symbols, latex=latex)
    links = tuple(
        _link(chain, place, sides, domain, approach, remainder, limits, latex=latex)
        for place in range(len(chain.relations))
    )
    return links[0] if len(links) == 1 else ChainCheck(text, links)


def _start(side: Side) -> int:
    return side.start + len(side.text) - len(side.text.lstrip())


def _require_orders(chain: Chain, sides: list[Reading], domain: Domain) -> None:
    """:class:`ParseError` at a side that is complex where an order is claimed."""
    for place, relation in enumerate(chain.relations):
        for number in (place, place + 1) if relation.is_order else ():
            try:
                require_comparable(sides[number].written, domain)
            except DomainError as error:
                start = _start(chain.sides[number])
                raise ParseError(str(error), chain.text, start) from None


def _link(
    chain: Chain,
    place: int,
    sides: list[Reading],
    domain: Domain,
    approach: Approach | None,
    remainder: Reading | None,
    limits: Limits,
    *,
    latex: bool,
) -> Check:
    relation = chain.relations[place]
    left, right = sides[place], sides[place + 1]
    texts = tuple(side.text.strip() for side in chain.sides[place : place + 2])
    found = compare_readings(
        left,
        right,
        domain,
        texts,
        limits,
        relation=relation,
        approach=approach if relation.is_asymptotic else None,
        remainder=remainder if relation is Relation.ORDER else None,
    )
    if relation is Relation.EQUAL:
        found = with_rounding(found, (left, right), (texts[0], texts[1]), latex, rounded=False)
    return found if len(chain.relations) > 1 else replace(found, given=chain.text)


def _declared(
    where: str | Domain,
    limit: tuple[str, str] | None,
    texts: tuple[object, ...],
    latex: bool,
) -> tuple[Domain, dict[str, sp.Expr]]:
    """The domain and its symbols; the name of a limit declares itself where nothing else does."""
    if isinstance(where, str):
        if latex:
            where = with_signs(where, texts)
        if limit and limit[0] not in declared(where)[1]:
            name, point = limit
            said = {"oo": f"{name} > 0", "-oo": f"{name} < 0"}.get(point.strip(), f"{name} real")
            where = ", ".join(filter(str.strip, (where, said)))
    return declared(where)


def _needs_a_relation(text: object) -> str:
    return (
        f"{str(text)!r} relates nothing, and got neither equals nor at_most, at_least, "
        "asymptotic_to or against: give one of them, or a text with a relation, as in 'x <= 1'"
    )
