"""Draws support what is true, see what is wrong, and decide nothing that is decided."""

import pytest

import glassproof as gp
from glassproof.verify.checking.check import check_equal
from glassproof.verify.checking.sampled import sampled
from glassproof.verify.claims.evidence import Outcome
from glassproof.verify.judging.limits import BARE
from glassproof.verify.reading.conditions.grammar import parse_conditions
from glassproof.verify.reading.formula import read
from tests.limits import VERDICT

TRUE = [
    ("E(x**4)", "3*s**4", "s > 0, x ~ N(0, s**2)"),
    ("E(x**2)**2 + Var(x)", "s**4 + s**2", "s > 0, x ~ N(0, s**2)"),
    ("Cov(x, x*y)", "1/2", "x ~ N(0, 1), y ~ U(0, 1)"),
    ("P(x > y)", "1/2", "x, y ~ Exponential(3)"),
    ("E(x**2)", "r**2/4 + a**2", "r > 0, a real, x ~ Semicircle(r, a)"),
    ("E(x)", "n*p", "n integer >= 1, p in (0, 1), x ~ Binomial(n, p)"),
    ("Var(x)", "m", "m > 0, x ~ Poisson(m)"),
    ("E(x)", "a/r", "a > 0, r > 0, x ~ Gamma(a, r)"),
    ("Var(x)", "2*k", "k > 0, x ~ ChiSquared(k)"),
    ("E(1 - x)", "b/(a + b)", "a > 0, b > 0, x ~ Beta(a, b)"),
    ("E(x)", "1/p", "p in (1/4, 1), x ~ Geometric(p)"),
    ("Var(x)", "(1 - p)/p**2", "p in (1/4, 1), x ~ Geometric(p, 0)"),
    ("E(abs(x + y))", "1", "x, y ~ Rademacher"),
    ("E(exp(x))", "1 + p*(E - 1)", "p in (0, 1), x ~ Bernoulli(p)"),
    ("2", "E(x + 2)*E(1 + y)", "x, y ~ N(0, 1)"),
    ("E(cos(x))", "E(sin(x + pi/2))", "x ~ N(0, 1)"),
]
FALSE = [
    ("E(x**4)", "2*s**4", "s > 0, x ~ N(0, s**2)"),
    ("E(x)**2 + Var(x)", "3*m", "m > 0, x ~ Poisson(m)"),
    ("P(x > y)", "3/5", "x, y ~ Exponential(3)"),
    ("E(abs(x))", "r/2", "r > 0, x ~ Semicircle(r)"),
]


def drawn(left, right, where):
    known = parse_conditions(where)
    sides = (read(text, known.symbols) for text in (left, right))
    return sampled(*sides, known.domain)


@pytest.mark.parametrize(("left", "right", "where"), TRUE)
def test_what_is_true_agrees(left, right, where):
    assert drawn(left, right, where).outcome is Outcome.CONSISTENT


@pytest.mark.parametrize(("left", "right", "where"), FALSE)
def test_what_is_false_is_seen(left, right, where):
    found = drawn(left, right, where)
    assert found.outcome is Outcome.FAILS
    assert found.data["p-value"] < found.data["level"]


@pytest.mark.parametrize(
    ("left", "right"),
    [("E(exp(10*x))", "1"), ("P(x > 6)", "0"), ("E(x**20)", "0"), ("E(x*0 + 3)", "4")],
)
def test_of_what_no_draw_shows_nothing_is_said(left, right):
    found = drawn(left, right, "x ~ N(0, 1)")
    assert found is None or found.outcome is Outcome.SILENT


def test_unseen_tails_accuse_nobody():
    found = drawn("E(max(x, 10**17*(x - 8)))", "1/2", "x ~ N(0, 1)")
    assert found.outcome is not Outcome.FAILS


def test_draws_support_and_overrule_no_proof():
    found = check_equal("E(max(x, y))", "1/sqrt(pi)", where="x, y ~ N(0, 1)", limits=BARE)
    assert str(found.verdict) in ("verified", "supported")
    proven = gp.check("E(x**2)", equals="1", where="x ~ N(0, 1)")
    assert str(proven.verdict) == "verified"
    assert proven.judgement.evidence[-1].kind == "nature"
    assert gp.check("1 + x", equals="x + 1", where="x real").judgement.evidence[-1].kind != "nature"


def test_the_same_seed_gives_the_same_sample():
    first, second = (drawn("E(x**2)", "1", "x ~ N(0, 1)") for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("formula", "right", "wrong"),
    [("P(x < y)", "a/(a + b)", "b/(a + b)"), ("P(x > 2*y)", "b/(b + 2*a)", "b**2/(b + 2*a)")],
)
def test_parameters_are_drawn_apart_from_each_other_and_from_one(formula, right, wrong):
    where = "x ~ Exponential(a), y ~ Exponential(b), a > 0, b > 0"
    refuted = check_equal(formula, wrong, where=where, limits=VERDICT)
    assert str(refuted.verdict) == "refuted"
    accepted = check_equal(formula, right, where=where, limits=VERDICT)
    assert str(accepted.verdict) != "refuted"
