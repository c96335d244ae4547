"""The two sides of ``glassproof diff``: records are read, papers and sources judged."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from glassproof.console import voice
from glassproof.console.session import Options, judged
from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.work.arguments import integer
from glassproof.records import read_record
from glassproof.reports.differences.compare import Differences, compare
from glassproof.reports.differences.sides import side
from glassproof.verify.papers import names


def differences(old: str, new: str, options: Options) -> Differences:
    """What changed from ``old`` to ``new``.

    A side is a record that ``verify --json`` or ``scan --json`` wrote (``.json``), a claims file
    (``.toml``) or the name of a paper, which is judged, or a LaTeX source, which is scanned.
    """
    integer("--seed", options.seed)
    sides = (_Asked("OLD", old), _Asked("NEW", new))
    if len({asked.is_scan for asked in sides}) > 1:
        what = " and ".join(f"{a.name} is of {'equations' * a.is_scan or 'claims'}" for a in sides)
        raise DomainError(f"{what}: compare two ledgers, or two scans")
    return compare(*(side(asked.name, asked.found(options)) for asked in sides))


@dataclass(frozen=True)
class _Asked:
    """What is given as one side."""

    argument: str
    name: str

    @property
    def path(self) -> Path:
        return Path(self.name)

    @cached_property
    def record(self) -> Mapping[str, Any] | None:
        """The record, if the side is one."""
        is_record = self.path.suffix == ".json"
        return read_record(self.path, self.argument) if is_record else None

    @property
    def is_paper(self) -> bool:
        return self.path.suffix == ".toml" or (self.name in names() and not self.path.exists())

    @property
    def is_scan(self) -> bool:
        """Whether the side speaks of equations; :class:`DomainError` if there is none."""
        if self.record is not None:
            return "equations" in self.record
        if not self.is_paper and not self.path.exists():
            raise DomainError(
                f"{self.argument} {self.name} is not there: give a .json that verify or scan "
                "wrote, a claims file (.toml), a LaTeX source, or one of " + ", ".join(names())
            )
        return not self.is_paper

    def found(self, options: Options) -> Mapping[str, Any]:
        """The record, read, or of what is judged now."""
        if self.record is not None:
            return self.record
        if not self.is_paper:
            return _scan(self.path, options)
        with judged([], replace(options, paper=self.name)) as ledger:
            return ledger.to_dict()


def _scan(path: Path, options: Options) -> Mapping[str, Any]:
    """The record of a scan; what the store holds is not judged again."""
    from glassproof.scanning import Wishes, heard
    from glassproof.verify.keeping.store import Store, default_path
    from glassproof.verify.scanning.kept import read_or_kept
    from glassproof.verify.scanning.scan import Scan

    wishes = Wishes(jobs=options.jobs, fresh=options.fresh)
    with closing(Store(default_path(), tell=voice.complain)) as store:
        document = read_or_kept(path, None if options.fresh else store, sidecar=None)
        return Scan(document, tuple(heard(document, document.equations, wishes, store))).to_dict()
