"""Random texts of the language of formulas, whole and damaged: seeds for fuzzing, and tests.

A rule lists what a word in braces becomes; reader by reader, as :data:`fuzz.readers.READERS` counts
them. Damage takes pieces out, repeats them, and puts words where they do not belong.
"""

from __future__ import annotations

import random
import re

from glassproof.verify.reading.plain.forms import FORMS
from glassproof.verify.reading.vocabulary.functions import FUNCTIONS, LATEX

_COMMON = {
    "name": ("p", "q", "x", "x1", "kappa", "m", "b", "n") * 4 + ("k", "t", "g"),
    "random": ("g", "h", "g**2*{name}", "exp(g*{name}) + h", "{sum}"),
    "number": ("0", "1", "2", "3", "1/2", "-1", "10**9", "0.5", "7", "1", "2"),
    "index": ("p", "q", "n", "k"),
    "variable": ("x", "x1", "b", "t"),
}
PLAIN = {
    **_COMMON,
    "text": ("{sum}", "{sum} + {sum}", "{term}*{sum}"),
    "sum": ("{term}", "{term} + {term}", "{term} - {form}", "{form}"),
    "term": ("{name}", "{number}", "{name}*{name}", "{name}**{number}", "1/{name}", "({sum})",
             "sqrt({sum})", "exp(-{name}**2)", "binomial({name}, {index})", "{form}"),
    "end": ("{number}", "{name}", "n", "oo", "-oo", "{name} - 1", "{form}"),
    "limits": ("({index}, {end}, {end})", "({index}, 1, n)", "({variable}, {end}, {end})",
               "({index}, 1, n), ({index}, {end}, {end})"),
    "clause": ("{sum} < {sum}", "{index} != {index}", "{index} odd", "even", "({clause})",
               "{clause} and {clause}", "{clause} or {clause}", "0 < {name} <= {name}"),
    "row": ("[{sum}, {sum}]", "[{sum}]", "[{number}, {name}]"),
    "grid": ("[{row}, {row}]", "[{row}]", "inverse({grid})", "{grid}*{grid}", "{grid}**{number}",
             "identity({number})", "diag({sum}, {sum})", "({grid} - {name}*{grid})",
             "vandermonde({name}, {name}, {name})", "transpose({grid})"),
    "side": ("'+'", "'-'", "'+-'", "dir='+'", "1"),
    "form": ("Sum({sum}, {limits})", "Sum({sum}, {limits}, {clause})", "Product({sum}, {limits})",
             "Integral({sum}, {limits})", "Integral({sum}, {limits}, {clause})",
             "Limit({sum}, {variable}, {end})", "Limit({sum}, {variable}, {end}, {side})",
             "limsup({sum}, {variable}, {end})", "({name}*d/d{name})**{number}*{term}",
             "(d**2/d{name}**2 - {number})**{index}*{term}",
             "Derivative({sum}, {name})", "Derivative({sum}, {name}, {number}, {name})",
             "Derivative({sum}, ({name}, {name}))", "Subs({sum}, {variable}, {sum})",
             "ContourIntegral({sum}, ({variable}, {number}, {number}))",
             "Piecewise(({sum}, {clause}), ({sum}, True))", "indicator({clause})",
             "det({grid})", "trace({grid})", "rank({grid})", "entry({grid}, {number}, {number})",
             "eigenvalue({grid}, {number})", "charpoly({grid}, {sum})",
             "E({random})", "E[{random}]", "Var({random})", "Cov({random}, {random})",
             "P({random} > {sum})", "P({clause})"),
}  # fmt: skip
LATEX_RULES = {
    **_COMMON,
    "text": ("{sum}", r"{sum} + {sum}", "{term} {sum}"),
    "sum": ("{term}", "{term} + {term}", "{term} - {form}", "{form}"),
    "term": ("{name}", "{number}", r"{name}^{{{number}}}", r"\frac{{{sum}}}{{{sum}}}", "({sum})",
             r"\sqrt{{{sum}}}", r"e^{{-{name}^2}}", r"\binom{{{name}}}{{{index}}}", "{form}"),
    "end": ("{number}", "{name}", "n", r"\infty", r"-\infty", "{name}-1", "{index}"),
    "below": ("{index}={end}", r"1\le {index}<{index}\le n", r"{index}\text{{ odd}}",
              "{index}+{index}={end}", r"{index}\mid {number}", r"i+j+k={name}, i\ge {number}",
              r"\substack{{{index}=1\\{index}\ne {index}}}", r"{index}\ge {end}"),
    "law": ("N(0,{name}^2)", r"\mathcal{{N}}({sum},{number})", r"\mathrm{{Exp}}({name})", "U[0,1]"),
    "clause": ("{name}<{sum}", r"{name}\ge {sum}", r"\text{{otherwise}}", r"{index}\text{{ even}}"),
    "form": (r"\sum_{{{below}}}^{{{end}}} {term}", r"\sum_{{{below}}} {term}",
             r"\prod_{{{below}}}^{{{end}}} {term}", r"\int_{{{end}}}^{{{end}}} {sum}\,d{variable}",
             r"\int_0^1\int_0^{{{variable}}} {sum}\,dt\,du", r"\oint_{{|z|={number}}} {sum}\,dz",
             r"\limsup_{{{index}\to\infty}} {term}", r"\theta({sum})",
             r"{{{{{name} \brace {number}}}}}",
             r"\mathbb{{E}}_{{v\sim {law}}}[v {sum}]", r"\mathbb{{E}}|{random}|",
             r"\lim_{{{variable}\to {end}}} {term}", r"\lim_{{t\to 0^+}} {term}",
             r"\frac{{d}}{{d{name}}} {term}", r"\frac{{\partial^2 {name}}}{{\partial x^2}}",
             r"\left({name}\frac{{d}}{{d{name}}}\right)^{{{number}}} {term}",
             r"\begin{{cases}} {sum} & {clause} \\ {sum} & {clause}\end{{cases}}",
             r"\det\begin{{pmatrix}} {sum} & {sum} \\ {sum} & {sum}\end{{pmatrix}}",
             r"\mathbb{{E}}[{random}]", r"\operatorname{{Var}}({random})",
             r"\mathbb{{P}}({clause})",
             r"\mathbf{{1}}_{{{clause}}}"),
}  # fmt: skip
WHERE = {
    **_COMMON,
    "text": ("s > 0, {condition}", "s > 0, {condition}, {condition}", "{condition}; {text}"),
    "parameter": ("s", "s**2", "{number}", "s + {number}", "sqrt(s)", "{name}"),
    "sum": ("{name}", "{number}", "{name}**2", "{name} + {number}", "sqrt({name})"),
    "condition": ("{name} > {sum}", "{name} integer >= {number}", "{name} in ({number}, {sum})",
                  "{name} ~ {law}", "{name}, {name} ~ {law}", "{name} real", "{name} in {{1, 2}}"),
    "law": ("N({parameter}, {parameter})", "U({parameter}, {parameter})", "Semicircle({parameter})",
            "Exponential({parameter})", "Bernoulli({number})", "Rademacher", "Poisson({parameter})",
            "Binomial({parameter}, {number})", "Cauchy({parameter})", "N({parameter})"),
}  # fmt: skip
GRAMMARS = (PLAIN, LATEX_RULES, WHERE)
"""The grammars of the first three readers."""

WORDS = tuple(sorted({*FORMS, *FUNCTIONS, *LATEX,
                      "oo", "odd", "even", "and", "or", "True", "'+'",
                      "[[", "]]", "(k, 1, n)", r"\sum_{k=1}^n", r"\int_0^1", r"\,dt",
                      r"\lim_{t\to0}", r"\infty", r"\begin{cases}", r"\end{cases}",
                      "~ N(0, 1)"}))  # fmt: skip
"""What damage puts in, and what libFuzzer is told of the language."""

_HOLES = re.compile(r"\{([a-z]+)\}|\{\{|\}\}")
_PIECES = re.compile(r"\\?[A-Za-z]+|\d+|\s+|.", re.DOTALL)
MAX_DEPTH = 7


def sentence(grammar: dict[str, tuple[str, ...]], chance: random.Random, depth: int = 0,
             word: str = "text") -> str:  # fmt: skip
    """A random text of the grammar; far inside, the rules that come first are taken.

    >>> sentence({"text": ("{a}+{a}",), "a": ("1",)}, random.Random(0))
    '1+1'
    """
    rules = grammar[word]
    if depth > MAX_DEPTH:
        first = rules[:1] if word in ("text", "sum", "term", "end") else rules
        rules = tuple(rule for rule in first if f"{{{word}}}" not in rule) or rules[:1]

    def filled(hole: re.Match[str]) -> str:
        return sentence(grammar, chance, depth + 1, hole[1]) if hole[1] else hole[0][0]

    return _HOLES.sub(filled, chance.choice(rules)) if depth < 3 * MAX_DEPTH else "1"


def damaged(text: str, chance: random.Random) -> str:
    """The text with a few pieces taken out, repeated, exchanged or put in."""
    pieces = _PIECES.findall(text)
    for _ in range(chance.randint(1, 3)):
        place = chance.randrange(len(pieces) + 1)
        match chance.randrange(4):
            case 0:
                del pieces[place : place + chance.randint(1, 3)]
            case 1:
                pieces[place:place] = pieces[place : place + chance.randint(1, 8)]
            case 2:
                pieces.insert(place, chance.choice(WORDS))
            case _:
                pieces[place : place + 2] = pieces[place : place + 2][::-1]
    return "".join(pieces)


def sentences(seed: int, count: int) -> list[tuple[int, str]]:
    """So many texts with the numbers of their readers, every second one damaged."""
    chance = random.Random(seed)
    found = []
    for number in range(count):
        reader = number % len(GRAMMARS)
        text = sentence(GRAMMARS[reader], chance)
        found.append((reader, damaged(text, chance) if number // 3 % 2 else text))
    return found
