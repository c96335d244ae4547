"""Trained networks as layers of spins: their order's melting temperature, their TAP solutions.

Fully connected networks 64-48-48-10 without bias on digits, with ReLU and with binarised
activations (the sign, with the derivative of hard tanh), trained by Adam with rate 1e-3 and batches
of 64 for 64 passes. A weight matrix couples neighbouring layers: J is the symmetric matrix of all
couplings.

m = 0 is unstable where I + beta^2 D - beta J has a negative eigenvalue, D the diagonal matrix of
sum_j J_ij^2: up to the largest real T with det(T^2 + D - T J) = 0, an eigenvalue of the matrix
[[J, -D], [I, 0]]. That is the melting temperature of order here; where there is none m = 0 is
stable at every T, as of a glass, for which the eigenvalue touches 0 only. Some networks are glasses
still after 4 passes, hence exponents from 16 passes on: fixed after a first draw, which is not
used; the shipped runs were drawn after that, with a seed that no run had had.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from glassproof.numerics.networks.data.digits import digits
from glassproof.numerics.networks.models.dense import mlp
from glassproof.numerics.networks.models.network import Network
from glassproof.numerics.networks.training.supervised import Training, train
from glassproof.numerics.probability.contrasts import Contrast, contrast, power
from glassproof.numerics.work.arguments import FloatArray
from glassproof.numerics.work.streams import stream
from glassproof.verify.claims.evidence import Finding
from glassproof.verify.claims.nature.study import LEVEL, Row, Studied, Study, all_hold, concluded

WIDTHS, KINDS, RUNS = (64, 48, 48, 10), ("relu", "sign"), 32
HOW = Training(64, 64, "adam", snapshots=4)
TIMES = (16, 32, 64)
"""Passes at which the temperature is compared: two factors of 2."""
SLOPES = 0.15
"""Exponents of the first and of the second factor of 2 differ by less: one power, roughly."""
STARTS, STEPS, ALIGNED, COLD = 12, 400, 0.9, 0.5
"""TAP iterations from so many starts, with so many steps, at half the melting temperature; two
solutions with |overlap| above ALIGNED are one."""


def couplings(network: Network, theta: FloatArray) -> FloatArray:
    """J, of the size of all layers together."""
    starts = np.cumsum([0, *WIDTHS])
    J = np.zeros((starts[-1], starts[-1]))
    for l in range(len(WIDTHS) - 1):
        W = network.unpack(theta)[f"weight {l}"]
        J[starts[l + 1] : starts[l + 2], starts[l] : starts[l + 1]] = W
    return J + J.T


def melting(J: FloatArray) -> float:
    """The largest T at which m = 0 becomes unstable; NaN if there is none.

    Two spins with coupling J: T^2 - T J + J^2 has no real root, m = 0 is stable at every T.

    >>> float(melting(np.array([[0.0, 1.0], [1.0, 0.0]])))
    nan
    >>> round(melting(np.ones((9, 9)) - np.eye(9)), 6)
    6.828427
    """
    n, D = len(J), np.diag((J**2).sum(axis=1))
    found = np.linalg.eigvals(np.block([[J, -D], [np.eye(n), np.zeros((n, n))]]))
    real_ones = found.real[np.abs(found.imag) < 1e-9 * np.abs(found).max()]
    return float(real_ones.max()) if len(real_ones) and real_ones.max() > 0 else float("nan")


def aligned(J: FloatArray, T: float, rng: np.random.Generator) -> float:
    """Share of pairs of TAP solutions, from random starts at T, that are one up to a sign.

    m(t+1) = tanh(beta J m(t) - beta^2 D(m) m(t-1)), D_i(m) = sum_j J_ij^2 (1 - m_j^2); every step
    is halved towards the last.
    """
    m = rng.uniform(-1, 1, (len(J), STARTS))
    before, squares = m, J**2
    for _ in range(STEPS):
        field = J @ m / T - (squares @ (1 - m**2)) * before / T**2
        m, before = (m + np.tanh(field)) / 2, m
    norms = np.linalg.norm(m, axis=0)
    overlaps = np.abs(m.T @ m) / np.maximum(np.outer(norms, norms), 1e-12)
    return float((overlaps[np.triu_indices(STARTS, 1)] > ALIGNED).mean())


def _row(kind: str, seed: int, path: FloatArray) -> Row:
    network, rng = _network(kind), stream(seed, "solutions")
    matrices = [couplings(network, theta.astype(float)) for theta in path]
    temperatures = [melting(J) for J in matrices]
    logs = np.log(temperatures[1:])
    first, second = (float(v) for v in np.diff(logs) / np.log(2))
    shares = [aligned(J, COLD * temperatures[-1], rng) for J in (matrices[0], matrices[-1])]
    values: dict[str, Any] = {"first": first, "second": second}
    values |= {"one before": shares[0], "one after": shares[1]}
    return {"law": kind, "seed": seed} | {
        name: value if np.isfinite(value) else None for name, value in values.items()
    }


def _network(kind: str) -> Network:
    return mlp(WIDTHS, bias=False, activation=kind)


def _rows(kind: str, seeds: Sequence[int]) -> list[Row]:
    network = _network(kind)
    found = train(network, digits(), HOW, seeds, rate=1e-3)
    rows: list[Row] = []
    for k, seed in enumerate(seeds):
        start = _start(network, seed)
        later = [found.path[k, t // HOW.snapshots - 1] for t in TIMES]
        rows.append(_row(kind, seed, np.stack([start, *later])))
    return rows


def _start(network: Network, seed: int) -> FloatArray:
    from glassproof.numerics.networks.extra import key

    return np.asarray(network.initial(key(seed, "start")))


def _chunk(seed: int, number: int) -> list[Row]:
    first = 70_000 + (seed * len(KINDS) + number) * RUNS
    return _rows(KINDS[number], range(first, first + RUNS))


def _again(seed: int) -> list[Row]:
    return _rows(KINDS[0], range(80_000 + 4 * seed, 80_004 + 4 * seed))


MEASURED = ("first", "second", "one before", "one after")
STUDY = Study(
    "training",
    "networks whose order's melting is followed through training",
    __name__.rpartition(".")[0],
    _chunk,
    len(KINDS),
    _again,
    "law",
    MEASURED,
)


def judge(rows: Sequence[Row]) -> Finding:
    """Does the temperature grow as one power, and do TAP solutions become one?"""
    level = LEVEL / (6 * len(KINDS))
    parts: list[bool | None] = []
    told: list[str] = []
    tested: list[Contrast] = []
    for kind in dict.fromkeys(row["law"] for row in rows):
        own = [row for row in rows if row["law"] == kind]
        sound = [row for row in own if all(row[name] is not None for name in MEASURED)]
        groups: dict[str, list[float]] = {name: [r[name] for r in sound] for name in MEASURED}
        groups["bend"] = [r["second"] - r["first"] for r in sound]
        groups["united"] = [r["one after"] - r["one before"] for r in sound]
        found = {name: contrast(groups, {name: 1}) for name in groups}
        tested += (found[name] for name in ("first", "second", "united", "bend"))
        parts += [_sign(found[name].above(0, level), found[name].below(0, level))
                  for name in ("first", "second", "united")]  # fmt: skip
        parts.append(found["bend"].within(-SLOPES, SLOPES, level))
        told.append(
            f"{kind}: the melting temperature grows with the exponent {found['first'].words} from "
            f"16 to 32 passes and {found['second'].words} from 32 to 64; pairs of TAP solutions "
            f"that are one: {found['one before'].words} before, {found['one after'].words} after; "
            f"{len(own) - len(sound)} of {len(own)} networks diverged or have no such temperature"
        )
    detail = f"{'; '.join(told)}; exponents and shares {power(tested, level)}"
    return concluded(all_hold(parts), detail, "; ".join(told))


def _sign(above: bool, below: bool) -> bool | None:
    return True if above else False if below else None


PART = Studied("melting in training", (STUDY,), judge)
