"""Which tests guard which module: those of its own name, its examples, and those declared here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

LAYERS = ("derivations", "numerics", "verify")

DECLARED = {
    "derivations/canonical_form.py": ("equality",),
    "derivations/certified_support.py": ("support", "branches", "log_potential"),
    "derivations/concentration.py": ("concentration", "domain"),
    "derivations/coulomb_gas.py": ("coulomb_gas", "domain"),
    "derivations/critical_matrix.py": ("kac_rice",),
    "derivations/differentiation.py": ("covariance", "kac_rice"),
    "derivations/domain.py": ("domain", "equality"),
    "derivations/fields.py": ("covariance", "kac_rice"),
    "derivations/gaussian.py": ("covariance", "kac_rice", "complexity"),
    "derivations/kac_rice.py": ("kac_rice", "domain"),
    "derivations/large_deviations.py": ("large_deviations", "domain"),
    "derivations/max_norm.py": ("max_norm", "domain"),
    "derivations/model.py": ("domain", "covariance", "resolvent", "kac_rice"),
    "derivations/p_spin.py": ("p_spin", "domain"),
    "derivations/radical_fractions.py": ("equality",),
    "derivations/signs.py": ("signs", "equality"),
    "derivations/stirling.py": ("stirling", "domain"),
    "derivations/symbolic_powers.py": ("equality",),
    "derivations/total_complexity.py": ("complexity", "domain"),
    "numerics/arguments.py": ("arguments", "ensembles", "spectrum", "complexity"),
    "numerics/branch.py": ("branch", "spectrum", "log_potential"),
    "numerics/branch_arrays.py": ("branch", "spectrum", "log_potential"),
    "numerics/circles.py": ("circles", "torus_roots", "critical_points"),
    "numerics/critical_points.py": ("critical_points", "homotopy"),
    "numerics/exponent.py": ("exponent", "complexity", "published_complexity"),
    "numerics/glass.py": ("complexity",),
    "numerics/index_map.py": ("index_map", "complexity"),
    "numerics/losses.py": ("losses", "complexity"),
    "numerics/monomials.py": ("tensors", "torus_roots", "homotopy"),
    "numerics/newton_kantorovich.py": ("newton_kantorovich", "homotopy"),
    "numerics/path_tracking.py": ("homotopy",),
    "numerics/published_grid.py": ("published_complexity",),
    "numerics/spheres.py": ("tensors", "homotopy"),
    "verify/bounds.py": ("bounds", "conditions"),
    "verify/budget.py": ("ledger", "judge"),
    "verify/claim.py": ("claim", "claims_file", "judge", "check"),
    "verify/construct.py": ("construct", "parsing", "latex_parsing"),
    "verify/cursor.py": ("parsing", "latex_parsing"),
    "verify/evidence.py": ("claim", "verdict", "judge", "check"),
    "verify/graph.py": ("claims_file",),
    "verify/judge.py": ("judge", "check"),
    "verify/latex_names.py": ("latex_parsing",),
    "verify/latex_sides.py": ("latex_parsing",),
    "verify/latex_tokens.py": ("latex_parsing",),
    "verify/limits.py": ("limits", "parsing", "conditions", "check"),
    "verify/pytest_plugin.py": ("pytest_plugin", "testing"),
    "verify/reading.py": ("reading", "check"),
    "verify/review.py": ("ledger", "store", "review_of_the_paper"),
    "verify/smallest.py": ("smallest", "check"),
    "verify/tokens.py": ("parsing", "latex_parsing", "conditions"),
    "verify/toml_source.py": ("claims_file",),
}


def modules(root: Path) -> list[str]:
    """The modules of the three layers, as paths from ``root``."""
    found = (path for layer in LAYERS for path in (root / layer).glob("*.py"))
    return sorted(str(path.relative_to(root)) for path in found if path.stem != "__init__")


def guards(module: str) -> tuple[str, ...]:
    """The module itself, for its examples, and its test files.

    >>> guards("numerics/spheres.py")
    ('numerics/spheres.py', 'tests/numerics/test_tensors.py', 'tests/numerics/test_homotopy.py')
    """
    layer, name = module.removesuffix(".py").split("/")
    names = DECLARED.get(module, (name,))
    return module, *(f"tests/{layer}/test_{name}.py" for name in names)


def dependants(module: str, root: Path) -> Iterator[str]:
    """The module and those of the layers that import it, directly or not."""
    waiting, seen = [module], {module}
    texts = {name: (root / name).read_text(encoding="utf-8") for name in modules(root)}
    while waiting:
        current = waiting.pop()
        yield current
        layer, name = current.removesuffix(".py").split("/")
        users = [
            user
            for user, text in texts.items()
            if f"from {layer}.{name} import" in text or f"from {layer} import {name}" in text
        ]
        waiting += [user for user in users if user not in seen]
        seen |= set(users)
