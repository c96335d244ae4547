"""Known weak points of the toolkit, which every report names."""

from __future__ import annotations

WEAK_POINTS = (
    "A formula that only code states, or that is known as it is cited, is judged as it was read, "
    "and a reviewer may misread: each claim shows what was read and where.",
    "Derivations start from the reviewer's reading of the model's definition.",
    "Proofs by algebra rest on SymPy and on this toolkit's canonical form; balls rest on FLINT.",
    "Statistical tests see errors of the stated power at the stated points only; allowances for "
    "finite size hide smaller errors.",
    "Agreement at rational points supports an equality and does not prove it.",
)
