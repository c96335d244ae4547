"""Work within a time that nothing outlives: what may take long is done by a process that is ended.

Python code hears an alarm; C code does not. What looks cheap is done here and now, under an alarm;
anything else in a forked process, which is killed when its time is over: the time that it computed,
so that a busy machine finds what a quiet one does, and at last the time that somebody waited.
"""

from __future__ import annotations

import os
import pickle
import select
import signal
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import sympy as sp

from glassproof.verify.reading.size_limits import LimitError, deadline

T = TypeVar("T")

MOST_NODES = 150
"""Nodes of formulas that are cheap."""

MOST_MULTIPLE = 20
"""Largest number in exponents and in arguments of functions that algebra expands."""

MOST_RADICALS = 4
"""Different roots in formulas that are cheap."""

PATIENCE = 2.5
"""How much longer than its limit a computation may take that has to share the machine."""

_EXPANDED = (sp.exp, sp.sin, sp.cos, sp.tan, sp.cot, sp.sec, sp.csc, sp.sinh, sp.cosh, sp.tanh,
             sp.coth, sp.gamma, sp.factorial, sp.loggamma)  # fmt: skip


@dataclass(frozen=True)
class Limits:
    """Seconds for a proof, for all that is told besides the verdict, and for looking at points.

    Hints are looked for where there is more time for extras than :data:`BARE` has. A proof of what
    points refute, which would be a defect, is looked for as long as extras are, or as said.
    """

    proof: float
    extras: float
    points: float | None = None
    refuted: float | None = None

    def where_refuted(self) -> Limits:
        """The limits of a formula that points refute."""
        return replace(self, proof=self.extras if self.refuted is None else self.refuted)


PATIENT = Limits(proof=120.0, extras=60.0)
"""For reviews: so long that what is found does not depend on the machine."""

BRISK = Limits(proof=4.0, extras=0.6, points=4.0)
"""For a formula that somebody waits for."""

BARE = Limits(proof=4.0, extras=0.01, points=4.0)
"""For the verdict alone, of very many formulas."""


def is_cheap(*formulas: sp.Expr) -> bool:
    """Whether algebra with the formulas is sure to be short, by their size alone.

    >>> x = sp.Symbol("x")
    >>> is_cheap(sp.cosh(2 * x)), is_cheap(sp.cosh(20000 * x))
    (True, False)
    """
    nodes, radicals = 0, set()
    for formula in formulas:
        for node in sp.preorder_traversal(formula):
            nodes += 1
            inside = None
            if node.is_Pow:
                inside = node.exp
                if node.exp.is_Rational and not node.exp.is_Integer:
                    radicals.add(node)
            elif isinstance(node, _EXPANDED):
                inside = node.args[0]
            if inside is not None and _largest(inside) > MOST_MULTIPLE:
                return False
    return nodes <= MOST_NODES and len(radicals) <= MOST_RADICALS


def processor_time() -> float:
    """Seconds that this process and its ended children, as those of :func:`within`, computed."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def _largest(expr: sp.Expr) -> int:
    return max((max(abs(int(n.p)), int(n.q)) for n in expr.atoms(sp.Rational)), default=0)


def within(seconds: float, work: Callable[[], T], what: str, *, cheap: bool) -> T:
    """What ``work`` returns, or :class:`LimitError` if it computes longer than ``seconds``.

    >>> within(5, lambda: 1 + 1, "adding", cheap=False)
    2
    >>> within(0.1, lambda: time.sleep(9), "sleeping", cheap=False)
    Traceback (most recent call last):
    ...
    glassproof...LimitError: sleeping took more than 0.1 s: give a shorter formula
    """
    if cheap or not hasattr(os, "fork"):
        with deadline(seconds, what, patience=PATIENCE):
            return work()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the child only computes,
        warnings.simplefilter("ignore", RuntimeWarning)  # and asks no library that has threads
        reading, writing = os.pipe()
        child = os.fork()
    if not child:
        _answer(work, writing, seconds)
    os.close(writing)
    try:
        answer = _received(reading, PATIENCE * seconds)
    finally:
        os.close(reading)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    if answer is None:
        raise LimitError(f"{what} took more than {seconds:g} s: give a shorter formula")
    found, error = answer
    if error is not None:
        raise error
    result: T = found
    return result


def _answer(work: Callable[[], Any], writing: int, seconds: float) -> None:
    """In the child: the result or the exception into the pipe, and the end.

    The system ends the process when it has computed so many seconds, in Python or in C.
    """
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        try:
            answer: tuple[Any, BaseException | None] = (work(), None)
        except Exception as exception:
            answer = (None, exception)
        try:
            packed = pickle.dumps(answer)
        except Exception as exception:
            packed = pickle.dumps((None, RuntimeError(f"{answer[1] or exception}")))
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(packed)
    finally:
        os._exit(0)


def _received(reading: int, seconds: float) -> tuple[Any, BaseException | None] | None:
    """What the child wrote until it closed the pipe; None if time is over or it died."""
    end = time.monotonic() + seconds
    pieces: list[bytes] = []
    while (left := end - time.monotonic()) > 0:
        if not select.select([reading], [], [], left)[0]:
            return None
        piece = os.read(reading, 1 << 16)
        if not piece:
            packed = b"".join(pieces)
            return pickle.loads(packed) if packed else None
        pieces.append(piece)
    return None
