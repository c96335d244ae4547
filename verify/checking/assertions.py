"""For other projects' tests: assertions that two formulas are one, and that a claim stands."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import sympy as sp

from glassproof.derivations.proof.balls import enclose
from glassproof.derivations.proof.domain import Domain
from glassproof.derivations.prose.marked import plain
from glassproof.verify.checking.check import check_sides
from glassproof.verify.checking.found import Check
from glassproof.verify.claims.claim import Claim
from glassproof.verify.judging.effort import Effort
from glassproof.verify.judging.judge import Judgement, judge
from glassproof.verify.judging.verdict import Verdict
from glassproof.verify.reading.sympy_syntax import Symbols


def assert_equal(
    a: str | sp.Expr,
    b: str | sp.Expr,
    where: str | Domain = "",
    *,
    latex: bool = False,
    names: Symbols | None = None,
) -> None:
    """Assert that two formulas are equal wherever ``where`` holds, by proof.

    Formulas are texts (SymPy syntax, or LaTeX) or SymPy expressions, whose symbols are read by
    name; ``where`` is in words or a :class:`Domain`; ``names`` declares abbreviations. The
    :class:`AssertionError` shows the smallest counterexample, or says that neither proof nor
    counterexample was found.

    >>> assert_equal("log(a*b)", "log(a) + log(b)", where="a, b > 0")
    >>> assert_equal("(a + b)**2", "a**2 + b**2", where="a, b real")
    Traceback (most recent call last):
    ...
    AssertionError: the formulas differ at a = 1, b = 1: 4 on the left, 2 on the right
      left:  (a + b)**2
      right: a**2 + b**2
      hint:  add the term -2*a*b
    """
    found = check_sides({"a": a, "b": b}, where, latex=latex, names=names)
    if found.verdict is not Verdict.VERIFIED:
        raise AssertionError(describe(found))


def describe(found: Check) -> str:
    """Why the formulas of a check are not one, with the smallest counterexample.

    >>> from glassproof.verify.checking.check import check_equal
    >>> print(describe(check_equal("x", "2*x", where="x > 0")))
    the formulas differ at x = 1: 1 on the left, 2 on the right
      left:  x
      right: 2*x
      hint:  multiply the whole by 2
    """
    lines = [f"  left:  {found.formula}", f"  right: {found.right}"]
    if found.counterexample is not None:
        point = found.counterexample
        shown = ", ".join(f"{symbol} = {value}" for symbol, value in point.items())
        left, right = (_value(side, point) for side in (found.formula, found.right))
        place = f" at {shown}" if shown else ""
        lines.insert(0, f"the formulas differ{place}: {left} on the left, {right} on the right")
    else:
        lines.insert(0, f"the formulas are not proven equal: {found.judgement.ruling.reason}")
    if found.hint:
        lines.append(f"  hint:  {found.hint.edit}")
    return "\n".join(lines)


def _value(formula: sp.Expr, point: Mapping[sp.Symbol, sp.Rational]) -> str:
    """The exact value where it is rational, else about twelve digits."""
    value = formula.subs(dict(point))
    if value.is_Rational:
        return str(value)
    ball = enclose(formula, point, 20)
    return (ball.real if ball.imag == 0 else ball).str(12, radius=False)


def assert_verified(
    claim: Claim | str,
    *,
    paper: str | Path = "",
    budget: Effort = Effort.STANDARD,
    seed: int = 0,
    trust: bool = False,
) -> Judgement:
    """Assert that a claim comes out verified, a measurement supported, and return the judgement.

    ``claim`` is a :class:`Claim`, or the id of one in ``paper``: a paper that ships with the
    judge, or the path of a claims file.
    """
    if isinstance(claim, str):
        claim = _named(claim, paper, trust)
    judgement = judge(claim, seed=seed, budget=budget)
    alone = claim.is_formula and claim.derived is None
    wanted = Verdict.SUPPORTED if alone else Verdict.VERIFIED
    if judgement.ruling.verdict is not wanted:
        raise AssertionError(describe_judgement(judgement))
    return judgement


def describe_judgement(judgement: Judgement) -> str:
    """A claim's verdict, the reason, and the formula that holds instead."""
    claim = judgement.claim
    return "\n".join(
        [
            f"{claim.id} is {judgement.ruling.verdict}: {plain(judgement.ruling.reason)}",
            f"  published: {plain(str(claim.published))}",
            f"  derived:   {plain(judgement.exposition['derived'])}",
        ]
    )


def _named(claim_id: str, paper: str | Path, trust: bool) -> Claim:
    from glassproof.verify.checking.claims_file import load_file
    from glassproof.verify.papers import DEFAULT, load, names, select

    if str(paper) in names() or not str(paper):
        claims = load(str(paper) or DEFAULT).claims
    else:
        claims = load_file(paper, trust=trust).claims
    return select(claims, [claim_id])[0]
