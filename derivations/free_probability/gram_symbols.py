"""The Gram matrix of independent columns in classes: its symbols and their domain.

X is p x n with independent columns, n_l of them in class l with mean mu_l and second moment
C_l = E x x^T, not centred. G = X^T X / p, its resolvent is R(z) = (G + z I_n)^(-1), and that of
X X^T / p is Q(z) = (X X^T / p + z I_p)^(-1). Formulas are written for two classes whose second
moments are the multiples a_1 I and a_2 I where matrices have to become numbers.
"""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.proof.domain import Domain, Range

p, n_1, n_2 = sp.symbols("p n_1 n_2", integer=True, positive=True)
a_1, a_2, delta_1, delta_2, z = sp.symbols("a_1 a_2 delta_1 delta_2 z", positive=True)
omega_12 = sp.Symbol("omega_12", real=True)

SCALE = Range(0, None, log=True, draw=("1/100", 100))
_COUNT = Range(1, None, integer=True, closed=True, draw=(1, 500))

GRAM_DOMAIN = Domain(
    {
        p: _COUNT,
        n_1: _COUNT,
        n_2: _COUNT,
        a_1: SCALE,
        a_2: SCALE,
        delta_1: SCALE,
        delta_2: SCALE,
        z: SCALE,
        omega_12: Range(draw=(-8, 8)),
    }
)
"""Where the formulas must hold; z > 0 is off the spectrum of -G whatever X is."""
