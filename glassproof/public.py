"""The calls of ``import glassproof as gp``: check a formula, load a paper, review it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from os import PathLike, fspath
from typing import Any, TypeVar
from uuid import uuid4

import sympy as sp

from glassproof.derivations.proof.domain import Domain, DomainError
from glassproof.numerics.work.arguments import integer
from glassproof.numerics.work.executors import executor
from glassproof.verify import papers as shelf
from glassproof.verify.checking.assertions import assert_equal as assert_equal
from glassproof.verify.checking.chains import ChainCheck, check_chain, check_relation
from glassproof.verify.checking.check import check as check_against
from glassproof.verify.checking.check import check_equal
from glassproof.verify.checking.found import Check
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.paper import Paper
from glassproof.verify.claims.relation import Relation
from glassproof.verify.judging.effort import Effort
from glassproof.verify.judging.judge import Result, Unit, units
from glassproof.verify.judging.review import Plan, Work
from glassproof.verify.judging.review import review as judge_plan
from glassproof.verify.judging.whole.assessment import assess
from glassproof.verify.keeping.faults import NeedlessError
from glassproof.verify.keeping.ledger import Ledger

Judged = TypeVar("Judged", bound=Check | ChainCheck)

PaperName = str | PathLike[str]
"""The name of a paper, or the path of a claims file."""


def check(
    text: str | sp.Expr,
    *,
    equals: str | sp.Expr | None = None,
    against: str | Claim | None = None,
    where: str | Domain = "",
    latex: bool = False,
    at_most: str | sp.Expr | None = None,
    at_least: str | sp.Expr | None = None,
    asymptotic_to: str | sp.Expr | None = None,
    when: str | None = None,
    rounded: bool = False,
    paper: PaperName | Paper | None = None,
    trust: bool = False,
    budget: str = "standard",
    seed: int = 0,
) -> Check | ChainCheck:
    """Judge a formula: does it equal another one, or what a claim's derivation establishes?

    Formulas are texts in SymPy syntax (or LaTeX), or SymPy expressions whose symbols are read by
    name. ``equals`` is the other formula, and ``where`` says where both must agree, in words or
    as a :class:`Domain`; or ``against`` is a claim or the id of one in ``paper`` (by default the
    paper under review), and the claim's experiments on nature are made too, as ``budget`` and
    ``seed`` ask. ``at_most`` and ``at_least`` are bounds; ``asymptotic_to`` is what the formula's
    ratio to tends to 1 ``when`` "N -> oo" or "x -> 0"; a ``text`` may state all that by itself, as
    "A = B <= C" or "A ~ B as N -> oo", and is judged link by link. ``rounded`` decimals mean
    their last digit. What comes back has a ``verdict``,
    and for a refuted formula a ``counterexample`` and perhaps a ``hint``; ``to_dict()`` gives it
    as plain data.

    A call that makes no sense raises a :class:`ValueError` that says what to give instead.

    >>> import glassproof as gp
    >>> found = gp.check("p + q*2**q", equals="p + q*2**(q - 1)", where="p, q integer >= 1")
    >>> str(found.verdict), found.counterexample
    ('refuted', {p: 1, q: 1})
    >>> found.hint.edit
    'multiply 2**q*q by 1/2'
    >>> x = sp.Symbol("x")
    >>> str(gp.check(sp.sin(x)**2, equals=1 - sp.cos(x)**2, where="x real").verdict)
    'verified'
    >>> str(gp.check("log(1 + x)", at_most="x", where="x > -1").verdict)
    'verified'
    >>> gp.check("x <= x**2", where="x real").counterexample
    {x: 1/2}
    """
    seed = integer("seed", seed)
    relation, other, argument = _one_relation(
        equals=equals,
        against=against,
        at_most=at_most,
        at_least=at_least,
        asymptotic_to=asymptotic_to,
    )
    if argument != "against" and paper is not None:
        raise NeedlessError(
            f"paper = {paper!r} goes with against: leave it out, or give no equals", "--paper"
        )
    if when is not None and argument not in ("", "asymptotic_to"):
        raise NeedlessError(f"when = {when!r} goes with asymptotic_to: leave it out", "--when")
    if rounded and argument not in ("equals", "against"):
        raise NeedlessError("rounded goes with equals or against: leave it out", "--rounded")
    if not argument:
        return _valued(check_chain(text, when=when, where=where, latex=latex))
    if relation is not None:
        found = check_relation(text, relation, other, argument, when=when, where=where, latex=latex)
        return _valued(found)
    if equals is not None:
        return _valued(check_equal(text, equals, where=where, latex=latex, rounded=rounded))
    if where != "":
        raise NeedlessError(
            f"where = {where!r} goes with equals: against a claim the claim's domain holds; "
            "leave where out",
            "--where",
        )
    meant = None if paper is None else _of(paper, trust)
    if isinstance(against, str):
        meant = meant or _of(paper, trust)
        (claim,) = shelf.select(meant.claims, [against])
    elif not isinstance(against, Claim):
        raise DomainError(f"against = {against!r} is no claim: give a claim, or the id of one")
    else:
        claim = against
    return check_against(
        text,
        claim,
        latex=latex,
        paper=meant,
        seed=seed,
        budget=_effort(budget),
        rounded=rounded,
    )


def _valued(found: Judged) -> Judged:
    """What was found, unless a sum, integral or limit has no value anywhere: that is an error."""
    for link in found.links:
        if link.fault is not None:
            raise link.fault
    return found


_RELATIONS = {
    "at_most": Relation.AT_MOST,
    "at_least": Relation.AT_LEAST,
    "asymptotic_to": Relation.ASYMPTOTIC,
}


def _one_relation(**given: Any) -> tuple[Relation | None, Any, str]:
    """The relation that one argument asks for, that argument's value, and its name."""
    asked = {name: value for name, value in given.items() if value is not None}
    if len(asked) > 1:
        got = " and ".join(f"{name} = {value!r}" for name, value in asked.items())
        raise DomainError(f"got {got}: give either one of {', '.join(given)}")
    for name, value in asked.items():
        return _RELATIONS.get(name), value, name
    return None, None, ""


def papers() -> list[str]:
    """The names of the papers at hand.

    >>> import glassproof as gp
    >>> "spherical_p_spin" in gp.papers()
    True
    """
    return shelf.names()


def load(name_or_file: PaperName, *, trust: bool = False) -> Paper:
    """The paper of that name, or of a claims file (a path that ends in ``.toml``).

    ``trust`` lets a claims file name functions to run. A :class:`ValueError` says which papers
    there are, or what is wrong with the file, and where.

    >>> import glassproof as gp
    >>> paper = gp.load("spherical_p_spin")
    >>> paper.claims[0].published
    p
    """
    return shelf.load(_name("name_or_file", name_or_file), trust=trust)


def review(
    paper: PaperName | Paper,
    *,
    budget: str = "standard",
    seed: int = 0,
    jobs: int = 1,
    ids: Iterable[str] | None = None,
    trust: bool = False,
) -> Ledger:
    """Judge every claim of a paper, or those whose ``ids`` are given.

    ``budget`` says how much nature is sampled: quick, standard or deep. What is found depends on
    it and on ``seed``, not on ``jobs``, the number of processes. Nothing is stored.

    >>> import glassproof as gp
    >>> ledger = gp.review("spherical_p_spin", ids=["complexity.threshold"], budget="quick")
    >>> ledger.summary["verified"]
    1
    """
    effort, seed = _effort(budget), integer("seed", seed)
    work = executor(jobs=integer("jobs", jobs, least=1))
    found = _of(paper, trust)
    claims = shelf.select(found.claims, _ids(ids))
    plan: Work
    if isinstance(paper, Paper):
        plan = _Claims(claims, seed, effort)
    else:
        plan = Plan(_name("paper", paper), tuple(claim.id for claim in claims), seed, effort, trust)
    judgements = tuple(judge_plan(plan, executor=work))
    assessment = assess(found, judgements)
    return Ledger(
        found.name,
        judgements,
        seed,
        effort,
        "",
        found.conventions,
        assessment,
        found.limits,
        found.expected,
    )


@dataclass(frozen=True)
class _Claims:
    """The units of claims that no name leads to; to other processes the claims travel whole."""

    claims: tuple[Claim, ...]
    seed: int
    budget: Effort
    token: str = field(default_factory=lambda: uuid4().hex)

    @cached_property
    def units(self) -> list[Unit]:
        """The units of all claims, claim after claim."""
        return [
            unit
            for claim in self.claims
            for unit in units(claim, seed=self.seed, budget=self.budget, certificates=True)
        ]

    def __reduce__(self) -> tuple[type[_Claims], tuple[Any, ...]]:
        """Travel without the units, which are found again where they are computed."""
        return _Claims, (self.claims, self.seed, self.budget, self.token)

    def __call__(self, number: int) -> Result:
        """Compute one unit; those of one review are built once in a process."""
        return _ARRIVED.setdefault(self.token, self).units[number].result()


_ARRIVED: dict[str, _Claims] = {}


def _of(paper: PaperName | Paper | None, trust: bool) -> Paper:
    """The paper meant, by default the one under review."""
    if isinstance(paper, Paper):
        return paper
    return (
        shelf.load(trust=trust) if paper is None else shelf.load(_name("paper", paper), trust=trust)
    )


def _name(argument: str, paper: Any) -> str:
    """The name or path as text."""
    if not isinstance(paper, (str, PathLike)):
        raise DomainError(
            f"{argument} = {paper!r} is no paper: give the name of one ({', '.join(papers())}), "
            "or the path of a claims file"
        )
    return fspath(paper)


def _ids(ids: Iterable[str] | None) -> list[str]:
    """The ids as a list, empty for all."""
    if ids is None:
        return []
    wanted = list(ids) if isinstance(ids, Iterable) and not isinstance(ids, str) else []
    if not wanted or not all(isinstance(wish, str) for wish in wanted):
        raise DomainError(f"ids = {ids!r}: give a list of ids, or None for all claims")
    return wanted


def _effort(budget: str) -> Effort:
    try:
        return Effort(budget)
    except ValueError:
        raise DomainError(f"budget = {budget!r}: give one of {', '.join(Effort)}") from None
