"""Which tests guard which module: those of its own name, its examples, and those declared here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

LAYERS = ("derivations", "numerics", "verify")

DECLARED = {
    "derivations/ensembles/extreme_eigenvalues.py": (
        "derivations/ensembles/extreme_eigenvalues",
        "derivations/proof/domain",
    ),
    "derivations/special_functions/log_gamma.py": (
        "derivations/special_functions/log_gamma",
        "derivations/proof/domain",
    ),
    "derivations/block_matrix/roots.py": (
        "derivations/block_matrix/branches",
        "derivations/block_matrix/support",
    ),
    "derivations/block_matrix/symbols.py": (
        "derivations/proof/domain",
        "derivations/block_matrix/resolvent",
    ),
    "derivations/block_matrix/certified_support.py": (
        "derivations/block_matrix/support",
        "derivations/block_matrix/branches",
        "derivations/block_matrix/log_potential",
    ),
    "derivations/block_matrix/concentration.py": (
        "derivations/block_matrix/concentration",
        "derivations/proof/domain",
    ),
    "derivations/block_matrix/coulomb_gas.py": (
        "derivations/block_matrix/coulomb_gas",
        "derivations/proof/domain",
    ),
    "derivations/ensembles/max_norm.py": (
        "derivations/ensembles/max_norm",
        "derivations/proof/domain",
    ),
    "derivations/gan_glass/critical_matrix.py": ("derivations/gan_glass/kac_rice",),
    "derivations/gan_glass/kac_rice.py": (
        "derivations/gan_glass/kac_rice",
        "derivations/proof/domain",
    ),
    "derivations/gan_glass/large_deviations.py": (
        "derivations/gan_glass/large_deviations",
        "derivations/proof/domain",
    ),
    "derivations/gan_glass/model.py": (
        "derivations/proof/domain",
        "derivations/gan_glass/covariance",
        "derivations/block_matrix/resolvent",
        "derivations/gan_glass/kac_rice",
    ),
    "derivations/gan_glass/stirling.py": (
        "derivations/gan_glass/stirling",
        "derivations/proof/domain",
    ),
    "derivations/gan_glass/total_complexity.py": (
        "derivations/gan_glass/complexity",
        "derivations/proof/domain",
    ),
    "derivations/gaussian_fields/differentiation.py": (
        "derivations/gaussian_fields/fields",
        "derivations/gan_glass/covariance",
        "derivations/gan_glass/kac_rice",
    ),
    "derivations/gaussian_fields/fields.py": (
        "derivations/gaussian_fields/fields",
        "derivations/gan_glass/covariance",
        "derivations/gan_glass/kac_rice",
    ),
    "derivations/gaussian_fields/gaussian_laws.py": (
        "derivations/gan_glass/covariance",
        "derivations/gan_glass/kac_rice",
        "derivations/gan_glass/complexity",
    ),
    "derivations/gaussian_fields/spheres.py": (
        "derivations/gaussian_fields/fields",
        "derivations/gan_glass/covariance",
    ),
    "derivations/p_spin/model.py": (
        "derivations/p_spin/hessian",
        "derivations/p_spin/complexity",
        "derivations/proof/domain",
    ),
    "derivations/proof/canonical_form.py": ("derivations/proof/equality",),
    "derivations/proof/domain.py": ("derivations/proof/domain", "derivations/proof/equality"),
    "derivations/proof/radical_fractions.py": ("derivations/proof/equality",),
    "derivations/proof/signs.py": ("derivations/proof/signs", "derivations/proof/equality"),
    "derivations/proof/symbolic_powers.py": ("derivations/proof/equality",),
    "numerics/block_matrix/branch.py": (
        "numerics/block_matrix/branch",
        "numerics/block_matrix/spectrum",
        "numerics/block_matrix/log_potential",
    ),
    "numerics/block_matrix/branch_arrays.py": (
        "numerics/block_matrix/branch",
        "numerics/block_matrix/spectrum",
        "numerics/block_matrix/log_potential",
    ),
    "numerics/gan_glass/circles.py": (
        "numerics/gan_glass/circles",
        "numerics/polynomials/torus_roots",
        "numerics/gan_glass/critical_points",
    ),
    "numerics/gan_glass/critical_points.py": (
        "numerics/gan_glass/critical_points",
        "numerics/polynomials/homotopy",
    ),
    "numerics/gan_glass/exponent.py": (
        "numerics/gan_glass/exponent",
        "numerics/gan_glass/complexity",
        "verify/papers/gan_spin_glass/published_complexity",
    ),
    "numerics/gan_glass/glass.py": ("numerics/gan_glass/complexity",),
    "numerics/gan_glass/index_map.py": (
        "numerics/gan_glass/index_map",
        "numerics/gan_glass/complexity",
    ),
    "numerics/gan_glass/losses.py": ("numerics/gan_glass/losses", "numerics/gan_glass/complexity"),
    "numerics/polynomials/monomials.py": (
        "numerics/gan_glass/tensors",
        "numerics/polynomials/torus_roots",
        "numerics/polynomials/homotopy",
    ),
    "numerics/polynomials/newton_kantorovich.py": (
        "numerics/polynomials/newton_kantorovich",
        "numerics/polynomials/homotopy",
    ),
    "numerics/polynomials/path_tracking.py": ("numerics/polynomials/homotopy",),
    "numerics/polynomials/spheres.py": (
        "numerics/gan_glass/tensors",
        "numerics/polynomials/homotopy",
    ),
    "numerics/work/arguments.py": (
        "numerics/work/arguments",
        "numerics/block_matrix/samplers",
        "numerics/block_matrix/spectrum",
        "numerics/gan_glass/complexity",
    ),
    "verify/checking/toml_source.py": ("verify/checking/claims_file",),
    "verify/claims/claim.py": (
        "verify/claims/claim",
        "verify/checking/claims_file",
        "verify/judging/judge",
        "verify/checking/check",
    ),
    "verify/claims/dependencies.py": ("verify/checking/claims_file",),
    "verify/claims/paper.py": ("verify/claims/claim", "verify/checking/claims_file"),
    "verify/claims/source.py": ("verify/claims/claim", "verify/checking/claims_file"),
    "verify/claims/evidence.py": (
        "verify/claims/claim",
        "verify/judging/verdict",
        "verify/judging/judge",
        "verify/checking/check",
    ),
    "verify/judging/effort.py": ("verify/keeping/ledger", "verify/judging/judge"),
    "verify/judging/judge.py": ("verify/judging/judge", "verify/checking/check"),
    "verify/judging/review.py": (
        "verify/keeping/ledger",
        "verify/keeping/store",
        "verify/review_of_the_paper",
    ),
    "verify/judging/smallest.py": ("verify/judging/smallest", "verify/checking/check"),
    "verify/papers/gan_spin_glass/published_grid.py": (
        "verify/papers/gan_spin_glass/published_complexity",
    ),
    "verify/reading/conditions/bounds.py": (
        "verify/reading/conditions/bounds",
        "verify/reading/conditions/grammar",
    ),
    "verify/reading/construct.py": (
        "verify/reading/construct",
        "verify/reading/sympy_syntax",
        "verify/reading/latex/grammar",
    ),
    "verify/reading/cursor.py": ("verify/reading/sympy_syntax", "verify/reading/latex/grammar"),
    "verify/reading/formula.py": ("verify/reading/formula", "verify/checking/check"),
    "verify/reading/latex/names.py": ("verify/reading/latex/grammar",),
    "verify/reading/latex/sides.py": ("verify/reading/latex/grammar",),
    "verify/reading/latex/tokens.py": ("verify/reading/latex/grammar",),
    "verify/reading/size_limits.py": (
        "verify/reading/size_limits",
        "verify/reading/sympy_syntax",
        "verify/reading/conditions/grammar",
        "verify/checking/check",
    ),
    "verify/reading/tokens.py": (
        "verify/reading/sympy_syntax",
        "verify/reading/latex/grammar",
        "verify/reading/conditions/grammar",
    ),
}
"""Subjects of test files, by module: a/b/c stands for tests/a/b/test_c.py."""


def modules(root: Path) -> list[str]:
    """The modules of the three layers but for what papers say, as paths from ``root``."""
    found = (path for layer in LAYERS for path in (root / layer).rglob("*.py"))
    names = (str(path.relative_to(root)) for path in found if path.stem != "__init__")
    return sorted(name for name in names if not name.startswith("verify/papers/"))


def guards(module: str) -> tuple[str, ...]:
    """The module itself, for its examples, and its test files.

    >>> guards("numerics/work/streams.py")
    ('glassproof/numerics/work/streams.py', 'tests/numerics/work/test_streams.py')
    """
    names = DECLARED.get(module, (module.removesuffix(".py"),))
    parts = (name.rpartition("/") for name in names)
    return f"glassproof/{module}", *(f"tests/{room}/test_{name}.py" for room, _, name in parts)


def dependants(module: str, root: Path) -> Iterator[str]:
    """The module and those of the layers that import it, directly or not."""
    waiting, seen = [module], {module}
    texts = {name: (root / name).read_text(encoding="utf-8") for name in modules(root)}
    while waiting:
        current = waiting.pop()
        yield current
        room, _, name = f"glassproof/{current[:-3]}".replace("/", ".").rpartition(".")
        users = [
            user
            for user, text in texts.items()
            if f"from {room}.{name} import" in text or f"from {room} import {name}" in text
        ]
        waiting += [user for user in users if user not in seen]
        seen |= set(users)
