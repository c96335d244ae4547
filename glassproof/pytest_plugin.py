"""A pytest plugin: with ``--claims``, every claim of a ``*claims.toml`` file is a test.

Nothing heavy is imported until a claims file is collected, so that the plugin costs other test
runs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Declare ``--claims`` and ``--claims-trust``."""
    group = parser.getgroup("glassproof")
    group.addoption(
        "--claims", action="store_true", help="Test that the claims of *claims.toml are verified."
    )
    group.addoption(
        "--claims-trust", action="store_true", help="Let claims files name functions to call."
    )


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect claims files, if asked for."""
    if file_path.name.endswith("claims.toml") and parent.config.getoption("--claims"):
        return ClaimsFileCollector.from_parent(parent, path=file_path)
    return None


class ClaimsFileCollector(pytest.File):
    """A claims file."""

    def collect(self) -> Iterator[pytest.Item]:
        """One test for each claim; a file that cannot be read is one error."""
        from glassproof.derivations.proof.domain import DomainError
        from glassproof.verify.checking.claims_file import load_file

        try:
            claims = load_file(self.path, trust=self.config.getoption("--claims-trust")).claims
        except DomainError as error:
            raise self.CollectError(str(error)) from None
        for claim in claims:
            yield ClaimItem.from_parent(self, name=claim.id, claim=claim)


class ClaimItem(pytest.Item):
    """One claim; it passes if the judge verifies it."""

    def __init__(self, *, claim: Any, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.claim = claim

    def runtest(self) -> None:
        """Judge the claim."""
        from glassproof.verify.checking.assertions import assert_verified

        assert_verified(self.claim)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The verdict alone, without a traceback through the judge."""
        if excinfo.errisinstance(AssertionError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, None, str]:
        """File and name of the claim."""
        return self.path, None, f"claim {self.name}"


@pytest.fixture
def assert_equal_formulas() -> Callable[..., None]:
    """``gp.assert_equal``."""
    import glassproof

    return glassproof.assert_equal
