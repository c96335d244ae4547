"""Steps of derivations: the operation of each is done again, and its two sides are compared."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from random import Random

from glassproof.recheck.domains import Comparison, Domain, plain
from glassproof.recheck.findings import Findings, Level, Record
from glassproof.recheck.language import ZERO, NoRuleError, Tree, derivative, parse, substitute

_POINTS = 9
_FAR = parse("E**500")
"""How far a name is taken to its limit; 1/name is beyond 60 digits, and no value is exact."""


def check_steps(claim: Record, random: Random, findings: Findings) -> None:
    """Each step's operation and its two sides, and that the last line is the derived formula."""
    certificate, shown = claim["certificate"], claim.get("derivation")
    record = certificate.get("derivation")
    if record is None:
        findings.require(shown is None or bool(certificate["left out"]), "a derivation has steps")
        return
    domain, steps = Domain(record["domain"]), record["steps"]
    if "domain" in certificate:
        whole = domain.covers(Domain(certificate["domain"]))
        level = Level.PROVEN if whole else Level.UNCHECKED
        findings.say(level, f"steps speak of {'all' if whole else 'a part'} of the claim's domain")
    told_steps = shown["steps"] if shown else []
    if not findings.require(len(told_steps) == len(steps), "each step is shown"):
        return
    ends = certificate.get("derived") in (None, *steps[-1]["line"][:1])
    findings.require(ends, "the derivation ends with what is derived")
    compare, before = Comparison(domain, random, findings), None
    for step, told in zip(steps, told_steps, strict=True):
        as_told = told["reason"] == step["rule"] and told["proof"] == step["proof"]
        as_told = as_told and (step["proof"] == "given") == (before is None)
        as_told = as_told and _is_line(told["expression"], step["line"])
        findings.require(as_told, "steps are shown as they are")
        what = "each step begins where the one before it ended"
        if before is not None and findings.require(step.get("before") == before, what):
            _check_step(step, compare)
        before = step["line"]


def _is_line(shown: str, line: Sequence[str]) -> bool:
    """Whether a line as it is shown, a formula or a matrix, has the entries of the certificate."""
    for mark in ("Matrix([[", "ImmutableDenseMatrix([["):
        shown = shown.removeprefix(mark)
    return shown.removesuffix("]])").replace("], [", ", ") == ", ".join(map(plain, line))


def _check_step(step: Record, compare: Comparison) -> None:
    operation = step["operation"]
    before, obtained, line = ([*map(parse, step[key])] for key in ("before", "obtained", "line"))

    def same(left: Sequence[Tree], right: Sequence[Tree], what: str) -> None:
        many = len(left) == len(right)
        compare.findings.require(many, "sides of steps have as many entries")
        for a, b in zip(left, right, strict=False):
            if a == b:
                compare.findings.say(Level.PROVEN, f"{what}, word for word")
            else:
                compare(a, b, what, _POINTS)

    same(obtained, line, "a step's two sides agree")
    if operation["is"] == "stated":
        what = "operations of steps that are told in words alone"
        compare.findings.say(Level.UNCHECKED, what)
        return
    try:
        made = _made(operation, before)
    except NoRuleError as error:
        compare.findings.say(Level.UNCHECKED, f"the operation of a step: {error}")
        return
    if operation["is"] == "root":  # where the line vanishes
        made = [substitute(entry, {parse(operation["of"]): obtained[0]}) for entry in before]
        obtained = [ZERO] * len(before)
    same(made, obtained, f"operations ({operation['is']}) do what they say")


def _made(operation: Record, line: Sequence[Tree]) -> Sequence[Tree]:
    """What the operation makes of the entries of a line."""
    match operation["is"]:
        case "linear":
            return [_linear(operation, entry) for entry in line]
        case "function":
            entries = {f"_{place}": entry for place, entry in enumerate(line)}
            return [substitute(parse(image), entries) for image in operation["images"]]
        case "limit":
            image, times = {parse(operation["of"]): _FAR}, parse(operation["times"])
            return [substitute(("*", times, entry), image) for entry in line]
    return line


def _linear(operation: Record, entry: Tree) -> Tree:
    """The sum of multiples of derivatives, where names are replaced by their images."""
    images = {name: parse(image) for name, image in operation["images"].items()}
    terms = []
    for term in operation["terms"]:
        times, found = parse(term["times"]), reduce(derivative, map(parse, term["by"]), entry)
        found = substitute(found, images)
        terms.append(found if times == 1 else ("*", times, found))
    return reduce(lambda a, b: ("+", a, b), terms)
