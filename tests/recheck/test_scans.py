"""A scan's file is rechecked as a ledger is, and what somebody changes in it is noticed."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

import glassproof as gp
from glassproof.recheck.findings import Level
from glassproof.recheck.ledger import NoLedgerError, digest
from glassproof.verify.keeping import ledger as keeping
from glassproof.verify.scanning.equation import Status
from glassproof.verify.scanning.scan import SCHEMA_VERSION, schema
from tests.recheck.tampering import FOLDER, Path_, changed, put, recorded, signed

SCAN = recorded("scan")
Record = dict[str, Any]


def only(number: int) -> Record:
    """The scan of one equation."""
    equation = copy.deepcopy(SCAN["equations"][number])
    counts = Counter([equation["status"]])
    summary = {"equations": 1, **{str(status): counts[str(status)] for status in Status}}
    return signed({**SCAN, "equations": [equation], "summary": summary})


ONES = [pytest.param(only(k), id=one["id"]) for k, one in enumerate(SCAN["equations"])]
JUDGED = [one for one in ONES if one.values[0]["equations"][0]["links"]]


def refused(scan: Record) -> bool:
    return not gp.recheck(scan, seed=1).accepted


def test_a_scan_is_accepted_and_its_counterexample_is_proven() -> None:
    found = gp.recheck(FOLDER / "scan.json", seed=1)
    assert found.wrong == []
    assert found.counts(Level.PROVEN)["the sides differ at the counterexample"] == 2
    assert found.counts(Level.PROVEN)["what is held back is told"] == 1


def test_it_holds_every_kind_of_answer() -> None:
    statuses = {equation["status"] for equation in SCAN["equations"]}
    assert {"verified", "refuted", "undecided", "definition"} <= statuses
    assert schema()["$defs"]["scan"]["properties"]["schema"]["const"] == SCAN["schema"]
    assert SCAN["schema"] == SCHEMA_VERSION


def test_both_programs_have_one_digest_of_a_scan_which_knows_no_times() -> None:
    assert keeping.digest(SCAN) == digest(SCAN) == SCAN["digest"]
    later = copy.deepcopy(SCAN)
    for equation in later["equations"]:
        equation["seconds"] += 1
        for link in equation["links"]:
            for evidence in link["evidence"]:
                evidence["seconds"] += 1
    assert keeping.digest(later) == digest(later) == SCAN["digest"]


def test_exit_codes(tmp_path: Any) -> None:
    def code(text: str) -> int:
        (tmp_path / "s.json").write_text(text, encoding="utf-8")
        call = [sys.executable, "-m", "glassproof.recheck", str(tmp_path / "s.json")]
        run = subprocess.run(call, capture_output=True, text=True, check=False)
        assert "Traceback" not in run.stderr
        return run.returncode

    text = json.dumps(only(0))
    other = text.replace('"status": "refuted"', '"status": "verified"', 1)
    assert [code(text), code(other), code(text[:-9])] == [0, 1, 2]


@pytest.mark.parametrize("version", [1, 3, "2", True])
def test_other_versions_are_refused_by_version(version: object) -> None:
    with pytest.raises(NoLedgerError, match="schema version"):
        gp.recheck({"schema": version, "equations": []})


def test_what_is_both_or_neither_is_no_ledger() -> None:
    for record in ({"schema": 2}, {"schema": 2, "equations": [], "claims": []}, {"equations": []}):
        with pytest.raises(NoLedgerError, match="no ledger"):
            gp.recheck(record)


@pytest.mark.parametrize("scan", ONES)
def test_another_status_is_noticed(scan: Record) -> None:
    told = scan["equations"][0]["status"]
    others = [word for word in ("verified", "refuted", "supported") if word != told]
    for word in others:
        tampered = put(scan, ("equations", 0, "status"), lambda _, w=word: w)
        if tampered["equations"][0]["links"]:
            way: Path_ = ("equations", 0, "links", 0, "status")
            tampered = put(tampered, way, lambda _, w=word: w)
        for key in (told, word):
            tampered["summary"][key] += 1 if key == word else -1
        assert refused(signed(tampered)), word


@pytest.mark.parametrize("scan", JUDGED)
def test_a_link_that_is_dropped_is_noticed(scan: Record) -> None:
    for number in range(len(scan["equations"][0]["links"])):
        assert refused(signed(put(scan, ("equations", 0, "links", number), None)))
    tampered = put(scan, ("equations", 0, "links", 0, "evidence"), lambda _: [])
    assert refused(signed(tampered))


def entries(scan: Record) -> Iterator[Path_]:
    """The entries of links that a rule holds: formulas, point, enclosures' sides, domain, words of
    the evidence that decides."""
    for number, link in enumerate(scan["equations"][0]["links"]):
        at: Path_ = ("equations", 0, "links", number)
        if "published" not in link["certificate"]:
            continue
        yield from ((*at, key) for key in ("reason", "read_as", "right", "domain", "relation"))
        yield from ((*at, "certificate", key) for key in ("published", "derived", "relation"))
        if link["ratio"]:
            yield (*at, "ratio")
        for name in link["counterexample"] or {}:
            yield (*at, "counterexample", name)
        for place, evidence in enumerate(link["evidence"]):
            if evidence["outcome"] == "fails":
                yield (*at, "evidence", place, "detail")
                yield from ((*at, "evidence", place, "data", k) for k in ("published", "derived"))
                point = evidence["data"]["point"]
                yield from ((*at, "evidence", place, "data", "point", name) for name in point)


@pytest.mark.parametrize("scan", JUDGED)
def test_changes_are_noticed_though_the_digest_is_computed_anew(scan: Record) -> None:
    assert not refused(scan)
    random = Random(scan["equations"][0]["id"])
    ways = [*entries(scan)]
    for path in random.sample(ways, min(8, len(ways))):
        tampered = put(scan, path, lambda value: changed(value, random))
        assert digest(tampered) != scan["digest"]
        assert refused(signed(tampered)), path


@pytest.mark.parametrize("scan", JUDGED)
def test_a_formula_that_is_changed_wherever_it_stands_is_noticed(scan: Record) -> None:
    link = scan["equations"][0]["links"][0]
    if link["status"] != "verified" or "derived" not in link["certificate"]:
        return
    tampered = scan
    for path in (("right",), ("certificate", "derived"), ("certificate", "typed")):
        if path[0] in link and path[-1] in {**link, **link["certificate"]}:
            way = ("equations", 0, "links", 0, *path)
            tampered = put(tampered, way, lambda text: f"({text}) + 1/1000003")
    if link["relation"] == "=":
        assert refused(signed(tampered))
