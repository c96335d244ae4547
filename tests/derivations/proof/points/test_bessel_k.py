"""K_v(z) between its series and its asymptotic expansion, against mpmath."""

from __future__ import annotations

import time
from fractions import Fraction

import flint
import mpmath as mp
import pytest
from flint import acb, arb, fmpq
from hypothesis import example, given, settings
from hypothesis import strategies as st

from glassproof.derivations.proof.points.functions.bessel_family import _bessel_k

THIRDS = st.fractions(-40, 40, max_denominator=9)
PLACES = st.fractions(Fraction(1, 9), 300, max_denominator=9)


def ball(number: Fraction) -> acb:
    return acb(arb(fmpq(number.numerator, number.denominator)))


@given(THIRDS, PLACES, st.sampled_from([15, 60, 150, 480]))
@example(Fraction(17, 7), Fraction(300), 480)
@example(Fraction(2), Fraction(200), 480)
@example(Fraction(-1, 2), Fraction(100), 150)
@example(Fraction(10**30 + 1, 10**30), Fraction(100), 150)
@settings(max_examples=60, deadline=None)
def test_the_wronskian_is_one_over_z_to_most_digits(v: Fraction, z: Fraction, digits: int) -> None:
    """I_v K_{v+1} + I_{v+1} K_v = 1/z (DLMF 10.28.2)."""
    with flint.ctx.workdps(digits):
        place, low, high = ball(z), ball(v), ball(v + 1)
        found = [_bessel_k(order, place) for order in (low, high)]
        wronskian = place.bessel_i(low) * found[1] + place.bessel_i(high) * found[0]
        assert wronskian.overlaps(1 / place)
    assert all(one.real.rel_accuracy_bits() > 3.3 * digits - 60 for one in found)


@pytest.mark.parametrize("v", [Fraction(17, 7), Fraction(-1, 3), Fraction(2), Fraction(0)])
@pytest.mark.parametrize("z", [11, 30, 50])
def test_mpmath_has_the_same_values(v: Fraction, z: int) -> None:
    with flint.ctx.workdps(40), mp.workdps(40):
        true = mp.besselk(mp.mpf(v.numerator) / v.denominator, z)
        found = _bessel_k(ball(v), acb(z)).real
        assert abs(found / arb(mp.nstr(true, 40)) - 1) < arb("1e-30")


@pytest.mark.parametrize("width", ["1e-3", "1e-20"])
def test_wide_balls_hold_what_is_at_their_ends(width: str) -> None:
    with flint.ctx.workdps(50):
        v, z = arb(arb("2.3"), arb(width)), arb(arb("40.1"), arb(width))
        found = _bessel_k(acb(v), acb(z)).real
    with mp.workdps(60):
        for order in (mp.mpf("2.3") - mp.mpf(width), mp.mpf("2.3") + mp.mpf(width)):
            for place in (mp.mpf("40.1") - mp.mpf(width), mp.mpf("40.1") + mp.mpf(width)):
                assert arb(mp.nstr(mp.besselk(order, place), 50)).overlaps(found)
    assert found.rel_accuracy_bits() > -mp.log(float(width), 2) - 5


@pytest.mark.parametrize("z", [300, 553, 600, 797])
def test_hundreds_of_digits_take_little_time(z: int) -> None:
    with flint.ctx.workprec(1600):
        start = time.process_time()
        _bessel_k(ball(Fraction(17, 7)), ball(Fraction(7 * z + 1, 7)))
    assert time.process_time() - start < 1
