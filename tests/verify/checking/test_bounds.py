"""Inequalities of known truth held against the judge: no false one verified, every one refuted."""

from __future__ import annotations

import functools

import pytest
import sympy as sp

from glassproof.derivations.inequalities import prover
from glassproof.derivations.inequalities.samples import signs_seen
from glassproof.verify.checking.chains import check_chain
from glassproof.verify.checking.found import Check
from glassproof.verify.judging.limits import BARE
from glassproof.verify.judging.verdict import Verdict
from tests.verify.checking.bounds import FALSE, TRUE, read

_CHUNKS = 6
_HOLDS = {"<=": sp.Le, "<": sp.Lt, ">=": sp.Ge, ">": sp.Gt}


@functools.cache
def _judged(relation: str, where: str) -> Check:
    return check_chain(relation, where=where, limits=BARE)


@pytest.mark.long
@pytest.mark.parametrize("chunk", range(_CHUNKS))
def test_true_bounds_are_never_refuted_and_mostly_proven(chunk: int) -> None:
    verdicts = {
        relation: _judged(relation, where).verdict for relation, where in read(TRUE)[chunk::_CHUNKS]
    }
    accepted = (Verdict.VERIFIED, Verdict.SUPPORTED)
    assert not {r: v for r, v in verdicts.items() if v not in accepted}
    proven = sum(verdict is Verdict.VERIFIED for verdict in verdicts.values())
    assert proven >= 0.8 * len(verdicts)


@pytest.mark.parametrize("chunk", range(_CHUNKS))
def test_false_bounds_are_refuted_by_a_point_at_which_they_fail(chunk: int) -> None:
    """The point is looked at again by mpmath, which knows nothing of balls."""
    for relation, where in read(FALSE)[chunk::_CHUNKS]:
        found = _judged(relation, where)
        assert found.verdict is Verdict.REFUTED, relation
        point = found.counterexample
        assert point is not None
        gap = (found.formula - found.right).subs(point)
        value = sp.N(gap, 60, maxn=4000) if gap != 0 else sp.S.Zero
        assert not _HOLDS[found.relation](value, 0), relation
        assert found.judgement.claim.domain.admits(point)


@pytest.mark.parametrize("chunk", range(_CHUNKS))
def test_no_false_bound_is_proven_where_points_are_not_asked(
    chunk: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Proofs are held back by points that contradict; here they have to fail by themselves."""

    def as_hoped(expr: sp.Expr, domain: object, most: int = 2) -> set[int] | None:
        seen = signs_seen(expr, domain, most)  # type: ignore[arg-type]
        return seen if seen is None or len(seen) == 1 else {1}

    for relation, where in read(FALSE)[chunk::_CHUNKS]:
        claim = _judged(relation, where).judgement.claim
        assert claim.derived is not None
        sides = (claim.published, claim.derived().result)
        smaller, larger = sides[::-1] if claim.relation.is_descending else sides
        domain, strict = claim.domain.explicit, claim.relation.is_strict
        with monkeypatch.context() as patched:
            patched.setattr(prover, "signs_seen", as_hoped)
            found = prover.proof_of_order(smaller, larger, domain, strict=strict)
        assert found is None, relation
