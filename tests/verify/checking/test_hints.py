"""Hints: every kind of slip in a known formula is found, and what is found is right."""

from __future__ import annotations

import pytest
import sympy as sp

from glassproof.derivations.block_matrix.symbols import kappa
from glassproof.derivations.gan_glass.model import MODEL_DOMAIN, m, p, q, sigma_z
from glassproof.derivations.proof.equality import is_identically_zero
from glassproof.verify.checking.hints import find_hint
from glassproof.verify.reading.conditions.grammar import parse_conditions
from glassproof.verify.reading.formula import read
from tests.clock import computed

VARIANCE = p + sigma_z**2 * m * 2 ** (m - 1)
SCALE = sp.sqrt(p * (p - 1) * kappa)
LEVEL = kappa * sp.log(kappa) / 2 + (1 - kappa) * sp.log(1 - kappa) / 2


@pytest.mark.parametrize(
    ("given", "right", "words"),
    [
        (2 * VARIANCE, VARIANCE, "whole by 1/2"),
        (VARIANCE / sp.pi, VARIANCE, "whole by pi"),
        (-VARIANCE, VARIANCE, "sign of the whole"),
        (SCALE / p, SCALE, "whole by p"),
        (p - sigma_z**2 * m * 2 ** (m - 1), VARIANCE, "change the sign of"),
        (p + sigma_z**2 * m * 2**m, VARIANCE, "by 1/2"),
        (p + sigma_z**2 * m * 2 ** (m - 2), VARIANCE, "by 2"),
        (p + sigma_z**2 * m, VARIANCE, None),
        (p + sigma_z * m * 2 ** (m - 1), VARIANCE, "sigma_z by sigma_z**2"),
        (p + sigma_z**4 * m * 2 ** (m - 1), VARIANCE, "sigma_z"),
        (q + sigma_z**2 * m * 2 ** (m - 1), VARIANCE, "q by p"),
        (p**2 + sigma_z**2 * m * 2 ** (m - 1), VARIANCE, "p"),
        (sigma_z**2 * m * 2 ** (m - 1), VARIANCE, "add the term p"),
        (p, VARIANCE, "add the term"),
        (VARIANCE + q, VARIANCE, "drop the term q"),
        (sp.sqrt(p * (p - 1) * (1 - kappa)), SCALE, "exchange kappa and 1 - kappa"),
        (sp.sqrt(q * (q - 1) * kappa), SCALE, "q by p"),
        (sp.sqrt(p * (p + 1) * kappa), SCALE, "change the sign of 1"),
        (p * (p - 1) * kappa, SCALE, "root"),
        (kappa * sp.log(1 - kappa) / 2 + (1 - kappa) * sp.log(1 - kappa) / 2, LEVEL, "kappa"),
        (kappa * sp.log(kappa) / 2 - (1 - kappa) * sp.log(1 - kappa) / 2, LEVEL, "sign"),
        (kappa * sp.log(kappa) + (1 - kappa) * sp.log(1 - kappa) / 2, LEVEL, "1/2"),
        (p**q, q**p, "swap p and q"),
        (sp.log(p + 6), sp.log(p + 3), "number 6 by 3"),
    ],
)
def test_slips_are_found(given, right, words):
    start = computed()
    hint = find_hint(given, right, MODEL_DOMAIN)
    assert computed() - start < 8
    if words is None:
        assert hint is None
    else:
        assert hint is not None
        assert words in hint.edit
        assert is_identically_zero(hint.formula - right, MODEL_DOMAIN)


def test_no_hint_where_no_single_edit_leads():
    assert find_hint(sp.exp(p) + q, sp.log(sigma_z) - kappa**3, MODEL_DOMAIN, seconds=1) is None


def test_zero_has_no_hint():
    assert find_hint(sp.Integer(0), p, MODEL_DOMAIN) is None
    assert find_hint(p, sp.Integer(0), MODEL_DOMAIN) is None


@pytest.mark.parametrize(
    ("given", "right", "words"),
    [
        ("(1 - x**n)/(1 - x)", "Sum(x**k, (k, 0, n))", "replace x**n by x**(n + 1)"),
        ("n**2 + 1", "Sum(2*k - 1, (k, 1, n))", "drop the term 1"),
        ("n*(n - 1)/2", "Sum(k, (k, 1, n))", "change the sign of -1 in n - 1"),
        ("(n + 1)*log(n + 1)", "n*log(n)", "replace n by n - 1"),
    ],
)
def test_slips_beside_sums_and_shifted_indices_are_found(given, right, words):
    declared = parse_conditions("n integer >= 2, x > 1")
    wrong, meant = (read(text, declared.symbols).expr for text in (given, right))
    found = find_hint(wrong, meant, declared.domain, seconds=60)
    assert found is not None
    assert found.edit == words


@pytest.mark.parametrize(
    ("term", "right", "words"),
    [("k", "n*(n - 1)/2", "replace n by n - 1"), ("k**2", "n*(n + 1)/2", "replace k**2 by k")],
)
def test_slips_in_sums_are_found_though_some_edits_make_no_sum(term, right, words):
    declared = parse_conditions("n integer >= 1")
    n, k = declared.symbols["n"], sp.Symbol("k", integer=True)
    given = sp.Sum(sp.sympify(term, locals={"k": k}), (k, 1, n))
    hint = find_hint(given, sp.sympify(right, locals={"n": n}), declared.domain, seconds=60)
    assert hint is not None
    assert hint.edit == words
