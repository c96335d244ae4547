"""A place in a source's text, and what stands there: a command, an option, a group."""

from __future__ import annotations

import re


class Cursor:
    """A place in a definition's text."""

    def __init__(self, text: str, place: int) -> None:
        self.text, self.place = text, place

    def blank(self) -> None:
        match = re.compile(r"(?:\s|%[^\n]*\n)*").match(self.text, self.place)
        assert match is not None
        self.place = match.end()

    def accept(self, sign: str) -> None:
        self.blank()
        if self.text.startswith(sign, self.place):
            self.place += len(sign)

    def command(self) -> str | None:
        r"""\name or {\name}."""
        self.blank()
        match = re.compile(r"\{\s*(\\(?:[A-Za-z@]+|.))\s*\}|(\\(?:[A-Za-z@]+|.))").match(
            self.text, self.place
        )
        if match is None:
            return None
        self.place = match.end()
        return match[1] or match[2]

    def option(self) -> str | None:
        self.blank()
        if not self.text.startswith("[", self.place):
            return None
        end = self._closing("[", "]")
        if end is None:
            return None
        inside, self.place = self.text[self.place + 1 : end], end + 1
        return inside

    def until_brace(self) -> str | None:
        end = self.text.find("{", self.place)
        if end < 0 or "\n\n" in self.text[self.place : end]:
            return None
        inside, self.place = self.text[self.place : end], end
        return inside

    def group(self) -> str | None:
        self.blank()
        if not self.text.startswith("{", self.place):
            command = re.compile(r"\\[A-Za-z@]+|.").match(self.text, self.place)
            if command is None:
                return None
            self.place = command.end()
            return command[0]
        end = self._closing("{", "}")
        if end is None:
            return None
        inside, self.place = self.text[self.place + 1 : end], end + 1
        return inside

    def _closing(self, opening: str, closing: str) -> int | None:
        depth = 0
        for match in re.compile(r"\\.|%[^\n]*|[{}\[\]]", re.DOTALL).finditer(self.text, self.place):
            depth += (match[0] == opening) - (match[0] == closing)
            if depth == 0 and match[0] == closing:
                return match.start()
            if match.end() - self.place > 20_000:
                return None
        return None
