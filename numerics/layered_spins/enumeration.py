"""Small layered glasses exactly: sums over the layers of one parity, the others traced out.

Given the layers of one parity the other spins are independent, so that
Z = sum over s of prod_i 2 cosh(beta h_i(s)), and correlations are means of products of spins s and
of tanh(beta h_i).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.layered_spins.glass import Layers
from glassproof.numerics.work.arguments import FloatArray

MOST_SPINS = 18
"""Spins that are summed over."""


def log_two_cosh(x: FloatArray) -> FloatArray:
    """log(2 cosh x) without overflow.

    >>> log_two_cosh(np.array([0.0, -1000.0]))
    array([6.93147181e-01, 1.00000000e+03])
    """
    size = np.abs(x)
    return np.asarray(size + np.log(1 + np.exp(-2 * size)))


@dataclass(frozen=True)
class Enumeration:
    """All states of the smaller half, with the fields on the other half, of one glass.

    ``couplings`` are those of one draw: W^l of shape (N_(l+1), N_l).

    >>> glass = Layers((2, 1), (1.0,))
    >>> found = Enumeration(glass, [np.array([[0.5, -0.25]])])
    >>> z = sum(np.exp(c * (0.5 * a - 0.25 * b)) for a in (1, -1) for b in (1, -1) for c in (1, -1))
    >>> bool(np.isclose(found.log_partition(1.0), np.log(z)))
    True
    """

    layers: Layers
    couplings: Sequence[FloatArray]

    def _halves(self) -> tuple[FloatArray, FloatArray, NDArray[np.bool_]]:
        """States of the summed half, its first spin up; fields on the rest; which are summed.

        All spins turned over change neither the energy nor a product of two spins.
        """
        J = self.layers.matrix([W[None] for W in self.couplings])[0]
        odd: NDArray[np.bool_] = np.repeat(
            np.arange(len(self.layers.widths)) % 2 == 1, self.layers.widths
        )
        summed = odd if odd.sum() <= len(odd) / 2 else ~odd
        count = int(summed.sum())
        if count > MOST_SPINS:
            raise DomainError(
                f"{count} spins are to be summed over: give layers of which one parity has at most "
                f"{MOST_SPINS} spins"
            )
        bits = np.arange(2 ** (count - 1))[:, None] >> np.arange(count) & 1
        states = np.asarray(1 - 2.0 * bits[:, ::-1], float)
        return states, states @ J[np.ix_(summed, ~summed)], summed

    def log_partition(self, beta: float) -> float:
        """log Z."""
        _, fields, _ = self._halves()
        logs = log_two_cosh(beta * fields).sum(axis=1)
        return float(logs.max() + np.log(2 * np.exp(logs - logs.max()).sum()))

    def correlations(self, betas: Sequence[float]) -> list[FloatArray]:
        """<s_i s_j> for all spins at each of the inverse temperatures."""
        states, fields, summed = self._halves()
        found = []
        for beta in betas:
            logs = log_two_cosh(beta * fields).sum(axis=1)
            weights = np.exp(logs - logs.max())
            means = np.empty((len(states), len(summed)))
            means[:, summed], means[:, ~summed] = states, np.tanh(beta * fields)
            C = means.T @ (means * (weights / weights.sum())[:, None])
            np.fill_diagonal(C, 1.0)
            found.append(C)
        return found
