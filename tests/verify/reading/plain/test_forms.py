"""Sums, products, integrals, limits, derivatives and cases in SymPy syntax, read unevaluated."""

from __future__ import annotations

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.integration.principal_value import PrincipalValue
from glassproof.verify.reading.sympy_syntax import read_formula
from glassproof.verify.reading.tokens import ParseError

N = sp.Symbol("n", integer=True, positive=True)
K = sp.Symbol("k", integer=True)
X, Y = sp.symbols("x y", real=True)
A, P = sp.symbols("a p", positive=True)
NAMES = {"n": N, "k": K, "x": X, "y": Y, "a": A, "p": P, "m": P + A}
I, J, L = sp.symbols("i j l", integer=True)
T, U = sp.symbols("t u", real=True)
INNER = sp.Symbol("k_", integer=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sum(i, (i, 1, n))", sp.Sum(I, (I, 1, N))),
        ("sum(i**2, (i, -n, n + 1))", sp.Sum(I**2, (I, -N, N + 1))),
        ("Sum(1/i**2, (i, 1, oo))", sp.Sum(I**-2, (I, 1, sp.oo))),
        ("Sum(i*j, (i, 1, j - 1), (j, 2, n))", sp.Sum(I * J, (I, 1, J - 1), (J, 2, N))),
        ("Sum(i*j, (i, 1, n), (j, 1, n), i < j)", sp.Sum(I * J, (I, 1, J - 1), (J, 1, N))),
        ("Sum(i*j, (i, 1, n), (j, 1, n), j >= i)", sp.Sum(I * J, (I, 1, J), (J, 1, N))),
        ("Sum(i*j, (j, 1, n), (i, 1, n), i < j)", sp.Sum(I * J, (J, I + 1, N), (I, 1, N))),
        (
            "Sum(i*j*l, (i, 1, n), (j, 1, n), (l, 1, n), i < j < l)",
            sp.Sum(I * J * L, (I, 1, J - 1), (J, 1, L - 1), (L, 1, N)),
        ),
        (
            "Sum(i*j, (i, 1, n), (j, 1, n), i != j)",
            sp.Sum(sp.Piecewise((I * J, sp.Ne(I, J)), (0, True)), (I, 1, N), (J, 1, N)),
        ),
        ("Sum(1/i**2, (i, 1, oo), odd)", sp.Sum((2 * I + 1) ** -2, (I, 0, sp.oo))),
        ("Sum(i, (i, 0, 10), i even)", sp.Sum(2 * I, (I, 0, 5))),
        ("Product(1 + 1/j, (j, 1, n))", sp.Product(1 + 1 / J, (J, 1, N))),
        (
            "Product(j, (j, 1, n), j != 2)",
            sp.Product(sp.Piecewise((J, sp.Ne(J, 2)), (1, True)), (J, 1, N)),
        ),
        ("Integral(exp(-t**2), (t, -oo, oo))", sp.Integral(sp.exp(-(T**2)), (T, -sp.oo, sp.oo))),
        ("integrate(t*u, (t, 0, u), (u, 0, 1))", sp.Integral(T * U, (T, 0, U), (U, 0, 1))),
        ("Integral(t*u, (t, 0, 1), (u, 0, 1), t < u)", sp.Integral(T * U, (T, 0, U), (U, 0, 1))),
        ("Integral(1/t, (t, oo, 1))", -sp.Integral(1 / T, (T, 1, sp.oo))),
        ("PV(Integral(1/t, (t, -1, 2)))", PrincipalValue(sp.Integral(1 / T, (T, -1, 2)))),
        ("Limit(sin(t)/t, t, 0)", sp.Limit(sp.sin(T) / T, T, 0, "+-")),
        ("Limit(1/t, t, 0, '+')", sp.Limit(1 / T, T, 0, "+")),
        ("Limit(1/t, t, 0, dir='-')", sp.Limit(1 / T, T, 0, "-")),
        ("Limit(1/t, t, -oo)", sp.Limit(1 / T, T, -sp.oo)),
        ("Limit((1 + 1/l)**l, l, oo)", sp.Limit((1 + 1 / L) ** L, L, sp.oo)),
        ("Derivative(x**3, x)", sp.Derivative(X**3, X)),
        ("Derivative(x**3*y**2, x, 2, y)", sp.Derivative(X**3 * Y**2, (X, 2), Y)),
        ("Derivative(exp(x), (x, n))", sp.Derivative(sp.exp(X), (X, N))),
        ("Derivative(y, x)", sp.Integer(0)),
        (
            "x*Derivative(x*Derivative(x**3, x), x)",
            X * sp.Derivative(X * sp.Derivative(X**3, X), X),
        ),
        ("Subs(Derivative(t**2, t), t, x)", sp.Subs(sp.Derivative(T**2, T), T, X)),
        ("Piecewise((x, x > 0), (-x, True))", sp.Piecewise((X, X > 0), (-X, True))),
        (
            "Piecewise((x, 0 < x < y or (x >= 2 and y = 1)), (0, otherwise))",
            sp.Piecewise(
                (X, ((X > 0) & (X < Y)) | ((X >= 2) & sp.Eq(Y, 1))), (0, True)
            ),
        ),
        ("indicator(((x > 1)))", sp.Piecewise((1, X > 1), (0, True))),
        ("indicator((abs(x) + 1) > 2)", sp.Piecewise((1, sp.Abs(X) + 1 > 2), (0, True))),
        ("indicator((k) odd)", sp.Piecewise((1, sp.Eq(sp.Mod(K, 2), 1)), (0, True))),
        (
            "indicator((indicator(x > 1)) = 1)",
            sp.Piecewise((1, sp.Eq(sp.Piecewise((1, X > 1), (0, True)), 1)), (0, True)),
        ),
        ("indicator(x > 1)", sp.Piecewise((1, X > 1), (0, True))),
        ("indicator(k odd)", sp.Piecewise((1, sp.Eq(sp.Mod(K, 2), 1)), (0, True))),
        ("E**2 + 1", sp.exp(2) + 1),
    ],
)  # fmt: skip
def test_reads(text, expected):
    assert read_formula(text, NAMES).expr == expected


def test_a_circle_is_an_angle():
    angle = sp.Symbol("theta", real=True)
    z = 1 + A * sp.exp(sp.I * angle)
    found = read_formula("ContourIntegral(z**2, (z, 1, a))", NAMES).expr
    assert isinstance(found, sp.Integral)
    assert found.limits == (sp.Tuple(angle, -sp.pi, sp.pi),)
    assert sp.expand(found.function - z**2 * sp.I * A * sp.exp(sp.I * angle)) == 0


def test_what_stands_in_a_sum_is_kept_as_written():
    found = read_formula("Sum(i/i, (i, 1, n)) + sqrt(Sum(sqrt(i**2), (i, 1, n))**2)", NAMES)
    inner = sp.Sum(sp.Abs(I), (I, 1, N))
    assert found.expr == sp.Sum(1, (I, 1, N)) + sp.Abs(inner)
    quotient = sp.Mul(I, sp.Pow(I, -1), evaluate=False)
    assert found.written.has(sp.Sum(quotient, (I, 1, N)))


def test_a_declared_name_is_shadowed_and_that_is_told():
    found = read_formula("k*Sum(k, (k, 1, n))", NAMES)
    assert found.expr == K * sp.Sum(INNER, (INNER, 1, N))
    assert any("k is bound inside" in notice for notice in found.notices)
    assert found.shown == r"k \sum_{k=1}^{n} k"
    assert found.expr.subs(K, 3) == 3 * sp.Sum(INNER, (INNER, 1, N))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Limit(sin(t)/t, t, 0)", "from both sides"),
        ("Limit(1/l, l, oo)", "over the integers"),
    ],
)
def test_what_is_overwhelmingly_meant_is_told(text, told):
    assert any(told in notice for notice in read_formula(text, NAMES).notices)


@pytest.mark.parametrize(
    ("text", "column", "says"),
    [
        ("i + Sum(i, (i, 1, n))", 1, "no value outside"),
        ("Sum(i, (i, 1, n)) + i", 21, "no value outside"),
        ("Sum(i*j, (i, 1, n), (j, 1, i))", 28, "no value outside"),
        ("Sum(i, (i, 1, i))", 9, "a bound of i depends on i itself"),
        ("Sum(k, (k, 1, k))", 9, "a bound of k depends on k itself"),
        ("Integral(t, (t, 0, t))", 14, "a bound of t depends on t itself"),
        ("Sum(Sum(i, (i, 1, 3)), (i, 1, 2))", 13, "bound already"),
        ("Sum(i, (i, 1, 2), (i, 1, 3))", 9, "bound already"),
        ("Sum(i, (i, 1, 10**9))", 1, "1e+09 terms"),
        ("Product(Sum(i, (i, 1, 10**4)), (j, 1, 10**5))", 1, "1e+09 terms"),
        ("Sum(i, (i, 1, x))", 1, "x is not known to be one"),
        ("Sum(i, (i, 1/2, n))", 1, "1/2 is not known to be one"),
        ("Sum(i, (i, 5, 2))", 1, "an empty sum or product, or its opposite"),
        ("Sum(i, (i, oo, 2))", 1, "the wrong way"),
        ("Sum(i)", 1, "expected limits"),
        ("Sum(i, i)", 8, "expected limits"),
        ("Sum()", 1, "expected limits"),
        ("Sum(i, (i, 1, n)", 17, "expected ')'"),
        ("Sum(i, (i, 1, n, 2))", 16, "expected ')'"),
        ("Sum(i j, (i, 1, n))", 7, "write products"),
        ("Sum(i, (i, 1, n)) x", 19, "write products"),
        ("Sum(i*j, (i, 1, n), (j, 1, n), odd)", 32, "which index is odd"),
        ("Sum(m*p, (p, 1, 3))", 5, "m stands for a + p, and p is bound here"),
        ("Sum(1, (log, 1, n))", 9, "it has a meaning"),
        ("Sum(i, (i, 1, n), x)", 19, "expected a condition"),
        ("Integral(t, (t, 0, I))", 1, "between real numbers"),
        ("Derivative(n**2, n)", 1, "n is an integer"),
        ("Derivative(x**2, m)", 1, "by a name"),
        ("Derivative(x**2)", 1, "by which variable"),
        ("Derivative(x**2, x, 1/2)", 1, "an integer >= 0"),
        ("Derivative(x**2, x, 10**6)", 1, "at most order 100"),
        ("Limit(x, x)", 1, "write Limit(f, x, a)"),
        ("Limit(t, t, t)", 13, "no value outside"),
        ("Limit(t, t, 0, 1)", 16, "in quotes"),
        ("Subs(x)", 1, "write Subs"),
        ("ContourIntegral(z, (z, 0, -1))", 1, "the radius of a circle is positive"),
        ("ContourIntegral(x, (x, 0, 1))", 21, "choose another name"),
        ("ContourIntegral(1)", 1, "write ContourIntegral"),
        ("PV(x)", 1, "one of an integral"),
        ("PV(Integral(t, (t, 0, 1)), 1)", 1, "write PV("),
        ("Piecewise((x, x > 0), (1, True), (2, x < 1))", 34, "no case comes after"),
        ("Piecewise(x)", 11, "expected a case"),
        ("Piecewise((1, I > 0))", 17, "complex numbers are not ordered"),
        ("Piecewise((1, 2 < 1))", 1, "none of these cases"),
        ("indicator(x)", 11, "expected a condition"),
        ("x < 3", 3, "give one side"),
        ("oo", 1, "not declared"),
        ("[[1]]", 1, "a matrix is no number"),
    ],
)
def test_errors_point_at_the_place(text, column, says):
    with pytest.raises(ParseError) as caught:
        read_formula(text, NAMES)
    assert says in caught.value.message
    assert caught.value.column == column


_FUNCTIONS = st.sampled_from([sp.exp, sp.sin, sp.log, sp.Abs])
_ENDS = st.sampled_from([sp.Integer(1), sp.Integer(3), N, 2 * N, N + 1])


def _grown(inner: st.SearchStrategy[sp.Expr]) -> st.SearchStrategy[sp.Expr]:
    """What the language makes of expressions."""
    return st.one_of(
        st.builds(lambda a, b: a + b, inner, inner),
        st.builds(lambda a, b: a * b, inner, inner),
        st.builds(lambda f, a: f(a + 7), _FUNCTIONS, inner),
        st.builds(lambda f, a: sp.Sum(f * I, (I, 0, a)), inner, _ENDS),
        st.builds(lambda f, a: sp.Product(f + J, (J, 1, a)), inner, _ENDS),
        st.builds(lambda f: sp.Sum(f / 2**J, (J, 0, sp.oo)), inner),
        st.builds(lambda f, a: sp.Integral(f * T, (T, -1, a)), inner, _ENDS),
        st.builds(lambda f: sp.Integral(f * sp.exp(-(U**2)), (U, -sp.oo, sp.oo)), inner),
        st.builds(lambda f, n: sp.Derivative(f + X**2, (X, n)), inner, st.integers(1, 3)),
        st.builds(lambda f, s: sp.Limit(f + T, T, 0, s), inner, st.sampled_from(["+", "-"])),
        st.builds(lambda f, g: sp.Piecewise((f, X > 2), (g, True)), inner, inner),
    )


_EXPRESSIONS = st.recursive(
    st.sampled_from([X, Y, A, N, sp.Integer(2), sp.pi]), _grown, max_leaves=5
)


def _binds_twice(expr: sp.Expr, above: frozenset[sp.Symbol] = frozenset()) -> bool:
    """Whether a name is bound inside of what binds it already, which is refused."""
    bound = frozenset(getattr(expr, "bound_symbols", ()))
    if isinstance(expr, sp.Limit):
        bound = frozenset([expr.args[1]])
    if isinstance(expr, sp.Derivative):
        bound = frozenset()
    return bool(bound & above) or any(_binds_twice(part, above | bound) for part in expr.args)


def _outcome(text: str) -> sp.Expr | ParseError:
    try:
        return read_formula(text, NAMES).expr
    except ParseError as error:
        return error


@settings(max_examples=150, deadline=None)
@given(_EXPRESSIONS)
def test_printing_then_reading_is_the_identity(expression):
    found = _outcome(str(expression))
    if isinstance(found, ParseError):
        limits = ("at most", "multiplied out", "finite value")
        assert _binds_twice(expression) or any(words in found.message for words in limits)
    else:
        assert found == expression or sp.expand(found - expression) == 0
