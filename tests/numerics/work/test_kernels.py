"""The three kernels of one expression agree to what their precision allows."""

from __future__ import annotations

import flint
import mpmath
import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.gan_glass import covariance, kac_rice
from glassproof.derivations.gan_glass.model import MODEL_DOMAIN
from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.work.kernels import Kernel

FORMULAS = {
    "gradient D": covariance.gradient_variance_D,
    "gradient G": covariance.gradient_variance_G,
    "b": kac_rice.b,
    "b1": kac_rice.b1,
    "x": kac_rice.x_variance,
    "x1": kac_rice.x1_variance,
}
POINTS = st.fixed_dictionaries(
    {
        "p": st.integers(2, 15),
        "q": st.integers(1, 15),
        "sigma_z": st.fractions("1/1000000", 1000, max_denominator=10**6),
        "kappa": st.fractions("1/10000", "9999/10000", max_denominator=10**4),
    }
).filter(lambda values: values["sigma_z"] > 0 and 0 < values["kappa"] < 1)


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(sorted(FORMULAS)), POINTS)
def test_numpy_mpmath_and_balls_agree(name: str, values: dict) -> None:
    kernel = Kernel(FORMULAS[name]().result)
    mine = {key: sp.Rational(values[key]) for key in kernel.names}
    ball = kernel.ball(digits=60, **mine)
    precise = kernel.mp(dps=50, **mine)
    with mpmath.workdps(60), flint.ctx.workprec(300):
        gap = abs(ball.real - flint.arb(mpmath.nstr(precise, 55)))
        assert gap < abs(ball.real) * flint.arb("1e-48")
    double = float(kernel.numpy(**{key: float(value) for key, value in mine.items()}))
    assert abs(double - precise) <= 1e-13 * abs(precise)


def test_nothing_is_rounded_through_a_double() -> None:
    third = Kernel(sp.Symbol("x", positive=True) / 3)
    with mpmath.workdps(60):
        assert abs(3 * third.mp(dps=50, x=sp.Rational(1, 7)) - mpmath.mpf(1) / 7) < mpmath.mpf(
            "1e-50"
        )


def test_arrays_broadcast() -> None:
    x, y = sp.symbols("x y")
    result = Kernel(x + y).numpy(x=np.arange(3.0)[:, None], y=np.arange(2.0))
    assert result.shape == (3, 2)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"x": 1}, "give exactly"),
        ({"x": np.nan, "y": 1}, "nan"),
        ({"x": "a", "y": 1}, "not numeric"),
        ({"x": 1, "y": 0}, "leaves the range"),
    ],
)
def test_bad_arguments_are_named(values: dict, message: str) -> None:
    x, y = sp.symbols("x y")
    with pytest.raises(DomainError, match=message):
        Kernel(x / y).numpy(**values)


def test_the_model_domain_is_what_the_kernels_are_drawn_from() -> None:
    for point in MODEL_DOMAIN.points(5):
        values = {str(symbol): value for symbol, value in point.items()}
        kernel = Kernel(kac_rice.b().result)
        assert kernel.mp(**{n: values[n] for n in kernel.names}) > 0
