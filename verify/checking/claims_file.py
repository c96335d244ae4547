"""A referee's or another paper's claims, from a TOML file.

    where = "x < y"  or a list of such: relations that hold in every claim that uses the symbols
    [paper]       name, title, authors, reference
    [symbols]     p = "integer >= 3", z = "complex", w = "in upper half-plane"
                  (glassproof.verify.reading.conditions.grammar)
    [shorthands]  m = "p + q"
    [[claim]]     id, title, place, read_from, where, uses
                  kind (typeset, prose, code, comment, as cited), document, version, lines,
                  as_read (LaTeX), accessed, also, withdrawn (true or false)
                  published | published_latex
                  derived | derived_latex | derived_by = "package.module:function"
                  measured: a table, beside them or in their place
                  (glassproof.verify.checking.measured)
                  relation (=, <=, <, >=, >, !=, ~; = if none is given), when = "n -> oo" with ~
                  expect (verified, refuted, supported, undecided): the verdict that is expected

``derived_by`` runs code, and does so only for a file that the caller trusts.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from glassproof.derivations.proof.domain import DomainError
from glassproof.verify.checking.claim_tables import KEYS, ClaimTables
from glassproof.verify.checking.clock import TimeIsUp
from glassproof.verify.checking.declarations import READ_SECONDS
from glassproof.verify.checking.toml_source import ClaimsFileError
from glassproof.verify.claims.dependencies import find_cycle
from glassproof.verify.claims.paper import Paper
from glassproof.verify.claims.source import Reference
from glassproof.verify.judging.verdict import Verdict
from glassproof.verify.reading.tokens import quoted

MAX_BYTES = 1_000_000
MAX_CLAIMS = 1000

_TABLES = {"where", "paper", "symbols", "shorthands", "claim"}
_PAPER = {"name", "title", "authors", "reference"}
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\Z", re.ASCII)


def load_file(path: str | Path, *, trust: bool = False) -> Paper:
    """The paper that the file at ``path``.

    :class:`ClaimsFileError` on anything that is not as described above, with line and column:
    unknown keys, duplicate ids, circular ``uses``, formulas that cannot be read. With ``trust``
    the functions named by ``derived_by`` are imported and called.
    """
    return parse_claims(contents(path), Path(path).name, trust=trust)


def contents(path: str | Path) -> bytes:
    """What the claims file at ``path`` holds; :class:`DomainError` if it cannot be read."""
    path = Path(path)
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise DomainError(f"{path} cannot be read ({error.strerror}): give a claims file") from None
    if len(raw) > MAX_BYTES:
        raise DomainError(f"{path} has more than {MAX_BYTES} bytes: split it")
    return raw


def parse_claims(raw: bytes, name: str = "claims.toml", *, trust: bool = False) -> Paper:
    """As :func:`load_file`, of the file's content.

    >>> found = parse_claims(b'''
    ... [symbols]
    ... x = "real"
    ... [[claim]]
    ... id = "square"
    ... published = "(x + 1)**2"
    ... derived_latex = 'x^2 + 2x + 1'
    ... ''')
    >>> found.claims[0].published
    (x + 1)**2
    """
    try:
        text = raw.decode("utf-8-sig")  # some editors mark the encoding
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        raise ClaimsFileError("this is not UTF-8", before + "?", len(before), name) from None
    reader = _Reader(text, name, trust)
    try:
        return reader.file()
    except TimeIsUp:
        reader.fail(
            f"a claims file is read in at most {READ_SECONDS:g} s, and reading got as far as this: "
            "split the file, or shorten its formulas",
            reader.reached,
        )


class _Reader(ClaimTables):
    """One claims file on its way to claims."""

    def file(self) -> Paper:
        with self.clock.running():
            self.read()
            self.known(self.content, _TABLES, 0, "the file")
            reference = self.reference()
            conditions = self.conditions()
            declared = self.declared(conditions, "", lambda: self.at("symbols"))
            self.shorthands = self.read_shorthands(declared)
            entries, positions = self.entries()
            self.uses(entries, positions, self.ids(entries, positions))
            expected = self.expected(entries, positions)
        ready = [
            self.derivation(entry, start) if "derived_by" in entry else None
            for entry, start in zip(entries, positions, strict=True)
        ]
        with self.clock.running():
            claims = [
                self.claim(entry, start, reference, conditions, derivation)
                for entry, start, derivation in zip(entries, positions, ready, strict=True)
            ]
            symbols = dict(self.shorthands.among(declared.symbols))
        return Paper(reference, symbols, tuple(claims), expected=expected)

    def entries(self) -> tuple[list[dict[str, Any]], list[int]]:
        """The claims as they are written, and where each begins."""
        entries = self.content.get("claim", [])
        if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
            self.fail("claims are an array of tables: write [[claim]]", self.at("claim"))
        if not entries:
            self.fail("the file has no claims: add [[claim]]", len(self.text))
        starts = [m.start() for m in re.finditer(r"^[ \t]*\[\[ *claim *\]\]", self.text, re.M)]
        positions = starts if len(starts) == len(entries) else [0] * len(entries)
        if len(entries) > MAX_CLAIMS:
            self.fail(f"a file has at most {MAX_CLAIMS} claims", positions[0])
        return entries, positions

    def reference(self) -> Reference:
        table, start = self.table("paper"), self.at("paper")
        self.known(table, _PAPER, start, "[paper]")
        stem = self.name.removesuffix(".toml")
        name = self.string(table, "name", start, stem)
        title = self.string(table, "title", start, name)
        authors = self.string(table, "authors", start, "")
        return Reference(name, title, authors, self.string(table, "reference", start, ""))

    def ids(self, entries: list[dict[str, Any]], positions: list[int]) -> set[str]:
        seen: set[str] = set()
        for entry, start in zip(entries, positions, strict=True):
            self.known(entry, KEYS, start, "[[claim]]")
            claim_id = self.string(entry, "id", start, "")
            if not _ID.match(claim_id):
                needed = "a claim needs an id of letters, digits, '.', '-', '_'"
                self.fail(needed, self.at("id", start))
            if claim_id in seen:
                twice = f"the id {claim_id} is used twice: ids are unique"
                self.fail(twice, self.at("id", start))
            seen.add(claim_id)
        return seen

    def uses(self, entries: list[dict[str, Any]], positions: list[int], ids: set[str]) -> None:
        """Every id used exists, and none rests on itself."""
        graph: dict[str, list[str]] = {}
        for entry, start in zip(entries, positions, strict=True):
            used = entry.get("uses", [])
            if not isinstance(used, list) or not all(isinstance(u, str) for u in used):
                self.fail("uses must be a list of ids", self.at("uses", start))
            for unknown in sorted(set(used) - ids):
                self.fail(f"no claim has the id {quoted(unknown)}", self.at("uses", start))
            graph[entry["id"]] = used
        cycle = find_cycle(graph)
        if cycle:
            start = positions[[e["id"] for e in entries].index(cycle[0])]
            self.fail(f"circular uses: {' -> '.join(cycle)}", self.at("uses", start))

    def expected(self, entries: list[dict[str, Any]], positions: list[int]) -> dict[str, str]:
        """The verdicts that the file expects, by the claims' ids."""
        found = {}
        for entry, start in zip(entries, positions, strict=True):
            if verdict := self.string(entry, "expect", start, ""):
                if verdict not in list(Verdict):
                    self.fail(f"expect is one of {', '.join(Verdict)}", self.at("expect", start))
                found[entry["id"]] = verdict
        return found
