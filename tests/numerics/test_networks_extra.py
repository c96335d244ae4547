"""Without the extra ``networks`` its modules import, and say what is missing when they are used."""

from __future__ import annotations

import subprocess
import sys

WITHOUT = """
import importlib, pkgutil, sys
for name in ("jax", "optax", "sklearn"):
    sys.modules[name] = None
import glassproof.numerics.networks as room
for module in pkgutil.walk_packages(room.__path__, room.__name__ + "."):
    importlib.import_module(module.name)
from glassproof.numerics.networks.data.digits import digits
from glassproof.numerics.networks.extra import MissingExtraError, key
from glassproof.numerics.networks.models.dense import mlp
for use in (digits, lambda: key(0), lambda: mlp((2, 1)).initial(0)):
    try:
        use()
    except MissingExtraError as error:
        print(error)
"""


def test_what_is_missing_is_said_when_it_is_used() -> None:
    done = subprocess.run([sys.executable, "-c", WITHOUT], capture_output=True, text=True)
    assert done.stderr == ""
    said = "{} is not installed, and networks are trained by it: " + (
        'pip install "glassproof[networks]"'
    )
    assert done.stdout.splitlines() == [said.format(name) for name in ("sklearn", "jax", "jax")]


def test_nothing_of_the_extra_is_imported_before_it_is_used() -> None:
    script = WITHOUT.split("from glassproof.numerics.networks.data")[0].replace("= None", "")
    script = script.replace("    sys.modules[name]", "    assert name not in sys.modules")
    script += "print(sorted({'jax', 'optax', 'sklearn'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("[]\n", "")
