r"""Equations about what a source has introduced: terms, derivatives and moments are judged, and a
name is given its value only where nothing has one.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from glassproof.verify.scanning.equation import Status
from glassproof.verify.scanning.judging.judged import judge_equation
from tests.verify.scanning.test_reading import read

_SEQUENCE = r"Let $b_j = \binom{2j}{j}$ for integers $j\ge0$. "
_FUNCTION = r"Define $G(u) = u^3 - \log u$ for $u>0$. "
_LAW = r"Let $Y\sim\mathrm{Poisson}(\rho)$ with $\rho>0$. "


def statuses(path: Path, body: str) -> list[Status]:
    """What becomes of the displayed equations."""
    found = [each for each in read(path, body).equations if each.displayed]
    return [each.status or judge_equation(each).status for each in found]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (_SEQUENCE + r"Then \[ b_2 = 6. \]", Status.VERIFIED),
        (_SEQUENCE + r"Then \[ b_3 = 21. \]", Status.REFUTED),
        (_SEQUENCE + r"Then \[ b_{2} = 2 b_1 + 1. \]", Status.REFUTED),
        # the term of index 0 is often told apart
        (_SEQUENCE + r"Then \[ b_0 = 2. \]", Status.DEFINITION),
        # another sequence may be meant where the source says so
        (_SEQUENCE + r"Now let \[ b_2 = 7. \]", Status.DEFINITION),
        # its terms hold a name: for which value is this said?
        (r"Let $b_j = j c$ for $c>0$ and integers $j\ge1$. Then \[ b_2 = 7. \]", Status.DEFINITION),
        # a letter with a number that is no term
        (r"Let $q = 3$. Then \[ q_2 = 7. \]", Status.DEFINITION),
    ],
)
def test_terms_of_a_sequence(tmp_path: Path, body: str, expected: Status) -> None:
    assert statuses(tmp_path, body) == [expected]


@pytest.mark.parametrize("d", ["d", r"\mathrm{d}", r"\partial"])
def test_derivatives_without_their_argument(tmp_path: Path, d: str) -> None:
    """Of first and higher order; a false one is seen."""
    body = rf"""{_FUNCTION} Hence \[ \frac{{{d} G}}{{{d} u}} = 3u^2 - \frac1u \] and
        \[ \frac{{{d}^2 G}}{{{d} u^2}} = 6u + \frac1{{u^2}}, \] so that
        \[ \frac{{{d}^2G}}{{{d} u^2}} = 6u - \frac1{{u^2}}. \]"""
    assert statuses(tmp_path, body) == [Status.VERIFIED, Status.VERIFIED, Status.REFUTED]


@pytest.mark.parametrize(
    "slope",
    [
        r"\frac{dG}{dv} = 3v^2",  # another variable
        r"\frac{dG}{du^2} = 3u",  # orders that differ
        r"\frac{d(u G)}{du} = 3u",  # not of the name alone
    ],
)
def test_other_fractions_are_no_derivatives_of_the_name(tmp_path: Path, slope: str) -> None:
    (status,) = statuses(tmp_path, rf"{_FUNCTION} Hence \[ {slope}. \]")
    assert status in (Status.UNBOUND, Status.NO_NUMBERS, Status.UNREADABLE)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (r"\[ \mathrm{Var}(Y) = \rho. \]", Status.VERIFIED),
        (r"\[ \mathrm{E}[Y] = \rho. \]", Status.VERIFIED),
        (r"\[ \rho = \mathrm{E}[Y]. \]", Status.VERIFIED),
        (
            r"\[ \mathrm{E}[a^Y] = e^{\rho(a-1)} \quad\text{for all positive } a. \]",
            Status.VERIFIED,
        ),
        # nothing says what a and Z are
        (r"\[ \mathrm{E}[a^Y] = e^{\rho(a-1)}. \]", Status.UNBOUND),
        (r"\[ \mathrm{E}[Z] = \rho. \]", Status.NO_NUMBERS),
    ],
)
def test_moments_give_no_parameter_its_value(tmp_path: Path, body: str, expected: Status) -> None:
    assert statuses(tmp_path, _LAW + "Then " + body) == [expected]


@pytest.mark.parametrize(
    ("words", "relation"),
    [
        ("for all real", r"\sqrt{w^2} = |w|"),
        ("for every positive", r"\sqrt{w^2} = w"),
        ("for any integer", r"\cos(\pi w) = (-1)^w"),
    ],
)
def test_words_beside_a_display_speak_of_the_name_behind_them(
    tmp_path: Path, words: str, relation: str
) -> None:
    body = rf"We have \[ {relation} \quad \text{{{words}}} w. \]"
    assert statuses(tmp_path, body) == [Status.VERIFIED]


@pytest.mark.parametrize(
    "body",
    [
        # what ends a range on one side is the name that the other side uses
        r"For $M\ge2$ an integer, \[ \sum_{1\le j<k\le M} 1 = \binom M2. \]",
        r"Let $M>1$ be whole. Then \[ \frac{M^2-M}{2} = \sum_{1\le j<k\le M} 1. \]",
        # a range that begins and ends with numbers says what a name is
        r"The entropy $S(k) = -k\log k$, $0<k<1$, has \[ \frac{dS}{dk} = -1-\log k. \]",
        # what is differentiated by is no whole number, whatever its letter
        r"Put $T(k) = k^2 + k$. Then \[ \frac{dT}{dk} = 2k+1. \]",
        # a name multiplies a function
        r"Let $\rho(w) = 2w$ for $0\le w\le 1$. Then \[ \int_0^1 w\rho(w)\,dw = \frac23. \]",
    ],
)
def test_what_print_leaves_to_its_reader(tmp_path: Path, body: str) -> None:
    assert statuses(tmp_path, body) == [Status.VERIFIED]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (r"Let $c = \sqrt 2$ and fix $w > c$. Then \[ w^2 > 2. \]", Status.VERIFIED),
        (r"Let $c = \sqrt 2$ and fix $w > c$. Then \[ w^2 > 3. \]", Status.REFUTED),
        (r"Let $k>1$ and put $c = 1/k$. For $0 < w < c$ we have \[ k w < 1. \]", Status.VERIFIED),
    ],
)
def test_bounds_by_defined_names_are_bounds(tmp_path: Path, body: str, expected: Status) -> None:
    assert statuses(tmp_path, body) == [expected]


@pytest.mark.parametrize(
    ("following", "expected"),
    [
        ("That makes no sense.", Status.NO_NUMBERS),
        ("But this is of course false: squares of sums have a mixed term.", Status.NO_NUMBERS),
        ("A contradiction!", Status.NO_NUMBERS),
        ("However, it cannot hold, as was shown above.", Status.NO_NUMBERS),
        ("That is what makes no sense to forget.", Status.REFUTED),
        ("This shows that squares add up, and it is false that cubes do.", Status.REFUTED),
        ("This is not so, as one sees at once.", Status.NO_NUMBERS),
        ("It is not the first such sum.", Status.REFUTED),
        ("It is impossible to improve on this.", Status.REFUTED),
        ("It is not true that cubes add up, too.", Status.REFUTED),
        ("This is not so easy for cubes.", Status.REFUTED),
        ("Cubes do not add up. That is wrong for them.", Status.REFUTED),
    ],
)
def test_what_the_next_sentence_denies_is_not_stated(
    tmp_path: Path, following: str, expected: Status
) -> None:
    body = rf"We cancel and obtain \[ (1 + 4)^2 = 1 + 4^2. \] {following}"
    assert statuses(tmp_path, body) == [expected]


_COMPLEX = r"Let $z$ and $w$ be complex numbers. "
_FALSE = r"\[ \sqrt{zw} = \sqrt z\sqrt w \] "
_SERIES = r"\[ \sum_{k=0}^\infty z^k = \frac{1}{1-z}. \]"


@pytest.mark.parametrize("between", [
    "For $|z|<1$ we have", "If $0<z<1$ then", "and for $|z|<1$ we have",
    "Suppose that $|z|<1$. Then", "With $|z|<1$ this becomes wrong, and",
])  # fmt: skip
def test_words_that_lead_to_the_next_display_bound_nothing_before(
    tmp_path: Path, between: str
) -> None:
    """A full stop is often missing at a display's end."""
    body = _COMPLEX + _FALSE + between + _SERIES
    assert Status.VERIFIED not in statuses(tmp_path, body)[:1]


@pytest.mark.parametrize(
    "behind", ["for $a>0$.", "where $a>0$.", "For all $a>0$.", "where $a>0$, and"]
)
def test_words_behind_a_display_that_are_its_own_bound_it(tmp_path: Path, behind: str) -> None:
    body = rf"One has \[ \sqrt{{a^2}} = a \] {behind} \[ 2 + 3 = 5. \]"
    assert statuses(tmp_path, body) == [Status.VERIFIED, Status.VERIFIED]


@pytest.mark.parametrize("said", ["|z| < 1", "|z|<2, |w| < 3"])
def test_a_kind_that_was_said_is_none_that_is_guessed(tmp_path: Path, said: str) -> None:
    """A modulus is spoken of for complex and real numbers alike; what z is was said before."""
    body = _COMPLEX + rf"For ${said}$ \[ \sqrt{{zw}} = \sqrt z\sqrt w . \]"
    assert statuses(tmp_path, body) == [Status.REFUTED]
