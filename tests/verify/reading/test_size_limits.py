"""What a formula may ask for: values, exponents and sizes up to their bounds and no further."""

from __future__ import annotations

import math
import signal
from contextlib import suppress

import pytest
import sympy as sp

from glassproof.verify.reading.size_limits import (
    MAX_BITS,
    MAX_EXPONENT,
    MAX_FACTOR,
    LimitError,
    _power_terms,
    _terms,
    deadline,
    magnitude,
    require_exponent,
    require_size,
    require_value,
)

x, y = sp.symbols("x y", positive=True)


@pytest.mark.parametrize("value", [sp.nan, sp.zoo, sp.oo, -sp.oo])
def test_what_is_no_number_is_refused(value) -> None:
    with pytest.raises(LimitError, match="no finite value"):
        require_value(value)


def test_numbers_have_at_most_so_many_bits() -> None:
    most = sp.Integer(2) ** MAX_BITS - 1
    for value in (most, -most, 1 / most):
        assert require_value(value) == value
    for value in (most + 1, -most - 1, 1 / (most + 1)):
        with pytest.raises(LimitError, match=f"at most {MAX_BITS} bits"):
            require_value(value)


def test_exponents_are_bounded_with_all_numbers_in_them() -> None:
    for small in (MAX_EXPONENT * x, -MAX_EXPONENT * x, x / MAX_EXPONENT, sp.Integer(MAX_EXPONENT)):
        require_exponent(small)
    more = sp.Integer(MAX_EXPONENT + 1)
    for number in (more, -more, more * sp.pi / 3):
        with pytest.raises(LimitError, match=r"^an exponent is at most 1000 in size$"):
            require_exponent(number)
    many = sp.Integer(MAX_FACTOR + 1)
    for formula in (MAX_FACTOR * x, MAX_FACTOR * x + more):
        require_exponent(formula)
    for formula in (many * x, -many * x, x / more, x + many):
        with pytest.raises(LimitError, match=r"^a number in an exponent is at most 1000000 in"):
            require_exponent(formula)
    with pytest.raises(LimitError, match="a number in an exponent"):
        require_size(y + sp.exp(many * x, evaluate=False))


@pytest.mark.parametrize("count", [3, 11, 16])
def test_terms_are_no_more_than_monomials(count) -> None:
    """Linear factors in one symbol have one more term multiplied out than there are factors."""
    product = sp.Mul(*[x - n for n in range(1, count + 1)])
    assert _terms(product) == (len(sp.Poly(product, x).terms()), 1)
    assert _terms(sp.Mul(*[x - n * y for n in range(1, count + 1)]))[0] >= len(
        sp.Poly(sp.Mul(*[x - n * y for n in range(1, count + 1)]), x, y).terms()
    )


def test_fractions_are_counted_over_a_common_denominator() -> None:
    total = sum(1 / (x + n) for n in range(1, 8))
    above, below = sp.fraction(sp.together(total))
    exact = tuple(len(sp.Poly(part, x).terms()) for part in (above, below))
    assert _terms(total) == exact


def test_sizes_beyond_floats_are_infinite_and_terms_beyond_them_very_many() -> None:
    assert magnitude(sp.Integer(10) ** 400) == math.inf
    assert magnitude(sp.I - 1) == pytest.approx(math.sqrt(2))
    assert _power_terms(3, 4) == 15
    assert _power_terms(1e6, 1000) == _power_terms(2e6, 2) == 1e300


def test_an_alarm_rings_in_the_block_or_not_at_all() -> None:
    """However short the time, and however close to the block's end it is over."""
    kinds = set()
    for k in range(400):
        with suppress(LimitError), deadline(1e-6 + k * 1e-6, "nothing"):
            sum(range(200))
            kinds.add("in time")
    assert kinds == {"in time"}
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
