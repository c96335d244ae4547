"""Critical points counted again: each box holds exactly one, by Krawczyk's test in intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import mpmath

from glassproof.recheck.findings import Findings, Level
from glassproof.recheck.language import Tree, derivative, parse
from glassproof.recheck.numbers import Intervals

iv: Any = mpmath.iv
_DPS = 30
_MOST_UNKNOWNS = 8


def check_instances(claim: Mapping[str, Any], findings: Findings) -> None:
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


def _check_instance(instance: Mapping[str, Any], findings: Findings) -> None:
    names, boxes = instance["unknowns"], instance["boxes"]
    equations = [parse(text) for text in instance["equations"]]
    square = len(names) == len(equations) <= _MOST_UNKNOWNS and len(set(names)) == len(names)
    square = square and all(len(box) == len(names) for box in boxes)
    if not findings.require(square and instance["count"] == len(boxes), "each point has its box"):
        return
    slopes = [[derivative(equation, name) for name in names] for equation in equations]
    spans = [[iv.mpf([low, high]) for low, high in box] for box in boxes]
    apart = all(
        any(a.b < b.a or b.b < a.a for a, b in zip(one, other, strict=True))
        for place, one in enumerate(spans)
        for other in spans[:place]
    )
    findings.require(apart, "boxes of critical points are disjoint")
    signs = [_sign_of_zero(names, equations, slopes, span) for span in spans]
    if findings.require(None not in signs, "each box holds exactly one critical point"):
        whole = sum(sign or 0 for sign in signs) == instance["euler characteristic"]
        findings.require(whole, "signs of critical points add up to the Euler characteristic")


def _sign_of_zero(
    names: Sequence[str], equations: Sequence[Tree], slopes: Sequence[Sequence[Tree]], box: Any
) -> int | None:
    """The sign of the Jacobian at the one zero in the box; None if that is not proven."""
    evaluate, size = Intervals(), range(len(names))
    middle = [iv.mpf(span.mid) for span in box]
    at = dict(zip(names, middle, strict=True))
    over = dict(zip(names, box, strict=True))
    values = [evaluate.lift(evaluate.value(tree, at)) for tree in equations]
    jacobian = [[evaluate.lift(evaluate.value(t, over)) for t in row] for row in slopes]
    inverse = _inverse([[float(entry.mid) for entry in row] for row in jacobian])
    if inverse is None:
        return None
    for i in size:
        image = middle[i] - sum(inverse[i][j] * values[j] for j in size)
        for k in size:
            rest = (i == k) - sum(inverse[i][j] * jacobian[j][k] for j in size)
            image += rest * (box[k] - middle[k])
        if not (box[i].a < image.a and image.b < box[i].b):
            return None
    found = _determinant(jacobian)
    return 1 if found.a > 0 else -1 if found.b < 0 else None


def _inverse(matrix: list[list[float]]) -> list[list[float]] | None:
    """An approximate inverse by Gauss and Jordan, with pivots."""
    size = len(matrix)
    rows = [[*row, *(float(i == j) for j in range(size))] for i, row in enumerate(matrix)]
    for column in range(size):
        pivot = max(range(column, size), key=lambda i: abs(rows[i][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        if rows[column][column] == 0:
            return None
        rows[column] = [entry / rows[column][column] for entry in rows[column]]
        for i in range(size):
            if i != column:
                factor = rows[i][column]
                pairs = zip(rows[i], rows[column], strict=True)
                rows[i] = [a - factor * b for a, b in pairs]
    return [row[size:] for row in rows]


def _determinant(matrix: Sequence[Sequence[Any]]) -> Any:
    """By cofactors along the first row."""
    if not matrix:
        return iv.mpf(1)
    minors = (
        [*(row[:k] + row[k + 1 :] for row in map(list, matrix[1:]))] for k in range(len(matrix))
    )
    return sum((-1) ** k * matrix[0][k] * _determinant(m) for k, m in enumerate(minors))
