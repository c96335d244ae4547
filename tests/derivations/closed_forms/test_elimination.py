"""Sums and their like are unknowns until a prover says what they are."""

import sympy as sp

from glassproof.derivations.closed_forms.elimination import outermost, proof_of_vanishing
from glassproof.derivations.closed_forms.kinds import KINDS
from glassproof.derivations.closed_forms.table import PROVERS
from glassproof.derivations.proof.domain import Domain, Range

k, n = sp.symbols("k n", integer=True)
x = sp.Symbol("x", positive=True)
SUM = sp.Sum(sp.sin(k) / k, (k, 1, n))
DOMAIN = Domain(
    {x: Range(0, draw=("1/100", 9)), n: Range(1, None, integer=True, closed=True, draw=(1, 9))}
)


def test_what_cancels_needs_no_value():
    gap = (SUM + sp.log(x)) ** 2 - SUM**2 - 2 * SUM * sp.log(x) - sp.log(x) ** 2
    assert proof_of_vanishing(gap, DOMAIN) is not None
    assert proof_of_vanishing(gap + x, DOMAIN) is None
    assert proof_of_vanishing(SUM - sp.Sum(sp.cos(k) / k, (k, 1, n)), DOMAIN) is None


def test_only_the_outermost_are_looked_at():
    inner = sp.Sum(k, (k, 1, n))
    assert list(outermost(sp.Sum(inner, (n, 1, 3)) + inner)) in (
        [sp.Sum(inner, (n, 1, 3)), inner],
        [inner, sp.Sum(inner, (n, 1, 3))],
    )


def test_every_kind_of_node_has_its_row() -> None:
    assert set(PROVERS) == set(KINDS)


def test_provers_that_find_a_value_by_themselves_are_asked_once(monkeypatch):
    asked = []

    def fails(node, value, _domain):
        asked.append((node.func, value))

    x, k, n = sp.symbols("x k n", positive=True)
    for kind, values in ((sp.Integral, [None]), (sp.Sum, [n, None])):
        monkeypatch.setitem(PROVERS, kind, (fails,))
        asked.clear()
        assert proof_of_vanishing(kind(sp.Function("f")(k), (k, x, 2 * x)) - n, Domain({})) is None
        assert asked == [(kind, value) for value in values]
