"""The command line. Heavy imports happen inside the commands, so that help comes at once."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from glassproof.verify.judging.effort import Effort

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Judge the formulas of a paper: rederive them, simulate the model, say which hold.",
)


Paper = Annotated[
    str | None,
    typer.Option("--paper", help="Paper under review: a name, or a claims file.", metavar="NAME"),
]
Seed = Annotated[int, typer.Option("--seed", help="Seed of every random stream.")]
BudgetOption = Annotated[Effort, typer.Option("--budget", help="How much nature is sampled.")]


@contextmanager
def _callers_errors() -> Iterator[None]:
    """A caller's mistake ends in one message and exit code 2, an interrupt in exit code 1."""
    from glassproof.derivations.proof.domain import DomainError
    from glassproof.numerics.work.executors import ExecutorError

    try:
        yield
    except BrokenPipeError:
        raise
    except (DomainError, OSError) as error:  # OSError: no room for what is written
        typer.echo(f"glassproof: {error}", err=True)
        raise typer.Exit(2) from None
    except ExecutorError as error:
        typer.echo(f"glassproof: {error}", err=True)
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        typer.echo("glassproof: interrupted; nothing was half-written", err=True)
        raise typer.Exit(1) from None


def _meant(paper: str | None) -> str:
    """The paper that is named, or the one that is meant where none is."""
    from glassproof.verify.papers import DEFAULT

    return paper or DEFAULT


Trust = Annotated[bool, typer.Option("--trust", help="Let a claims file name functions to run.")]
Jobs = Annotated[int, typer.Option("--jobs", help="Processes.")]
Cluster = Annotated[
    str | None, typer.Option("--cluster", help="Dask scheduler to run on.", metavar="ADDRESS")
]
Fresh = Annotated[bool, typer.Option("--fresh", help="Ignore stored evidence.")]


@app.command()
def verify(
    ids: Annotated[list[str] | None, typer.Argument(metavar="[ID ...]")] = None,
    paper: Paper = None,
    budget: BudgetOption = Effort.STANDARD,
    json: Annotated[
        Path | None, typer.Option("--json", help="Write the ledger here.", metavar="FILE")
    ] = None,
    seed: Seed = 0,
    jobs: Jobs = 2,
    cluster: Cluster = None,
    fresh: Fresh = False,
    trust: Trust = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 1 if a claim is refuted, too.")
    ] = False,
) -> None:
    """Judge every claim of a paper (or those named) and print the verdicts."""
    with _callers_errors():
        from glassproof.session import Options, print_verdicts

        options = Options(_meant(paper), budget, seed, jobs, cluster, fresh, trust)
        code = print_verdicts(ids or [], options, json=json, strict=strict)
    raise typer.Exit(code)


@app.command(name="list")
def list_claims(paper: Paper = None, trust: Trust = False) -> None:
    """List the claims of a paper."""
    with _callers_errors():
        from glassproof.session import print_list

        print_list(_meant(paper), trust=trust)


@app.command()
def show(
    claim_id: Annotated[str, typer.Argument(metavar="ID")],
    paper: Paper = None,
    budget: BudgetOption = Effort.STANDARD,
    seed: Seed = 0,
    trust: Trust = False,
) -> None:
    """Show one claim in full: source, derivation step by step, evidence, verdict."""
    with _callers_errors():
        from glassproof.session import Options, print_claim

        print_claim(claim_id, Options(_meant(paper), budget, seed, trust=trust))


@app.command()
def check(
    formula: Annotated[str, typer.Argument(metavar="FORMULA")],
    against: Annotated[
        str | None, typer.Option("--against", help="Claim whose derivation is right.", metavar="ID")
    ] = None,
    equals: Annotated[
        str | None, typer.Option("--equals", help="Another formula.", metavar="EXPR")
    ] = None,
    where: Annotated[
        str, typer.Option("--where", help="Domain, as in 'kappa in (0,1), p integer >= 2'.")
    ] = "",
    latex: Annotated[bool, typer.Option("--latex", help="The formulas are LaTeX.")] = False,
    paper: Paper = None,
    trust: Trust = False,
    budget: BudgetOption = Effort.STANDARD,
    seed: Seed = 0,
) -> None:
    """Judge a formula of your own, against a claim's derivation or against another formula."""
    with _callers_errors():
        from glassproof.checking import print_check

        code = print_check(
            formula,
            against=against,
            equals=equals,
            where=where,
            latex=latex,
            paper=_meant(paper),
            trust=trust,
            budget=budget,
            seed=seed,
        )
    raise typer.Exit(code)


@app.command()
def report(
    out: Annotated[Path, typer.Option("--out", help="Where to write.", metavar="DIR")] = Path(
        "build"
    ),
    formats: Annotated[
        str, typer.Option("--format", help="Some of tex, pdf, html.")
    ] = "tex,pdf,html",
    paper: Paper = None,
    ledger: Annotated[
        Path | None, typer.Option("--ledger", help="Report this ledger.", metavar="FILE")
    ] = None,
    date: Annotated[
        str | None, typer.Option("--date", help="Date on the title page (default: the ledger's).")
    ] = None,
    budget: BudgetOption = Effort.STANDARD,
    seed: Seed = 0,
    jobs: Jobs = 2,
    fresh: Fresh = False,
    trust: Trust = False,
    show_page: Annotated[bool, typer.Option("--open", help="Open the web page.")] = False,
) -> None:
    """Write the referee's report: LaTeX, PDF and a web page, with the paper's figures."""
    with _callers_errors():
        from glassproof.reporting import parse_formats, write_report
        from glassproof.session import Options

        write_report(
            Options(_meant(paper), budget, seed, jobs, None, fresh, trust),
            out=out,
            formats=parse_formats(formats),
            ledger_file=ledger,
            date=date,
            show=show_page,
        )


@app.command()
def figure(
    name: Annotated[str, typer.Argument(metavar="NAME")],
    out: Annotated[Path, typer.Option("--out", help="png, pdf or svg.", metavar="FILE")],
    paper: Paper = None,
) -> None:
    """Draw one figure of a paper, as published and as derived."""
    with _callers_errors():
        from glassproof.reporting import draw_figure

        draw_figure(name, out, paper=_meant(paper))


@app.command()
def doctor() -> None:
    """Say which parts are present, and how to get those that are not."""
    from glassproof.doctor import parts

    for part in parts():
        state = part.found or f"missing: {part.remedy}"
        typer.echo(f"{part.name:14}{part.purpose:44}{state}")
    sys.exit(0 if all(part.found or part.optional for part in parts()) else 1)


Number = Annotated[
    str, typer.Option(help="A number, a list a,b,c or a sweep low:high:count[:log].")
]
Out = Annotated[Path | None, typer.Option("--out", help="Write CSV or JSON.", metavar="FILE")]
Plot = Annotated[
    Path | None, typer.Option("--plot", help="Draw a picture: png, pdf or svg.", metavar="FILE")
]


@app.command()
def theta(
    p: Number,
    q: Number,
    kappa: Number,
    sigma_z: Number,
    u_D: Annotated[str, typer.Option("--u-D", help="Bound of L_D/sqrt(N), or a sweep.")] = "inf",
    u_G: Annotated[str, typer.Option("--u-G", help="Bound of L_G/sqrt(N), or a sweep.")] = "inf",
    k_D: Annotated[int | None, typer.Option("--k-D", help="Index of the discriminator.")] = None,
    k_G: Annotated[int | None, typer.Option("--k-G", help="Index of the generator.")] = None,
    grid: Annotated[
        int | None, typer.Option("--grid", help="Map Theta on a grid of this size.")
    ] = None,
    paper: Paper = None,
    jobs: Jobs = 1,
    cluster: Cluster = None,
    out: Out = None,
    plot: Plot = None,
) -> None:
    """The annealed complexity Theta of the exact model, at points, on sweeps or on a map."""
    with _callers_errors():
        from glassproof.exploring import print_table
        from glassproof.numerics.work.executors import executor
        from glassproof.sweeps import integers, parse

        def arguments() -> dict[str, object]:
            return {
                "p": integers("--p", p),
                "q": integers("--q", q),
                "kappa": parse("--kappa", kappa),
                "sigma_z": parse("--sigma-z", sigma_z),
                "u_D": parse("--u-D", u_D),
                "u_G": parse("--u-G", u_G),
                "k_D": k_D,
                "k_G": k_G,
                "grid": grid,
                "executor": executor(jobs=jobs, cluster=cluster),
            }

        print_table("theta", _meant(paper), arguments, counted=True, out=out, plot=plot)


@app.command()
def spectrum(
    kappa: Number,
    b: Number,
    b1: Number,
    x1: Number = "0",
    z: Annotated[str | None, typer.Option("--z", help="Where to evaluate the density.")] = None,
    points: Annotated[int, typer.Option("--points", help="Points if --z is not given.")] = 201,
    paper: Paper = None,
    out: Out = None,
    plot: Plot = None,
) -> None:
    """Support and density of bM + b1(M1 (+) 0) - x1(I (+) 0)."""
    with _callers_errors():
        from glassproof.exploring import print_table
        from glassproof.sweeps import parse

        def arguments() -> dict[str, object]:
            return {
                "kappa": parse("--kappa", kappa),
                "b": parse("--b", b),
                "b1": parse("--b1", b1),
                "x1": parse("--x1", x1),
                "z": parse("--z", z) if z else None,
                "points": points,
            }

        print_table("spectrum", _meant(paper), arguments, out=out, plot=plot)


@app.command()
def count(
    n_D: Annotated[int, typer.Option("--n-D", help="Dimension of w_D.")],
    n_G: Annotated[int, typer.Option("--n-G", help="Dimension of w_G.")],
    p: Annotated[int, typer.Option("--p")],
    q: Annotated[int, typer.Option("--q")],
    sigma_z: Annotated[float, typer.Option("--sigma-z")],
    u_D: Annotated[float, typer.Option("--u-D")] = float("inf"),
    u_G: Annotated[float, typer.Option("--u-G")] = float("inf"),
    draws: Annotated[int, typer.Option("--draws", help="Glasses to enumerate.")] = 1000,
    paper: Paper = None,
    seed: Seed = 0,
) -> None:
    """Enumerate critical points of sampled glasses; compare with the Kac-Rice expectations."""
    with _callers_errors():
        from glassproof.exploring import print_table
        from glassproof.numerics.work.arguments import integer

        def arguments() -> dict[str, object]:
            return {
                "n_D": n_D,
                "n_G": n_G,
                "p": p,
                "q": q,
                "sigma_z": sigma_z,
                "u_D": u_D,
                "u_G": u_G,
                "draws": draws,
                "seed": integer("--seed", seed),
            }

        print_table("count", _meant(paper), arguments)
