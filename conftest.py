"""Files of the layers are tested under their import names: derivations/x.py as glassproof's."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from importlib.util import find_spec

import flint
import pytest
from hypothesis import HealthCheck, settings

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(name, "1")  # as in reviews; threads of two processes wait for each other

settings.register_profile(
    "repeatable", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
if settings.get_current_profile_name() == "default":
    settings.load_profile("repeatable")
"""What fails fails in each run, and none because the machine is busy."""

LAYERS = ("derivations", "numerics", "verify", "reports")

collect_ignore_glob = (
    []
    if find_spec("jax") and find_spec("optax") and find_spec("sklearn")
    else [
        "glassproof/numerics/networks/*",
        "tests/numerics/networks/*",
        "tests/verify/papers/*/test_trained*.py",
    ]
)
"""What trains networks is tested where the extra is installed that brings JAX."""


def pytest_configure(config: pytest.Config) -> None:
    """``pytest derivations/x.py`` means ``pytest glassproof/derivations/x.py``."""
    config.args = [
        f"glassproof/{argument}" if argument.startswith(LAYERS) else argument
        for argument in config.args
    ]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long tests begin first, so that no process is left alone with one at the end."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def pytest_collection_finish() -> None:
    """Modules and collected tests stay to the end: no collection of garbage looks at them again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(5_000, 10, 20)


@pytest.fixture(autouse=True, scope="session")
def evidence_of_this_run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The processes of one run share what reviews store, and leave the user's evidence alone."""
    place = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        place = place.parent
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GLASSPROOF_STORE", str(place / "evidence.sqlite3"))
        yield


@pytest.fixture(autouse=True)
def flint_as_before() -> Iterator[None]:
    """FLINT's precision is one number for the whole process: each test leaves it as it was."""
    before = flint.ctx.prec, flint.ctx.cap
    yield
    flint.ctx.prec, flint.ctx.cap = before
