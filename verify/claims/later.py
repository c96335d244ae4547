"""Functions that are imported when they are first called: a paper is listed before it computes."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Later:
    """The function ``name`` of ``module``, which is imported by the first call.

    >>> Later("math", "hypot")(3, 4)
    5.0
    """

    module: str
    name: str

    @property
    def __wrapped__(self) -> Any:
        """The function itself, for those who ask for its signature."""
        return getattr(importlib.import_module(self.module), self.name)

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        """What the function returns."""
        return self.__wrapped__(*arguments, **options)
