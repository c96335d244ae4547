r"""Where the differentials of an integral stand: after the integrand, before it, in a numerator.

Looked for ahead, since what an integral binds is only said at its end: the inner integral of
\int_0^1 \int_0^x f\,dy\,dx takes dy. What stands in parentheses has its own integrals.
"""

from __future__ import annotations

from dataclasses import dataclass

from glassproof.verify.reading.latex.name_reader import NameReader
from glassproof.verify.reading.tokens import Token

COUNTS = {r"\int": 1, r"\oint": 1, r"\iint": 2, r"\iiint": 3}
"""The integral signs, and how many differentials belong to each."""


@dataclass(frozen=True)
class Differential:
    """dx, from one token to before another; a factor if the integrand does not end there."""

    name: str
    token: Token
    start: int
    end: int
    is_factor: bool


def differential(reader: NameReader, place: int) -> tuple[str, Token, int] | None:
    """The variable of the differential at a token, and the token after it."""
    token = reader.tokens[place]
    if token.kind == "word" and len(token.text) == 2 and token.text[0] == "d":
        return token.text[1], token, place + 1
    if token.text != "d" or token.kind not in ("letter", "word"):
        return None
    if reader.tokens[place + 1].text == "d" and reader.tokens[place + 2].kind == "letter":
        return None  # of d dx only the last d is one
    after, reader.index = reader.index, place + 1
    found = None
    if reader.starts_name() and not (reader.now.kind == "word" and reader.now.text == "d"):
        told = len(reader.notices)
        name, _ = reader.variable()
        del reader.notices[told:]
        if token.kind == "word" or not reader.names.declares("d") or name not in reader.scope:
            found = name, token, reader.index
    reader.index = after
    return found


def of_integral(reader: NameReader, sign: Token, count: int | None) -> list[Differential]:
    """The differentials of the integral whose bounds have just been passed, the first one first.

    ``count`` of them; as many as stand together if that is None.
    """
    scan = _Scan(reader, sign, count)
    while scan.goes_on():
        pass
    if not scan.found:
        what = "its differential is missing" if count in (1, None) else "differentials are missing"
        reader.fail(f"over which variable is this integral? {what}: write \\int ... \\,dx", sign)
    return scan.found


class _Scan:
    """One pass over the tokens after the bounds of an integral."""

    def __init__(self, reader: NameReader, sign: Token, count: int | None) -> None:
        self.reader, self.sign = reader, sign
        self.place = self.start = reader.index
        self.pending = 0  # differentials that integrals inside wait for
        self.count = count
        self.found: list[Differential] = []
        self.leads = True  # nothing but integral signs and differentials was passed

    def goes_on(self) -> bool:
        """Pass one part; False where no more differentials can belong to the integral."""
        token = self.reader.tokens[self.place]
        closes = token.kind in ("end", "close", "row", "cell") or token.text in ("}", ",")
        if closes or token.kind in ("relation", "equals", "text"):
            return False
        if found := differential(self.reader, self.place):
            return self.take(found, self.place, is_factor=self.leads)
        if token.kind == "command" and token.text in COUNTS:
            self.pending += COUNTS[token.text]
            self.place = _after_scripts(self.reader, self.place + 1)
            return not self.found
        if self.found:
            return False
        self.leads = False
        if token.kind == "command" and token.text == r"\frac":
            return self.fraction()
        self.place = after_group(self.reader, self.place)
        return True

    def take(self, found: tuple[str, Token, int], place: int, *, is_factor: bool) -> bool:
        """A differential: of an integral inside, or of this one."""
        name, token, self.place = found
        if self.pending:
            self.pending -= 1
            return True
        self.found.append(Differential(name, token, place, self.place, is_factor))
        return self.count is None or len(self.found) < self.count

    def fraction(self) -> bool:
        """Look into the numerator of \\frac, where dx may stand as a factor."""
        inside, end = self.place + 2, after_group(self.reader, self.place + 1)
        if self.reader.tokens[self.place + 1].text != "{":
            self.place = end
            return True
        goes_on = True
        while inside < end - 1 and goes_on:
            found = differential(self.reader, inside)
            if found and not self.is_derivative(inside):
                goes_on = self.take(found, inside, is_factor=True)
                inside = found[2]
            else:
                inside = after_group(self.reader, inside)
        self.place = after_group(self.reader, end)
        return goes_on and not self.found

    def is_derivative(self, inside: int) -> bool:
        """Whether the numerator is that of df/dx."""
        tokens = self.reader.tokens
        below = after_group(self.reader, self.place + 1)
        return (
            inside == self.place + 2
            and tokens[below].text == "{"
            and differential(self.reader, below + 1) is not None
        )


def after_group(reader: NameReader, place: int) -> int:
    """The token after the one at ``place``, or after what it opens."""
    depth = 0
    while True:
        token = reader.tokens[place]
        if token.kind == "end":
            return place
        depth += {"open": 1, "close": -1}.get(token.kind, {"{": 1, "}": -1}.get(token.text, 0))
        place += 1
        if depth <= 0:
            return place


def _after_scripts(reader: NameReader, place: int) -> int:
    """The token after the bounds of an integral sign."""
    while reader.tokens[place].text in ("_", "^"):
        single = reader.tokens[place + 1]
        place = after_group(reader, place + 1)
        if single.text == r"\frac":
            place = after_group(reader, after_group(reader, place))
        elif single.text == r"\sqrt":
            place = after_group(reader, place)
    return place
