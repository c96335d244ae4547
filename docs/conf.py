"""The documentation site (``make docs``): these pages, and the public names with their types."""

from __future__ import annotations

import html
import json
import os
import re
from pathlib import Path
from typing import Any

from joblib import Parallel, delayed

import glassproof
from glassproof.derivations.prose.marked import plain
from glassproof.reports.figures import draw
from glassproof.verify.keeping.ledger import code_fingerprint
from glassproof.verify.papers import load, shipped

HERE = Path(__file__).parent
ROOT = HERE.parent

project = "glassproof"
release = version = glassproof.__version__
extensions = ["myst_parser", "sphinx.ext.autodoc"]
exclude_patterns = ["examples", "images"]
html_theme, html_title = "furo", f"{project} {release}"
html_show_copyright = False
highlight_language = "none"
myst_heading_anchors = 4
nitpicky = True
nitpick_ignore_regex = [("py:.*", ".*")]  # types of other libraries have their pages elsewhere
autodoc_typehints = "signature"

DRAWN = ROOT / "build" / "gallery"
"""Where figures are drawn; the site has them beside its pages."""
DRAWN.mkdir(parents=True, exist_ok=True)
html_extra_path = [str(DRAWN)]
GALLERY = "<!-- the figures of all papers -->"

OUTSIDE = {
    "readme": "README.md",
    "contributing": "CONTRIBUTING.md",
    "changelog": "CHANGELOG.md",
    "tests": "tests/README.md",
}
"""Pages of the site that are files elsewhere in the repository."""


def page_of(target: Path) -> str:
    """How a page here is linked to from the folder of the pages, if ``target`` is one."""
    for name, path in OUTSIDE.items():
        if target == ROOT / path:
            return f"/{name}.md"
    return f"/{target.relative_to(HERE)}" if target.is_relative_to(HERE) else ""


def read(_app: object, docname: str, source: list[str]) -> None:
    """Pages from elsewhere are put in, and links between files are made links between pages."""
    path = ROOT / OUTSIDE[docname] if docname in OUTSIDE else HERE / f"{docname}.md"

    def relink(found: re.Match[str]) -> str:
        page = page_of((path.parent / found[1]).resolve())
        return f"]({page}{found[2]})" if page else found[0]

    text = path.read_text() if docname in OUTSIDE else source[0]
    text = text.replace(GALLERY, gallery()) if GALLERY in text else text
    source[0] = re.sub(r"\]\((?!https?:|#|/)([^)#\s]+)((?:#[^)\s]*)?)\)", relink, text)


def drawn() -> dict[str, list[dict[str, str]]]:
    """The figures of all papers with their captions; those that the same code has drawn are kept.

    Processes draw side by side: a figure may take a core half a minute.
    """
    kept = DRAWN / "figures.json"
    known = json.loads(kept.read_text()) if kept.exists() else {}
    if known.get("code") == code_fingerprint():
        return dict(known["figures"])
    asked = [(paper, figure) for paper in shipped() for figure in load(paper).figures]
    pages = Parallel(n_jobs=os.cpu_count(), batch_size=1)(
        delayed(draw)(figure, [DRAWN / f"{paper}-{figure.name}.svg"]) for paper, figure in asked
    )
    figures: dict[str, list[dict[str, str]]] = {}
    for (paper, _), page in zip(asked, pages, strict=True):
        figures.setdefault(paper, []).extend(
            {"file": found.path.name, "title": found.title, "caption": plain(found.caption),
             "command": f"glassproof figure {found.name} --paper {paper} --out {found.name}.svg"}
            for found in page
        )  # fmt: skip
    kept.write_text(json.dumps({"code": code_fingerprint(), "figures": figures}, indent=1))
    return figures


def gallery() -> str:
    """All papers' figures, a section a paper."""
    parts = []
    for paper, figures in drawn().items():
        for number, figure in enumerate(figures):
            words = {key: html.escape(text) for key, text in figure.items()}
            parts += [f"## {load(paper).reference.title}\n"] if not number else []
            parts.append(
                "```{raw} html\n"
                f'<figure><img src="{words["file"]}" alt="{words["title"]}" loading="lazy">'
                f"<figcaption><strong>{words['title']}.</strong> {words['caption']}<br>"
                f"<code>{words['command']}</code></figcaption></figure>\n```\n"
            )
    return "\n".join(parts)


def bars(
    _app: object, _what: str, _name: str, _object: object, _options: object, lines: Any
) -> None:
    """|x| in a docstring is an absolute value and no substitution."""
    lines[:] = [
        "".join(
            part if k % 2 else part.replace("|", "\\|")
            for k, part in enumerate(re.split(r"(``.*?``)", line))
        )
        for line in lines
    ]


def setup(app: Any) -> None:
    """Called by Sphinx."""
    app.connect("source-read", read)
    app.connect("autodoc-process-docstring", bars)
