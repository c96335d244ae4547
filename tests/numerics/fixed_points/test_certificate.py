"""The certificate, on the equations it is for, and on maps where it must refuse."""

from __future__ import annotations

import flint
import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.numerics.block_matrix.certified_spectrum import branch_ball
from glassproof.numerics.fixed_points.certificate import certify
from glassproof.numerics.fixed_points.solve import FixedPointError
from glassproof.numerics.work.exact import bits


def linear(matrix, shift):
    """x = M x + s."""
    M = flint.acb_mat([[flint.acb(entry) for entry in row] for row in matrix])
    s = [flint.acb(entry) for entry in shift]
    return lambda x: (
        [a + b for a, b in zip((M * flint.acb_mat([[v] for v in x])).entries(), s, strict=True)],
        M,
    )


@settings(deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 6), st.integers(5, 60), st.booleans())
def test_linear_maps_have_their_exact_solution(seed, size, digits, real):
    rng = np.random.default_rng(seed)
    numbers = rng.integers(-9, 10, (size + 1, size)).tolist()
    if not real:
        numbers[size] = [complex(a, 1) for a in numbers[size]]
    one = flint.fmpq_mat([[int(i == j) - numbers[i][j] for j in range(size)] for i in range(size)])
    if one.det() == 0:
        with pytest.raises(FixedPointError, match="no fixed point could be certified near"):
            certify(linear(numbers[:size], numbers[size]), [0] * size, digits=digits)
        return
    found = certify(linear(numbers[:size], numbers[size]), [0] * size, digits=digits)
    with bits(400):
        for row, ball in zip(one.inv().tolist(), found, strict=True):
            exact = sum(
                flint.acb(a) * flint.acb(b) for a, b in zip(row, numbers[size], strict=True)
            )
            assert ball.overlaps(exact)
            zero = exact.contains(0)  # a ball of 400 bits: the sum of the fractions is 0
            right = ball.rel_one_accuracy_bits() if zero else ball.rel_accuracy_bits()
            assert right >= 3.3 * digits
            assert ball.imag == 0 or not real


@settings(deadline=None)
@given(st.floats(-6, 6), st.floats(0.01, 3))
def test_the_dyson_equation_has_the_branch_that_algebra_finds(at, height):
    """Two blocks of a Gaussian matrix at z + i height, off the real line, by plain iteration."""
    kappa, other, A = flint.fmpq(3, 10), flint.fmpq(7, 10), flint.fmpq(1, 2)
    z = flint.acb(at, height)

    def dyson(x):
        D, G = x
        D_new = G_new = 1 / (z - A * (kappa * D + other * G))
        return [D_new, G_new], flint.acb_mat(
            [
                [A * kappa * D_new**2, A * other * D_new**2],
                [A * kappa * G_new**2, A * other * G_new**2],
            ]
        )

    g = -1j * np.ones(2)
    for _ in range(2000):
        g = (g + 1 / (complex(at, height) - 0.5 * (0.3 * g[0] + 0.7 * g[1]))) / 2
    D, G = certify(dyson, g.tolist(), digits=25)
    assert D.overlaps(G)
    assert D.imag < 0
    with bits(120):
        root = (z**2 - 4 * A).sqrt()  # of the semicircle law, A = 1/2
        assert D.overlaps(z - root) or D.overlaps(z + root)


def test_the_block_matrix_on_the_spectrum():
    """The Dyson equation of a block matrix at z + i0, against isolated roots of its quartic."""
    x1, kappa, A, B, z = (flint.fmpq(n, 4) for n in (2, 1, 8, 2, 3))

    def dyson(x):
        D, G = x
        D_new = 1 / (z + x1 - (A * kappa + B) * D - A * (1 - kappa) * G)
        G_new = 1 / (z - A * kappa * D - A * (1 - kappa) * G)
        return [D_new, G_new], flint.acb_mat(
            [
                [(A * kappa + B) * D_new**2, A * (1 - kappa) * D_new**2],
                [A * kappa * G_new**2, A * (1 - kappa) * G_new**2],
            ]
        )

    exact = branch_ball("0.75", x1="0.5", kappa="0.25", b=2, b1=1, digits=30)
    found = certify(dyson, [complex(one) for one in exact], digits=30)
    assert all(a.overlaps(b) for a, b in zip(exact, found, strict=True))


@pytest.mark.parametrize("beta", [0.3, 0.8, 2.0])
def test_tap_equations_of_a_small_glass(beta):
    """m = tanh(beta (h + J m - beta (1 - q) J2 m)): real, and 40 digits of mpmath's root."""
    size = 6
    rng = np.random.default_rng(0)
    J = rng.integers(-8, 9, (size, size)) / 16
    J = np.triu(J, 1) + np.triu(J, 1).T
    beta = float(beta)
    J2, field = J**2, 0.25

    def mean(m, tanh, number):
        square = [number(1) - one**2 for one in m]
        local = [
            number(field)
            + sum(number(float(J[i, j])) * m[j] for j in range(size))
            - number(beta) * m[i] * sum(number(float(J2[i, j])) * square[j] for j in range(size))
            for i in range(size)
        ]
        return [tanh(number(beta) * one) for one in local]

    def tap(m):
        image = mean(m, lambda one: one.tanh(), flint.acb)
        reaction = [
            sum(flint.acb(float(J2[i, j])) * (1 - m[j] ** 2) for j in range(size))
            for i in range(size)
        ]
        slope = [
            [
                (1 - image[i] ** 2)
                * flint.acb(beta)
                * (
                    flint.acb(float(J[i, j]))
                    + 2 * beta * m[i] * flint.acb(float(J2[i, j])) * m[j]
                    - (beta * reaction[i] if i == j else 0)
                )
                for j in range(size)
            ]
            for i in range(size)
        ]
        return image, flint.acb_mat(slope)

    start = np.full(size, 0.3)
    for _ in range(3000):
        start = 0.8 * start + 0.2 * np.array(mean(start, np.tanh, float))
    with mpmath.workdps(45):
        root = mpmath.findroot(
            lambda *m: [a - b for a, b in zip(mean(m, mpmath.tanh, mpmath.mpf), m, strict=True)],
            start.tolist(),
        )
        expected = [mpmath.nstr(one, 42) for one in root]
    found = certify(tap, start.tolist(), digits=35)
    with bits(160):
        for ball, near in zip(found, expected, strict=True):
            assert ball.imag == 0
            assert abs(ball.real - flint.arb(near)) < flint.arb(10) ** -34


def test_two_fixed_points_do_not_make_one():
    """x = x^2 + 1/4 has a double fixed point; x = x^2 + c two real or two conjugate ones."""

    def quadratic(c):
        return lambda x: ([x[0] ** 2 + c], flint.acb_mat([[2 * x[0]]]))

    with pytest.raises(FixedPointError, match="no fixed point could be certified near"):
        certify(quadratic(flint.fmpq(1, 4)), [0.5], most_bits=512)
    (low,) = certify(quadratic(flint.fmpq(6, 25)), [0.39], digits=30)
    assert low.overlaps(flint.acb(flint.fmpq(2, 5)))
    (upper,) = certify(quadratic(flint.fmpq(1, 2)), [0.5 + 0.4j], digits=30)
    assert upper.overlaps(flint.acb("0.5", "0.5"))


def test_inclusions_of_a_fixed_width_say_what_they_prove():
    def wide(x):
        return [(x[0] + 1) / 2 + flint.acb(flint.arb(0, 1e-9))], flint.acb_mat([["0.5"]])

    (found,) = certify(wide, [0.9], digits=8, most_bits=64)
    assert found.contains(flint.acb(1))
    with pytest.raises(FixedPointError, match="certified to 8 digits and digits = 12: ask for"):
        certify(wide, [0.9], digits=12)
