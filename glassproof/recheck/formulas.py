"""Formulas of a claim: what is shown of them, counterexamples by intervals, fresh points."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Any

from mpmath import iv

from glassproof.recheck.domains import Comparison, Domain, plain
from glassproof.recheck.findings import Findings, Level, Record
from glassproof.recheck.functions import UndefinedError, WideError
from glassproof.recheck.language import ONE, ZERO, LanguageError, Tree, names, parse, substitute
from glassproof.recheck.values import UNSETTLED, Values, enclosed, in_relation, number, settled

_POINTS, _FEW_POINTS = 24, 4
_FORMULAS = ("published", "derived", "written", "typed", "gap")
_LIMITS, _LOOKED = ("~", "= ... + O"), (["rational points"], ["every case"])


class Formulas:
    """The formulas of one claim with their domain, and what is to be found of them."""

    def __init__(self, claim: Record, random: Random, findings: Findings) -> None:
        self.claim, self.record, self.findings = claim, claim["certificate"], findings
        self.relation = self.record.get("relation", "=")
        self.trees = {key: parse(self.record[key]) for key in _FORMULAS if key in self.record}
        self.both = {"published", "derived"} <= self.trees.keys()
        self.domain = Domain(self.record.get("domain", {"ranges": {}, "where": []}))
        self.compare = Comparison(self.domain, random, findings)

    def check(self) -> None:
        """All that the certificate says of formulas."""
        left_out = self.record["left out"]
        for key, why in left_out.items():
            self.findings.say(Level.UNCHECKED, f"{key}: {why}")
        asked = {key for key in ("published", "derived") if self.claim.get(f"{key}_latex")}
        there = asked | {"relation", "domain"} <= self.record.keys() | left_out.keys()
        self.findings.require(there or "certificate" in left_out, "the certificate is complete")
        self._check_evidence()
        if not self.trees and "certificate" not in left_out:
            bare = not self.claim["ratio"] and not self.claim["difference"]
            self.findings.require(bare, "statements have no ratio")
        if "domain" not in self.record:
            return
        self._check_shown()
        exponent = parse(self.record.get("exponent", "0"))
        named = exponent in self.domain.spans or (exponent == 0 and not self.claim["difference"])
        self.findings.require(named, "a rate has its size among the names")
        if self.both and self.relation in _LIMITS:
            self.findings.say(Level.UNCHECKED, "a law of a limit, by expansions")
        elif self.both and self.claim["verdict"] in ("verified", "supported"):
            what = f"the sides are in relation {self.relation}"
            self.compare(*self._sides, what, _POINTS, self.relation)

    @property
    def _sides(self) -> tuple[Tree, Tree]:
        """What is compared: as written, if that says more; or what both sides are made into."""
        if "gap" in self.trees:
            return self.trees["gap"], ZERO
        left = self.trees.get("written", self.trees["published"])
        return left, self.trees.get("typed", self.trees["derived"])

    def _check_shown(self) -> None:
        """Formulas, ratio and domain as they are shown are those of the certificate."""
        same = self.claim["domain"] == self.domain.describe()
        self.findings.require(same, "the domain that is shown is that of the certificate")
        for key in ("published", "derived"):
            what = f"the {key} formula that is shown is the certificate's"
            if key in self.trees:
                shown, same = self.claim[key], self.claim[key] == plain(self.record[key])
                self.findings.require(same or self._means(shown, self.trees[key], what), what)
        for key, meant in (("written", "published"), ("typed", "derived")):
            if {key, meant} <= self.trees.keys():
                sides = self.trees[key], self.trees[meant]
                self.compare(*sides, "formulas as written mean the same", _FEW_POINTS)
        for key, sign in (("ratio", "/"), ("difference", "-")):
            if self.both and self.claim[key] not in ("", "nan"):
                made = (sign, self.trees["published"], self.trees["derived"])
                self._means(self.claim[key], made, f"the {key} that is shown is that of formulas")

    def _means(self, shown: str, tree: Tree, what: str) -> bool:
        """Whether a text has the values of the tree; complex names stand for their coordinates."""
        read, spans = parse(shown), self.domain.spans
        images = {
            name: ("+", f"Re({name})", ("*", ("I",), f"Im({name})"))
            for name in names(read) - spans.keys() if f"Re({name})" in spans
        }  # fmt: skip
        read = substitute(read, images)
        return read == tree or self.compare(read, tree, what, _FEW_POINTS) is Level.DIGITS

    def _check_evidence(self) -> None:
        """Points that refute; what proofs and examinations say is not repeated here."""
        evidence = self.claim["evidence"]
        if self.both and evidence and self.relation not in _LIMITS:
            second = [found["name"] for found in evidence[1:2]]
            looked = evidence[-1]["outcome"] == "defect" or second in _LOOKED
            what = "formulas are held against each other by algebra and points"
            self.findings.require(looked and evidence[0]["kind"] == "symbolic", what)
        for found in evidence:
            kind, outcome = found["kind"], found["outcome"]
            if kind == "certified" and found["name"] == "rational points":
                if outcome == "fails":
                    self._check_counterexample(found)
            elif kind == "symbolic" and "published" in self.trees:
                if outcome == "holds":
                    self.findings.say(Level.UNCHECKED, "proofs for all points, by algebra")
            elif "published" not in found["data"]:
                self.findings.say(Level.UNCHECKED, f"examined without a formula: {kind}, {outcome}")

    def _check_counterexample(self, found: Record) -> None:
        what = "the sides differ at the counterexample"
        if "domain" not in self.record or not self.both:
            self.findings.say(Level.UNCHECKED, "a counterexample to what is left out")
            return
        try:
            point = self._point(found["data"]["point"])
            known = names(self._sides[0]) | names(self._sides[1]) <= point.keys()
            if not self.findings.require(known, "the counterexample is a point"):
                return
            inside = self.domain.admits(point, proven=True)
            self.findings.require(inside, "the counterexample lies in the domain")
            level = self._refutes(point, found["data"]["enclosures"])
        except (LanguageError, *UNSETTLED) as error:
            self.findings.say(Level.UNCHECKED, f"{what}: {error}")
            return
        self.findings.require(level is not None, what, level or Level.WRONG)
        what = "what is said of the counterexample is what it is"
        self.findings.require(_tells(found, self.claim), what)

    def _point(self, record: Record) -> dict[str, Fraction]:
        """A point; a complex number is given to its two coordinates."""
        point: dict[str, Fraction] = {}
        for name, text in record.items():
            real, other = (
                settled(substitute(parse(text), {("I",): image}), {}) for image in (ZERO, ONE)
            )
            point[name], point[f"Re({name})"], point[f"Im({name})"] = real, real, other - real
            if other != real and f"Re({name})" not in self.domain.spans:
                raise LanguageError(f"{name} = {text} is no fraction")
        return point

    def _refutes(self, point: Values, stored: Record) -> Level | None:
        """How sure it is that the relation fails at the point; None if it does not, or if the
        values are not those that are stored."""
        keys = ("gap", "zero") if "gap" in stored else ("published", "derived")
        for dps in (50, 150, 450):
            try:
                values = [enclosed(tree, point, dps) for tree in self._sides]
                gap = enclosed(("-", *keys), dict(zip(keys, values, strict=True)), dps)
            except WideError:
                continue
            except (LanguageError, UndefinedError):
                break
            if _violates(self.relation, gap):
                fits = all(_meets(v, stored[k]) for v, k in zip(values, keys, strict=True))
                return Level.PROVEN if fits else None
        if in_relation(self.relation, *self._sides, point):
            return None
        value = number(settled(self._sides[0], point))
        return Level.DIGITS if _meets(iv.mpc(value.real, value.imag), stored[keys[0]]) else None


def _violates(relation: str, gap: Any) -> bool:
    """Whether an interval of left minus right excludes the relation."""
    if relation == "=":
        return 0 not in gap.real or 0 not in gap.imag
    low, high = gap.real.a, gap.real.b
    excluded = {"<=": low > 0, "<": low >= 0, ">=": high < 0, ">": high <= 0}
    return gap.imag == 0 and bool({**excluded, "!=": low == 0 == high}[relation])


def _meets(value: Any, stored: Record) -> bool:
    """Whether an interval meets the stored one, which is narrow; none is stored of huge values."""
    for part, key in ((value.real, "re"), (value.imag, "im")):
        if ends := stored.get(key, ["0", "0"]):
            low, high = (iv.mpf(end) for end in ends)
            wide = (high - low).b > 1e-8 * (1 + abs(low).b)
            if wide or low.a > part.b or high.b < part.a:
                return False
    return True


def _tells(found: Record, claim: Record) -> bool:
    """Whether the words name the point and the values, which are within the enclosures to 15
    digits, and no other number."""
    data, words = found["data"], found["detail"]
    place = ", ".join(f"{name} = {value}" for name, value in data["point"].items())
    shown = {data[key]: data["enclosures"][key] for key in ("published", "derived") if key in data}
    fits = all(text in words for text in [place, *(shown if len(shown) > 1 else ())])
    for value, ends in shown.items():
        if ends["re"] and "j" not in value:
            low, high, told = map(Fraction, (*ends["re"], value))
            slack = 10 * (high - low) + abs(told) / 10**14
            fits = fits and low - slack <= told <= high + slack
    known = {place, *shown, claim["published"], claim["derived"], "15 digits"} - {""}
    for text in sorted(known, key=len, reverse=True):
        words = words.replace(text, "")
    return fits and not any(sign.isdigit() for sign in words)
