"""The glass without addition: the identity with the GOE, and its sharp asymptotics."""

from __future__ import annotations

import sympy as sp

from glassproof.derivations.p_spin import beyond_the_edge, exact_count
from glassproof.derivations.p_spin.beyond_the_edge import LEVEL, OUTSIDE, v
from glassproof.derivations.p_spin.complexity import complexity_outside
from glassproof.derivations.p_spin.exact_count import COUNT_DOMAIN, N, rho, x
from glassproof.derivations.p_spin.model import OUTER_DOMAIN, E_inf, p, u
from glassproof.numerics.p_spin.expected_count import p_spin_count
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.statements import computed, proven
from glassproof.verify.papers.general_activation.nature import counted, integrated
from glassproof.verify.papers.general_activation.paper import ABC, cited
from glassproof.verify.papers.general_activation.statements import extrapolated

IDENTITY = Claim(
    id="abc.identity",
    title="The expected number of critical points by the eigenvalues of a GOE",
    published=2 * sp.sqrt(2 / p) * (p - 1) ** (N / 2) * sp.exp(-(p - 2) * x**2 / (2 * p)) * rho,
    derived=exact_count.pure,
    domain=COUNT_DOMAIN,
    nature=(
        counted(2, 3, predict=integrated),
        counted(2, 5, predict=integrated),
        counted(3, 3, predict=integrated),
        counted(3, 4, predict=integrated, draws=8_000),
    ),
    source=cited(
        "theorem 2.1",
        ABC,
        r"\mathbb{E} \, \mathrm{Crt}_{N,k}(B) = 2 \sqrt{\frac{2}{p}} (p-1)^{N/2} \, \mathbb{E} "
        r"\left[ e^{-N \frac{p-2}{2p} \lambda_k^2}; \; \lambda_k \in \sqrt{\frac{p}{2(p-1)}} B "
        r"\right]",
        also="per unit of $x = sqrt(N) lambda$: the sum over $k$ makes of the laws of the "
        "eigenvalues the one-point function $rho(x)$; index by index the same proof holds with "
        "the law of one",
    ),
)

# |(v - sqrt 2)/(v + sqrt 2)|^(1/4) + its inverse, for v > sqrt 2
_QUARTER = sp.sqrt(sp.sqrt((v - sp.sqrt(2)) / (v + sp.sqrt(2))))
_H = _QUARTER + 1 / _QUARTER
_ROOT = sp.sqrt(v**2 - 2)
_I_1 = v * _ROOT / 2 - sp.log((v + _ROOT) / sp.sqrt(2))

SHARP = Claim(
    id="abc.sharp",
    title="The sharp count below the threshold, over $exp(N Theta_p(u))$",
    published=_H / sp.sqrt(2 * sp.pi * p) * sp.exp(_I_1 - v * _ROOT / 2)
    / ((p - 2) * v / p + _ROOT) / sp.sqrt(N),
    derived=beyond_the_edge.sharp_count,
    domain=OUTSIDE,
    source=cited(
        "theorem 2.17",
        ABC,
        r"\frac{h(v)}{\sqrt{2 \pi p}} \frac{e^{I_1(v) - \frac{v}{2} I_1'(v)}}"
        r"{-\Phi'(v) + I_1'(v)} N^{-1/2}",
        also="$I_1$ the integral of $sqrt(x^2 - 2)$ from $sqrt 2$ to $v$, in closed form; $Phi(v) "
        "= -(p-2) v^2/(2p)$",
    ),
)  # fmt: skip

SIZES = (50, 100, 200)
ENERGIES = (-2.5, -2.0, -1.8, -1.7)


def ratio(size: int, degree: int, energy: float) -> float:
    """Exact count over the sharp asymptotics."""
    at = {p: degree, u: energy}
    sharp = beyond_the_edge.sharp_count().result.subs(v, LEVEL).subs(at)
    rate = float(complexity_outside().result.subs(at))
    exact = p_spin_count(size, degree, energy, digits=20).log()
    return float((exact - size * rate).exp()) / float(sharp.subs(N, size))


def _rates() -> tuple[bool, str]:
    """Limits of the ratio, and its distance from one times N, for several energies."""
    lines, agree = [], True
    for energy in ENERGIES:
        found = [ratio(size, 3, energy) for size in SIZES]
        limit, error = extrapolated(found)
        agree &= abs(limit - 1) <= error < 0.1
        slopes = ", ".join(f"{n * (r - 1):.4g}" for n, r in zip(SIZES, found, strict=True))
        derived = beyond_the_edge.next_order().result.subs(v, LEVEL).subs({u: energy, p: 3})
        lines.append(
            f"$u = {energy:g}$: limit {limit:.5f} ± {error:.1g}, $N$ (ratio - 1) = {slopes}, "
            f"derived limit {float(derived):.4g}"
        )
    edge = float(-E_inf.subs(p, 3))
    return agree, (
        f"$p = 3$, $N = {', '.join(map(str, SIZES))}$, $-E_inf = {edge:.4f}$; "
    ) + "; ".join(lines)


RATE = Claim(
    id="abc.sharp.rate",
    title="How fast the exact count approaches the sharp one",
    published="At fixed $u < -E_inf$ the ratio of the exact count and the sharp asymptotics tends "
    "to 1, with an error of order $1/N$; its coefficient grows without bound as $u -> -E_inf$.",
    domain=OUTER_DOMAIN,
    examinations=(
        computed(
            "exact counts at growing N",
            _rates,
            "an error of order $1/N$ at fixed $u$; towards the threshold it is of order $1/(N "
            "I_1)$",
        ),
        proven(
            "the next order",
            "Hermite's saddle point, Stirling's formula and the Laplace integral correct the "
            "count by $b(v)/N$, and $b(v) I_1(v)$ tends to $-5/72$ at the edge",
            beyond_the_edge.next_order,
            beyond_the_edge.next_order_at_the_edge,
        ),
    ),
    uses=("abc.sharp",),
    source=cited("theorem 2.17", ABC, also="the theorem states no rate; this is our question"),
)


def _by_index() -> tuple[bool, str]:
    """The alternating sum over indices is the sphere's Euler characteristic, 2 or 0."""
    lines, agree = [], True
    for size in range(2, 8):
        counts = [p_spin_count(size, 3, index=k, digits=15) for k in range(size)]
        alternating = sum((-1) ** k * count for k, count in enumerate(counts))
        rest = sum(counts) - p_spin_count(size, 3, digits=15)
        agree &= abs(alternating - (2 if size % 2 else 0)) < 1e-9 and abs(rest) < 1e-9
        if size == 3:  # minima and maxima are equally many, H and -H having one law
            agree &= abs(4 * counts[0] - sum(counts) - 2) < 1e-9
        lines.append(f"$N = {size}$: {', '.join(f'{float(count):.6g}' for count in counts)}")
    return bool(agree), (
        "$p = 3$, expected numbers by index; they add up to the total, and with alternating signs "
        "to the Euler characteristic 2 or 0 of the sphere, to 1e-9, so that at $N = 2$ and 3 the "
        "enumerated totals decide each index: " + "; ".join(lines)
    )


INDEX = Claim(
    id="abc.identity.index",
    title="The identity index by index",
    published="The identity holds for critical points of index $k$ with the law of the $k$-th "
    "eigenvalue, $k = 0$ the lowest: the Hessian's negative eigenvalues are those below.",
    domain=COUNT_DOMAIN,
    examinations=(
        proven(
            "the same proof",
            "the Hessian is a positive multiple of $M - x$: its negative eigenvalues are those of "
            "$M$ below $x$, and the eigenvalue at $x$ sees the others weighted by $prod_i |x - "
            "x_i|$",
            exact_count.mean_determinant,
            exact_count.pure,
        ),
        computed("Morse's relation", _by_index),
    ),
    uses=("abc.identity",),
    source=cited("theorem 2.1", ABC),
)

CLAIMS = (IDENTITY, INDEX, SHARP, RATE)
