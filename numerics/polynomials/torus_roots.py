"""Every equilibrium of a game on two circles, certified: subdivision with interval tests.

The first player moves theta and has the loss e(theta) - sigma h(theta, phi), the second moves phi
and has sigma h, with e and h trigonometric polynomials: the zeros of ``f = e' - sigma h_theta``,
``g = h_phi`` are sought.

The torus is cut into square cells. A cell of half-width r about c is *excluded* when a second-order
Taylor expansion with a global third-order remainder keeps f or g away from zero, or
when Krawczyk's operator sends it off itself; it is *solved* when Krawczyk's operator maps the
slightly larger cell strictly into itself and contracts there, so that exactly one zero lies in it;
otherwise it is cut in four. A zero belongs to the one cell that its final enclosure lies in. Every
bound carries an allowance for rounding. So the list is complete, or the draw is reported undecided.

The field whose zeros are certified has the Fourier coefficients that double precision holds.
"""

from __future__ import annotations

import math

import numpy as np

from glassproof.numerics.work.compiled import compiled

TWO_PI = 2 * math.pi
LARGER = 1.5
"""Krawczyk's test looks at a cell this many times as wide, so that zeros near an edge pass it."""
DEEPEST = 34
"""Cells are cut down to a side of 2 pi / 2^34; what is undecided then is reported."""
MOST_CELLS = 1 << 15
"""Undecided cells held at once; a draw that needs more is reported undecided."""

SOLVED, UNDECIDED = 0, 1
EXCLUDED, FOUND, OPEN, STUCK = range(4)

THETA, PHI, FIRST_LOSS, SECOND_LOSS, FIRST_INDEX, SECOND_INDEX, SIGN = range(7)
"""Columns of a row that describes one zero."""


@compiled(cache=True, nogil=True)
def _row(real, imag, e_real, e_imag, theta, A, B, e):  # type: ignore[no-untyped-def]
    """Coefficients in phi of the a-th derivative of h in theta, A + iB, at one theta; and of e."""
    m, p = real.shape[1] - 1, len(e_real) - 1
    cosine, sine = math.cos(theta), math.sin(theta)
    c, s = np.empty(m + 1), np.empty(m + 1)
    c[0], s[0] = 1.0, 0.0
    for j in range(m):
        c[j + 1] = c[j] * cosine - s[j] * sine
        s[j + 1] = s[j] * cosine + c[j] * sine
    A[:], B[:] = 0.0, 0.0
    for k in range(m + 1):
        for j in range(k - m, m - k + 1, 2):
            cj, sj = c[abs(j)], s[abs(j)] if j >= 0 else -s[-j]
            x = real[j + m, k] * cj - imag[j + m, k] * sj
            y = real[j + m, k] * sj + imag[j + m, k] * cj
            for a in range(4):
                A[a, k] += x
                B[a, k] += y
                x, y = -j * y, j * x
    e[:] = 0.0
    for j in range(p + 1):
        x = e_real[j] * c[j] - e_imag[j] * s[j]
        y = e_real[j] * s[j] + e_imag[j] * c[j]
        for a in range(4):
            e[a] += x
            x, y = -j * y, j * x


@compiled(cache=True, nogil=True)
def _jet(A, B, e, sigma, phi, out):  # type: ignore[no-untyped-def]
    """h, e and the second-order jets of f and g at (theta, phi), theta by its row.

    out = [f, f_t, f_p, f_tt, f_tp, f_pp, g, g_t, g_p, g_tt, g_tp, g_pp, h, e].
    """
    m = A.shape[1] - 1
    cosine, sine = math.cos(phi), math.sin(phi)
    c, s = 1.0, 0.0
    h = t = p = tt = tp = pp = ttt = ttp = tpp = ppp = 0.0
    for k in range(m + 1):
        u0, v0 = A[0, k] * c - B[0, k] * s, A[0, k] * s + B[0, k] * c
        u1, v1 = A[1, k] * c - B[1, k] * s, A[1, k] * s + B[1, k] * c
        u2, v2 = A[2, k] * c - B[2, k] * s, A[2, k] * s + B[2, k] * c
        u3 = A[3, k] * c - B[3, k] * s
        h += u0
        t += u1
        tt += u2
        ttt += u3
        p -= k * v0
        tp -= k * v1
        ttp -= k * v2
        pp -= k * k * u0
        tpp -= k * k * u1
        ppp += k * k * k * v0
        c, s = c * cosine - s * sine, s * cosine + c * sine
    out[0], out[1], out[2] = e[1] - sigma * t, e[2] - sigma * tt, -sigma * tp
    out[3], out[4], out[5] = e[3] - sigma * ttt, -sigma * ttp, -sigma * tpp
    out[6], out[7], out[8], out[9], out[10], out[11] = p, tp, pp, ttp, tpp, ppp
    out[12], out[13] = h, e[0]


@compiled(cache=True, nogil=True)
def _excluded(d, r, third, error):  # type: ignore[no-untyped-def]
    """Whether the component with jet ``d`` has no zero within r (in each angle) of the centre."""
    slope = r * (abs(d[1]) + abs(d[2]))
    curve = 0.5 * r * r * (abs(d[3]) + 2 * abs(d[4]) + abs(d[5]))
    # Rounding of d[0], and of the others times r m and (r m)^2 / 2, where r m <= pi / 4.
    return abs(d[0]) > slope + curve + third * r * r * r / 6 + 3 * error


@compiled(cache=True, nogil=True)
def _krawczyk(d, r, third, error, out):  # type: ignore[no-untyped-def]
    """Newton's step and Krawczyk's radii on the square of half-width r about the centre.

    Every zero in the square lies within out[2:4] of centre - out[0:2]. out[4] bounds the norm of
    I - Y J over the square (Y: approximate inverse at the centre): below 1, zeros are unique.
    Returns False when J cannot be inverted.
    """
    det = d[1] * d[8] - d[2] * d[7]
    if det == 0.0 or not math.isfinite(1.0 / det):
        return False
    y00, y01, y10, y11 = d[8] / det, -d[2] / det, -d[7] / det, d[1] / det
    out[0], out[1] = y00 * d[0] + y01 * d[6], y10 * d[0] + y11 * d[6]
    a00, a01, a10, a11 = abs(y00), abs(y01), abs(y10), abs(y11)
    taylor_f = 0.5 * r * r * (abs(d[3]) + 2 * abs(d[4]) + abs(d[5])) + third[0] * r * r * r / 6
    taylor_g = 0.5 * r * r * (abs(d[9]) + 2 * abs(d[10]) + abs(d[11])) + third[1] * r * r * r / 6
    # Rounding: of the field (error), of the derivatives (errors of Y J and of the expansion).
    first_f, first_g = 4 * r * error[2], 4 * r * error[3]
    jacobian_f, jacobian_g = abs(d[1]) + abs(d[2]), abs(d[7]) + abs(d[8])
    rest_f = taylor_f + error[0] + first_f + 4e-15 * (r * jacobian_f + abs(d[0]))
    rest_g = taylor_g + error[1] + first_g + 4e-15 * (r * jacobian_g + abs(d[6]))
    out[2], out[3] = a00 * rest_f + a01 * rest_g, a10 * rest_f + a11 * rest_g
    change_f = r * (abs(d[3]) + 2 * abs(d[4]) + abs(d[5])) + third[0] * r * r + 4 * error[2]
    change_g = r * (abs(d[9]) + 2 * abs(d[10]) + abs(d[11])) + third[1] * r * r + 4 * error[3]
    change_f += 4e-15 * jacobian_f
    change_g += 4e-15 * jacobian_g
    out[4] = max(a00 * change_f + a01 * change_g, a10 * change_f + a11 * change_g)
    return True


@compiled(cache=True, nogil=True)
def _refine(fourier, sigma, x, y, third, error, work, out):  # type: ignore[no-untyped-def]
    """Newton from (x, y), then an enclosure: (x, y, radius), radius < 0 if none is proven."""
    A, B, e, d = work
    real, imag, e_real, e_imag = fourier
    for _ in range(8):
        _row(real, imag, e_real, e_imag, x, A, B, e)
        _jet(A, B, e, sigma, y, d)
        if not _krawczyk(d, 0.0, third, error, out):
            return x, y, -1.0
        x, y = x - out[0], y - out[1]
        if max(abs(out[0]), abs(out[1])) < 1e-13:
            break
    _row(real, imag, e_real, e_imag, x, A, B, e)
    _jet(A, B, e, sigma, y, d)
    if not _krawczyk(d, 0.0, third, error, out):
        return x, y, -1.0
    radius = 4 * max(abs(out[0]) + out[2], abs(out[1]) + out[3]) + 1e-14
    _krawczyk(d, radius, third, error, out)
    if out[4] < 1 and abs(out[0]) + out[2] < radius and abs(out[1]) + out[3] < radius:
        return x, y, radius
    return x, y, -1.0


@compiled(cache=True, nogil=True)
def _side(z, radius, low, high):  # type: ignore[no-untyped-def]
    """1 if [z - radius, z + radius] lies in (low, high), -1 if it misses it, 0 if it straddles."""
    if z - radius > low and z + radius < high:
        return 1
    if z + radius < low or z - radius > high:
        return -1
    return 0


@compiled(cache=True, nogil=True)
def _record(d, x, y, radius, sigma, third, error, row):  # type: ignore[no-untyped-def]
    """Losses, both indices and the sign of the determinant; False if a sign is not certain."""
    reach_f = radius * (abs(d[3]) + 2 * abs(d[4]) + abs(d[5])) + third[0] * radius**2
    reach_g = radius * (abs(d[9]) + 2 * abs(d[10]) + abs(d[11])) + third[1] * radius**2
    if abs(d[1]) <= reach_f + error[2] or abs(d[8]) <= reach_g + error[3]:
        return False
    row[0], row[1] = x % (2 * math.pi), y % (2 * math.pi)
    row[2], row[3] = d[13] - sigma * d[12], sigma * d[12]
    row[4], row[5] = 1.0 if d[1] < 0 else 0.0, 1.0 if d[8] < 0 else 0.0
    # Krawczyk's contraction at (x, y) proves J regular there: the sign is that of the double.
    row[6] = 1.0 if d[1] * d[8] - d[2] * d[7] > 0 else -1.0
    return True


@compiled(cache=True, nogil=True)
def _decide(fourier, sigma, bounds, cell, d, spare, out, row):  # type: ignore[no-untyped-def]
    """What becomes of the cell with jet ``d``: EXCLUDED, FOUND (``row`` is filled), OPEN, STUCK.

    An open cell is to be cut. ``cell`` = (low_x, high_x, low_y, high_y, half-width).
    """
    third, error = bounds[0:2], bounds[2:6]
    low_x, high_x, low_y, high_y, half = cell
    if _excluded(d[6:12], half, third[1], error[1]) or _excluded(d[0:6], half, third[0], error[0]):
        return EXCLUDED
    if not _krawczyk(d, half, third, error, out):
        return OPEN
    if abs(out[0]) > half + out[2] or abs(out[1]) > half + out[3]:
        return EXCLUDED
    wide = LARGER * half
    _krawczyk(d, wide, third, error, out)
    if not (abs(out[0]) + out[2] < wide and abs(out[1]) + out[3] < wide and out[4] < 1):
        return OPEN
    centre_x, centre_y = 0.5 * (low_x + high_x), 0.5 * (low_y + high_y)
    x, y, radius = _refine(
        fourier, sigma, centre_x - out[0], centre_y - out[1], third, error, spare, out
    )
    if radius < 0 or max(abs(x - centre_x), abs(y - centre_y)) > wide - radius:
        return OPEN
    side_x, side_y = _side(x, radius, low_x, high_x), _side(y, radius, low_y, high_y)
    if side_x == -1 or side_y == -1:
        return EXCLUDED
    if side_x == 0 or side_y == 0 or not _record(spare[3], x, y, radius, sigma, third, error, row):
        return STUCK
    return FOUND


@compiled(cache=True, nogil=True)
def _zeros_of_one(fourier, sigma, bounds, start, corner, rows):  # type: ignore[no-untyped-def]
    """Fill ``rows`` with the zeros; returns their number, SOLVED or UNDECIDED, cells looked at."""
    real, imag, e_real, e_imag = fourier
    m = real.shape[1] - 1
    A, B, e, d, out = (
        np.empty((4, m + 1)),
        np.empty((4, m + 1)),
        np.empty(4),
        np.empty(14),
        np.empty(5),
    )
    spare = (np.empty((4, m + 1)), np.empty((4, m + 1)), np.empty(4), np.empty(14))
    current, following = np.empty((MOST_CELLS, 2), np.int64), np.empty((MOST_CELLS, 2), np.int64)
    found, looked = 0, 0
    active = 1 << (2 * start - 2)
    for n in range(active):
        current[n, 0], current[n, 1] = n >> (start - 1), n & ((1 << (start - 1)) - 1)
    for level in range(start, DEEPEST + 1):
        scale = TWO_PI / 2.0**level
        # Open cells are sorted by rows; each child row's coefficients are computed once.
        half, kept, begin = 0.5 * scale * (1 + 1e-12) + 1e-14, 0, 0
        while begin < active:
            end = begin
            while end < active and current[end, 0] == current[begin, 0]:
                end += 1
            for i in range(2 * current[begin, 0], 2 * current[begin, 0] + 2):
                low_x, high_x = corner[0] + i * scale, corner[0] + (i + 1) * scale
                _row(real, imag, e_real, e_imag, 0.5 * (low_x + high_x), A, B, e)
                for child in range(2 * (end - begin)):
                    j = 2 * current[begin + child // 2, 1] + child % 2
                    low_y, high_y = corner[1] + j * scale, corner[1] + (j + 1) * scale
                    _jet(A, B, e, sigma, 0.5 * (low_y + high_y), d)
                    looked += 1
                    cell = (low_x, high_x, low_y, high_y, half)
                    # One row more than there can be zeros: the last one is never reported.
                    what = _decide(fourier, sigma, bounds, cell, d, spare, out, rows[found])
                    if what == FOUND:
                        found += 1
                    if what == STUCK or found == len(rows) or kept == MOST_CELLS:
                        return 0, UNDECIDED, looked
                    if what == OPEN:
                        following[kept, 0], following[kept, 1] = i, j
                        kept += 1
            begin = end
        current, following, active = following, current, kept
        if active == 0:
            return found, SOLVED, looked
    return 0, UNDECIDED, looked


@compiled(cache=True, nogil=True)
def zeros(real, imag, e_real, e_imag, sigma, bounds, start, corner, rows, counts, states):  # type: ignore[no-untyped-def]
    """Solve every draw; ``rows`` (draws, 4 m^2 + 1, 7), ``counts`` and ``states`` are filled in.

    ``bounds`` (draws, 6): bounds of f's and g's third derivatives along any (+-1, +-1), then of the
    rounding of f, g and of the rounding of their first derivatives. Returns the cells looked at.
    """
    looked = 0
    for draw in range(len(real)):
        fourier = (real[draw], imag[draw], e_real[draw], e_imag[draw])
        counts[draw], states[draw], cells = _zeros_of_one(
            fourier, sigma, bounds[draw], start, corner, rows[draw]
        )
        looked += cells
    return looked
