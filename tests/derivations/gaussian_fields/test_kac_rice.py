"""The prefactor against areas by recursion and against counts that are known without Kac-Rice."""

from __future__ import annotations

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from glassproof.derivations.gaussian_fields.fields import Model, covariance
from glassproof.derivations.gaussian_fields.kac_rice import prefactor, sphere_area
from glassproof.derivations.gaussian_fields.spheres import Sphere
from glassproof.derivations.proof.domain import Domain


@given(st.integers(1, 30))
def test_area_of_spheres(n):
    """omega_(n+2) = 2 pi omega_n / n, from 2 points and the circle's 2 pi."""
    area = sphere_area(sp.Integer(n + 2))
    assert sp.simplify(area - 2 * sp.pi * sphere_area(sp.Integer(n)) / n) == 0
    assert [sphere_area(sp.Integer(k)) for k in (1, 2, 3)] == [2, 2 * sp.pi, 4 * sp.pi]


def _linear(sizes: tuple[int, ...]) -> list[tuple[sp.Expr, sp.Expr]]:
    spheres = tuple(Sphere(f"S{i}", sp.Symbol(f"r{i}", positive=True)) for i in range(len(sizes)))
    field = Model(spheres, {"X": sum(s.overlap for s in spheres)}, Domain({}))["X"]
    along = [field.along(sphere.tangent(1)) for sphere in spheres]
    return [(sp.Integer(n), covariance(g, g)) for n, g in zip(sizes, along, strict=True)]


@pytest.mark.parametrize("sizes", [(2,), (3,), (4,), (2, 3), (3, 2, 5)])
def test_a_linear_form_has_two_critical_points_on_every_sphere(sizes):
    """On S^(n-1) the Hessian of g.w is -(g.w) I, radial: E|det| = E|N(0, 1)|^(n-1), each sphere."""
    z = sp.Symbol("z", positive=True)
    count = prefactor(_linear(sizes))
    for n in sizes:
        weight = sp.exp(-(z**2) / 2) * sp.sqrt(2 / sp.pi)
        count *= sp.integrate(z ** (n - 1) * weight, (z, 0, sp.oo))
    assert sp.simplify(count - 2 ** len(sizes)) == 0
