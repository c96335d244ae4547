"""What formulas rest on: steps of derivations, done again, and certificates of proofs.

Each proof is rechecked by the rule of its method: what it rests on, not its search.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import reduce
from random import Random
from typing import Any

from glassproof.recheck import language
from glassproof.recheck.domains import Domain, plain
from glassproof.recheck.findings import DIGITS, UNCHECKED, Fact, Record
from glassproof.recheck.language import LanguageError, Tree, derivative, names, parse, substitute

_POINTS = 10
_FAR = parse("E**500")  # of a limit; 1/name is beyond 60 digits, and no value is exact
_FREE: dict[str, Any] = {"low": None, "high": None, "closed": False, "integer": False,
                         "log": False, "draw": ["1/3", "5"]}  # fmt: skip
Equality = tuple[tuple[Tree, Tree], str, dict[str, Any]]  # with the ranges of further names


def check_steps(claim: Record, random: Random) -> Iterator[Fact]:
    """Each step's operation and its two sides, and that the last line is the derived formula."""
    certificate, shown = claim["certificate"], claim.get("derivation")
    record, told_steps = certificate.get("derivation"), shown["steps"] if shown else []
    if record is None:
        yield not shown or bool(certificate["left out"]), "a derivation has steps"
        return
    domain, steps = Domain(record["domain"]), record["steps"]
    if "domain" in certificate:
        own, held = certificate["domain"], record["domain"]
        same = all(held["ranges"].get(n, r) == r for n, r in own["ranges"].items())
        whole = same and {*held["where"]} <= {*own["where"]}
        yield whole or UNCHECKED, f"steps speak of {'' if whole else 'not '}all of the domain"
    yield len(told_steps) == len(steps), "each step is shown"
    ends = certificate.get("derived") in (None, *steps[-1]["line"][:1])
    yield ends, "the derivation ends with what is derived"
    before = None
    for step, told in zip(steps, told_steps, strict=False):
        line = re.sub(r"^(ImmutableDense)?Matrix\(\[\[|\]\]\)$", "", told["expression"])
        same = line.replace("], [", ", ") == ", ".join(map(plain, step["line"]))
        if not same and len(step["line"]) == 1:  # as where complex numbers have names
            sides, what = (domain.read(line), parse(step["line"][0])), "steps are shown as they are"
            same = domain.compare(sides, what, _POINTS, random)[0] is DIGITS
        same = same and (told["reason"], told["proof"]) == (step["rule"], step["proof"])
        yield same, "steps are shown as they are"
        if before is not None:
            yield step.get("before") == before, "each step begins where the one before it ended"
            yield from _check_step(step, domain, random)
        before = step["line"]


def _check_step(step: Record, domain: Domain, random: Random) -> Iterator[Fact]:
    """What has to be the same if a step is true."""
    kind = step["operation"]["is"]
    before, obtained, line = ([*map(parse, step[key])] for key in ("before", "obtained", "line"))
    aim = [language.ZERO] * len(before) if kind == "root" else obtained
    same = [(sides, "a step's two sides agree") for sides in zip(obtained, line, strict=True)]
    try:
        made = [*_made(step["operation"], before, obtained)]
        what = f"operations ({kind}) do what they say"
        same += [(sides, what) for sides in zip(made, aim, strict=True)]
    except language.NoRuleError as error:
        yield UNCHECKED, f"the operation of a step: {error}"
    for sides, what in same:
        known = sides[0] == sides[1] and (True, f"{what}, word for word")
        yield known or domain.compare(sides, what, _POINTS, random)


def _made(operation: Record, line: Sequence[Tree], obtained: Sequence[Tree]) -> Iterator[Tree]:
    """What the operation makes of the entries of a line."""
    images = operation.get("images", {})
    match operation["is"]:
        case "stated":
            raise language.NoRuleError("it is told in words alone")
        case "none":
            yield from line
        case "function":
            entries = {f"_{place}": entry for place, entry in enumerate(line)}
            yield from (substitute(parse(image), entries) for image in images)
        case "limit":
            far, times = {parse(operation["of"]): _FAR}, parse(operation["times"])
            yield from (substitute(("*", times, entry), far) for entry in line)
        case "root":  # where the line vanishes, for some values of further names
            at = {name: parse(value) for name, value in operation.get("at", {}).items()}
            yield from (substitute(e, {parse(operation["of"]): obtained[0], **at}) for e in line)
        case "linear":  # multiples of derivatives, where names are replaced by their images
            places = {name: parse(image) for name, image in images.items()}
            alike = [{"of": n, "terms": operation.get("terms")} for n in range(len(line))]
            for row in operation.get("each", alike):
                entry = line[row["of"]]
                yield _total(
                    (parse(term["times"]), substitute(_slope(entry, term["by"]), places))
                    for term in row["terms"]
                )


def _slope(tree: Tree, by: Sequence[str]) -> Tree:
    return reduce(derivative, map(parse, by), tree)


def _total(terms: Iterable[tuple[Tree, Tree]]) -> Tree:
    """The sum of products of a factor and a formula."""
    return reduce(lambda a, b: ("+", a, b), (b if a == 1 else ("*", a, b) for a, b in terms))


def check_proofs(claim: Record, random: Random) -> Iterator[Fact]:
    """Every certificate among the claim's evidence, with the parts that it rests on."""
    record = claim["certificate"].get("domain", {"ranges": {}, "where": []})
    proofs = [found["data"].get("certificate") for found in claim["evidence"]]
    proofs = [proof for proof in proofs if isinstance(proof, dict)]
    for proof in proofs:
        proofs += proof["parts"]  # which are looked at in their turn
        try:
            for sides, what, ranges in _rule(proof, proof["data"]):
                free = dict.fromkeys(names(sides[0]) | names(sides[1]), _FREE)
                domain = Domain({**record, "ranges": {**free, **record["ranges"], **ranges}})
                yield domain.compare(sides, what, _POINTS, random)
        except LanguageError as error:
            yield UNCHECKED, f"a proof by {proof['method']}: {error}"


def _rule(proof: Record, data: Record) -> Iterator[Equality]:
    """The equalities that a proof rests on; of methods without a rule here, what is stated."""
    match proof["method"]:
        case "antiderivative":  # F' is the integrand, if that is told; F(b) - F(a) is the value
            name, F = data["variable"], parse(data["antiderivative"])
            if "integrand" in data:
                sides = derivative(F, name), parse(data["integrand"])
                yield sides, "an antiderivative's derivative is the integrand", {}
            ends = [substitute(F, {name: parse(data[end])}) for end in ("to", "from")]
            sides = ("-", *ends), parse(proof["statement"].rpartition(" is ")[2])
            yield sides, "an antiderivative's ends give the integral", {}
        case "creative telescoping":
            # sum_j c_j t(n + j, k) = G(n, k + 1) - G(n, k) with G = R t, for each sum. It is held
            # between whole numbers, where terms are meromorphic and an identity stays one.
            n, least = data["variable"], int(data["from"])
            yield _stated(proof)
            yield from _begins(data["start"])
            far = {**_FREE, "low": str(least), "draw": [str(least + 3), str(least + 9)]}
            for item in data["sums"]:
                k, term = item["index"], parse(item["term"])
                G: Tree = ("*", parse(item["certificate"]), term)
                factors = enumerate(map(parse, item["coefficients"]))
                left = _total((c, _at(term, n, j)) for j, c in factors)
                ranges = {n: far, k: {**_FREE, "draw": ["1/7", "2"]}}
                yield (left, ("-", _at(G, k, 1), G)), "a telescoping identity holds", ranges
        case "induction on a bound":  # the closed form at n + 1 from the sum's last term and at n
            (left, right), _, _ = _stated(proof)
            n, following = data["variable"], parse(data["next"])
            yield from _begins(data["start"])
            draw = [str(data["from"]), str(int(data["from"]) + 20)]
            whole = {n: {**_FREE, "low": draw[0], "closed": True, "integer": True, "draw": draw}}
            after = substitute(following, {left: right})
            yield (after, _at(right, n, 1)), "a step of induction holds", whole
            yield (_at(left, n, 1), following), "a sum's next value is told", whole
        case _:
            yield _stated(proof)


def _stated(proof: Record) -> Equality:
    left, sign, right = proof["statement"].partition(" = ")
    if not sign:
        raise LanguageError("no rule is known here")
    return (parse(left), parse(right)), f"what a proof by {proof['method']} states", {}


def _begins(start: Sequence[Record]) -> Iterator[Equality]:
    gaps = [parse(str(row["gap"])) for row in start] or [language.ONE]
    yield from (((gap, language.ZERO), "first values of a recurrence vanish", {}) for gap in gaps)


def _at(tree: Tree, name: str, by: int) -> Tree:
    """The tree at name + by."""
    return substitute(tree, {name: ("+", name, Fraction(by))}) if by else tree
