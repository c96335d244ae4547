"""Nature: critical points of sampled glasses with two and three spins; sampled determinants."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from math import exp, gamma, sqrt
from typing import Any

import numpy as np
import sympy as sp
from flint import arb

from glassproof.derivations.p_spin.exact_count import N, h, rho, sigma, x
from glassproof.derivations.p_spin.model import p
from glassproof.derivations.prose.marked import plain
from glassproof.numerics.ensembles.finite_rank import modulus_ratio
from glassproof.numerics.ensembles.one_point import one_point
from glassproof.numerics.p_spin.expected_count import p_spin_count
from glassproof.numerics.p_spin.isolated import drawn
from glassproof.numerics.polynomials.forms import critical_points, sampled_forms
from glassproof.verify.claims.nature.experiment import Experiment
from glassproof.verify.claims.nature.statistical_tests.base import Sums
from glassproof.verify.claims.nature.statistical_tests.means import MeanTest

_REACH, _NODES = 14.0, 240
_SPACES = {2: "circle", 3: "sphere"}


def _chunk(size: int, fields: dict[str, Any], rng: np.random.Generator, draws: int) -> Sums:
    counts = critical_points(sampled_forms(rng, draws, size=size, **fields))
    return np.array([draws, counts.sum(), (counts.astype(float) ** 2).sum()])


def integrated(formula: sp.Expr, at: Mapping[sp.Symbol, sp.Rational]) -> float:
    """The integral over x of a density of shifts, with the GOE's one-point function for rho."""
    nodes, weights = np.polynomial.legendre.leggauss(_NODES)
    ensemble = one_point(int(at[N]))
    density = [float(ensemble.at(arb(float(_REACH * node)))) for node in nodes]
    values = sp.lambdify((x, rho), formula.subs(at))(_REACH * nodes, np.array(density))
    return float(_REACH * (weights * values).sum())


def counted(
    size: int,
    degree: int,
    *,
    draws: int = 16_000,
    predict: Callable[[Any, Mapping[sp.Symbol, sp.Rational]], Any] | None = None,
    **fields: int,
) -> Experiment:
    """Mean number of critical points, against a formula, or against the exact count."""
    words = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in fields.items())
    place = f"on the {_SPACES[size]}, $p = {degree}${', ' if words else ''}{words}"
    names = {"field": h, "random_field": sigma}
    point = {N: size, p: degree, **{names[name]: value for name, value in fields.items()}}
    exact = partial(p_spin_count, size, degree, digits=12, **fields)
    return Experiment(
        name=plain(f"critical points {place}"),
        describes=f"mean number of critical points {place}, counted by resultants",
        point={symbol: sp.Integer(value) for symbol, value in point.items()},
        chunk=partial(_chunk, size, {"degree": degree, **fields}),
        draws=draws,
        test=MeanTest(),
        predict=predict,
        asserted=None if predict else lambda: (float(exact()), float(exact())),
        counts=True,
        instances=partial(drawn, size, degree, fields),
    )


def _determinants(
    size: int, shift: float, strength: float, rng: np.random.Generator, draws: int
) -> Sums:
    entries = rng.standard_normal((draws, size, size))
    matrices = (entries + entries.transpose(0, 2, 1)) / 2 - shift * np.eye(size)
    matrices[:, 0, 0] += strength
    moduli = np.abs(np.linalg.det(matrices))
    return np.array([draws, moduli.sum(), (moduli**2).sum()])


def mean_modulus(size: int, shift: float, strength: float) -> float:
    """E|det(M - x + s e e^T)|: the factor, times the one-point function of one row more."""
    density = float(one_point(size + 1).at(arb(shift)))
    plain = sqrt(2) * gamma((size + 1) / 2) * exp(shift * shift / 2) * density
    return plain * float(modulus_ratio(size, shift, strength))


def sampled_determinant(
    size: int, shift: float, strength: float, *, draws: int = 200_000
) -> Experiment:
    """The mean modulus of a determinant with a perturbation of rank one, at a small size."""
    exact = partial(mean_modulus, size, shift, strength)
    at = f"$N = {size}$, $x = {shift:g}$, $s = {strength:g}$"
    return Experiment(
        name=plain(f"mean determinant, {at}"),
        describes=f"mean of $|det(M - x + s e e^T)|$ of sampled matrices, {at}",
        point={N: sp.Integer(size), x: sp.nsimplify(shift)},
        chunk=partial(_determinants, size, shift, strength),
        draws=draws,
        test=MeanTest(),
        asserted=lambda: (exact(), exact()),
    )
