"""How each function is expanded: of one argument, and of parameters and one argument."""

from __future__ import annotations

from glassproof.derivations.limits.functions import (
    bessel_family,
    circular,
    gamma_family,
    integral_functions,
    steps,
    zeta_family,
)
from glassproof.derivations.limits.functions.room import Rule, RuleWith

RULES: dict[type, Rule] = (
    circular.RULES
    | steps.RULES
    | gamma_family.RULES
    | integral_functions.RULES
    | bessel_family.RULES
    | zeta_family.RULES
)

RULES_WITH: dict[type, RuleWith] = (
    gamma_family.RULES_WITH
    | integral_functions.RULES_WITH
    | bessel_family.RULES_WITH
    | zeta_family.RULES_WITH
)
