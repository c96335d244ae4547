"""Bounds of sums that grow beyond what memory could write down."""

from __future__ import annotations

import pytest

import glassproof as gp


@pytest.mark.parametrize(
    "text",
    [
        r"\sum_{m=2^{k-1}+1}^{2^k} \frac{1}{m} \ge \frac{1}{2}",
        r"\sum_{m=1}^{3^{k^2}} \frac{1}{m} > 0",
        r"\prod_{m=2^k}^{4^k} \left(1 + \frac{1}{m}\right) > 1",
        r"\sum_{m=2^{2^k}}^{\infty} \frac{1}{m^2} > 0",
    ],
)
def test_a_huge_bound_costs_its_point_and_not_the_process(text: str) -> None:
    found = gp.check(text, where="k integer >= 1", latex=True)
    assert str(found.verdict) != "refuted"


def test_sums_within_sums_of_huge_bounds_are_left_open() -> None:
    inner = r"\sum_{m=2^i}^{2^{i+1}-1}"
    text = (
        rf"\sum_{{i=1}}^{{k-1}} {inner} \frac{{1}}{{m^p}} < \sum_{{i=1}}^{{k-1}} {inner} 2^{{-ip}}"
    )
    found = gp.check(text, where="k integer >= 2, p > 1", latex=True)
    assert str(found.verdict) != "refuted"
    assert "defect" not in found.judgement.ruling.reason
