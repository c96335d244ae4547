"""The part of the grammar that reads sums, products and powers."""

from __future__ import annotations

from glassproof.verify.reading import construct
from glassproof.verify.reading.construct import Term
from glassproof.verify.reading.latex.atoms import AtomReader
from glassproof.verify.reading.latex.constructs import CONSTRUCTS
from glassproof.verify.reading.latex.names import Spelling
from glassproof.verify.reading.tokens import Token


def _signed(sign: Term, value: Term) -> Term:
    return construct.multiply([sign, value])


class TermReader(AtomReader):
    """Recursive descent over the tokens of one side."""

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
        return self.build(start, construct.multiply, self.factors())

    def factors(self) -> list[Term]:
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
                if self.begins_construct() and self.now.kind == "command":
                    self.fail(rf"a/{self.now.text} is ambiguous: use \frac", operator)
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
                return factors

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
        if self.index in self.factors_of_one or self.begins_construct():
            return True
        if self.function_name() or self.starts_name():
            return True
        if token.kind == "command":
            return token.text in (r"\frac", r"\binom", r"\sqrt", r"\imath")
        return token.kind in ("digit", "open") or self.sees("{")

    def factor(self) -> Term:
        if self.index in self.factors_of_one:
            self.index = self.factors_of_one[self.index]
            return Term.of(1)
        for construct_ in CONSTRUCTS:
            if construct_.begins(self):
                return construct_.read(self)
        if self.function_name():
            return self.function()
        return self.raised_atom()

    def begins_construct(self) -> bool:
        return any(construct_.begins(self) for construct_ in CONSTRUCTS)

    def raised(self, value: Term, start: Token) -> Term:
        """``value`` with the factorials and the exponent that follow it."""
        value = self.factorials(value, start)
        token = self.now
        name = self.factorial_power()
        if not self.accept("^"):
            return value
        if name is not None:
            self.take()
            self.take()
            count = self.argument()
            self.expect("}")
            return self.build(token, construct.apply, name, [value, count])
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
