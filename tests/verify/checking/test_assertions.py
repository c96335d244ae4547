"""Assertions and the pytest plugin, as another project would use them."""

from __future__ import annotations

from importlib.metadata import entry_points

import pytest
import sympy as sp

import glassproof.public  # noqa: F401  # before pytester, which makes modules load anew
from glassproof.derivations.proof.domain import Domain, DomainError, Range
from glassproof.verify.checking.assertions import assert_equal, assert_verified
from glassproof.verify.checking.claims_file import parse_claims

pytest_plugins = ["pytester"]

CLAIMS = """
[symbols]
x = "real"
[[claim]]
id = "square"
published = "(x + 1)**2"
derived = "x**2 + 2*x + 1"
[[claim]]
id = "slip"
published = "(x + 1)**2"
derived = "x**2 + 1"
"""


def test_equal_formulas_pass():
    x = sp.Symbol("x", real=True)
    assert_equal("2**(n+1)", "2*2**n", where="n integer >= 0")
    assert_equal(r"\frac{x^2-1}{x-1}", "x+1", where="x > 1", latex=True)
    assert_equal((x + 1) ** 2, x**2 + 2 * x + 1, where=Domain({x: Range()}))


def test_differing_formulas_show_the_smallest_counterexample():
    with pytest.raises(AssertionError) as caught:
        assert_equal("a*b/2", "a*b", where="a in (0, 1), b integer >= 3")
    lines = str(caught.value).split("\n")
    assert lines[0] == "the formulas differ at a = 1/2, b = 3: 3/4 on the left, 3/2 on the right"
    assert "multiply the whole by 2" in lines[-1]


def test_irrational_values_are_shown_as_decimals():
    with pytest.raises(AssertionError, match=r"1\.41421356237"):
        assert_equal("sqrt(x)", "x", where="x integer >= 2")


def test_what_is_not_proven_is_not_asserted():
    """The logarithm lies below the identity, but no rule of the form knows it."""
    with pytest.raises(AssertionError, match="not proven equal"):
        assert_equal("Abs(log(x) - x)", "x - log(x)", where="x > 0")


def test_a_text_and_an_expression_are_compared_by_name():
    assert_equal("x", sp.Symbol("x"), where="x > 0")


def test_assert_verified(tmp_path):
    square, slip = parse_claims(CLAIMS.encode()).claims
    assert assert_verified(square).claim is square
    with pytest.raises(AssertionError, match="slip is refuted") as caught:
        assert_verified(slip)
    assert "derived:   x**2 + 1" in str(caught.value)
    path = tmp_path / "claims.toml"
    path.write_text(CLAIMS)
    assert_verified("square", paper=path)
    with pytest.raises(DomainError, match="did you mean square"):
        assert_verified("sqare", paper=path)


PLUGIN = (
    ()
    if any(e.value == "glassproof.pytest_plugin" for e in entry_points(group="pytest11"))
    else ("-p", "glassproof.pytest_plugin")
)


def test_the_plugin_tests_claims_files_when_asked(pytester):
    (pytester.path / "my.claims.toml").write_text(CLAIMS)
    pytester.makepyfile(
        """
        def test_mine(assert_equal_formulas):
            assert_equal_formulas("x + x", "2*x", where="x real")
        """
    )
    pytester.runpytest_inprocess(*PLUGIN).assert_outcomes(passed=1)
    asked = pytester.runpytest_inprocess(*PLUGIN, "--claims")
    asked.assert_outcomes(passed=2, failed=1)
    asked.stdout.fnmatch_lines(["*slip is refuted*"])
    asked.stdout.no_fnmatch_line("*Traceback*")


def test_the_plugin_reports_a_file_that_cannot_be_read(pytester):
    (pytester.path / "claims.toml").write_text("[symbols]\nx = \n")
    asked = pytester.runpytest_inprocess(*PLUGIN, "--claims")
    asked.assert_outcomes(errors=1)
    asked.stdout.fnmatch_lines(["*line 2, column 5*"])
