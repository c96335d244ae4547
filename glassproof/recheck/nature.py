"""Evidence from nature: p-values, powers and words from the stored sums, critical points counted
again from their boxes, the budget of alarms."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from random import Random
from typing import Any

import mpmath

from glassproof.recheck.findings import UNCHECKED, Fact, Record, to_digits
from glassproof.recheck.language import Tree, derivative, parse
from glassproof.recheck.laws import POWER, WORDS, Compared, compared
from glassproof.recheck.values import Evaluator, corner, digits

mp, iv = mpmath.mp, mpmath.iv
_NEAR, _NOTHING = mp.mpf(10) ** -6, 1e-290  # sums are floats, and tails far out lose digits
_WORD, _MULTIPLIERS = (1 << 64) - 1, (0xD2E7470EE14C6C93, 0xCA5A826395121157)
_WEYL = (0x9E3779B97F4A7C15, 0xBB67AE8584CAA73B)
_DPS = 30


def check_budget(ledger: Record) -> Iterator[Fact]:
    """The levels of all comparisons add up to no more than the level of the whole."""
    levels = [s["test"]["level"] for c in ledger["claims"] for s in c["certificate"]["nature"]]
    within = 2 * sum(levels) <= ledger["parameters"]["family_level"] * (1 + 1e-9)
    yield within, "the levels of all tests are within the budget of false alarms"


def check_nature(claim: Record, _: Random) -> Iterator[Fact]:
    """Each piece of evidence from nature follows from its sums, or from its boxes."""
    certificate = claim["certificate"]
    sampled = [e for e in claim["evidence"] if e["kind"] in ("nature", "count")]
    evidence, samples = [e for e in sampled if "published" in e["data"]], certificate["nature"]
    broken = any(e["outcome"] == "defect" for e in claim["evidence"])
    same = [e["name"] for e in evidence] == [s["name"] for s in samples]
    yield same or broken, "each sample has its sums"
    for found, sample in zip(evidence, samples, strict=broken):
        stream = beginning(claim["seed"], claim["id"], sample["name"], 0)
        yield stream == sample["stream"], "random streams are those of seed, claim and experiment"
        yield from _check_sample(found, sample)
        if sample["predicts"] == "value":
            point = {name: Fraction(value) for name, value in found["data"]["point"].items()}
            for side in {"published", "derived"} & certificate.keys():
                value = Evaluator(80).enclosed(parse(certificate[side]), point)
                same = _near(corner(value, "mid"), sample[side], 1e-9)
                yield to_digits(same), "predictions are values of the formulas"
        if found["kind"] == "count" and not sample.get("instances"):
            yield UNCHECKED, "counts of critical points of which no draw is stored"
        instances = sample.get("instances", [])
        yield from _check_draws(instances, claim["seed"], claim["id"], sample["name"], "instances")
        for instance in instances:
            yield from _check_instance(instance)


def _check_sample(found: Record, sample: Record) -> Iterator[Fact]:
    data, side = found["data"], found["data"]["derived" if "derived" in sample else "published"]
    test, law, outcome = sample["test"], sample["test"]["law"], _weighed(data, sample)
    told = {"level": test["level"], "sample size": int(sample["sums"][0])}
    told |= {key: side[key] for key in ("estimate", "standard error")}
    same = ("derived" in data) == ("derived" in sample) and told.items() <= data.items()
    yield found["outcome"] == outcome[0], "outcomes of tests follow from their p-values"
    yield same and found["detail"] == outcome[1], "what is said of samples is what they are"
    if law not in WORDS:
        yield UNCHECKED, f"a test by the paper's {law}"
        return
    with mp.workdps(_DPS):
        keys = ("sums", "derived" if "derived" in sample else "published", "published")
        sums, *predictions = (_numbers(sample[key]) for key in keys)
        ours, theirs = (compared(test, sums, prediction) for prediction in predictions)
        shown = _is_shown(ours, data[keys[1]]) and _is_shown(theirs, data["published"])
        resolutions = [float(ours.resolution * (1 + k * mp.mpf(10) ** -9)) for k in (-1, 0, 1)]
    fits = data["one-sided"] == (law in ("TailTest", "NotBelowTest"))
    fits = fits and _near(test.get("bias", 0) + ours.allowance, data["allowance"])
    yield to_digits(shown and fits), "p-values and errors follow from the sums"
    powers = {f"{POWER}: {WORDS[law].format(resolution)}" for resolution in resolutions}
    yield to_digits(data["power"] in powers), "powers follow from the sums"


def _numbers(values: Any) -> Any:
    return [mp.mpf(v) for v in values] if isinstance(values, list) else mp.mpf(values)


def _near(value: Any, shown: Any, share: Any = _NEAR) -> bool:
    gap = abs(value - mp.mpf(shown))
    return bool(gap <= share * max(abs(value), abs(mp.mpf(shown))) + mp.mpf(10) ** -18)


def _is_shown(found: Compared, shown: Record) -> bool:
    two = found.p_value, mp.mpf(shown["p-value"])
    same = max(two) < _NOTHING or abs(two[0] - two[1]) <= _NEAR * max(two)
    keys = ("predicted", "estimate", "standard error")
    values = (found.predicted, found.estimate, found.error)
    return bool(same) and all(_near(v, shown[key]) for v, key in zip(values, keys, strict=True))


def _weighed(data: Record, sample: Record) -> tuple[str, str]:
    """The outcome, and the words for it, by the rule of docs/evidence.md."""
    theirs, what, level = (data[key] for key in ("published", "describes", "level"))
    ours = data.get("derived", theirs)
    (own, derived), (other, published) = map(_in_words, (ours, theirs))
    seen, power = f"{what}: {own}", f"{data['power'].partition(': ')[2]} would have been seen"
    against, rejected = f"{published} is published", theirs["p-value"] < level
    if rejected and "derived" not in data:
        return "fails", f"{seen}, where {against}"
    if ours["p-value"] < level and not data.get("derived rejected"):
        return "defect", f"{seen}, but {derived} is derived"
    if ours["p-value"] < level:
        given = f"{derived} is given as derived"
        if not rejected:
            end = f"but {given}: mend that, or leave it out"
            return "silent", f"{seen}, as published ({power}), {end}"
        same = ours["predicted"] == theirs["predicted"]
        end = " and derived" if same else f", and {given}, which is wrong, too"
        return "fails", f"{seen}, where {against}{end}"
    if rejected:
        if theirs["estimate"] == ours["estimate"]:
            return "fails", f"{seen}, where {against} and {derived} derived"
        return "fails", f"{what}: {other} where {against}, and {own} where {derived} is derived"
    if sample["published"] == sample.get("derived", sample["published"]):
        return "consistent", f"{seen}, as published; {power}"
    return "silent", f"{seen} does not tell published and derived value apart"


def _in_words(shown: Record) -> tuple[str, str]:
    error = shown["standard error"]
    spread = f"± {error:.2g}" if error > 1e-299 else "in every draw"
    return f"{shown['estimate']:.5g} {spread}", f"{shown['predicted']:.6g}"


def block(counter: int, key: int) -> list[int]:
    """Four words of Philox-4x64-10: Salmon, Moraes, Dror, Shaw, Parallel random numbers (2011).

    >>> [hex(word)[:8] for word in block(0, 0)]
    ['0x16554d', '0xdb20fe', '0xd7e772', '0x7e68b6']
    """
    words = [counter >> 64 * place & _WORD for place in range(4)]
    keys = [key & _WORD, key >> 64]
    for _ in range(10):
        first, second = _MULTIPLIERS[0] * words[0], _MULTIPLIERS[1] * words[2]
        high = second >> 64 ^ words[1] ^ keys[0], first >> 64 ^ words[3] ^ keys[1]
        words = [high[0], second & _WORD, high[1], first & _WORD]
        keys = [(k + w) & _WORD for k, w in zip(keys, _WEYL, strict=True)]
    return words


def _key(*names: int | str) -> int:
    """The key of the stream that belongs to seed, claim, experiment and chunk."""
    text = json.dumps(names, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    return int.from_bytes(hashlib.blake2b(text, digest_size=16).digest(), "little")


def beginning(*names: int | str) -> str:
    """The SHA-256 of a stream's first eight words, lowest bytes first; counters begin with 1."""
    words = block(1, _key(*names)) + block(2, _key(*names))
    return hashlib.sha256(b"".join(word.to_bytes(8, "little") for word in words)).hexdigest()


def _check_draws(instances: Sequence[Record], *names: int | str) -> Iterator[Fact]:
    """Where NumPy is present, the normals of draws are drawn again from their stream."""
    told = [normal for instance in instances for normal in instance.get("normals", ())]
    if not told:
        return
    try:
        from numpy.random import Generator, Philox
    except ImportError:
        yield UNCHECKED, "normals of draws: NumPy is not here to draw them again"
        return
    again = Generator(Philox(key=_key(*names))).standard_normal(len(told))
    same = all(
        abs(Fraction(x) - Fraction(y)) < 1e-11 for x, y in zip(told, map(float, again), strict=True)
    )
    yield same, "normals of draws are those of their stream"


def _check_instance(instance: Record) -> Iterator[Fact]:
    """The critical points of a draw are as many as is said, each alone in its box."""
    unknowns, equations = instance["unknowns"], [*map(parse, instance["equations"])]
    slopes = [[derivative(equation, name) for name in unknowns] for equation in equations]
    normals = {f"_{n}": Fraction(text) for n, text in enumerate(instance.get("normals", ()))}
    here, where = Evaluator(_DPS), [*map(parse, instance.get("where", ()))]
    given = {c: here.enclosed(parse(t), normals) for c, t in instance.get("given", {}).items()}
    with digits(_DPS):
        boxes = [[iv.mpf(ends) for ends in box] for box in instance["boxes"]]
        signs = [_sign_of_zero(unknowns, equations, slopes, box, given) for box in boxes]
    yield instance["count"] == len(boxes), "each critical point has its box"
    apart = all(
        any(a.b < b.a or b.b < a.a for a, b in zip(one, other, strict=True))
        for one, other in combinations(boxes, 2)
    )
    yield apart, "boxes of critical points are disjoint"
    yield 0 not in signs, "each box holds exactly one critical point"
    whole = sum(signs) == instance["euler characteristic"]
    yield whole, "signs of critical points add up to the Euler characteristic"
    if where:
        points = [{**given, **dict(zip(unknowns, box, strict=True))} for box in boxes]
        inside = [all(here.holds(condition, point) for condition in where) for point in points]
        yield sum(inside) == instance["counted"], "as many satisfy the conditions as is said"


def _sign_of_zero(
    names: Sequence[str],
    equations: Sequence[Tree],
    slopes: Sequence[Sequence[Tree]],
    box: Any,
    given: Mapping[str, Any],
) -> int:
    """The sign of the Jacobian at the one zero in the box; 0 if that is not proven.

    With m its middle and Y a matrix: if m - Y f(m) + (1 - Y f'(box)) (box - m) is inside the box,
    it holds one zero, and no matrix of Y f'(box) is singular, so that f' has the sign of det Y.
    """
    size = range(len(names))
    if not len(names) == len(equations) == len(box):
        return 0
    middle = [iv.mpf(span.mid) for span in box]
    at, over = ({**given, **dict(zip(names, x, strict=True))} for x in (middle, box))
    here = Evaluator(_DPS)
    values = [here.enclosed(tree, at) for tree in equations]
    jacobian = [[here.enclosed(tree, over) for tree in row] for row in slopes]
    try:
        Y = mpmath.matrix([[float(entry.mid) for entry in row] for row in jacobian]) ** -1
    except ZeroDivisionError:
        return 0
    for i in size:
        image = middle[i] - sum(iv.mpf(Y[i, j]) * values[j] for j in size)
        for k in size:
            rest = (i == k) - sum(iv.mpf(Y[i, j]) * jacobian[j][k] for j in size)
            image += rest * (box[k] - middle[k])
        if not (box[i].a < image.a and image.b < box[i].b):
            return 0
    return int(mpmath.sign(mpmath.det(Y))) * here.proven
