"""The two sides of ``glassproof diff``: records are read, papers and sources judged."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path

from glassproof.console import voice
from glassproof.console.session import Options, judged
from glassproof.derivations.proof.domain import DomainError
from glassproof.records import read_record
from glassproof.reports.differences.compare import Differences, compare
from glassproof.reports.differences.sides import Side, side
from glassproof.verify.papers import names


def differences(old: str, new: str, options: Options) -> Differences:
    """What changed from ``old`` to ``new``.

    A side is a record that ``verify --json`` or ``scan --json`` wrote (``.json``), a claims file
    (``.toml``) or the name of a paper, which is judged, or a LaTeX source, which is scanned.
    """
    return compare(_side("OLD", old, options), _side("NEW", new, options))


def _side(argument: str, name: str, options: Options) -> Side:
    path = Path(name)
    if path.suffix == ".json":
        return side(name, read_record(path, argument))
    if path.suffix == ".toml" or (name in names() and not path.exists()):
        with judged([], replace(options, paper=name)) as ledger:
            return side(name, ledger.to_dict())
    if not path.exists():
        raise DomainError(
            f"{argument} {name} is not there: give a .json that verify or scan wrote, a claims "
            f"file (.toml), a LaTeX source, or one of {', '.join(names())}"
        )
    return side(name, _scan(path, options))


def _scan(path: Path, options: Options) -> dict[str, object]:
    """The record of a scan; what the store holds is not judged again."""
    from glassproof.scanning import Wishes, heard
    from glassproof.verify.keeping.store import Store, default_path
    from glassproof.verify.scanning.kept import read_or_kept
    from glassproof.verify.scanning.scan import Scan

    wishes = Wishes(jobs=options.jobs, fresh=options.fresh)
    with closing(Store(default_path(), tell=voice.complain)) as store:
        document = read_or_kept(path, None if options.fresh else store, sidecar=None)
        return Scan(document, tuple(heard(document, document.equations, wishes, store))).to_dict()
