"""A scan of equations made by hand: order, what is stored, what is chosen, the schema."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from glassproof.derivations.proof.domain import DomainError
from glassproof.numerics.work.executors import INLINE, executor
from glassproof.verify.keeping.store import Store
from glassproof.verify.scanning import scan as scanning_room
from glassproof.verify.scanning.equation import Definition, Status
from glassproof.verify.scanning.judging.keys import key_of
from glassproof.verify.scanning.scan import Scan, Work, chosen, scanning, schema
from tests.verify.scanning.hand import HERE, document, equation

TRUE = equation(("(a+b)^2", "=", "a^2+2ab+b^2"), stated="a, b real", label="eq:true")
FALSE = equation(("(a+b)^2", "=", "a^2+b^2"), guess="a, b real", label="eq:false", line=9)
TOLD = replace(TRUE, id="eq:told", label="eq:told", status=Status.DEFINITION, reason="names f")


@pytest.fixture
def store():
    kept = Store(Path(":memory:"))
    yield kept
    kept.close()


def statuses(found):
    return [str(one.status) for one in found]


def test_equations_come_in_the_order_of_the_source():
    source = document(TRUE, TOLD, FALSE)
    found = list(scanning(source, source.equations))
    assert statuses(found) == ["verified", "definition", "refuted"]
    assert [one.equation for one in found] == list(source.equations)


def test_processes_find_the_same():
    source = document(TRUE, FALSE)
    two = list(scanning(source, source.equations, executor=executor(jobs=2)))
    one = list(scanning(source, source.equations))
    assert statuses(two) == statuses(one)
    assert [each.found.hint for each in two] == [each.found.hint for each in one]


def test_what_is_stored_is_not_judged_again_wherever_it_has_moved(store, monkeypatch):
    source = document(TRUE, FALSE)
    first = list(scanning(source, source.equations, store=store))
    monkeypatch.setattr(scanning_room, "judge_equation", None)
    moved = document(*(replace(each, id=f"{each.id}2", place=HERE) for each in (FALSE, TRUE)))
    again = list(scanning(moved, moved.equations, store=store))
    assert [one.stored for one in first + again] == [False, False, True, True]
    assert [one.found for one in again] == [one.found for one in reversed(first)]


def test_what_says_something_else_is_judged_anew():
    f = Definition("f", ("x",), "x", HERE)
    others = [
        equation(("(a+b)^2", "=", "a^2+2ab+b^2"), guess="a, b real"),
        equation(("(a+b)^2", "=", "a^2+2ab+b^2"), stated="a, b > 0"),
        equation(("(a+b)^2", "=", "a^2+2ab-b^2"), stated="a, b real"),
        replace(TRUE, definitions=(f,)),
    ]
    assert len({key_of(each) for each in [TRUE, *others]}) == len(others) + 1


def test_equal_equations_are_judged_once(monkeypatch):
    calls = []
    judge = scanning_room.judge_equation
    monkeypatch.setattr(
        scanning_room, "judge_equation", lambda each: calls.append(each) or judge(each)
    )
    source = document(*(replace(TRUE, id=f"eq:{n}") for n in range(5)))
    assert statuses(scanning(source, source.equations)) == ["verified"] * 5
    assert len(calls) == 1


@pytest.mark.parametrize("damage", [3, [], {"status": "verified"}, "x"])
def test_what_is_stored_and_no_finding_is_judged_again(store, damage):
    store.put(key_of(TRUE), damage)
    (found,) = scanning(document(TRUE), [TRUE], store=store)
    assert (str(found.status), found.stored) == ("verified", False)


def test_an_interrupt_loses_nothing_that_was_judged(store):
    source = document(TRUE, FALSE)

    class Interrupted:
        def unordered(self, task, indices):
            results = INLINE.unordered(task, indices)
            yield next(results)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(scanning(source, source.equations, executor=Interrupted(), store=store))
    again = list(scanning(source, source.equations, store=store))
    assert [one.stored for one in again] == [True, False]


def test_a_thread_hears_no_alarm_and_finds_the_same():
    found = []
    thread = threading.Thread(target=lambda: found.append(Work((FALSE,))(0)))
    thread.start()
    thread.join()
    assert found[0]["status"] == "refuted"


def test_equations_are_chosen_by_label_id_or_number():
    source = document(TRUE, replace(FALSE, number="2.7"))
    assert [each.id for each in chosen(source, ["eq:true"])] == ["eq:true"]
    assert [each.id for each in chosen(source, ["2.7"])] == ["eq:false"]
    assert chosen(source, known={key_of(TRUE)}) == (source.equations[1],)
    with pytest.raises(DomainError, match="did you mean eq:true"):
        chosen(source, ["eq:tru"])


def test_a_scan_fits_its_schema():
    source = document(TRUE, TOLD, FALSE)
    data = Scan(source, tuple(scanning(source, source.equations))).to_dict()
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.validate(json.loads(json.dumps(data)), schema())
    assert data["summary"]["equations"] == 3
    assert data["summary"]["refuted"] == data["summary"]["verified"] == 1


def test_an_expected_status_settles_an_equation():
    source = replace(document(FALSE), expected={"eq:false": "refuted"})
    (found,) = scanning(source, source.equations)
    assert (found.settled, found.surprising) == (True, False)
    source = replace(source, expected={"eq:false": "verified"})
    (found,) = scanning(source, source.equations)
    assert (found.settled, found.surprising) == (False, True)
