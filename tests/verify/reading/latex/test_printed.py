r"""Random formulas with sums, integrals and their like, printed in LaTeX, are read back.

They are printed by a printer of this test, in the spellings of print, and by SymPy's own, which
puts no parentheses around a derivative that is multiplied: products are left out there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import sympy as sp
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from glassproof.verify.reading import sympy_syntax
from glassproof.verify.reading.formula import read

x, y, nu = sp.symbols("x y nu", real=True)
n, m = sp.symbols("n m", integer=True, positive=True)
z = sp.Symbol("z")
NAMES: dict[str, sp.Expr] = {str(symbol): symbol for symbol in (x, y, nu, n, m, z)}
Printed = tuple[sp.Expr, str]

_SIMPLE = [(x, "x"), (y, "y"), (nu, r"\nu"), (n, "n"), (m, "m"), (sp.pi, r"\pi")]


@pytest.fixture(scope="module", autouse=True)
def _no_hurry() -> Iterator[None]:
    """What is read counts here, not how long a busy machine takes for it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sympy_syntax, "PARSE_SECONDS", 60)
        yield


def _in_parentheses(text: str) -> str:
    return rf"\left({text}\right)"


@st.composite
def formulas(draw: st.DrawFn, depth: int = 3, bound: tuple[Printed, ...] = ()) -> Printed:
    """A formula and its LaTeX, in declared names and the bound names around it."""
    if depth == 0 or draw(st.integers(0, 5)) == 0:
        number = draw(st.integers(0, 9))
        return draw(st.sampled_from([*_SIMPLE, *bound, *bound, (sp.Integer(number), str(number))]))
    build = draw(st.sampled_from(_BUILDERS))
    try:
        return build(draw, lambda *more: draw(formulas(depth - 1, (*bound, *more))), depth)
    except ValueError as error:  # SymPy adds a divergent sum up where it compares
        if "diverges" not in str(error):
            raise
        reject()


Inner = Callable[..., Printed]
Builder = Callable[[st.DrawFn, Inner, int], Printed]


def _sum_of_terms(draw: st.DrawFn, inner: Inner, _depth: int) -> Printed:
    (first, one), (second, two) = inner(), inner()
    if draw(st.booleans()):
        return first + second, f"{one} + {_in_parentheses(two)}"
    return first - second, f"{one} - {_in_parentheses(two)}"


def _product_of_factors(draw: st.DrawFn, inner: Inner, _depth: int) -> Printed:
    (first, one), (second, two) = inner(), inner()
    times = draw(st.sampled_from(["", r"\cdot ", r"\times ", r"\,"]))
    return first * second, f"{_in_parentheses(one)}{times}{_in_parentheses(two)}"


def _quotient(draw: st.DrawFn, inner: Inner, _depth: int) -> Printed:
    (first, one), (second, two) = inner(), inner()
    over = draw(st.sampled_from([r"\frac", r"\dfrac", r"\tfrac"]))
    return first / (2 + sp.exp(z + second)), rf"{over}{{{one}}}{{2 + e^{{z + {two}}}}}"


def _function(draw: st.DrawFn, inner: Inner, _depth: int) -> Printed:
    value, text = inner()
    value, text = z + value, f"z + {text}"  # SymPy integrates to compare functions of numbers
    make, form = draw(
        st.sampled_from(
            [
                (sp.sin, r"\sin(%s)"),
                (sp.exp, "e^{%s}"),
                (lambda v: sp.besselj(nu, v), r"J_\nu(%s)"),
                (lambda v: sp.besseli(n, v), r"I_{n}\left(%s\right)"),
                (lambda v: sp.hermite(n, v), "H_n(%s)"),
                (lambda v: sp.hermite_prob(m, v), r"\mathrm{He}_m(%s)"),
                (lambda v: sp.assoc_laguerre(n, nu, v), r"L_n^{(\nu)}(%s)"),
                (lambda v: sp.jacobi(n, x, y, v), "P_n^{(x, y)}(%s)"),
                (lambda v: sp.polylog(3, v / 7), r"\operatorname{Li}_3\left(\frac{%s}{7}\right)"),
                (lambda v: sp.RisingFactorial(v, n), r"\left(%s\right)_n"),
                (lambda v: sp.erf(v), r"\operatorname{erf}(%s)"),
                (lambda v: sp.hyper((x, y), (nu,), v), r"{}_2F_1(x, y; \nu; %s)"),
            ]
        )
    )
    return make(value), form % text


def _over_integers(draw: st.DrawFn, inner: Inner, depth: int) -> Printed:
    index, name = sp.Symbol(f"k_{depth}", integer=True), f"k_{depth}"
    body, text = inner((index, name))
    low = draw(st.integers(-2, 2))
    high, end = draw(st.sampled_from([(n, "n"), (2 * n + 5, "2n+5"), (sp.oo, r"\infty")]))
    above = "" if high is sp.oo else rf" \le {end}"
    spelled = draw(
        st.sampled_from(
            [
                rf"_{{{name}={low}}}^{{{end}}}",
                rf"^{{{end}}}_{{{name} = {low}}}",
                rf"\limits_{{{low} \leq {name}{above}}}",
                rf"_{{\substack{{{name}={low}}}}}^{{{end}}}",
            ]
        )
    )
    kind, operator = draw(st.sampled_from([(sp.Sum, r"\sum"), (sp.Product, r"\prod")]))
    return kind(body, (index, low, high)), f"{operator}{spelled}{_in_parentheses(text)}"


def _integral(draw: st.DrawFn, inner: Inner, depth: int) -> Printed:
    variable, name = sp.Symbol(f"u_{depth}", real=True), f"u_{depth}"
    body, text = inner((variable, name))
    low, start = draw(st.sampled_from([(sp.S.Zero, "0"), (x, "x"), (-sp.oo, r"-\infty")]))
    high, end = draw(st.sampled_from([(sp.S.One, "1"), (y, "y"), (sp.oo, r"{+\infty}")]))
    d = draw(st.sampled_from(["d", r"\mathrm{d}", r"\mathrm d", r"\,d "]))
    sign = rf"\int_{{{start}}}^{end}"
    spelled = draw(
        st.sampled_from(
            [
                rf"{sign} {text}\,{d}{name}",
                rf"{sign}\frac{{{d}{name}}}{{1}}{_in_parentheses(text)}",
                rf"{sign}{d}{name}\,{_in_parentheses(text)}",
            ]
        )
    )
    return sp.Integral(body, (variable, low, high)), _in_parentheses(spelled)


def _limit(draw: st.DrawFn, inner: Inner, depth: int) -> Printed:
    variable, name = sp.Symbol(f"t_{depth}", real=True), f"t_{depth}"
    body, text = inner((variable, name))
    to, side, spelled = draw(
        st.sampled_from(
            [
                (sp.S.Zero, "+-", r"\to 0"),
                (x, "+", r"\to x^+"),
                (y, "-", r"\uparrow y"),
                (sp.oo, "-", r"\rightarrow\infty"),
            ]
        )
    )
    node = sp.Limit(body, variable, to, side)
    return node, rf"\lim_{{{name} {spelled}}}{_in_parentheses(text)}"


def _derivative(draw: st.DrawFn, inner: Inner, _depth: int) -> Printed:
    body, text = inner()
    order = draw(st.sampled_from([1, 2]))
    node = sp.Derivative(sp.sin(x * y) + body, (x, order)) if order > 1 else None
    node = sp.Derivative(sp.sin(x * y) + body, x) if node is None else node
    power = "" if order == 1 else f"^{order}"
    d = draw(st.sampled_from(["d", r"\mathrm{d}", r"\partial "]))
    inside = _in_parentheses(rf"\sin(x y) + {text}")
    return node, rf"\frac{{{d}{power}}}{{{d}x{power}}}{inside}"


def _cases(draw: st.DrawFn, inner: Inner, _depth: int) -> Printed:
    (first, one), (second, two) = inner(), inner()
    if first == second:  # SymPy makes one case of two that are equal
        second, two = second + 1, f"1 + {_in_parentheses(two)}"
    word = draw(st.sampled_from(["", r"\text{if } ", r"\text{for }\quad "]))
    node = sp.Piecewise((first, x > y), (second, True))
    return node, (
        rf"\begin{{cases}} {one}, & {word}x > y, \\ {two} & \text{{otherwise}} \end{{cases}}"
    )


_BUILDERS: list[Builder] = [
    _sum_of_terms, _product_of_factors, _quotient, _function, _over_integers, _integral, _limit,
    _derivative, _cases,
]  # fmt: skip


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(formulas())
def test_what_is_printed_in_the_spellings_of_print_is_read_back(printed):
    node, text = printed
    assert read(text, NAMES, latex=True).expr == node, text


k, u = sp.Symbol("k", integer=True), sp.Symbol("u", real=True)
_NODES = st.recursive(
    st.sampled_from([x, y, n, sp.pi, sp.Integer(3), sp.Rational(2, 7)]),
    lambda inner: st.one_of(
        st.builds(lambda a, b: a + b, inner, inner),
        st.builds(lambda a: sp.besselj(nu, a + z) + sp.legendre(n, a + z), inner),
        st.builds(lambda a: sp.jacobi(n, x, y, a + z) + sp.assoc_laguerre(n, nu, a + z), inner),
        st.builds(lambda a: sp.zeta(z + a) + sp.polylog(3, a + z), inner),
        st.builds(lambda a: sp.Sum(a + k, (k, 1, n)), inner),
        st.builds(lambda a: sp.Product(a + k, (k, 0, n)), inner),
        st.builds(lambda a: sp.Integral(a + u, (u, 0, sp.oo)), inner),
        st.builds(lambda a: sp.Limit(a + u, u, 0, "+"), inner),
        st.builds(lambda a: sp.Derivative(a + sp.sin(x), (x, 2)), inner),
        st.builds(lambda a, b: sp.Piecewise((a, x > y), (b, True)), inner, inner),
    ),
    max_leaves=4,
)


def _is_once(node: sp.Expr) -> bool:
    """Whether no name is bound within itself: SymPy may do that, a text may not."""
    binders = (sp.Sum, sp.Product, sp.Integral, sp.Limit)
    return not any(
        inner.has(part.bound_symbols[0] if not isinstance(part, sp.Limit) else part.args[1])
        for part in node.atoms(*binders)
        for inner in part.args[0].atoms(*binders)
    )


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(_NODES.filter(_is_once))
def test_what_sympy_prints_is_read_back(node):
    found = read(sp.latex(node, ln_notation=False), NAMES, latex=True).expr
    assert found == node or sp.expand(found - node) == 0, sp.latex(node)
