"""Expectations, variances and probabilities of known laws, as every table has them."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import sympy as sp

from soundness.adversary.constructions.made import Made, positive


def expectations(rng: Random) -> Iterator[Made]:
    """Moments, tails, generating functions, and products of independent ones."""
    while True:
        k, b, c = rng.randrange(1, 5), positive(rng), positive(rng)
        odd = sp.factorial2(2 * k - 1)
        low, high = sp.Integer(rng.randrange(-2, 2)), sp.Integer(rng.randrange(2, 5))
        moment = (high ** (k + 1) - low ** (k + 1)) / ((k + 1) * (high - low))
        semicircle = sp.catalan(k)
        poisson = sum(sp.functions.combinatorial.numbers.stirling(k, j) * sp.Symbol("m") ** j
                      for j in range(k + 1))  # fmt: skip
        rows = [
            (f"E(x**{2 * k})", f"{odd}*s**{2 * k}", "s > 0, x ~ N(0, s**2)"),
            (f"E((x - u)**{2 * k})", f"{odd}*{b}**{k}", f"u real, x ~ N(u, {b})"),
            (f"E(exp({b}*x))", f"exp({b}*u + {b * b}*s**2/2)", "s > 0, u real, x ~ N(u, s**2)"),
            (f"E(cos({b}*x))", f"exp(-{b * b}*s**2/2)", "s > 0, x ~ N(0, s**2)"),
            (f"P(x > {b}*s)", f"erfc({b}/sqrt(2))/2", "s > 0, x ~ N(0, s**2)"),
            (f"P(abs(x) < {b})", f"erf({b}/(s*sqrt(2)))", "s > 0, x ~ N(0, s**2)"),
            (f"E(abs(x)**{k})", f"s**{k}*2**({k}/2)*gamma({k + 1}/2)/sqrt(pi)",
             "s > 0, x ~ N(0, s**2)"),
            (f"Var(x**2 + {c}*x)", f"2*s**4 + {c * c}*s**2", "s > 0, x ~ N(0, s**2)"),
            (f"E(x**{k})", str(moment), f"x ~ U({low}, {high})"),
            (f"E(exp({b}*x))", f"(exp({b * high}) - exp({b * low}))/({b}*({high} - ({low})))",
             f"x ~ U({low}, {high})"),
            (f"P(x > {low} + ({high} - ({low}))/{b + 1})", f"{b}/{b + 1}", f"x ~ U({low}, {high})"),
            (f"E(x**{k})", f"factorial({k})/r**{k}", "r > 0, x ~ Exponential(r)"),
            (f"P(x > {b})", f"exp(-{b}*r)", "r > 0, x ~ Exponential(r)"),
            (f"E(exp(-{b}*x))", f"r/(r + {b})", "r > 0, x ~ Exponential(r)"),
            (f"Var({b}*x + {c})", f"{b * b}/r**2", "r > 0, x ~ Exponential(r)"),
            (f"E(x**{k})", "p", "p in (0, 1), x ~ Bernoulli(p)"),
            (f"Var({b}*x)", f"{b * b}*p*(1 - p)", "p in (0, 1), x ~ Bernoulli(p)"),
            (f"E(exp({b}*x))", f"1 - p + p*exp({b})", "p in (0, 1), x ~ Bernoulli(p)"),
            (f"E(x**{2 * k})", f"{semicircle}*(r/2)**{2 * k}", "r > 0, x ~ Semicircle(r)"),
            (f"E(x**{2 * k + 1} + {b})", f"{b}", "r > 0, x ~ Semicircle(r)"),
            (f"E(x**{k})", str(poisson), "m > 0, x ~ Poisson(m)"),
            (f"E(({b})**x)", f"exp(m*({b} - 1))", "m > 0, x ~ Poisson(m)"),
            (f"Var({b}*x)", f"{b * b}*n*p*(1 - p)",
             "p in (0, 1), n integer >= 1, x ~ Binomial(n, p)"),
            (f"E(x**2*y**{2 * k})", f"{odd}*s**2", "s > 0, x ~ N(0, s**2), y ~ N(0, 1)"),
            (f"E((x + {b}*y)**2)", f"1 + {b * b}", "x, y ~ Rademacher"),
            ("Cov(x, x + y)", "s**2", "s > 0, x ~ N(0, s**2), y ~ U(0, 1)"),
        ]  # fmt: skip
        left, right, where = rng.choice(rows)
        yield Made(left, right, where, latex=_in_latex(left, right))


def _in_latex(left: str, right: str) -> tuple[str, str] | None:
    """The same where the inside has one spelling in both."""
    names = {"E(": r"\mathbb{E}[", "Var(": r"\operatorname{Var}["}
    for name, spelled in names.items():
        if left.startswith(name):
            inside = sp.sympify(left[len(name) : -1])
            return f"{spelled}{sp.latex(inside)}]", sp.latex(sp.sympify(right))
    return None
