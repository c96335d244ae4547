"""The ledger as one web page that needs nothing but itself."""

from __future__ import annotations

import base64
import hashlib
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jinja2
from latex2mathml import converter
from markupsafe import Markup, escape

from glassproof.derivations.prose.marked import Part, parts, plain
from glassproof.reports import facts, wording
from glassproof.reports.consequences import consequences
from glassproof.reports.drawing import Drawn
from glassproof.reports.formulas.line_breaking import FormulaError, pieces
from glassproof.reports.formulas.raised import printed
from glassproof.reports.marking import brief, domain, powers, reason, shortened, signs, told
from glassproof.reports.references import reference
from glassproof.reports.summary import VERDICTS, Overview, is_remark, points, split_at_ids
from glassproof.reports.weak_points import WEAK_POINTS
from glassproof.reports.web.claim_graph import BOX_HEIGHT, BOX_WIDTH, draw_around, draw_graph
from glassproof.reports.web.vector import compact
from glassproof.verify.keeping.files import write_whole
from glassproof.verify.keeping.ledger import digest

LINE = 40.0
"""Width in em beyond which a formula is broken on the page."""

CELL = 16.0
"""The same within a table."""

PHRASE = 14.0
"""The same within a sentence."""

MARKS = {"verified": "✓", "refuted": "✗", "supported": "≈", "undecided": "?"}
_INVISIBLE = {"Cc", "Cf", "Co", "Cs"}
_KEPT = " !$'()*+,-./:;=?@[]^_`{|}~"
_LEADING = re.compile("^(<math[^>]*>(?:<mrow>)?<mo)>")
"""A sign with nothing at its left, as in "an integer ≥ 2", whose sentence has the space."""
_KEPT_TOGETHER, _CLOSING = Markup('<span class="kept">{}{}</span>'), tuple(".,;:!?)]’”")
"""No line ends between a formula and what closes its sentence."""
_FUNCTION = re.compile(r"<mi>([a-z]{2,})</mi>")
_OPENED, _ENTITY = re.compile("<math[^>]*>"), re.compile("&#x([0-9A-F]+);")
_ALONE = re.compile("<mrow>(<m([ino])>[^<]*</m\\2>)</mrow>")
_BLOCK, _PIECE, _INLINE = (
    f"<math{kind}>" for kind in (' display="block"', ' displaystyle="true"', "")
)


def write_report(
    ledger: Mapping[str, Any],
    out: Path,
    *,
    date: str | None = None,
    figures: Sequence[Drawn] = (),
) -> Path:
    """Write ``out``/report.html from a ledger's dictionary and return its path.

    The page loads nothing: style, script and ``figures`` (SVG files, drawn beforehand) are in it,
    and its content security policy forbids everything else. The page is a function of the arguments
    alone. Raises :class:`glassproof.derivations.proof.domain.DomainError` when the ledger
    contradicts itself, or ``out`` cannot be written.
    """
    out.mkdir(parents=True, exist_ok=True)
    path = out / "report.html"
    write_whole(path, render(ledger, date=date, figures=figures))
    return path


def render(
    ledger: Mapping[str, Any], *, date: str | None = None, figures: Sequence[Drawn] = ()
) -> str:
    """The page as text."""
    overview = Overview(ledger)
    style, script = resource("report.css"), resource("page.js") + resource("report.js")
    claims = ledger["claims"]
    return (
        environment()
        .get_template("report.html.j2")
        .render(
            ledger=ledger,
            overview=overview,
            source=claims[0]["source"] if claims else {"paper": ledger["paper"], "reference": ""},
            date=date or ledger.get("date", ""),
            drawing=draw_graph(overview),
            around=draw_around(overview),
            figures=[(figure, _data_uri(figure.path)) for figure in figures],
            style=Markup(style),
            script=Markup(script),
            policy=content_policy(style, script),
        )
    )


def formula(latex: str, plain: str) -> Markup:
    """A displayed formula as MathML, in pieces if it is long; ``plain`` as text if it is none.

    >>> formula("x", "x")[:33]
    Markup('<div class="formula"><math displa')
    >>> formula("\\\\script", "<script>")
    Markup('<div class="formula"><code>&lt;script&gt;</code></div>')
    """
    try:
        found = pieces(printed(latex, plain), limit=LINE) if latex else ()
        opening = _BLOCK if len(found) == 1 else _PIECE
        drawn = [_mathml(piece.latex, opening) for piece in found]
    except (FormulaError, ValueError, IndexError, KeyError):
        drawn = []
    if not drawn:
        return Markup('<div class="formula"><code>{}</code></div>').format(clean(plain))
    if len(drawn) == 1:
        return Markup('<div class="formula">{}</div>').format(drawn[0])
    return Markup('<div class="formula broken" role="math" aria-label="{}">{}</div>').format(
        clean(plain), Markup("<wbr>").join(drawn)
    )


def inline(latex: str) -> Markup:
    """A remark within a line as MathML, or as text if it is none."""
    if not latex.strip():
        return Markup("")
    try:
        (piece,) = pieces(latex, limit=1e9)
        return Markup(" {}").format(_mathml(piece.latex, _PIECE))
    except (FormulaError, ValueError, IndexError, KeyError):
        return Markup(" <code>{}</code>").format(clean(latex))


def named(name: str) -> Markup:
    """A symbol's name as mathematics, or as text if it is none."""
    return inline(wording.symbol(name)) or Markup("{}").format(clean(name))


def fits(latex: str) -> bool:
    """Whether a formula is one, and narrow enough for a table.

    >>> fits("x"), fits("+".join(["x"] * 99)), fits("\\\\script")
    (True, False, False)
    """
    try:
        return len(pieces(latex, limit=CELL)) == 1
    except FormulaError:
        return False


def prose(value: Any) -> Markup:
    """Text in which what is marked is set as mathematics.

    >>> prose("$p$ < -1")
    Markup('<math alttext="p"><mi>p</mi></math> &lt; −1')
    """
    if isinstance(value, Markup):
        return value
    out, formula_before = Markup(""), Markup("")
    for part in parts(powers(clean(value))):
        if part.latex:
            out, formula_before = out + formula_before, _within(part)
            continue
        text = signs(part.text)
        closing = text[:1] if text[:1] in _CLOSING and "<wbr>" not in formula_before else ""
        if formula_before and closing:
            formula_before = _KEPT_TOGETHER.format(formula_before, closing)
            text = text[1:]
        out, formula_before = out + formula_before + escape(text), Markup("")
    return out + formula_before


def linked(overview: Overview, text: str) -> Markup:
    """A sentence in which ids of claims are links to them."""
    link = Markup('<a href="#{}"><code>{}</code></a>')
    return Markup("").join(
        link.format(quote(part, safe=""), part) if k % 2 else prose(part)
        for k, part in enumerate(split_at_ids(overview, text))
    )


@lru_cache(maxsize=4096)
def _within(part: Part) -> Markup:
    """A formula within a line, in pieces between which the line may end."""
    first, *others = (piece.latex for piece in pieces(part.latex, limit=PHRASE))
    said = Markup('<math alttext="{}">').format(part.text)
    drawn = [_mathml(first, said), *(_mathml(other, _INLINE) for other in others)]
    return Markup(_LEADING.sub(r'\1 lspace="0">', str(Markup("<wbr>").join(drawn))))


def clean(value: Any) -> Any:
    """Text whose invisible characters are shown as code points; markup as it stands.

    >>> clean("a\\x00b")
    'a[U+0000]b'
    """
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    return "".join(
        f"[U+{ord(c):04X}]" if unicodedata.category(c) in _INVISIBLE and c not in "\n\t" else c
        for c in value
    )


def _mathml(latex: str, opening: str) -> Markup:
    """MathML, in few bytes, of a formula that has passed
    :func:`glassproof.reports.formulas.line_breaking.pieces`."""
    drawn = _OPENED.sub(opening, converter.convert(latex), count=1)
    drawn = _ENTITY.sub(lambda found: escape(chr(int(found[1], 16))), drawn)
    return Markup(_FUNCTION.sub(r'<mspace width="0.17em"/><mi>\1</mi>', _ALONE.sub(r"\1", drawn)))


def content_policy(style: str, script: str) -> str:
    """What the page's header allows: its own style and script, pictures in it, nothing else."""
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _data_uri(path: Path) -> Markup:
    """The picture itself as an address."""
    if path.suffix == ".svg":
        drawing = compact(path.read_text(encoding="utf-8")).replace('"', "'")
        return Markup("data:image/svg+xml,") + Markup(quote(drawing, safe=_KEPT))
    return Markup("data:image/png;base64,") + base64.b64encode(path.read_bytes()).decode()


def resource(name: str) -> str:
    """The text of a template's neighbour, by name."""
    return (
        resources.files("glassproof.reports")
        .joinpath("templates", name)
        .read_text(encoding="utf-8")
    )


@cache
def environment() -> jinja2.Environment:
    """Where templates of pages are found, with their filters."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("glassproof.reports"),
        autoescape=True,
        finalize=clean,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    filters: dict[str, Callable[..., Any]] = {
        "prose": prose,
        "plain": plain,
        "domain": domain,
        "brief": brief,
        "told": told,
        "reason": reason,
        "inline": inline,
        "fits": fits,
        "named": named,
        "signed": lambda value: str(value).replace("-", "−"),
        "number": wording.number,
        "sentence": wording.sentence,
        "closed": wording.closed,
        "fragment": lambda claim_id: "#" + quote(claim_id, safe=""),
        "points": points,
        "is_remark": is_remark,
    }
    environment.filters |= filters
    environment.globals |= {
        "formula": formula,
        "command": wording.command_text,
        "box": (BOX_WIDTH, BOX_HEIGHT),
        "alarms": facts.alarms,
        "comparisons": wording.comparisons,
        "counted": wording.counted,
        "of_the_test": wording.of_the_test,
        "headings": wording.HEADINGS,
        "digest": digest,
        "linked": linked,
        "figure_command": wording.figure_command,
        "limits": facts.limits,
        "shortened": shortened,
        "means": facts.means,
        "references": facts.references,
        "reference": reference,
        "weak_points": WEAK_POINTS,
        "what_survives": facts.WHAT_SURVIVES,
        "whose_errors": facts.WHOSE_ERRORS,
        "provenance": wording.provenance,
        "reading": facts.reading,
        "consequences": consequences,
        "kinds": wording.KINDS,
        "outcomes": wording.OUTCOMES,
        "proofs": wording.PROOFS,
        "marks": MARKS,
        "verdicts": VERDICTS,
    }
    return environment
