"""Bounds that a square, a tangent, a mean or a sum of positive terms proves; laws of limits."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import sympy as sp

from soundness.adversary.constructions.made import Made, number, positive

_x, _y = sp.symbols("x y", real=True)


def inequalities(rng: Random) -> Iterator[Made]:
    """Squares that are written out, tangents of convex functions, means, geometric sums."""
    while True:
        a, b, c, k = number(rng), positive(rng), positive(rng), rng.randrange(2, 5)
        square = sp.expand((a * _x + b * _y) ** 2 + (b * _x - c) ** 2)
        quartic = sp.expand((_x**2 + a * _x + b) ** 2 + c)
        yield rng.choice([
            Made(str(square), "0", "x, y real", ">="),
            Made(str(quartic), "0", "x real", ">"),
            Made(str(sp.expand(2 * a * _x * _y)), f"{a**2}*x**2 + y**2", "x, y real", "<="),
            Made(f"1 + {b}*x", f"exp({b}*x)", "x real", "<="),
            Made(f"log(1 + {b}*x)", f"{b}*x", "x > 0", "<"),
            Made(f"sin({b}*x)", f"{b}*x", "x > 0", "<"),
            Made(f"atan({b}*x)", f"{b}*x", "x > 0", "<"),
            Made(f"(1 + x)**{k}", f"1 + {k}*x", "x > -1", ">="),
            Made(f"sqrt(1 + {b}*x)", f"1 + {b}*x/2", "x > 0", "<"),
            Made(f"tanh({b}*x)", "1", "x real", "<"),
            Made(f"cosh({b}*x)", f"1 + {b * b}*x**2/2", "x real", ">="),
            Made(f"sqrt({b}*x*y)", f"({b}*x + y)/2", "x, y > 0", "<="),
            Made(f"Sum(1/{b + 1}**k, (k, 1, n))", f"1/{b}", "n integer >= 1", "<"),
            Made(f"binomial(n + {b}, {b})", f"1 + n*{b}" if b == 1 else "1 + n",
                 "n integer >= 1", ">="),
            Made(f"{b + 1}**n", f"1 + {b}*n", "n integer >= 0", ">="),
            Made(f"x/(x + {b})", "1", "x > 0", "<"),
            Made(f"exp(-{b}*x**2)", "1", "x real", "<="),
            Made(f"abs({b}*x + {a}*y)", f"{b}*abs(x) + {abs(a)}*abs(y)", "x, y real", "<="),
        ])  # fmt: skip


def laws(rng: Random) -> Iterator[Made]:
    """Leading terms, and remainders after the first terms of a known series."""
    while True:
        a, b, c, k = number(rng), positive(rng), positive(rng), rng.randrange(1, 5)
        far, near = " as n -> oo", " as x -> 0"
        geometric = " + ".join(f"({a})**{j}*x**{j}" for j in range(k))
        exponential = " + ".join(f"({a})**{j}*x**{j}/factorial({j})" for j in range(k))
        yield rng.choice([
            Made(f"({b}*n**{k} + {a}*n)/(n + {c})" if k > 1 else f"{b}*n**2/(n + {c})",
                 f"{b}*n**{max(k, 2) - 1}" + far, "", "~"),
            Made(f"log(n**{b} + {c})", f"{b}*log(n)" + far, "", "~"),
            Made(f"sqrt(n**2 + {b}*n) - n", f"{b}/2" + far, "", "~"),
            Made(f"binomial(n + {b}, {b})", f"n**{b}/factorial({b})" + far, "n integer >= 1", "~"),
            Made(f"gamma(n + {b})/gamma(n)", f"n**{b}" + far, "", "~"),
            Made(f"{b}**n + n**{c}", f"{b}**n" + far if b > 1 else f"n**{c}" + far, "", "~"),
            Made(f"sinh({b}*n)", f"exp({b}*n)/2" + far, "", "~"),
            Made(f"1/(1 - ({a})*x)", f"{geometric} + O(x**{k})" + near, "", "="),
            Made(f"exp({a}*x)", f"{exponential} + O(x**{k})" + near, "", "="),
            Made(f"tan({b}*x)", f"{b}*x + O(x**3)" + near, "", "="),
            Made(f"log(1 + {b}*x)", f"{b}*x + O(x**2)" + near, "", "="),
        ])  # fmt: skip
