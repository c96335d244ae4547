"""E|det S| of the critical-point matrix on two circles, exactly: one integral."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import sympy as sp

from glassproof.derivations.gan_glass.model import MODEL_DOMAIN
from glassproof.numerics.gan_glass.count_law import CountLaw, derived_law
from glassproof.numerics.work.kernels import Kernel


def mean_determinant_on_circles(
    *, p: int, q: int, sigma_z: float, law: CountLaw | None = None
) -> float:
    """E|det S| for n_D = n_G = 2, S as in
    :func:`glassproof.numerics.gan_glass.expected_count.log_expected_count`, to 1e-8.

    S is 2 by 2, so det S = S_11 S_22 - S_12^2 is a quadratic form in three Gaussians; with c_j the
    eigenvalues of their covariance times that of the form,

        E|Q| = (2/pi) int_0^oo (1 - Re prod_j (1 - 2 i c_j t)^(-1/2))/t^2 dt.

    Raises :class:`DomainError` unless p >= 2, q >= 1, sigma_z > 0.

    >>> round(mean_determinant_on_circles(p=3, q=3, sigma_z=1), 3)
    1226.337
    """
    from scipy.integrate import quad  # slow to import, and needed by samples alone

    MODEL_DOMAIN.require({"p": p, "q": q, "sigma_z": sigma_z})
    law = law or derived_law()
    values = {"p": p, "q": q, "sigma_z": Fraction(sigma_z), "kappa": Fraction(1, 2)}

    def number(expression: sp.Expr) -> float:
        kernel = Kernel(sp.sympify(expression))
        return float(kernel.mp(dps=30, **{name: values[name] for name in kernel.names}))

    shared, own = number(law.b) ** 2, 2 * number(law.b1) ** 2
    xx, mixed, yy = (number(law.shifts[i, j]) for i, j in ((0, 0), (0, 1), (1, 1)))
    diagonal = [
        [2 * (shared + own + xx + 2 * mixed + yy), 2 * (xx + mixed)],
        [2 * (xx + mixed), 2 * (shared + xx)],
    ]
    form = np.array([[0, 0.5], [0.5, 0]])
    c = np.concatenate([np.linalg.eigvals(np.array(diagonal) @ form).real, [-shared]])
    unit = float(np.abs(c).max())

    def integrand(t: float) -> float:
        return float(1 - np.prod((1 - 2j * c / unit * t) ** -0.5).real) / t**2

    near, _ = quad(integrand, 1e-5, 1, epsabs=0, epsrel=1e-10, limit=400)
    far, _ = quad(lambda w: integrand(1 / w) / w**2, 0, 1, epsabs=0, epsrel=1e-10, limit=400)
    return float(2 / np.pi * unit * (near + far + 1e-5 * integrand(1e-5)))
