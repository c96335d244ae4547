r"""Formulas in LaTeX, read by a grammar that reports what is ambiguous instead of guessing.

    chain    ->  sum { "=" sum }                  the last side is the formula (before a last 0)
    sum      ->  [sign] product { sign product }
    product  ->  factor { [\cdot | \times | "/"] factor }
    factor   ->  function | atom { "!" } [ "^" script ]
    atom     ->  number | name | \frac g g | \binom g g | \sqrt [[n]] g | delimited | "{" ... "}"

A name is a letter, a Greek letter or an upright word with subscripts and primes; b_1, x_{1} and
\sigma_z are the declared b1, x1, sigma_z.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import sympy as sp

from glassproof.derivations.proof.domain import DomainError
from glassproof.verify.reading import construct
from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.cursor import Read
from glassproof.verify.reading.latex.names import Spelling
from glassproof.verify.reading.latex.number_reader import NumberReader
from glassproof.verify.reading.latex.sides import last_side
from glassproof.verify.reading.sympy_syntax import Reading, Symbols, bounded, require_text
from glassproof.verify.reading.tokens import ParseError, Token, quoted

_CLOSING = {"(": ")", "[": "]", "{": r"\}", "|": "|", "floor": r"\rfloor", "ceil": r"\rceil"}
_APPLIED = {"|": "Abs", "floor": "floor", "ceil": "ceil"}
_BRACKETS = {"{": "a fractional part", "[": "an integer part"}
_INFIX = {r"\over": "divide", r"\choose": "binomial"}


def parse_latex(text: str, symbols: Symbols) -> sp.Expr:
    r"""The expression that ``text`` writes in LaTeX, in the declared names.

    Of a chain of equalities the last side is read, of an equation "... = 0" the left side; what is
    left out must be able to define it.
    :class:`ParseError`, with line and column, on anything else, and on what is ambiguous.

    >>> p, q, s = sp.symbols("p q sigma_z", positive=True)
    >>> parse_latex(r"v_D = p + \sigma_z^2 (p+q)\,2^{p+q-1}", {"p": p, "q": q, "sigma_z": s})
    2**(p + q - 1)*sigma_z**2*(p + q) + p
    >>> parse_latex(r"\frac{p}{q", {"p": p, "q": q})
    Traceback (most recent call last):
    ...
    glassproof...ParseError: line 1, column 11: expected '}', found the end
        \frac{p}{q
                  ^
    """
    return read_latex(text, symbols).expr


def _signed(sign: Term, value: Term) -> Term:
    return construct.multiply([sign, value])


def read_latex(text: str, symbols: Symbols) -> Reading:
    """As :func:`parse_latex`, with the tree as written and what must be told of the reading."""
    require_text(text)
    notices: list[str] = []
    side, left_out = last_side(text, notices)
    found = bounded(lambda: _Reader(text, side, symbols, notices), text)
    if left_out:
        _require_a_definition(left_out[0], found, text, symbols)
    return found


def _require_a_definition(left: list[Token], right: Reading, text: str, symbols: Symbols) -> None:
    """Refuse an equation between two values, as x + 1 = y or x = y; b^2 = x + 1 may define b."""
    variables = {name: symbol for name, symbol in symbols.items() if symbol.is_Symbol}
    try:
        value = bounded(lambda: _Reader(text, left, variables, []), text).written
    except DomainError:
        return  # no value of declared symbols: a name for what follows
    names = value.is_Symbol or (value.is_Pow and value.base.is_Symbol and value.exp.is_Integer)
    if not names or (value.is_Symbol and right.written.is_Symbol):
        shown = quoted(text[left[0].position : left[-1].end], 60)
        reason = f"{shown} is a value, too: an equation is no value, give one side of it"
        raise ParseError(reason, text, left[0].position)


class _Reader(NumberReader):
    """Recursive descent over the tokens of one side."""

    def __init__(
        self, text: str, tokens: list[Token], symbols: Symbols, notices: list[str]
    ) -> None:
        super().__init__(text, tokens, symbols, notices)
        self.bars = [0]  # open plain bars |, per level of enclosing delimiters

    def deeper(self, read: Callable[[], Read]) -> Read:
        """As :meth:`Cursor.deeper`; plain bars are counted anew further in."""
        self.bars.append(0)
        value = super().deeper(read)
        self.bars.pop()
        return value

    def formula(self) -> Term:
        value = self.sum()
        if self.now.kind != "end":
            self.expected("an operator or the end")
        return value

    def sum(self) -> Term:
        start, terms = self.now, []
        sign: Term | None = self.sign() or Term.of(1)
        while sign:
            here, value = self.now, self.product()
            terms.append(value if sign.expr == 1 else self.build(here, _signed, sign, value))
            sign = self.sign()
        return self.build(start, construct.add, terms)

    def sign(self) -> Term | None:
        """The factor for the sign that comes next; of \\pm the declared pm, which is 1 or -1."""
        token = self.now
        for text, sign in (("+", 1), ("-", -1)):
            if self.accept(text):
                return Term.of(sign)
        if not (self.accept(r"\pm", kind="command") or self.accept(r"\mp", kind="command")):
            return None
        pm = self.names.find(Spelling("pm"))
        if pm is None:
            self.fail(
                f"{token.text} stands for two formulas: check each, or declare the sign as "
                "pm in {-1, 1}",
                token,
            )
        self.notices.append(r"\pm is read as the sign pm, \mp as -pm")
        return Term.of(pm) if token.text == r"\pm" else Term.of(-pm)

    def product(self) -> Term:
        start = self.now
        factors = [self.factor()]
        divided = False
        barred = self.ends_with_bar()
        while True:
            operator = self.now
            if self.accept(r"\cdot", kind="command") or self.accept("*"):
                factors.append(self.factor())
                divided = barred = False
            elif self.accept("/") or self.accept(r"\div", kind="command"):
                if divided:
                    self.fail(r"a/b/c is ambiguous: use \frac", operator)
                self.require_no_root(operator)
                factors.append(self.build(operator, construct.inverse, self.factor()))
                divided = True
            elif self.starts_factor():
                if divided:
                    self.fail(r"a/b c is ambiguous: use \frac or parentheses")
                opens = self.sees("|")
                if opens and barred and not self.ends_with_bar():
                    self.fail(
                        r"|x|y|z| is ambiguous: |x| y |z| or |x |y| z|? use \left| and \right|"
                    )
                factors.append(self.factor())
                barred = barred or self.ends_with_bar()
            else:
                return self.build(start, construct.multiply, factors)

    def ends_with_bar(self) -> bool:
        """Whether a plain bar has just been passed."""
        return self.tokens[self.index - 1].text == "|"

    def require_no_root(self, slash: Token) -> None:
        """Refuse x^1/2: nobody means the half of x^1."""
        before = [token.text for token in self.tokens[max(self.index - 3, 0) : self.index - 1]]
        if before == ["^", "1"] and self.now.kind == "digit":
            self.fail(
                f"TeX raises only the 1: write ^{{1/{self.now.text}}} for a root, or x/"
                f"{self.now.text}",
                slash,
            )

    def starts_factor(self) -> bool:
        token = self.now
        if token.kind == "symbol" and token.text == "|":
            return self.bars[-1] == 0
        if self.function_name() or self.starts_name():
            return True
        if token.kind == "command":
            return token.text in (r"\frac", r"\binom", r"\sqrt", r"\imath")
        return token.kind in ("digit", "open") or self.sees("{")

    def factor(self) -> Term:
        if self.function_name():
            return self.function()
        return self.raised_atom()

    def raised(self, value: Term, start: Token) -> Term:
        """``value`` with the factorials and the exponent that follow it."""
        value = self.factorials(value, start)
        token = self.now
        if not self.accept("^"):
            return value
        exponent = self.script()
        if self.sees("^"):
            self.fail("a second exponent: use parentheses")
        return self.build(token, construct.power, value, exponent)

    def script(self) -> Term:
        """What stands above: a group, or one digit, letter or command as in TeX."""
        if self.sees("{"):
            return self.group()
        token = self.now
        if token.kind == "digit":
            self.take()
            if self.now.kind == "digit" and self.now.position == token.end:
                self.fail(f"TeX raises only the {token.text}: put the exponent in braces", token)
            return Term.of(token.text)
        if token.kind in ("letter", "word"):
            self.take()
            return self.look_up(Spelling(token.text), token)
        if token.text in (r"\frac", r"\sqrt"):
            return self.deeper(self.atom)
        return self.expected("an exponent in braces")

    def group(self) -> Term:
        """A sum between braces that belong to a command or a script."""
        self.expect("{")
        value = self.deeper(self.sum)
        token = self.now
        if token.text in _INFIX:
            self.take()
            value = self.infix(token, value, self.deeper(self.sum))
        self.expect("}")
        return value

    def infix(self, token: Token, above: Term, below: Term) -> Term:
        """a \\over b, n \\choose k."""
        if token.text == r"\over":
            return self.build(token, construct.divide, above, below)
        return self.build(token, construct.apply, "binomial", [above, below])

    def holds_infix(self) -> bool:
        """Whether the braces that come next hold an \\over or a \\choose of their own."""
        depth = 0
        for token in self.tokens[self.index :]:
            depth += {"{": 1, "}": -1}.get(token.text, 0) if token.kind == "symbol" else 0
            if depth == 0:
                return False
            if depth == 1 and token.text in _INFIX:
                return True
        return False

    def atom(self) -> Term:
        token = self.now
        if token.kind == "digit" or (token.text == "." and token.kind == "symbol"):
            return self.number()
        if self.starts_name():
            return self.name()
        if token.kind == "open" or (token.kind == "symbol" and token.text == "|"):
            return self.delimited()
        if self.sees("{"):
            return self.group() if self.holds_infix() else self.braced()
        if self.accept(r"\frac", kind="command"):
            self.require_quotient(token)
            above, below = self.argument(), self.argument()
            return self.build(token, construct.divide, above, below)
        if self.accept(r"\binom", kind="command"):
            pair = [self.argument(), self.argument()]
            return self.build(token, construct.apply, "binomial", pair)
        if self.accept(r"\sqrt", kind="command"):
            return self.root(token)
        if self.accept(r"\imath", kind="command"):
            return Term.of(sp.I)
        if token.kind == "command":
            self.fail(f"{quoted(token.text)} is not part of a formula that can be compared")
        return self.expected("a number, a name or an opening delimiter")

    def require_quotient(self, token: Token) -> None:
        """Refuse \\frac{d f}{d x}: a derivative is not a quotient."""
        ahead = self.tokens[self.index :]
        if [t.text for t in ahead[:2]] != ["{", "d"]:
            return
        ends = [i for i, t in enumerate(ahead) if t.text == "}" and t.kind == "symbol"]
        for end in ends:
            below = ahead[end + 1 : end + 4]
            if [t.text for t in below[:2]] == ["{", "d"] and below[2].text != "}":
                self.fail("a derivative? they are not read: write out what it is", token)

    def braced(self) -> Term:
        """A product in braces that do not show; a sum only where they hold everything."""
        opening = self.index
        before = self.tokens[opening - 1] if opening else None
        self.take()
        value = Term.of(0) if self.sees("+", "-") else self.deeper(self.product)
        is_sum = self.sees("+", "-")
        if is_sum and (before is None or before.kind == "open"):
            self.index = opening + 1
            value = self.deeper(self.sum)
            is_sum = self.following.kind not in ("close", "end")
        if is_sum:
            self.fail("braces around a sum do not show: use parentheses")
        self.expect("}")
        return value

    def argument(self) -> Term:
        """A command's argument: a group, or a single digit or letter."""
        return self.group() if self.sees("{") else self._single()

    def _single(self) -> Term:
        token = self.take()
        if token.kind == "digit":
            if self.now.kind == "digit" and self.now.position == token.end:
                self.require_no_more(token)
            return Term.of(token.text)
        if token.kind == "letter":
            return self.look_up(Spelling(token.text), token)
        return self.fail("expected an argument in braces", token)

    def require_no_more(self, token: Token) -> None:
        """Refuse \\sqrt 12 and \\frac 123: TeX takes one digit, the eye takes all."""
        before = [t.text for t in self.tokens[max(self.index - 3, 0) : self.index - 1]]
        if before[-1:] == [r"\frac"]:
            return
        self.fail(f"TeX takes only the {token.text} as argument: put the argument in braces", token)

    def root(self, token: Token) -> Term:
        degree = Term.of(2)
        if self.accept("[", kind="open"):
            degree = self.deeper(self.sum)
            if not self.accept("[", kind="close"):
                self.expected("']'")
        inside = self.argument()
        inverse = self.build(token, construct.inverse, degree)
        return self.build(token, construct.power, inside, inverse)

    def delimited(self) -> Term:
        opening, values = self.listed()
        if len(values) > 1:
            self.fail("a list of values is not a formula", opening)
        if opening.text in _BRACKETS and "(" not in self.source(opening):
            shown = quoted(self.source(opening), 40)
            self.notices.append(f"{shown} is read as parentheses, not as {_BRACKETS[opening.text]}")
        if opening.text in _APPLIED:
            return self.build(opening, construct.apply, _APPLIED[opening.text], values)
        return values[0]

    def listed(self) -> tuple[Token, list[Term]]:
        """The values between delimiters, separated by commas."""
        opening = self.take()
        plain_bar = opening.kind == "symbol"
        values: list[Term] = []

        def read() -> Term:
            self.bars[-1] = int(plain_bar)
            values.append(self.sum())
            while comma := self.accept(","):
                self.require_list(comma)
                values.append(self.sum())
            return values[-1]

        self.deeper(read)
        closing = self.now
        wanted = _CLOSING[opening.text]
        kind = "symbol" if plain_bar else "close"
        if closing.kind != kind or closing.text != opening.text:
            self.expected(f"'{wanted}' for the one opened in column {self.column(opening)}")
        if (opening.sizing == "left") != (closing.sizing == "right"):
            self.fail(r"\left and \right must come in pairs", closing)
        self.take()
        return opening, values

    def require_list(self, comma: Token) -> None:
        """Refuse 1,200 in a list: a comma between digits may separate thousands."""
        around = self.text[comma.position - 1 : comma.end + 4]
        if re.match(r"[0-9],[0-9]{3}(?![0-9])", around):
            self.fail("a comma between digits: thousands, or two values? write ', ' for two", comma)

    def column(self, token: Token) -> int:
        return ParseError("", self.text, token.position).column
