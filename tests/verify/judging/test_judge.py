"""The judge on claims whose truth is known: right, wrong, and impossible to tell."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest
import sympy as sp

from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, DomainError, Range
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.evidence import Examination, Finding, Kind, Outcome
from glassproof.verify.claims.nature.experiment import Experiment
from glassproof.verify.claims.nature.statistical_tests.variances import VarianceTest
from glassproof.verify.claims.source import Reference, Source
from glassproof.verify.judging import judge as judging
from glassproof.verify.judging.effort import Effort
from glassproof.verify.judging.evidence import formulas
from glassproof.verify.judging.judge import conclude, judge, units
from glassproof.verify.judging.limits import Limits
from glassproof.verify.judging.verdict import Verdict, is_defect
from glassproof.verify.papers import load, select

s = sp.Symbol("s", positive=True)
DOMAIN = Domain({s: Range(0, None, log=True, draw=("1/100", 100))})
SOURCE = Source(Reference("toy", "Toy", "nobody", "unpublished"), "nowhere", "nothing")


def chunk(rng: np.random.Generator, draws: int) -> np.ndarray:
    """Gaussian draws of variance 4 = s^2 at s = 2."""
    values = 2 * rng.standard_normal(draws)
    return np.array([draws, values @ values])


def experiment() -> Experiment:
    return Experiment(
        "draws", "variance of draws", {s: sp.Integer(2)}, chunk, 40_000, VarianceTest()
    )


def claim(published: sp.Expr, derived: sp.Expr = s**2, *, nature: bool = True) -> Claim:
    return Claim(
        id="toy",
        title="A variance",
        published=published,
        derived=lambda: Derivation("toy", (Step(derived, "given"),), DOMAIN),
        domain=DOMAIN,
        source=SOURCE,
        nature=(experiment(),) if nature else (),
    )


def test_an_equal_formula_is_verified() -> None:
    judgement = judge(claim(s * (s + 1) - s))
    assert judgement.ruling.verdict is Verdict.VERIFIED
    assert judgement.exposition["ratio"] == "1"
    assert [e.outcome for e in judgement.evidence] == [
        Outcome.HOLDS, Outcome.CONSISTENT, Outcome.CONSISTENT,
    ]  # fmt: skip


def test_the_ratio_of_a_verified_sum_is_one_and_costs_no_time() -> None:
    """SymPy would add up the sum while it simplifies the quotient, for minutes."""
    k, x = sp.Dummy("k", integer=True), sp.Symbol("x", real=True)
    n, m = (sp.Symbol(name, integer=True, nonnegative=True) for name in "nm")
    rows = {v: Range(1, None, integer=True, closed=True, draw=(1, 9)) for v in (n, m)}
    domain = Domain({x: Range(None, None, draw=(-3, 3)), **rows})
    total = sp.Sum(k * sp.binomial(n, k) * x**k, (k, 0, n))
    right = n * x * (x + 1) ** (n - 1)
    held = replace(claim(total, nature=False), domain=domain)
    start = time.process_time()
    judgement = judge(replace(held, derived=lambda: Derivation("t", (Step(right, "given"),))))
    assert time.process_time() - start < 20
    assert judgement.ruling.verdict is Verdict.VERIFIED
    assert judgement.exposition["ratio"] == judgement.exposition["ratio_latex"] == "1"


def test_the_ratio_of_what_is_proven_is_not_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[sp.Expr] = []
    monkeypatch.setattr(formulas, "simplified", lambda ratio, _: asked.append(ratio) or sp.S.One)
    assert judge(claim(s * (s + 1) - s, nature=False)).exposition["ratio"] == "1"
    assert asked == []
    judge(claim(2 * s**2, nature=False))
    assert asked == [2]
    nothing = judge(claim(s - s, s * 0, nature=False))
    assert (nothing.ruling.verdict, nothing.exposition["ratio"]) == (Verdict.VERIFIED, "")


@pytest.mark.parametrize("refuted", [None, 0.25])
def test_the_proof_of_what_points_refute_is_looked_for_as_long_as_is_said(
    refuted: float | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[float] = []

    def told(_: Claim, limits: Limits) -> dict:
        given.append(limits.proof)
        return formulas.plain(Kind.SYMBOLIC, "canonical form", Outcome.SILENT, "")

    monkeypatch.setattr(judging, "symbolic", told)
    limits = Limits(proof=3.0, extras=0.5, refuted=refuted)
    for published in (s**2, 2 * s**2):
        judge(claim(published, nature=False), limits=limits)
    assert given == [3.0, 0.5 if refuted is None else refuted]


@pytest.mark.parametrize("wrong", [2 * s**2, s, s**3, s**2 + 1, -(s**2)])
def test_a_wrong_formula_is_refuted_with_a_counterexample(wrong: sp.Expr) -> None:
    judgement = judge(claim(wrong))
    assert judgement.ruling.verdict is Verdict.REFUTED
    decisive = judgement.ruling.decisive
    assert decisive is not None
    assert decisive.kind is Kind.CERTIFIED
    value = {s: sp.Rational(decisive.data["point"]["s"])}
    assert wrong.subs(value) != (s**2).subs(value)


def test_a_wrong_derivation_is_a_defect_and_no_accusation() -> None:
    """The published formula is right, ours is wrong by 2: nature must not let us accuse."""
    judgement = judge(claim(s**2, derived=2 * s**2))
    assert judgement.ruling.verdict is Verdict.UNDECIDED
    assert is_defect(judgement.ruling)


def test_the_ratio_is_told_where_values_are_compared() -> None:
    wrong = judge(claim(s**2 / 3, nature=False)).exposition
    assert (wrong["ratio"], wrong["ratio_latex"]) == ("1/3", r"\frac{1}{3}")
    equation = replace(claim(s, nature=False), compare=lambda a, b: a**2 - b)
    assert judge(equation).ruling.verdict is Verdict.VERIFIED
    assert judge(equation).exposition["ratio"] == judge(equation).exposition["ratio_latex"] == ""


def test_rates_differ_by_a_factor_that_grows() -> None:
    """The claim says in which size: nothing but its own symbol appears in the ratio."""
    n = sp.Symbol("n", integer=True, positive=True)
    rate = replace(claim(s**2 + 1, nature=False), exponent=n)
    found = judge(rate).exposition
    assert (found["ratio"], found["difference"], found["difference_latex"]) == ("", "1", "1")
    same = replace(claim(s * (s + 1) - s, nature=False), exponent=n)
    found = judge(same).exposition
    assert (found["ratio"], found["difference"]) == ("", "0")


def test_a_structural_claim_shows_the_derivation_it_has() -> None:
    examined = (Examination("e", lambda: Finding(Kind.SYMBOLIC, Outcome.HOLDS, "holds")),)
    words = replace(claim(s**2, nature=False), published="in words", examinations=examined)
    judgement = judge(words)
    assert judgement.exposition["derivation"] == words.derived().to_dict()
    assert judgement.exposition["ratio"] == ""


def test_evidence_states_its_sample_and_takes_no_longer_than_the_whole() -> None:
    start = time.perf_counter()
    judgement = judge(claim(s**2))
    passed = time.perf_counter() - start
    (sampled,) = (e for e in judgement.evidence if e.kind is Kind.NATURE)
    assert sampled.data["sample size"] == 40_000
    parts = sum(e.seconds for e in judgement.evidence)
    assert 0 < parts <= judgement.seconds + 0.01
    assert judgement.seconds <= passed + 0.01  # of rounding to milliseconds, a dozen units
    assert judgement.seconds == round(judgement.seconds, 3)


@pytest.mark.parametrize("modules", [(), ("json",)])
def test_a_certificate_has_the_sums_of_whatever_was_sampled(modules: tuple[str, ...]) -> None:
    asked = claim(s**2)
    if modules:
        asked = replace(asked, needs="the json extra", modules=modules)
    work = units(asked, seed=0, certificates=True)
    judgement = conclude(asked, {unit.name: unit.result() for unit in work})
    sampled = [e.name for e in judgement.evidence if e.kind is Kind.NATURE]
    assert [sample["name"] for sample in judgement.certificate["nature"]] == sampled != []


def test_results_do_not_depend_on_the_run_but_on_the_seed() -> None:
    first, again, other = (judge(claim(2 * s**2), seed=seed) for seed in (1, 1, 2))
    estimates = [j.evidence[-1].data["estimate"] for j in (first, again, other)]
    assert estimates[0] == estimates[1] != estimates[2]


def test_two_papers_with_one_claim_share_no_evidence() -> None:
    """Their streams are the same, since they are keyed by claim and experiment; evidence is not."""
    here = claim(s**2)
    there = replace(here, source=Source(replace(SOURCE.reference, name="other"), "there", "there"))
    keys = [{unit.key for unit in units(c, seed=0)} for c in (here, there)]
    assert len(keys[0]) == len(keys[1]) > 0
    assert not keys[0] & keys[1]
    assert keys[0] == {unit.key for unit in units(here, seed=0)}


def test_a_larger_budget_draws_more() -> None:
    sizes = [judge(claim(s**2), budget=b).evidence[-1].data["sample size"] for b in Effort]
    assert sizes == sorted(sizes)
    assert len(set(sizes)) == 3


@pytest.mark.parametrize(
    ("outcome", "verdict"),
    [
        (Outcome.FAILS, Verdict.REFUTED),
        (Outcome.CONSISTENT, Verdict.SUPPORTED),
        (Outcome.SILENT, Verdict.UNDECIDED),
    ],
)
def test_structural_claims_are_ruled_by_their_examinations(outcome, verdict) -> None:
    found = Finding(Kind.CERTIFIED, outcome, "seen", corrected="what holds")
    structural = replace(
        claim(s, nature=False),
        published="s is even",
        derived=None,
        examinations=(Examination("look", lambda: found),),
    )
    judgement = judge(structural)
    assert judgement.ruling.verdict is verdict
    assert judgement.exposition["derived"] == "what holds"


def test_an_unknown_id_names_its_neighbours() -> None:
    with pytest.raises(DomainError, match=r"did you mean .*lemma2\.b"):
        select(load("gan_spin_glass").claims, ["lemma2.bb"])
    with pytest.raises(DomainError, match="gan_spin_glass"):
        load("no-such-paper")


def test_ids_are_unique_and_uses_name_claims() -> None:
    claims = load("gan_spin_glass").claims
    ids = [c.id for c in claims]
    assert len(set(ids)) == len(ids)
    assert {used for c in claims for used in c.uses} <= set(ids)


def test_what_breaks_is_reported_and_breaks_no_other_claim() -> None:
    def broken() -> Finding:
        raise ZeroDivisionError("by nothing")

    structural = replace(
        claim(s, nature=False),
        published="s is even",
        derived=None,
        examinations=(Examination("look", broken),),
    )
    ruling = judge(structural).ruling
    assert ruling.verdict is Verdict.UNDECIDED
    assert is_defect(ruling)
    assert "ZeroDivisionError: by nothing" in ruling.reason


def test_the_published_maps_give_the_variances_they_are_judged_by() -> None:
    from glassproof.derivations.gan_glass import kac_rice
    from glassproof.derivations.gan_glass.model import MODEL_DOMAIN, m, p
    from glassproof.derivations.proof.equality import is_identically_zero
    from glassproof.verify.papers.gan_spin_glass import constants

    for stated, slopes in ((constants.X_BY_MAP, (0, m * 2**m)), (constants.X1_BY_MAP, (-p, -p))):
        gap = stated - kac_rice.linear_map_variance(*slopes)
        assert is_identically_zero(gap, MODEL_DOMAIN)
