"""Makes the wheel, with nothing but the standard library, so that pip installs it anywhere."""

from __future__ import annotations

import tomllib
import zipfile
from pathlib import Path


def build_wheel(directory: str, *_: object) -> str:
    """The hook of PEP 517."""
    declared = tomllib.loads(Path("pyproject.toml").read_text())["project"]
    stem = f"{declared['name'].replace('-', '_')}-{declared['version']}"
    points = "".join(
        f"[{group}]\n" + "".join(f"{name} = {value}\n" for name, value in entries.items())
        for group, entries in declared["entry-points"].items()
    )
    files = {str(path): path.read_text() for path in Path("toy_paper").glob("*.py")}
    about = f"Metadata-Version: 2.1\nName: {declared['name']}\nVersion: {declared['version']}\n"
    kind = "Wheel-Version: 1.0\nGenerator: toy\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    written = {"METADATA": about, "WHEEL": kind, "entry_points.txt": points}
    files |= {f"{stem}.dist-info/{name}": text for name, text in written.items()}
    record = f"{stem}.dist-info/RECORD"
    files[record] = "".join(f"{name},,\n" for name in (*files, record))
    wheel = f"{stem}-py3-none-any.whl"
    with zipfile.ZipFile(Path(directory) / wheel, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return wheel
