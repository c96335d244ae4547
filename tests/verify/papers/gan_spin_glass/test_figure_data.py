"""The arrays behind the figures, against other ways to the same numbers."""

from __future__ import annotations

import math

import numpy as np
import pytest
import sympy as sp
from scipy.integrate import quad
from scipy.optimize import minimize

from glassproof.numerics.block_matrix.log_potential import log_potential
from glassproof.numerics.block_matrix.spectrum import density
from glassproof.numerics.gan_glass.complexity import maximiser, theta
from glassproof.numerics.gan_glass.expected_count import log_expected_count
from glassproof.numerics.gan_glass.glass import model
from glassproof.verify.papers.gan_spin_glass.figures import complexity_data as curves_complexity
from glassproof.verify.papers.gan_spin_glass.figures import spectrum_data as curves_spectrum
from glassproof.verify.papers.gan_spin_glass.figures.spectrum_data import (
    GLASS,
    derived_cost,
)
from glassproof.verify.papers.gan_spin_glass.published_complexity import theta_published
from glassproof.verify.papers.gan_spin_glass.published_potential import (
    Law,
    guessed_interval,
    published_density,
    published_log_potential,
    published_range,
)
from glassproof.verify.papers.gan_spin_glass.published_surface import grid
from tests.verify.papers.gan_spin_glass.small_figures import small

LAW = {"kappa": 0.9, "b": 1.0, "b1": 0.5}
PUBLISHED_QUARTIC = (
    "(t**2 - z*t + (1-kappa)*b**2/2) * ((1 + b1**2/(kappa*b**2))*t**2"
    " + (x1 - b1**2*z/(kappa*b**2))*t - (1-kappa)*b1**2/(2*kappa)) + kappa*b**2*t**2/2"
)


@pytest.mark.parametrize("x1", [-3.0, 0.0, 1.1, 4.0])
def test_the_published_density_is_that_of_the_published_text(x1: float) -> None:
    """Roots by numpy.roots, coefficients by SymPy from the text; double precision, so 1e-7."""
    names = {name: sp.Symbol(name) for name in "t z kappa b b1 x1".split()}
    values = {names[k]: sp.nsimplify(v) for k, v in {**LAW, "x1": x1}.items()}
    quartic = sp.Poly(sp.sympify(PUBLISHED_QUARTIC, locals=names).subs(values), names["t"])
    for z in np.linspace(-4.2, 2.3, 27):
        coefficients = [float(c.subs(names["z"], z)) for c in quartic.all_coeffs()]
        expected = 2 / math.pi * max(0.0, max(-np.roots(coefficients).imag))
        assert published_density(z, x1=x1, **LAW) == pytest.approx(expected, abs=1e-7)


@pytest.mark.parametrize("x", [-7.0, -1.0, 0.3, 5.0])
def test_the_published_log_potential_is_its_integral(x: float) -> None:
    """scipy's quadrature over the published range, with the singularity as a break point."""
    x1 = 1.1
    low, high = -5 * abs(min(-2 - x1, -1.0)), 5 * abs(max(2 - x1, 1.0))
    assert published_range(x1, Law(**LAW)) == pytest.approx((low, high))

    def integrand(at: float) -> float:
        return float(published_density(at, x1=x1, **LAW)) * math.log(abs(at - x))

    breaks = sorted({x, -3.5, -2.0, 0.0, 2.0})
    expected = quad(integrand, low, high, points=breaks, limit=400)[0]
    ours = published_log_potential(np.array([x]), x1=x1, **LAW)[0]
    assert ours == pytest.approx(expected, abs=1e-4)


def test_as_published_means_the_range_that_the_authors_integrate_over() -> None:
    """Figure 4 at x1 = -90 and 90: gap 0.043 over the published range, 0.358 over the interval
    that its authors distrust; to 50 matrices of size 50 about 0.1 and about 0.4."""
    data = curves_spectrum.determinants(draws=50, size=50, points=50)
    outer = [0, -1]
    assert data.x1[outer].tolist() == [-90, 90]
    gap = np.abs(data.published - data.exact)[outer].max()
    assert gap == pytest.approx(0.043, abs=5e-4)
    assert np.abs(data.published - data.sampled_published)[outer].max() < 0.2
    b, b1 = curves_spectrum.published_scales()[:2]
    borders = np.linspace(*guessed_interval(90.0, Law(0.9, b, b1)), 4001)
    density_there = published_density((borders[1:] + borders[:-1]) / 2, x1=90.0, kappa=0.9, b=b,
                                      b1=b1)  # fmt: skip
    logs = np.log(np.abs((borders[1:] + borders[:-1]) / 2 - data.x[:, None]))
    bare = logs @ (density_there * np.diff(borders))
    assert np.abs(bare - data.exact[-1]).max() == pytest.approx(0.358, abs=5e-3)


def test_theta_on_the_published_grid_is_the_largest_exponent_in_the_region() -> None:
    """Point by point, by the definition of the region; -inf where it holds no point."""
    theirs = grid("figure 3", **GLASS)
    u_D, u_G = np.array([-5.0, -1.0, 2.0, 6.0]), np.array([-1.0, -0.05, 0.2, 3.0])
    found = theirs.theta(u_D, u_G)
    for i, below_G in enumerate(u_G):
        for j, below_D in enumerate(u_D):
            inside = (theirs.x < 384 * below_G) & (theirs.x1 > -3 * below_D - 3 * theirs.x / 384)
            expected = theirs.exponent[inside].max() if inside.any() else -math.inf
            assert found[i, j] == expected
    assert theirs.x.size == 200 * 75


def test_the_published_grid_only_lowers_theta_but_for_its_quadrature() -> None:
    """Quadrature errs by less than 0.05 there (the density loses at most a share of its mass)."""
    data = curves_complexity.surface(points=9, coarse=9, draws=1000)
    assert (data.published <= data.no_grid + 0.05).all()
    assert np.isfinite(data.published[-1, -1])
    assert not np.isfinite(data.published[0, 0])


def test_indices_on_the_published_grid_cost_what_is_published() -> None:
    """Index 0 restricts nothing; k of them cost k times one, and infinitely much within an edge."""
    theirs = grid("figure 5", **GLASS)
    free = np.array([math.inf])
    none, one = (theirs.theta(free, free, k_G=k)[0, 0] for k in (0, 1))
    edge = math.sqrt(0.2) * 8 * math.sqrt(30)
    beyond = theirs.x[np.abs(theirs.x) >= edge]
    assert none == theirs.exponent.max()
    assert beyond.size
    costs = [
        e - 0.9 * (abs(x) * math.sqrt(x * x - edge**2) / edge**2
                   - math.log(abs(x) + math.sqrt(x * x - edge**2)) + math.log(edge))
        for e, x in zip(theirs.exponent, theirs.x, strict=True) if abs(x) >= edge
    ]  # fmt: skip
    assert one == pytest.approx(max(costs))


def test_the_cost_of_shifts_is_the_constrained_minimum() -> None:
    """A general optimiser on the definition: the losses free, the shifts and bounds given."""
    p, m = GLASS["p"], GLASS["p"] + GLASS["q"]
    for x, x1 in ((0.0, 0.0), (20.0, -3.0), (-30.0, 5.0), (5.0, 8.0), (-2.0, -9.0)):

        def form(y: np.ndarray) -> float:
            return float(y[0] ** 2 + y[1] ** 2 / 2**m + y[2] ** 2 / (m * 2**m)) / 2

        shifts = [
            {"type": "eq", "fun": lambda y, x=x: (m * y[1] - y[2]) / (2 * math.sqrt(2)) - x},
            {"type": "eq", "fun": lambda y, x1=x1: (-p * y[0] + y[2]) / math.sqrt(2) - x1},
            {"type": "ineq", "fun": lambda y: 5.0 - (y[0] - y[1])},
            {"type": "ineq", "fun": lambda y: 0.5 - y[1]},
        ]
        found = minimize(form, np.zeros(3), constraints=shifts, method="SLSQP", tol=1e-12)
        cost, _ = derived_cost(x, x1, u_D=5.0, u_G=0.5)
        assert float(cost) == pytest.approx(found.fun, rel=1e-6, abs=1e-7)


def test_the_plane_of_figure_2_has_theta_as_its_maximum() -> None:
    """On a grid the maximum is missed from below; the published one with the right potential."""
    data = curves_spectrum.plane(points=61)
    glass = model(**GLASS, k_D=None, k_G=None)
    exact = theta(5.0, 0.5, **GLASS) - glass.constant
    assert exact - 0.05 < data.derived.max() <= exact + 1e-9
    at = maximiser(5.0, 0.5, **GLASS)
    cost, _ = derived_cost(at.x, at.x1, u_D=5.0, u_G=0.5)
    potential = log_potential(at.x, x1=at.x1, kappa=0.9, b=glass.landscape.b, b1=glass.landscape.b1)
    assert potential - float(cost) == pytest.approx(exact, abs=1e-9)
    assert (data.inside > 0).any()
    assert (data.binding > 0).any()


def test_the_histograms_of_figure_1_follow_the_derived_density() -> None:
    """A density at x1 + 0.2 instead is told apart, so the distances can tell."""
    data = curves_spectrum.densities(draws=40, size=200, points=600)
    assert data.masses[:, 1] == pytest.approx(1.0, abs=1e-3)
    widths = np.diff(data.bins, axis=1)
    assert (data.histogram * widths).sum(axis=1) == pytest.approx(1.0)
    assert (data.distances[:, 1] < 0.06).all()
    assert data.components == (1, 2, 2)
    for k, x1 in enumerate(data.x1):
        wrong = np.asarray(density(data.z[k], x1=float(x1) + 0.2, **LAW))
        cell = np.minimum(np.searchsorted(data.bins[k], data.z[k], side="right") - 1, 89)
        gap = np.abs(wrong - data.histogram[k][cell])
        assert np.trapezoid(gap, data.z[k]) > 0.1


def test_the_determinants_of_figure_4_follow_the_derived_potential() -> None:
    data = curves_spectrum.determinants(draws=40, size=50, points=5)
    noise = 6 * data.error_derived + 0.1  # six standard errors, and log(N)/N at N = 50
    assert (np.abs(data.derived - data.sampled_derived) < noise).all()


def test_at_a_finite_size_the_exponent_is_near_its_limit() -> None:
    """The two come from different formulas: a sum over sampled matrices, and a supremum."""
    surface = curves_complexity.surface(points=5, coarse=5, draws=2000)
    data = surface.finite
    limit = np.stack(
        [
            theta(data.u, np.inf, **curves_spectrum.GLASS),
            theta(np.inf, data.u, **curves_spectrum.GLASS),
        ]
    )
    high = limit > -4
    assert high.sum() > 8
    order = 4 * np.log(50) / 50  # of the prefactor, a power of N
    assert (np.abs(data.values - limit)[high] < order + 6 * data.errors[high]).all()
    u = surface.share.u
    assert u.size > 3
    either = np.maximum(theta(u, np.inf, **GLASS), theta(np.inf, u, **GLASS))
    gap = np.abs(surface.share.values - (theta(u, u, **GLASS) - either))
    assert (gap < order + 6 * surface.share.errors).all()


def test_the_surfaces_are_theta() -> None:
    data = curves_complexity.surface(points=7, coarse=5, draws=1000)
    u = data.u
    assert data.derived[2, 5] == theta(u[5], u[2], **GLASS)
    assert data.no_grid[1, 3] == theta_published(data.coarse[3], data.coarse[1], **GLASS)
    assert data.section_derived[1, 4] == theta(math.inf, data.wide[4], **GLASS)
    assert (np.diff(data.derived, axis=0) >= -1e-9).all()
    assert (np.diff(data.derived, axis=1) >= -1e-9).all()
    for ratio in (data.ratio_published, data.ratio_derived):
        assert (ratio <= 1e-9).all()
    assert data.ratio_derived[2, 5] == pytest.approx(
        data.derived[2, 5] - max(theta(u[5], math.inf, **GLASS), theta(math.inf, u[2], **GLASS))
    )


def test_prescribed_indices_only_lower_theta() -> None:
    data = small("indexed")
    free = curves_complexity.surface(points=5, coarse=5, draws=1000)
    assert (data.derived <= free.derived + 1e-9).all()
    assert data.no_grid[0] == pytest.approx(free.no_grid, abs=1e-6)
    assert (data.published[1:] <= data.published[0] + 1e-9).all()


def test_points_of_a_finite_size_lie_by_their_sections() -> None:
    """Known points, their errors and limits; what few populations carry is counted, not drawn."""
    found = small("indexed").sections
    pairs = [one for pair in found.counted for one in pair]
    assert sum(len(one.at) + one.refused for one in pairs) == 12
    assert all((one.effective >= 10).all() and (one.errors > 0).all() for one in pairs)
    assert found.limit[0, 0, -1] == pytest.approx(theta(15.0, np.inf, k_D=0, k_G=0, **GLASS))
    lines = [line for pair in found.limit for line in pair]
    away = [
        abs(value - np.interp(at, found.u, line))
        for one, line in zip(pairs, lines, strict=True)
        for at, value in zip(one.at, one.values, strict=True)
    ]
    assert found.away == max(away)


def test_the_bands_are_where_theta_is_positive() -> None:
    data = curves_complexity.bands(points=6, coarse=5, draws=16)
    for i, u_G in enumerate(data.u):
        for j, u_D in enumerate(data.u):
            largest = int(data.derived_G[i, j])
            for k, sign in ((largest, True), (largest + 1, False)):
                if 0 <= k <= curves_complexity.MOST:
                    assert (theta(u_D, u_G, k_G=k, **GLASS) > 0) is sign
    for i, u_G in enumerate(data.coarse):
        for j, u_D in enumerate(data.coarse):
            largest = int(data.no_grid_D[i, j])
            for k, sign in ((largest, True), (largest + 1, False)):
                if 0 <= k <= curves_complexity.MOST:
                    assert (theta_published(u_D, u_G, k_D=k, k_G=0, **GLASS) > 0) is sign
    assert data.derived_both < 0


@pytest.mark.parametrize("sweep", [curves_complexity.noise_sweep, curves_complexity.size_sweep])
def test_theta_changes_sign_at_the_least_losses(sweep) -> None:
    data = sweep(points=3)
    fixed = {"kappa": 0.9} if data.name == "sigma_z" else {"sigma_z": 1.0}
    for k, order in enumerate(data.orders):
        for j, value in enumerate(data.parameter):
            glass = {"p": order, "q": order, data.name: float(value), **fixed}
            for u, place in ((data.derived_D[k, j], 0), (data.derived_G[k, j], 1)):
                for factor, sign in ((1 - 1e-6, True), (1 + 1e-6, False)):
                    bounds = [math.inf, math.inf]
                    bounds[place] = u * factor
                    assert u < 0
                    assert (theta(*bounds, **glass) > 0) is sign


@pytest.mark.parametrize(("name", "bound"), [("noise_sweep", "u_D"), ("size_sweep", "u_G")])
def test_one_point_is_expected_below_the_losses_of_a_finite_size(name: str, bound: str) -> None:
    """Counted again on other streams."""
    found = small(name).finite
    row = ("u_D", "u_G").index(bound)
    at, u = float(found.at[2]), float(found.values[row, 2])
    sigma_z, n_D = (at, 45) if name == "noise_sweep" else (1.0, round(50 * at))
    one = log_expected_count(
        n_D=n_D, n_G=50 - n_D, p=5, q=5, sigma_z=sigma_z, draws=4000, seed=99, **{bound: u}
    )
    slope = (one.value - log_expected_count(
        n_D=n_D, n_G=50 - n_D, p=5, q=5, sigma_z=sigma_z, draws=4000, seed=99, **{bound: 1.01 * u}
    ).value) / (0.01 * abs(u))  # fmt: skip
    error = math.hypot(one.standard_error, slope * found.errors[row, 2])
    assert abs(one.value) < 5 * error
