"""Which provers are asked for which node, in the order in which they are asked."""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.closed_forms.prover import Prover
from glassproof.derivations.differentiation import at_points
from glassproof.derivations.differentiation import prover as differentiation
from glassproof.derivations.integration import principal_values
from glassproof.derivations.integration import prover as integration
from glassproof.derivations.integration.principal_value import PrincipalValue
from glassproof.derivations.limits import prover as limits

PROVERS: dict[type, tuple[Prover, ...]] = {
    sp.Sum: (),
    sp.Product: (),
    sp.Integral: (integration.prove,),
    PrincipalValue: (principal_values.prove,),
    sp.Limit: (limits.prove,),
    sp.Derivative: (differentiation.prove,),
    sp.Subs: (at_points.prove,),
}
