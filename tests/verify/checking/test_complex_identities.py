"""The judge and complex symbols: identities, misprints, and what holds on one branch alone."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
import sympy as sp

import glassproof as gp
from glassproof.derivations.proof.domain import DomainError
from glassproof.verify.checking.check import check_equal
from glassproof.verify.judging.limits import BARE
from tests.verify.checking.complex_identities import IDENTITIES, NOT_IDENTITIES

LEAST_PROVEN = 0.85


@pytest.fixture(scope="module")
def verdicts() -> list[str]:
    return [
        str(check_equal(a, b, where=where, limits=BARE).verdict) for a, b, where, _ in IDENTITIES
    ]


@pytest.mark.long
def test_no_identity_is_refuted_and_most_are_proven(verdicts: list[str]) -> None:
    assert set(verdicts) <= {"verified", "supported", "undecided"}
    assert verdicts.count("verified") >= LEAST_PROVEN * len(verdicts)


@pytest.mark.parametrize(
    ("left", "right", "where"),
    [(a, wrong, where) for a, _, where, wrong in IDENTITIES] + NOT_IDENTITIES,
    ids=lambda text: text,
)
def test_what_is_no_identity_is_refuted_at_a_point_of_the_domain(
    left: str, right: str, where: str
) -> None:
    found = check_equal(left, right, where=where, limits=BARE)
    assert str(found.verdict) == "refuted"
    assert found.counterexample
    assert all(value.is_number for value in found.counterexample.values())
    for symbol, value in found.counterexample.items():
        if "upper" in where and symbol.name == "z":
            assert sp.im(value) > 0
        if "< 1" in where and symbol.name == "z":
            assert abs(value) < 1


def test_a_counterexample_is_printed_as_a_complex_rational() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "glassproof", "check", "sqrt(z**2)", "--equals", "z", "--where",
         "z in upper half-plane", "--json", "-"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    told, _ = json.JSONDecoder().raw_decode(done.stdout)
    value = sp.sympify(told["counterexample"]["z"])
    assert told["verdict"] == "refuted"
    assert sp.im(value) > 0
    assert sp.re(value) < 0


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("z complex, z > 0", "no order"),
        ("z complex, z < w, w real", "no order"),
        ("z complex, 0 < z < 1", "no order"),
        ("z complex, z integer", "no order"),
        ("abs(z) < 1", "real or complex"),
        ("z in outer space", "expected an interval"),
    ],
)
def test_what_cannot_be_said_of_complex_names_is_refused(where: str, said: str) -> None:
    with pytest.raises(DomainError, match=said):
        gp.check("z", equals="z", where=where)
    with pytest.raises(DomainError):
        gp.check("z", equals="z**2", where=where)


def test_an_empty_region_is_an_error() -> None:
    with pytest.raises(DomainError):
        gp.check("z", equals="z + 1", where="z in upper half-plane, Im(z) < 0")
