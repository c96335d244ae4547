"""The formulas the judge is tried on: all that the shipped papers derive, and more of the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

import sympy as sp

from glassproof.derivations.block_matrix import (
    concentration,
    coulomb_gas,
    log_concentration,
    log_potential,
    resolvent,
    saddle_point,
    support,
)
from glassproof.derivations.block_matrix.supersymmetry import action as supersymmetric
from glassproof.derivations.block_matrix.symbols import SPECTRUM_DOMAIN
from glassproof.derivations.ensembles import max_norm
from glassproof.derivations.gan_glass import (
    complexity,
    covariance,
    critical_matrix,
    kac_rice,
    large_deviations,
    stirling,
    total_complexity,
)
from glassproof.derivations.proof.derivation import Derivation, Step
from glassproof.derivations.proof.domain import Domain, Range
from glassproof.derivations.special_functions import log_gamma
from glassproof.verify.claims.claim import Claim
from glassproof.verify.claims.source import Reference, Source
from glassproof.verify.papers import load, names

_SCALE = Range(0, None, log=True, draw=("1/100", 100))
_LINE = Range(draw=(-8, 8))
_SOURCE = Source(
    Reference("derivations", "Results of this toolkit", "this toolkit", "derivations/"),
    "the result of the derivation",
    "the derivation",
)

# Symbols that a derivation leaves without a range of its own.
EXTRA_RANGES: dict[str, Range] = {
    **{str(s): r for d in (SPECTRUM_DOMAIN, kac_rice.COUNT_DOMAIN) for s, r in d.ranges.items()},
    "g_D": _SCALE, "g_G": _SCALE, "w_D": _SCALE, "w_G": _SCALE, "v_D": _SCALE, "v_G": _SCALE,
    "alpha": _LINE, "beta": _LINE, "G": _LINE, "delta": _SCALE, "sigma": _LINE, "sigma1": _LINE,
    "Q": _LINE, "W": _SCALE, "h": Range(0, 1, draw=("1/100", "99/100")), "eta": _SCALE,
    "r_D": _LINE, "r_G": _LINE, "y": _SCALE, "q": _SCALE, "x": _LINE, "x1": _LINE, "w": _LINE,
    "L": _SCALE, "lambda": _LINE, "det_Sigma": _SCALE,
}  # fmt: skip

DERIVED: dict[str, Callable[[], Derivation]] = {
    "covariance.losses": covariance.loss_covariance,
    "covariance.hessian-offdiagonal-D": covariance.hessian_offdiagonal_variance_D,
    "covariance.hessian-offdiagonal-G": covariance.hessian_offdiagonal_variance_G,
    "covariance.hessian-diagonal-D": covariance.hessian_diagonal_law_D,
    "covariance.radial": covariance.radial_covariance,
    "covariance.losses-and-radial": covariance.loss_radial_law,
    "critical-matrix.shifts": critical_matrix.shift_covariance,
    "critical-matrix.shifts-and-losses": critical_matrix.shift_loss_law,
    "kac-rice.prefactor": kac_rice.expected_count_prefactor,
    "kac-rice.log-constant": kac_rice.log_constant,
    "kac-rice.scalars": kac_rice.scalar_representation,
    "stirling.binet-decrement": log_gamma.binet_decrement,
    "stirling.lower-bound": log_gamma.binet_lower_bound,
    "stirling.upper-bound": log_gamma.binet_upper_bound,
    "stirling.log-constant": stirling.log_constant_expansion,
    "stirling.remainder": stirling.remainder_bound,
    "large-deviations.edge-D": large_deviations.edge_D,
    "log-potential.stationarity": log_potential.stationarity,
    "log-potential.value": log_potential.log_potential,
    "log-potential.semicircle": log_potential.semicircle_limit,
    "resolvent.self-energy": resolvent.self_energy,
    "resolvent.quartic": resolvent.quartic_resolvent,
    "saddle-point.moments": saddle_point.moments,
    "supersymmetric.action": supersymmetric.action,
    "supersymmetric.quartic": supersymmetric.quartic_supersymmetric,
    "supersymmetric.gaussian": supersymmetric.hubbard_stratonovich,
    "support.parametrisation": support.parametrisation,
    "support.critical-polynomial": support.critical_polynomial,
    "support.transition": support.transition,
    "support.stability": support.stability,
    "complexity.shift-covariance": complexity.shift_covariance,
    "complexity.curvature": complexity.curvature,
    "complexity.stationarity": complexity.stationarity,
    "total-complexity.potential": total_complexity.origin_potential,
    "total-complexity.total": total_complexity.total_complexity,
    "total-complexity.small-noise": total_complexity.small_noise_limit,
    "total-complexity.large-noise": total_complexity.large_noise_limit,
    "concentration.largest-variance": concentration.largest_variance,
    "concentration.lipschitz": concentration.lipschitz_constant,
    "concentration.tail": concentration.tail,
    "concentration.trace": concentration.trace_variance,
    "concentration.log-slope": log_concentration.log_slope,
    "concentration.log-tail": log_concentration.log_tail,
    "coulomb-gas.gap": coulomb_gas.annealed_gap,
    "coulomb-gas.error": coulomb_gas.limit_error,
    "coulomb-gas.spread": coulomb_gas.relative_spread,
    "max-norm.single-entry": max_norm.single_entry,
    "max-norm.upper-bound": max_norm.upper_bound,
}
"""Derived results besides the papers' claims; of a matrix, every entry that differs."""


def _with_ranges(domain: Domain | None, symbols: set[sp.Symbol]) -> Domain:
    ranges = dict(domain.ranges) if domain else {}
    for symbol in sorted(symbols - set(ranges), key=str):
        ranges[symbol] = EXTRA_RANGES[str(symbol)]
    kept = {s: r for s, r in ranges.items() if s in symbols}
    where = tuple(r for r in (domain.where if domain else ()) if r.free_symbols <= symbols)
    return Domain(kept, where)


def claim_about(name: str, formula: sp.Expr, domain: Domain) -> Claim:
    """A claim that publishes exactly what is derived."""
    derivation = Derivation(name, (Step(formula, "given"),), domain)
    return Claim(
        id=name,
        title=name,
        published=formula,
        source=_SOURCE,
        domain=domain,
        derived=lambda: derivation,
    )


def of_papers() -> Iterator[Claim]:
    """What the shipped papers' claims are held against, as claims that are true."""
    for paper in names():
        for claim in load(paper).claims:
            if claim.is_formula and claim.derived is not None:
                result = claim.derived().result
                named = claim_about(f"{paper}: {claim.id}", result, claim.domain)
                yield replace(named, compare=claim.compare)


def about_derived(name: str) -> Iterator[Claim]:
    """A true claim for every entry that the result in DERIVED has."""
    derivation = DERIVED[name]()
    result = derivation.result
    entries = list(result) if isinstance(result, sp.MatrixBase) else [result]
    distinct = list(dict.fromkeys(e for e in entries if e.free_symbols))
    for number, entry in enumerate(distinct):
        label = name if len(distinct) == 1 else f"{name}.{number + 1}"
        yield claim_about(label, entry, _with_ranges(derivation.domain, entry.free_symbols))


@cache
def subjects() -> tuple[Claim, ...]:
    """One true claim for every distinct formula, those of the papers first."""
    found: dict[tuple, Claim] = {}
    for claim in (*of_papers(), *(claim for name in DERIVED for claim in about_derived(name))):
        found.setdefault((claim.published, claim.compare.__name__), claim)
    return tuple(found.values())
