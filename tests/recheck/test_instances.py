"""Draws of which all critical points are stored: counted again, and noticed where changed."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from glassproof.numerics.gan_glass.nature.isolated import drawn_on_circles
from glassproof.numerics.work.streams import beginning, stream
from glassproof.recheck import nature
from glassproof.recheck.findings import Findings, Level

KEYS = (5, "claim", "experiment", "instances")
GLASS = {"p": 2, "q": 1, "sigma_z": 0.5}
(DRAW,) = drawn_on_circles(1, GLASS, (0.0, 0.25), stream(*KEYS))


def found(draw: dict[str, Any]) -> Findings:
    findings = Findings([])
    sample = {"stream": beginning(*KEYS[:3], 0), "instances": [draw]}
    findings.add("draw", nature._check_streams(sample, *KEYS[:3]))
    findings.add("draw", nature._check_instance(draw))
    return findings


def test_a_glass_on_two_circles_is_counted_again() -> None:
    findings = found(DRAW)
    assert findings.wrong == []
    assert set(findings.counts(Level.PROVEN)) == {
        "random streams are those of seed, claim and experiment",
        "normals of draws are those of their stream",
        "each critical point has its box",
        "boxes of critical points are disjoint",
        "each box holds exactly one critical point",
        "signs of critical points add up to the Euler characteristic",
        "as many satisfy the conditions as is said",
    }
    assert 0 < DRAW["counted"] < DRAW["count"]


def without_two_boxes(draw: dict[str, Any]) -> None:
    del draw["boxes"][:2]
    draw["count"] -= 2


def with_a_box_twice(draw: dict[str, Any]) -> None:
    draw["boxes"].append(draw["boxes"][0])
    draw["count"] += 1


def moved(draw: dict[str, Any]) -> None:
    low, high = map(float, draw["boxes"][1][2])
    draw["boxes"][1][2] = [repr(low + 1e-6), repr(high + 1e-6)]


def of_another_draw(draw: dict[str, Any]) -> None:
    (other,) = drawn_on_circles(1, GLASS, (0.0, 0.25), stream(6, *KEYS[1:]))
    draw |= other


def scaled(draw: dict[str, Any]) -> None:
    draw["given"]["c0"] = draw["given"]["c0"].replace("sqrt(1)", "sqrt(2)")


def counted(draw: dict[str, Any]) -> None:
    draw["counted"] += 1


@pytest.mark.parametrize(
    "change", [without_two_boxes, with_a_box_twice, moved, of_another_draw, scaled, counted]
)
def test_changes_are_noticed(change: Callable[[dict[str, Any]], None]) -> None:
    draw = copy.deepcopy(DRAW)
    change(draw)
    assert not found(draw).accepted


def test_without_numpy_it_says_that_draws_are_not_drawn_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "numpy.random", None)
    findings = found(DRAW)
    assert findings.accepted
    told = findings.counts(Level.UNCHECKED)
    assert told["random streams: NumPy is not here to draw them again"] == 1
