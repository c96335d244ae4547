"""The page of measurements, from a small made-up run; the counter of operations, by hand counts."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest
from numba import njit

from benchmarks import textbook
from benchmarks.operations import operations
from benchmarks.report import duration, main, number
from glassproof.numerics.gan_glass.complexity import theta

MACHINE = {
    "processor": "an abacus",
    "cores": 2,
    "load": [0.25, 1.5],
    "python": "3.11.0",
    "libraries": {"numpy": "2.0"},
    "node": "a-host-that-is-not-named",
}


def _entry(seconds: float, **notes: Any) -> dict[str, Any]:
    """``seconds`` is what counts: the least time, or the median where two ways are compared."""
    counts, other = ("min", "median") if notes["way"] == "ours" else ("median", "min")
    return {"extra_info": notes, "stats": {counts: seconds, other: 100 * seconds}}


@njit
def _root(x: float) -> float:
    return math.sqrt(x)


@njit
def _kernel(x: Any, out: Any) -> None:
    for i in range(len(x)):
        turned = complex(-x[i], 1.0) * x[i]
        out[i] = math.log(_root(x[i] * x[i] + abs(x[i])) / turned.imag)


RUN = {
    "machine_info": MACHINE,
    "benchmarks": [
        _entry(0.1, work="matrix product", way="ours", points=1, operations=5e9),
        _entry(0.25, work="density", way="ours", points=10**6, operations=1e9),
        _entry(0.004, work="density", way="ours on the textbook's points", points=1000),
        _entry(0.2, work="density", way="textbook", points=1000),
        _entry(0.001, work="Theta grid", way="ours", points=1),
        _entry(12.0, work="Theta grid", way="ours", points=250_000),
        _entry(0.03, work="log-potential by precision", way="ours", points=1, digits=200),
        _entry(
            0.1,
            work="log abs det, N = 50",
            way="ours on the textbook's points",
            points=100,
            N=50,
            operations=1e9,
        ),
        _entry(0.5, work="log abs det, N = 50", way="textbook", points=100, N=50),
        _entry(2.0, work="estimate", way="ours", points=100, N=50, jobs=1),
        _entry(1.25, work="estimate", way="ours", points=100, N=50, jobs=2),
        _entry(3.0, work="Gram equivalent, p = 2000", way="ours", points=6, factorisations=7.5),
        _entry(0.5, work="two circles, p = 3, q = 3", way="ours", points=300),
        _entry(
            1.6,
            work="16 pairs on digits, a pass",
            way="ours on the textbook's points",
            points=16,
            operations=1.6e11,
            examples=32_000,
        ),
        _entry(0.4, work="16 pairs on digits, a pass", way="textbook", points=2),
        _entry(
            0.02,
            work="matrix product, single precision, all cores",
            way="ours",
            points=1,
            operations=1e10,
        ),
    ],
}


@pytest.fixture
def page(tmp_path: Path) -> str:
    source, target = tmp_path / "run.json", tmp_path / "performance.md"
    source.write_text(json.dumps(RUN))
    main(str(source), str(target))
    return target.read_text()


@pytest.mark.parametrize(
    "row",
    [
        # 10^6 values in 0.25 s; 200 µs against 4 µs a point.
        "| density, 10^6 values, one core | at least 5e6 values/s | 4e6 values/s | **no** "
        "| 1000 | 200 µs | 4 µs | 50 |",
        # The largest grid counts, and 12 s break the budget.
        "| Theta on 500 x 500 bounds (Fig. 3) | at most 2 s | 12 s | **no** |  |  |  |  |",
        "| log abs det, N = 50 | at least 3 times eigvalsh | 5 times eigvalsh | yes "
        "| 100 | 5 ms | 1 ms | 5 |",
        "| 250,000 | 12 s | 48 µs |",
        "| 200 | 30 ms | 33.3 |",
        # 1e9 operations in 0.25 s of a peak of 5e10 a second.
        "| density | 1000 | 4.00 | 8.0% |",
        "| 50 | 1,000 | 200 | 5 | 20.0% | 50 | 80 | 1.6 |",
        "| Gram equivalent, p = 2000 | 3 s | 500 ms | 7.5 |",
        "| two circles, p = 3, q = 3 | 600 |  |  |",
        # 1.6e11 operations in 1.6 s of a peak of 5e11 a second; 0.2 s a pass alone, 0.1 s together.
        "| 16 pairs on digits, a pass | 100 ms | 20,000 | 20.0% | 2 |",
    ],
)
def test_measurements_become_rows(page: str, row: str) -> None:
    assert row in page.splitlines()


def test_the_page_says_how_it_was_made_and_names_no_host(page: str) -> None:
    assert "`make bench`" in page
    words = " ".join(page.split())
    assert "2 cores (an abacus), load average 0.2 at the start and 1.5 at the end" in words
    assert "Python 3.11.0, numpy 2.0." in words
    assert MACHINE["node"] not in page


def test_what_was_not_measured_is_said(page: str) -> None:
    assert "| `glassproof --help` | at most 0.4 s | not measured |  |  |  |  |  |" in page


def test_every_table_is_rectangular(page: str) -> None:
    blocks = [block.splitlines() for block in page.split("\n\n") if block.startswith("|")]
    assert len(blocks) == 9
    for block in blocks:
        assert len({line.count("|") for line in block}) == 1


def test_numbers_keep_three_digits() -> None:
    assert [duration(s) for s in (61.0, 0.0123, 4.56e-6, 2e-9)] == [
        "61 s",
        "12.3 ms",
        "4.56 µs",
        "2 ns",
    ]
    assert [number(x) for x in (123456.0, 99.96, 0.001234)] == ["123,000", "100", "0.00123"]


def test_operations_are_counted() -> None:
    """By hand: two for the complex product; product, sum, root, quotient, logarithm."""
    assert operations(_kernel, [1.0, 2.0, 3.0], points=3) == 7


def test_the_textbook_finds_the_same_theta() -> None:
    """Quadrature and SLSQP against the closed form, where one loss is at its bound."""
    glass = {"p": 3, "q": 3, "sigma_z": 1.0, "kappa": 0.9}
    assert textbook.theta(3.0, -6.0, **glass) == pytest.approx(theta(3.0, -6.0, **glass), rel=1e-7)
