"""The names that read their arguments themselves, since they bind variables or take conditions."""

from __future__ import annotations

from collections.abc import Mapping

from glassproof.verify.reading.bound_variables import binders
from glassproof.verify.reading.plain import calculus, clauses, matrices, probability
from glassproof.verify.reading.plain.hypergeometric import hypergeometric
from glassproof.verify.reading.plain.reader import Form
from glassproof.verify.reading.plain.sums import over

_SUM = over(binders.summed, integer=True)
_PRODUCT = over(binders.multiplied, integer=True, neutral=1)
_INTEGRAL = over(binders.integrated, integer=False)

FORMS: Mapping[str, Form] = {
    "Sum": _SUM,
    "sum": _SUM,
    "summation": _SUM,
    "Product": _PRODUCT,
    "product": _PRODUCT,
    "Integral": _INTEGRAL,
    "integrate": _INTEGRAL,
    "integral": _INTEGRAL,
    "Limit": calculus.limit,
    "limit": calculus.limit,
    "limsup": calculus.limit,
    "liminf": calculus.limit,
    "Derivative": calculus.derivative,
    "diff": calculus.derivative,
    "Subs": calculus.substituted,
    "PV": calculus.principal_value,
    "PrincipalValue": calculus.principal_value,
    "ContourIntegral": calculus.contour_integral,
    "Piecewise": clauses.piecewise,
    "indicator": clauses.indicator,
    "Indicator": clauses.indicator,
    "E": probability.of_values("expectation", 1),
    "Var": probability.of_values("variance", 1),
    "Cov": probability.of_values("covariance", 2),
    "P": probability.probability,
    "hyper": hypergeometric,
    **matrices.FORMS,
}
"""What each reads, by name. A declared name of the same spelling takes precedence."""
