"""The emitted constants are those of the derivations, and their formulas hold in 40 digits."""

from __future__ import annotations

import ast
import math

import mpmath
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.numerics.gan_glass import constants, emit

GLASSES = (st.integers(2, 100), st.integers(1, 100), st.floats(1e-49, 1e49), st.floats(1e-6, 0.999))


def test_the_module_is_what_the_derivations_emit() -> None:
    written = ast.dump(ast.parse(emit.PATH.read_text(encoding="utf-8")))
    assert written == ast.dump(ast.parse(emit.source())), f"run python -m {emit.__name__}"


@settings(max_examples=60, deadline=None)
@given(*GLASSES)
def test_constants_from_the_model_by_hand(p: int, q: int, sigma_z: float, kappa: float) -> None:
    """Written down here from covariances, in 40 digits; double precision loses 1e-13 at most."""
    with mpmath.workdps(40):
        m, sigma, share = p + q, mpmath.mpf(sigma_z), mpmath.mpf(kappa)
        spread = mpmath.mpf(2) ** m
        shared = sigma**2 * m * spread / 2
        b = mpmath.sqrt(shared * (m - 1) / 2)
        b1 = mpmath.sqrt(share * p * (p - 1))
        entropy = -share * mpmath.log(share) - (1 - share) * mpmath.log(1 - share)
        gradients = share * mpmath.log(p + shared) + (1 - share) * mpmath.log(shared)
        K = (1 + mpmath.log(2) + entropy - gradients) / 2
        edges = mpmath.sqrt(2 * (share * b**2 + b1**2)), mpmath.sqrt(2 * (1 - share)) * b
        root = sigma * mpmath.sqrt(spread) / mpmath.sqrt(8)
        along, across = m * root, mpmath.sqrt(m) * root
        shifts = (-p / mpmath.sqrt(2), along, across, 0, along, -across)
        loss = sigma * mpmath.sqrt(spread)
        expected = {
            "deviations": (1, mpmath.sqrt(spread), mpmath.sqrt(m * spread)),
            "losses": (1, -loss, 0, 0, loss, 0),
            "shifts": shifts,
            "scales": (b, b1),
            "constant": (K,),
        }
    glass = (p, q, sigma_z)
    found = {"deviations": constants.deviations(p, q)}
    found |= {"losses": constants.losses(*glass), "shifts": constants.shifts(*glass)}
    found |= {name: getattr(constants, name)(*glass, kappa) for name in ("scales", "constant")}
    for name, values in expected.items():
        assert found[name] == pytest.approx([float(v) for v in values], rel=1e-13, abs=1e-11), name
    found_edges = constants.edges(kappa, *found["scales"])
    assert found_edges == pytest.approx([float(edge) for edge in edges], rel=1e-13)
    assert math.isfinite(found["constant"][0])
