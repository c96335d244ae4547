"""Files that are written whole or not at all, and said beforehand if they cannot be."""

from __future__ import annotations

import os
import shlex
import tempfile
from pathlib import Path


def _fault(message: str, **remedy: str) -> Exception:
    """A :class:`PlaceError`, whose module is imported when there is one: algebra comes with it."""
    from glassproof.verify.keeping.faults import PlaceError

    return PlaceError(message, **remedy)


def _is_device(path: Path) -> bool:
    """Whether something that is no file stands there: a device, a pipe."""
    return path.exists() and not path.is_file()


def check_writable(path: Path, name: str = "answer.json") -> None:
    """Raise :class:`PlaceError` unless ``path`` can be written, before any work is done.

    ``name`` is how a file in a folder may be called that was given in place of a file.
    """
    try:
        device, real = _is_device(path), Path(os.path.realpath(path))
        if real.is_dir():
            inside = {"wrong": str(path), "instead": str(path / name)}
            raise _fault(f"{path} is a directory: give the name of a file in it", **inside)
        if not device and not real.parent.is_dir():
            make = "" if path.parent.exists() else f"mkdir -p {shlex.quote(str(path.parent))} &&"
            told = f"{path.parent} is not a directory: create it, or write elsewhere"
            raise _fault(told, before=make)
        written = [path] if device else [real.parent, *([real] if real.exists() else [])]
    except OSError as error:
        raise _fault(f"{path} cannot be written ({error.strerror}): write elsewhere") from None
    if not all(os.access(place, os.W_OK) for place in written):
        raise _fault(f"{path} cannot be written: change its permissions, or write elsewhere")


def _umask() -> int:
    """The process's file mode mask, which can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def write_whole(path: Path, text: str) -> None:
    """Write ``text`` to a temporary file beside ``path`` and rename it: never half a file.

    What is no file (a device, a pipe) is written to. :class:`PlaceError` if there is no room.
    """
    check_writable(path)
    try:
        if _is_device(path):
            with path.open("a", encoding="utf-8") as stream:
                stream.write(text)
        else:
            _replace(Path(os.path.realpath(path)), text)
    except OSError as error:
        raise _fault(
            f"{path} could not be written ({error.strerror}), and what was there is unchanged: "
            "make room, or write elsewhere; evidence that is stored is not computed again"
        ) from error


def _replace(path: Path, text: str) -> None:
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(handle)
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
