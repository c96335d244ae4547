"""Formulas of a claim: counterexamples by intervals, equalities and steps at fresh points."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

from mpmath import iv, mp

from glassproof.recheck.findings import Findings, Level
from glassproof.recheck.functions import UndefinedError, UnknownError, WideError
from glassproof.recheck.language import (
    LanguageError,
    Tree,
    UnknownRuleError,
    derivative,
    names,
    parse,
    substitute,
)
from glassproof.recheck.numbers import are_equal, enclosed, excludes_zero, parts, settled
from glassproof.recheck.points import Domain, Point, UnknownNameError, plain

POINTS, POINTS_OF_A_STEP = 24, 9
_UNSETTLED = (UndefinedError, WideError, OverflowError, MemoryError, RecursionError)
_FORMULAS = ("published", "derived", "written", "typed", "gap")


class Formulas:
    """The formulas of one claim with their domain, and what is to be found of them."""

    def __init__(self, claim: Mapping[str, Any], random: Random, findings: Findings) -> None:
        self.claim, self.random, self.findings = claim, random, findings
        self.record = claim["certificate"]
        self.trees = {key: parse(self.record[key]) for key in _FORMULAS if key in self.record}
        self.domain = Domain(self.record["domain"]) if "domain" in self.record else None

    def check(self) -> None:
        """All that the certificate says of formulas."""
        left_out = self.record["left out"]
        for key, why in left_out.items():
            self.findings.say(Level.UNCHECKED, f"{key}: {why}")
        asked = {"relation", "domain"}
        asked |= {key for key in ("published", "derived") if self.claim.get(f"{key}_latex")}
        there = asked <= self.record.keys() | left_out.keys() or "certificate" in left_out
        self.findings.require(there, "the certificate is complete")
        self._check_shown()
        self._check_certified()
        if not self.trees:
            bare = not self.claim["ratio"] and not self.claim["difference"]
            self.findings.require(bare, "statements have no ratio")
        if self.domain is None:
            return
        exponent = parse(self.record.get("exponent", "0"))
        named = exponent in self.domain.spans or (exponent == 0 and not self.claim["difference"])
        self.findings.require(named, "a rate has its size among the names")
        claims_equality = self.claim["verdict"] in ("verified", "supported")
        relation = self.record.get("relation", "=")
        if not {"published", "derived"} <= self.trees.keys():
            return
        if relation in ("~", "= ... + O"):
            self.findings.say(Level.UNCHECKED, "a law of a limit, by expansions")
        elif claims_equality:
            self._check_relation(relation)
        self._check_ratio()

    def _check_shown(self) -> None:
        """Formulas and domain as they are shown are those of the certificate."""
        if self.domain is not None:
            same = self.claim["domain"] == self.domain.describe()
            self.findings.require(same, "the domain that is shown is that of the certificate")
        for key in ("published", "derived"):
            shown = self.claim[key]
            if key in self.trees:
                same = shown == plain(self.record[key]) or self._one(shown, self.trees[key])
                self.findings.require(same, f"the {key} formula that is shown is the certificate's")

        for key, meant in (("written", "published"), ("typed", "derived")):
            if self.domain is not None and {key, meant} <= self.trees.keys():
                what, sides = (
                    "formulas as written mean the same",
                    (self.trees[key], self.trees[meant]),
                )
                compare(self.findings, self.domain, self.random, 4, *sides, what)

    def _one(self, shown: str, tree: Tree) -> bool:
        """Whether a text means the tree, complex names standing for their coordinates."""
        try:
            read = parse(shown)
            if self.domain is not None:
                read = _in_coordinates(read, self.domain)
            return bool(read == tree or self._equal_at_points(read, tree))
        except (LanguageError, *_UNSETTLED):
            return False

    def _equal_at_points(self, left: Tree, right: Tree) -> bool:
        if self.domain is None:
            return False
        points = list(self.domain.points(3, self.random, left, right))
        return bool(points) and all(are_equal(left, right, point) for point in points)

    @property
    def _sides(self) -> tuple[Tree, Tree]:
        """What is compared: as written, if that says more; or what both sides are made into."""
        if "gap" in self.trees:
            return self.trees["gap"], Fraction(0)
        left = self.trees.get("written", self.trees["published"])
        return left, self.trees.get("typed", self.trees["derived"])

    def _check_relation(self, relation: str) -> None:
        assert self.domain is not None
        left, right = self._sides
        test = _relation(relation)
        what = "the sides agree" if relation == "=" else f"the sides are in relation {relation}"
        compare(self.findings, self.domain, self.random, POINTS, left, right, what, test)

    def _check_certified(self) -> None:
        """Points that refute; what proofs and examinations say is not repeated here."""
        proofs = 0
        evidence = self.claim["evidence"]
        if {"published", "derived"} <= self.trees.keys() and evidence:
            kinds = [found["kind"] for found in evidence[:2]]
            looked = kinds[0] == "symbolic" and (
                evidence[-1]["outcome"] == "defect"
                or (len(kinds) == 2 and evidence[1]["name"] in ("rational points", "every case"))
                or self.record.get("relation") in ("~", "= ... + O")
            )
            self.findings.require(
                looked, "formulas are held against each other by algebra and points"
            )
        for found in evidence:
            if found["kind"] == "certified" and found["name"] == "rational points":
                if found["outcome"] == "fails":
                    self._check_counterexample(found)
            elif found["kind"] == "symbolic" and "published" in self.trees:
                proofs += found["outcome"] == "holds"
            elif found["kind"] in ("certified", "symbolic"):
                what = f"examinations of statements: {found['kind']}, {found['outcome']}"
                self.findings.say(Level.UNCHECKED, what)
        if proofs:
            self.findings.say(
                Level.UNCHECKED, "proofs of equality for all points, by algebra", proofs
            )

    def _check_counterexample(self, found: Mapping[str, Any]) -> None:
        data, what = found["data"], "the sides differ at the counterexample"
        if self.domain is None or not {"published", "derived"} <= self.trees.keys():
            self.findings.say(Level.UNCHECKED, "a counterexample to what is left out")
            return
        try:
            point = _read_point(data["point"])
            known = names(self._sides[0]) | names(self._sides[1])
            if not self.findings.require(known <= point.keys(), "the counterexample is a point"):
                return
            inside = self.domain.admits(point, proven=True)
            self.findings.require(inside, "the counterexample lies in the domain")
            level = self._refutes(point, data)
        except (LanguageError, *_UNSETTLED) as error:
            self.findings.say(Level.UNCHECKED, f"{what}: {error}")
            return
        self.findings.require(level is not None, what, level or Level.WRONG)
        self.findings.require(
            self._tells(found), "what is said of the counterexample is what it is"
        )

    def _refutes(self, point: Point, data: Mapping[str, Any]) -> Level | None:
        """How sure it is that the relation fails at the point; None if it does not."""
        left, right = self._sides
        relation = self.record["relation"]
        for dps in (50, 150, 450):
            try:
                values = [enclosed(tree, point, dps) for tree in (left, right)]
                iv.dps = dps
                gap = values[0] - values[1]
                if relation == "=" and not excludes_zero(gap):
                    continue
                if relation != "=" and not _violates(relation, gap):
                    continue
                return Level.PROVEN if _fit(values, data) else None
            except WideError:
                continue
            except (UnknownError, UndefinedError):
                break
        if relation in ("<", ">", "!=") and are_equal(left, right, point):
            return Level.DIGITS
        fails = not _relation(relation)(left, right, point)
        return Level.DIGITS if fails and _fit_digits(settled(left, point), data) else None

    def _tells(self, found: Mapping[str, Any]) -> bool:
        """Whether the words name the point, and values that are within the enclosures."""
        data, detail = found["data"], found["detail"]
        place = ", ".join(f"{name} = {value}" for name, value in data["point"].items())
        keys = [] if "gap" in data["enclosures"] else ["published", "derived"]
        shown = [data[key] for key in keys]
        ends = [data["enclosures"][key] for key in keys]
        fits = all(map(_is_in, shown, ends))
        named = not place or f" at {place}" in detail
        told = len(set(shown)) == 1 or all(value in detail for value in shown)
        known = " ".join([place, *shown, self.claim["published"], self.claim["derived"]])
        numbers = set(_number_words(detail)) <= set(_number_words(known)) | {"15"}
        return fits and named and told and (numbers or len(set(shown)) == 1)

    def _check_ratio(self) -> None:
        """Ratio and difference that are shown follow from the formulas."""
        assert self.domain is not None
        published, derived = self.trees["published"], self.trees["derived"]
        made = {"ratio": ("/", published, derived), "difference": ("-", published, derived)}
        for key, tree in made.items():
            if self.claim[key] in ("", "nan"):
                continue
            try:
                shown = _in_coordinates(parse(self.claim[key]), self.domain)
            except LanguageError as error:
                self.findings.say(Level.UNCHECKED, f"the {key} that is shown: {error}")
                continue
            what = f"the {key} that is shown is that of the formulas"
            compare(self.findings, self.domain, self.random, 4, tree, shown, what)


def compare(
    findings: Findings, domain: Domain, random: Random, count: int, left: Tree, right: Tree,
    what: str, test: Callable[[Tree, Tree, Point], bool] = are_equal,
) -> None:  # fmt: skip
    """Hold two sides against each other at fresh points; those without values do not count."""
    seen, lame, why = 0, 0, "no point was found"
    try:
        for point in domain.points(count, random, left, right):
            try:
                holds = test(left, right, point)
            except _UNSETTLED as error:
                why = str(error)
                lame += _has_value(left, point) != _has_value(right, point)
                continue
            if not holds:
                place = ", ".join(f"{name} = {value}" for name, value in point.items())
                findings.require(False, f"{what}: not at {place or 'all'}")
                return
            seen += 1
    except UnknownNameError as error:
        findings.require(False, f"{what}: {error}")
        return
    except LanguageError as error:
        why = str(error)
    if lame and not seen:
        findings.require(False, f"{what}: one side alone has values")
    elif seen:
        findings.say(Level.DIGITS, f"{what}, at fresh points", 1)
    else:
        findings.say(Level.UNCHECKED, f"{what}: {why}")


def _has_value(tree: Tree, point: Point) -> bool:
    try:
        settled(tree, point)
    except (LanguageError, *_UNSETTLED):
        return False
    return True


def _relation(relation: str) -> Callable[[Tree, Tree, Point], bool]:
    if relation == "=":
        return are_equal
    if relation == "!=":
        return lambda left, right, point: not are_equal(left, right, point)

    def holds(left: Tree, right: Tree, point: Point) -> bool:
        if are_equal(left, right, point):
            return "=" in relation
        with mp.workdps(120):
            gap = mp.mpf(0) + _as_real(settled(right, point)) - _as_real(settled(left, point))
            return bool(gap > 0) == relation.startswith("<")

    return holds


def _as_real(value: Any) -> Any:
    if isinstance(value, Fraction):
        return mp.mpf(value.numerator) / value.denominator
    if hasattr(value, "imag") and value.imag != 0:
        raise UndefinedError("complex numbers are not compared")
    return value.real


def _violates(relation: str, gap: Any) -> bool:
    """Whether an interval of left minus right excludes the relation."""
    if not hasattr(gap, "a"):
        return False
    a, b = gap.a, gap.b
    return bool({"<=": a > 0, "<": a >= 0, ">=": b < 0, ">": b <= 0, "!=": a == b == 0}[relation])


def _fit(values: Sequence[Any], data: Mapping[str, Any]) -> bool:
    """Whether intervals meet those that are stored."""
    stored = [data["enclosures"].get(k) for k in ("published", "derived")]
    if None in stored:
        stored = [data["enclosures"].get(k) for k in ("gap", "zero")]
    return all(map(_meets, values, stored))


def _meets(value: Any, ends: Mapping[str, Sequence[str]] | None) -> bool:
    if ends is None:
        return False
    for part, key in zip(parts(value), ("re", "im"), strict=True):
        low, high = ends.get(key) or (("0", "0") if key == "im" else (None, None))
        if low is None:
            continue
        if iv.mpf(low).a > part.b or iv.mpf(high).b < part.a:
            return False
        if (
            iv.mpf(high).b - iv.mpf(low).a
            > abs(iv.mpf(low)).b * mp.mpf(10) ** -8 + mp.mpf(10) ** -8
        ):
            return False
    return True


def _fit_digits(value: Any, data: Mapping[str, Any]) -> bool:
    ends = data["enclosures"].get("published") or data["enclosures"].get("gap")
    with mp.workdps(80):
        number = (
            mp.mpf(value.numerator) / value.denominator if isinstance(value, Fraction) else value
        )
        return ends is not None and _meets(iv.mpc(number.real, number.imag), ends)


def _is_in(shown: str, ends: Mapping[str, Sequence[str]]) -> bool:
    """Whether a value as shown, of some digits, is that of the enclosure."""
    if not ends["re"] or "j" in shown:
        return True
    low, high, told = map(Decimal, (*ends["re"], shown))
    digits = len(told.normalize().as_tuple().digits)
    unit = Decimal(10) ** (told.adjusted() - max(digits, 15) + 1) if told else Decimal("1e-300")
    return low - unit <= told <= high + unit or (digits < 15 and abs(told - low) <= abs(told) / 100)


def _number_words(text: str) -> list[str]:
    """The numbers in a text, as words."""
    kept = "".join(c if c.isalnum() or c in "._+" else " " for c in text)
    return [word.strip("._+") for word in kept.split() if any(c.isdigit() for c in word)]


def _read_point(record: Mapping[str, str]) -> Point:
    """A point; a complex number is given to its two coordinates."""
    point: Point = {}
    for name, text in record.items():
        tree = parse(text)
        if ("I",) in _leaves(tree):
            for part, value in zip(("Re", "Im"), _complex(tree), strict=True):
                point[f"{part}({name})"] = value
            continue
        value = settled(tree, {})
        if not isinstance(value, Fraction):
            raise LanguageError(f"{name} = {text} is no fraction")
        point[name] = point[f"Re({name})"] = value
        point.setdefault(f"Im({name})", Fraction(0))
    return point


def _complex(tree: Tree) -> tuple[Fraction, Fraction]:
    """Real and imaginary part of a linear expression in I."""
    found = [settled(substitute(_named(tree), {"_i": Fraction(k)}), {}) for k in (0, 1)]
    return found[0], found[1] - found[0]


def _named(tree: Tree) -> Tree:
    if tree == ("I",):
        return "_i"
    return tree if isinstance(tree, (str, Fraction)) else (tree[0], *map(_named, tree[1:]))


def _leaves(tree: Tree) -> list[Tree]:
    if isinstance(tree, (str, Fraction)) or len(tree) == 1:
        return [tree]
    return [leaf for part in tree[1:] for leaf in _leaves(part)]


def _in_coordinates(tree: Tree, domain: Domain) -> Tree:
    """The tree with ``Re(z) + I Im(z)`` for complex names z."""
    images = {
        name: ("+", f"Re({name})", ("*", ("I",), f"Im({name})"))
        for name in names(tree)
        if name not in domain.spans and f"Re({name})" in domain.spans
    }
    return substitute(tree, images)


def check_steps(claim: Mapping[str, Any], random: Random, findings: Findings) -> None:
    """Each step's operation and its two sides, and that the last line is the derived formula."""
    record = claim["certificate"].get("derivation")
    shown = claim.get("derivation")
    left_out = claim["certificate"]["left out"]
    if record is None:
        findings.require(shown is None or bool(left_out), "a derivation has its steps")
        return
    domain, steps = Domain(record["domain"]), record["steps"]
    if "domain" in claim["certificate"]:
        own = Domain(claim["certificate"]["domain"])
        whole = domain.covers(own) and all(
            text in own.texts or not names(tree) <= own.spans.keys()
            for text, tree in zip(domain.texts, domain.where, strict=True)
        )
        level = Level.PROVEN if whole else Level.UNCHECKED
        findings.say(level, f"steps speak of {'all' if whole else 'a part'} of the claim's domain")
    told_steps = shown["steps"] if shown else []
    if not findings.require(len(told_steps) == len(steps), "each step is shown"):
        return
    derived = claim["certificate"].get("derived")
    if derived is not None:
        findings.require(steps[-1]["line"] == [derived], "the derivation ends with what is derived")
    for number, (step, told) in enumerate(zip(steps, told_steps, strict=True)):
        as_told = told["reason"] == step["rule"] and told["proof"] == step["proof"]
        as_told = as_told and _is_line(told["expression"], step["line"])
        as_told = as_told and (step["proof"] == "given") == (number == 0)
        findings.require(as_told, "steps are shown as they are")
        if number:
            _check_step(step, steps[number - 1]["line"], domain, random, findings)


def _is_line(shown: str, line: Sequence[str]) -> bool:
    """Whether a line as it is shown, a formula or a matrix, has the entries of the certificate."""
    if shown == plain(line[0]) and len(line) == 1:
        return True
    for mark in ("Matrix([[", "ImmutableDenseMatrix([["):
        shown = shown.removeprefix(mark)
    shown = shown.removesuffix("]])").replace("], [", ", ")
    return shown == ", ".join(map(plain, line))


def _check_step(
    step: Mapping[str, Any],
    before: Sequence[str],
    domain: Domain,
    random: Random,
    findings: Findings,
) -> None:
    sides = [
        [parse(entry) for entry in step.get(key, ())] for key in ("before", "obtained", "line")
    ]
    fits = step.get("before") == before and len(sides[1]) == len(sides[2]) and "operation" in step
    if not findings.require(bool(fits), "each step begins where the one before it ended"):
        return
    for left, right in zip(sides[1], sides[2], strict=True):
        if left == right:
            findings.say(Level.PROVEN, "a step's two sides are one text")
        else:
            compare(
                findings, domain, random, POINTS_OF_A_STEP, left, right, "a step's two sides agree"
            )
    _check_operation(step["operation"], sides[0], sides[1], domain, random, findings)


def _check_operation(
    operation: Mapping[str, Any], before: Sequence[Tree], obtained: Sequence[Tree],
    domain: Domain, random: Random, findings: Findings,
) -> None:  # fmt: skip
    kind = operation["is"]
    if kind == "stated":
        findings.say(Level.UNCHECKED, "operations of steps that are told in words alone")
        return
    what = "operations of steps (substitution, derivative, function, root) do what they say"
    try:
        made = [_made(operation, line) for line in before]
    except UnknownRuleError as error:
        findings.say(Level.UNCHECKED, f"the operation of a step: {error}")
        return
    if kind == "root":
        made = [substitute(line, {parse(operation["of"]): obtained[0]}) for line in before]
        obtained = [Fraction(0)] * len(before)
    if not findings.require(len(made) == len(obtained), "operations keep the number of entries"):
        return
    for left, right in zip(made, obtained, strict=True):
        if left == right:
            findings.say(Level.PROVEN, what)
        else:
            compare(findings, domain, random, POINTS_OF_A_STEP, left, right, what)


def _made(operation: Mapping[str, Any], line: Tree) -> Tree:
    """What the operation makes of a line."""
    kind = operation["is"]
    if kind == "derivative":
        for by in operation["by"]:
            line = derivative(line, parse(by))
    elif kind == "substitution":
        line = substitute(line, {n: parse(image) for n, image in operation["images"].items()})
    elif kind == "function":
        line = substitute(parse(operation["image"]), {"_": line})
    return line
