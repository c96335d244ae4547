"""Evidence from nature: p-values, powers and words from the stored sums; the budget of alarms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from mpmath import mp

from glassproof.recheck.findings import Findings, Level
from glassproof.recheck.language import parse
from glassproof.recheck.laws import LAWS, POWER, Comparison
from glassproof.recheck.numbers import Numbers, settled
from glassproof.recheck.streams import beginning

_NEAR = mp.mpf(10) ** -6
"""Relative: sums are floats, and tails far out lose digits."""
_NOTHING = 1e-290
_ROUNDED = mp.mpf(10) ** -9


def check_budget(ledger: Mapping[str, Any], findings: Findings) -> None:
    """The levels of all comparisons add up to no more than the level of the whole."""
    claims = ledger["claims"]
    levels = [s["test"]["level"] for c in claims for s in c["certificate"]["nature"]]
    parameters = ledger["parameters"]
    as_published = parameters["level"] == 1e-8 and parameters["family_level"] == 1e-6
    findings.require(as_published, "levels of tests are those of the published rule")
    within = 2 * sum(levels) <= parameters["family_level"] * (1 + 1e-9)
    findings.require(within, "the levels of all tests are within the budget of false alarms")


def check_nature(claim: Mapping[str, Any], seed: int, findings: Findings) -> None:
    """Each piece of evidence from nature follows from its sums."""
    evidence = [
        e
        for e in claim["evidence"]
        if e["kind"] in ("nature", "count") and e["data"].get("statistic")
    ]
    samples = claim["certificate"]["nature"]
    broken = any(e["outcome"] == "defect" for e in claim["evidence"])
    names = [e["name"] for e in evidence], [s["name"] for s in samples]
    if not findings.require(names[0] == names[1] or broken, "each sample has its sums"):
        return
    for found, sample in zip(evidence, samples, strict=False):
        same = sample["stream"] == beginning(seed, claim["id"], sample["name"], 0)
        findings.require(same, "random streams are those of seed, claim and experiment")
        with mp.workdps(30):
            _check_sample(found, sample, findings)
        if sample["predicts"] == "value":
            _check_prediction(claim["certificate"], found["data"]["point"], sample, findings)


def _check_prediction(
    record: Mapping[str, Any],
    point: Mapping[str, str],
    sample: Mapping[str, Any],
    findings: Findings,
) -> None:
    """What formulas predict is their value at the point."""
    here = {name: Fraction(value) for name, value in point.items()}
    for side in ("published", "derived"):
        if side in record:
            value = settled(parse(record[side]), here)
            with mp.workdps(30):
                told = mp.mpf(sample[side])
                gap = abs(Numbers().lift(value) - told)
                fits = gap <= abs(told) * mp.mpf(10) ** -9
            findings.require(bool(fits), "predictions are values of the formulas", Level.DIGITS)


def _numbers(values: Any) -> Any:
    return [mp.mpf(v) for v in values] if isinstance(values, list) else mp.mpf(values)


def _check_sample(found: Mapping[str, Any], sample: Mapping[str, Any], findings: Findings) -> None:
    test, data = sample["test"], found["data"]
    if test["law"] not in LAWS:
        findings.say(Level.UNCHECKED, f"a test whose law is not known here: {test['law']}")
        return
    law, words = LAWS[test["law"]]
    try:
        sums = _numbers(sample["sums"])
        ours = law(test, sums, _numbers(sample["derived"]))
        theirs = law(test, sums, _numbers(sample["published"]))
    except (ArithmeticError, ValueError, TypeError, LookupError, StopIteration) as error:
        findings.require(False, f"sums of {sample['name']} make no test: {type(error).__name__}")
        return
    fits = _is_shown(ours, data["derived"]) and _is_shown(theirs, data["published"])
    fits = fits and data["level"] == test["level"] and data["sample size"] == int(sums[0])
    fits = (
        fits
        and _near(ours.estimate, data["estimate"])
        and _near(ours.error, data["standard error"])
    )
    fits = fits and data["allowance"] == test.get("bias", 0.0)
    fits = fits and data["one-sided"] == (test["law"] in ("TailTest", "NotBelowTest"))
    findings.require(bool(fits), "p-values and errors follow from the sums", Level.DIGITS)
    told: list[tuple[str, str, str]] = []
    for factor in (1, 1 - _ROUNDED, 1 + _ROUNDED):
        own, other = _scaled(ours, factor), _scaled(theirs, factor)
        power = words.format(float(own.resolution))
        told.append((*_weighed(data, own, other, test["level"], sample, power), power))
    powers = {f"{POWER}: {power}" for _, _, power in told}
    findings.require(data["power"] in powers, "powers follow from the sums", Level.DIGITS)
    outcomes = {outcome for outcome, _, _ in told}
    findings.require(found["outcome"] in outcomes, "outcomes of tests follow from their p-values")
    details = {detail for _, detail, _ in told}
    findings.require(found["detail"] in details, "what is said of samples is what they are")


def _scaled(found: Comparison, factor: Any) -> Comparison:
    """The comparison with numbers that differ by less than is shown, for words that round them."""
    shown = ("estimate", "error", "predicted", "resolution")
    return replace(found, **{name: getattr(found, name) * factor for name in shown})


def _near(value: Any, shown: Any) -> bool:
    shown = mp.mpf(shown)
    return bool(abs(value - shown) <= _NEAR * max(abs(value), abs(shown)) + mp.mpf(10) ** -18)


def _is_shown(found: Comparison, shown: Mapping[str, Any]) -> bool:
    p_value = mp.mpf(shown["p-value"])
    same = abs(found.p_value - p_value) <= _NEAR * max(found.p_value, p_value)
    return (
        bool(same or max(found.p_value, p_value) < _NOTHING)
        and _near(found.predicted, shown["predicted"])
        and _near(found.estimate, shown["estimate"])
        and _near(found.error, shown["standard error"])
    )


def _estimate(found: Comparison) -> str:
    spread = f"± {float(found.error):.2g}" if found.error > mp.mpf("1e-299") else "in every draw"
    return f"{float(found.estimate):.5g} {spread}"


def _weighed(
    data: Mapping[str, Any], ours: Comparison, theirs: Comparison, level: float,
    sample: Mapping[str, Any], power: str,
) -> tuple[str, str]:  # fmt: skip
    """The outcome, and the words for it, by the rule of docs/evidence.md."""
    what, own = data["describes"], _estimate(ours)
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
