"""The judge on a sample of mutants and rewritings; and judges that are broken on purpose."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest
import sympy as sp

from glassproof.derivations.block_matrix.symbols import kappa
from glassproof.derivations.gan_glass import covariance
from glassproof.derivations.gan_glass.model import MODEL_DOMAIN, p, q, sigma_z
from glassproof.derivations.p_spin import complexity as p_spin
from glassproof.derivations.p_spin.hessian import threshold
from glassproof.derivations.p_spin.model import P_DOMAIN
from glassproof.derivations.proof.certificate import Certificate
from glassproof.derivations.proof.domain import Domain, Range
from glassproof.verify.claims.claim import Claim
from glassproof.verify.judging.judge import units
from glassproof.verify.judging.points.agreement import Agreement
from glassproof.verify.judging.verdict import Verdict
from soundness.formulas import DERIVED, about_derived, claim_about
from soundness.matrix import FORMULA_UNITS, Trial, put_to_the_judge, trials
from soundness.mutations import mutants
from soundness.rewritings import REWRITINGS, rewritings
from soundness.truth import are_equal

SAMPLE = (
    (covariance.gradient_variance_D, MODEL_DOMAIN),
    (p_spin.total_complexity_of_index, P_DOMAIN),
    (threshold, P_DOMAIN),
)


def sample(place: int) -> Claim:
    derive, domain = SAMPLE[place]
    return claim_about(f"sample {place}", derive().result, domain)


@cache
def sampled_trials(place: int) -> tuple[Trial, ...]:
    return tuple(trials(sample(place)))


@pytest.mark.parametrize("place", range(len(SAMPLE)))
def test_every_mutant_is_refuted_and_every_rewriting_verified(place: int) -> None:
    found = sampled_trials(place)
    assert [t for t in found if t.outcome != "right"] == []
    counts = Counter(t.equal for t in found)
    assert counts[True] >= 10
    assert counts[False] >= 10


def test_a_judge_that_sees_no_counterexample_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    blind = Agreement((), 0, agreeing=[("plain", {}, 30)])
    monkeypatch.setattr(
        "glassproof.verify.judging.evidence.formulas.compare_at_points", lambda *_, **__: blind
    )
    found = tuple(trials(sample(2)))
    assert {t.outcome for t in found if not t.equal} == {"wrong"}  # supported, though it differs


def test_a_judge_that_proves_everything_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    proof = Certificate("by decree", "everything is equal")
    monkeypatch.setattr(
        "glassproof.verify.judging.evidence.formulas.proof_of_vanishing", lambda *_: proof
    )
    assert {t.outcome for t in trials(sample(2)) if not t.equal} == {"undecided"}


def test_a_judge_that_proves_nothing_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "glassproof.verify.judging.evidence.formulas.proof_of_vanishing", lambda *_: None
    )
    assert {t.outcome for t in trials(sample(2)) if t.equal} == {"undecided"}


def test_a_judge_that_breaks_is_no_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_) -> None:
        raise KeyError("a slip of the code")

    monkeypatch.setattr("glassproof.verify.judging.evidence.formulas.proof_of_vanishing", broken)
    with pytest.raises(ArithmeticError, match="broke"):
        put_to_the_judge(sample(0), p)


def test_the_judge_is_asked_in_its_own_way() -> None:
    """Units of those names exist; the exposition alone is left out."""
    work = {unit.name for unit in units(sample(0), seed=0)}
    assert work == {*FORMULA_UNITS, "exposition"}


@pytest.mark.parametrize("name", ["resolvent.self-energy", "concentration.tail"])
def test_a_derived_result_is_a_claim_for_every_entry_with_a_range_for_every_symbol(name) -> None:
    result = DERIVED[name]().result
    entries = list(result) if isinstance(result, sp.MatrixBase) else [result]
    found = list(about_derived(name))
    assert [claim.published for claim in found] == entries
    for claim in found:
        assert claim.published.free_symbols == set(claim.domain.ranges)


def test_mutants_are_single_edits_of_every_kind() -> None:
    formula = kappa * sp.log(p + sigma_z**2 * (q + sigma_z))
    found = mutants(formula)
    assert len({m.formula for m in found}) == len(found)
    assert formula not in {m.formula for m in found}
    assert {m.kind for m in found} == {
        "sign", "factor 2", "term dropped", "exponent", "argument", "p <-> q",
        "kappa <-> 1 - kappa", "sigma_z <-> sigma_z^2",
    }  # fmt: skip
    by_kind = {m.formula: m.kind for m in found}
    assert by_kind[formula.xreplace({kappa: 1 - kappa})] == "kappa <-> 1 - kappa"
    assert by_kind[kappa * sp.log(p)] == "term dropped"


def test_a_symbol_that_the_formula_lacks_may_take_the_place_of_another() -> None:
    assert ("p <-> q", q + 1) not in [(m.kind, m.formula) for m in mutants(p + 1)]
    assert ("p <-> q", q + 1) in [(m.kind, m.formula) for m in mutants(p + 1, [p, q])]


def test_rewritings_change_the_form_and_not_the_value() -> None:
    """Against SymPy's own numerics at one point."""
    formula = sp.log(p + 2 * p**2) * sp.sqrt(kappa + 2) + 2**p
    found = rewritings(formula)
    assert {name for name, _ in found} <= set(REWRITINGS)
    assert len(found) >= 15
    at = {p: 3, kappa: sp.Rational(1, 3)}
    for name, rewritten in found:
        assert rewritten != formula, name
        assert abs((rewritten - formula).subs(at).evalf(40)) < 1e-30, name


def test_the_truth_is_told_without_the_judge() -> None:
    assert are_equal(sp.sin(p) ** 2 + sp.cos(p) ** 2 - 1, p, MODEL_DOMAIN)
    assert are_equal(sp.cosh(p) ** 2 - sp.sinh(p) ** 2 - 1, p, MODEL_DOMAIN)
    assert are_equal(sp.cosh(100 * p) ** 2 - sp.sinh(100 * p) ** 2 - 1, p, MODEL_DOMAIN)
    assert are_equal(p * sp.Rational(1, 10**40), p, MODEL_DOMAIN) is False
    assert are_equal(1 / sp.Add(p, -p, evaluate=False), p, MODEL_DOMAIN) is None


def test_formulas_that_differ_somewhere_only_are_not_equal() -> None:
    """|x| and x agree on half of the points."""
    x = sp.Symbol("x", real=True)
    assert are_equal(sp.Abs(x) - x, x, Domain({x: Range()})) is False


def test_outcomes_by_truth_and_verdict() -> None:
    def outcome(equal: bool, verdict: Verdict) -> str:
        return Trial("s", "k", "p", equal, verdict, 0.0).outcome

    assert [outcome(True, v) for v in Verdict] == ["right", "wrong", "undecided", "undecided"]
    assert [outcome(False, v) for v in Verdict] == ["wrong", "right", "wrong", "undecided"]


def test_values_too_large_to_tell_are_passed_over() -> None:
    tower = sp.exp(sp.exp(100 * p))
    assert are_equal(tower - tower * (1 + p), p, MODEL_DOMAIN) is None
    assert are_equal(sp.exp(sp.exp(p)) - p, p, MODEL_DOMAIN) is False
