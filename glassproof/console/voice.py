"""All that is said to the reader passes here: answers, records, notes and complaints.

Answers go to stdout. With ``--json -`` a record in JSON has stdout to itself, and answers go to
stderr, where notes (progress) and complaints always go. With ``--quiet`` answers and notes are not
said; records, files, complaints and the exit code remain.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console

STDOUT = Path("-")


@dataclass
class _Speech:
    """How a command speaks, and what an interrupt leaves behind."""

    record_to: Path | None = None
    quiet: bool = False
    kept: str = "nothing was half-written"


_SPEECH: ContextVar[_Speech] = ContextVar("how the command speaks")
_COMMAND: ContextVar[str] = ContextVar("the command's name", default="")
_TYPED: ContextVar[Sequence[str]] = ContextVar("how it was called", default=())

Told = Callable[[str, int, int], None]
"""Hears what has just been done, and how much of how much is done."""


def _speech() -> _Speech:
    return _SPEECH.get(_Speech())


@contextmanager
def speaking(
    record_to: Path | None = None, *, quiet: bool = False, paper: str | None = None
) -> Iterator[None]:
    """A command speaks: its :func:`record` goes to ``record_to``, its answers elsewhere.

    A caller's mistake ends in one message, with what to type next, and exit code 2; an interrupt,
    and a cluster that does not answer, in one message and exit code 1.
    """
    speech = _Speech(record_to, quiet)
    token = _SPEECH.set(speech)
    try:
        if record_to not in (None, STDOUT):
            from glassproof.verify.keeping.files import check_writable

            check_writable(record_to)
        yield
    except KeyboardInterrupt:
        complain(f"interrupted; {speech.kept}")
        raise typer.Exit(1) from None
    except BrokenPipeError:
        raise
    except OSError as error:
        complain(f"{error}: make room or change permissions, and try again")
        raise typer.Exit(2) from None
    except Exception as error:
        code = _code_of(error)
        if code is None:
            raise
        complain(str(error), *_next_step(error, paper))
        raise typer.Exit(code) from None
    finally:
        _SPEECH.reset(token)


def _is_of(error: Exception, module: str, name: str) -> bool:
    """Whether an error is of a class in a module that may not have been imported: if it was not,
    nobody can have raised it, and importing it here takes half a second."""
    known = sys.modules.get(module)
    return known is not None and isinstance(error, getattr(known, name))


def _code_of(error: Exception) -> int | None:
    """The exit code of an error that is told in one message; None of one that is a defect."""
    if _is_of(error, "glassproof.derivations.proof.domain", "DomainError"):
        return 2
    executors = "glassproof.numerics.work.executors"
    return 1 if _is_of(error, executors, "ExecutorError") else None


def _next_step(error: Exception, paper: str | None) -> tuple[str, ...]:
    """What to type next after a call that was wrong."""
    command = _COMMAND.get()
    if not command or not _is_of(error, "glassproof.derivations.proof.domain", "DomainError"):
        return ()
    remedy = getattr(error, "before", "") or getattr(error, "instead", "")
    if _is_of(error, "glassproof.verify.keeping.faults", "PlaceError") and not remedy:
        return ()  # to make room is nothing to type
    from glassproof.console.next_step import next_step

    return (next_step(error, command, paper, _TYPED.get()),)


def command(name: str | None) -> None:
    """Say which command speaks from now on."""
    _COMMAND.set(name or "")


def typed(words: Sequence[str]) -> None:
    """Say how the command was called."""
    _TYPED.set(words)


def keeps(what: str) -> None:
    """Say what an interrupt leaves behind from now on, and how to go on."""
    _speech().kept = what


def keeps_in(place: Path, *, fresh: bool) -> None:
    """Say that what was computed is kept in a store, from which the same command goes on."""
    again = "the same command without --fresh" if fresh else "the same command"
    keeps(f"what was computed is kept in {place}, and {again} goes on from there")


def is_quiet() -> bool:
    """Whether answers and notes are not said."""
    return _speech().quiet


def records() -> bool:
    """Whether a record is asked for."""
    return _speech().record_to is not None


def console() -> Console:
    """Where answers are printed."""
    from rich.console import Console

    speech = _speech()
    return Console(stderr=speech.record_to == STDOUT, quiet=speech.quiet)


def notes() -> Console:
    """Where progress is shown."""
    from rich.console import Console

    return Console(stderr=True, quiet=_speech().quiet)


@contextmanager
def progress(what: str) -> Iterator[Told]:
    """Show on a terminal how far work has come, and about how long the rest takes.

    Elsewhere nothing is shown.
    """
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.progress import TimeRemainingColumn as Remaining
    from rich.table import Column

    where = notes()
    text = TextColumn(
        "{task.description}",
        markup=False,
        table_column=Column(ratio=1, no_wrap=True, overflow="ellipsis"),
    )
    bar = Progress(
        text,
        BarColumn(bar_width=10),
        MofNCompleteColumn(),
        Remaining(),
        console=where,
        transient=True,
        expand=True,
        redirect_stdout=sys.stdout.isatty(),  # what goes into a file or a pipe stays in it
        disable=is_quiet() or not where.is_terminal,
    )
    with bar:
        task = bar.add_task(what, total=None)
        yield lambda text, done, total: bar.update(
            task, description=f"{what}, now {text}" if text else what, completed=done, total=total
        )


def say(text: str) -> None:
    """Print ``text`` as it is, as an answer."""
    if not _speech().quiet:
        typer.echo(text, err=_speech().record_to == STDOUT)


def say_again(text: str) -> None:
    """Print an answer as a console has printed it before, with its colours if it had any."""
    typer.echo(text, nl=False, color=True)


def complain(text: str, *steps: str) -> None:
    """Say what is wrong, and what to do; ``steps`` are what to type next."""
    typer.echo(f"glassproof: {text}", err=True)
    for step in steps:
        typer.echo(f"next: {step}", err=True)


def record(data: Mapping[str, Any]) -> None:
    """Write ``data`` as JSON where ``--json`` asks for it; numbers that JSON lacks become text."""
    target = _speech().record_to
    if target is None:
        return
    if target == STDOUT:
        sys.stdout.write(json.dumps(_plain(data), indent=2, allow_nan=False) + "\n")
        sys.stdout.flush()
        return
    from glassproof.verify.keeping.files import write_whole

    text = json.dumps(_plain(data), indent=2, ensure_ascii=False, allow_nan=False)
    write_whole(target, text + "\n")
    console().print(f"written to {target}", highlight=False)


def _plain(value: Any) -> Any:
    """``value`` with infinities and NaN as text.

    >>> _plain({"bounds": [1.5, float("inf")]})
    {'bounds': [1.5, 'inf']}
    """
    if isinstance(value, Mapping):
        return {str(key): _plain(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(entry) for entry in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value
