"""Files of the layers are tested under their import names: derivations/x.py as glassproof's."""

from __future__ import annotations

import pytest

LAYERS = ("derivations", "numerics", "verify", "reports")


def pytest_configure(config: pytest.Config) -> None:
    """``pytest derivations/x.py`` means ``pytest glassproof/derivations/x.py``."""
    config.args = [
        f"glassproof/{argument}" if argument.startswith(LAYERS) else argument
        for argument in config.args
    ]
