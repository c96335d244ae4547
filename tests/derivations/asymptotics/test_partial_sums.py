"""Partial sums against their values at a large argument, and mutants of their laws."""

from __future__ import annotations

import pytest
import sympy as sp

from glassproof.derivations.asymptotics.partial_sums import of_partial_sums
from glassproof.derivations.proof.domain import Domain

n, k = sp.symbols("n k", integer=True, positive=True)
LAWS = [
    (1 / k, 1, n, sp.log(n)),
    (1 / sp.sqrt(k), 1, n, 2 * sp.sqrt(n)),
    (sp.log(k), 1, n, n * sp.log(n)),
    (sp.log(k), 1, 2 * n, 2 * n * sp.log(n)),
    (k**3 / (k + 1), 1, n + 5, n**3 / 3),
    (2**k / k, 1, n, 2 ** (n + 1) / n),
    (sp.log(k) / k, 1, n, sp.log(n) ** 2 / 2),
    (sp.binomial(2 * k, k), 0, n, sp.Rational(4, 3) * 4**n / sp.sqrt(sp.pi * n)),
    (-sp.sqrt(k), 3, n - 1, -sp.Rational(2, 3) * n ** sp.Rational(3, 2)),
]


@pytest.mark.parametrize(("term", "low", "high", "law"), LAWS)
def test_laws_hold_with_their_constant_alone(term, low, high, law):
    total = sp.Sum(term, (k, low, high))
    found = of_partial_sums(total, law, n, Domain({}))
    assert found is not None
    assert found.holds
    for wrong in (2 * law, law * n, law / sp.log(n)):
        refuted = of_partial_sums(total, wrong, n, Domain({}))
        assert refuted is None or not refuted.holds
    turned = of_partial_sums(law, total, n, Domain({}))
    assert turned is not None
    assert turned.holds


@pytest.mark.parametrize(
    ("total", "other"),
    [
        (sp.Sum(1 / k**2, (k, 1, n)), sp.pi**2 / 6),  # bounded: the theorem says nothing
        (sp.Sum((-1) ** k * k, (k, 1, n)), n / 2),  # its steps have no leading term
        (sp.Sum(k * n, (k, 1, n)), n**3 / 2),  # the terms depend on n
        (sp.Sum(k, (k, n, 2 * n)), 3 * n**2 / 2),
    ],
)
def test_beyond_the_theorem_nothing_is_said(total, other):
    assert of_partial_sums(total, other, n, Domain({})) is None
