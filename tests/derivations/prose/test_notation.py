"""Typed mathematics: what is read is LaTeX that reports accept, the rest is refused."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.prose.notation import LONGEST, NotationError, latex
from glassproof.reports.formulas.line_breaking import pieces

READ = [
    ("x1", "x_{1}"),
    ("W'' - d_(i-1)", "W''-d_{i-1}"),
    ("f'(x)^2", "f'(x)^{2}"),
    ("f'^2", r"f^{\prime 2}"),
    ("a_j' (w.w')^H", r"a'_{j}(w\cdot w')^{H}"),
    ("sqrt p/2", r"\sqrt{p}/2"),
    ("sqrt(d_(i-1)) sqrt d_i", r"\sqrt{d_{i-1}}\sqrt{d_{i}}"),
    ("2**m*(p+q)/8", r"2^{m}\,(p+q)/8"),
    ("2*3", r"2\cdot 3"),
    ("E|det(M - x)|", r"E|\det (M-x)|"),
    ("|a||b|", "|a||b|"),
    ("var(x | L_D, L_G)", r"\operatorname{var}(x\,|\,L_{D}, L_{G})"),
    ("w_1 + .. + w_N", r"w_{1}+\ldots +w_{N}"),
    ("-oo < u <= E_inf", r"-\infty <u\leq E_{\infty}"),
    ("[1, 10)", "[1, 10)"),
    ("1.5e-6", r"1.5\times 10^{-6}"),
    ("g_+ g_- = 2", "g_{+}g_{-}=2"),
    ("x^* = x^-1", "x^{*}=x^{-1}"),
    ("He_l'' = He_(l-2)", r"\operatorname{He}''_{l}=\operatorname{He}_{l-2}"),
    ("sum_i rho_i/(t - s_i)", r"\sum _{i}\rho _{i}/(t-s_{i})"),
]


@pytest.mark.parametrize(("typed", "shown"), READ)
def test_what_is_typed_is_set_as_it_is_meant(typed: str, shown: str) -> None:
    assert latex(typed) == shown


@pytest.mark.parametrize(
    "typed",
    ["", "(", "x)", "sqrt", "sqrt((", "a^", "a_", "2^3^4", "* 2", "x **", r"\input{x}", "a $ b",
     "a # b", "x" * (LONGEST + 1)],
)  # fmt: skip
def test_what_is_no_mathematics_of_one_line_is_refused(typed: str) -> None:
    with pytest.raises(NotationError):
        latex(typed)


@settings(deadline=None, max_examples=400)
@given(st.text(alphabet="xyN12 _^*()[]|'+-/=<>.,!{}\\$#eE", max_size=30))
def test_whatever_is_read_is_a_formula_that_reports_can_draw(typed: str) -> None:
    """The reports' own grammar of LaTeX, which knows nothing of this notation, accepts it."""
    try:
        shown = latex(typed)
    except NotationError:
        return
    assert pieces(shown, limit=1e9)
