"""Operations of steps as they are exported, done again by the checker; changes are noticed."""

from __future__ import annotations

import copy
from collections.abc import Callable
from random import Random
from typing import Any

import pytest
import sympy as sp

from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain
from glassproof.recheck.findings import Findings
from glassproof.recheck.steps import check_steps
from glassproof.verify.keeping.certificates.certify import _derivation

x, y, u, N = sp.symbols("x y u N", positive=True)
Record = dict[str, Any]


def claim(before: Any, via: Callable[[Any], Any], obtained: Any) -> Record:
    """The part of a claim that steps are checked by, of one step."""
    derivation = Derivation("one step", (Step(before, "given"), Step(obtained, "made", via=via)))
    record = _derivation(derivation, Domain({}))
    steps = [
        {"reason": step.reason, "proof": proof, "expression": str(step.expression)}
        for step, proof in zip(derivation.steps, derivation.proofs, strict=True)
    ]
    return {"certificate": {"derivation": record, "left out": {}}, "derivation": {"steps": steps}}


def found(record: Record) -> Findings:
    findings = Findings([])
    findings.add("claim", check_steps(record, Random(1)))
    return findings


def operation(record: Record) -> Record:
    made: Record = record["certificate"]["derivation"]["steps"][1]["operation"]
    return made


MATRIX = sp.Matrix([[x**2 * y, x * y**3], [sp.exp(x), y]])
CASES = {
    "each entry its own derivative": claim(
        MATRIX,
        lambda m: sp.Matrix([[m[0, 0].diff(x), m[0, 1].diff(y)], [m[1, 0], 2 * m[1, 1]]]),
        sp.Matrix([[2 * x * y, 3 * x * y**2], [sp.exp(x), 2 * y]]),
    ),
    "a gradient": claim(
        sp.exp(3 * x) * y**2,
        lambda line: sp.Matrix([line.diff(x), line.diff(y)]),
        sp.Matrix([3 * sp.exp(3 * x) * y**2, 2 * sp.exp(3 * x) * y]),
    ),
    "an unknown that is eliminated": claim(
        sp.Matrix([u**2 - x * u - y, u - 3]),
        lambda lines: sp.solve(lines.subs(u, 3)[0], y)[0],
        9 - 3 * x,
    ),
    "an unknown that is put to zero": claim(
        x**2 - y + u, lambda line: sp.solve(line.subs(u, 0), y)[0], x**2
    ),
    "per unit of N": claim(
        sp.log(x) * u, lambda line: line.subs(u, (1 - y) * N) / N, (1 - y) * sp.log(x)
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_it_is_told_and_done_again(name: str) -> None:
    assert operation(CASES[name])["is"] != "stated"
    assert found(CASES[name]).wrong == []


def changes(made: Record) -> list[Callable[[Record], Any]]:
    """Ways to change an operation, by what it has."""
    if made["is"] == "root":
        name = next(iter(made["at"]))
        return [lambda o: o["at"].update({name: "7/5"}), lambda o: o.update(at={})]
    first = made["each"][0] if "each" in made else made
    ways: list[Callable[[Record], Any]] = []

    def of(o: Record) -> Record:
        row: Record = o["each"][0] if "each" in o else o
        return row

    if first["terms"][0]["by"]:
        ways.append(lambda o: of(o)["terms"][0].update(by=[]))
    ways.append(lambda o: of(o)["terms"][0].update(times="2/3"))
    if "each" in made and len({row["of"] for row in made["each"]}) > 1:
        ways.append(lambda o: of(o).update(of=1))
    return ways


@pytest.mark.parametrize("name", CASES)
def test_changes_are_noticed(name: str) -> None:
    for change in changes(operation(CASES[name])):
        record = copy.deepcopy(CASES[name])
        change(operation(record))
        assert not found(record).accepted
