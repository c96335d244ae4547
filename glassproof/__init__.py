"""glassproof: rederive, simulate and judge the formulas of a paper.

    import glassproof as gp

``gp.check`` and ``gp.assert_equal`` judge formulas of your own; ``gp.scan`` those of a LaTeX
source; ``gp.papers``, ``gp.load`` and ``gp.review`` judge those of a paper; ``gp.plot`` draws
their figures; ``gp.recheck`` confirms a ledger by its certificates alone; ``gp.Paper``,
``gp.Claim``, ``gp.Derivation``, ``gp.Step``, ``gp.Domain``, ``gp.Experiment`` and
``gp.Figure`` write a paper down; ``gp.density``,
``gp.edges``, ``gp.log_potential``, ``gp.theta``, ``gp.expected_count``,
``gp.count_critical_points``, ``gp.gram_equivalent``, ``gp.gram_density``,
``gp.gram_detection``, ``gp.outlier``, ``gp.p_spin_count`` and ``gp.layered_sk_temperature``
compute.
Each is imported when it is first asked for. What is wrong with a call is a :class:`ValueError`.
``gp.__version__`` is the installed version.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from glassproof.derivations.proof.derivation import Derivation, Step
    from glassproof.derivations.proof.domain import Domain
    from glassproof.numerics.block_matrix.log_potential import log_potential
    from glassproof.numerics.block_matrix.spectrum import density, edges
    from glassproof.numerics.free_convolution.outliers import outlier
    from glassproof.numerics.gan_glass.complexity import theta
    from glassproof.numerics.gan_glass.expected_count import expected_count
    from glassproof.numerics.gan_glass.nature.critical_points import count_critical_points
    from glassproof.numerics.gram_matrices.density import gram_density
    from glassproof.numerics.gram_matrices.detection import gram_detection
    from glassproof.numerics.gram_matrices.equivalent import gram_equivalent
    from glassproof.numerics.p_spin.expected_count import p_spin_count
    from glassproof.plots import plot
    from glassproof.public import (
        assert_equal,
        check,
        load,
        papers,
        review,
    )
    from glassproof.recheck import recheck
    from glassproof.scans import scan
    from glassproof.temperatures import layered_sk_temperature
    from glassproof.verify.claims.claim import Claim
    from glassproof.verify.claims.exhibits.figure import Figure
    from glassproof.verify.claims.nature.experiment import Experiment
    from glassproof.verify.claims.paper import Paper

    __version__: str
else:
    _HOMES = {
        "glassproof.derivations.proof.derivation": ("Derivation", "Step"),
        "glassproof.derivations.proof.domain": ("Domain",),
        "glassproof.numerics.block_matrix.log_potential": ("log_potential",),
        "glassproof.numerics.block_matrix.spectrum": ("density", "edges"),
        "glassproof.numerics.free_convolution.outliers": ("outlier",),
        "glassproof.numerics.gan_glass.complexity": ("theta",),
        "glassproof.numerics.gan_glass.nature.critical_points": ("count_critical_points",),
        "glassproof.numerics.gan_glass.expected_count": ("expected_count",),
        "glassproof.numerics.gram_matrices.density": ("gram_density",),
        "glassproof.numerics.gram_matrices.detection": ("gram_detection",),
        "glassproof.numerics.gram_matrices.equivalent": ("gram_equivalent",),
        "glassproof.numerics.p_spin.expected_count": ("p_spin_count",),
        "glassproof.plots": ("plot",),
        "glassproof.public": (
            "assert_equal",
            "check",
            "load",
            "papers",
            "review",
        ),
        "glassproof.scans": ("scan",),
        "glassproof.recheck": ("recheck",),
        "glassproof.temperatures": ("layered_sk_temperature",),
        "glassproof.verify.claims.claim": ("Claim",),
        "glassproof.verify.claims.nature.experiment": ("Experiment",),
        "glassproof.verify.claims.exhibits.figure": ("Figure",),
        "glassproof.verify.claims.paper": ("Paper",),
    }

    def __getattr__(name: str) -> object:
        """Import a public name from its home when it is first asked for, and keep it."""
        from importlib import import_module

        if name == "__version__":
            return str(import_module("glassproof.doctor").version("glassproof") or "0+checkout")
        for home, names in _HOMES.items():
            if name in names:
                value = globals()[name] = getattr(import_module(home), name)
                return value
        raise AttributeError(f"module 'glassproof' has no attribute {name!r}")

    def __dir__() -> list[str]:
        """The public names."""
        return sorted(__all__)


__all__ = [
    "Claim",
    "Derivation",
    "Domain",
    "Experiment",
    "Figure",
    "Paper",
    "Step",
    "assert_equal",
    "check",
    "count_critical_points",
    "density",
    "edges",
    "expected_count",
    "gram_density",
    "gram_detection",
    "gram_equivalent",
    "layered_sk_temperature",
    "load",
    "log_potential",
    "outlier",
    "p_spin_count",
    "papers",
    "plot",
    "recheck",
    "review",
    "scan",
    "theta",
]
