"""Arguments are admitted up to their stated ends; what is refused is named with its remedy."""

from __future__ import annotations

import math

import numpy as np
import pytest

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.work.arguments import integer, real, real_array


@pytest.mark.parametrize(
    ("value", "limits", "message"),
    [
        (1, {"least": 2}, r"^p = 1 is out of its domain: give an integer >= 2$"),
        (-1, {}, r"^p = -1 is out of its domain: give an integer >= 0$"),
        (4, {"least": 2, "most": 3}, r"^p = 4 is out of its domain: give an integer in \[2, 3\]$"),
        (1, {"least": 2, "most": 3}, r"give an integer in \[2, 3\]$"),
        (2.0, {}, r"^p = 2\.0 is not an integer: give an integer$"),
        (True, {}, "^p = True is not an integer"),
        (np.True_, {}, "is not an integer"),
        ("2", {}, "^p = '2' is not an integer"),
        (None, {}, "^p = None is not an integer"),
    ],
)
def test_an_integer_out_of_range_is_refused(value, limits, message) -> None:
    with pytest.raises(DomainError, match=message):
        integer("p", value, **limits)


def test_integers_at_both_ends_are_admitted() -> None:
    assert [integer("p", n, least=2, most=3) for n in (2, 3)] == [2, 3]
    assert integer("p", np.int32(0)) == 0
    assert type(integer("p", np.int64(5))) is int


@pytest.mark.parametrize(
    ("value", "limits", "message"),
    [
        (0.0, {"above": 0, "below": 1}, r"^x = 0 is out of its domain: give x in \(0, 1\)$"),
        (1.0, {"above": 0, "below": 1}, r"^x = 1 is out of its domain"),
        (1.0, {"above": 0, "below": 1, "closed_low": True}, r"give x in \[0, 1\)$"),
        (-1e-300, {"above": 0, "closed_low": True}, r"give x in \[0, inf\)$"),
        ([0.5, 2.0, 3.0], {"above": 0, "below": 1}, "^x = 2 is out"),
        (-2.0, {"above": 0, "infinite": True}, "^x = -2 is out"),
        (math.inf, {}, "^x contains inf: give finite numbers$"),
        (math.nan, {}, "^x contains nan: give finite numbers$"),
        ([0.0, math.nan], {"infinite": True}, "^x contains nan: give numbers$"),
        (1j, {}, "^x is complex: give real numbers$"),
        ("1", {}, "^x = '1' is not numeric: give real numbers$"),
        (None, {"infinite": True}, "^x contains nan"),
        (object(), {}, "is not numeric"),
        (10**400, {}, "is not numeric"),
        (True, {}, "^x = True is not numeric: give real numbers$"),
        (np.False_, {}, "is not numeric"),
        (np.array([True, False]), {}, "is not numeric"),
        ([0.5, True], {}, r"^x = \[0.5, True\] is not numeric"),
        (((0.5, 1), (2, False)), {}, "is not numeric"),
        (np.array([0.5, True], dtype=object), {}, "is not numeric"),
        (np.array(True), {}, "is not numeric"),
    ],
)
def test_a_real_number_out_of_range_is_refused(value, limits, message) -> None:
    with pytest.raises(DomainError, match=message):
        real_array("x", value, **limits)


def test_reals_inside_are_admitted_as_they_are() -> None:
    inside = [np.nextafter(0.0, 1.0), np.nextafter(1.0, 0.0)]
    assert real_array("x", inside, above=0, below=1).tolist() == inside
    assert real_array("x", [0.0], above=0, below=1, closed_low=True).dtype == np.float64
    ends = [-math.inf, 0.5, math.inf]
    assert real_array("x", ends, above=0, below=1, infinite=True).tolist() == ends


def test_one_number_is_asked_for() -> None:
    with pytest.raises(DomainError, match=r"^x has shape \(2,\): give one number$"):
        real("x", [0.25, 0.5], above=0, below=1)
    with pytest.raises(DomainError, match=r"give x in \[0, 1\)$"):
        real("x", 1.0, above=0, below=1, closed_low=True)
    assert real("x", 0, above=0, closed_low=True) == 0.0
    assert real("x", math.inf, infinite=True) == math.inf
