"""Formulas of a claim: what is shown of them, counterexamples by intervals, fresh points."""

import re
from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction
from random import Random
from typing import Any

from mpmath import iv, mp

from glassproof.recheck.domains import Domain, plain
from glassproof.recheck.findings import UNCHECKED, Fact, Record, tells
from glassproof.recheck.functions import NUMBERS
from glassproof.recheck.language import ONE, ZERO, LanguageError, Tree, names, parse, substitute
from glassproof.recheck.values import UNSETTLED, Evaluator, corner, judged

_POINTS, _FEW_POINTS = 24, 4
_BOTH = ("published", "derived")
_SIDES = (*_BOTH, "written", "typed", "gap")
_LIMITS = ("~", "= ... + O")
_DIFFER = "the sides differ at the counterexample"


def check_formulas(claim: Record, random: Random) -> Iterator[Fact]:
    """All that the certificate says of formulas."""
    formulas = _Formulas(claim, random)
    yield from formulas.complete()
    yield from formulas.evidence()
    if "domain" in claim["certificate"]:
        yield from formulas.shown()
        yield from formulas.related()


class _Formulas:
    """The formulas of one claim with their domain; what is compared, as written if told so."""

    def __init__(self, claim: Record, random: Random) -> None:
        self.claim, self.record, self.random = claim, claim["certificate"], random
        self.trees = {key: parse(self.record[key]) for key in _SIDES if key in self.record}
        self.domain = Domain(self.record.get("domain", {"ranges": {}, "where": []}))
        for key in self.record["left out"].keys() & set(_BOTH):  # what is shown stands in
            with suppress(LanguageError):
                if names(read := self.domain.read(claim[key])) <= self.domain.spans.keys():
                    self.trees[key] = read
        self.relation = self.record.get("relation", "=")
        self.sides: tuple[Tree, Tree] | None = None
        if "gap" in self.trees and self.relation == "=":
            self.sides = self.trees["gap"], ZERO
        elif self.trees.keys() >= set(_BOTH):
            published, derived = (self.trees[key] for key in _BOTH)
            self.sides = self.trees.get("written", published), self.trees.get("typed", derived)

    def complete(self) -> Iterator[Fact]:
        left_out, claim = self.record["left out"], self.claim
        yield from ((UNCHECKED, f"{key}: {why}") for key, why in left_out.items())
        asked = {"relation", *(key for key in _BOTH if claim.get(f"{key}_latex"))}
        word = left_out.get("domain", "?").rpartition(" ")[2]  # that the notation does not have
        held = "domain" in self.record or (f"{word}(" in claim["domain"] and word not in NUMBERS)
        whole = held and asked <= self.record.keys() | left_out.keys()
        if "certificate" in left_out:  # of what broke, or of decimals that a source prints
            printed = "relation" in claim and bool(re.search(r"\d\.\d", claim["published_latex"]))
            whole = printed or claim["verdict"] == "undecided"
        yield whole, "the certificate is complete"
        if not self.trees and "certificate" not in left_out:
            yield not claim["ratio"] + claim["difference"], "statements have no ratio"

    def shown(self) -> Iterator[Fact]:
        """Formulas, ratio and domain as they are shown are those of the certificate."""
        claim, trees = self.claim, self.trees
        same = claim["domain"] == self.domain.describe()
        yield same, "the domain that is shown is that of the certificate"
        for key in trees.keys() & set(_BOTH):
            what = f"the {key} formula that is shown is the certificate's"
            same = claim[key] == plain(self.record.get(key, claim[key]))
            read = trees[key] if same else self.domain.read(claim[key])
            sure, what = (True, what) if read == trees[key] else self.same(read, trees[key], what)
            yield sure is not UNCHECKED and sure, what
        for key, meant in (("written", "published"), ("typed", "derived")):
            if {key, meant} <= trees.keys():
                sides, what = (trees[key], trees[meant]), "formulas as written mean the same"
                yield self.domain.compare(sides, what, _POINTS, self.random)
        for key, sign in (("ratio", "/"), ("difference", "-")):
            if self.sides and claim[key] not in ("", "nan"):
                read, made = self.domain.read(claim[key]), (sign, *(trees[k] for k in _BOTH))
                yield self.same(read, made, f"the {key} that is shown is that of formulas")

    def related(self) -> Iterator[Fact]:
        """What is verified or supported holds at fresh points."""
        exponent = parse(self.record.get("exponent", "0"))
        named = exponent in self.domain.spans or (exponent == 0 and not self.claim["difference"])
        yield named, "a rate has its size among the names"
        agrees = self.claim["verdict"] in ("verified", "supported")
        if "gap" in self.trees:
            yield not self.claim["ratio"] and UNCHECKED, "formulas agree where their gap vanishes"
        if self.sides and self.relation in _LIMITS:
            told = [plain(self.record[key]) for key in ("remainder", "as") if key in self.record]
            fits = not agrees or all(text in self.claim["reason"] for text in told)
            fits = fits and "as" in self.record and len(told) == 1 + (self.relation != "~")
            yield fits, "the limit that is told is that of the certificate"
            yield UNCHECKED, "a law of a limit, by expansions"
        elif self.sides and agrees:
            what = f"the sides are in relation {self.relation}"
            yield self.domain.compare(self.sides, what, _POINTS, self.random, self.relation)

    def same(self, left: Tree, right: Tree, what: str) -> Fact:
        return self.domain.compare((left, right), what, _FEW_POINTS, self.random)

    def evidence(self) -> Iterator[Fact]:
        """Points that refute; what proofs and examinations say is not repeated here."""
        evidence = self.claim["evidence"]
        if self.sides and self.relation not in _LIMITS:
            looked = [found["kind"] for found in evidence[:1]] == ["symbolic"] and (
                evidence[-1]["outcome"] == "defect"
                or {"rational points", "every case"} & {found["name"] for found in evidence[1:2]}
            )
            yield bool(looked), "formulas are held against each other by algebra and points"
            failing = [e for e in evidence if e["outcome"] == "fails" and e["kind"] != "symbolic"]
            yield any(map(_is_seen, failing)) or not failing, "a point or a sample refutes formulas"
        for found in evidence:
            kind, outcome = found["kind"], found["outcome"]
            if kind == "certified" and found["name"] == "rational points":
                if outcome == "fails":
                    yield from self.counterexample(found)
            elif kind == "symbolic" and "published" in self.trees:
                if outcome == "holds" and found["name"] != "every case":
                    steps = self.record.get("derivation", {"steps": ()})["steps"]
                    told = found["data"].get("certificate") or steps[1:] or self.record["left out"]
                    yield bool(told), "a proof has its certificate, or steps"
                    yield UNCHECKED, "proofs for all points, by algebra"
            elif "published" not in found["data"]:
                yield UNCHECKED, f"examined without a formula: {kind}, {outcome}"

    def counterexample(self, found: Record) -> Iterator[Fact]:
        """The point lies in the domain, and the sides differ there as the words say."""
        if "domain" not in self.record or self.sides is None:
            yield UNCHECKED, "a counterexample to what is left out"
            return
        data, here, point = found["data"], Evaluator(80), self.point(found["data"]["point"])
        known = names(self.sides[0]) | names(self.sides[1]) <= point.keys()
        yield known and not any(map(names, point.values())), "the counterexample is a point"
        try:
            inside = self.domain.admits(point, here)
            yield inside and here.level, "the counterexample lies in the domain"
            seen, stored = judged(self.relation, self.sides, point), data["enclosures"]
        except (LanguageError, *UNSETTLED) as error:
            yield UNCHECKED, f"{_DIFFER}: {error}"
            return
        ends = [stored[key] for key in (("gap", "zero") if "gap" in stored else _BOTH)]
        fits = all(_meets(value, told) for value, told in zip(seen.values, ends, strict=True))
        yield fits and not seen.holds and seen.level, _DIFFER
        shown = [data[key] for key in _BOTH if key in data]
        fits = len(shown) != 1 and all(map(_rounds, shown, ends))
        texts = [", ".join(f"{name} = {value}" for name, value in data["point"].items()), *shown]
        _, said, last = found["detail"].partition(" with the difference ")
        if said:  # of values that are the same to 15 digits
            texts[-1], gap = last, corner(seen.values[0] - seen.values[1], "mid")
            fits = fits and abs(mp.mpmathify(last) - gap) < abs(gap) / 1000
        besides = [self.claim["published"], self.claim["derived"], "15 digits"]
        fits = fits and tells(found["detail"], dict.fromkeys(texts), besides)
        yield fits, "what is said of the counterexample is what it is"

    def point(self, record: Record) -> dict[str, Tree]:
        """What texts say that names are; a complex number is given to its two coordinates."""
        point: dict[str, Tree] = {}
        for name, text in record.items():
            tree = point[name] = parse(text)
            if f"Re({name})" in self.domain.spans:
                real, other = (substitute(tree, {("I",): unit}) for unit in (ZERO, ONE))
                parts = {f"Re({name})": real, f"Im({name})": ("-", other, real)}
                whole = ("+", real, ("*", ("I",), parts[f"Im({name})"]))
                if not judged("=", (tree, whole), {}).holds:
                    raise LanguageError(f"{text} is no complex number")
                point |= parts
        return point


def _is_seen(found: Record) -> bool:
    """Whether evidence is a point or a sample: what else an examination tells is not repeated."""
    pointed = found["name"] == "rational points"
    return bool(pointed if found["kind"] == "certified" else "published" in found["data"])


def _meets(value: Any, stored: Record) -> bool:
    """Whether an interval meets the stored one, which is narrow; none is stored of huge values."""
    for part, key in ((value.real, "re"), (value.imag, "im")):
        if ends := stored.get(key, ["0", "0"]):
            low, high = (iv.mpf(end) for end in ends)
            wide = (high - low).b > 1e-8 * (1 + abs(low).b)
            if wide or low.a > part.b or high.b < part.a:
                return False
    return True


def _rounds(shown: str, stored: Record) -> bool:
    """Whether a real value is within the stored interval, to 15 digits."""
    if not stored["re"] or "j" in shown:
        return True
    low, high, told = map(Fraction, (*stored["re"], shown))
    slack = 10 * (high - low) + abs(told) / 10**14
    return low - slack <= told <= high + slack
