"""What the project asks of its speed on 2 cores: data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.measurement import Run
from benchmarks.record import OURS, PAIR, TEXTBOOK


@dataclass(frozen=True)
class Budget:
    """A title, the work it is about, how its value is read, and the bound on it."""

    title: str
    work: str
    read: Callable[[Run, str], float | None]
    bound: float
    unit: str
    at_least: bool = False

    @property
    def asked(self) -> str:
        """The bound in words."""
        return f"{'at least' if self.at_least else 'at most'} {self.shown(self.bound)}"

    def value(self, run: Run) -> float | None:
        """What was measured, if it was."""
        return self.read(run, self.work)

    def met(self, value: float) -> bool:
        """Whether the value keeps the budget."""
        return value >= self.bound if self.at_least else value <= self.bound

    def shown(self, value: float) -> str:
        """The value with its unit."""
        return f"{value:.3g} {self.unit}".replace("e+0", "e")


def _rate(run: Run, work: str) -> float | None:
    one = run.find(work, OURS)
    return None if one is None else 1 / one.each


def _seconds(run: Run, work: str) -> float | None:
    one = run.find(work, OURS)
    return None if one is None else one.seconds


def _pair(run: Run, work: str) -> float | None:
    one = run.find(work, PAIR)
    return None if one is None else one.seconds


def _ratio(run: Run, work: str) -> float | None:
    pair, textbook = run.find(work, PAIR), run.find(work, TEXTBOOK)
    return None if pair is None or textbook is None else textbook.each / pair.each


def _over(pair: str) -> Callable[[Run, str], float | None]:
    """The textbook's time for a work over ours for another, the same at other settings."""

    def read(run: Run, work: str) -> float | None:
        ours, textbook = run.find(pair, PAIR), run.find(work, TEXTBOOK)
        return None if ours is None or textbook is None else textbook.each / ours.each

    return read


def _values(title: str, work: str) -> Budget:
    return Budget(title, work, _rate, 5e6, "values/s", at_least=True)


def _time(title: str, work: str, bound: float) -> Budget:
    return Budget(title, work, _seconds, bound, "s")


def _more(title: str, work: str, base: str, bound: float) -> Budget:
    """What the work takes beyond another."""

    def read(run: Run, work: str) -> float | None:
        whole, part = _seconds(run, work), _seconds(run, base)
        return None if whole is None or part is None else whole - part

    return Budget(title, work, read, bound, "s")


def _note(title: str, work: str, name: str, bound: float, unit: str) -> Budget:
    """What a benchmark noted beside its time, whichever way it was done."""

    def read(run: Run, work: str) -> float | None:
        one = run.find(work, PAIR) or run.find(work, OURS)
        return None if one is None else float(one.notes[name])

    return Budget(title, work, read, bound, unit)


def _judgements(kind: str, middle: float, late: float) -> tuple[Budget, ...]:
    """Median, 95th percentile and maximum of the seconds of a judgement."""
    work = f"judgements: {kind}"
    return (
        _note(f"a judgement, {kind}: median", work, "median", middle, "s"),
        _note("the same, 95th percentile", work, "late", late, "s"),
        _note("the same, at most", work, "most", 10, "s"),
    )


LAYERED = "layered glass, width 300"
PAIRS = "16 pairs on digits, a pass"

BUDGETS = (
    _values("density, 10^6 values, one core", "density"),
    _values("the same, another x1 at each point", "density, an x1 a point"),
    _values("log-potential, 10^6 values, one core", "log-potential"),
    _values("the same, another x1 at each point", "log-potential, an x1 a point"),
    _time("Theta on 500 x 500 bounds (Fig. 3)", "Theta grid", 2),
    _time("index map, 500 x 500 bounds (Fig. 6)", "index map", 10),
    _time("the same, the other index 0", "index map, other index 0", 10),
    *(
        _time(f"{work}, {count} values", work, 1)
        for figure, count in (("Fig. 8", 60), ("Fig. 9", 50))
        for work in (f"sweep of {figure}, u_{player}" for player in "DG")
    ),
    _time(
        "density of a Gram matrix, p = 2000, 1000 points", "Gram density, p = 2000, 1000 points", 2
    ),
    _note(
        "equivalent of a Gram matrix, p = 2000, 10 general covariances",
        "Gram equivalent, p = 2000, 10 covariances",
        "factorisations",
        10,
        "factorisations",
    ),
    _note("the same, p = 4000", "Gram equivalent, p = 4000", "GiB", 3, "GiB"),
    Budget(
        "outliers of a bulk of 100 atoms, one core",
        "outliers, 100 atoms",
        _rate,
        1e5,
        "outliers/s",
        at_least=True,
    ),
    *(
        _time(work, work, 2)
        for work in (f"exact count, N = 200, {where}" for where in ("all points", "u = -1.7"))
    ),
    Budget(
        "spin updates, layers of 300, two processes",
        f"{LAYERED}, two processes",
        _rate,
        3e7,
        "updates/s",
        at_least=True,
    ),
    Budget("the same, one core", LAYERED, _ratio, 20, "times single spins", at_least=True),
    Budget(
        "the same, single spins' sums reordered (SIMD)",
        f"{LAYERED}, sums reordered",
        _over(LAYERED),
        20,
        "times single spins",
        at_least=True,
    ),
    Budget(
        "16 pairs of networks on digits, a pass (60, 20 passes in 15 min)", PAIRS, _pair, 12, "s"
    ),
    Budget("the same", PAIRS, _ratio, 5, "times one at a time", at_least=True),
    *(
        Budget(work, work, _ratio, 3, "times eigvalsh", at_least=True)
        for work in (f"log abs det, N = {N}" for N in (50, 200, 500, 1000, 2000))
    ),
    _time("`glassproof --help`", "glassproof --help", 0.4),
    *(_time(f"`glassproof {name}`", f"glassproof {name}", 1) for name in ("check", "show", "list")),
    _time("the first `show` after a review", "glassproof show, after a review, first", 1),
    _time("the first `list`", "glassproof list, first", 1),
    *_judgements("algebra", 0.02, 0.2),
    *_judgements("sums, integrals, limits", 0.3, 3),
    _more("`import glassproof`", "python, import glassproof", "python", 0.03),
    _more("the plugin, on pytest's start", "pytest, with plugin", "pytest, without plugin", 0.02),
    _time("`glassproof verify`, nothing stored, 2 processes", "glassproof verify", 90),
    _note("the same, nothing stored: memory of a process", "glassproof verify", "GiB", 1, "GiB"),
    _time("the same again, evidence stored", "glassproof verify, evidence stored", 2),
    _time("`glassproof scan`, 150 displays, nothing stored, 2 processes", "glassproof scan", 120),
    _time("the same again, unchanged", "glassproof scan, unchanged", 3),
    _note("the same, nothing stored: memory of a process", "glassproof scan", "GiB", 1, "GiB"),
    _time("`glassproof recheck` of the first paper's ledger", "glassproof recheck", 20),
    _note("the same, memory of its process", "glassproof recheck", "megabytes", 300, "MB"),
    _note("the web page of that paper, with its figures: size", "web page", "megabytes", 3, "MB"),
    _note("the same, first paint", "web page", "paint", 1, "s"),
)
