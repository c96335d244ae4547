"""The Gaussian average of exp(-i psi^+ H psi) over a supervector psi, in a Grassmann algebra.

psi = (phi, chi) has complex components phi and Grassmann components chi; H = bM + b1 (M1 (+) 0).
The average over the entries is the exponential of minus half a variance, which is a quartic form in
psi. Collected in invariants it is the graded trace of Q^2 and, because the entries are real, an
anomalous part in phi^T phi.
"""

from __future__ import annotations

from functools import cache

import sympy as sp

from glassproof.derivations.block_matrix.symbols import SPECTRUM_DOMAIN, N, b, b1, kappa
from glassproof.derivations.proof.derivation import Derivation, Step

GrassmannElement = dict[tuple[int, ...], sp.Expr]


def grassmann_product(left: GrassmannElement, right: GrassmannElement) -> GrassmannElement:
    """The product of two elements of a Grassmann algebra, {indices in order: coefficient}.

    Generators anticommute and square to zero; ordering a word costs the sign of its permutation.

    >>> a, c = {(0,): sp.Integer(1)}, {(1,): sp.Integer(1)}
    >>> grassmann_product(a, c), grassmann_product(c, a), grassmann_product(a, a)
    ({(0, 1): 1}, {(0, 1): -1}, {})
    """
    product: GrassmannElement = {}
    for first, coefficient in left.items():
        for second, other in right.items():
            if set(first) & set(second):
                continue
            word = first + second
            inversions = sum(i > j for i in first for j in second)
            key = tuple(sorted(word))
            product[key] = (
                product.get(key, sp.Integer(0)) + (-1) ** inversions * coefficient * other
            )
    return product


def _combine(*terms: tuple[sp.Expr, GrassmannElement]) -> GrassmannElement:
    total: GrassmannElement = {}
    for factor, element in terms:
        for word, coefficient in element.items():
            total[word] = total.get(word, sp.Integer(0)) + factor * coefficient
    return total


def _square(element: GrassmannElement) -> GrassmannElement:
    return grassmann_product(element, element)


def _coordinates(element: GrassmannElement, words: list[tuple[int, ...]]) -> sp.Matrix:
    return sp.Matrix([sp.expand(element.get(word, 0)) for word in words])


def averaged_exponents(n_D: int, n_G: int) -> tuple[sp.Matrix, sp.Matrix]:
    """The averaged exponent of n_D + n_G components, entry by entry and in invariants.

    The first is minus half the variance of psi^dagger (bM + b1 M1 (+) 0) psi, psi = (phi, chi),
    summed over independent entries of variance 1/(2n), 1/n on the diagonal; the second is
    -(b^2/4N)(str Q^2 + anomalous) - (b1^2/(4 kappa N))(the same of the D block), where
    Q = [[phi^+ phi, chi^+ phi], [phi^+ chi, chi^+ chi]]. Both are given as coordinates in the
    Grassmann algebra of the 2(n_D + n_G) generators, so their equality is equality of vectors.
    """
    size = n_D + n_G
    re = sp.symbols(f"a0:{size}", real=True)
    im = sp.symbols(f"c0:{size}", real=True)
    one = sp.Integer(1)
    phi: list[GrassmannElement] = [{(): u + sp.I * v} for u, v in zip(re, im, strict=True)]
    phi_bar: list[GrassmannElement] = [{(): u - sp.I * v} for u, v in zip(re, im, strict=True)]
    chi: list[GrassmannElement] = [{(k,): one} for k in range(size)]
    chi_bar: list[GrassmannElement] = [{(size + k,): one} for k in range(size)]

    def dot(
        left: list[GrassmannElement], right: list[GrassmannElement], n: int
    ) -> GrassmannElement:
        return _combine(*((one, grassmann_product(left[k], right[k])) for k in range(n)))

    def entrywise(n: int, order: sp.Expr) -> GrassmannElement:
        form = [
            [
                _combine(
                    (one, grassmann_product(phi_bar[i], phi[j])),
                    (one, grassmann_product(chi_bar[i], chi[j])),
                )
                for j in range(n)
            ]
            for i in range(n)
        ]
        diagonal = ((1 / order, _square(form[i][i])) for i in range(n))
        above = (
            (1 / (2 * order), _square(_combine((one, form[i][j]), (one, form[j][i]))))
            for i in range(n)
            for j in range(i + 1, n)
        )
        return _combine(*diagonal, *above)

    def invariant(n: int, order: sp.Expr) -> GrassmannElement:
        bosons, fermions = dot(phi_bar, phi, n), dot(chi_bar, chi, n)
        mixed = grassmann_product(dot(chi_bar, phi, n), dot(phi_bar, chi, n))
        supertrace = _combine((one, _square(bosons)), (2 * one, mixed), (-one, _square(fermions)))
        pairs = grassmann_product(dot(phi_bar, phi_bar, n), dot(phi, phi, n))
        mixed_pairs = grassmann_product(dot(phi_bar, chi_bar, n), dot(phi, chi, n))
        anomalous = _combine((one, pairs), (2 * one, mixed_pairs))
        return _combine((1 / (2 * order), supertrace), (1 / (2 * order), anomalous))

    sides = [
        _combine(
            (-(b**2) / 2, side(size, N)),
            (-(b1**2) / 2, side(n_D, kappa * N)),
        )
        for side in (entrywise, invariant)
    ]
    words = sorted(set(sides[0]) | set(sides[1]))
    return _coordinates(sides[0], words), _coordinates(sides[1], words)


@cache
def averaged_exponent() -> Derivation:
    """E exp(-i psi^+ H psi) = exp(-(b^2/4N)(str Q^2 + ...) - (b1^2/(4 kappa N))(...)), H unshifted.

    The steps show one component a block in Grassmann coordinates; the identity is the same sum
    over i and j for any number of components (:func:`averaged_exponents`).

    >>> averaged_exponent().proofs
    ('given', 'symbolic')
    """
    entrywise, invariant = averaged_exponents(1, 1)
    return Derivation(
        "Average over the Gaussian entries",
        (
            Step(
                entrywise,
                "$E exp(-i f) = exp(-var(f)/2)$ for a centred Gaussian $f$, entry by entry",
                r"\operatorname{var} M_{ij} = (1+\delta_{ij})/(2n)",
            ),
            Step(
                invariant,
                "collect the sums over components: graded trace and anomalous part",
                r"-\tfrac{b^2}{4N}(\operatorname{str}Q^2 + |\varphi^T\varphi|^2 + \dots)"
                r"-\tfrac{b_1^2}{4\kappa N}(\operatorname{str}Q_D^2 + \dots)",
            ),
        ),
        SPECTRUM_DOMAIN,
    )
