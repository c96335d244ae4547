"""The command line. Heavy imports happen inside the commands, so that help comes at once."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from verify.budget import Budget

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Judge the formulas of a paper: rederive them, simulate the model, say which hold.",
)


Paper = Annotated[str, typer.Option("--paper", help="Paper under review.", metavar="NAME")]
Seed = Annotated[int, typer.Option("--seed", help="Seed of every random stream.")]
BudgetOption = Annotated[Budget, typer.Option("--budget", help="How much nature is sampled.")]
DEFAULT_PAPER = "gan_spin_glass"


@contextmanager
def _callers_errors() -> Iterator[None]:
    """A caller's mistake ends in one message and exit code 2, an interrupt in exit code 1."""
    from derivations.domain import DomainError

    try:
        yield
    except DomainError as error:
        typer.echo(f"glassproof: {error}", err=True)
        raise typer.Exit(2) from None
    except KeyboardInterrupt:
        typer.echo("glassproof: interrupted; nothing was half-written", err=True)
        raise typer.Exit(1) from None


@app.command()
def verify(
    ids: Annotated[list[str] | None, typer.Argument(metavar="[ID ...]")] = None,
    paper: Paper = DEFAULT_PAPER,
    budget: BudgetOption = Budget.STANDARD,
    json: Annotated[
        Path | None, typer.Option("--json", help="Write the ledger here.", metavar="FILE")
    ] = None,
    seed: Seed = 0,
    jobs: Annotated[int, typer.Option("--jobs", help="Processes.")] = 2,
    fresh: Annotated[bool, typer.Option("--fresh", help="Ignore stored evidence.")] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 1 if a claim is refuted, too.")
    ] = False,
) -> None:
    """Judge every claim of a paper (or those named) and print the verdicts."""
    with _callers_errors():
        from rich.console import Console

        from numerics.arguments import integer
        from numerics.executors import executor
        from reports import terminal
        from verify.ledger import Ledger, check_writable
        from verify.papers import claims_of, select
        from verify.review import Plan, review
        from verify.store import Store, default_path

        integer("--seed", seed)
        integer("--jobs", jobs, least=1)
        claims = select(claims_of(paper), ids or [])
        if json:
            check_writable(json)
        console, start = Console(), time.perf_counter()
        plan = Plan(paper, tuple(claim.id for claim in claims), seed, budget)
        store = Store(default_path(), tell=partial(typer.echo, err=True))
        terminal.print_heading(console)
        judgements = []
        with terminal.progress(len(claims)) as note:
            found = review(plan, executor=executor(jobs=jobs), store=store, fresh=fresh, note=note)
            for judgement in found:
                judgements.append(judgement)
                terminal.print_row(console, judgement)
        ledger = Ledger(paper, tuple(judgements), seed, budget)
        terminal.print_summary(console, ledger, time.perf_counter() - start)
        if json:
            ledger.write(json)
            console.print(f"ledger written to {json}", highlight=False)
    failed = ledger.summary["undecided"] or (strict and ledger.summary["refuted"])
    raise typer.Exit(1 if failed else 0)


@app.command(name="list")
def list_claims(paper: Paper = DEFAULT_PAPER) -> None:
    """List the claims of a paper."""
    with _callers_errors():
        from rich.console import Console

        from reports import terminal
        from verify.papers import claims_of

        terminal.print_claims(Console(), claims_of(paper))


@app.command()
def show(
    claim_id: Annotated[str, typer.Argument(metavar="ID")],
    paper: Paper = DEFAULT_PAPER,
    budget: BudgetOption = Budget.STANDARD,
    seed: Seed = 0,
) -> None:
    """Show one claim in full: source, derivation step by step, evidence, verdict."""
    with _callers_errors():
        from rich.console import Console

        from numerics.arguments import integer
        from reports import terminal
        from verify.papers import claims_of, select
        from verify.review import Plan, review
        from verify.store import Store, default_path

        integer("--seed", seed)
        select(claims_of(paper), [claim_id])
        plan = Plan(paper, (claim_id,), seed, budget)
        store = Store(default_path(), tell=partial(typer.echo, err=True))
        for judgement in review(plan, store=store):
            terminal.print_claim(Console(), judgement)


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
    out: Out = None,
    plot: Plot = None,
) -> None:
    """The annealed complexity Theta of the exact model, at points, on sweeps or on a map."""
    with _callers_errors():
        from glassproof.explore import print_theta

        given = {"p": p, "q": q, "sigma_z": sigma_z, "kappa": kappa, "u_D": u_D, "u_G": u_G}
        print_theta(given, k_D=k_D, k_G=k_G, grid=grid, out=out, plot=plot)


@app.command()
def spectrum(
    kappa: Number,
    b: Number,
    b1: Number,
    x1: Number = "0",
    z: Annotated[str | None, typer.Option("--z", help="Where to evaluate the density.")] = None,
    points: Annotated[int, typer.Option("--points", help="Points if --z is not given.")] = 201,
    out: Out = None,
    plot: Plot = None,
) -> None:
    """Support and density of bM + b1(M1 (+) 0) - x1(I (+) 0)."""
    with _callers_errors():
        from glassproof.explore import print_spectrum

        given = {"kappa": kappa, "b": b, "b1": b1, "x1": x1}
        print_spectrum(given, z=z, points=points, out=out, plot=plot)


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
    seed: Seed = 0,
) -> None:
    """Enumerate critical points of sampled glasses; compare with the Kac-Rice expectations."""
    with _callers_errors():
        from glassproof.explore import print_count
        from numerics.arguments import integer

        integer("--seed", seed)
        print_count(
            say=typer.echo,
            draws=draws,
            seed=seed,
            n_D=n_D,
            n_G=n_G,
            p=p,
            q=q,
            sigma_z=sigma_z,
            u_D=u_D,
            u_G=u_G,
        )
