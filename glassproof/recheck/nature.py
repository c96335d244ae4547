"""Evidence from nature: outcomes, p-values and powers from the stored sums, streams drawn again,
critical points counted again from their boxes, the budget of alarms."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from random import Random
from typing import Any

from mpmath import iv, mp

from glassproof.recheck.findings import DIGITS, UNCHECKED, Fact, Level, Record, tells
from glassproof.recheck.language import Tree, derivative, parse
from glassproof.recheck.laws import POWER, Compared, compared
from glassproof.recheck.values import Evaluator, Values, corner, digits

_NEAR, _NOTHING = mp.mpf(10) ** -6, 1e-290  # sums are floats, and tails far out lose digits
_DPS = 30


def check_budget(ledger: Record) -> Iterator[Fact]:
    """The levels of all comparisons add up to no more than the level of the whole."""
    levels = [s["test"]["level"] for c in ledger["claims"] for s in c["certificate"]["nature"]]
    within = 2 * sum(levels) <= ledger["parameters"]["family_level"] * (1 + 1e-9)
    yield within, "the levels of all tests are within the budget of false alarms"


def check_nature(claim: Record, _: Random) -> Iterator[Fact]:
    """Each piece of evidence from nature follows from its sums, or from its boxes."""
    certificate, sampled = claim["certificate"], ("nature", "count")
    evidence = [e for e in claim["evidence"] if e["kind"] in sampled and "published" in e["data"]]
    samples = certificate["nature"]
    broken = any(e["outcome"] == "defect" for e in claim["evidence"])
    same = [e["name"] for e in evidence] == [s["name"] for s in samples]
    yield same or broken, "each sample has its sums"
    for found, sample in zip(evidence, samples, strict=broken):
        yield from _check_streams(sample, claim["seed"], claim["id"], sample["name"])
        yield from _check_sample(found, sample)
        if sample["predicts"] == "value":
            point = {name: Fraction(value) for name, value in found["data"]["point"].items()}
            for side in {"published", "derived"} & certificate.keys():
                value = Evaluator(80).enclosed(parse(certificate[side]), point)
                same = _near(corner(value, "mid"), sample[side], 1e-9)
                yield same and DIGITS, "predictions are values of the formulas"
        if found["kind"] == "count" and not sample.get("instances"):
            yield UNCHECKED, "counts of critical points of which no draw is stored"
        for instance in sample.get("instances", ()):
            yield from _check_instance(instance)


def _check_sample(found: Record, sample: Record) -> Iterator[Fact]:
    """What is said of a sample is what its test shows, and that follows from the sums."""
    data, test, derived = found["data"], sample["test"], "derived" in sample
    theirs, ours = data["published"], data["derived" if derived else "published"]
    agree = sample["published"] == sample.get("derived", sample["published"])
    outcome, texts = _weighed(data, ours, agree)
    told = {"level": test["level"], "sample size": int(sample["sums"][0])}
    told |= {key: ours[key] for key in ("estimate", "standard error")}
    same = ("derived" in data) == derived and told.items() <= data.items()
    yield found["outcome"] == outcome, "outcomes of tests follow from their p-values"
    yield same and tells(found["detail"], texts), "what is said of samples is what they are"
    if test["law"].startswith("own law: "):
        yield UNCHECKED, f"a test by the paper's {test['law']}"
        return
    with mp.workdps(_DPS):
        sums, published = _numbers(sample["sums"]), _numbers(sample["published"])
        against = compared(test, sums, _numbers(sample["derived"]) if derived else published)
        shown = _is_shown(against, ours) and _is_shown(compared(test, sums, published), theirs)
        allowance = test.get("bias", 0) + against.allowance
        ends = [float(against.resolution * (1 + k * mp.mpf(10) ** -9)) for k in (-1, 0, 1)]
    fits = data["one-sided"] == (test["law"] in ("TailTest", "NotBelowTest"))
    fits = fits and _near(allowance, data["allowance"])
    yield shown and fits and DIGITS, "p-values and errors follow from the sums"
    powers = {tells(data["power"], [POWER, f"{end:.2g}"]) for end in ends}
    yield True in powers and DIGITS, "powers follow from the sums"


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


def _weighed(data: Record, ours: Record, agree: bool) -> tuple[str, list[str]]:
    """The outcome by the rule of docs/evidence.md, and what its words tell, in this order."""
    theirs, what, power = data["published"], data["describes"], data["power"].partition(": ")[2]
    (own, derived), (theirs_seen, published) = map(_in_words, (ours, theirs))
    rejected, doubted = (shown["p-value"] < data["level"] for shown in (theirs, ours))
    if doubted and "derived" in data and not data.get("derived rejected"):
        return "defect", [what, own, derived]
    if rejected and (doubted or ours["estimate"] == theirs["estimate"]):
        other = [derived] * (ours["predicted"] != theirs["predicted"])
        return "fails", [what, own, published, *other]
    if rejected:
        return "fails", [what, theirs_seen, published, own, derived]
    if doubted:
        return "silent", [what, own, power, derived]
    return ("consistent", [what, own, power]) if agree else ("silent", [what, own])


def _in_words(shown: Record) -> tuple[str, str]:
    error = shown["standard error"]
    spread = f"± {error:.2g}" if error > 1e-299 else "in every draw"
    return f"{shown['estimate']:.5g} {spread}", f"{shown['predicted']:.6g}"


def _check_streams(sample: Record, *names: Any) -> Iterator[Fact]:
    """Where NumPy is present, streams begin as is said, and normals of draws are drawn again."""
    try:
        from numpy.random import Generator, Philox
    except ImportError:
        yield UNCHECKED, "random streams: NumPy is not here to draw them again"
        return

    def stream(*names: Any) -> Philox:  # of the seed, the claim, the experiment and the chunk
        text = json.dumps(names, ensure_ascii=True, separators=(",", ":"))
        key = hashlib.blake2b(text.encode(), digest_size=16).digest()
        return Philox(key=int.from_bytes(key, "little"))

    words = stream(*names, 0).random_raw(8).astype("<u8").tobytes()
    begins = hashlib.sha256(words).hexdigest() == sample["stream"]
    yield begins, "random streams are those of seed, claim and experiment"
    instances = sample.get("instances", ())
    if told := [normal for instance in instances for normal in instance.get("normals", ())]:
        again = Generator(stream(*names, "instances")).standard_normal(len(told))
        gaps = (Fraction(x) - Fraction(float(y)) for x, y in zip(told, again, strict=True))
        yield max(map(abs, gaps)) < 1e-11, "normals of draws are those of their stream"


def _check_instance(instance: Record) -> Iterator[Fact]:
    """The critical points of a draw are as many as is said, each alone in its box."""
    unknowns, equations = instance["unknowns"], [*map(parse, instance["equations"])]
    normals = {f"_{n}": Fraction(text) for n, text in enumerate(instance.get("normals", ()))}
    here, where = Evaluator(_DPS), [*map(parse, instance.get("where", ()))]
    given = {c: here.enclosed(parse(t), normals) for c, t in instance.get("given", {}).items()}
    with digits(_DPS):
        boxes = [[iv.mpf(ends) for ends in box] for box in instance["boxes"]]
        signs = [_sign(unknowns, equations, box, given) for box in boxes]
    yield instance["count"] == len(boxes), "each critical point has its box"
    pairs = (zip(*pair, strict=True) for pair in combinations(boxes, 2))
    apart = all(any(a.b < b.a or b.b < a.a for a, b in pair) for pair in pairs)
    yield apart, "boxes of critical points are disjoint"
    yield 0 not in signs, "each box holds exactly one critical point"
    whole = sum(signs) == instance["euler characteristic"]
    yield whole, "signs of critical points add up to the Euler characteristic"
    if where:
        points = [{**given, **dict(zip(unknowns, box, strict=True))} for box in boxes]
        inside = [all(here.truth(condition, point) for condition in where) for point in points]
        yield sum(inside) == instance["counted"], "as many satisfy the conditions as is said"


def _sign(names: Sequence[str], equations: Sequence[Tree], box: Any, given: Values) -> int:
    """The sign of the Jacobian at the one zero in the box; 0 if that is not proven.

    With m its middle and Y a matrix: if m - Y f(m) + (1 - Y f'(box)) (box - m) is inside the box,
    it holds one zero, and no matrix of Y f'(box) is singular, so that f' has the sign of det Y.
    """
    here, middle = Evaluator(_DPS), [iv.mpf(span.mid) for span in box]
    at, over = ({**given, **dict(zip(names, x, strict=True))} for x in (middle, box))
    values = iv.matrix([here.enclosed(tree, at) for tree in equations])
    slopes = [[here.enclosed(derivative(tree, x), over) for x in names] for tree in equations]
    try:
        Y = mp.matrix([[float(entry.mid) for entry in row] for row in slopes]) ** -1
    except ZeroDivisionError:
        return 0
    moved = iv.matrix([x - m for x, m in zip(box, middle, strict=True)])
    rest = (iv.eye(len(box)) - iv.matrix(Y) * iv.matrix(slopes)) * moved
    image = iv.matrix(middle) - iv.matrix(Y) * values + rest
    inside = all(x.a < y.a and y.b < x.b for x, y in zip(box, image, strict=True))
    return int(mp.sign(mp.det(Y))) if inside and here.level is Level.PROVEN else 0
