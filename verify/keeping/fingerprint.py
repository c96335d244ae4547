"""Fingerprints of code and data: what a piece of evidence rests on, as one hash.

A function's fingerprint covers its bytecode, constants, defaults, closure, and the fingerprints of
every global it names, recursively, as far as they belong to this project or to a paper's
distribution (:func:`follow`); what lies outside counts by name (versions of libraries are recorded
apart). So a changed formula changes the fingerprint of
whatever is computed from it, and of nothing else.
"""

from __future__ import annotations

import dataclasses
import enum
import functools
import hashlib
import types
from collections.abc import Callable, Mapping
from typing import Any

import sympy as sp

from glassproof.numerics.work.late import is_from

_FOLLOWED = {"glassproof"}

Description = tuple[str, tuple[Any, ...]]
"""A text, and the functions and classes that it refers to by name."""


def fingerprint(*objects: Any) -> str:
    """One hash of ``objects`` and all that they rest on.

    >>> fingerprint(len, 1) == fingerprint(len, 1) != fingerprint(len, 2)
    True
    """
    text, references = _describe(objects)
    whole = hashlib.blake2b(text.encode(), digest_size=16)
    for digest in sorted(set().union(*map(_reached, references))):
        whole.update(digest)
    return whole.hexdigest()


def follow(*packages: str) -> None:
    """Let the code of these packages count, too, not their names alone."""
    if not _FOLLOWED.issuperset(packages):
        _FOLLOWED.update(packages)
        _reached.cache_clear()
        _definition.cache_clear()


def _ours(module: str | None) -> bool:
    return module is not None and module.split(".")[0] in _FOLLOWED


@functools.cache
def _reached(start: Callable[..., Any] | type) -> frozenset[bytes]:
    """Digests of a function or class, of all that it refers to, of all that these refer to."""
    reached: dict[Callable[..., Any] | type, bytes] = {}
    waiting = [start]
    while waiting:
        item = waiting.pop()
        if item not in reached:
            reached[item], further = _definition(item)
            waiting.extend(further)
    return frozenset(reached.values())


@functools.cache
def _definition(item: Callable[..., Any] | type) -> tuple[bytes, tuple[Any, ...]]:
    """The digest of a function or class, and what it refers to."""
    text, references = _class(item) if isinstance(item, type) else _function(item)
    return hashlib.blake2b(text.encode(), digest_size=16).digest(), references


def _describe(value: Any) -> Description:
    value = _unwrapped(value)
    if isinstance(value, (list, tuple)):
        return _joined("[]", [_describe(item) for item in value])
    if isinstance(value, Mapping):
        return _joined("{}", [_describe(pair) for pair in value.items()])
    if isinstance(value, (frozenset, set)):
        return _joined("{}", sorted((_describe(item) for item in value), key=lambda d: d[0]))
    if isinstance(value, types.CodeType):
        return _code(value)
    if isinstance(value, (types.FunctionType, type)):
        return f"{value.__module__}.{value.__qualname__}", (value,)
    if dataclasses.is_dataclass(value):
        fields = [getattr(value, field.name) for field in dataclasses.fields(value)]
        return _joined("()", [_describe(type(value)), _describe(fields)])
    return _leaf(value), ()


def _joined(brackets: str, parts: list[Description]) -> Description:
    text = brackets[0] + ",".join(part[0] for part in parts) + brackets[1]
    return text, tuple(reference for part in parts for reference in part[1])


def _leaf(value: Any) -> str:
    if value is None or isinstance(value, (bool, int, float, complex, str, bytes, enum.Enum)):
        return repr(value)
    if isinstance(value, (sp.Basic, sp.MatrixBase)):
        return str(sp.srepr(value))
    if is_from("numpy", value, "ndarray"):
        return f"array{value.shape}{value.dtype}{value.tobytes().hex()}"
    if isinstance(value, types.ModuleType):
        return f"module {value.__name__}"
    return f"{type(value).__module__}.{type(value).__qualname__}"


def _unwrapped(value: Any) -> Any:
    """The function behind a cache, a property, a method, a compiled kernel.

    Modules stay: to ask one that is imported late would import it.
    """
    while not isinstance(value, types.ModuleType):
        if isinstance(value, functools.partial):
            return (value.func, value.args, tuple(value.keywords.items()))
        for attribute in ("__wrapped__", "py_func", "__func__", "fget", "func"):
            inner = getattr(value, attribute, None)
            if isinstance(inner, types.FunctionType):
                value = inner
                break
        else:
            break
    return value


def _code(code: types.CodeType) -> Description:
    constants, references = _describe(code.co_consts)
    return f"{code.co_code.hex()}{code.co_names}{constants}", references


def _names(code: types.CodeType) -> set[str]:
    nested = (c for c in code.co_consts if isinstance(c, types.CodeType))
    return set(code.co_names).union(*(_names(inner) for inner in nested))


def _function(function: Callable[..., Any]) -> Description:
    """Code, defaults, closure, and the globals that the code names, attributes of modules too."""
    name = f"{function.__module__}.{function.__qualname__}"
    if not _ours(function.__module__):
        return name, ()
    names = _names(function.__code__)
    parts = [(name, ()), _code(function.__code__)]
    parts += [_describe(function.__defaults__), _describe(function.__kwdefaults__)]
    parts += [_describe(cell.cell_contents) for cell in function.__closure__ or ()]
    for named in sorted(names):
        value = function.__globals__.get(named)
        parts.append(_describe(value))
        if isinstance(value, types.ModuleType) and _ours(value.__name__):
            used = sorted(names & vars(value).keys())
            parts += [_describe(vars(value)[attribute]) for attribute in used]
    return _joined("()", parts)


def _class(cls: type) -> Description:
    name = f"{cls.__module__}.{cls.__qualname__}"
    if not _ours(cls.__module__):
        return name, ()
    parts: list[Description] = [(name, ())]
    for key, member in sorted(vars(cls).items()):
        inner = _unwrapped(member)
        if isinstance(inner, types.FunctionType) and inner.__qualname__.startswith(
            cls.__qualname__
        ):
            parts.append(_joined("()", [(key, ()), _function(inner)]))
    return _joined("<>", parts)
