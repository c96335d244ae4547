"""Functions that are equal at many points, among them those that come to mind first.

One side has more of what vanishes at the integers, on a list, or outside a small interval.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from random import Random

from soundness.adversary.question import DIFFERENT, EQUAL, Question

KIND = "aliases: equal at many points"

_BASES = ("x", "x**2", "sqrt(1+x**2)", "exp(x)", "cos(x)", "1", "0", "x/(1+x**2)", "log(2+x**2)",
          "atan(x)", "x+y", "y*x")  # fmt: skip
_FACTORS = ("", "2*", "1/1000*", "10**6*", "10**(-9)*", "y*", "exp(y)*")

_ON_INTEGERS = ("sin(k*pi*x)", "1-cos(2*k*pi*x)", "sin(pi*x)*cos(pi*x/k)", "sin(pi*x)*sin(2*pi*x)",
                "tan(pi*x)**2", "exp(2*k*pi*I*x)-1", "(-1)**(2*k*x)-1", "cos(pi*x)**2-1",
                "floor(x)-x", "ceiling(x)-floor(x)", "Abs(sin(pi*x))", "sin(pi*x)**2*exp(x)",
                "floor(2*x)-2*floor(x)", "sin(pi*(x+k))", "cos(pi*(x+1/2))")  # fmt: skip
_TWO_NAMES = ("sin(k*pi*x)*sin(2*pi*z)", "sin(pi*x*z)", "(1-cos(2*pi*x))*(1-cos(2*pi*z))",
              "sin(pi*x)*z*(z-1)*(z+1)", "sin(pi*(x+z))",
              "(x-z)*(x-z-1)*(x-z+1)*(x+z)*sin(pi*z)")  # fmt: skip


def question(rng: Random) -> Question:
    """Base + factor * what vanishes often, against base."""
    return rng.choice((_lattice, _lattice, _two_names, _listed, _listed, _bump, _digits))(rng)


def _asked(
    rng: Random, vanishing: str, where: str, equal: bool, witness: dict[str, str]
) -> Question:
    base, factor = rng.choice(_BASES), rng.choice(_FACTORS)
    if any(abs(Fraction(place)) > 30 for place in witness.values()):
        base = base.replace("exp(x)", "x")  # beside which nothing else would be seen
    if where.startswith("n "):
        base = _of_integer(base)
    if "y" in base or "y" in factor:
        where += rng.choice((", y > 0", ", y in (1,2)"))
        witness = {**witness, "y": "3/2"}
    left, right = f"{base}+{factor}({vanishing})", base
    if rng.random() < 0.5:
        left, right = right, left
    accepted = EQUAL if equal else DIFFERENT
    return Question(
        KIND, left, right, where, accepted, witness=() if equal else tuple(witness.items())
    )


def _of_integer(text: str) -> str:
    return re.sub(r"\bx\b", "n", text)


def _lattice(rng: Random) -> Question:
    """What vanishes at the integers, where the name is an integer and where it is not."""
    multiple = rng.choice((1, 1, 2, 3, 10, 60))
    vanishing = rng.choice(_ON_INTEGERS).replace("k", str(multiple))
    if rng.random() < 0.35 and "tan" not in vanishing:
        if multiple > 1 and "/" in vanishing:
            vanishing = "sin(pi*x)"
        where = rng.choice(("n integer", "n integer >= 0", "n integer in [-4,9]"))
        return _asked(rng, _of_integer(vanishing), where, True, {})
    where = rng.choice(("x real", "x real", "x > 0", "x in (0,1)", "x in (-5,5)", "x > 1"))
    place = "5/7" if "(0,1)" in where else "12/7"
    return _asked(rng, vanishing, where, False, {"x": place})


def _two_names(rng: Random) -> Question:
    vanishing = rng.choice(_TWO_NAMES).replace("k", str(rng.choice((1, 2, 5))))
    where = rng.choice(("x real, z real", "x, z real", "x > 0, z > 0", "x real, z integer"))
    if "integer" in where:
        vanishing = "sin(pi*x)*(z-1)*(z-2)*z*(z+1)*(z+2)"
    place = "5" if "integer" in where else "10/7"
    return _asked(rng, vanishing, where, False, {"x": "15/11", "z": place})


def _listed(rng: Random) -> Question:
    """A polynomial with many zeros, on its zeros and beyond."""
    first, step = rng.randint(-6, 12), rng.choice((1, 1, 1, 2, 3))
    zeros = [first + step * k for k in range(rng.randint(2, 11))]
    if rng.random() < 0.5:
        zeros = sorted({0, 1, *zeros})
    scale = rng.choice((1, 1, 2, 10))
    where, beyond, name = "x real", Fraction(zeros[-1] * 2 + 1, 2 * scale), "x"
    run = 0
    while zeros[0] + run in zeros:
        run += 1
    equal = False
    if rng.random() < 0.6:
        name, scale = "n", 1
        equal = rng.random() < 0.5
        last = zeros[0] + run - (1 if equal else 0)
        where = f"n integer in [{zeros[0]},{last}]"
        beyond = Fraction(zeros[0] + run)
        if not equal and rng.random() < 0.5:
            where = f"n integer >= {zeros[0]}"
    scaled = name if scale == 1 else f"{scale}*{name}"
    vanishing = "*".join(
        f"({scaled}-{zero})" if zero >= 0 else f"({scaled}+{-zero})" for zero in zeros
    )
    return _asked(rng, vanishing, where, equal, {name: str(beyond)})


def _bump(rng: Random) -> Question:
    """What vanishes but in a small interval, or beyond a far place."""
    center = Fraction(rng.randint(-400, 400), rng.choice((1, 7, 10, 100)))
    width = Fraction(1, rng.choice((2, 10, 100, 10**4)))
    far = rng.choice((8, 13, 50, 400, 10**4))
    kind = rng.randrange(5)
    if kind == 0:
        slope = 1 / width**2
        text, place = f"Max(0,1-{slope}*(x-({center}))**2)", center
    elif kind == 1:
        text, place = f"Max(0,{width}-Abs(x-({center})))", center
    elif kind == 2:
        text, place = f"Max(x-{far},0)", Fraction(far + 1)
    elif kind == 3:
        text, place = f"floor(x/{far})*floor(-x/{far}+1)", Fraction(-5 * far, 3)
    else:
        return _bump_on_integers(rng, far)
    return _asked(rng, text, "x real", False, {"x": str(place)})


def _bump_on_integers(rng: Random, far: int) -> Question:
    equal = rng.random() < 0.4 and far < 400
    where = f"n integer in [0,{far}]" if equal else rng.choice(("n integer", "n integer >= 0"))
    text = rng.choice((f"Max(0,n-{far})", f"Max(n,{far})-{far}", f"Min(1,Max(0,n-{far}))"))
    return _asked(rng, text, where, equal, {"n": str(far + 3)})


def _digits(rng: Random) -> Question:
    """Periodic in the digits of the argument: zero at every short decimal, or dyadic, fraction."""
    base: Callable[[int], int] = rng.choice((lambda k: 10**k, lambda k: 2**k, lambda k: 6**k))
    period = base(rng.randint(1, 4))
    text = rng.choice(
        (f"sin({period}*pi*x)", f"1-cos({2 * period}*pi*x)", f"floor({period}*x)-{period}*x")
    )
    where = rng.choice(("x real", "x in (0,1)", "x > 0"))
    place = Fraction(1, 7) + (0 if "(0,1)" in where else 1)
    return _asked(rng, text, where, False, {"x": str(place)})
