"""Optional packages that some evidence uses: found, or missed with a message that says the remedy.

>>> installed("sys"), installed("no_such_package_at_all")
(True, False)
>>> hint("scikit-learn", "svm")
"scikit-learn is not installed: pip install 'glassproof[svm]' adds this evidence"
"""

from __future__ import annotations

from importlib.util import find_spec

NETWORKS, NETWORK_MODULES = "the networks extra", ("jax", "optax", "sklearn")
"""What claims on trained networks need, and what it brings."""


def installed(module: str) -> bool:
    """Whether ``module`` could be imported."""
    return find_spec(module) is not None


def hint(package: str, extra: str) -> str:
    """What is told where ``package`` is missing, which comes with ``extra``."""
    return f"{package} is not installed: pip install 'glassproof[{extra}]' adds this evidence"
