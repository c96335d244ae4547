"""Values that are not finite: named where they arise, so that none of them counts as agreement.

What is published or derived, what it predicts, what is sampled, and what a comparison makes of them
has to be a finite real number. Where one is not, :class:`NotFiniteError` says which, and where.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import sympy as sp
from sympy.concrete.expr_with_limits import ExprWithLimits
from sympy.logic.boolalg import Boolean

from glassproof.numerics.work.late import Late
from glassproof.verify.claims.nature.experiment import Experiment
from glassproof.verify.claims.nature.statistical_tests.base import Comparison

if TYPE_CHECKING:
    import numpy as np
else:
    np = Late("numpy")

_NOT_FINITE = (sp.nan, sp.zoo, sp.oo, -sp.oo)


class NotFiniteError(ArithmeticError):
    """A value is not a finite real number; the message says which value, and where."""


def is_finite_form(formula: sp.Basic) -> bool:
    """Whether no infinity and no nan stands in ``formula``, but for bounds of sums and integrals.

    >>> x = sp.Symbol("x")
    >>> is_finite_form(sp.Integral(sp.exp(-x**2), (x, 0, sp.oo))), is_finite_form(sp.zoo * x)
    (True, False)
    """
    if isinstance(formula, ExprWithLimits):
        return is_finite_form(formula.function)
    if isinstance(formula, sp.Limit):
        return is_finite_form(formula.args[0])
    if isinstance(formula, Boolean):
        return True
    return formula not in _NOT_FINITE and all(map(is_finite_form, formula.args))


def require_formula(side: str, formula: sp.Basic) -> None:
    """Raise :class:`NotFiniteError` if the published or derived formula is finite nowhere.

    >>> require_formula("published", sp.Symbol("x") * sp.nan)
    Traceback (most recent call last):
    ...
    glassproof.verify.judging.finite.NotFiniteError: the formula that is published ... finite: nan
    """
    if not is_finite_form(formula):
        raise NotFiniteError(f"the formula that is {side} is not finite: {formula}")


def require_numbers(what: str, value: Any) -> Any:
    """``value`` as a float or lists of floats; :class:`NotFiniteError` if one is not finite.

    >>> require_numbers("the value", sp.Rational(1, 2))
    0.5
    >>> require_numbers("the value", [1.0, float("nan")])
    Traceback (most recent call last):
    ...
    glassproof.verify.judging.finite.NotFiniteError: the value is nan (entry 1)
    """
    raw = np.asarray(value)
    if np.iscomplexobj(raw) and np.any(raw.imag != 0):
        raise NotFiniteError(f"{what} is {value}: not real")
    try:
        found = np.asarray(raw.real if np.iscomplexobj(raw) else raw, dtype=np.float64)
    except (TypeError, ValueError):  # SymPy's zoo and I, for instance
        raise NotFiniteError(f"{what} is {value}: no real number") from None
    wrong = np.flatnonzero(~np.isfinite(found))
    if wrong.size:
        entry = f" (entry {wrong[0]})" if found.ndim else ""
        raise NotFiniteError(f"{what} is {found.ravel()[wrong[0]]}{entry}")
    return found.tolist()


def prediction(side: str, experiment: Experiment, make: Callable[[], Any]) -> Any:
    """What ``make`` makes of the experiment's statistic, if that is finite."""
    point = ", ".join(f"{symbol} = {value}" for symbol, value in experiment.point.items())
    what = f"the value that is {side} for {experiment.describes}{f' at {point}' * bool(point)}"
    try:
        value = make()
    except ArithmeticError as error:
        raise NotFiniteError(f"{what} is not finite: {error or type(error).__name__}") from error
    return require_numbers(what, value)


def compare(side: str, experiment: Experiment, total: Any, predicted: Any) -> Comparison:
    """The experiment's test of a predicted value, if all that it finds is finite."""
    with np.errstate(all="ignore"):
        found = experiment.test.compare(total, predicted)
    for name in ("estimate", "error", "predicted", "resolution", "p_value"):
        what = f"the {name.replace('_', '-')} of the comparison with the value that is {side}"
        require_numbers(what, getattr(found, name))
    return found
