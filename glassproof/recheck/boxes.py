"""Critical points counted again: each box holds exactly one, by Krawczyk's test in intervals."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import mpmath

from glassproof.recheck.findings import Findings, Level, Record
from glassproof.recheck.language import Tree, derivative, parse
from glassproof.recheck.values import enclosed

iv: Any = mpmath.iv
_DPS = 30
_MOST_UNKNOWNS = 8


def check_instances(claim: Record, findings: Findings) -> None:
    """The critical points of every stored draw are as many as is said, each alone in its box."""
    counted = {e["name"] for e in claim["evidence"] if e["kind"] == "count"}
    for sample in claim["certificate"]["nature"]:
        instances = sample.get("instances", [])
        if sample["name"] in counted and not instances:
            findings.say(Level.UNCHECKED, "counts of critical points of which no draw is stored")
        before, iv.dps = iv.dps, _DPS
        try:
            for instance in instances:
                _check_instance(instance, findings)
        finally:
            iv.dps = before


def _check_instance(instance: Record, findings: Findings) -> None:
    names, boxes = instance["unknowns"], instance["boxes"]
    equations = [parse(text) for text in instance["equations"]]
    square = len(set(names)) == len(names) == len(equations) <= _MOST_UNKNOWNS
    square = square and all(len(box) == len(names) for box in boxes)
    if not findings.require(square and instance["count"] == len(boxes), "each point has its box"):
        return
    slopes = [[derivative(equation, name) for name in names] for equation in equations]
    spans = [[iv.mpf([low, high]) for low, high in box] for box in boxes]
    apart = all(
        any(a.b < b.a or b.b < a.a for a, b in zip(one, other, strict=True))
        for one, other in combinations(spans, 2)
    )
    findings.require(apart, "boxes of critical points are disjoint")
    signs = [_sign_of_zero(names, equations, slopes, span) for span in spans]
    if findings.require(0 not in signs, "each box holds exactly one critical point"):
        whole = sum(signs) == instance["euler characteristic"]
        findings.require(whole, "signs of critical points add up to the Euler characteristic")


def _sign_of_zero(
    names: Sequence[str], equations: Sequence[Tree], slopes: Sequence[Sequence[Tree]], box: Any
) -> int:
    """The sign of the Jacobian at the one zero in the box; 0 if that is not proven.

    With m its middle and Y a matrix: if m - Y f(m) + (1 - Y f'(box)) (box - m) is inside the box,
    it holds one zero, and no matrix of Y f'(box) is singular, so that f' has the sign of det Y.
    """
    size = range(len(names))
    middle = [iv.mpf(span.mid) for span in box]
    at, over = (dict(zip(names, values, strict=True)) for values in (middle, box))
    values = [enclosed(tree, at, _DPS) for tree in equations]
    jacobian = [[enclosed(tree, over, _DPS) for tree in row] for row in slopes]
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
    return int(mpmath.sign(mpmath.det(Y)))
