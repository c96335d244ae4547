"""Answers that are given again: what a command says of what cannot have changed since.

Listing a paper's claims, or showing one that was judged, takes seconds of algebra and says the same
every time. The page that was laid out is kept beside the evidence, under a key of all it depends
on: the modules as they stand on the disk, the parts that are installed, the question. A review
leaves the pages of the claims that it judged.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import glassproof
from glassproof.console import voice
from glassproof.verify.keeping.place import file_of_user, peek

if TYPE_CHECKING:
    from glassproof.console.session import Options
    from glassproof.reports.pages import Block
    from glassproof.verify.judging.judge import Judgement
    from glassproof.verify.keeping.ledger import Ledger

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

    @cached_property
    def key(self) -> str | None:
        """Under which the answer is kept."""
        subject = self.subject
        if subject is None:
            return None
        asked = json.dumps([self.paper, subject, self.words])
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


def about_claim(paper: str | None, claim_id: str, budget: str, seed: int) -> Question:
    """What ``show`` is asked of a claim."""
    return Question(paper, ("show", claim_id, budget, str(seed)))


def about_paper(paper: str | None) -> Question:
    """What ``list`` is asked of a paper."""
    return Question(paper, ("list",))


def kept(question: Question) -> Sequence[Block] | None:
    """The page that answers the question, if it is kept."""
    try:
        text = None if question.key is None else peek(file_of_user(), question.key)
        page = None if text is None else json.loads(text)
    except (RuntimeError, ValueError):
        return None
    return page if isinstance(page, list) else None


def given_again(question: Question) -> bool:
    """Lay out the answer that is kept, if there is one; not where a record is asked for."""
    if voice.records() or voice.is_quiet():
        return False
    page = kept(question)
    if page is None:
        return False
    from glassproof.reports import pages

    pages.show(voice.console(), page)
    return True


def keep(answers: Mapping[Question, Sequence[Block]]) -> None:
    """Keep answers, in place of what older modules said.

    Where nothing can be kept the next answer takes as long as this one: no reason to complain.
    """
    from contextlib import closing

    from glassproof.verify.keeping.store import Store, StoreError

    known = {question.key: page for question, page in answers.items() if question.key}
    if not known:
        return
    try:
        with closing(Store(file_of_user())) as store:
            for key, page in known.items():
                store.put(key, page)
            store.forget(f"{PREFIX}:", besides=f"{PREFIX}:{stamp()}:")
    except (StoreError, RuntimeError):
        return


@dataclass
class Left:
    """What a review leaves for ``show`` and ``list``: pages, made while other claims are judged."""

    paper: str | None
    options: Options
    pages: dict[str, Sequence[Block]] = field(default_factory=dict)
    judged: int = 0

    def add(self, judgement: Judgement) -> None:
        """Lay out the claim's page, unless it is kept; not if functions of a file were trusted."""
        from glassproof.reports.claim_pages import claim_page

        self.judged += 1
        claim_id = judgement.claim.id
        if self.options.trust:
            return
        if self.options.fresh or kept(self._about(claim_id)) is None:
            self.pages[claim_id] = claim_page(judgement)

    def keep(self, ledger: Ledger) -> None:
        """Keep the pages of the claims that are settled; of a whole paper, what ``list`` says."""
        from glassproof.reports.paper_pages import paper_page

        settled = [j.claim for j in ledger.judgements if ledger.is_settled(j)]
        known = {self._about(c.id): self.pages[c.id] for c in settled if c.id in self.pages}
        if known and ledger.assessment:
            known[about_paper(self.paper)] = paper_page(j.claim for j in ledger.judgements)
        keep(known)

    def _about(self, claim_id: str) -> Question:
        return about_claim(self.paper, claim_id, self.options.budget, self.options.seed)
