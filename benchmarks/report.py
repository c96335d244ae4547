"""docs/performance.md from the JSON of a run: ``python -m benchmarks.report JSON PAGE``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from textwrap import fill
from typing import Any

from benchmarks.budgets import BUDGETS, PAIRS, Budget
from benchmarks.measurement import Run, read
from benchmarks.record import OURS, PAIR, TEXTBOOK

INTRODUCTION = """\
# Performance

`make bench` measured every number on this page and wrote it; none is typed by hand.
{machine}

A time is the least of a benchmark's rounds, since other work on the machine only adds; where two
ways are compared, both times are medians. BLAS runs on one thread, so that every rate is one core's
unless two processes are named. What is compiled when first used is compiled before."""

BUDGET_TEXT = """\
The textbook way (`benchmarks/textbook.py`) is `numpy.roots` for the density, `scipy.integrate.quad`
of it for the log-potential, `scipy.optimize.minimize` (SLSQP) of that for Theta and for least
losses, bisection of that Theta for indices; `numpy.linalg.eigvalsh` for log abs det; a search with
the iterated transform for an outlier. Where it takes seconds a point, the ratio is taken on a few
points of the same grid: both ways compute the same points in the same run, agree, and are divided.
"Points" says on how many; "textbook" and "here" are times a point on those; nothing is
extrapolated to the grid. On a whole grid the bounds of Theta and of the index map share work, and
take less time each than in this comparison. Spins of a layered glass are drawn by whole layers, one
matrix product for 32 configurations; the textbook visits one spin after the other, compiled by
Numba. Where its sums may be reordered the rate of a matrix product limits the ratio: a visit reads
600 couplings for one configuration, at a quarter of that rate."""

SIZE_TEXT = """\
Theta on size x size bounds of Fig. 3: what depends on one bound alone is solved once for each
distinct bound, the rest is a line search a point. The log-potential from the cost of a call to
the cost of a point."""

PRECISION_TEXT = """\
One value of the log-potential at one point, every digit cut from a rigorous ball."""

OPERATION_TEXT = """\
Operations are counted by running the kernel's own source on numbers that count (see
`benchmarks/operations.py`): additions, multiplications, divisions, square roots and logarithms are
one each. The peak is the measured rate of a 1500 x 1500 matrix product on one core, {peak:.1f}
GFlop/s. A matrix product is additions and multiplications in pairs only; the kernels divide, take
roots and logarithms, for which a processor needs many times as long, and cannot come near it."""

DETERMINANT_TEXT = """\
log abs det H and the index of sampled matrices by one symmetric factorisation, n^3/3 operations
each, beside `eigvalsh` of the same matrices. The estimate of the logarithm of the mean of abs det H
includes drawing the matrices; it is made by one process, then by two."""

GRAM_TEXT = """\
Equivalents for ten general covariances, and densities. The textbook way iterates the fixed-point
equation until it stands still, one factorisation of size p a step. Where covariances commute one
eigendecomposition serves all points."""

SEARCH_TEXT = """\
One search finds every critical point of one drawn glass, with certificates. The textbook way for
two circles follows all complex solutions by homotopy, as the package does on larger spheres."""


NETWORKS_TEXT = """\
Pairs of adversaries on digits, eight as one computation, beside one after the other, compiled
alike: both use all cores. Operations are those of matrix products; the peak is that of a 2000 x
2000 product in single precision on all cores. One pair alone already has batches of 64 images of up
to 64 patches as its matrices, so that together there is less to gain than where single examples are
trained on, and what more than eight pairs hold leaves the cache; normalisation and what moves
patches take the rest."""


def page(run: Run) -> str:
    """The page, in Markdown."""
    peak = run.rate("matrix product")
    sections = [
        INTRODUCTION.format(machine=_machine(run.machine)),
        "## Budgets",
        BUDGET_TEXT,
        _table("work | budget | measured | met | points | textbook | here | ratio", _budgets(run)),
        "## Time against grid size",
        SIZE_TEXT,
        _table("Theta, bounds | time | a bound", _sizes(run, "Theta grid")),
        _table("log-potential, values | time | a value", _sizes(run, "log-potential by size")),
        "## Time against precision",
        PRECISION_TEXT,
        _table("digits | a value | values/s", _precisions(run)),
        "## Floating-point operations",
        OPERATION_TEXT.format(peak=(peak or 0.0) / 1e9),
        _table("kernel | operations a value | GFlop/s | of peak", _operations(run, peak)),
        "## Log-determinants",
        DETERMINANT_TEXT + _others(run, peak),
        _table(
            "N | log dets/s | eigvalsh/s | ratio | of peak | "
            "estimate/s, one process | two processes | speed-up",
            _determinants(run, peak),
        ),
        "## Gram matrices",
        GRAM_TEXT,
        _table("work | time | a point | factorisations of size p a point", _gram(run)),
        "## Searches for critical points",
        SEARCH_TEXT,
        _table("glass | searches/s | textbook | ratio, same draws", _searches(run)),
        "## Trained networks",
        NETWORKS_TEXT,
        _table("work | a pass of a pair | examples/s | of peak | ratio", _networks(run)),
    ]
    return "\n\n".join(sections) + "\n"


def _machine(machine: dict[str, Any]) -> str:
    libraries = ", ".join(f"{name} {version}" for name, version in machine["libraries"].items())
    before, after = machine["load"]
    return fill(
        f"This time: {machine['cores']} cores ({machine['processor']}), load average {before:.1f} "
        f"at the start and {after:.1f} at the end, of which the run itself makes 1 to 2; "
        f"Python {machine['python']}, {libraries}.",
        width=100,
    )


def _table(heads: str, rows: Iterable[list[str]]) -> str:
    columns = heads.split(" | ")
    lines = [columns, ["---"] + ["---:"] * (len(columns) - 1), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _budgets(run: Run) -> Iterable[list[str]]:
    for budget in BUDGETS:
        value = budget.value(run)
        if value is None:
            yield [budget.title, budget.asked, "not measured", "", "", "", "", ""]
            continue
        met = "yes" if budget.met(value) else "**no**"
        yield [budget.title, budget.asked, budget.shown(value), met, *_compared(run, budget)]


def _compared(run: Run, budget: Budget) -> list[str]:
    pair, textbook = run.find(budget.work, PAIR), run.find(budget.work, TEXTBOOK)
    if pair is None or textbook is None:
        return ["", "", "", ""]
    return [
        str(pair.points),
        duration(textbook.each),
        duration(pair.each),
        number(textbook.each / pair.each),
    ]


def _sizes(run: Run, work: str) -> Iterable[list[str]]:
    for one in run.all(work, OURS):
        yield [f"{one.points:,}", duration(one.seconds), duration(one.each)]


def _precisions(run: Run) -> Iterable[list[str]]:
    for one in run.all("log-potential by precision", OURS):
        yield [str(one.notes["digits"]), duration(one.each), number(1 / one.each)]


def _operations(run: Run, peak: float | None) -> Iterable[list[str]]:
    for work in ("density", "log-potential"):
        one = run.find(work, OURS)
        if one is not None:
            rate = one.notes["operations"] / one.seconds
            each = f"{one.notes['operations'] / one.points:.0f}"
            yield [work, each, f"{rate / 1e9:.2f}", _share(rate, peak)]


def _determinants(run: Run, peak: float | None) -> Iterable[list[str]]:
    estimates = {(one.notes["N"], one.notes["jobs"]): one for one in run.all("estimate", OURS)}
    for size in sorted({N for N, _ in estimates}):
        work = f"log abs det, N = {size}"
        ours, textbook = run.find(work, PAIR), run.find(work, TEXTBOOK)
        one, two = (estimates.get((size, jobs)) for jobs in (1, 2))
        if ours and textbook and one and two:
            yield [
                str(size),
                number(1 / ours.each),
                number(1 / textbook.each),
                number(textbook.each / ours.each),
                _share(ours.notes["operations"] / ours.seconds, peak),
                number(1 / one.each),
                number(1 / two.each),
                number(one.each / two.each),
            ]


def _others(run: Run, peak: float | None) -> str:
    """What LAPACK's other factorisations reach, where they were measured."""
    cholesky, lu = (run.rate(f"LAPACK {routine}") for routine in ("dpotrf", "dgetrf"))
    if not (cholesky and lu):
        return ""
    text = (
        f"At N = 1000 Cholesky's factorisation, which needs no pivots, reaches "
        f"{_share(cholesky, peak)} of the peak, and the LU factorisation {_share(lu, peak)} on "
        "twice the operations: no symmetric factorisation with pivots can be expected to pass "
        "the first."
    )
    return "\n\n" + fill(text, width=100)


def _gram(run: Run) -> Iterable[list[str]]:
    for one in run.measurements:
        if "Gram" in one.work:
            way = f", {one.way}" if one.way == TEXTBOOK else ""
            count = one.notes.get("factorisations")
            each = "" if count is None else f"{count:.3g}"
            yield [one.work + way, duration(one.seconds), duration(one.each), each]


def _searches(run: Run) -> Iterable[list[str]]:
    for one in run.starting("two circles") + run.starting("N_D"):
        pair, textbook = run.find(one.work, PAIR), run.find(one.work, TEXTBOOK)
        ratio = number(textbook.each / pair.each) if pair and textbook else ""
        rate = number(1 / textbook.each) if textbook else ""
        yield [one.work, number(1 / one.each), rate, ratio]


def _networks(run: Run) -> Iterable[list[str]]:
    peak = run.rate("matrix product, single precision, all cores")
    for one in run.all(PAIRS, PAIR):
        textbook = run.find(PAIRS, TEXTBOOK)
        rate = number(one.notes["examples"] / one.seconds)
        share = _share(one.notes["operations"] / one.seconds, peak)
        ratio = number(textbook.each / one.each) if textbook else ""
        yield [one.work, duration(one.each), rate, share, ratio]


def _share(rate: float, peak: float | None) -> str:
    return f"{rate / peak:.1%}" if peak else "not measured"


def duration(seconds: float) -> str:
    """Three digits and a unit."""
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size:
            return f"{number(seconds / size)} {unit}"
    return f"{number(seconds / 1e-9)} ns"


def number(value: float) -> str:
    """Three digits, thousands set apart."""
    rounded = float(f"{value:.3g}")
    return f"{rounded:,.0f}" if abs(rounded) >= 100 else f"{rounded:g}"


def main(source: str, target: str) -> None:
    """Write the page at ``target`` from the JSON at ``source``."""
    run = read(json.loads(Path(source).read_text()))
    Path(target).write_text(page(run))


if __name__ == "__main__":
    main(*sys.argv[1:])
