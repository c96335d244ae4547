"""The build; all that describes the project stands in pyproject.toml."""

from __future__ import annotations

from pathlib import Path
from shutil import rmtree

from setuptools import setup
from setuptools.command.build_py import build_py


class BuildAfresh(build_py):
    """What an earlier build left in build/lib does not leak into this one."""

    def run(self) -> None:
        """Build into an empty folder, unless somebody chose the folder himself."""
        base = Path(self.get_finalized_command("build").build_base)
        if not self.editable_mode and Path(self.build_lib).parent == base:
            rmtree(self.build_lib, ignore_errors=True)
        super().run()


setup(cmdclass={"build_py": BuildAfresh})
