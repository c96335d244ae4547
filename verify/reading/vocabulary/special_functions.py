"""The special functions that formulas may use, as data, with the conventions that are meant."""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.special_functions.stirling_numbers import (
    StirlingFirst,
    StirlingSecond,
)
from glassproof.verify.reading.vocabulary.registry import Function

_MODULUS = "elliptic integrals take the parameter m = k^2 (as SymPy and Mathematica), not k"
_CONDON_SHORTLEY = "assoc_legendre has the sign (-1)^m of Condon and Shortley"


def _bernoulli(n: sp.Expr, x: sp.Expr = sp.S.Zero, evaluate: bool = True) -> sp.Expr:
    """The polynomial, at 0 the number; SymPy's number alone is B_1 = +1/2."""
    return sp.bernoulli(n, x, evaluate=evaluate)


def _trigamma(x: sp.Expr, evaluate: bool = True) -> sp.Expr:
    return sp.polygamma(1, x, evaluate=evaluate)


def _digamma(x: sp.Expr, evaluate: bool = True) -> sp.Expr:
    return sp.polygamma(0, x, evaluate=evaluate)


def _e1(x: sp.Expr, evaluate: bool = True) -> sp.Expr:
    return sp.expint(1, x, evaluate=evaluate)


def _delta(i: sp.Expr, j: sp.Expr, evaluate: bool = True) -> sp.Expr:
    return sp.KroneckerDelta(i, j, evaluate=evaluate)


GAMMA = (
    Function(("gamma",), sp.gamma, (r"\Gamma",), grows=True),
    Function(("loggamma", "lgamma"), sp.loggamma, ("loggamma",), grows=True),
    Function(("digamma", "psi"), _digamma, ("digamma",), grows=True),
    Function(("trigamma",), _trigamma, ("trigamma",), grows=True),
    Function(("polygamma",), sp.polygamma, ("polygamma",), 2, 2, grows=True),
    Function(("beta",), sp.beta, (r"\Beta", "Beta"), 2, 2, grows=True),
    Function(("factorial",), sp.factorial, (), grows=True),
    Function(("factorial2",), sp.factorial2, (), grows=True),
    Function(("binomial", "binom"), sp.binomial, (r"\binom",), 2, 2, grows=True),
    Function(("RisingFactorial", "rf", "Pochhammer", "pochhammer"), sp.RisingFactorial, ("rf",),
             2, 2, grows=True),
    Function(("FallingFactorial", "ff"), sp.FallingFactorial, ("ff",), 2, 2, grows=True),
    Function(("uppergamma",), sp.uppergamma, ("uppergamma",), 2, 2, grows=True,
             notice="uppergamma(s, x) is the integral from x to infinity of t^(s-1) exp(-t)"),
    Function(("lowergamma",), sp.lowergamma, ("lowergamma",), 2, 2, grows=True,
             notice="lowergamma(s, x) is the integral from 0 to x of t^(s-1) exp(-t), not divided "
                    "by gamma(s)"),
    Function(("harmonic",), sp.harmonic, ("harmonic",), 1, 2, grows=True, letter="H", above=1),
)  # fmt: skip

INTEGRALS = (
    Function(("erf",), sp.erf, ("erf",), grows=True),
    Function(("erfc",), sp.erfc, ("erfc",), grows=True),
    Function(("erfi",), sp.erfi, ("erfi",), grows=True),
    Function(("erf2",), sp.erf2, (), 2, 2, grows=True),
    Function(("Ei",), sp.Ei, ("Ei",), grows=True),
    Function(("E1",), _e1, (), grows=True),
    Function(("expint",), sp.expint, (), 2, 2, grows=True, letter="E"),
    Function(("li",), sp.li, ("li",), grows=True),
    Function(("Si",), sp.Si, ("Si",), grows=True),
    Function(("Ci",), sp.Ci, ("Ci",), grows=True),
    Function(("Shi",), sp.Shi, ("Shi",), grows=True),
    Function(("Chi",), sp.Chi, ("Chi",), grows=True),
    Function(("fresnels",), sp.fresnels, (), grows=True,
             notice="fresnels(x) is the integral from 0 to x of sin(pi t^2 / 2)"),
    Function(("fresnelc",), sp.fresnelc, (), grows=True,
             notice="fresnelc(x) is the integral from 0 to x of cos(pi t^2 / 2)"),
    Function(("elliptic_k", "ellipk"), sp.elliptic_k, (), notice=_MODULUS),
    Function(("elliptic_e", "ellipe"), sp.elliptic_e, (), 1, 2, notice=_MODULUS),
    Function(("elliptic_f", "ellipf"), sp.elliptic_f, (), 2, 2, notice=_MODULUS),
    Function(("elliptic_pi", "ellippi"), sp.elliptic_pi, (), 2, 3, notice=_MODULUS),
)  # fmt: skip

BESSEL = (
    Function(("besselj",), sp.besselj, (), 2, 2, grows=True, letter="J"),
    Function(("bessely",), sp.bessely, (), 2, 2, grows=True, letter="Y"),
    Function(("besseli",), sp.besseli, (), 2, 2, grows=True, letter="I"),
    Function(("besselk",), sp.besselk, (), 2, 2, grows=True, letter="K"),
    Function(("hankel1",), sp.hankel1, (), 2, 2, grows=True, letter="H", above=0),
    Function(("hankel2",), sp.hankel2, (), 2, 2, grows=True, letter="H", above=0),
    Function(("jn", "spherical_jn"), sp.jn, (), 2, 2, grows=True, letter="j"),
    Function(("yn", "spherical_yn"), sp.yn, (), 2, 2, grows=True, letter="y"),
    Function(("hn1",), sp.hn1, (), 2, 2, grows=True),
    Function(("hn2",), sp.hn2, (), 2, 2, grows=True),
    Function(("airyai", "Ai"), sp.airyai, ("Ai",), grows=True),
    Function(("airybi", "Bi"), sp.airybi, ("Bi",), grows=True),
    Function(("airyaiprime",), sp.airyaiprime, (), grows=True),
    Function(("airybiprime",), sp.airybiprime, (), grows=True),
)

POLYNOMIALS = (
    Function(("hermite",), sp.hermite, (), 2, 2, grows=True, letter="H",
             notice="hermite is the physicists' H_n, with leading coefficient 2^n; the "
                    "probabilists' He_n is hermite_prob"),
    Function(("hermite_prob", "He"), sp.hermite_prob, ("He",), 2, 2, grows=True, letter="He",
             notice="hermite_prob is the probabilists' He_n, with leading coefficient 1; the "
                    "physicists' H_n is hermite"),
    Function(("laguerre",), sp.laguerre, (), 2, 2, grows=True, letter="L"),
    Function(("assoc_laguerre",), sp.assoc_laguerre, (), 3, 3, grows=True, letter="L", above=1),
    Function(("legendre",), sp.legendre, (), 2, 2, grows=True, letter="P"),
    Function(("assoc_legendre",), sp.assoc_legendre, (), 3, 3, grows=True,
             notice=_CONDON_SHORTLEY),
    Function(("chebyshevt",), sp.chebyshevt, (), 2, 2, grows=True, letter="T"),
    Function(("chebyshevu",), sp.chebyshevu, (), 2, 2, grows=True, letter="U"),
    Function(("jacobi",), sp.jacobi, (), 4, 4, grows=True, letter="P", above=2),
    Function(("gegenbauer",), sp.gegenbauer, (), 3, 3, grows=True, letter="C", above=1),
)  # fmt: skip

NUMBERS = (
    Function(("zeta",), sp.zeta, (), 1, 2, grows=True),
    Function(("dirichlet_eta",), sp.dirichlet_eta, (), grows=True),
    Function(("polylog",), sp.polylog, (), 2, 2, grows=True, letter="Li"),
    Function(("LambertW", "lambertw"), sp.LambertW, ("LambertW",), 1, 2, grows=True),
    Function(("bernoulli",), _bernoulli, (), 1, 2, grows=True, letter="B",
             notice="bernoulli(1) is -1/2, as in the DLMF (SymPy's own is +1/2)"),
    Function(("euler",), sp.euler, (), 1, 2, grows=True,
             notice="euler(n) are the numbers 1, 0, -1, 0, 5, ... of 1/cosh"),
    Function(("bell",), sp.bell, (), grows=True),
    Function(("catalan",), sp.catalan, (), grows=True),
    Function(("fibonacci",), sp.fibonacci, (), grows=True, letter="F",
             notice="fibonacci(1) = fibonacci(2) = 1"),
    Function(("lucas",), sp.lucas, (), grows=True),
    Function(("stirling1", "StirlingFirst"), StirlingFirst, (), 2, 2, grows=True,
             notice="stirling1 are the unsigned Stirling numbers of the first kind"),
    Function(("stirling2", "stirling", "StirlingSecond"), StirlingSecond, (), 2, 2, grows=True,
             notice="stirling2 are the Stirling numbers of the second kind"),
)  # fmt: skip

PARTS = (
    Function(("KroneckerDelta",), _delta, (), 2, 2, letter=r"\delta", below=2),
    Function(
        ("Heaviside",),
        sp.Heaviside,
        ("Heaviside",),
        1,
        2,
        ordered=True,
        notice="Heaviside(0) is 1/2 unless a second argument says another value",
    ),
    Function(("re", "Re"), sp.re, (r"\Re", "Re")),
    Function(("im", "Im"), sp.im, (r"\Im", "Im")),
    Function(("arg", "Arg"), sp.arg, (r"\arg", "arg", "Arg")),
    Function(("conjugate", "conj"), sp.conjugate, ("conj",)),
)

SPECIAL = (*GAMMA, *INTEGRALS, *BESSEL, *POLYNOMIALS, *NUMBERS, *PARTS)
