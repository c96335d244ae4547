"""Write constants.py from the derivations: ``python -m glassproof.numerics.gan_glass.emit``."""

from __future__ import annotations

from pathlib import Path

import sympy as sp

from glassproof.derivations.block_matrix.symbols import b, b1, kappa
from glassproof.derivations.gan_glass import large_deviations, stirling
from glassproof.derivations.gan_glass.complexity import coordinates, couplings, shift_map
from glassproof.derivations.gan_glass.model import L_D, L_G, p, q, sigma_z
from glassproof.derivations.gaussian_fields.fields import GaussianField
from glassproof.numerics.work.emission import function_source

PATH = Path(__file__).parent / "constants.py"
HEAD = '''"""Constants of the glass, emitted from the derivations by emit.py: not to be edited."""

from __future__ import annotations

import math
'''


def _weights(loss: GaussianField) -> list[sp.Expr]:
    """A loss as a combination of (ell_D, ell_G, R_D - R_G), of which it holds the first two."""
    parts = {entry.component.name: weight for weight, entry in loss.terms}
    return [parts.get("ell_D", sp.Integer(0)), parts.get("ell_G", sp.Integer(0)), sp.Integer(0)]


def source() -> str:
    """The text of constants.py, but for its layout."""
    glass = [p, q, sigma_z]
    deviations = coordinates().result.diagonal().applyfunc(lambda v: sp.sqrt(sp.powsimp(v)))
    spread = sp.diag(*deviations)
    losses = sp.Matrix([_weights(L_D), _weights(L_G)]) * spread
    shifts = shift_map() * spread
    rows = [f"{name}_{axis}" for name in ("D", "G") for axis in ("alpha", "G", "delta")]
    scale = couplings()
    edges = {
        "edge_D": large_deviations.edge_D().result,
        "edge_G": large_deviations.edge_G().result,
    }
    constant = {"K": stirling.K().result}
    functions = (
        function_source(
            "deviations", [p, q], dict(zip(("alpha", "G", "delta"), deviations, strict=True)),
            "Standard deviations of the coordinates, in units of sqrt(N).",
        ),
        function_source(
            "losses", glass, dict(zip(rows, losses, strict=True)),
            "L_D and L_G as linear forms in the coordinates over their deviations.",
        ),
        function_source(
            "shifts", glass, dict(zip(rows, shifts, strict=True)),
            "The diagonal shifts x + x1 and x as such linear forms.",
        ),
        function_source(
            "scales", [*glass, kappa], {str(s): scale[s] for s in (b, b1)},
            "Scales of the block matrix.",
        ),
        function_source("edges", [kappa, b, b1], edges, "Edges of its unshifted diagonal blocks."),
        function_source(
            "constant", [*glass, kappa], constant, "The limit of log(K_N)/N."
        ),
    )  # fmt: skip
    return "\n\n".join((HEAD, *functions))


if __name__ == "__main__":
    PATH.write_text(source(), encoding="utf-8")
