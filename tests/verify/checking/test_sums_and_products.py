"""Sums and products with known values, judged; and their mutants, none of which is let through."""

import pytest

from glassproof.verify.checking.check import check_equal
from glassproof.verify.judging.limits import Limits
from glassproof.verify.judging.verdict import Verdict
from tests.verify.checking.sums_and_products import FINITE, INFINITE, families, mutants

IDENTITIES = [*FINITE, *INFINITE, *families()]
WITHOUT_PROOF = {
    "Sum(binomial(n,k)*binomial(m,k+5),(k,0,n))",
    "Sum(catalan(k)*catalan(n-k),(k,0,n))",
    "Sum(1/binomial(2*k,k),(k,0,oo))",
}
"""A convolution, and a series whose value is an integral: numbers agree."""

PATIENT = Limits(proof=60.0, extras=0.01, points=60.0)
"""What is proven does not depend on how busy the machine is."""


def _verdict(left, right, where):
    return check_equal(left, right, where=where, limits=PATIENT).verdict


@pytest.mark.parametrize(
    ("number", "left", "right", "where"),
    [(number, *row) for number, row in enumerate(IDENTITIES)],
    ids=[f"{left} = {right}" for left, right, _ in IDENTITIES],
)
def test_identities_are_proven_and_mutants_refuted(number, left, right, where):
    """Two mutants each, in turn."""
    wanted = Verdict.SUPPORTED if left in WITHOUT_PROOF else Verdict.VERIFIED
    assert _verdict(left, right, where) in (Verdict.VERIFIED, wanted)
    wrong = mutants(right, where)
    for mutant in (wrong[number % len(wrong)], wrong[(number + 1) % len(wrong)]):
        assert _verdict(left, mutant, where) is Verdict.REFUTED, mutant


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
    found = check_equal("Sum(binomial(n,k)**2,(k,0,n))", "binomial(2*n,n)", where="n integer >= 0")
    (proof,) = [e for e in found.judgement.evidence if "certificate" in e.data]
    (part,) = proof.data["certificate"]["parts"]
    assert part["method"] == "creative telescoping"
    assert part["data"]["sums"][0]["certificate"]
    assert part["data"]["recurrence"]
    assert part["data"]["start"]
