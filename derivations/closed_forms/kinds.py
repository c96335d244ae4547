"""The nodes that have closed forms; the provers of each are in the table."""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.integration.principal_value import PrincipalValue

KINDS = (sp.Sum, sp.Product, sp.Integral, PrincipalValue, sp.Limit, sp.Derivative, sp.Subs)
