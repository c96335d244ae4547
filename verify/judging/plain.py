"""Results as plain data, for JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sympy as sp

from glassproof.numerics.work.late import is_from


def as_plain(value: Any) -> Any:
    """``value`` with NumPy's and SymPy's numbers turned into Python's, for JSON."""
    if isinstance(value, Mapping):
        return {str(key): as_plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [as_plain(item) for item in value]
    if is_from("numpy", value, "ndarray", "generic"):
        return value.tolist()
    if isinstance(value, sp.Basic):
        return str(value)
    return value
