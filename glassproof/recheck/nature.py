"""Evidence from nature: p-values, powers and words from the stored sums; the budget of alarms."""

from __future__ import annotations

import hashlib
import json
from fractions import Fraction
from typing import Any

from mpmath import mp

from glassproof.recheck.findings import Findings, Level, Record
from glassproof.recheck.language import parse
from glassproof.recheck.laws import LAWS, POWER, Compared
from glassproof.recheck.values import agree, settled

_NEAR, _NOTHING = mp.mpf(10) ** -6, 1e-290  # sums are floats, and tails far out lose digits
_OWN = "own law: "
_WORD, _MULTIPLIERS = (1 << 64) - 1, (0xD2E7470EE14C6C93, 0xCA5A826395121157)
_WEYL = (0x9E3779B97F4A7C15, 0xBB67AE8584CAA73B)


def check_budget(ledger: Record, findings: Findings) -> None:
    """The levels of all comparisons add up to no more than the level of the whole."""
    levels = [s["test"]["level"] for c in ledger["claims"] for s in c["certificate"]["nature"]]
    parameters = ledger["parameters"]
    as_published = parameters["level"] == 1e-8 and parameters["family_level"] == 1e-6
    findings.require(as_published, "levels of tests are those of the published rule")
    within = 2 * sum(levels) <= parameters["family_level"] * (1 + 1e-9)
    findings.require(within, "the levels of all tests are within the budget of false alarms")


def check_nature(claim: Record, seed: int, findings: Findings) -> None:
    """Each piece of evidence from nature follows from its sums."""
    certificate = claim["certificate"]
    sampled = [e for e in claim["evidence"] if e["kind"] in ("nature", "count")]
    evidence, samples = [e for e in sampled if "published" in e["data"]], certificate["nature"]
    broken = any(e["outcome"] == "defect" for e in claim["evidence"])
    same = [e["name"] for e in evidence] == [s["name"] for s in samples]
    if not findings.require(same or broken, "each sample has its sums"):
        return
    for found, sample in zip(evidence, samples, strict=False):
        same = sample["stream"] == beginning(seed, claim["id"], sample["name"], 0)
        findings.require(same, "random streams are those of seed, claim and experiment")
        with mp.workdps(30):
            _check_sample(found, sample, findings)
        if sample["predicts"] == "value":
            point = {name: Fraction(value) for name, value in found["data"]["point"].items()}
            for side in {"published", "derived"} & certificate.keys():
                value, told = settled(parse(certificate[side]), point), mp.mpf(sample[side])
                what = "predictions are values of the formulas"
                findings.require(agree(value, told, 9), what, Level.DIGITS)


def _numbers(values: Any) -> Any:
    return [mp.mpf(v) for v in values] if isinstance(values, list) else mp.mpf(values)


def _check_sample(found: Record, sample: Record, findings: Findings) -> None:
    test, data = sample["test"], found["data"]
    if test["law"].startswith(_OWN):
        findings.say(Level.UNCHECKED, f"a test by the paper's {test['law']}")
        return
    law, words = LAWS[test["law"]]
    sums = _numbers(sample["sums"])
    ours, theirs = (law(test, sums, _numbers(sample[k])) for k in ("derived", "published"))
    fits = (
        _is_shown(ours, data["derived"]) and _is_shown(theirs, data["published"])
        and _near(ours.estimate, data["estimate"]) and _near(ours.error, data["standard error"])
        and data["level"] == test["level"] and data["sample size"] == int(sums[0])
        and data["allowance"] == test.get("bias", 0.0)
        and data["one-sided"] == (test["law"] in ("TailTest", "NotBelowTest"))
    )  # fmt: skip
    findings.require(fits, "p-values and errors follow from the sums", Level.DIGITS)
    told = []
    for factor in (1, 1 - mp.mpf(10) ** -9, 1 + mp.mpf(10) ** -9):  # words round what differs less
        own, other = (Compared(f[0], *(x * factor for x in f[1:])) for f in (ours, theirs))
        power = words.format(float(own.resolution))
        told.append((f"{POWER}: {power}", *_weighed(data, own, other, sample, power)))
    powers, outcomes, details = (set(column) for column in zip(*told, strict=True))
    findings.require(data["power"] in powers, "powers follow from the sums", Level.DIGITS)
    findings.require(found["outcome"] in outcomes, "outcomes of tests follow from their p-values")
    findings.require(found["detail"] in details, "what is said of samples is what they are")


def _near(value: Any, shown: Any) -> bool:
    gap = abs(value - mp.mpf(shown))
    return bool(gap <= _NEAR * max(abs(value), abs(mp.mpf(shown))) + mp.mpf(10) ** -18)


def _is_shown(found: Compared, shown: Record) -> bool:
    p_value = mp.mpf(shown["p-value"])
    greater = max(found.p_value, p_value)
    same = greater < _NOTHING or abs(found.p_value - p_value) <= _NEAR * greater
    keys = ("predicted", "estimate", "standard error")
    values = (found.predicted, found.estimate, found.error)
    return bool(same) and all(_near(v, shown[key]) for v, key in zip(values, keys, strict=True))


def _estimate(found: Compared) -> str:
    spread = f"± {float(found.error):.2g}" if found.error > mp.mpf("1e-299") else "in every draw"
    return f"{float(found.estimate):.5g} {spread}"


def _weighed(
    data: Record, ours: Compared, theirs: Compared, sample: Record, power: str
) -> tuple[str, str]:  # fmt: skip
    """The outcome, and the words for it, by the rule of docs/evidence.md."""
    what, own, level = data["describes"], _estimate(ours), data["level"]
    seen, derived, published = f"{what}: {own}", float(ours.predicted), float(theirs.predicted)
    if ours.p_value < level:
        return "defect", f"{seen}, but {derived:.6g} is derived"
    if theirs.p_value < level:
        against = f"{published:.6g} is published"
        if theirs.estimate == ours.estimate:
            return "fails", f"{seen}, where {against} and {derived:.6g} derived"
        other = f"{what}: {_estimate(theirs)} where {against}, and {own}"
        return "fails", f"{other} where {derived:.6g} is derived"
    if sample["published"] == sample["derived"]:
        return "consistent", f"{seen}, as published; {power} would have been seen"
    return "silent", f"{seen} does not tell published and derived value apart"


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


def beginning(*names: int | str) -> str:
    """The SHA-256 of the first eight words, lowest bytes first, of the stream whose key is the
    digest of seed, claim, experiment and chunk; counters begin with 1."""
    text = json.dumps(names, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    key = int.from_bytes(hashlib.blake2b(text, digest_size=16).digest(), "little")
    words = block(1, key) + block(2, key)
    return hashlib.sha256(b"".join(word.to_bytes(8, "little") for word in words)).hexdigest()
