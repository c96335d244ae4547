"""Answers that are given again: what a command printed of what cannot have changed since.

Listing a paper's claims, or showing one that was judged, takes seconds of algebra and says the same
every time. What was printed is kept beside the evidence, under a key of all it depends on: the
modules as they stand on the disk, the parts that are installed, the question, the terminal.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import glassproof
from glassproof.console import voice
from glassproof.verify.keeping.place import file_of_user, peek

if TYPE_CHECKING:
    from rich.console import Console

PREFIX = "answer"
MODULES = Path(glassproof.__file__).parent
"""Where all modules lie on which an answer rests."""
MAX_FILE = 1_000_000
"""Bytes of a claims file about which answers are kept."""


@dataclass(frozen=True)
class Question:
    """What is asked of which paper (None: the one that is meant), in words that say all of it."""

    paper: str | None
    words: tuple[str, ...]

    @property
    def subject(self) -> str | None:
        """What the paper is, as far as the modules do not say; None if that cannot be known
        without reading it: of papers that other distributions bring."""
        if self.paper is None:
            return ""
        if self.paper.endswith(".toml"):
            try:
                content = Path(self.paper).read_bytes()[: MAX_FILE + 1]
            except OSError:
                return None
            known = len(content) <= MAX_FILE
            return hashlib.sha256(content).hexdigest() if known else None
        home = MODULES / "verify" / "papers" / self.paper / "__init__.py"
        return self.paper if self.paper.isidentifier() and home.is_file() else None

    def key(self, console: Console) -> str | None:
        """Under which the answer is kept for such a terminal."""
        subject = self.subject
        if subject is None:
            return None
        shape = (console.width, console.encoding, console.color_system, console.no_color)
        asked = json.dumps([self.paper, subject, self.words, shape])
        return f"{PREFIX}:{stamp()}:{hashlib.sha256(asked.encode()).hexdigest()}"


@cache
def stamp() -> str:
    """A digest of the modules' paths, sizes and times, of Python, and of the places of parts."""
    seen = hashlib.sha256(sys.version.encode())
    for folder, inner, names in os.walk(MODULES, followlinks=True):
        inner[:] = sorted(name for name in inner if name != "__pycache__")
        for name in sorted(names):
            status = os.stat(os.path.join(folder, name))
            seen.update(f"{folder}/{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    for place in sys.path:
        try:
            seen.update(f"{place} {os.stat(place).st_mtime_ns}\n".encode())
        except OSError:
            continue
    return seen.hexdigest()[:32]


def given_again(question: Question) -> bool:
    """Print the answer that is kept, if there is one; not where a record is asked for."""
    if voice.records() or voice.is_quiet():
        return False
    key = question.key(voice.console())
    try:
        text = None if key is None else peek(file_of_user(), key)
        answer = None if text is None else json.loads(text)
    except (RuntimeError, ValueError):
        return False
    if not isinstance(answer, str):
        return False
    voice.say_again(answer)
    return True


def keep(question: Question, console: Console) -> None:
    """Keep what was printed on a console that records, in place of what older modules said.

    Where nothing can be kept the next answer takes as long as this one: no reason to complain.
    """
    from contextlib import closing

    from glassproof.verify.keeping.store import Store, StoreError

    key = question.key(console)
    if key is None or voice.is_quiet():
        return
    text = console.export_text(styles=console.color_system is not None)
    try:
        with closing(Store(file_of_user())) as store:
            store.put(key, text)
            store.forget(f"{PREFIX}:", besides=f"{PREFIX}:{stamp()}:")
    except (StoreError, RuntimeError):
        return
