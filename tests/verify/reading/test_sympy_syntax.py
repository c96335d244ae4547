"""SymPy syntax without evaluation: against SymPy's own reading, and against hostile input."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.derivations.proof.domain import DomainError
from glassproof.verify.reading import size_limits as limits
from glassproof.verify.reading.faithful import is_faithful
from glassproof.verify.reading.sympy_syntax import parse_formula, read_formula
from glassproof.verify.reading.tokens import ParseError
from tests.clock import computed

X, Y, Z, P = (sp.Symbol(n, positive=True) for n in "xyzp")
NAMES = {"x": X, "y": Y, "z": Z, "p": P, "m": P + 1}
CORPUS = Path(__file__).parents[1] / "corpus"
HOSTILE = [
    line.replace("\\x00", "\0").replace("\\n", "\n")
    for line in (CORPUS / "hostile.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def outcome(text: str) -> sp.Expr | ParseError:
    """What is read, or why not; any other error is raised."""
    try:
        return parse_formula(text, NAMES)
    except ParseError as error:
        return error


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1", sp.Integer(1)),
        ("0.1", sp.Rational(1, 10)),
        (".5", sp.Rational(1, 2)),
        ("2.", sp.Integer(2)),
        ("1.5e2", sp.Integer(150)),
        ("1e-3", sp.Rational(1, 1000)),
        ("1/3", sp.Rational(1, 3)),
        ("2/3/4", sp.Rational(1, 6)),
        ("2/3*3", sp.Integer(2)),
        ("1 - 2 - 3", sp.Integer(-4)),
        ("-x**2", -(X**2)),
        ("(-x)**2", X**2),
        ("2**-1", sp.Rational(1, 2)),
        ("2**3**2", sp.Integer(512)),
        ("(2**3)**2", sp.Integer(64)),
        ("2^3", sp.Integer(8)),
        ("--x", X),
        ("-+-x", X),
        ("x*-y", -X * Y),
        ("x/-y", -X / Y),
        ("x - -y", X + Y),
        ("3!", sp.Integer(6)),
        ("3!**2", sp.Integer(36)),
        ("m*2**m", (P + 1) * 2 ** (P + 1)),
        ("sqrt(x)", sp.sqrt(X)),
        ("log(x, 2)", sp.log(X) / sp.log(2)),
        ("ln(x)", sp.log(X)),
        ("Max(x, y, 1)", sp.Max(X, Y, 1)),
        ("abs(x - y)", sp.Abs(X - Y)),
        ("gamma(5)", sp.Integer(24)),
        ("pi*E", sp.pi * sp.E),
        (" x\n+\ty ", X + Y),
        ("cosh(x) + erf(y)", sp.cosh(X) + sp.erf(Y)),
    ],
)
def test_reads(text, expected):
    assert parse_formula(text, NAMES) == expected


def test_brackets_are_read_forty_deep_and_no_deeper():
    assert parse_formula("(" * 40 + "x" + ")" * 40, NAMES) == X
    assert parse_formula("(((x)))*" * 30 + "x", NAMES) == X**31
    with pytest.raises(ParseError, match="nested at most 40 deep") as caught:
        parse_formula("(" * 41 + "x" + ")" * 41, NAMES)
    assert caught.value.column == 42


def test_declared_names_take_precedence_over_constants():
    edge = sp.Symbol("E", positive=True)
    assert parse_formula("E**2", {"E": edge}) == edge**2


@pytest.mark.parametrize(
    ("text", "line", "column", "says"),
    [
        ("", 1, 1, "found the end"),
        ("x + * y", 1, 5, "a number, a name or '('"),
        ("x +\n  * y", 2, 3, "a number, a name or '('"),
        ("(x + y", 1, 7, "expected ')'"),
        ("x)", 1, 2, "operator or the end"),
        ("2x", 1, 2, "write products"),
        ("x y", 1, 3, "write products"),
        ("x(y)", 1, 2, "write products"),
        ("w", 1, 1, "not declared"),
        ("sqr(x)", 1, 1, "did you mean sqrt"),
        ("sqrt x", 1, 6, "parentheses"),
        ("sqrt(x, y)", 1, 1, "one argument"),
        ("x = y", 1, 3, "one side"),
        (r"\frac{x}{y}", 1, 1, "--latex"),
        ("x.real", 1, 2, "U+002E"),
        ("9**9**9**9", 1, 5, "at most 1000"),
        ("__import__('os')", 1, 12, "U+0027"),
        ("x\0", 1, 2, "U+0000"),
        ("1/0", 1, 2, "divides by zero"),
        ("log(0)", 1, 1, "no finite value"),
        ("1e999", 1, 1, "digits"),
        ("(x+y+z+1)**100", 1, 1, "multiplied out"),
    ],
)
def test_errors_point_at_the_place(text, line, column, says):
    with pytest.raises(ParseError) as caught:
        parse_formula(text, NAMES)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert says in str(caught.value)
    assert isinstance(caught.value, DomainError)


@pytest.mark.parametrize(
    ("text", "column", "says"),
    [
        ("3 4", 3, "write 34 without a space, or 3*4"),
        ("1,000", 2, "thousands"),
        ("max(1,000)", 7, "superfluous 0"),
        ("x!!!", 2, "multiple factorial"),
        ("x" + "!" * 9000, 2, "9000 factorial signs"),
        ("x**1/2", 5, "(1/n) in parentheses"),
        ("(x)(y)", 4, "write products"),
        ("|x|", 1, "abs(...)"),
        ("e**x", 1, "E for the base of exp"),
        ("i*x", 1, "I for the imaginary unit"),
    ],
)
def test_what_may_mean_two_things_is_refused(text, column, says):
    with pytest.raises(ParseError) as caught:
        parse_formula(text, NAMES)
    assert says in caught.value.message
    assert caught.value.column == column


@pytest.mark.parametrize(
    ("text", "same", "told"),
    [
        ("x!!", "factorial2(x)", "double factorial"),
        ("2^x!", "2**factorial(x)", "belongs to the exponent"),
        ("gamma*x", "x*gamma", "gamma is the declared symbol, not the function"),
        ("E + x", "x + E", "E is the declared symbol, not the constant"),
    ],
)
def test_what_is_overwhelmingly_meant_is_read_and_told(text, same, told):
    names = {**NAMES, "gamma": sp.Symbol("gamma"), "E": sp.Symbol("E")}
    reading = read_formula(text, names)
    assert reading.expr == parse_formula(same, names)
    assert any(told in notice for notice in reading.notices)


def test_signs_and_letters_beyond_ascii():
    names = {**NAMES, "lambda": Z}
    assert parse_formula("\u03bb \u2212 x\u00b2\u00b7y", names) == Z - X**2 * Y
    assert parse_formula("x\u00f7y\u00d7\u03c0", names) == X / Y * sp.pi


def test_caret_stands_below_the_place_also_in_long_lines():
    text = "x + " * 200 + "$ + " + "x + " * 200 + "x"
    with pytest.raises(ParseError) as caught:
        parse_formula(text, NAMES)
    shown, caret = str(caught.value).split("\n")[1:]
    assert shown[caret.index("^")] == "$"
    assert len(shown) < 100


_LEAVES = st.sampled_from([X, Y, P, sp.pi, sp.E]) | st.builds(
    sp.Rational, st.integers(-30, 30), st.integers(1, 12)
)
_EXPRESSIONS = st.recursive(
    _LEAVES,
    lambda inner: st.one_of(
        st.builds(lambda a, b: a + b, inner, inner),
        st.builds(lambda a, b: a * b, inner, inner),
        st.builds(lambda a, n: (2 + a**2) ** n, inner, st.integers(-3, 3)),
        st.builds(lambda a, b: (2 + a**2) ** b, inner, st.sampled_from([X, P, -Y / 2])),
        st.builds(lambda f, a: f(1 + a**2), st.sampled_from([sp.log, sp.sqrt]), inner),
        st.builds(lambda f, a: f(a / 9), st.sampled_from([sp.exp, sp.sin, sp.tanh, sp.Abs]), inner),
    ),
    max_leaves=5,
)


@settings(max_examples=80, deadline=None)
@given(_EXPRESSIONS | st.sampled_from([sp.gamma(X), sp.Max(X, Y, 3), sp.Min(X**2, Y)]))
def test_printing_then_parsing_is_the_identity(expression):
    found = outcome(str(expression))
    if isinstance(found, ParseError):
        assert any(words in found.message for words in ("at most", "multiplied out")), found
    else:
        assert found == expression or is_faithful(found, expression)


_PIECES = st.sampled_from(
    (
        "x y m 1 2 .5 9 + - * / ** ^ ( ) , ! sqrt log exp Max gamma pi E I foo . = ' \0 é 1e9 "
        "Sum( Integral( Limit( Piecewise(( det([[ (k,1,3)) ,(x,0,oo)) k [ ] < != and odd '+' True"
    ).split(" ")
)


@settings(max_examples=500, deadline=None)
@given(st.lists(_PIECES, max_size=25).map("".join) | st.text(max_size=40))
def test_nothing_but_parse_errors_comes_out(text):
    found = outcome(text)
    if isinstance(found, ParseError):
        assert 0 <= found.args[2] <= len(text)
        assert str(found).startswith(f"line {found.line}, column {found.column}: ")
    else:
        assert isinstance(found, sp.Expr)
        assert found.free_symbols <= set().union(*(v.free_symbols for v in NAMES.values()))


@pytest.mark.parametrize("text", HOSTILE)
def test_corpus_is_refused_or_read_in_time(text):
    start = computed()
    found = outcome(text)
    assert isinstance(found, ParseError) or len(str(found)) < 10_000
    assert computed() - start < 2


@pytest.mark.parametrize(
    "text",
    [
        "x" * 10**7,
        "(" * 9999,
        "-" * 9999 + "x",
        "x**" * 3000 + "x",
        "+".join(["x*p"] * 2400),
        "*".join(["2**1000"] * 900),
        "+".join(f"1/(x+{k})" for k in range(1000)),
        "Abs(1-" * 39 + "x" + ")" * 39,
        "Max(1,x-" * 39 + "2" + ")" * 39,
        "gamma(x+" * 39 + "2" + ")" * 39,
        "*".join(f"(x+p*{k})**p" for k in range(600)),
        "log(" + "*".join(f"Abs(x+p*{k})" for k in range(600)) + ")",
        "(" + "+".join(f"sqrt({k})" for k in range(900)) + ")**2",
        "(-1)**(1/7)*" * 600 + "x",
    ],
    ids=lambda text: text[:14],
)
def test_expensive_input_ends_in_time(text):
    """Two seconds, and another for what an alarm does not interrupt."""
    start = computed()
    outcome(text)
    assert computed() - start < 3


@pytest.mark.skipif(sys.platform != "linux", reason="the peak is read from /proc")
def test_ten_megabytes_need_little_memory():
    """In a process of its own, whose peak is that of importing SymPy plus the text itself."""
    program = (
        "import sys\n"
        "from glassproof.verify.reading.sympy_syntax import parse_formula\n"
        "from glassproof.verify.reading.latex.grammar import parse_latex\n"
        "from glassproof.verify.reading.tokens import ParseError\n"
        "for parse in (parse_formula, parse_latex):\n"
        "    for text in ('(' * 10**7, '9**' * 10**6, 'x' * 10**7):\n"
        "        try: parse(text, {})\n"
        "        except ParseError: pass\n"
        "        else: sys.exit('read')\n"
        "print(next(line.split()[1] for line in open('/proc/self/status') if 'VmHWM' in line))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) * 1024 < 500e6


def spin() -> None:
    while True:
        pass


def test_deadline_interrupts_python_code():
    start = computed()
    with pytest.raises(limits.LimitError, match=r"more than 0.2 s"), limits.deadline(0.2, "it"):
        spin()
    assert computed() - start < 1


def within_two_deadlines() -> None:
    with limits.deadline(0.3, "outer"):
        with limits.deadline(10, "inner"):
            pass
        spin()


def test_deadlines_nest():
    with pytest.raises(limits.LimitError, match="outer"):
        within_two_deadlines()


def test_deadline_lets_go_of_the_alarm():
    with limits.deadline(0.1, "nothing"):
        pass
    time.sleep(0.15)


@pytest.mark.parametrize("power", [2, 5, 10])
def test_estimate_of_terms_is_the_number_of_terms(power):
    """(1 + x + y)^n has (n+1)(n+2)/2 terms."""
    exact = len(sp.Poly((1 + X + Y) ** power, X, Y).terms())
    assert limits._terms((1 + X + Y) ** power) == (exact, 1)
    assert limits._terms(1 / (1 + X + Y) ** power) == (1, exact)
