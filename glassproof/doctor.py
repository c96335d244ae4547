"""Which parts a run can use, and how to get the ones that are missing."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from functools import cache
from importlib import metadata


@dataclass(frozen=True)
class Part:
    """Something glassproof uses; ``found`` says which version or where, or is empty."""

    name: str
    purpose: str
    found: str
    remedy: str
    optional: bool


_PYTHON = (
    ("sympy", "derivations", False),
    ("python-flint", "rigorous balls", False),
    ("mpmath", "numbers of any precision", False),
    ("numpy", "arrays", False),
    ("scipy", "distributions, optimisation", False),
    ("numba", "fast kernels", False),
    ("gmpy2", "faster mpmath", True),
    ("distributed", "runs on a Dask cluster", True),
    ("jax", "trained networks", True),
    ("optax", "trained networks", True),
    ("scikit-learn", "digits; linear classifiers", True),
)
REMEDIES = dict.fromkeys(("jax", "optax", "scikit-learn"), 'pip install "glassproof[networks]"')
"""Of parts that come with an extra."""

_PROGRAMS = (
    ("latexmk", "PDF reports", "install Debian's latexmk and texlive-latex-recommended"),
    ("dot", "graphs of claims laid out by Graphviz", "install Debian's graphviz"),
    ("pdflatex", "PDF reports", "install Debian's texlive-latex-recommended"),
    ("chromium", "tests of the web ledger", "install Debian's chromium"),
)


@cache
def parts() -> tuple[Part, ...]:
    """Every part, required ones first."""
    return tuple(
        Part(name, purpose, version(name), REMEDIES.get(name, f"pip install {name}"), optional)
        for name, purpose, optional in _PYTHON
    ) + tuple(
        Part(name, purpose, shutil.which(name) or "", remedy, True)
        for name, purpose, remedy in _PROGRAMS
    )


def version(distribution: str) -> str:
    """Its version, or "" if it is not installed."""
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return ""
