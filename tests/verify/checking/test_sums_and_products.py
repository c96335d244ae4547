"""Sums and products with known values, judged; and their mutants, none of which is let through."""

import pytest

from glassproof.verify.checking.check import check_equal
from glassproof.verify.judging.limits import BARE
from glassproof.verify.judging.verdict import Verdict
from tests.verify.checking.sums_and_products import FINITE, INFINITE, families, mutants

IDENTITIES = [*FINITE, *INFINITE, *families()]
LEAST_PROVEN = 0.9


def _verdict(left, right, where):
    return check_equal(left, right, where=where, limits=BARE).verdict


def test_true_identities_are_proven():
    verdicts = [_verdict(*identity) for identity in IDENTITIES]
    assert len(verdicts) >= 200
    assert Verdict.REFUTED not in verdicts
    assert verdicts.count(Verdict.VERIFIED) >= LEAST_PROVEN * len(verdicts)


@pytest.mark.parametrize("part", range(4))
def test_mutants_are_refuted(part):
    for left, right, where in IDENTITIES[part::4]:
        for mutant in mutants(right, where):
            assert _verdict(left, mutant, where) is Verdict.REFUTED, (left, mutant)


@pytest.mark.parametrize(
    ("left", "where", "reason"),
    [
        ("Sum(1/k,(k,1,oo))", "", "the sum of 1/k diverges"),
        ("Sum((-1)**k,(k,0,oo))", "", "diverges"),
        ("Sum(2**k,(k,0,oo))", "", "diverges"),
        ("Sum(x**k,(k,0,oo))", "x > 1", "diverges"),
        ("Sum(1/k**s,(k,1,oo))", "s in (0, 1)", "diverges"),
        ("Sum(1/(k-3),(k,1,7))", "", "division by zero"),
    ],
)
def test_what_has_no_value_is_told(left, where, reason):
    found = check_equal(left, "1", where=where)
    assert found.verdict is Verdict.UNDECIDED
    assert reason in found.judgement.ruling.reason


def test_the_certificate_repeats_the_proof():
    found = check_equal(*IDENTITIES[0][:2], where=IDENTITIES[0][2])
    (proof,) = [e for e in found.judgement.evidence if "certificate" in e.data]
    (part,) = proof.data["certificate"]["parts"]
    assert part["method"] == "creative telescoping"
    assert part["data"]["sums"][0]["certificate"]
    assert part["data"]["recurrence"]
    assert part["data"]["start"]
