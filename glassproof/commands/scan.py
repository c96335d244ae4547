"""``glassproof scan``: a paper's own LaTeX in, every equation judged that can be."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from glassproof.commands.options import Cluster, Fresh, Jobs, Json, Quiet, Strict, source
from glassproof.console import voice

_Paths = Annotated[list[Path], typer.Argument(metavar="PATH ...", parser=source)]
_Sidecar = Annotated[
    Path | None,
    typer.Option(
        "--sidecar",
        help="What the source leaves open; by default NAME.glassproof.toml beside it.",
        metavar="FILE.toml",
    ),
]
_Init = Annotated[
    bool, typer.Option("--init", help="Write the sidecar file with all that was inferred.")
]
_Only = Annotated[
    list[str] | None,
    typer.Option("--only", help="A label, id or number; may be repeated.", metavar="LABEL"),
]
_Since = Annotated[
    str | None,
    typer.Option("--since", help="Only what changed since a Git commit.", metavar="GIT_REF"),
]
_Watch = Annotated[bool, typer.Option("--watch", help="Judge again whenever the source changes.")]
_Html = Annotated[Path | None, typer.Option("--html", help="Write a web page.", metavar="FILE")]
_Latex = Annotated[
    Path | None,
    typer.Option("--latex", help="Write a copy with notes in its margins.", metavar="DIR"),
]
_Junit = Annotated[Path | None, typer.Option("--junit", help="Write JUnit's XML.", metavar="FILE")]
_Annotations = Annotated[
    bool, typer.Option("--annotations", help="Print annotations as GitHub shows them.")
]
_Corpus = Annotated[
    Path | None,
    typer.Option(
        "--corpus",
        help="PATHs are many sources (folders, lists, archives); results go into this file.",
        metavar="FILE.sqlite3",
    ),
]


def scan(
    paths: _Paths,
    sidecar: _Sidecar = None,
    init: _Init = False,
    only: _Only = None,
    since: _Since = None,
    watch: _Watch = False,
    json: Json = None,
    html: _Html = None,
    latex: _Latex = None,
    junit: _Junit = None,
    annotations: _Annotations = False,
    corpus: _Corpus = None,
    jobs: Jobs = 2,
    cluster: Cluster = None,
    fresh: Fresh = False,
    strict: Strict = False,
    quiet: Quiet = False,
) -> None:
    """Judge the equations of a LaTeX source: a main file, a folder, or an archive.

    Exit code 0: every statement about numbers was decided, or is as the sidecar file expects; 1:
    one is undecided, unreadable or not as expected (with --strict also: one is refuted that nobody
    expects to be); 2: the call is wrong.
    """
    with voice.speaking(json, quiet=quiet):
        from glassproof.derivations.proof.domain import DomainError
        from glassproof.scanning import Outputs, Wishes, scan_many, scan_one, watch_one

        wishes = Wishes(sidecar, tuple(only or ()), since, jobs, cluster, fresh)
        outputs = Outputs(html, latex, junit, annotations)
        single = {
            "--sidecar": sidecar, "--init": init, "--only": only, "--since": since,
            "--watch": watch, "--latex": latex, "--junit": junit, "--annotations": annotations,
        }  # fmt: skip
        if corpus is not None:
            if given := [name for name, value in single.items() if value]:
                raise DomainError(f"{', '.join(given)} is for one source: leave out --corpus")
            failed = scan_many(paths, corpus, wishes, html)
        elif len(paths) > 1:
            raise DomainError(
                f"{len(paths)} sources are a corpus: say where its results go, as in "
                "--corpus results.sqlite3"
            )
        elif init:
            from glassproof.scanning import write_sidecar

            write_sidecar(paths[0], sidecar)
            failed = False
        elif watch:
            if since or json:
                raise DomainError("--watch tells what is new: leave out --since and --json")
            watch_one(paths[0], wishes, outputs)
            failed = False
        else:
            found = scan_one(paths[0], wishes, outputs)
            wrong = [one for one in found.refuted if one.expected != "refuted"]
            failed = bool(found.unsettled or (strict and wrong))
    raise typer.Exit(1 if failed else 0)
