"""A ledger of measurements, which nature decides alone: accepted, and refused if it is changed."""

from __future__ import annotations

from functools import cache
from random import Random
from typing import Any

import pytest

import glassproof as gp
from glassproof.recheck import recheck
from glassproof.recheck.findings import Level
from glassproof.verify.checking.claims_file import parse_claims
from tests.recheck.tampering import Path_, changed, put, signed

CLAIMS = b"""
[symbols]
N = "integer >= 1"

[[claim]]
id = "skewed"
published = "2*N**2 + 5*N + 5"
measured = { what = "moment", order = 4, ensemble = "GOE", size = "N", variance = 1, at = { N = 4 }, draws = 400 }

[[claim]]
id = "wrong"
published = "N/2"
measured = { what = "eigenvalues", from = -1, to = 1, ensemble = "GUE", size = "N", variance = "1/N", at = { N = 9 }, draws = 400, allowance = "1/4" }

[[claim]]
id = "never-seen"
published = "N/10**5"
measured = { what = "eigenvalues", from = 5, to = 6, ensemble = "GUE", size = "N", variance = "1/N", at = { N = 9 }, draws = 400 }
"""  # noqa: E501
SKEWED, WRONG, NEVER_SEEN = range(3)


@cache
def measured() -> dict[str, Any]:
    ledger: dict[str, Any] = gp.review(parse_claims(CLAIMS), jobs=1).to_dict()
    return ledger


def test_measurements_are_rechecked() -> None:
    verdicts = [claim["verdict"] for claim in measured()["claims"]]
    assert verdicts == ["supported", "refuted", "supported"]
    found = recheck(measured(), seed=1)
    assert found.accepted
    assert found.counts(Level.DIGITS)["p-values and errors follow from the sums"] == 3
    assert not [what for what in found.counts(Level.UNCHECKED) if "test" in what]


SAMPLE, DATA = ("certificate", "nature", 0), ("evidence", 0, "data")
ENTRIES: dict[str, Path_] = {
    **{f"sum {n} of {k}": (k, *SAMPLE, "sums", n) for k in (SKEWED, WRONG) for n in range(4)},
    # below step^2 squares and cubes have no say
    **{f"sum {n} of nothing": (NEVER_SEEN, *SAMPLE, "sums", n) for n in range(2)},
    "bias": (WRONG, *SAMPLE, "test", "bias"),
    "step": (NEVER_SEEN, *SAMPLE, "test", "step"),
    "level": (SKEWED, *SAMPLE, "test", "level"),
    "prediction": (WRONG, *SAMPLE, "published"),
    "p-value": (WRONG, *DATA, "published", "p-value"),
    "allowance": (SKEWED, *DATA, "allowance"),
    "standard error": (SKEWED, *DATA, "standard error"),
    "standard error beside the prediction": (SKEWED, *DATA, "published", "standard error"),
    "power": (SKEWED, *DATA, "power"),
}


@pytest.mark.parametrize("entry", ENTRIES)
def test_changes_are_noticed_though_the_digest_is_computed_anew(entry: str) -> None:
    path = ("claims", *ENTRIES[entry])
    tampered = put(measured(), path, lambda value: changed(value, Random(entry)))
    assert not recheck(signed(tampered), seed=1).accepted


@pytest.mark.parametrize("key", ["bias", "step"])
def test_a_law_without_its_parameters_is_noticed(key: str) -> None:
    tampered = put(measured(), ("claims", SKEWED, *SAMPLE, "test", key), None)
    assert not recheck(signed(tampered), seed=1).accepted


@pytest.mark.parametrize("key", ["standard error", "estimate", "level", "sample size"])
def test_what_a_law_of_the_paper_s_own_shows_is_held_against_itself(key: str) -> None:
    law = (*SAMPLE, "test", "law")
    own = put(measured(), ("claims", SKEWED, *law), lambda _: "own law: MeanOfOurs")
    assert recheck(signed(own), seed=1).accepted
    tampered = put(own, ("claims", SKEWED, *DATA, key), lambda value: 2 * value)
    assert not recheck(signed(tampered), seed=1).accepted
