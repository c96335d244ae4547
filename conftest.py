"""Files of the layers are tested under their import names: derivations/x.py as glassproof's."""

from __future__ import annotations

from collections.abc import Iterator

import flint
import pytest

LAYERS = ("derivations", "numerics", "verify", "reports")


def pytest_configure(config: pytest.Config) -> None:
    """``pytest derivations/x.py`` means ``pytest glassproof/derivations/x.py``."""
    config.args = [
        f"glassproof/{argument}" if argument.startswith(LAYERS) else argument
        for argument in config.args
    ]


@pytest.fixture(autouse=True)
def flint_as_before() -> Iterator[None]:
    """FLINT's precision is one number for the whole process: each test leaves it as it was."""
    before = flint.ctx.prec, flint.ctx.cap
    yield
    flint.ctx.prec, flint.ctx.cap = before
