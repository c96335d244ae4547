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
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import sympy as sp

from glassproof.derivations.proof.complex_symbols import spread
from glassproof.derivations.proof.derivation import Derivation
from glassproof.derivations.proof.domain import Domain, DomainError
from glassproof.verify.checking.clock import TimeIsUp
from glassproof.verify.checking.declarations import READ_SECONDS, Declarations
from glassproof.verify.checking.derived_by import AsGiven, Ready, computed, in_the_symbols_of
from glassproof.verify.checking.toml_source import ClaimsFileError
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.dependencies import find_cycle
from glassproof.verify.claims.nature.experiment import Experiment
from glassproof.verify.claims.paper import Paper
from glassproof.verify.claims.relation import Approach, Relation
from glassproof.verify.claims.source import ReadFrom, Reference, Source
from glassproof.verify.judging.verdict import Verdict
from glassproof.verify.reading.conditions.declared import Declared
from glassproof.verify.reading.formula import Reading, read
from glassproof.verify.reading.relations import limit_name, read_limit
from glassproof.verify.reading.tokens import quoted

MAX_BYTES = 1_000_000
MAX_CLAIMS = 1000

_TABLES = {"where", "paper", "symbols", "shorthands", "claim"}
_PAPER = {"name", "title", "authors", "reference"}
_PUBLISHED = ("published", "published_latex")
_DERIVED = ("derived", "derived_latex", "derived_by")
_SOURCE = ("document", "version", "lines", "as_read", "accessed", "also")
_CLAIM = {"id", "title", "place", "read_from", "kind", *_SOURCE, "withdrawn", "where", "uses"}
_CLAIM |= {*_PUBLISHED, *_DERIVED, "measured", "relation", "when", "expect"}
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\Z", re.ASCII)
_FUNCTION = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*:[A-Za-z_][A-Za-z0-9_]*\Z", re.ASCII)


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


class _Reader(Declarations):
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
            self.known(entry, _CLAIM, start, "[[claim]]")
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

    def claim(
        self,
        entry: dict[str, Any],
        start: int,
        reference: Reference,
        conditions: str,
        ready: Derivation | None,
    ) -> Claim:
        self.reached = start
        where = self.string(entry, "where", start, "")
        declared = self.declared(conditions, where, lambda: self.at("where", start))
        symbols, domain = self.named(declared, start), declared.domain
        if ready:
            symbols, domain = in_the_symbols_of(ready.result, dict(symbols), domain)
        text, reading = self.formula(entry, _PUBLISHED, start, symbols)
        published, beside, typed, derived = reading.expr, "", None, None
        if ready:
            derived = ready.result
        elif "measured" not in entry or any(key in entry for key in _DERIVED[:2]):
            beside, right = self.formula(entry, _DERIVED[:2], start, symbols)
            derived, typed = right.expr, right.written
        formulas = (published,) if derived is None else (published, derived)
        free = set[sp.Basic]().union(*(formula.free_symbols for formula in formulas))
        if missing := spread(free) - set(domain.ranges):
            listed = ", ".join(sorted(map(str, missing)))
            self.fail(f"declare {listed} in [symbols]", self.at("derived_by", start))
        relation, approach = self.relation(entry, start, declared)
        nature = self.nature(entry, start, symbols, domain, formulas)
        domain = domain.restricted(free)
        title = self.string(entry, "title", start, entry["id"])
        given = None if derived is None else AsGiven(derived, title, domain)
        return Claim(
            id=entry["id"],
            title=title,
            published=published,
            derived=Ready(ready) if ready else given,
            domain=domain,
            source=self.source(entry, start, reference),
            uses=tuple(entry.get("uses", ())),
            written=reading.written,
            typed=typed,
            same_text=text.split() == beside.split(),
            relation=relation,
            approach=approach,
            nature=nature,
            given=True,
        )

    def nature(
        self,
        entry: dict[str, Any],
        start: int,
        symbols: Mapping[str, sp.Expr],
        domain: Domain,
        formulas: tuple[sp.Expr, ...],
    ) -> tuple[Experiment, ...]:
        """The experiments that the claim declares."""
        if "measured" not in entry:
            return ()
        if not isinstance(entry["measured"], dict):
            needed = 'measured is a table, as measured = { what = "moment", ... }'
            self.fail(needed, self.at("measured", start))
        if entry.get("relation", "=") != "=":
            needed = 'what is measured is held against a value: relation = "=" goes with it'
            self.fail(needed, self.at("relation", start))
        from glassproof.verify.checking.measured import Measured  # with NumPy: few files need it

        return Measured(self, start, entry["measured"], symbols, domain, formulas).experiments()

    def relation(
        self, entry: dict[str, Any], start: int, declared: Declared
    ) -> tuple[Relation, Approach | None]:
        """What the claim says of its formula and the derived one, and the limit it speaks of."""
        written = self.string(entry, "relation", start, str(Relation.EQUAL))
        known = [str(r) for r in Relation if r is not Relation.ORDER]
        if written not in known:
            self.fail(f"relation is one of {', '.join(known)}", self.at("relation", start))
        relation, when = Relation(written), self.string(entry, "when", start, "")
        if relation.is_asymptotic is not bool(when):
            needed = 'relation = "~" and when = "n -> oo" go together'
            self.fail(needed, self.at("when" if when else "relation", start))
        if not when:
            return relation, None
        try:
            approach = read_limit(*limit_name(when), declared.domain, declared.symbols)
        except DomainError as error:
            self.fail(str(error).partition("\n")[0], self.at("when", start))
        return relation, approach

    def source(self, entry: dict[str, Any], start: int, reference: Reference) -> Source:
        """Where the claim stands and what it was read from, as far as the file says it."""
        kind = self.string(entry, "kind", start, str(ReadFrom.UNSTATED))
        kinds = [str(known) for known in ReadFrom]
        if kind not in kinds:
            self.fail(f"kind is one of {', '.join(kinds)}", self.at("kind", start))
        withdrawn = entry.get("withdrawn", False)
        if not isinstance(withdrawn, bool):
            self.fail("withdrawn is true or false", self.at("withdrawn", start))
        return Source(
            reference,
            self.string(entry, "place", start, self.name),
            self.string(entry, "read_from", start, self.name),
            ReadFrom(kind),
            **{key: self.string(entry, key, start, "") for key in _SOURCE},
            withdrawn=withdrawn,
        )

    def formula(
        self,
        entry: dict[str, Any],
        keys: tuple[str, ...],
        start: int,
        symbols: Mapping[str, sp.Expr],
    ) -> tuple[str, Reading]:
        """The one formula that the entry gives under one of ``keys``: its text, and as read."""
        given = [key for key in keys if key in entry]
        if len(given) != 1:
            self.fail(f"claim {entry['id']} needs exactly one of {', '.join(keys)}", start)
        (key,) = given
        parse = partial(read, latex=key.endswith("latex"))
        value = self.string(entry, key, start, "")
        return value, self.parsed(parse, value, symbols, lambda: self.at(key, start))

    def derivation(self, entry: dict[str, Any], start: int) -> Derivation:
        """What the function named by ``derived_by`` returns, if the file is trusted."""
        place = self.at("derived_by", start)
        if any(key in entry for key in _DERIVED[:2]):
            self.fail(f"claim {entry['id']} needs exactly one of {', '.join(_DERIVED)}", place)
        named = self.string(entry, "derived_by", start, "")
        if not _FUNCTION.match(named):
            self.fail("derived_by is written package.module:function", place)
        if not self.trust:
            self.fail(f"derived_by runs the code {named}: allow it with --trust", place)
        try:
            return computed(named, entry["id"])
        except DomainError as error:
            self.fail(str(error), place)
