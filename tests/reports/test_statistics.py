"""Tables of statistical tests: allowance, statistic, sides, level, power; bounds; no p of zero."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from glassproof.derivations.proof.domain import Domain
from glassproof.reports.latex import report as latex
from glassproof.reports.web import page as html
from glassproof.reports.wording import comparisons, of_the_test, p_value
from glassproof.verify.claims.claim import Claim
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
from glassproof.verify.claims.source import ReadFrom, Reference, Source
from glassproof.verify.judging.effort import Effort
from glassproof.verify.judging.judge import judge
from glassproof.verify.keeping.ledger import Ledger

SOURCE = Source(
    Reference("toy", "Toy", "nobody", "unpublished"), "p. 1", "the text", ReadFrom.PROSE
)


def observed(test: StatisticalTest, chunk: Any, published: float, derived: float) -> dict[str, Any]:
    """The ledger of one claim with one experiment, whose two predictions are given."""
    nature = Experiment(
        "draws", "a statistic", {}, chunk, 4000, test, asserted=lambda: (published, derived)
    )
    claim = Claim("a.b", "Toy", "It is so.", SOURCE, Domain({}), nature=(nature,))
    return Ledger("toy", (judge(claim),), 0, Effort.STANDARD).to_dict()


def normal(mean: float) -> Any:
    """Draws about ``mean`` with deviation 1/1000."""

    def chunk(rng: np.random.Generator, draws: int) -> Any:
        values = rng.normal(mean, 1e-3, size=draws)
        return np.array([draws, values.sum(), values @ values])

    return chunk


def rare(rng: np.random.Generator, draws: int) -> Any:
    """Something that happens once in twenty draws."""
    return np.array([draws, (rng.random(draws) < 0.05).sum()])


def data_of(ledger: dict[str, Any]) -> dict[str, Any]:
    return ledger["claims"][0]["evidence"][0]["data"]


def texts(ledger: dict[str, Any], out: Path) -> tuple[str, str]:
    return html.render(ledger), latex.write_report(ledger, out).read_text(encoding="utf-8")


def test_a_value_far_from_nature_shows_the_allowance_that_accepts_it(tmp_path: Path) -> None:
    """Hundreds of standard errors away, and p = 1: the allowance stands beside it."""
    ledger = observed(MeanTest(bias=0.02), normal(1.0), 1.01, 1.01)
    data = data_of(ledger)
    row = comparisons(data)[0]
    assert data["allowance"] == 0.02
    assert row.p == "1"
    assert 500 < float(row.distance.split()[0]) < 800  # 0.01 over 1e-3/sqrt(4000)
    assert "allowance for the finite size: 0.02, so that p = 1" in of_the_test(data)
    for text in texts(ledger, tmp_path):
        assert "allowance for the finite size" in text
        assert "0.02" in text
        assert "standard error (s.e.)" in text
        assert "two" in text


def test_a_bound_is_compared_as_a_bound(tmp_path: Path) -> None:
    ledger = observed(TailTest(), rare, 0.5, 0.5)
    data = data_of(ledger)
    assert data["one-sided"]
    (row,) = comparisons(data)
    assert (row.side, row.predicted) == ("both", "at most 0.5")
    assert row.distance == "within the bound"
    assert "one-sided, against a bound" in of_the_test(data)
    for text in texts(ledger, tmp_path):
        assert "at most 0.5" in text
        assert "within the bound" in text


def test_no_p_value_is_printed_as_zero(tmp_path: Path) -> None:
    ledger = observed(MeanTest(), normal(1.0), 2.0, 1.0)
    assert data_of(ledger)["published"]["p-value"] == 0
    assert comparisons(data_of(ledger))[1].p == "< 1e-300"
    page, tex = texts(ledger, tmp_path)
    assert re.search(r"<td>&lt; <math alttext=\"10\^-300\">.*?<mn>300</mn>.*?</td>", page)
    assert r"\textless{} $10^{-300}$" in tex
    assert p_value(5e-324) == "< 1e-300"


@pytest.mark.parametrize(
    "test",
    [
        VarianceTest(),
        ResidualVarianceTest(),
        MeanTest(bias=0.1),
        EstimatedMeanTest(),
        GrowthTest(size=2, reference=0.0, bias=0.1),
        TailTest(),
        CorrelationTest(),
        FractionsTest(0.1),
    ],
    ids=lambda test: type(test).__name__,
)
def test_every_test_names_its_statistic(test: StatisticalTest) -> None:
    assert test.statistic
    assert test.allowance == (0.1 if hasattr(test, "bias") else 0.0)
    assert test.one_sided is isinstance(test, TailTest)


def test_both_predictions_stand_beside_the_estimate_they_were_held_against() -> None:
    """Of several bins the one that disagrees most is another for another prediction."""

    def chunk(rng: np.random.Generator, draws: int) -> Any:
        first = rng.normal(0.25, 1e-3, size=draws)
        parts = np.stack([first, 1 - first])
        return np.concatenate([[draws], parts.sum(axis=1), (parts**2).sum(axis=1)])

    nature = Experiment(
        "bins", "masses", {}, chunk, 4000, FractionsTest(0.0),
        asserted=lambda: (np.array([0.25, 0.9]), np.array([0.25, 0.75])),
    )  # fmt: skip
    claim = Claim("a.b", "Toy", "It is so.", SOURCE, Domain({}), nature=(nature,))
    data = judge(claim).evidence[0].data
    assert data["published"]["estimate"] == pytest.approx(0.75, abs=1e-3)
    assert data["published"]["predicted"] == 0.9
    assert float(comparisons(data)[1].distance.split()[0]) > 1000


def test_draws_that_are_all_equal_have_no_standard_error() -> None:
    """A bin that no eigenvalue ever falls into: the distance is told as such, not in errors."""

    def chunk(_: np.random.Generator, draws: int) -> Any:
        return np.array([draws, 0.0, 0.0])

    ledger = observed(MeanTest(), chunk, 0.25, 0.0)
    published = comparisons(data_of(ledger))[1]
    assert (published.sampled, published.distance) == ("0, always", "0.25")
    (evidence,) = ledger["claims"][0]["evidence"]
    assert "0 in every draw" in evidence["detail"]
