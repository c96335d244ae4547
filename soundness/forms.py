"""``python -m soundness.forms``: canonical forms of random expressions, held against them by balls.

Every subexpression's form must have the value of the subexpression, and every sign that the form
claims must be there. Every third expression is an identity that holds on part of the plane, and no
proof of it may be contradicted by a point. A run that is killed goes on where it was; its report is
one line a failure.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any

import sympy as sp

from glassproof.derivations.proof.canonical_form import canonical_form
from glassproof.derivations.proof.domain import DomainError
from glassproof.derivations.proof.radical_fractions import UnsupportedError
from glassproof.derivations.proof.representation import FormError, looks_at, represents
from glassproof.numerics.work.executors import executor
from glassproof.verify.keeping.store import Store
from glassproof.verify.reading.alarms import REPEAT, heard
from soundness.part_identities import random_identity, refuted_proof
from soundness.random_forms import random_domain, random_expression

PIECE = 500
SECONDS = 3  # for one expression; what takes longer is counted, not judged


class _TooLong(BaseException):
    """An expression that takes too long."""


@contextmanager
def _within(seconds: float) -> Iterator[None]:
    def strike(_signal: int, frame: FrameType | None) -> None:
        if heard(frame):
            raise _TooLong

    before = signal.signal(signal.SIGALRM, strike)
    signal.setitimer(signal.ITIMER_REAL, seconds, REPEAT)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def hold(seed: int, number: int) -> tuple[str, str]:
    """What became of one random expression, and the report if it failed.

    >>> hold(0, 1)[0] in OUTCOMES
    True
    """
    rng = Random(f"{seed}/{number}")
    conditions, expr = "", sp.Integer(0)
    try:
        with _within(SECONDS):
            conditions, domain, symbols = random_domain(rng)
            identity = number % 3 == 0
            expr = _expression(rng, symbols, identity)
            if expr is None:
                return "undefined", ""
            if identity:
                proven, point = refuted_proof(expr, domain)
                if point:
                    return "wrong", f"{number}: {expr} where {conditions} is not zero at {point}"
                return ("proven" if proven else "not proven"), ""
            represents(canonical_form(expr, domain), expr, looks_at(expr, domain))
    except _TooLong:
        return "too long", ""
    except UnsupportedError:
        return "no form", ""
    except DomainError:
        return "no point", ""
    except FormError as error:
        return "wrong", f"{number}: {expr} where {conditions}: {error}"
    except Exception as error:
        where = f"{number}: {expr} where {conditions}"
        return "broke", f"{where}: {type(error).__name__}: {error}"
    return "held", ""


def _expression(rng: Random, symbols: list[sp.Symbol], identity: bool) -> sp.Expr | None:
    try:
        if identity:
            expr = random_identity(rng, symbols)
        else:
            expr = random_expression(rng, symbols, rng.choice((1, 2, 2, 3, 3, 4)))
    except (ValueError, TypeError):
        return None  # Max and Min of what is not real
    return None if expr.has(sp.nan, sp.zoo, sp.oo, -sp.oo, sp.AccumBounds) else expr


OUTCOMES = (
    "held",
    "proven",
    "not proven",
    "no form",
    "undefined",
    "no point",
    "too long",
    "broke",
    "wrong",
)


class Piece:
    """Piece by piece of the run with a seed, as plain data."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    def __call__(self, number: int) -> dict[str, Any]:
        """Counts of outcomes and reports of failures of ``PIECE`` expressions."""
        counts: Counter[str] = Counter()
        reports = []
        for index in range(number * PIECE, (number + 1) * PIECE):
            outcome, report = hold(self.seed, index)
            counts[outcome] += 1
            if report:
                reports.append(report)
        return {"counts": dict(counts), "reports": reports}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run all; 0 if every form held, 1 if one did not."""
    parser = argparse.ArgumentParser(prog="python -m soundness.forms", description=__doc__)
    parser.add_argument("--count", type=int, default=1_000_000, help="expressions")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument(
        "--store", type=Path, default=Path("build/forms.sqlite3"), help="keeps finished pieces"
    )
    options = parser.parse_args(arguments)
    pieces = range(-(-options.count // PIECE))
    start, counts, done = time.perf_counter(), Counter[str](), 0

    def take(result: dict[str, Any]) -> None:
        nonlocal done
        done += 1
        counts.update(result["counts"])
        for report in result["reports"]:
            print(report, flush=True)
        if done % 20 == 0:
            print(f"{time.perf_counter() - start:6.0f} s  {dict(counts)}", file=sys.stderr)

    from soundness.work import state_of_the_code

    keys = {number: f"forms/{options.seed}/{number}/{state_of_the_code()}" for number in pieces}
    with closing(Store(options.store, print)) as store:
        missing = []
        for number, key in keys.items():
            kept = store.get(key)
            take(kept) if kept else missing.append(number)
        with closing(
            executor(jobs=options.jobs).unordered(Piece(options.seed), missing)
        ) as finished:
            for number, result in finished:
                store.put(keys[number], result)
                take(result)
    total = sum(counts.values())
    listed = ", ".join(f"{name} {counts[name]}" for name in OUTCOMES)
    print(f"{total} expressions in {time.perf_counter() - start:.0f} s: {listed}")
    return 1 if counts["wrong"] + counts["broke"] else 0


if __name__ == "__main__":
    sys.exit(main())
