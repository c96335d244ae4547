"""Which enclosure belongs to which node with a bound variable."""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.integration.principal_value import PrincipalValue
from glassproof.derivations.proof.points.enclosures import (
    cases,
    derivatives,
    finite_sums,
    hypergeometric,
    integrals,
    limits,
    principal_values,
    substitutions,
)
from glassproof.derivations.proof.points.enclosures.body import Enclosure

ENCLOSURES: dict[type, Enclosure] = {
    sp.Sum: finite_sums.enclose,
    sp.Product: finite_sums.enclose,
    sp.Integral: integrals.enclose,
    PrincipalValue: principal_values.enclose,
    sp.Limit: limits.enclose,
    sp.Derivative: derivatives.enclose,
    sp.Subs: substitutions.enclose,
    sp.hyper: hypergeometric.enclose,
    sp.Piecewise: cases.enclose,
}

COSTLY = (sp.Integral, PrincipalValue)
"""Nodes of which one ball takes a tenth of a second."""
