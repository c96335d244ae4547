"""TOML text whose faults are reported where they stand."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, NoReturn

from glassproof.verify.reading.tokens import ParseError, quoted

MAX_LINE = 20_000
"""Characters of one line."""

MAX_PARTS = 40
"""Parts of a dotted key: the time that TOML's reader takes grows with their square."""

_PART = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')"""
_MANY_PARTS = re.compile(rf"(?<![\w-]){_PART}(?:[ \t]*+\.[ \t]*+{_PART}){{{MAX_PARTS}}}")


class ClaimsFileError(ParseError):
    """A claims file that cannot be used; the message gives file, line and column."""

    def __init__(self, message: str, text: str, position: int, path: str = "") -> None:
        super().__init__(message, text, position)
        self.path = path
        self.args = (message, text, position, path)

    def __str__(self) -> str:
        return f"{self.path}: {super().__str__()}"


class TomlSource:
    """A TOML file: its text, its content, and where in the text each key stands."""

    def __init__(self, text: str, name: str) -> None:
        self.text, self.name = text, name
        self.content: dict[str, Any] = {}

    def read(self) -> None:
        """Find the content."""
        self.content = self._content()

    def _content(self) -> dict[str, Any]:
        start = 0
        for line in self.text.split("\n"):
            if len(line) > MAX_LINE:
                self.fail(f"a line has at most {MAX_LINE} characters", start)
            start += len(line) + 1
        if match := _MANY_PARTS.search(self.text):
            self.fail(f"a key has at most {MAX_PARTS} parts", match.start())
        try:
            return tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as error:
            message = str(error)
            place = re.search(r" \(at line (\d+), column (\d+)\)$", message)
            if place is None:
                self.fail(message, len(self.text))
            lines = self.text.split("\n")[: int(place[1]) - 1]
            position = sum(len(line) + 1 for line in lines) + int(place[2]) - 1
            self.fail(message[: place.start()], position)
        except (RecursionError, ValueError) as error:
            self.fail(f"this cannot be read: {error}", 0)

    def fail(self, message: str, position: int) -> NoReturn:
        """Raise :class:`ClaimsFileError` at a position of the text."""
        raise ClaimsFileError(message, self.text, min(position, len(self.text)), self.name)

    def at(self, key: str, start: int = 0) -> int:
        """Where ``key`` is set, searched from ``start``; ``start`` if it is not found."""
        pattern = rf"^[ \t]*(?:\[+ *)?[\"']?({re.escape(key)})[\"']?(?= *[=.\]])"
        match = re.compile(pattern, re.M).search(self.text, start)
        return match.start(1) if match else start

    def at_within(self, key: str, table: str, start: int) -> int:
        """Where ``key`` is set in the table that follows ``start``, written in lines or inline."""
        head = re.compile(rf"^[ \t]*(?:\[[\w. ]*\. *)?({re.escape(table)})\b", re.M)
        found = head.search(self.text, start)
        begin = found.start(1) if found else start
        end = re.compile(r"^[ \t]*\[\[", re.M).search(self.text, begin)
        inside = re.compile(rf"(?<![\w-])[\"']?({re.escape(key)})[\"']? *=")
        match = key and inside.search(self.text, begin, end.start() if end else len(self.text))
        return match.start(1) if match else begin

    def known(self, table: Mapping[str, Any], keys: set[str], start: int, what: str) -> None:
        """Fail at the first key of ``table`` that is not one of ``keys``."""
        for key in table:
            if key not in keys:
                near = get_close_matches(key, keys, n=1)
                remedy = f"did you mean {near[0]}?" if near else f"known: {', '.join(sorted(keys))}"
                self.fail(f"unknown key {quoted(key)} in {what}: {remedy}", self.at(key, start))

    def string(self, table: Mapping[str, Any], key: str, start: int, default: str) -> str:
        """The string under ``key``."""
        value = table.get(key, default)
        if not isinstance(value, str):
            self.fail(f"{key} must be a string", self.at(key, start))
        return value

    def table(self, key: str) -> dict[str, Any]:
        """The table under ``key``; empty if there is none."""
        value = self.content.get(key, {})
        if not isinstance(value, dict):
            self.fail(f"{key} must be a table: write [{key}]", self.at(key))
        return value

    def inside(self, error: ParseError, value: str, key_position: int) -> NoReturn:
        """Report what is wrong within a string at its place in the file, where it shows as is."""
        found = self.text.find(value, key_position) if value else -1
        position = found + error.args[2] if found >= 0 else key_position
        self.fail(error.message, position)
