"""All that is said to the reader passes here: answers, records, notes and complaints.

Answers go to stdout. With ``--json -`` a record in JSON has stdout to itself, and answers go to
stderr, where notes (progress) and complaints always go.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    from rich.console import Console

STDOUT = Path("-")

_RECORD: ContextVar[Path | None] = ContextVar("where the command's record goes", default=None)


@contextmanager
def speaking(record_to: Path | None = None) -> Iterator[None]:
    """A command speaks: its :func:`record` goes to ``record_to``, its answers elsewhere.

    A caller's mistake ends in one message and exit code 2; an interrupt, and a cluster that does
    not answer, in one message and exit code 1.
    """
    token = _RECORD.set(record_to)
    try:
        from glassproof.derivations.proof.domain import DomainError
        from glassproof.numerics.work.executors import ExecutorError

        if record_to not in (None, STDOUT):
            from glassproof.verify.keeping.ledger import check_writable

            check_writable(record_to)
        yield
    except KeyboardInterrupt:  # first, since it may come while the others are imported
        complain("interrupted; nothing was half-written")
        raise typer.Exit(1) from None
    except DomainError as error:
        complain(str(error))
        raise typer.Exit(2) from None
    except ExecutorError as error:
        complain(str(error))
        raise typer.Exit(1) from None
    except BrokenPipeError:
        raise
    except OSError as error:
        complain(f"{error}: make room or change permissions, and try again")
        raise typer.Exit(2) from None
    finally:
        _RECORD.reset(token)


def console() -> Console:
    """Where answers are printed."""
    from rich.console import Console

    return Console(stderr=_RECORD.get() == STDOUT)


def notes() -> Console:
    """Where progress is shown."""
    from rich.console import Console

    return Console(stderr=True)


def say(text: str) -> None:
    """Print ``text`` as it is, as an answer."""
    typer.echo(text, err=_RECORD.get() == STDOUT)


def complain(text: str) -> None:
    """Say what is wrong, and what to do."""
    typer.echo(f"glassproof: {text}", err=True)


def record(data: Mapping[str, Any]) -> None:
    """Write ``data`` as JSON where ``--json`` asks for it; numbers that JSON lacks become text."""
    target = _RECORD.get()
    if target is None:
        return
    if target == STDOUT:
        sys.stdout.write(json.dumps(_plain(data), indent=2, allow_nan=False) + "\n")
        sys.stdout.flush()
        return
    from glassproof.verify.keeping.ledger import write_whole

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
