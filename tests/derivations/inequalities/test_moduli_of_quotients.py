"""Moduli of quotients: discs and half-planes under Moebius maps."""

import pytest

import glassproof as gp


@pytest.mark.parametrize(
    ("text", "where", "verdict"),
    [
        ("abs((z - 2*I)/(z + 2*I)) < 1", "z in upper half-plane", "verified"),
        ("abs((z - 2*I)/(z + 2*I)) < 99/100", "z in upper half-plane", "refuted"),
        ("abs((z - 3)/(z + 3)) < 1", "z complex, re(z) > 0", "verified"),
        ("abs((z + 3)/(z - 3)) < 1", "z complex, re(z) > 0", "refuted"),
        ("abs((z - w)/(z - conjugate(w))) < 1", "z in upper half-plane, w in upper half-plane",
         "verified"),
    ],
)  # fmt: skip
def test_moebius_maps(text, where, verdict):
    assert str(gp.check(text, where=where).verdict) == verdict
