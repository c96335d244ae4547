"""Formulas: what is let through, and where it is cut."""

from __future__ import annotations

import re

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.block_matrix.saddle_point import discriminant, quartic
from glassproof.derivations.block_matrix.symbols import b, b1, kappa, x, x1
from glassproof.derivations.gan_glass.covariance import gradient_variance_D
from glassproof.derivations.gan_glass.model import p, q, sigma_z
from glassproof.reports.formulas.line_breaking import FormulaError, pieces
from glassproof.reports.formulas.parser import latex_of, parse, width_of
from glassproof.reports.formulas.vocabulary import DEEPEST, LONGEST

LEAVES = st.sampled_from([p, q, sigma_z, kappa, b, b1, x, x1, sp.Integer(2), sp.Rational(3, 7)])


def combined(children: st.SearchStrategy[sp.Expr]) -> st.SearchStrategy[sp.Expr]:
    """Sums, products, powers, quotients, roots and functions of ``children``."""
    pairs = st.tuples(children, children)
    return st.one_of(
        pairs.map(lambda c: sp.Add(*c, evaluate=False)),
        pairs.map(lambda c: sp.Mul(*c, evaluate=False)),
        pairs.map(lambda c: sp.Mul(c[0], sp.Pow(c[1], -1, evaluate=False), evaluate=False)),
        children.map(lambda c: sp.Pow(c, sp.Rational(1, 2), evaluate=False)),
        children.map(lambda c: sp.log(c, evaluate=False)),
        children.map(lambda c: sp.Pow(2, c, evaluate=False)),
    )


EXPRESSIONS = st.recursive(LEAVES, combined, max_leaves=25)


@settings(deadline=None, max_examples=150)
@given(EXPRESSIONS)
def test_whatever_sympy_writes_is_read_and_kept(expression: sp.Expr) -> None:
    """Re-emitted LaTeX differs from SymPy's in spaces and redundant braces only."""
    latex = sp.latex(expression)
    assert bare(latex_of(parse(latex))) == bare(latex)


@settings(deadline=None, max_examples=150)
@given(EXPRESSIONS, st.floats(2, 40))
def test_every_piece_is_a_formula_and_no_symbol_is_lost(expression: sp.Expr, limit: float) -> None:
    latex = sp.latex(expression)
    found = pieces(latex, limit)
    joined = "".join(piece.latex for piece in found)
    for piece in found:
        # Fences are opened and closed by \Bigl and \Bigr, which need no partner in a piece.
        assert piece.latex.count("{") == piece.latex.count("}")
        assert piece.latex.count(r"\left") == piece.latex.count(r"\right")
    assert joined.count(r"\Bigl") == joined.count(r"\Bigr")
    for name in (r"\sigma", r"\kappa", r"\log"):
        assert joined.count(name) == latex.count(name)


def bare(latex: str) -> str:
    return re.sub(r"[\s{}]", "", latex)


@pytest.mark.parametrize("derivation", [quartic, discriminant, gradient_variance_D])
def test_pieces_of_real_derivations_keep_to_the_limit(derivation) -> None:
    for step in derivation().to_dict()["steps"]:
        for piece in pieces(step["latex"], 30.0):
            inner = re.sub(r"\\Big[lr]?(\\?[\W_]|\\[a-z]+)", "", piece.latex)
            assert width_of(parse(inner)) <= 30.0 * 4 / 3


def test_matrices_and_intervals_are_read() -> None:
    assert len(pieces(sp.latex(sp.Matrix(2, 2, [x, x1, p, q])))) == 1
    assert len(pieces(sp.latex(sp.Interval.Ropen(0, 1)))) == 1
    assert len(pieces(sp.latex(sp.Piecewise((x, x > 0), (0, True))))) == 1
    assert len(pieces(sp.latex(sp.ones(12, 12)))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        r"\input{x}",
        r"\write18{id}",
        r"\catcode`\%=12",
        r"\href{javascript:alert(1)}{x}",
        r"\begin{verbatim}x\end{verbatim}",
        r"\begin{array}{p{3cm}}x\end{array}",
        r"\text{<script>}",
        r"\text{a\input{x}}",
        r"\def\x{}",
        r"x\\y",
        "x & y",
        "$x$",
        "x % y",
        "#1",
        "a^b^c",
        "{x",
        "x}",
        r"\left( x",
        r"x \right)",
        r"\frac{a}",
        "é",
        "\x00",
        "^^4d",
        "x" * (LONGEST + 1),
        "{" * (DEEPEST + 1) + "x" + "}" * (DEEPEST + 1),
        r"\frac" * 5000,
    ],
)
def test_what_is_no_formula_is_refused(text: str) -> None:
    with pytest.raises(FormulaError):
        pieces(text)


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet="\\{}()[]^_&ab1+-= leftrighfrac", max_size=60))
def test_any_text_is_either_refused_or_balanced(text: str) -> None:
    try:
        found = pieces(text, 3.0)
    except FormulaError:
        return
    joined = re.sub(r"\\\W", "", "".join(piece.latex for piece in found))
    assert joined.count("{") == joined.count("}")


def test_unmatched_brackets_take_linear_time() -> None:
    assert pieces("(" * 50_000)


def test_a_wide_matrix_becomes_its_entries_and_a_narrow_one_stays() -> None:
    """Every entry is found at its place again, equal ones together."""
    entries = [[p**2, 0, -sigma_z], [0, kappa + p, p**2], [-sigma_z, p**2, 1]]
    latex = sp.latex(sp.Matrix(entries))
    assert pieces(latex, 30)[0].latex.startswith(r"\left[\begin{matrix}")
    text = "".join(piece.latex for piece in pieces(latex, 4))
    found = re.sub(r"\s|\\quad", "", text)
    assert "a_{11}=a_{23}=a_{32}=p^{2}," in found
    assert "a_{13}=a_{31}=-\\sigma_{z}," in found
    assert "a_{33}=1," in found
    assert found.endswith(r"\text{allothers}0")


def test_long_exponents_come_down_and_names_of_several_letters_are_upright() -> None:
    tall = sp.exp(sum(sp.Symbol(f"x_{k}") for k in range(9)))
    assert latex_of(parse(sp.latex(tall))).startswith(r"\exp \left(")
    assert latex_of(parse(sp.latex(sp.exp(p)))) == "e^{p}"
    assert latex_of(parse(sp.latex(sp.Symbol("slope") * p))) == r"p\mathrm{slope}"
    assert latex_of(parse(r"\operatorname{loggamma}" + "(p)")) == r"\log \Gamma (p)"
