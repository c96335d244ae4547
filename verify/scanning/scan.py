"""A source scanned: its equations judged, those not known from before, in the source's order."""

from __future__ import annotations

import threading
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any

from glassproof.derivations.prose.near import near
from glassproof.numerics.work.executors import INLINE, Executor
from glassproof.verify.claims.exhibits.display import scan_html
from glassproof.verify.judging.limits import within
from glassproof.verify.keeping import ledger as keeping
from glassproof.verify.keeping.faults import MistypedError
from glassproof.verify.keeping.ledger import code_fingerprint, digest, versions
from glassproof.verify.keeping.store import Store
from glassproof.verify.reading.size_limits import LimitError
from glassproof.verify.scanning.equation import Document, Equation, Status
from glassproof.verify.scanning.judging.found import Findings, Scanned
from glassproof.verify.scanning.judging.judged import judge_equation
from glassproof.verify.scanning.judging.keys import key_of

SCHEMA_VERSION = 2

EQUATION_SECONDS = 60.0
"""Seconds that one equation may compute where no alarm can be set (a cluster's threads)."""


@dataclass(frozen=True)
class Scan:
    """What one scan found: the source as it was read, and its equations in order."""

    document: Document
    scanned: tuple[Scanned, ...]
    seconds: float = 0.0

    _repr_html_ = scan_html

    @property
    def summary(self) -> dict[str, int]:
        """How many equations have each status."""
        counts = {str(status): 0 for status in Status}
        for one in self.scanned:
            counts[str(one.status)] += 1
        return counts

    @property
    def refuted(self) -> tuple[Scanned, ...]:
        """The equations that are wrong."""
        return tuple(one for one in self.scanned if one.status is Status.REFUTED)

    @property
    def unsettled(self) -> tuple[Scanned, ...]:
        """The equations that somebody has to look at again."""
        return tuple(one for one in self.scanned if not one.settled)

    def to_dict(self) -> dict[str, Any]:
        """Plain data, as the schema that ships says, with the digest of the whole."""
        record = self._record()
        return {**record, "digest": digest(record)}

    def _record(self) -> dict[str, Any]:
        return {
            "schema": SCHEMA_VERSION,
            "source": self.document.main,
            "files": dict(self.document.files),
            "versions": versions(),
            "code": code_fingerprint(),
            "summary": {"equations": len(self.scanned), **self.summary},
            "troubles": [
                {"file": each.place.file, "line": each.place.line, "message": each.message}
                for each in self.document.troubles
            ],
            "equations": [one.to_dict() for one in self.scanned],
        }


def schema() -> Mapping[str, Any]:
    """The JSON schema of a scan: a part of the ledger's, whose evidence and certificates it has."""
    return {"$ref": "#/$defs/scan", "$defs": keeping.schema()["$defs"]}


def chosen(
    document: Document, only: Sequence[str] = (), known: Container[str] = ()
) -> tuple[Equation, ...]:
    """The equations whose label, id or number is in ``only`` (all if it is empty), but for those
    whose key is ``known``."""
    equations = document.equations
    if only:
        names = {name for each in equations for name in _names(each)}
        for wish in only:
            if wish not in names:
                meant = near(wish, sorted(names), most=3)
                remedy = f"did you mean {' or '.join(meant)}?" if meant else "give a label"
                raise MistypedError(
                    f"{document.main} has no equation {wish!r}: {remedy}", wish, "".join(meant[:1])
                )
        equations = tuple(each for each in equations if _names(each) & set(only))
    return tuple(each for each in equations if not known or key_of(each) not in known)


def _names(equation: Equation) -> set[str]:
    return {equation.id, *filter(None, (equation.label, equation.number))}


def scanning(
    document: Document,
    equations: Sequence[Equation],
    *,
    executor: Executor = INLINE,
    store: Store | None = None,
    fresh: bool = False,
    note: Callable[[str, int, int], None] = lambda *_: None,
) -> Iterator[Scanned]:
    """Each equation with its findings, in order, as soon as they are known.

    Findings in ``store`` are not made again (unless ``fresh``); each new one is stored as it comes.
    Equations that say the same under the same conditions are judged once. What is found depends
    neither on the executor nor on what was stored.
    """
    keys = [key_of(each) for each in equations]
    known: dict[str, tuple[Findings, bool]] = {}
    missing: dict[str, Equation] = {}
    for key, equation in zip(keys, equations, strict=True):
        if key in known or key in missing:
            continue
        kept = None if fresh or equation.status is not None else _kept(store, key)
        if kept is not None:
            known[key] = kept, True
        elif equation.status is not None:
            known[key] = Findings(equation.status, equation.reason), False
        else:
            missing[key] = equation
    waiting = list(zip(keys, equations, strict=True))

    def ready() -> Iterator[Scanned]:
        while waiting and waiting[0][0] in known:
            key, equation = waiting.pop(0)
            found, stored = known[key]
            yield Scanned(equation, found, stored, document.expected.get(equation.id))

    yield from ready()
    work = Work(tuple(_bare(each) for each in missing.values()))
    order = list(missing)
    with closing(executor.unordered(work, range(len(order)))) as finished:
        for number, data in finished:
            found = Findings.from_dict(data)
            if store and not found.broke:
                store.put(order[number], data)
            known[order[number]] = found, False
            note(missing[order[number]].id, len(known), len(set(keys)))
            yield from ready()


def _kept(store: Store | None, key: str) -> Findings | None:
    """Findings that were stored; what is no finding is made again."""
    data = store.get(key) if store else None
    if data is None:
        return None
    try:
        return Findings.from_dict(data)
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def _bare(equation: Equation) -> Equation:
    """What judging needs of an equation: small enough to travel."""
    return replace(equation, source="", expanded="", sentence="", section="")


@dataclass(frozen=True)
class Work:
    """Equations to judge, by number."""

    equations: tuple[Equation, ...]

    def __call__(self, number: int) -> dict[str, Any]:
        """The findings of one equation, as plain data.

        In a thread, where no alarm can be heard, a process of its own computes them.
        """
        equation = self.equations[number]
        if threading.current_thread() is threading.main_thread():
            return judge_equation(equation).to_dict()
        try:
            return within(
                EQUATION_SECONDS,
                lambda: judge_equation(equation).to_dict(),
                "judging this equation",
                cheap=False,
            )
        except LimitError as error:
            return Findings(Status.UNDECIDED, str(error)).to_dict()
