"""Time that is computed: it does not depend on what else the machine does."""

from __future__ import annotations

import os


def computed() -> float:
    """Processor seconds of this process and of those of its children that have ended."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system
