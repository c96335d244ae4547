"""What a run measured, read from the JSON of pytest-benchmark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from benchmarks.record import OURS


@dataclass(frozen=True)
class Measurement:
    """The time of some work done one way at some points."""

    work: str
    way: str
    points: int
    seconds: float
    notes: dict[str, Any]

    @property
    def each(self) -> float:
        """Seconds a point."""
        return self.seconds / self.points


@dataclass(frozen=True)
class Run:
    """All measurements of one run, in order, and the machine's description."""

    machine: dict[str, Any]
    measurements: tuple[Measurement, ...]

    def all(self, work: str, way: str) -> list[Measurement]:
        """Every measurement of the work done that way."""
        return [one for one in self.measurements if (one.work, one.way) == (work, way)]

    def find(self, work: str, way: str) -> Measurement | None:
        """The one with most points, if any."""
        return max(self.all(work, way), key=lambda one: one.points, default=None)

    def starting(self, work: str) -> list[Measurement]:
        """The package's own measurements whose work's name starts so."""
        ours = [one for one in self.measurements if one.way == OURS]
        return [one for one in ours if one.work.startswith(work)]

    def rate(self, work: str) -> float | None:
        """Floating-point operations per second, where they were noted."""
        one = self.find(work, OURS)
        return None if one is None else one.notes["operations"] / one.seconds


def read(stored: dict[str, Any]) -> Run:
    """The run that pytest-benchmark stored.

    Of the package's own rounds the least time counts. Where two ways are compared the median does:
    the textbook's few long rounds catch the machine's average, and so must ours.
    """
    measurements = []
    for entry in stored["benchmarks"]:
        notes = dict(entry["extra_info"])
        work, way, points = (notes.pop(key) for key in ("work", "way", "points"))
        seconds = entry["stats"]["min" if way == OURS else "median"]
        measurements.append(Measurement(work, way, points, seconds, notes))
    return Run(stored["machine_info"], tuple(measurements))
