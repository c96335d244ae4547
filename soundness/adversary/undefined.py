"""Points without a value: removable, everywhere, hidden in a product, beside a real difference."""

from __future__ import annotations

import re
from random import Random

from soundness.adversary.question import DIFFERENT, EQUAL, NOWHERE, Question

KIND = "undefined points"

_ONES = (
    ("x/x", "x real"), ("log(x)/log(x)", "x > 0"), ("tan(x)*cos(x)/sin(x)", "x real"),
    ("x*(1/x)", "x real"), ("(x**2-1)/((x-1)*(x+1))", "x real"), ("cot(x)*tan(x)", "x real"),
    ("gamma(x+1)/(x*gamma(x))", "x real"), ("sqrt(x)/sqrt(x)", "x real"), ("n/n", "n integer"),
    ("(n**2-n)/(n*(n-1))", "n integer >= 0"), ("1/(1/x)/x", "x real"), ("sin(x)*csc(x)", "x real"),
    ("exp(1/x)*exp(-1/x)", "x real"), ("(x-y)/(x-y)", "x, y real"), ("x**0", "x real"),
    ("log(x**2)/(2*log(Abs(x)))", "x real"), ("Abs(x)/sqrt(x**2)", "x real"),
    ("(x**3-8)/((x-2)*(x**2+2*x+4))", "x > 0"), ("sign(x)**2", "x > 0"),
    ("atanh(x)/atanh(x)", "x in (-1,1)"), ("factorial(n)/(n*factorial(n-1))", "n integer >= 1"),
)  # fmt: skip
"""One, wherever there is a value."""

_ZEROS = (
    ("1/x-1/x", "x real"), ("log(x)-log(x)", "x > 0"), ("tan(x)-sin(x)/cos(x)", "x real"),
    ("1/(x-1)-(x+1)/(x**2-1)", "x real"), ("1/x-2/(2*x)", "x real"), ("cot(x)-1/tan(x)", "x real"),
    ("1/(n-2)-1/(n-2)", "n integer"), ("log(n)-log(2*n)+log(2)", "n integer >= 0"),
    ("1/(x-y)+1/(y-x)", "x, y real"), ("1/sqrt(x)-sqrt(x)/x", "x >= 0"),
)  # fmt: skip

_NOWHERE = (
    ("1/(x-x)", "x real"), ("log(x-x)", "x real"), ("(x-x)/(x-x)", "x real"),
    ("tan(pi/2+pi*n)", "n integer"), ("1/sin(pi*n)", "n integer"), ("cot(pi*n)", "n integer"),
    ("csc(2*pi*n)", "n integer"), ("sec(pi*n+pi/2)", "n integer"), ("gamma(-n)", "n integer >= 0"),
    ("factorial(-n)", "n integer >= 1"), ("1/(x-2*x+x)", "x > 0"), ("atanh(x/x)", "x > 0"),
    ("log(sin(pi*n))", "n integer"), ("loggamma(-n)", "n integer >= 0"),
    ("1/(sqrt(x**2)-x)", "x > 0"), ("1/(Abs(x)+x)", "x < 0"), ("1/log(exp(x)*exp(-x))", "x real"),
    ("1/(n-3)", "n integer in [3,3]"), ("(n**2-1)/(n-1)", "n integer in [1,1]"),
    ("1/(sin(x)**2+cos(x)**2-1)", "x real"), ("1/floor(x)", "x in (0,1)"),
    ("log(Max(x,0))", "x < 0"), ("Max(I*x,1)", "x > 0"), ("Max(sqrt(x),1)", "x < 0"),
    ("Min(log(x),0)", "x < 0"), ("sign(1/(x-x))", "x < 0"), ("floor(sqrt(x))", "x < 0"),
    ("1/((n-1)*(n-2))", "n integer in [1,2]"), ("1/(2**x*2**(-x)-1)", "x real"),
    ("digamma(-n)", "n integer >= 0"), ("1/(x-x)-1/(x-x)", "x > 0"), ("0/(x-x)", "x real"),
    ("1/cos(pi/2)+x", "x real"), ("tan(pi/2)*x", "x real"), ("1/0+x", "x real"),
    ("log(0)*x", "x > 0"),
)  # fmt: skip
"""Without a value at any point of their domain."""

_POINTS = (
    ("log(n)+Max(1-n,0)", "log(n)", "n integer >= 0", True),
    ("log(n)+Max(1-n,0)", "log(n)", "n integer >= -3", False),
    ("log(n)*Min(n,1)", "log(n)", "n integer >= 0", True),
    ("1/x+Max(-x,0)", "1/x", "x >= 0", True),
    ("1/x+Max(-x,0)", "1/x", "x > -1/1000", False),
    ("1/n+Abs(n)", "1/n+n", "n integer >= 0", True),
    ("gamma(n)+Max(1-n,0)", "gamma(n)", "n integer", True),
    ("gamma(x)+Max(1-x,0)", "gamma(x)", "x real", False),
    ("factorial(n)+Max(-n,0)", "factorial(n)", "n integer", True),
    ("tan(pi*x/2)*(1-floor(x))", "0", "x in [1,2)", True),
    ("log(x)/(x-1)*(x-1)", "log(x)", "x > 0", True),
    ("Max(sqrt(y),1)", "(sqrt(y)+1+Abs(sqrt(y)-1))/2", "y real", True),
    ("Max(sqrt(y),1)", "sqrt(y)", "y real", False),
    ("atanh(n)+n**2", "atanh(n)+n", "n integer in [-1,0]", True),
    ("atanh(x)+x**2", "atanh(x)+x", "x in (-1,1)", False),
    ("x**2/x", "x", "x real", True),
    ("0**x", "0", "x > 0", True),
    ("0**n", "0", "n integer >= 1", True),
    ("0**n", "0", "n integer >= 0", False),
    ("sqrt(-x**2)", "I*x", "x >= 0", True),
    ("1/(x*(x-1))", "1/(x-1)-1/x", "x real", True),
    ("1/(x*(x-1))", "1/(x-1)+1/x", "x real", False),
    ("Abs(1/x)", "1/x", "x real", False),
    ("sign(sqrt(x))", "I", "x < 0", True),
    ("sign(sqrt(x))", "1", "x real", False),
    ("(x**2-4)/(x-2)", "x-2", "x real", False),
    ("(n**2-4)/(n-2)", "5", "n integer in [2,3]", True),
    ("(n**2-4)/(n-2)", "5", "n integer in [2,4]", False),
    ("binomial(n,2)/n", "(n-1)/2", "n integer >= 0", True),
)
"""Left, right, where, and whether both are equal wherever they have values."""

_BASES = ("x", "x**2+1", "exp(x)", "cos(x)", "3", "x-2", "atan(x)", "sqrt(x**2+1)")


def question(rng: Random) -> Question:
    """One of the kinds, composed with something that is defined everywhere."""
    return rng.choice((_removable, _removable, _nowhere, _points))(rng)


def _base(rng: Random, where: str) -> str:
    base = rng.choice(_BASES)
    return re.sub(r"\bx\b", "n", base) if where.startswith("n") else base


def _removable(rng: Random) -> Question:
    """A base times one, or plus zero, against the base, or against something near it."""
    times = rng.random() < 0.6
    text, where = rng.choice(_ONES if times else _ZEROS)
    base = _base(rng, where)
    left = rng.choice((f"({base})*({text})", f"({text})*({base})") if times else (f"{base}+{text}",
                      f"{text}+{base}"))  # fmt: skip
    if rng.random() < 0.55:
        return Question(KIND, left, base, where, EQUAL)
    wrong = rng.choice((f"{base}+1/10**6", f"2*({base})+1", f"{base}+1", f"-({base})-9"))
    return Question(KIND, left, wrong, where, DIFFERENT)


def _nowhere(rng: Random) -> Question:
    """What has no value, in a sum or product, against anything: itself otherwise written, too."""
    text, where = rng.choice(_NOWHERE)
    base = _base(rng, where)
    left = rng.choice(
        ("{0}", "{1}+{0}", "({1})*({0})", "({0})*0+{1}", "{1}+({0})-({0})", "({0})**2")
    )
    right = rng.choice(("{1}", "0", "{0}+1", "2*({0})", "1", "-({0})"))
    left, right = (side.format(text, base) for side in (left, right))
    return Question(KIND, left, right, where, NOWHERE)


def _points(rng: Random) -> Question:
    left, right, where, equal = rng.choice(_POINTS)
    around = rng.choice(("{}", "{}+t", "t*({})", "({})/(1+t**2)", "2*({})", "3-({})", "{}+cos(1)"))
    where += ", t > 0" * ("t" in around.replace("cot", ""))
    sides = (around.format(left), around.format(right))
    witness = (("x", "-1/2000"), ("t", "3/2")) if "-1/1000" in where else ()
    return Question(KIND, *sides, where, EQUAL if equal else DIFFERENT, witness=witness)
