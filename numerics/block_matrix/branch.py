"""The physical branch of the block Dyson equation at real points: compiled kernels.

With sigma_D^2 = (kappa b^2 + b1^2)/2, sigma_G^2 = (1 - kappa) b^2/2, alpha = sigma_G/sigma_D and
beta = alpha kappa/(1 - kappa), the scaled transforms u = sigma_D g_D, v = sigma_G g_G solve

    1/u = xi - u - alpha v,   1/v = zeta - v - beta u,   xi = (z + x1)/sigma_D, zeta = z/sigma_G.

Why it can be told from the other solutions. At a real point, a solution with Im u < 0 and
Im v < 0 makes the positive matrix [[|u|^2, alpha |u|^2], [beta |v|^2, |v|^2]] have spectral radius
1 (take imaginary parts), so that the equation is regular there and the solution is the limit of
the only one in the half plane; a real solution for which the radius is below 1 moves downwards
as z moves up, so it is the limit too. One of the two always exists, so neither is ever ambiguous,
and |u|, |v| <= 1 whatever the parameters. In the half plane the map v -> u -> v of the two block
semicircles contracts to the physical solution (Denjoy, Wolff; Helton, Rashidi Far, Speicher 2007):
it gives the start, Newton's iteration the digits, the sign or the radius the proof.

Callers compiled with ``cache=True`` keep what they inlined: after a change here, ``make clean``.
"""

from __future__ import annotations

import cmath
import math

from glassproof.numerics.work.compiled import compiled

_compiled = compiled(cache=True, nogil=True, error_model="numpy")
# Loops over points run side by side in the processor's vectors only if all that they call is
# inlined and free of branches and of complex operators.
_inlined = compiled(nogil=True, error_model="numpy", inline="always")

FAR = 1e70
"""Beyond so many half-widths of its block's spectrum a point is moved to this distance, and the
transform, there 1/distance to all digits, is rescaled: squares must not overflow."""

LARGEST = 1e60
"""Bound on the magnitude of every length, so that squares of their ratios stay in range."""

LEAST_KAPPA = 1e-30
"""A smaller kappa is taken as this: the same log-potential and density, and alpha in range."""

NEWTON_STEPS, TOLERANCE, NOISE = 40, 1e-16, 1e-31
"""Most steps; the squared relative step, and the squared residual, at which one has arrived."""

ROUNDS, MOST_TURNS = 10, 200
"""Attempts from iterates of the half plane's map, and most turns of it between two attempts."""


@_inlined
def _square(w: complex) -> float:
    """|w|^2, without the care for overflow that abs takes."""
    return w.real * w.real + w.imag * w.imag


@_inlined
def _semicircle(w: complex) -> complex:
    """The solution s of 1/s = w - s with Im s <= 0, |s| <= 1, for Im w >= 0 (to a few digits)."""
    x, y = w.real, abs(w.imag)
    real, imag = x * x - y * y - 4.0, 2.0 * x * y
    size = math.sqrt(real * real + imag * imag)
    # The root of w^2 - 4 in the first quadrant, then with the sign that makes it behave as w.
    x += math.copysign(math.sqrt(0.5 * (size + real)), x)
    y += math.sqrt(0.5 * (size - real))
    scale = 2.0 / (x * x + y * y)
    return complex(x * scale, -y * scale)


@_inlined
def _turn(v: complex, xi: float, zeta: float, alpha: float, beta: float) -> tuple[complex, complex]:
    """One turn of the half plane's map: each block's semicircle, given the other's transform."""
    u = _semicircle(complex(xi - alpha * v.real, -alpha * v.imag))
    return u, _semicircle(complex(zeta - beta * u.real, -beta * u.imag))


@_inlined
def start(xi: float, zeta: float, alpha: float, beta: float) -> tuple[complex, complex]:
    """Two turns from inside the half plane: enough for Newton's iteration almost everywhere."""
    u = _semicircle(complex(xi, 0.3))
    v = _semicircle(complex(zeta - beta * u.real, -beta * u.imag))
    found: tuple[complex, complex] = _turn(v, xi, zeta, alpha, beta)
    return found


@_inlined
def newton_step(
    u: complex, v: complex, xi: float, zeta: float, alpha: float, beta: float
) -> tuple[complex, complex, float, float]:
    """The next iterate; squared residual before the step; squared relative length of the step."""
    ur, ui, vr, vi = u.real, u.imag, v.real, v.imag
    pr, pi = xi - ur - alpha * vr, -ui - alpha * vi
    qr, qi = zeta - vr - beta * ur, -vi - beta * ui
    fr, fi = 1.0 - ur * pr + ui * pi, -ur * pi - ui * pr
    hr, hi = 1.0 - vr * qr + vi * qi, -vr * qi - vi * qr
    ar, ai = ur - pr, ui - pi
    dr, di = vr - qr, vi - qi
    coupling = alpha * beta
    det_r = ar * dr - ai * di - coupling * (ur * vr - ui * vi)
    det_i = ar * di + ai * dr - coupling * (ur * vi + ui * vr)
    scale = 1.0 / (det_r * det_r + det_i * det_i)
    det_r, det_i = det_r * scale, det_i * scale
    nr = dr * fr - di * fi - alpha * (ur * hr - ui * hi)
    ni = dr * fi + di * fr - alpha * (ur * hi + ui * hr)
    mr = ar * hr - ai * hi - beta * (vr * fr - vi * fi)
    mi = ar * hi + ai * hr - beta * (vr * fi + vi * fr)
    du_r, du_i = nr * det_r + ni * det_i, ni * det_r - nr * det_i
    dv_r, dv_i = mr * det_r + mi * det_i, mi * det_r - mr * det_i
    ur, ui, vr, vi = ur - du_r, ui - du_i, vr - dv_r, vi - dv_i
    residual = fr * fr + fi * fi + hr * hr + hi * hi
    step_u = (du_r * du_r + du_i * du_i) / (ur * ur + ui * ui)
    step_v = (dv_r * dv_r + dv_i * dv_i) / (vr * vr + vi * vi)
    return complex(ur, ui), complex(vr, vi), residual, max(step_u, step_v)


@_inlined
def judge(u: complex, v: complex, coupling: float) -> tuple[complex, complex, bool]:
    """(u, v) freed of rounding noise off the real axis or half plane, and whether it is physical.

    ``stability`` is 0 in the bulk and positive outside; both it there and the imaginary part here
    open as a square root at the edge, and rounding moves either by its unit over that root. So the
    larger of the two tells the sides apart as well as can be.
    """
    uu, vv = _square(u), _square(v)
    stability = (1.0 - uu) * (1.0 - vv) - coupling * uu * vv
    height = max(abs(u.imag), abs(v.imag))
    stable = height <= stability
    down = (v.imag < 0.0) == (u.imag <= 0.0)
    sheet = 0.0 if stable else -1.0
    u = complex(u.real, sheet * abs(u.imag))
    v = complex(v.real, sheet * abs(v.imag))
    # A transform that the other block hardly moves has an imaginary part lost in rounding.
    down = down or min(-u.imag, -v.imag) <= 1e-14
    physical = (uu < 1.0 and vv < 1.0) if stable else (down and height > -stability)
    return u, v, physical and uu <= 1.0 + 1e-7 and vv <= 1.0 + 1e-7


@_inlined
def _fold(
    u: complex, v: complex, xi: float, zeta: float, alpha: float, beta: float, sheet: float
) -> tuple[complex, complex]:
    """One of the two solutions that nearly meet close to (u, v), from the quadratic model there.

    Along the nearly null direction n = (d, -beta v) of the Jacobian J, with the left one
    l = (d, -alpha u), the equations F + J n r + Q(n, n) r^2 = 0 (they are quadratic) leave one for
    r. Newton's iteration, which wanders when J is nearly singular, takes over from its root.
    """
    p, q = xi - u - alpha * v, zeta - v - beta * u
    f, h = 1.0 - u * p, 1.0 - v * q
    a, d = u - p, v - q
    if _square(d) >= _square(a):
        n, m, l, k = d, -beta * v, d, -alpha * u
        slope = d * (a * d - alpha * beta * u * v)
    else:
        n, m, l, k = -alpha * u, a, -beta * v, a
        slope = a * (a * d - alpha * beta * u * v)
    value = l * f + k * h
    bend = l * (n * n + alpha * n * m) + k * (m * m + beta * n * m)
    root = cmath.sqrt(slope * slope - 4.0 * bend * value)
    r = (sheet * root - slope) / (2.0 * bend)
    return u + r * n, v + r * m


@_compiled
def _polish(
    u: complex, v: complex, xi: float, zeta: float, alpha: float, beta: float
) -> tuple[complex, complex, float]:
    """Newton's iteration to its end: u, v and the squared residual, 0 if the step got small.

    Where it does not settle (a cusp) the iterate of least residual counts.
    """
    best_u, best_v, least = u, v, math.inf
    for _ in range(NEWTON_STEPS):
        next_u, next_v, residual, step = newton_step(u, v, xi, zeta, alpha, beta)
        if step <= TOLERANCE:
            return next_u, next_v, 0.0
        if residual < least:
            best_u, best_v, least = u, v, residual
        u, v = next_u, next_v
    return best_u, best_v, least


@_compiled
def search(xi: float, zeta: float, alpha: float, beta: float) -> tuple[complex, complex]:
    """The physical (u, v): Newton's iteration from ever later iterates of the half plane's map.

    Where two solutions nearly meet (an edge) both are tried. Where no attempt arrives in the last
    digit (three meet, a cusp) the one with the least residual is taken.
    """
    u, v = start(xi, zeta, alpha, beta)
    best_u, best_v, least = u, v, math.inf
    turns = 1
    for _ in range(ROUNDS):
        middle_u, middle_v = u, v
        for attempt in range(3):
            root_u, root_v = u, v
            if attempt > 0:
                sheet = 1.0 if attempt == 1 else -1.0
                root_u, root_v = _fold(middle_u, middle_v, xi, zeta, alpha, beta, sheet)
            root_u, root_v, residual = _polish(root_u, root_v, xi, zeta, alpha, beta)
            if attempt == 0:
                middle_u, middle_v = root_u, root_v
            root_u, root_v, physical = judge(root_u, root_v, alpha * beta)
            if physical and residual <= NOISE:
                return root_u, root_v
            if physical and residual < least:
                best_u, best_v, least = root_u, root_v, residual
        for _ in range(turns):
            u, v = _turn(v, xi, zeta, alpha, beta)
        turns = min(2 * turns, MOST_TURNS)
    return best_u, best_v


@_inlined
def scales(kappa: float, b: float, b1: float) -> tuple[float, float]:
    """(sigma_D, sigma_G) without overflow."""
    largest = max(b, b1)
    r, r1 = b / largest, b1 / largest
    sigma_D = largest * math.sqrt(0.5 * (kappa * r * r + r1 * r1))
    return sigma_D, b * math.sqrt(0.5 * (1.0 - kappa))


@_inlined
def _within_reach(distance: float) -> float:
    return min(max(distance, -FAR), FAR)


@_compiled
def _scaled_branch(
    z: float, x1: float, kappa: float, b: float, b1: float
) -> tuple[complex, complex, float, float]:
    """(u, v, sigma_D, sigma_G) at the real point z."""
    kappa = max(kappa, LEAST_KAPPA)
    sigma_D, sigma_G = scales(kappa, b, b1)
    alpha = sigma_G / sigma_D
    xi, zeta = (z + x1) / sigma_D, z / sigma_G
    near_xi, near_zeta = _within_reach(xi), _within_reach(zeta)
    u, v = search(near_xi, near_zeta, alpha, alpha * kappa / (1.0 - kappa))
    if near_xi != xi:
        u = complex(1.0 / xi, 0.0)
    if near_zeta != zeta:
        v = complex(1.0 / zeta, 0.0)
    return u, v, sigma_D, sigma_G


@_compiled
def physical_branch(
    z: float, x1: float, kappa: float, b: float, b1: float
) -> tuple[complex, complex]:
    """(g_D, g_G) at z + i0: block Stieltjes transforms of b M + b1 (M1 (+) 0) - x1 (I (+) 0).

    Domain: z, x1 finite, 0 < kappa < 1, b > 0, b1 >= 0; unchecked, for callers that are compiled.

    >>> g_D, g_G = physical_branch(0.0, 0.0, 0.5, 1.0, 0.0)  # the semicircle of radius sqrt(2)
    >>> abs(g_D + 2**0.5 * 1j) < 1e-15 and abs(g_G - g_D) < 1e-15
    True
    """
    u, v, sigma_D, sigma_G = _scaled_branch(z, x1, kappa, b, b1)
    return u / sigma_D, v / sigma_G


@_inlined
def potential_of(u: complex, v: complex, sigma_D: float, sigma_G: float, kappa: float) -> float:
    """Phi = Re[-kappa log g_D - kappa' log g_G + b^2 g^2/4 + kappa b1^2 g_D^2/4] in (u, v)."""
    kappa_prime, alpha = 1.0 - kappa, sigma_G / sigma_D
    uu = u.real * u.real + u.imag * u.imag
    vv = v.real * v.real + v.imag * v.imag
    quadratic = 0.5 * (
        kappa * (u.real * u.real - u.imag * u.imag)
        + kappa_prime * (v.real * v.real - v.imag * v.imag)
    ) + kappa * alpha * (u.real * v.real - u.imag * v.imag)
    logs = kappa * math.log(sigma_D / math.sqrt(uu)) + kappa_prime * math.log(
        sigma_G / math.sqrt(vv)
    )
    return logs + quadratic


@_compiled
def potential(x: float, x1: float, kappa: float, b: float, b1: float) -> tuple[float, float, float]:
    """(Phi, Re g_D, Re g_G) at x; dPhi/dx = Re(kappa g_D + kappa' g_G), dPhi/dx1 = kappa Re g_D.

    Domain as for :func:`physical_branch`, unchecked.

    >>> round(potential(0.0, 0.0, 0.5, 1.0, 0.0)[0], 12)  # -1/2 - log(2)/2
    -0.84657359028
    """
    u, v, sigma_D, sigma_G = _scaled_branch(x, x1, kappa, b, b1)
    value = potential_of(u, v, sigma_D, sigma_G, kappa)
    return value, u.real / sigma_D, v.real / sigma_G
