"""The front door: a greeting, what to type next, quiet, completion, narrow terminals, pipes."""

from __future__ import annotations

import io
import os
import pty
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from rich.console import Console
from typer.testing import CliRunner

from glassproof.commands.app import app
from glassproof.commands.examples import EXAMPLES
from glassproof.commands.greeting import GREETING
from glassproof.console import answers, voice
from glassproof.reports import pages

CLAIMS = """
[symbols]
x = "> 0"
[[claim]]
id = "logarithm"
title = "The logarithm of a square"
published = "log(x**2)"
derived = "2*log(x)"
[[claim]]
id = "sum"
title = "A sum of many terms that do not fit into one short line"
published = "1 + x + x**2/2 + x**3/6 + x**4/24 + x**5/120 + x**6/720 + x**7/5040 + x**8/40320"
derived = "1 + x + x**2/2 + x**3/6 + x**4/24 + x**5/120 + x**6/720 + x**7/5040 + x**8/40320"
"""


def run(*arguments: str, **variables: str):
    return CliRunner().invoke(app, list(arguments), env=variables)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a claims file and a store of its own."""
    (tmp_path / "my.toml").write_text(CLAIMS)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GLASSPROOF_STORE", str(tmp_path / "store.sqlite3"))
    return tmp_path


def lines_to_type() -> list[str]:
    """The calls in the greeting, without the word that all begin with."""
    joined = re.sub(r"\\\n *", "", GREETING)
    return re.findall(r"^  glassproof (.*)$", joined, re.MULTILINE)


def test_the_command_alone_greets_with_lines_that_can_be_typed() -> None:
    """Each is a call of a command that there is, with options that it has."""
    said = run()
    assert said.exit_code == 0
    assert said.output.strip() == GREETING
    assert max(map(len, GREETING.splitlines())) <= 60
    typed = lines_to_type()
    assert len(typed) >= 6
    for line in typed:
        name, *rest = shlex.split(line)
        options = [word for word in rest if word.startswith("--")]
        helped = run(name, "-h", COLUMNS="200")
        assert helped.exit_code == 0
        assert all(option in helped.output for option in options), line


def test_the_greeting_s_formula_is_right() -> None:
    (line,) = (line for line in lines_to_type() if line.startswith("check"))
    assert "verified" in run(*shlex.split(line)).output


@pytest.mark.parametrize(
    ("arguments", "step"),
    [
        (["show", "logaritm", "--paper", "my.toml"], "glassproof show logarithm --paper my.toml"),
        (["show", "zzz", "--paper", "my.toml"], "glassproof list --paper my.toml"),
        (["list", "--paper", "spherical_spin"], "glassproof list --paper spherical_p_spin"),
        (["check", "x +", "--equals", "x", "--where", "x > 0"], "glassproof check -h"),
        (["diff", "none.json", "my.toml"], "glassproof diff -h"),
    ],
)
@pytest.mark.usefixtures("here")
def test_an_error_ends_with_what_to_type_next(arguments: list[str], step: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == f"next: {step}"


@pytest.mark.parametrize(
    ("typed", "message", "step"),
    [
        ("verfy --seed 3", "no such command 'verfy': did you mean 'verify'?", "verify --seed 3"),
        ("verify --sed=3", "no such option: --sed: did you mean --seed?", "verify --seed=3"),
        ("--verson", "no such option: --verson: did you mean --version?", "--version"),
        ("show x --seed 1e400", "--seed '1e400' is not whole: give a whole number", "show -h"),
        ("count --sigma-z high", "--sigma-z 'high' is no number: give a number", "count -h"),
        (
            "show --budget standrd x",
            "--budget 'standrd' is not known: give one of quick, standard, deep",
            "show --budget standard x",
        ),
        ("list --json", "option '--json' requires an argument", "list -h"),
        ("list a b", "got unexpected extra argument(s) (a b)", "list -h"),
        ("theta", "missing option '--p'", EXAMPLES["theta"]),
        ("figure fig1", "missing option '--out'", EXAMPLES["figure"]),
    ],
)
def test_a_call_that_is_not_understood_is_told_as_every_mistake(
    typed: str, message: str, step: str
) -> None:
    result = run(*shlex.split(typed))
    said = f"glassproof: {message}\nnext: glassproof {step}\n"
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", said)


def test_each_command_has_an_example_that_it_understands() -> None:
    group = typer.main.get_command(app)
    assert set(EXAMPLES) == set(group.commands)
    for name, example in EXAMPLES.items():
        first, *rest = shlex.split(example)
        assert first == name
        group.commands[name].make_context(name, rest)
        assert example in " ".join(run(name, "-h", COLUMNS="100").output.split())


@pytest.mark.parametrize(
    "arguments", [["verify", "--paper", "my.toml", "--jobs", "1"], ["diff", "my.toml", "my.toml"]]
)
def test_quiet_is_quiet_and_a_record_is_written_all_the_same(
    arguments: list[str], here: Path
) -> None:
    result = run(*arguments, "--quiet", "--json", "answer.json")
    assert (result.exit_code, result.output) == (0, "")
    assert (here / "answer.json").stat().st_size > 100
    wrong = run("verify", "nothing", "--paper", "my.toml", "--quiet")
    assert wrong.exit_code == 2
    assert "no claim has the id" in wrong.stderr


def test_an_answer_is_given_again_word_by_word(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the paper, in any terminal, and not when the paper or the question changes."""
    asked = ["show", "sum", "--paper", "my.toml"]
    first, narrow = run(*asked), run(*asked, "--json", "record.json", COLUMNS="61")
    assert first.exit_code == 0, first.output
    with monkeypatch.context() as broken:
        broken.setattr("glassproof.console.session.judged", None)
        again = run(*asked)
        assert (again.exit_code, again.output) == (0, first.output)
        assert run(*asked, "--seed", "1").exception is not None
        assert run(*asked, COLUMNS="61").output + "written to record.json\n" == narrow.output
        (here / "my.toml").write_text(CLAIMS.replace("sum", "total"))
        assert run(*asked).exception is not None
    assert "no claim has the id 'sum'" in run(*asked).stderr


@pytest.mark.usefixtures("here")
def test_a_review_leaves_what_show_and_list_say(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = run("show", "sum", "--paper", "my.toml", "--json", "record.json").output
    assert run("verify", "--paper", "my.toml", "--jobs", "1").exit_code == 0
    monkeypatch.setattr("glassproof.console.session.judged", None)
    monkeypatch.setattr("glassproof.verify.papers.load", None)
    assert "logarithm" in run("list", "--paper", "my.toml").output
    for claim in ("sum", "logarithm"):
        said = run("show", claim, "--paper", "my.toml")
        assert (said.exit_code, said.exception) == (0, None)
        assert said.output + "written to record.json\n" == shown or claim != "sum"


def test_answers_rest_on_all_modules_and_shipped_papers_are_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert answers.Question("layered_sk", ()).subject == "layered_sk"
    assert answers.Question("no_such_paper", ()).subject is None
    assert (answers.MODULES / "derivations" / "proof" / "domain.py").is_file()
    deep = tmp_path / "derivations" / "proof" / "domain.py"
    deep.parent.mkdir(parents=True)
    monkeypatch.setattr(answers, "MODULES", tmp_path)
    stamps = []
    for content in ("", "x = 1"):
        deep.write_text(content)
        stamps.append(answers.stamp.__wrapped__())
    assert stamps[0] != stamps[1]


def test_answers_of_older_modules_are_dropped(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("list", "--paper", "my.toml").exit_code == 0
    before = answers.stamp()
    monkeypatch.setattr(answers, "stamp", lambda: "0" * 32)
    assert run("list", "--paper", "my.toml").exit_code == 0
    from glassproof.verify.keeping.store import Store

    keys = Store(here / "store.sqlite3")._connection.execute("SELECT key FROM results").fetchall()
    kept = [key for (key,) in keys if key.startswith("answer:")]
    assert [key.startswith("answer:" + "0" * 32) for key in kept] == [True]
    assert before not in "".join(kept)


@pytest.mark.usefixtures("here")
def test_where_nothing_can_be_kept_the_answer_is_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    good = run("list", "--paper", "my.toml")
    monkeypatch.setenv("GLASSPROOF_STORE", "/dev/null")
    bad = run("list", "--paper", "my.toml")
    assert (bad.exit_code, bad.output) == (0, good.output)


def completed(words: str, number: int) -> list[str]:
    """What Bash is offered for the last of the words."""
    environment = os.environ | {
        "_GLASSPROOF_COMPLETE": "complete_bash",
        "COMP_WORDS": words,
        "COMP_CWORD": str(number),
    }
    command = [
        sys.executable,
        "-c",
        "from glassproof.commands.app import app; app(prog_name='glassproof')",
    ]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    return done.stdout.split()


def test_a_shell_completes_commands_papers_and_claims() -> None:
    assert completed("glassproof sh", 1) == ["show"]
    assert completed("glassproof figure --paper layered_sk c", 4) == ["crossing"]
    assert completed("glassproof figure --paper no_such_paper c", 4) == []
    assert completed("glassproof list --paper spher", 3) == ["spherical_p_spin"]
    offered = completed("glassproof show --paper spherical_p_spin complexity.th", 4)
    assert offered == ["complexity.threshold"]


@pytest.mark.parametrize("asked", [["list"], ["show", "sum"], ["verify", "--jobs", "1"]])
@pytest.mark.usefixtures("here")
def test_sixty_columns_are_enough(asked: list[str]) -> None:
    said = run(*asked, "--paper", "my.toml", COLUMNS="60")
    assert said.exit_code == 0
    lines = [line.rstrip() for line in said.output.splitlines() if "digest" not in line]
    assert max(map(len, lines)) <= 60, max(lines, key=len)


def test_a_reader_who_has_seen_enough_is_no_error(here: Path) -> None:
    """``glassproof list | head -1``, whether the answer is computed or given again."""
    text = CLAIMS + "".join(f'[[claim]]\nid = "c{k}"\npublished = "x"\nderived = "x"\n'
                            for k in range(900))  # fmt: skip
    (here / "long.toml").write_text(text)
    for _ in range(2):
        done = subprocess.run(
            f"{shlex.quote(sys.executable)} -m glassproof list --paper long.toml | head -1",
            shell=True,
            capture_output=True,
            text=True,
            check=False,
        )
        assert len(done.stdout.splitlines()) == 1
        assert "Traceback" not in done.stderr
        assert "Exception ignored" not in done.stderr


CODE = """
import sys, time
from glassproof.console import voice
with voice.speaking():
    with voice.progress("judging") as show:
        for k in range(3):
            show("claim", k, 3)
            voice.console().print(f"[red]answer {k}[/]")
            time.sleep(0.15)
"""


def on_a_terminal(code: str, *, stdout: bool, **variables: str) -> tuple[str, str]:
    """(stdout, what the terminal shows) of code whose stderr, or both streams, is a terminal."""
    primary, secondary = pty.openpty()
    environment = os.environ | {"TERM": "xterm", "COLUMNS": "60", **variables}
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=secondary if stdout else subprocess.PIPE,
        stderr=secondary,
    )
    os.close(secondary)
    shown = b""
    while True:
        try:
            part = os.read(primary, 4096)
        except OSError:  # Linux says so when the other end is closed
            break
        if not part:
            break
        shown += part
    os.close(primary)
    piped = process.stdout.read().decode() if process.stdout else ""
    process.wait()
    if process.stdout:
        process.stdout.close()
    return piped, shown.decode()


def test_what_is_piped_stays_in_the_pipe_while_the_terminal_shows_progress() -> None:
    piped, shown = on_a_terminal(CODE, stdout=False)
    assert piped.split("\n") == ["answer 0", "answer 1", "answer 2", ""]
    assert "judging" in shown
    assert "2/3" in shown
    assert "answer" not in shown


def test_no_colour_is_honoured() -> None:
    colour = re.compile(r"\x1b\[[0-9;]*3[0-9]")
    _, with_colours = on_a_terminal(CODE, stdout=True)
    _, without = on_a_terminal(CODE, stdout=True, NO_COLOR="1")
    assert colour.search(with_colours)
    assert not colour.search(without)
    assert "answer 2" in re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", without)


def test_an_interrupt_says_what_is_kept_and_how_to_go_on(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("glassproof.console.session.review", interrupted)
    for options, again in (((), "the same command goes on"), (("--fresh",), "without --fresh")):
        said = run("verify", "--paper", "my.toml", *options)
        assert said.exit_code == 1
        flat = " ".join(said.stderr.split())
        assert f"interrupted; what was computed is kept in {here / 'store.sqlite3'}" in flat
        assert again in flat


def test_quiet_has_no_progress() -> None:
    _, shown = on_a_terminal(CODE.replace("speaking()", "speaking(quiet=True)"), stdout=True)
    assert shown == ""
    assert not voice.is_quiet()


@pytest.mark.parametrize(
    ("typed", "step"),
    [
        ("check 2x --equals x --where 'x > 0'", "check '2*x' --equals x --where 'x > 0'"),
        ("check x --equals '(x + 1)(x - 1)' --where 'x > 0'",
         "check x --equals '(x + 1)*(x - 1)' --where 'x > 0'"),
        ("check 'sqrt(x' --equals=x --where 'x > 0'", "check 'sqrt(x)' --equals=x --where 'x > 0'"),
        ("check x --equals='sqrt(x' --where 'x > 0'", "check x '--equals=sqrt(x)' --where 'x > 0'"),
        ("check 'sigmaz + 1' --equals 1 --where 'sigma_z > 0'",
         "check 'sigma_z + 1' --equals 1 --where 'sigma_z > 0'"),
        ("check 'sqr(x)' --equals x --where 'x > 0'", "check 'sqrt(x)' --equals x --where 'x > 0'"),
        ("check 'e**x' --equals 1 --where 'x > 0'", "check 'E**x' --equals 1 --where 'x > 0'"),
        ("check 'x*y' --equals x --where 'x > 0'",
         "check 'x*y' --equals x --where 'x > 0, y real'"),
        ("check x --equals x", "check x --equals x --where 'x real'"),
        (r"check '\frac{x}{2}' --equals x --where 'x > 0'",
         r"check '\frac{x}{2}' --equals x --where 'x > 0' --latex"),
        ("check x --against logaritm --paper my.toml",
         "check x --against logarithm --paper my.toml"),
        ("verify sum logaritm --paper my.toml", "verify sum logarithm --paper my.toml"),
        ("show sum --paper mi.toml", "show sum --paper my.toml"),
        ("figure fig33 --out a.png", "figure fig3 --out a.png"),
        ("figure FIG3 --out a.png", "figure fig3 --out a.png"),
        ("figure fig3 --out a.doc", "figure fig3 --out a.pdf"),
        ("show SUM --paper my.toml", "show sum --paper my.toml"),
        ("verify my.toml", "verify --paper my.toml"),
        ("list my.toml", "list --paper my.toml"),
        ("list layered_sk", "list --paper layered_sk"),
        ("verify --paper my.tml", "verify --paper my.toml"),
        ("verify --paper other.toml", "verify -h"),
        ("list --paper paper.tex", "scan paper.tex"),
        ("list --paper my.toml --json .", "list --paper my.toml --json answer.json"),
        ("recheck my.jso", "recheck -h"),
        ("check 'sin x' --equals x --where 'x > 0'", "check 'sin(x)' --equals x --where 'x > 0'"),
        ("check x --equals x --where 'x reel, y > 0'",
         "check x --equals x --where 'x real, y > 0'"),
        ("check n --equals n --where 'integer n'", "check n --equals n --where 'n integer'"),
        ("check oo --equals oo", "check -h"),
        ("check x --against sum --paper my.toml --where 'x > 0'",
         "check x --against sum --paper my.toml"),
        ("check x --equals x --where='x > 0' --rounded --at-most x", "check -h"),
        ("check x --at-most x --rounded --where='x > 0'", "check x --at-most x '--where=x > 0'"),
        ("check y --against sum --paper my.toml", "show sum --paper my.toml"),
        ("check 'x**' --equals x --where 'x > 0'", "check -h"),
        (f"check '{'x*' * 900}y.a' --equals x --where 'x > 0'", "check -h"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("here")
def test_an_error_ends_with_the_call_mended(typed: str, step: str) -> None:
    Path("paper.tex").write_text("no equation")
    result = run(*shlex.split(typed))
    assert result.exit_code == 2
    assert result.stderr.splitlines()[-1] == f"next: glassproof {step}"


@pytest.mark.usefixtures("here")
def test_a_folder_that_is_not_there_is_made_before_the_same_call() -> None:
    result = run("list", "--paper", "my.toml", "--json", "a b/x.json")
    made = "next: mkdir -p 'a b' && glassproof list --paper my.toml --json 'a b/x.json'"
    assert result.stderr.splitlines()[-1] == made


@pytest.mark.usefixtures("here")
def test_an_error_in_a_claims_file_ends_with_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("bad.toml").write_text('[[claim]]\nid = "a"\npublished = "x"\nderived = "1"\n')
    words = ["verify", "--paper", "bad.toml"]
    monkeypatch.setattr("sys.argv", ["glassproof", *words])
    (*_, last) = run(*words).stderr.splitlines()
    assert last == "next: glassproof verify --paper bad.toml   # once line 3 of bad.toml is mended"


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("closed", [">&-", "<&-", "2>&-", "<&- >&- 2>&-"])
def test_streams_that_are_closed_are_no_reason_to_stop(closed: str) -> None:
    """Of the processes that are started, either."""
    verify = f"{shlex.quote(sys.executable)} -m glassproof verify --paper my.toml --jobs 2"
    done = subprocess.run(f"{verify} --fresh --json a.json {closed}", shell=True, check=False)
    assert done.returncode == 0
    assert Path("a.json").stat().st_size > 100


def test_an_interrupt_that_comes_early_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("glassproof.commands.app.greet", interrupted)
    said = run()
    assert (said.exit_code, said.stdout) == (1, "")
    assert said.stderr.startswith("glassproof: interrupted before anything was begun")


def test_formulas_in_a_terminal_without_their_signs_are_told_in_a_line() -> None:
    console = Console(file=io.TextIOWrapper(io.BytesIO(), "ascii"), width=80)
    with console.capture() as told:
        pages.show(console, [pages.formula("√x", "sqrt(x)")])
    assert told.get().split() == ["sqrt(x)"]
