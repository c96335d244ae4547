r"""The part of the grammar that reads functions with their arguments.

A function without parentheses takes one factor: \log\kappa, \sin\frac{x}{2}, \log|x|. It takes
several only where they begin with numbers, \pi or, of sines and their like, with integers, as
\log 2\kappa and \cos n\theta do, and that is told; \cos\theta r is refused. In parentheses stands
the whole argument, which is told where a name follows; \sin(n+1)\theta is refused: the multiple of
an angle, or a product?
"""

from __future__ import annotations

from glassproof.verify.reading import construct
from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.latex.name_reader import NameReader
from glassproof.verify.reading.tokens import Token, quoted
from glassproof.verify.reading.vocabulary.functions import FUNCTIONS, LATEX

_LISTS = {"Max", "Min"}
_WAVES = {n + end for n in ("sin", "cos", "tan", "cot", "sec", "csc") for end in ("", "h")}
_CLASSICAL = {"log", "exp"} | _WAVES | {"a" + wave for wave in _WAVES}
_PARTS = {"re", "im", "arg"}
"""Of which an argument without parentheses may go on with an integral or another function."""
_PARENTHESES = frozenset(["(", "[", "{", "floor", "ceil"])
_DIVIDERS = {"/", "*", r"\cdot", r"\div"}


class FunctionReader(NameReader):
    """A cursor that reads functions; values are read by the rest of the grammar."""

    def function_name(self) -> str | None:
        """The function that comes next, by its name in SymPy syntax."""
        token = self.now
        if token.kind == "command" and token.text != r"\binom":
            return LATEX.get(token.text) or LATEX.get(token.text[1:])
        if token.kind == "word" and not self.names.declares(token.text):
            return LATEX.get(token.text)
        is_gamma = token.text == "Gamma" and not self.names.declares("Gamma")
        return "gamma" if is_gamma and self.following.text in ("(", "[", "^") else None

    def function(self) -> Term:
        """A function with its argument; an exponent may stand on the function's name."""
        token, name = self.now, self.function_name()
        assert name is not None
        self.take()
        below: Term | None = None
        if self.accept("_"):
            if name != "log":
                self.fail(f"a subscript on {token.text} is not understood")
            below = self.argument()
        name, above = self.exponent_of(token, name)
        self.notices += filter(None, [FUNCTIONS[name].notice])
        values = self.arguments_of(token, name)
        if FUNCTIONS[name].notice:
            self.notices.append(FUNCTIONS[name].notice)
        value = self.build(token, construct.apply, name, values)
        if below is not None:
            scale = self.build(token, construct.apply, "log", [below])
            value = self.build(token, construct.divide, value, scale)
        if above is not None:
            value = self.build(token, construct.power, value, above)
        if self.sees("^", "!"):
            if name in _CLASSICAL:
                self.fail(
                    f"'{self.now.text}' after the argument is ambiguous: put it on the function's "
                    "name, or use parentheses"
                )
            value = self.raised(value, token)
        return value

    def exponent_of(self, token: Token, name: str) -> tuple[str, Term | None]:
        """The function that is meant, and the power of it."""
        if not self.sees("^"):
            return name, None
        inside, _ = self.superscript()
        if inside[:1] == ["("]:
            self.fail("an exponent in parentheses on a function: a power or an iterate?")
        self.take()
        above = self.script()
        shown = self.text[token.position : self.tokens[self.index - 1].end]
        if above.expr == -1:
            if name in _CLASSICAL and name.endswith("h") and "a" + name in FUNCTIONS:
                self.notices.append(
                    f"{shown} is read as the inverse function, not as 1/{token.text}"
                )
                return "a" + name, None
            self.fail(
                "an exponent -1 on a function is ambiguous: inverse or reciprocal? write "
                f"\\operatorname{{arc...}} or \\frac{{1}}{{{token.text} ...}}",
                token,
            )
        if not name.startswith(("sin", "cos", "tan", "cot", "sec", "csc")):
            self.notices.append(f"{shown} is read as a power of the value")
        return name, above

    def arguments_of(self, token: Token, name: str) -> list[Term]:
        """The values that ``name`` is applied to."""
        now = self.now
        braced = now.kind == "symbol" and now.text == "{"
        if name in _LISTS or (name == "Abs" and not braced):
            if now.kind != "open":
                self.expected("an opening delimiter")
            return self.listed()[1]
        if now.kind == "open" and now.text in _PARENTHESES:
            if FUNCTIONS[name].least > 1:
                return self.listed()[1]
            return [self.in_parentheses(token, name)]
        if braced:
            value = self.group()
            if name != "Abs" and self.starts_factor() and not self.function_name():
                self.fail("braces do not show where the argument ends: use parentheses")
            return [value]
        if self.function_name():
            return [self.deeper(self.function)]
        if self.begins_construct():
            start = self.now
            value = self.deeper(self.factor)
            if start.kind == "command":
                shown = quoted(self.source(token), 40)
                self.notices.append(f"{shown} is read as {token.text}({self.source(start)})")
            return [value]
        return [self.plain_factors(token, name)]

    def in_parentheses(self, function: Token, name: str) -> Term:
        """The argument in its parentheses; that a name which follows is no part of it is told."""
        start = self.now
        value = self.delimited()
        if name not in _CLASSICAL - {"exp"} or start.text != "(" or not self.starts_name():
            return value
        shown, after = self.source(start), self.text[self.now.position : self.now.end]
        whole = all(symbol.is_integer for symbol in value.expr.free_symbols)
        if name in _WAVES and whole and value.expr.is_rational:
            self.fail(
                f"is this {function.text}({shown}{after}) or {after}{function.text}{shown}? put "
                "the whole argument in parentheses, or the factor in front",
                start,
            )
        self.notices.append(
            f"{quoted(self.source(function) + after, 40)} is read as {function.text}{shown} times "
            f"{after}"
        )
        return value

    def plain_factors(self, function: Token, name: str) -> Term:
        """The factor, or the numbers and names, that a function without parentheses takes."""
        start, clear = self.now, True
        factors: list[Term] = []
        first_end = start.end
        while self.starts_factor() and not self.function_name() and not self.begins_construct():
            if self.index in self.factors_of_one:
                break
            if (self.now.kind == "open" and self.now.text != "|") or self.sees("{"):
                break
            if factors and not (clear and self.starts_name() and not self.spaced()):
                self.unclear(function, start, first_end)
            clear = clear and (self.now.kind == "digit" or self.now.text == "pi" or bool(factors))
            bars = self.now.text == "|"
            factors.append(self.raised_atom())
            if bars and len(factors) == 1:
                break
            if name in _WAVES and len(factors) == 1:
                clear = clear or bool(factors[0].expr.is_integer)
            first_end = first_end if len(factors) > 1 else self.tokens[self.index - 1].end
        if not factors:
            self.expected("the function's argument")
        opens = self.now.kind == "open" and self.now.text != "|"
        goes_on = name in _PARTS and bool(self.begins_construct() or self.function_name())
        if opens or goes_on or self.sees("{") or self.now.text in _DIVIDERS:
            self.unclear(function, start, first_end)
        end = self.tokens[self.index - 1].end
        inside = self.text[start.position : end]
        if len(factors) > 1 or "^" in inside:
            self.notices.append(
                f"{quoted(self.text[function.position : end], 40)} is read as "
                f"{function.text}({inside})"
            )
        return self.build(start, construct.multiply, factors)

    def unclear(self, function: Token, start: Token, end: int) -> None:
        """Refuse an argument of which it is not clear where it ends."""
        first = self.text[start.position : end].strip()
        name = function.text
        self.fail(
            "it is not clear where the function's argument ends: use parentheses, as in "
            f"{name}({first}) ... or {name}({first} ...)"
        )
