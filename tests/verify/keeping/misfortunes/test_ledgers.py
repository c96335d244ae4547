"""A ledger that cannot be written is said, and the verdicts are printed."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.verify.keeping.misfortunes.command import VERDICTS, assert_one_message, verify


def test_a_ledger_on_a_full_disk_is_said_and_the_verdicts_are_printed(here: Path) -> None:
    found = verify(here, "--json", "/dev/full")
    assert_one_message(found, "/dev/full", "No space left", "write elsewhere")
    assert VERDICTS in found.stdout
    assert not Path("/dev/full").is_file()


def test_a_ledger_above_the_limit_leaves_the_old_one(here: Path) -> None:
    (here / "ledger.json").write_text("old")
    before = sorted(path.name for path in here.iterdir() if not path.name.startswith("store"))
    hurt = "from glassproof.verify.keeping import files; import resource\n" + (
        "whole = files._replace\n"
        "def limited(*arguments):\n"
        "    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))\n"
        "    whole(*arguments)\n"
        "files._replace = limited\n"
    )
    found = verify(here, "--json", "ledger.json", hurt=hurt)
    assert_one_message(found, "ledger.json", "File too large")
    assert VERDICTS in found.stdout
    assert (here / "ledger.json").read_text() == "old"
    after = sorted(path.name for path in here.iterdir() if not path.name.startswith("store"))
    assert after == before


def test_verdicts_printed_to_a_full_disk_end_in_a_message(here: Path) -> None:
    with open("/dev/full", "w") as full:
        command = [sys.executable, "-m", "glassproof", "verify", "--paper", "claims.toml"]
        found = subprocess.run(command, cwd=here, text=True, stdout=full, stderr=subprocess.PIPE)
    assert found.returncode == 2
    assert "Traceback" not in found.stderr
    assert "No space left" in found.stderr


def test_a_ledger_is_written_through_a_link_and_to_a_pipe(here: Path) -> None:
    (here / "real.json").write_text("old")
    (here / "link.json").symlink_to("real.json")
    assert verify(here, "--json", "link.json").returncode == 0
    assert (here / "link.json").is_symlink()
    assert json.loads((here / "real.json").read_text())["paper"] == "claims.toml"
    found = verify(here, "--json", "/dev/stderr")  # which is a pipe
    assert json.loads(found.stderr)["summary"]["claims"] == 2
