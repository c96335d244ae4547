"""Formulas as papers write them, against the same in SymPy syntax; errors against places."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import sympy as sp
from hypothesis import example, given, settings
from hypothesis import strategies as st

from glassproof.derivations.gan_glass.model import MODEL_DOMAIN
from glassproof.derivations.proof.domain import Domain, Range
from glassproof.derivations.proof.equality import is_identically_zero
from glassproof.verify.papers.gan_spin_glass.paper import SYMBOLS
from glassproof.verify.reading.latex.grammar import parse_latex
from glassproof.verify.reading.sympy_syntax import parse_formula
from glassproof.verify.reading.tokens import ParseError

POSITIVE = "a c d y n s s1 v_D E E_inf N_D N_G".split()
NAMES: dict[str, sp.Expr] = {
    **SYMBOLS,
    **{name: sp.Symbol(name, positive=True) for name in POSITIVE},
    "u": sp.Symbol("u", real=True),
}
DOMAIN = Domain(
    {
        **MODEL_DOMAIN.ranges,
        **{NAMES[name]: Range(0, None, log=True, draw=("1/10", 10)) for name in POSITIVE},
    }
)
LINES = (
    (Path(__file__).parents[2] / "corpus" / "latex.txt").read_text(encoding="utf-8").splitlines()
)
PAIRS = [tuple(line.split(" ==> ")) for line in LINES if line and not line.startswith("#")]


def outcome(latex: str) -> sp.Expr | ParseError:
    """What is read, or why not; any other error is raised."""
    try:
        return parse_latex(latex, NAMES)
    except ParseError as error:
        return error


def test_at_least_150_formulas_are_compared():
    assert len(PAIRS) >= 150
    assert len(set(PAIRS)) == len(PAIRS)


@pytest.mark.parametrize(("latex", "plain"), PAIRS)
def test_latex_and_plain_syntax_agree(latex, plain):
    expected = parse_formula(plain, NAMES)
    found = parse_latex(latex, NAMES)
    assert found == expected or is_identically_zero(found - expected, DOMAIN)


@pytest.mark.parametrize(
    ("latex", "column", "says"),
    [
        ("", 1, "found the end"),
        (r"\frac{p}{q", 11, "expected '}'"),
        (r"\frac{p", 8, "expected '}'"),
        (r"\frac", 6, "an argument"),
        (r"\left( p", 9, "expected ')'"),
        (r"\left( p ]", 10, "opened in column 1"),
        (r"\left( p )", 10, "pairs"),
        (r"(p", 3, "expected ')'"),
        (r"p)", 2, "an operator or the end"),
        (r"p}", 2, "an operator or the end"),
        (r"\left", 6, "a delimiter"),
        (r"p + \\ + \cdot q", 8, "expected a number"),
        ("p\n+ \\nabla q", 3, "not part of a formula"),
        (r"\sum_i p", 6, "where does 'i' run?"),
        (r"p \pm q", 3, "stands for two formulas"),
        (r"\infty", 1, "not declared"),
        (r"\foo", 1, "not part of a formula"),
        (r"p + \cdots + q", 5, "leaves terms out"),
        (r"(p, \ldots, q)", 5, "leaves terms out"),
        (r"\frac{p < 2}{q}", 9, "is a relation"),
        (r"w", 1, "'w' is not declared"),
        (r"x_7", 1, "'x_7' is not declared"),
        (r"2^10", 3, "in braces"),
        (r"x^2^3", 4, "exponent"),
        (r"x_1_2", 1, "subscript"),
        (r"x^", 3, "in braces"),
        (r"x_", 3, "subscript"),
        (r"b1", 2, "write b_1"),
        (r"1/2\pi", 4, "ambiguous"),
        (r"p/q/2", 4, "ambiguous"),
        (r"\log\kappa (1-\kappa)", 12, "not clear"),
        (r"\log p / q", 8, "not clear"),
        (r"\log p \cdot q", 8, "not clear"),
        (r"\log(p)^2", 8, "ambiguous"),
        (r"\sin^{-1} x", 1, "ambiguous"),
        (r"\log", 5, "argument"),
        (r"2{p+q}", 4, "do not show"),
        (r"\max p", 6, "opening delimiter"),
        (r"(p, q)", 1, "a list"),
        (r"\begin{align} p", 1, "without its"),
        (r"p \end{align}", 3, "without its"),
        (r"\begin{tabular} p \end{tabular}", 1, "environment"),
        (r"\begin{align} a &= p \\ b &= q \end{align}", 25, "second formula"),
        (r"\begin{gather} p = 1 \\ q = 2 \end{gather}", 25, "second formula"),
        (r"p = 1 \quad q = 2", 13, "second formula"),
        (r"p = 1, q = 2", 8, "second formula"),
        (r"p = 1; q", 8, "second formula"),
        (r"p \text{ or } q", 3, "words"),
        ("p\0q", 2, "U+0000"),
        ("p § q", 3, "U+00A7"),
        (r"9^{9^{9^{9}}}", 5, "at most 1000"),
        (r"\frac{1}{0}", 1, "divides by zero"),
        (r"\log 0", 1, "no finite value"),
        (r"\text{", 6, "never closed"),
        ("\\", 1, "unexpected"),
        (r"|p", 3, "expected '|'"),
        (r"p + q = ", 9, "found the end"),
    ],
)
def test_errors_point_at_the_place(latex, column, says):
    with pytest.raises(ParseError) as caught:
        parse_latex(latex, NAMES)
    assert says in str(caught.value)
    assert caught.value.column == column
    assert caught.value.line == latex[: caught.value.args[2]].count("\n") + 1


def test_ambiguous_spellings_of_two_declared_names_are_refused():
    names = {"b_1": sp.Symbol("b_1"), "b1": sp.Symbol("b1")}
    with pytest.raises(ParseError, match="could be any of"):
        parse_latex("b_{1}", names)


def test_prime_of_a_declared_name_takes_precedence():
    other = sp.Symbol("kappa_prime")
    assert parse_latex(r"\kappa'", {"kappa": sp.Symbol("kappa"), "kappa_prime": other}) == other


_PIECES = st.sampled_from(
    r"\frac \sqrt \log \left( \right) \left| \right| { } ( ) [ ] | ^ _ ' & \\ = p q \kappa \sigma "
    r"2 10 . , + - * / ! \cdot \max \Gamma \mathrm{z} \text{z} \begin{align} \end{align} \, $ 0 x "
    r"\exp e \infty \bigl \operatorname \label % \prime é \sum \prod \int \oint _{k=1}^{n} \lim "
    r"_{x\to0} dx d \mathrm{d}x \frac{d}{dx} \partial \begin{cases} \end{cases} \begin{pmatrix} "
    r"\end{pmatrix} < \le \det J_0 H_n \zeta {}_2F_1 ; \mathbf{1} \mathbb{E} \text{odd} \bar "
    r"\left. \right|_{x=0} k n".split()
)


@settings(max_examples=400, deadline=None)
@given(st.lists(_PIECES | st.sampled_from([" ", "\n", "\0"]), max_size=25).map("".join))
@example(r"\left")
@example("x^{'")
def test_nothing_but_parse_errors_comes_out(latex):
    found = outcome(latex)
    if isinstance(found, ParseError):
        assert 0 <= found.args[2] <= len(latex)
        assert str(found).startswith(f"line {found.line}, column {found.column}: ")


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_arbitrary_text_gives_a_value_or_a_parse_error(latex):
    assert isinstance(outcome(latex), (sp.Expr, ParseError))


_A, _C = NAMES["a"], NAMES["c"]
_EXPRESSIONS = st.recursive(
    st.sampled_from([_A, _C, SYMBOLS["kappa"], SYMBOLS["sigma_z"], SYMBOLS["b1"], sp.pi])
    | st.integers(-20, 20).map(sp.Integer)
    | st.builds(sp.Rational, st.integers(-9, 9), st.integers(1, 9)),
    lambda inner: st.one_of(
        st.builds(lambda x, y: x + y, inner, inner),
        st.builds(lambda x, y: x * y, inner, inner),
        st.builds(lambda x, n: (1 + x**2) ** n, inner, st.integers(-2, 3)),
        st.builds(lambda x: sp.sqrt(1 + x**2), inner),
        st.builds(lambda x: sp.log(1 + x**2), inner),
        st.builds(lambda x: sp.exp(x / 7), inner),
        st.builds(sp.Abs, inner),
    ),
    max_leaves=6,
)


@settings(max_examples=150, deadline=None)
@given(_EXPRESSIONS)
def test_what_sympy_prints_is_read_back(expression):
    """sympy.latex writes without ambiguity, but for \\log{(x)}^{2}, which is refused."""
    printed = sp.latex(expression, ln_notation=False)
    found = outcome(printed)
    if isinstance(found, ParseError):
        assert any(words in found.message for words in ("ambiguous", "terms", "at most")), found
        return
    point = {s: sp.Rational(3, 7) for s in expression.free_symbols}
    assert abs(sp.N((found - expression).subs(point), 30)) < 1e-20 * (
        1 + abs(sp.N(expression.subs(point), 30))
    )


@pytest.mark.parametrize(
    "latex",
    [
        "{" * 9000,
        r"\frac" * 1800,
        r"\left(" * 1500,
        r"\sqrt{" * 1500,
        "x^{" * 3000,
        "x_{" * 3000,
        "|" * 9999,
        "x" * 9999,
        "+".join(["x"] * 4999),
        r"\log" * 2000,
        "x" * 10**7,
        "9" * 9999,
        r"\begin{align}" * 700,
        r"\\" * 4000,
        "&" * 9999,
        "=" * 9999,
        "x'" * 4000,
        "(|" * 4000,
        r"\sum_{k=1}^{2}" * 700,
        r"\int_0^1 " * 1100,
        r"\int_0^1 x" * 800 + "dx" * 800,
        r"\lim_{t\to 0}" * 700,
        r"\frac{d}{dp}" * 800,
        r"\partial_p" * 1100,
        r"\left(p\frac{d}{dp}\right)^{12}" * 300 + "p",
        r"\left(" * 700 + r"\frac{d}{dp}" + r"\right)" * 700,
        r"\begin{cases}" * 700,
        r"\begin{pmatrix}" * 600,
        r"\det\left(" * 800,
        r"\begin{pmatrix}" + "p&" * 4000,
        r"\sum_{" + "1<k," * 2000 + "}k",
        r"\sum_{" + "k<" * 3000 + "}k",
        r"\sum_{k\in\{" + "1," * 3000 + r"2\}}k",
        r"{}_2F_1(" * 1000,
        r"J_{" * 3000,
        r"\mathbf{1}_{" * 700,
        r"\left." * 1800,
        r"\overline{" * 900,
        r"\mathbb{E}[" * 900,
        "(p)_" * 2000,
        "[p<" * 2500,
    ],
    ids=lambda text: text[:12],
)
def test_hostile_input_is_refused_within_two_seconds(latex):
    start = time.process_time()
    outcome(latex)
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    "text",
    [
        r"\begin{aligned}[t] p + q \end{aligned}",
        r"\begin{aligned}[t] p \\[2pt] + q \end{aligned}",
        r"\begin{gathered}[b] p \\[-3pt] + q \end{gathered}",
        r"\begin{aligned}[c] p \\[10pt] + q \\[-12.5mm] \end{aligned}",
    ],
)
def test_placement_and_space_in_brackets_mean_nothing(text):
    p, q = sp.symbols("p q", positive=True)
    assert parse_latex(text, {"p": p, "q": q}) == p + q
