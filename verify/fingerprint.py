"""Fingerprints of code and data: what a piece of evidence rests on, as one hash.

A function's fingerprint covers its bytecode, constants, defaults, closure, and the fingerprints of
every global it names, recursively, as far as they belong to this project; what lies outside counts
by name (versions of libraries are recorded apart). So a changed formula changes the fingerprint of
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

import numpy as np
import sympy as sp

PROJECT = ("derivations", "numerics", "verify", "reports", "glassproof")


def fingerprint(*objects: Any) -> str:
    """One hash of ``objects`` and all that they rest on.

    >>> fingerprint(len, 1) == fingerprint(len, 1) != fingerprint(len, 2)
    True
    """
    return hashlib.blake2b(_describe(objects, set()).encode(), digest_size=16).hexdigest()


def _ours(module: str | None) -> bool:
    return module is not None and module.split(".")[0] in PROJECT


def _describe(value: Any, seen: set[int]) -> str:
    value = _unwrapped(value)
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(_describe(item, seen) for item in value) + "]"
    if isinstance(value, Mapping):
        return "{" + ",".join(_describe(pair, seen) for pair in value.items()) + "}"
    if isinstance(value, (frozenset, set)):
        return "{" + ",".join(sorted(_describe(item, seen) for item in value)) + "}"
    if isinstance(value, types.CodeType):
        return _code(value, seen)
    if isinstance(value, (types.FunctionType, type)):
        if id(value) in seen:
            return f"again {value.__qualname__}"
        seen.add(id(value))
        return _class(value, seen) if isinstance(value, type) else _function(value, seen)
    if dataclasses.is_dataclass(value):
        fields = [getattr(value, field.name) for field in dataclasses.fields(value)]
        return _describe(type(value), seen) + _describe(fields, seen)
    return _leaf(value)


def _leaf(value: Any) -> str:
    if value is None or isinstance(value, (bool, int, float, complex, str, bytes, enum.Enum)):
        return repr(value)
    if isinstance(value, (sp.Basic, sp.MatrixBase)):
        return sp.srepr(value)
    if isinstance(value, np.ndarray):
        return f"array{value.shape}{value.dtype}{value.tobytes().hex()}"
    if isinstance(value, types.ModuleType):
        return f"module {value.__name__}"
    return f"{type(value).__module__}.{type(value).__qualname__}"


def _unwrapped(value: Any) -> Any:
    """The function behind a cache, a property, a method, a compiled kernel."""
    while True:
        if isinstance(value, functools.partial):
            return (value.func, value.args, tuple(value.keywords.items()))
        for attribute in ("__wrapped__", "py_func", "__func__", "fget", "func"):
            inner = getattr(value, attribute, None)
            if isinstance(inner, types.FunctionType):
                value = inner
                break
        else:
            return value


def _code(code: types.CodeType, seen: set[int]) -> str:
    return f"{code.co_code.hex()}{code.co_names}{_describe(code.co_consts, seen)}"


def _names(code: types.CodeType) -> set[str]:
    nested = (c for c in code.co_consts if isinstance(c, types.CodeType))
    return set(code.co_names).union(*(_names(inner) for inner in nested))


def _function(function: Callable, seen: set[int]) -> str:
    if not _ours(function.__module__):
        return f"{function.__module__}.{function.__qualname__}"
    names = _names(function.__code__)
    parts = [_code(function.__code__, seen), _describe(function.__defaults__, seen)]
    parts.append(_describe(function.__kwdefaults__, seen))
    for cell in function.__closure__ or ():
        parts.append(_describe(cell.cell_contents, seen))
    for name in sorted(names):
        value = function.__globals__.get(name)
        parts.append(_describe(value, seen))
        if isinstance(value, types.ModuleType) and _ours(value.__name__):
            used = sorted(names & vars(value).keys())
            parts.extend(_describe(vars(value)[attribute], seen) for attribute in used)
    return "(" + " ".join(parts) + ")"


def _class(cls: type, seen: set[int]) -> str:
    name = f"{cls.__module__}.{cls.__qualname__}"
    if not _ours(cls.__module__):
        return name
    members = [
        f"{key}={_describe(member, seen)}"
        for key, member in sorted(vars(cls).items())
        if isinstance(_unwrapped(member), types.FunctionType)
    ]
    return name + "".join(members)
