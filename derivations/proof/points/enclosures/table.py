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
from glassproof.derivations.proof.points.enclosures.plain_parameters import with_plain_parameters

ENCLOSURES: dict[type, Enclosure] = {
    sp.Sum: with_plain_parameters(finite_sums.enclose),
    sp.Product: with_plain_parameters(finite_sums.enclose),
    sp.Integral: with_plain_parameters(integrals.enclose),
    PrincipalValue: with_plain_parameters(principal_values.enclose),
    sp.Limit: with_plain_parameters(limits.enclose),
    sp.Derivative: derivatives.enclose,
    sp.Subs: substitutions.enclose,
    sp.hyper: hypergeometric.enclose,
    sp.Piecewise: cases.enclose,
}

COSTLY = (sp.Integral, PrincipalValue)
"""Nodes of which one ball takes a tenth of a second."""
