"""A claims file is read in little time and memory, whatever is in it."""

from __future__ import annotations

import json
import threading
import time
from pathlib import Path

import pytest
import sympy as sp

from glassproof.verify.checking import claims_file
from glassproof.verify.checking.claims_file import ClaimsFileError, parse_claims
from glassproof.verify.checking.clock import Clock, TimeIsUp
from tests.processes import run

SECONDS, MEGABYTES = 2.0, 500
"""Of processor time and of memory, to read one file."""

WATCHED = """
import json, resource, sys, time
from pathlib import Path
from glassproof.derivations.proof.domain import DomainError
from glassproof.verify.checking.claims_file import parse_claims
raw, start = Path(sys.argv[1]).read_bytes(), time.process_time()
try:
    said = len(parse_claims(raw).claims)
except DomainError as error:
    said = str(error)
status = Path("/proc/self/status")
if status.exists():  # the other counts the process that started this one, too
    peak = next(l for l in status.read_text().splitlines() if l.startswith("VmHWM"))
    memory = int(peak.split()[1]) / 1024
else:
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps([time.process_time() - start, memory, said]))
"""


def symbols(count: int, condition: str = "real") -> str:
    return "[symbols]\n" + "".join(f'x{i} = "{condition}"\n' for i in range(count))


def shorthands(count: int, formula: str) -> str:
    lines = (f's{i} = "{formula.format(i=i, above=f"s{i - 1}")}"\n' for i in range(1, count))
    return '[shorthands]\ns0 = "x0 + 1"\n' + "".join(lines)


def claims(count: int, formula: str, where: str = "") -> str:
    lines = []
    for i in range(count):
        said = formula.format(i=i, j=i % 400)
        lines.append(f'[[claim]]\nid = "c{i}"\npublished = "{said}"\nderived = "{said}"\n')
        if where:
            lines.append(f'where = "{where.format(i=i, k=i % 20)}"\n')
    return "".join(lines)


THREE, TWENTY = symbols(3), symbols(20)
MANY = shorthands(400, "x0**2 + sin(x1*{i})/(1 + x2**2)")

READABLE = {
    "as many claims as are allowed": THREE + claims(1000, "x0 + x1*x2"),
    "400 shorthands, 900 claims": THREE + MANY + claims(900, "s{j} + x0"),
    "400 shorthands in a chain": THREE + shorthands(400, "{above} + {i}") + claims(900, "s{j}"),
    "one condition for each claim": THREE + claims(900, "x0", "x1 > {i}"),
    "comments and long lines": THREE + claims(900, "x0") + ("#" * 19_000 + "\n") * 45,
}

HOSTILE = {
    "a chain read anew for each claim": symbols(20)
    + shorthands(400, "{above} + x1**2*{i}")
    + claims(900, "s399", "x1 > {i}, x{k} < 0"),
    "shorthands that double": THREE
    + shorthands(300, "{above}*{above} + {above}")
    + claims(9, "x0"),
    "shorthands that double within functions": THREE
    + shorthands(300, "sin({above}) + cos({above})*{above}")
    + claims(9, "x0"),
    "long conditions": TWENTY
    + claims(
        90, "x0", "x1 < " + " + ".join(f"sin(x{n})**{n + 2}*x2" for n in range(18)) * 9 + "{i}"
    ),
    "long formulas": THREE + claims(60, " + ".join(f"sin(x0 + {n}*x1)**{{i}}" for n in range(300))),
    "dotted keys": (".".join("a" * 9990) + " = 1\n") * 50,
    "dotted keys in tables": "".join("[" + "a." * 9000 + f"b{n}]\n" for n in range(50)),
    "dotted keys in quotes": ('"a" . ' * 3000 + "'b' = 1\n") * 50,
    "deep arrays": "x = " + "[" * 9000,
    "deep tables": "x = " + "{a=" * 6000,
    "arrays over many lines": "x = " + ("[" * 900 + "\n") * 1000,
    "many keys": "".join(f"a{n} = 1\n" for n in range(90_000)),
    "many tables": "".join(f"[a{n}]\n" for n in range(100_000)),
    "many empty claims": "[[claim]]\n" * 99_999,
    "large integers": "".join(f"a{n} = {'9' * 4200}\n" for n in range(230)),
    "hexadecimal numbers": "".join(f"a{n} = 0x{'f' * 19_000}\n" for n in range(50)),
    "floats": "".join(f"a{n} = 1e{'9' * 4000}\n" for n in range(200)),
    "dates": "a = 1979-05-27T07:32:00Z\n" * 30_000,
    "an impossible date": "a = 1979-02-31\n",
    "one line": 'x = "' + "a" * 990_000 + '"',
    "quotes": ('"' * 19_000 + "\n") * 50,
    "escapes": 'x = """' + ("\\u0041" * 3000 + "\n") * 50 + '"""\n',
    "empty lines": "\n" * 1_000_000,
    "factorials": THREE + claims(1, "x0" + "!" * 9000),
    "arguments that cannot be compared": THREE + claims(1, "Max(x0, I)"),
}


def watched(text: str, place: Path) -> tuple[float, float, int | str]:
    """Processor seconds, megabytes at most, and how many claims are read or what is said."""
    (place / "text").write_text(text)
    found = run(WATCHED, "text", cwd=place)
    assert found.returncode == 0, found.stderr[-2000:]
    return tuple(json.loads(found.stdout))


@pytest.mark.parametrize("text", READABLE.values(), ids=READABLE)
def test_large_files_are_read(text: str, tmp_path: Path) -> None:
    seconds, memory, said = watched(text, tmp_path)
    assert said == text.count("[[claim]]")
    assert seconds < SECONDS
    assert memory < MEGABYTES


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_files_end_in_a_message(text: str, tmp_path: Path) -> None:
    assert len(text) <= claims_file.MAX_BYTES
    seconds, memory, said = watched(text, tmp_path)
    assert str(said).startswith("claims.toml: line ")
    assert seconds < SECONDS
    assert memory < MEGABYTES


def test_where_time_ran_out_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claims_file, "READ_SECONDS", 0.2)
    text = THREE + claims(1000, "sin(x0*x1 + {i})**2/(1 + x2)")
    for read in (parse_claims, _in_a_thread):
        with pytest.raises(
            ClaimsFileError, match=r"read in at most 0\.2 s.*split the file"
        ) as caught:
            read(text.encode())
        assert text.split("\n")[caught.value.line - 1] == "[[claim]]"


def _in_a_thread(raw: bytes) -> None:
    """Where no alarm can be set."""
    found: list[BaseException] = []

    def read() -> None:
        try:
            parse_claims(raw)
        except BaseException as error:
            found.append(error)

    thread = threading.Thread(target=read)
    thread.start()
    thread.join()
    raise found[0]


def spin() -> None:
    while True:
        pass


def test_a_clock_counts_what_is_spent_in_its_blocks_alone() -> None:
    clock = Clock(0.3)
    with clock.running():
        pass
    end = time.process_time() + 0.4
    while time.process_time() < end:
        pass
    with clock.running():
        clock.check()
    with pytest.raises(TimeIsUp), clock.running():
        spin()


def test_a_shorthand_takes_the_symbols_of_its_claim() -> None:
    text = """
    [symbols]
    x = "real"
    [shorthands]
    root = "sqrt(x**2)"
    E = "E + root"
    twice = "2*E"
    [[claim]]
    id = "any"
    published = "twice"
    derived = "2*(E)"
    [[claim]]
    id = "positive"
    where = "x > 0"
    published = "twice"
    derived = "2*E"
    """
    some, positive = parse_claims(text.encode()).claims
    (x,) = some.domain.ranges
    (y,) = positive.domain.ranges
    assert some.published == 2 * (sp.E + sp.Abs(x))
    assert positive.published == 2 * (sp.E + y)
