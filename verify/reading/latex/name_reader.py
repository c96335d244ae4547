"""The part of the grammar that reads names with their marks, and says what else they could be."""

from __future__ import annotations

import sympy as sp

from glassproof.verify.reading import construct
from glassproof.verify.reading.bound_variables.binders import outside
from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.latex.names import ACCENTS, Spelling
from glassproof.verify.reading.latex.scoped_reader import ScopedReader
from glassproof.verify.reading.tokens import Token, UnknownNameError, quoted

_STARS = ("*", r"\star", r"\cdot")  # the last is what \ast has become
_LETTERS = ("digit", "letter", "word", "text")


class NameReader(ScopedReader):
    """A cursor that reads names; exponents are read by the rest of the grammar."""

    def variable(self) -> tuple[str, Token]:
        """The name of a variable that is bound here, with its subscript and primes."""
        start = self.now
        if not self.starts_name():
            self.expected("the name of a variable")
        base, accent, below = self.base()
        primes = 0
        while self.sees("'", "_"):
            if self.accept("'"):
                primes += 1
            elif below:
                self.fail("a second subscript: use one, in braces", start)
            else:
                self.take()
                below = self.subscript(base)
        spelling = Spelling(base, below, primes, accent)
        return self.names.declared(spelling) or spelling.declared_as, start

    def starts_name(self) -> bool:
        """Whether a name comes next."""
        return self.now.kind in ("letter", "word") or self.now.text in ACCENTS

    def name(self) -> Term:
        """A name with its accent, subscripts and primes, in any order with one exponent."""
        start = self.now
        base, accent, inner = self.base()
        primes, exponent, label, raised_at = 0, None, "", start
        subscripts = [inner] if inner else []
        while True:
            here = self.now
            if self.accept("'"):
                primes += 1
            elif self.accept("_"):
                subscripts.append(self.subscript(base))
            elif self.factorial_power():
                break
            elif self.sees("^") and exponent is None:
                if found := self.mark_above():
                    primes, label = primes + (found == "'"), label or found.strip("'")
                else:
                    self.take()
                    exponent, raised_at = self.script(), here
            else:
                break
        if self.sees("^") and (exponent is not None or not self.factorial_power()):
            self.fail("a second exponent: use parentheses")
        if len(subscripts) > 1:
            self.fail("a second subscript: use one, in braces", start)
        below = subscripts[0] if subscripts else ()
        spelling = Spelling(base, below, primes, accent, label)
        if exponent is None:
            self.require_no_digit(spelling)
        value = self.look_up(spelling, start)
        if exponent is None:
            self.require_factor(start, told=True)
            return value
        above = self.source(raised_at)
        if above.startswith(("^{(", "^{ (")) and above.endswith((")}", ") }")):
            self.notices.append(f"{quoted(self.source(start), 40)} is read as a power")
        self.require_factor(start, told=False)
        return self.build(raised_at, construct.power, value, exponent)

    def base(self) -> tuple[str, str, tuple[str, ...]]:
        """The letter, its accent, and what stands below inside the accent's braces."""
        token = self.take()
        accent = ACCENTS.get(token.text, "") if token.kind == "command" else ""
        inner: tuple[str, ...] = ()
        if accent:
            braced = self.accept("{")
            token = self.take()
            if token.kind not in ("letter", "word"):
                self.fail("expected a letter under the accent", token)
            if braced:
                inner = self.subscript(token.text) if self.accept("_") else ()
                self.expect("}")
        if token.kind == "word" and token.text == "d":
            self.fail("an upright d is a differential, and no integral is open here", token)
        if token.kind == "word" and len(token.text) == 1 and token.text not in ("e", "i"):
            self.notices.append(f"upright {token.text} is read as the letter {token.text}")
        return token.text, accent, inner

    def mark_above(self) -> str:
        """Pass a superscript that is a mark and no exponent: a prime, a star, or a label."""
        inside, length = self.superscript()
        mark = ""
        if inside == ["'"]:
            mark = "'"
        elif len(inside) == 1 and inside[0] in _STARS:
            mark = "star"
        elif (
            len(inside) >= 3 and inside[0] == inside[-1] == "(" and "".join(inside[1:-1]).isalnum()
        ):
            mark = "sup" + "".join(inside[1:-1])
        if mark:
            for _ in range(length):
                self.take()
        return mark

    def superscript(self) -> tuple[list[str], int]:
        """The texts of a short superscript without its braces, and how many tokens it takes."""
        texts = [token.text for token in self.tokens[self.index + 1 : self.index + 9]]
        if texts[:1] != ["{"]:
            return texts[:1], 2
        length = texts.index("}") if "}" in texts else 1
        return texts[1:length], length + 2

    def subscript(self, base: str) -> tuple[str, ...]:
        """The letters and digits below, apart where a comma separates them."""
        token = self.take()
        if token.kind in _LETTERS:
            self.require_one(base, token)
            return (token.text,)
        if token.text in ("+", "-", r"\pm", r"\mp"):
            return (token.text.strip("\\"),)
        if token.text != "{":
            self.fail("expected a subscript", token)
        if self.sees("+", "-", r"\pm", r"\mp", kind=self.now.kind) and self.following.text == "}":
            sign = self.take()
            self.take()
            return (sign.text.strip("\\"),)
        parts = [""]
        while not self.accept("}"):
            part = self.take()
            if part.text == ",":
                parts.append("")
            elif part.kind in _LETTERS:
                parts[-1] += part.text
            else:
                self.fail("expected letters and digits in a subscript", part)
        if not all(parts):
            self.fail("expected a letter or a digit on both sides of the comma", token)
        return tuple(parts)

    def require_one(self, base: str, token: Token) -> None:
        """TeX lowers one character: more of them next to it are refused where they may belong."""
        adjacent = self.now.position == token.end
        both = f"{base}_{token.text}{self.now.text}"
        if adjacent and (
            (token.kind == "digit" and self.now.kind == "digit")
            or (self.now.kind in ("digit", "letter") and self.names.declares(both))
        ):
            shown = f"{base}_{{{token.text}{self.now.text}}}"
            self.fail(
                f"TeX lowers only the {token.text}: write {shown}, "
                rf"or {base}_{token.text} \cdot {self.now.text}",
                token,
            )

    def require_no_digit(self, spelling: Spelling) -> None:
        """A digit after a name is part of it, an exponent or a factor: only 2^... is clear."""
        if self.now.kind != "digit" or spelling.subscripts or self.spaced():
            return
        ahead = self.index
        while self.tokens[ahead].kind == "digit":
            ahead += 1
        if self.tokens[ahead].text == "^":
            return
        digits = "".join(token.text for token in self.tokens[self.index : ahead])
        name = spelling.declared_as
        self.fail(f"ambiguous: write {name}_{digits}, {name}^{digits} or {name} \\cdot {digits}")

    def require_factor(self, start: Token, told: bool) -> None:
        """A name before a parenthesis is a factor; refused where it may as well be a function."""
        if self.now.kind != "open" or self.now.text not in ("(", "[") or self.spaced():
            return
        if start.text in self.scope.bound:
            return  # no variable of a sum or integral is a function
        depth, sums = 0, False
        inside: list[Token] = []
        for token in self.tokens[self.index :]:
            depth += {"open": 1, "close": -1}.get(token.kind, {"{": 1, "}": -1}.get(token.text, 0))
            if depth <= 0 or token.kind == "end":
                break
            sums = sums or (depth == 1 and len(inside) > 1 and token.text in ("+", "-"))
            inside.append(token)
        name = self.source(start)
        content = self.text[self.now.end : inside[-1].end]
        shown = name + self.text[self.now.position : token.end]
        if name in content and any(token.text == start.text for token in inside):
            return
        if not sums:
            message = (
                f"{quoted(shown)}: is {name} a factor or a function? write {name} \\cdot (...) for "
                "the product, or declare a name for the function's value"
            )
            raise UnknownNameError(message, self.text, self.now.position, name, applied=True)
        if told:
            self.notices.append(f"{quoted(shown, 40)} is read as a product")

    def conjugate(self, spelling: Spelling) -> Term | None:
        r"""The conjugate that \bar z and z^* are of a complex z, if they are not declared."""
        if self.names.declared(spelling) is not None:
            return None
        if spelling.accent != "bar" and spelling.label != "star":
            return None
        plain = Spelling(spelling.base, spelling.subscripts, spelling.primes)
        name = self.names.declared(plain)
        value = None if name is None else self.scope[name]
        if value is None or value.is_extended_real is not None or not isinstance(value, sp.Expr):
            return None
        found = self.names.find(plain)
        assert found is not None
        self.notices.append(f"{spelling.declared_as} is read as the complex conjugate of {name}")
        return construct.apply("conjugate", [Term.of(found)])

    def look_up(self, spelling: Spelling, token: Token) -> Term:
        if (conjugate := self.conjugate(spelling)) is not None:
            return conjugate
        found = self.names.find(spelling)
        name = self.names.declared(spelling) or spelling.declared_as
        if name not in self.scope.bound:
            if name in self.closed:
                self.fail(outside(name), token)
            if found is not None:
                self.free.setdefault(name, token)
        if name in self.scope.hidden:
            self.fail(self.scope.hidden[name], token)
        if found is None and spelling.label.startswith("sup"):
            inside = spelling.label[3:]
            message = (
                f"is {spelling.base}^{{({inside})}} a power or another name? write "
                f"{spelling.base}^{{{inside}}}, or declare {spelling.declared_as}"
            )
            raise UnknownNameError(message, self.text, token.position, name)
        if found is None:
            raise UnknownNameError(self.names.unknown(spelling), self.text, token.position, name)
        return self.build(token, Term.of, found)
