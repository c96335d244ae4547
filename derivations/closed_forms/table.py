"""Which provers are asked for which node, in the order in which they are asked."""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp

from glassproof.derivations.closed_forms.prover import Prover
from glassproof.derivations.differentiation import at_points
from glassproof.derivations.differentiation import prover as differentiation
from glassproof.derivations.integration import complex_paths, principal_values
from glassproof.derivations.integration import prover as integration
from glassproof.derivations.integration.principal_value import PrincipalValue
from glassproof.derivations.limits import prover as limits
from glassproof.derivations.proof.certificate import Certificate
from glassproof.derivations.proof.domain import Domain
from glassproof.derivations.summation import prover as summation
from glassproof.derivations.summation.vanishing import proof_of_vanishing_sums

PROVERS: dict[type, tuple[Prover, ...]] = {
    sp.Sum: (summation.prove,),
    sp.Product: (summation.prove,),
    sp.Integral: (complex_paths.prove, integration.prove),
    PrincipalValue: (principal_values.prove,),
    sp.Limit: (limits.prove,),
    sp.Derivative: (differentiation.prove,),
    sp.Subs: (at_points.prove,),
}

PROVE_WHAT_IS_ASKED = (sp.Sum, sp.Product)
"""Nodes to whose provers the value matters that is asked for; the others find one by themselves."""

TOGETHER: tuple[Callable[[sp.Expr, Domain], Certificate | None], ...] = (proof_of_vanishing_sums,)
"""Proofs that an expression vanishes with all its nodes at once."""
