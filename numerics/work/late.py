"""Modules that are imported when they are first used: who checks a formula uses no arrays."""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import Any


class Late(ModuleType):
    """A module by its name; whatever is asked of it is asked of the module.

    >>> Late("math").sqrt(4)
    2.0
    """

    def __getattr__(self, attribute: str) -> Any:
        return getattr(importlib.import_module(self.__name__), attribute)


def is_from(module: str, value: object, *kinds: str) -> bool:
    """Whether a value is of one of those kinds of a module, which is not imported to find out.

    >>> is_from("fractions", 1, "Fraction")
    False
    """
    loaded = sys.modules.get(module)
    return loaded is not None and isinstance(value, tuple(getattr(loaded, k) for k in kinds))
