"""What is not finite is a defect that is named, never an agreement, and no ratio is nan."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import sympy as sp

from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, Range
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.evidence import Examination, Finding, Kind, Outcome
from glassproof.verify.claims.nature.experiment import Experiment
from glassproof.verify.claims.nature.statistical_tests.base import StatisticalTest
from glassproof.verify.claims.nature.statistical_tests.bounds import TailTest
from glassproof.verify.claims.nature.statistical_tests.means import (
    EstimatedMeanTest,
    FractionsTest,
    GrowthTest,
    MeanTest,
)
from glassproof.verify.claims.nature.statistical_tests.variances import (
    CorrelationTest,
    ResidualVarianceTest,
    VarianceTest,
)
from glassproof.verify.claims.source import Reference, Source
from glassproof.verify.judging.effort import Effort
from glassproof.verify.judging.finite import is_finite_form
from glassproof.verify.judging.judge import Judgement, judge
from glassproof.verify.judging.verdict import Verdict, is_defect
from glassproof.verify.keeping.ledger import Ledger

s = sp.Symbol("s", positive=True)
DOMAIN = Domain({s: Range(0, None, log=True, draw=("1/100", 100))})
SOURCE = Source(Reference("toy", "Toy", "nobody", "unpublished"), "nowhere", "nothing")
INF, NAN = float("inf"), float("nan")


def squares(rng: np.random.Generator, draws: int) -> np.ndarray:
    """Gaussian draws of variance 4."""
    values = 2 * rng.standard_normal(draws)
    return np.array([draws, values @ values])


def experiment(**changes: Any) -> Experiment:
    given = {
        "name": "draws",
        "describes": "variance of draws",
        "point": {s: sp.Integer(2)},
        "chunk": squares,
        "draws": 4000,
        "test": VarianceTest(),
    }
    return Experiment(**{**given, **changes})


def claim(published: Any, right: Any = s**2, *nature: Experiment, **changes: Any) -> Claim:
    given = {
        "id": "toy",
        "title": "A variance",
        "published": published,
        "derived": lambda: Derivation("toy", (Step(right, "given"),), DOMAIN),
        "domain": DOMAIN,
        "source": SOURCE,
        "nature": nature,
    }
    return Claim(**{**given, **changes})


def require_defect(judgement: Judgement, *words: str) -> None:
    """The ruling is a defect in these words; no ratio is printed; the ledger is strict JSON."""
    assert judgement.ruling.verdict is Verdict.UNDECIDED
    assert is_defect(judgement.ruling)
    assert judgement.ruling.decisive is not None
    assert judgement.ruling.decisive.outcome is Outcome.DEFECT
    for word in words:
        assert word in judgement.ruling.reason
    assert judgement.exposition["ratio"] in ("", "1")
    json.dumps(Ledger("toy", (judgement,), 0, Effort.QUICK).to_dict(), allow_nan=False)


NOT_FINITE = [sp.nan, sp.zoo, sp.oo, -sp.oo, sp.zoo * s, s + sp.nan, 1 / sp.S.Zero]


@pytest.mark.parametrize("value", NOT_FINITE, ids=str)
def test_a_published_or_derived_formula_that_is_not_finite(value: sp.Expr) -> None:
    for nature in ((), (experiment(),)):
        require_defect(judge(claim(value, s**2, *nature)), "is published is not finite", str(value))
        require_defect(judge(claim(s**2, value, *nature)), "is derived is not finite", str(value))
        require_defect(judge(claim(value, value, *nature)), "not finite", str(value))


@pytest.mark.parametrize("formula", [1 / (s - 2), sp.log(s - 2), sp.sqrt(1 - s), sp.exp(s) ** 9999])
def test_a_formula_that_is_not_finite_where_nature_is_asked(formula: sp.Expr) -> None:
    """A pole, a logarithm of zero, a complex value, one beyond float64."""
    at = ("for variance of draws at s = 2", "NotFiniteError")
    require_defect(judge(claim(formula, s**2, experiment())), "the value that is published", *at)
    require_defect(judge(claim(s**2, formula, experiment())), "the value that is derived", *at)
    require_defect(judge(claim(formula, formula, experiment())), "the value that is", *at)


@pytest.mark.parametrize("value", [NAN, INF, -INF, 1j, sp.zoo, sp.I, np.array([1, NAN]), (1, INF)])
@pytest.mark.parametrize("side", ["published", "derived"])
def test_what_is_asserted_of_nature_is_finite(value: Any, side: str) -> None:
    pair = (value, 4.0) if side == "published" else (4.0, value)
    words = claim(
        "in words",
        s,
        experiment(asserted=lambda: pair),
        derived=None,
        examinations=(Examination("look", lambda: Finding(Kind.CERTIFIED, Outcome.HOLDS, "so")),),
    )
    require_defect(judge(words), f"the value that is {side} for variance of draws")


@pytest.mark.parametrize("value", [NAN, INF])
def test_a_sample_that_is_not_finite(value: float) -> None:
    broken = experiment(chunk=lambda _rng, draws: np.array([draws, value]))
    require_defect(
        judge(claim(s**2, s**2, broken)), "a sum of the experiment 'draws', chunk 0, is", "entry 1"
    )


@pytest.mark.parametrize(
    ("test", "sums", "predicted"),
    [
        (GrowthTest(10, 0.0, 0.0), [100, 0, 0], 1.0),  # the logarithm of nothing
        (GrowthTest(10, 0.0, 0.0), [100, -5, 9], 1.0),  # and of less
        (CorrelationTest(), [100, 0, 0, 0], 0.5),
        (ResidualVarianceTest(), [100, 0, 0, 0], 1.0),
    ],
)
def test_a_comparison_that_finds_nothing_finite(
    test: StatisticalTest, sums: list[float], predicted: float
) -> None:
    """Neither a traceback nor an agreement."""
    told = experiment(
        chunk=lambda _rng, _draws: np.array(sums) / 8,
        test=test,
        predict=lambda _formula, _point: predicted,
    )
    require_defect(judge(claim(s**2, s**2, told)), "draws: variance of draws: ")


@pytest.mark.parametrize(
    ("test", "sums", "predicted"),
    [
        (VarianceTest(), [100, 90], 0.0),
        (MeanTest(), [100, 0, 0], 0.0),
        (EstimatedMeanTest(), [100, 0, 0], (0.0, 0.0)),
        (EstimatedMeanTest(), [100, 50, 50], (0.0, 0.1)),
        (TailTest(), [100, 0], 0.0),
        (FractionsTest(bias=0.0), [100, 0, 100, 0, 100], (0.0, 1.0)),
    ],
)
def test_edges_of_a_statistic_are_no_defects_by_themselves(
    test: StatisticalTest, sums: list[float], predicted: Any
) -> None:
    """Nothing sampled, nothing predicted: the test says so in finite numbers."""
    judgement = judge(
        claim(
            s**2,
            s**2,
            experiment(
                chunk=lambda _rng, _draws: np.array(sums) / 8,
                test=test,
                predict=lambda _formula, _point: predicted,
            ),
        )
    )
    (sampled,) = (e for e in judgement.evidence if e.kind is Kind.NATURE)
    assert "NotFiniteError" not in sampled.detail
    assert "Error" not in sampled.detail
    json.dumps(sampled.to_dict(), allow_nan=False)


@pytest.mark.parametrize(
    ("published", "derived", "verdict"),
    [
        (sp.S.Zero, sp.S.Zero, Verdict.VERIFIED),
        ((s + 1) ** 2 - s**2 - 2 * s - 1, sp.S.Zero, Verdict.VERIFIED),
        (sp.S.Zero, (s + 1) ** 2 - s**2 - 2 * s - 1, Verdict.VERIFIED),
        (s, sp.S.Zero, Verdict.REFUTED),
        (s, (s + 1) ** 2 - s**2 - 2 * s - 1, Verdict.REFUTED),
    ],
)
def test_over_zero_there_is_no_ratio(
    published: sp.Expr, derived: sp.Expr, verdict: Verdict
) -> None:
    judgement = judge(claim(published, derived))
    assert judgement.ruling.verdict is verdict
    assert judgement.exposition["ratio"] == judgement.exposition["ratio_latex"] == ""


def test_nothing_over_something_is_nothing() -> None:
    assert judge(claim(sp.S.Zero)).exposition["ratio"] == "0"


INSIDE: list[tuple[Callable[[], sp.Basic], bool]] = [
    (lambda: sp.Integral(sp.exp(-(s**2)), (s, 0, sp.oo)), True),
    (lambda: sp.Sum(1 / s**2, (s, 1, sp.oo)), True),
    (lambda: sp.Integral(sp.zoo, (s, 0, 1)), False),
    (lambda: sp.Limit(sp.sin(s) / s, s, sp.oo), True),
    (lambda: sp.Piecewise((s, s < sp.oo), (0, True)), True),
    (lambda: sp.Piecewise((s, s < 1), (sp.oo, True)), False),
    (lambda: sp.sin(s, evaluate=False) + 1, True),
    (lambda: sp.Max(s, 1) * sp.oo * sp.Symbol("r", real=True), False),
]


@pytest.mark.parametrize(("made", "finite"), INSIDE)
def test_bounds_and_conditions_may_be_infinite(made: Callable[[], sp.Basic], finite: bool) -> None:
    assert is_finite_form(made()) is finite
