"""One claim of a claims file: its formulas, what is said of them, where it stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from typing import Any

import sympy as sp

from glassproof.derivations.proof.complex_symbols import spread
from glassproof.derivations.proof.derivation import Derivation
from glassproof.derivations.proof.domain import Domain, DomainError
from glassproof.verify.checking.declarations import Declarations
from glassproof.verify.checking.derived_by import AsGiven, Ready, computed, in_the_symbols_of
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.nature.experiment import Experiment
from glassproof.verify.claims.relation import Approach, Relation
from glassproof.verify.claims.source import ReadFrom, Reference, Source
from glassproof.verify.reading.conditions.declared import Declared
from glassproof.verify.reading.formula import Reading, read
from glassproof.verify.reading.relations import limit_name, read_limit

_PUBLISHED = ("published", "published_latex")
_DERIVED = ("derived", "derived_latex", "derived_by")
_SOURCE = ("document", "version", "lines", "as_read", "accessed", "also")
KEYS = {"id", "title", "place", "read_from", "kind", *_SOURCE, "withdrawn", "where", "uses"}
KEYS |= {*_PUBLISHED, *_DERIVED, "measured", "relation", "when", "expect"}
"""What the table of a claim may hold."""

_FUNCTION = re.compile(r"[A-Za-z_][A-Za-z0-9_.]*:[A-Za-z_][A-Za-z0-9_]*\Z", re.ASCII)


class ClaimTables(Declarations):
    """Reads claims: the table of each begins at ``start`` of the file's text."""

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
        as_typed = [side for side in (reading.written, typed) if side is not None]
        domain = domain.restricted(free.union(*(side.free_symbols for side in as_typed)))
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
