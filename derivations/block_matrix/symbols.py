"""The block Gaussian matrix b M + b1 (M1 (+) 0) - x1 (I (+) 0): its symbols and their domain.

M and M1 are independent matrices of the Gaussian orthogonal ensemble, of sizes N and kappa N.
"""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.proof.domain import Domain, Range

kappa, b, b1 = sp.symbols("kappa b b1", positive=True)
N = sp.Symbol("N", integer=True, positive=True)
x, x1 = sp.symbols("x x1", real=True)
z, t = sp.symbols("z t")

kappa_prime = 1 - kappa

SHARE = Range(0, 1, draw=("1/1000", "999/1000"))
"""Where kappa lies: the upper-left block's share of the matrix."""

SPECTRUM_DOMAIN = Domain(
    {
        kappa: SHARE,
        b: Range(0, None, log=True, draw=("1/100", 100)),
        b1: Range(0, None, log=True, draw=("1/100", 100)),
        x1: Range(draw=(-8, 8)),
        z: Range(draw=(-8, 8)),
        t: Range(draw=(-8, 8)),
    }
)
"""Where the formulas of the block Gaussian matrix must hold; the numerics accept b1 = 0 besides."""
