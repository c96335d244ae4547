r"""The laws of random variables that a source states, in letters or in words.

$X \sim \mathcal{U}[0, 1]$, "let $X$ be exponential with mean 2", "a standard normal variable $Z$".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from glassproof.derivations.probability.laws import LAWS
from glassproof.verify.scanning.names import name_of
from glassproof.verify.scanning.plain import Fact, parts_by_commas, side_of

_LAWS = {"normal": "N", "exp": "Exp", "exponential": "Exp", "bern": "Bernoulli", "ber": "Bernoulli",
         "unif": "U", "uniform": "U", "pois": "Poisson", "poi": "Poisson", "po": "Poisson",
         "bin": "Binomial", "binom": "Binomial", "b": "Binomial", "gaussian": "N",
         "ga": "Gamma", "gam": "Gamma", "gamma": "Gamma", "beta": "Beta", "chi": "ChiSquared",
         "geo": "Geometric", "geom": "Geometric", "geometric": "Geometric"}  # fmt: skip
_CHI = re.compile(
    r"\\chi\s*(?:\^\s*\{?\s*2\s*\}?\s*_\s*(?P<a>\{[^{}]*\}|\w|\\[A-Za-z]+)"
    r"|_\s*(?P<b>\{[^{}]*\}|\w|\\[A-Za-z]+)\s*\^\s*\{?\s*2\s*\}?"
    r"|\^\s*\{?\s*2\s*\}?\s*(?:\\left)?\((?P<c>[^()]*?)(?:\\right)?\))\s*"
)
"""Chi-squared: its degrees of freedom stand below or in parentheses."""


def law_in_letters(text: str, said: str) -> list[Fact]:
    r"""The law that X \sim N(0, 1) states of its names.

    >>> [fact.text for fact in law_in_letters(r"X, Y \sim \mathrm{Exp}(1)", "")]
    ['X ~ Exp(1)', 'Y ~ Exp(1)']
    """
    match = re.fullmatch(r"(.+?)(?:\\sim|\\glassproofLaw)(?![A-Za-z])\s*(.+)", text, re.DOTALL)
    if match is None:
        return []
    names = [name_of(part) for part in parts_by_commas(match[1])]
    if chi := _CHI.fullmatch(match[2].strip()):
        degrees = side_of((chi["a"] or chi["b"] or chi["c"]).strip("{}"))
        return _stated([n for n in names if n], "ChiSquared", [degrees], said) if degrees else []
    head = re.fullmatch(
        r"\\?(?:mathcal|mathrm|operatorname|text|mathsf|textrm|mathbf|textsf)?\s*\{?\s*"
        r"(?:\\(?:mathcal|mathrm|text|mathsf)\s*\{?)?\\?([A-Za-z]+)\s*\}?\s*\}?\s*"
        r"(?:(?:\\left|\\[bB]igg?l?)?\s*[(\[\{](.*?)(?:\\right|\\[bB]igg?r?)?[)\]\}])?",
        match[2].strip(), re.DOTALL,
    )  # fmt: skip
    if head is None or not names or not all(names):
        return []
    law = head[1] if head[1] in LAWS else _LAWS.get(head[1].lower())
    values = [side_of(part) for part in parts_by_commas(head[2] or "")]
    if law is None or any(value is None for value in values):
        return []
    return _stated([name for name in names if name], law, [v for v in values if v], said)


Side = tuple[str, tuple[str, ...]]


def _stated(
    names: Sequence[str], law: str, values: Sequence[Side], said: str, clear: bool = False
) -> list[Fact]:
    """The law of each name, and where its parameters then lie; ``clear`` if words say which is
    which."""
    low, high = LAWS[law][1:]
    if not low <= len(values) <= high:
        return []
    inside = ", ".join(value[0] for value in values)
    others = tuple(name for value in values for name in value[1])
    guess = "" if clear else _meant(law, inside.rpartition(", ")[2])
    if law == "Geometric" and len(values) == 1 and "failures" in said:
        inside, guess = f"{inside}, 0", ""
    found = [Fact((name, *others), f"{name} ~ {law}({inside})", said, guess) for name in names]
    for (text, _), ranges in zip(values, _PARAMETERS.get(law, ()), strict=False):
        name = text.removesuffix("**2").removeprefix("1/")
        if re.fullmatch(r"[A-Za-z]\w*", name):
            found += [Fact((name,), f"{name} {each}", said) for each in ranges]
    return found


_PARAMETERS = {
    "N": (("real",), ("> 0",)), "Exp": (("> 0",),), "Poisson": (("> 0",),),
    "Bernoulli": (("> 0", "< 1"),), "Binomial": (("integer >= 1",), ("> 0", "< 1")),
    "Gamma": (("> 0",), ("> 0",)), "Beta": (("> 0",), ("> 0",)), "ChiSquared": (("> 0",),),
    "Geometric": (("> 0", "< 1"),),
}  # fmt: skip
"""Where the parameters of a law lie, each."""


def _meant(law: str, last: str) -> str:
    """How the last parameter of a law is read that has two usual meanings."""
    if law == "N" and not re.search(r"\*\*2$|^1$", last):
        return "the second parameter of the normal law is read as its variance"
    if law == "Exp" and last != "1":
        return "the parameter of the exponential law is read as its rate"
    if law == "Gamma" and last != "1":
        return "the second parameter of the gamma law is read as its rate"
    if law == "Geometric":
        return "the geometric law is read as that of the trials up to the first success, from 1"
    return ""


_IS = (
    r"^\s*(?:is|be|are|being|has|have|having|follows?|following)\s+"
    r"(?:(?:an?|the|two|both|all|independent|independently|iid|i\.i\.d\.|identically|"
    r"and|random|variables?|real|real-valued|with)[\s,~]+)*"
)
_KIND = (
    r"(standard\s+(?:normal|[gG]aussian)|normal|[gG]aussian|[eE]xponential|[uU]niform|Poisson|"
    r"Bernoulli|[bB]inomial|Rademacher|[gG]eometric|[gG]amma|[bB]eta|[cC]hi-?\s?squared?)"
    r"(?:ly)?(?![A-Za-z])"
)
_AFTER = re.compile(_IS + _KIND)
_BEFORE = re.compile(_KIND + r"[\s~]+(?:random[\s~]+)?(?:variables?|variates?|r\.v\.)?[\s~]*$")
_TOKEN = re.compile(
    r"\$(?P<math>[^$]+)\$|(?P<number>\d+(?:[./]\d+)?|\b(?:zero|one|unit|two)\b)|"
    r"(?P<word>[A-Za-z][A-Za-z.-]*[A-Za-z]|a)|[\s~]+|(?P<sign>.)", re.DOTALL
)  # fmt: skip
_PLAIN = {"zero": "0", "one": "1", "unit": "1", "two": "2"}
_FILLS = frozenset(
    "random variable variables variate variates distributed distribution distributions law laws "
    "with of having and on over in the a interval its common success between degrees "
    "freedom".split()
)
_KEYS = {"mean": "mean", "expectation": "mean", "rate": "rate", "intensity": "rate",
         "variance": "variance", "shape": "shape", "scale": "scale",
         "probability": "parameter", "parameter": "parameter",
         "parameters": "parameter"}  # fmt: skip
_NO_VARIABLE = re.compile(
    r"vector|matri|process|field|measure|entr|dimension|condition|given|truncat|restrict|"
    r"approximat|asymptotic|correlat|joint|copula|mixture|noise|prior"
)


def law_in_words(names: Sequence[str], before: str, after: str, said: str) -> list[Fact]:
    """The law that words around ``names`` give them: "let $X$ be exponential with mean 2".

    >>> [fact.text for fact in law_in_words(["X"], "", " be exponential with mean 2", "")]
    ['X ~ Exp(1/2)']
    >>> law_in_words(["X"], "", " be a standard normal vector", "")
    []
    """
    after = re.split(r"[.;]\s", after)[0]
    match = _AFTER.match(after)
    kind, tail = (match[1], after[match.end() :]) if match else ("", after)
    if match is None and (spoken := _BEFORE.search(before[-60:])):
        kind = spoken[1]
    if not kind or not names or _NO_VARIABLE.search(after[:160]):
        return []
    given = _parameters(tail)
    law, values = _law_of(" ".join(kind.lower().split()), given)
    read = [side_of(value) for value in values]
    if not law or not all(read):
        return []
    clear = all(key != "parameter" for key, _ in given)
    return _stated(names, law, [value for value in read if value], said, clear)


def _parameters(tail: str) -> list[tuple[str, str]]:
    """The values that follow, each with the word for what it is, as far as they are understood."""
    found: list[tuple[str, str]] = []
    key = ""
    for token in _TOKEN.finditer(tail):
        word = (token["word"] or "").lower()
        if token["math"] or token["number"]:
            value = token["math"] or _PLAIN.get(token["number"], token["number"])
            found.append((key, value.strip()))
            key = key if key == "parameter" else ""
        elif word in _KEYS:
            key = _KEYS[word]
            if found and found[-1] in (("", "0"), ("", "1")):  # zero mean, unit variance
                found[-1], key = (key, found[-1][1]), ""
        elif word == "interval" and found == [("", "1")]:
            found = [("", "(0, 1)")]
        elif (word and word not in _FILLS) or token["sign"] not in (None, ","):
            break
    return found


def _law_of(kind: str, given: Sequence[tuple[str, str]]) -> tuple[str, list[str]]:
    """The law with its parameters in LaTeX; an empty name if they do not determine it."""
    by_key = dict(reversed(given))
    first = [value for key, value in given if key in ("parameter", "rate", "mean")][:1]
    if kind.startswith("standard"):
        return "N", ["0", "1"]
    if kind == "rademacher":
        return "Rademacher", []
    if kind in ("normal", "gaussian") and {"mean", "variance"} <= set(by_key):
        return "N", [by_key["mean"], by_key["variance"]]
    if kind == "exponential" and "mean" in by_key:
        return "Exp", [rf"\frac{{1}}{{{by_key['mean']}}}"]
    if kind == "gamma" and {"shape", "scale"} <= set(by_key):
        return "Gamma", [by_key["shape"], rf"\frac{{1}}{{{by_key['scale']}}}"]
    if kind == "gamma" and {"shape", "rate"} <= set(by_key):
        return "Gamma", [by_key["shape"], by_key["rate"]]
    if kind.startswith("chi"):
        return "ChiSquared", [value for _, value in given[:1]]
    if kind in ("exponential", "poisson", "bernoulli", "geometric") and first:
        return {"exponential": "Exp"}.get(kind, kind.title()), first
    if kind in ("binomial", "gamma", "beta"):
        if [key for key, _ in given[:2]] == ["parameter", "parameter"]:
            return kind.title(), [value for _, value in given[:2]]
        if len(given) == 1 and len(both := parts_by_commas(given[0][1].strip("()"))) == 2:
            return kind.title(), both
    ends = re.fullmatch(r"[\[(](.*)[\])]", given[0][1]) if given and kind == "uniform" else None
    return ("U", parts_by_commas(ends[1])) if ends else ("", [])
