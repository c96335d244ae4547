"""A derivation: a chain of exact steps, each with its reason, re-checked as it is built."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

import sympy as sp

from glassproof.derivations.proof.balls import enclose
from glassproof.derivations.proof.display import derivation_html, derivation_latex
from glassproof.derivations.proof.domain import Domain, DomainError
from glassproof.derivations.proof.equality import is_identically_zero
from glassproof.derivations.prose.marked import in_latex, plain

Expression: TypeAlias = sp.Expr | sp.MatrixBase
Proof = Literal["given", "symbolic", "certified"]

_POINTS = 8
_DIGITS = 60
_AGREEMENT = 40  # digits that both sides must share where no symbolic proof is found


class DerivationError(ValueError):
    """A step does not follow from the one before it."""


@dataclass(frozen=True)
class Step:
    """One line of a derivation.

    ``via`` is the exact operation that turns the previous expression into this one (the
    identity when None: the step is an equality). ``remark`` is LaTeX printed after the reason.

    >>> x = sp.Symbol("x")
    >>> Step(2 * x, "differentiate", via=lambda square: sp.diff(square, x)).via(x**2)
    2*x
    """

    expression: Expression
    reason: str
    remark: str = ""
    via: Callable[[Any], Any] | None = None


def _entries(expression: Expression) -> list[sp.Expr]:
    return list(expression) if isinstance(expression, sp.MatrixBase) else [expression]


@dataclass(frozen=True)
class Derivation:
    """A list of steps, each of which follows from the one before it.

    Construction applies ``via`` of each step to the expression before it and compares the outcome
    with the step's own expression: by the canonical form of
    :mod:`glassproof.derivations.proof.equality` where that proves them equal, and by ball
    arithmetic at rational points of ``domain`` otherwise. ``proofs`` records which; a step that
    does not follow raises :class:`DerivationError` naming it.

    >>> r = sp.Symbol("r", positive=True)
    >>> d = Derivation("slope", (
    ...     Step(r**3, "the kernel"),
    ...     Step(3 * r**2, "differentiate", via=lambda e: sp.diff(e, r)),
    ... ))
    >>> d.result, d.proofs
    (3*r**2, ('given', 'symbolic'))
    >>> Derivation("slip", (Step(r, "start"), Step(2 * r, "double", via=lambda e: e + r**2)))
    Traceback (most recent call last):
    ...
    glassproof...DerivationError: step 1 of 'slip' ("double") does not follow: ...
    """

    title: str
    steps: tuple[Step, ...]
    domain: Domain | None = None
    proofs: tuple[Proof, ...] = field(init=False)

    def __post_init__(self) -> None:
        if not self.steps:
            raise DerivationError(f"'{plain(self.title)}' has no steps: give at least its premise")
        proofs: list[Proof] = ["given"]
        for number in range(1, len(self.steps)):
            proofs.append(self._check(number))
        object.__setattr__(self, "proofs", tuple(proofs))

    _repr_html_ = derivation_html
    _repr_latex_ = derivation_latex

    @property
    def result(self) -> Expression:
        """The last expression: what the derivation establishes."""
        return self.steps[-1].expression

    def _check(self, number: int) -> Proof:
        before, step = self.steps[number - 1].expression, self.steps[number]
        obtained = step.via(before) if step.via else before
        left, right = _entries(obtained), _entries(step.expression)
        if len(left) != len(right):
            self._fail(number, f"it has {len(right)} entries where {len(left)} are obtained")
        proof: Proof = "symbolic"
        for a, b in zip(left, right, strict=True):
            difference = a - b
            if not is_identically_zero(difference, self.domain):
                self._certify(number, a, difference)
                proof = "certified"
        return proof

    def _certify(self, number: int, scale: sp.Expr, difference: sp.Expr) -> None:
        """Compare at rational points, or fail with the first that tells the two sides apart."""
        symbols = difference.free_symbols
        domain = self.domain.restricted(symbols) if self.domain else Domain({})
        missing = symbols - set(domain.ranges)
        if missing:
            self._fail(number, f"no proof was found, and {missing} have no range to test in")
        for point in domain.points(_POINTS if symbols else 1):
            try:
                gap = abs(enclose(difference, point, _DIGITS))
                size = abs(enclose(scale, point, _DIGITS))
            except DomainError as error:
                self._fail(number, str(error))
            if not gap.is_finite() or gap > 0:
                self._fail(number, f"the two sides differ by {gap} at {point}")
            if not gap < (1 + size) * sp.Float(10) ** -_AGREEMENT:
                self._fail(number, f"balls cannot tell the two sides apart at {point}")

    def _fail(self, number: int, why: str) -> None:
        step = self.steps[number]
        raise DerivationError(
            plain(f"step {number} of '{self.title}' (\"{step.reason}\") does not follow: {why}")
        )

    def latex(self) -> str:
        """The chain as an ``align*`` display, one line a step, reasons at the right."""
        lines = [
            rf"&{'=' if number and not step.via else ''} {sp.latex(step.expression)}"
            rf" && \text{{{in_latex(step.reason)}}}" + (f" {step.remark}" if step.remark else "")
            for number, step in enumerate(self.steps)
        ]
        return "\\begin{align*}\n" + " \\\\\n".join(lines) + "\n\\end{align*}"

    def to_dict(self) -> dict[str, Any]:
        """Plain data: title and steps, with expressions as SymPy text and as LaTeX."""
        return {
            "title": self.title,
            "steps": [
                {
                    "expression": str(step.expression),
                    "latex": sp.latex(step.expression),
                    "reason": step.reason,
                    "remark": step.remark,
                    "proof": proof,
                }
                for step, proof in zip(self.steps, self.proofs, strict=True)
            ],
        }
