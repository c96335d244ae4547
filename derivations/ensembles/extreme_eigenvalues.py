"""Extreme eigenvalues of a GOE at speed n: what one eigenvalue beyond the edge costs.

Moving a positive fraction of a GOE's eigenvalues costs speed n^2, moving finitely many of them
beyond the edge costs one rate function each at speed n.

Reference: G. Ben Arous, A. Dembo, A. Guionnet, Aging of spherical spin glasses, Probab. Theory
Related Fields 120 (2001), Theorem 6.2; A. Auffinger, G. Ben Arous, J. Cerny, Random matrices and
complexity of spin glasses, Comm. Pure Appl. Math. 66 (2013), Theorem A.1.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from glassproof.derivations.ensembles import semicircle
from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, Range

u, E = sp.symbols("u E", positive=True)
_angle = sp.Symbol("t", positive=True)

RATE_DOMAIN = Domain(
    {u: Range(0, None, draw=("21/20", 8)), E: Range(0, None, draw=("1/4", 8))}, (u > E,)
)
"""Where the rate function is finite and positive; at u = E it is 0."""


@cache
def rate_function() -> Derivation:
    """I1(u; E): minus the exponent at speed n of one eigenvalue of a GOE of size n at u >= E.

    With off-diagonal variance E^2/(4n) the joint density of the eigenvalues is proportional to
    prod abs(l_i - l_j) exp(-(n/E^2) sum l_i^2). Pulling one of them out of the bulk works against
    the Gaussian and the other n - 1 repel it: the derivative of the cost is 2u/E^2 - g(u), g the
    semicircle's Stieltjes transform. Below -E the cost is that of -u. Among k eigenvalues the
    repulsion is k(k-1)/2 logarithms, nothing at speed n, so k of them cost k I1.

    >>> rate_function().result.subs({u: E}).simplify()
    0
    """
    cosh, sinh = sp.cosh(_angle), sp.sinh(_angle)
    root = sp.sqrt(u**2 - E**2)

    def uniformise(slope: sp.Expr) -> sp.Expr:
        return slope.subs(root, E * sinh).subs(u, E * cosh) * E * sinh

    def integrate(integrand: sp.Expr) -> sp.Expr:
        return sp.integrate(integrand.rewrite(sp.exp).expand(), (_angle, 0, _angle))

    def back(value: sp.Expr) -> sp.Expr:
        images = {cosh: u / E, sinh: root / E, _angle: sp.log((u + root) / E)}
        return value.subs(images, simultaneous=True)

    steps = (
        Step(2 * u / E**2 - semicircle.transform(u, E), "the Gaussian less the repulsion"),
        Step(2 * root / E**2, "collect"),
        Step(2 * sinh**2, "$u = E cosh t$, times du/dt", via=uniformise),
        Step(sinh * cosh - _angle, "integrate from the edge, $t = 0$", via=integrate),
        Step(
            u * root / E**2 - sp.log(u + root) + sp.log(E),
            "$cosh t = u/E$, $sinh t = sqrt(u^2 - E^2)/E$, $t = log((u + sqrt(u^2 - E^2))/E)$",
            via=back,
        ),
    )
    domain = Domain({**RATE_DOMAIN.ranges, _angle: Range(0, None, draw=("1/8", 4))}, (u > E,))
    return Derivation("cost of one eigenvalue beyond the edge of a GOE", steps, domain)


def rate(value: sp.Expr, edge: sp.Expr) -> sp.Expr:
    """I1(value; edge) as an expression.

    >>> rate(sp.Integer(5), sp.Integer(3))
    -log(9) + log(3) + 20/9
    """
    return rate_function().result.subs({u: value, E: edge}, simultaneous=True)


def edge(size: sp.Expr, variance: sp.Expr) -> sp.Expr:
    """The edge 2 sqrt(size variance) of a GOE whose off-diagonal entries have that variance.

    >>> edge(sp.Integer(8), sp.Rational(1, 2))
    4
    """
    return 2 * sp.sqrt(size * variance)
