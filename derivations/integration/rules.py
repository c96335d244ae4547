"""Theorems that give integrals without an antiderivative, in the order in which they are tried."""

from __future__ import annotations

from collections.abc import Callable

import sympy as sp

from glassproof.derivations.closed_forms.prover import Closed
from glassproof.derivations.integration import (
    beta_integrals,
    chebyshev_kernels,
    exponential_moments,
    finite_parts,
    orthogonality,
    residues,
    symmetry,
)
from glassproof.derivations.integration.span import Span
from glassproof.derivations.integration.turns import over_turns, segments

Rule = Callable[[sp.Expr, Span], Closed | None]

WHOLE: tuple[Rule, ...] = (
    over_turns.over_turn, segments.on_segment, chebyshev_kernels.logarithmic,
)  # fmt: skip
"""Tried of absolute values before the range is taken apart where their arguments vanish."""

FIRST: tuple[Rule, ...] = (
    exponential_moments.on_half_line,
    exponential_moments.on_line,
    exponential_moments.planck,
    finite_parts.on_half_line,
    finite_parts.on_line,
    beta_integrals.on_interval,
    beta_integrals.on_half_line,
    beta_integrals.of_sine_and_cosine,
    residues.over_circle,
    residues.over_line,
    *WHOLE,
    orthogonality.of_two_polynomials,
)
"""Tried before an antiderivative is looked for."""

LAST: tuple[Rule, ...] = (symmetry.odd,)
"""Tried after that."""
