r"""What the words of a source say of its names, in the language of ``where``.

"let $n\ge2$ be an integer", "for all real $x$", "where $|z|<1$", "$X\sim N(0,1)$". What is
recognised is translated, what is not is left out: nothing is made up here.
"""

from __future__ import annotations

import re
from dataclasses import replace

from glassproof.verify.scanning.cleaning import split_relations
from glassproof.verify.scanning.conditions import conditions
from glassproof.verify.scanning.equation import SPOKEN_OF
from glassproof.verify.scanning.laws import law_in_words
from glassproof.verify.scanning.names import name_of
from glassproof.verify.scanning.plain import Fact, parts_by_commas

_PROPERTIES = {
    "positive": "> 0", "negative": "< 0", "nonnegative": ">= 0", "non-negative": ">= 0",
    "nonzero": "!= 0", "non-zero": "!= 0", "real": "real", "complex": "complex",
    "integer": "integer",
    "integers": "integer", "reals": "real", "natural": "integer >= 1", "even": "even", "odd": "odd",
    "whole": "integer",
}  # fmt: skip
_WORD = "|".join(sorted(_PROPERTIES, key=len, reverse=True))
_NOUNS = (r"(?:numbers?|constants?|parameters?|variables?|values?|scalars?|integers?|reals?|reel|"
          r"and|or|fixed|random|finite)")  # fmt: skip
_BEFORE = re.compile(rf"\b((?:(?:{_WORD})[\s~-]+(?:{_NOUNS}[\s~]*)*)+)$", re.IGNORECASE)
_AFTER = re.compile(
    rf"^\s*(?:is|be|are|being|denotes?|both|all)\s+(?:an?\s+|any\s+|some\s+|two\s+|fixed\s+|the\s+|"
    rf"arbitrary\s+|given\s+|all\s+|both\s+|also\s+|a\s+fixed\s+|strictly\s+|be\s+)*"
    rf"((?:(?:{_WORD}|numbers?|and)[\s~,-]*)+)",
    re.IGNORECASE,
)
_BARE = re.compile(
    rf"^\s+(?:an?\s+)?((?:{_WORD}))(?=\s*(?:[,.;:)]|$|(?:and|we|then|it|there|the|one|numbers?)\b))",
    re.IGNORECASE,
)
"""A property without a verb, after a name that a cue announces: for $x$ real we have."""
_CUE = re.compile(
    r"\b(for|where|if|let|fix|fixed|assume|suppose|given|when|whenever|provided|with|all|every|any|"
    r"each|that|take|consider|assuming|supposing|taking|either|both|some|real|integer|integers|"
    r"number|numbers|constant|constants|parameter|parameters|values|range|region|domain|case|in|"
    r"condition|conditions|regime|as long as|so long as|once)"
    r"(?:\s+(?:that|all|every|any|each|some|fixed|only|both|the|of|a|an|have|case))*\s*[:,]?\s*$",
    re.IGNORECASE,
)
_SOME = re.compile(
    r"\b(?:for|with|by|at|of) some\b[^.;]{0,40}$|\bthere (?:is|are|exists?|exist)\b[^.;]{0,40}$",
    re.IGNORECASE,
)
"""Words after which names are some that exist, and not all."""
_JOINS = re.compile(r"^\s*(?:,|and|,\s*and|or)?\s*$")
_OF_ALL = re.compile(
    rf"\b(?:all|any|for|numbers|integers|reals|constants|parameters|scalars|both|two)"
    rf"(?:[\s~]+(?:{_WORD}|numbers|constants|parameters))*[\s~]*$",
    re.IGNORECASE,
)
"""What is said of several names at once: for all real a and b, positive integers m, n."""
_IN_WORDS = re.compile(
    r"\$\s+(?:lies |lying )?in (?:the (?:(?:open|closed|half-open) )?interval )?\$\s*"
    r"([(\[\]](?:[^$()\[\]]|\([^$()]*\))*,(?:[^$()\[\]]|\([^$()]*\))*[)\]\[]\s*\$)"
)
r"""$x$ in $[0, 1]$, for $x \in [0, 1]$."""
_FULL_STOP = re.compile(r"[.;?!]\s")


def facts_in(text: str) -> list[Fact]:
    r"""The facts in a passage, its mathematics between dollars.

    >>> [fact.text for fact in facts_in("Let $n \\ge 2$ be an integer, and $0<\\kappa<1$.")]
    ['n integer', 'n >= 2', '0 < kappa', 'kappa < 1']
    >>> [fact.text for fact in facts_in("For all real $a$ and $b$")]
    ['a real', 'b real']
    >>> [fact.text for fact in facts_in("Let $m$ and $n$ be integers and $x$ be real")]
    ['m integer', 'n integer', 'x real']
    >>> [fact.text for fact in facts_in("for real $x$ and all $|z|<1$ we have $x < 3$")]
    ['x real', 'z complex', 'abs(z) < 1']
    """
    found: list[Fact] = []
    chained = some = False
    joined_to: list[str] = []
    shared: list[str] = []
    end = 0
    text = _IN_WORDS.sub(r" \\in \1", text)
    maths = list(re.finditer(r"\$([^$]*)\$", text))
    for number, match in enumerate(maths):
        before, inside = text[end : match.start()], match[1].strip()
        following = maths[number + 1].start() if number + 1 < len(maths) else len(text)
        after = text[match.end() : min(following, match.end() + 80)]
        end = match.end()
        said = _said(before, inside, after)
        cue = bool(_CUE.search(before.rstrip())) or bool(_BEFORE.search(before))
        chained = cue or (chained and bool(_JOINS.match(_AFTER.sub("", before))))
        some = bool(_SOME.search(before)) or (some and bool(_JOINS.match(before)))
        told = len(found)
        properties = _properties(before, after)
        if chained and not properties and (bare_property := _BARE.match(after)):
            properties = [_PROPERTIES[bare_property[1].lower()]]
        subject = _subject(inside)
        bare = bool(subject) and not split_relations(inside)[1]
        if not properties and bare and before.strip() and _JOINS.match(before):
            properties = shared
        elif not _JOINS.match(before):
            shared = properties if _OF_ALL.search(before) else []
        joined_to = subject if not _JOINS.match(before) else [*joined_to, *subject]
        about = joined_to if _AFTER.match(after) else subject
        found += [Fact((name,), f"{name} {p}", said) for name in about for p in properties]
        drawn = joined_to if re.match(r"\s*(?:are|be|both)\b", after) else subject
        drawn = [name for name in drawn if re.match(r"[A-Z]|xi|eta|zeta", name)]
        found += law_in_words(drawn, before, text[match.end() : match.end() + 160], said)
        if chained or properties or _speaks_for_itself(inside):
            found += conditions(inside, said)
        if some:
            found[told:] = [_of_some(fact) for fact in found[told:]]
        if _FULL_STOP.search(after):
            chained = False
    return list(dict.fromkeys(found))


def bounded_in(text: str) -> set[str]:
    r"""The names that a passage bounds in some words, understood or not.

    >>> sorted(bounded_in("Unless $n \\ge 23$, and near $x \\in A$ for small $y$"))
    ['n', 'x']
    """
    found: set[str] = set()
    for inside in re.findall(r"\$([^$]*)\$", text):
        sides, relations = split_relations(inside)
        if set(relations) & {"<", ">", "<=", ">=", "!="} or r"\in" in inside:
            heads = (re.split(r"\\in(?![A-Za-z])", side)[0] for side in sides)
            found |= {name for head in heads if (name := name_of(head))}
    return found


def doubted(fact: Fact) -> Fact:
    """A fact that was said earlier of a name which the sentence itself bounds otherwise."""
    return replace(fact, guessed=f"{fact.text} was said earlier{SPOKEN_OF}")


def _of_some(fact: Fact) -> Fact:
    """The fact, of which nothing follows for all values."""
    return replace(fact, guessed=f"{fact.names[0]} is some number{SPOKEN_OF}")


def _said(before: str, inside: str, after: str) -> str:
    before = re.split(r"[.;]\s", before[-60:])[-1]
    after = re.split(r"[.;,]\s", after[:40])[0]
    return re.sub(r"\s+", " ", f"{before}${inside}${after}").strip()


_OF_SOMETHING_ELSE = re.compile(
    r"[\s~-]*(?:multiples?|combinations?|powers?|valued|functions?|matri(?:x|ces)|vectors?|"
    r"sequences?|operators?|lattice|linear|polynomials?|(?:semi-?)?definite)\b",
    re.IGNORECASE,
)
"""What may follow a property that is none of the name's: an integer multiple of pi."""


def _properties(before: str, after: str) -> list[str]:
    found = []
    about_last = _AFTER.match(before)
    told = about_last.end() if about_last else 0
    if match := _BEFORE.search(before[max(told, len(before) - 60) :]):
        found += re.findall(rf"\b(?:{_WORD})\b", match[1].lower())
    match = _AFTER.match(after)
    if match and not _OF_SOMETHING_ELSE.match(after, match.end()):
        found += re.findall(rf"(?<![-\w])(?:{_WORD})\b", match[1].lower())
    if "complex" in found:
        return ["complex"]
    return list(dict.fromkeys(_PROPERTIES[word] for word in found))


def _subject(inside: str) -> list[str]:
    r"""The names that words around speak of: all of "a, b", the first of "n \ge 2"."""
    sides = split_relations(inside)[0]
    first = sides[1] if len(sides) > 2 and re.fullmatch(r"[-\d\s.]+", sides[0]) else sides[0]
    head = re.split(r"\\in(?![A-Za-z])", first)[0]
    names = [name_of(part) for part in parts_by_commas(head)]
    return [name for name in names if name] if all(names) else []


def _speaks_for_itself(inside: str) -> bool:
    r"""Whether this can only say what a name is: x \in \R, X \sim N(0, 1), 0 < x < 1."""
    told = re.search(r"\\(in|sim|colon)(?![A-Za-z])", inside) or _BETWEEN.fullmatch(inside)
    return bool(told) and len(inside) < 80


_END = r"-?\s*(?:\d+(?:[./]\d+)?|\\pi|\\infty|\\[dt]?frac\s*\{?\d\}?\s*\{?\d\}?)"
_SIGN = r"\s*(?:<|\\leq?(?![a-z])|\\leqslant)\s*"
_BETWEEN = re.compile(rf"\s*{_END}{_SIGN}\\?[A-Za-z]+(?:_\w)?{_SIGN}{_END}\s*")
