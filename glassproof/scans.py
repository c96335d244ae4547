"""``gp.scan``: the equations of a LaTeX source, read and judged."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from contextlib import closing
from os import PathLike
from pathlib import Path

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.work.arguments import integer
from glassproof.numerics.work.executors import executor
from glassproof.verify.keeping.store import Store
from glassproof.verify.scanning.document import read_document
from glassproof.verify.scanning.scan import Scan, chosen, scanning

SourcePath = str | PathLike[str]


def scan(
    path: SourcePath,
    *,
    sidecar: SourcePath | None = None,
    only: str | Iterable[str] = (),
    jobs: int = 1,
    store: SourcePath | None = None,
) -> Scan:
    r"""Read the LaTeX source at ``path`` and judge every equation of it.

    ``path`` is a main file (what it inputs is read, too), a project's folder, or an archive as
    preprint servers hand out; no TeX is run. ``sidecar`` is a TOML file that says what the source
    leaves open, by default ``NAME.glassproof.toml`` beside it. ``only`` names labels, ids or
    numbers. ``jobs`` processes judge; what is found does not depend on them. With a ``store`` (an
    SQLite file) what it holds is not judged again.

    The :class:`Scan` has ``scanned``, the equations in order, each with its ``status``
    (``verified``, ``refuted``, ``supported``, ``undecided``, ``definition``, ``unbound``, ``not a
    statement about numbers`` or ``unreadable``) and what was ``found``; ``document.troubles`` with
    what could not be read; ``to_dict()`` gives all of it as plain data.

    >>> import tempfile, glassproof as gp
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     paper = Path(folder, "paper.tex")
    ...     _ = paper.write_text(r'''\documentclass{article}\begin{document}
    ... For all real $a$ and $b$,
    ... \begin{equation}\label{eq:square} (a+b)^2 = a^2 + b^2. \end{equation}
    ... \end{document}''')
    ...     found = gp.scan(paper)
    >>> (one,) = found.refuted
    >>> one.equation.label, one.found.hint
    ('eq:square', 'on the right, add the term 2*a*b')
    """
    start = time.perf_counter()
    names = _names(only)
    work = executor(jobs=integer("jobs", jobs, least=1))
    beside = None if sidecar is None else _path("sidecar", sidecar)
    document = read_document(_path("path", path), sidecar=beside)
    equations = chosen(document, names)
    if store is None:
        found = tuple(scanning(document, equations, executor=work))
    else:
        with closing(Store(_path("store", store))) as kept:
            found = tuple(scanning(document, equations, executor=work, store=kept))
    return Scan(document, found, time.perf_counter() - start)


def _path(argument: str, path: SourcePath) -> Path:
    if not isinstance(path, (str, PathLike)):
        raise DomainError(f"{argument} = {path!r} is no path: give the path of a file")
    return Path(path)


def _names(only: str | Iterable[str]) -> Sequence[str]:
    names = [only] if isinstance(only, str) else list(only) if isinstance(only, Iterable) else [0]
    if not all(isinstance(name, str) for name in names):
        raise DomainError(f"only = {only!r}: give a label, or a list of labels")
    return [str(name) for name in names]
