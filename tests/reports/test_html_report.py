"""The web ledger as text: complete, closed, and safe."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

from hypothesis import given, settings
from hypothesis import strategies as st

from glassproof.reports.drawing import Drawn
from glassproof.reports.web import page as html

VOID = {"meta", "link", "input", "img", "br", "wbr", "hr", "path", "rect", "mspace"}


class Reader(HTMLParser):
    """Collects elements, attributes and text, and checks that elements nest."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs)
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_every_claim_is_there_and_elements_nest(sample_ledger: dict) -> None:
    page = Reader(html.render(sample_ledger))
    assert page.open == []
    ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    assert len(set(ids)) == len(ids)
    for claim in sample_ledger["claims"]:
        assert claim["id"] in ids
    targets = {str(attrs["href"]) for tag, attrs in page.elements if tag == "a"}
    assert all(target.startswith("#") and target[1:] in ids for target in targets)


def test_the_page_is_closed(sample_ledger: dict) -> None:
    """No address but name spaces and data, no inline handler or style, hashes that match."""
    text = html.render(sample_ledger)
    assert set(re.findall(r"https?://[^\s\"'<]+", text)) <= {
        "http://www.w3.org/1998/Math/MathML", "http://www.w3.org/2000/svg",
    }  # fmt: skip
    for tag, attrs in Reader(text).elements:
        assert not any(name.startswith("on") or name == "style" for name in attrs), tag
        assert "src" not in attrs or str(attrs["src"]).startswith("data:")
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy
    for tag in ("style", "script"):
        body = re.search(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        assert body
        digest = base64.b64encode(hashlib.sha256(body[1].encode()).digest()).decode()
        assert f"{tag}-src &#39;sha256-{digest}&#39;" in policy[1]


def test_hostile_claims_come_out_as_text(hostile: dict, hostile_text: str) -> None:
    calm = Reader(html.render({**hostile, "claims": []}))
    page = Reader(html.render(hostile))
    assert page.open == []
    tags = [tag for tag, _ in page.elements]
    assert tags.count("script") == 1
    assert "img" not in tags
    assert [tag for tag, _ in calm.elements].count("script") == 1
    assert hostile_text[:60] in "".join(page.words)
    assert not {"\x00", "\x1b", "\u202e"} & set("".join(page.words))


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=60))
def test_prose_says_what_the_text_says(text: str) -> None:
    """Where nothing is marked the words are those of the text, but for the signs of a printer."""
    text = text.replace("$", "")
    shown = Reader(html.prose(text))
    assert shown.elements == []
    words, text = "".join(shown.words), str(html.clean(text))
    for typed, set_ in (("+/-", "±"), ("<=", "≤"), (">=", "≥"), ("->", "→"), ("-", "−")):
        text, words = text.replace(typed, set_), words.replace(typed, set_)
    if "\r" not in text:
        assert words == text


def test_what_is_marked_is_mathematics_that_says_how_it_was_typed() -> None:
    page = Reader(html.prose("the scale $b_1$, <b>"))
    assert [tag for tag, _ in page.elements] == ["span", "math", "mrow", "msub", "mi", "mn"]
    assert page.elements[0][1] == {"class": "kept"}  # no line ends between formula and comma
    assert page.elements[1][1] == {"alttext": "b_1"}
    assert "".join(page.words) == "the scale b1, <b>"


def test_a_sign_that_begins_a_formula_adds_no_space() -> None:
    page = Reader(html.prose("$p$ an integer $>= 2$"))
    assert [attrs for tag, attrs in page.elements if tag == "mo"] == [{"lspace": "0"}]
    assert "".join(page.words) == "p an integer ≥2"


def test_long_formulas_are_cut_and_keep_their_name() -> None:
    latex = "+".join(f"x_{{{k}}}^{{2}}" for k in range(200))
    page = Reader(html.formula(latex, "the sum"))
    assert sum(tag == "math" for tag, _ in page.elements) > 20
    assert any(attrs.get("aria-label") == "the sum" for _, attrs in page.elements)


def test_figures_are_embedded(sample_ledger: dict, tmp_path: Path) -> None:
    path = tmp_path / "fig1.svg"
    path.write_text('<svg xmlns="http://www.w3.org/2000/svg"><path d="M 0 0.12345 L 9 9"/></svg>')
    drawn = Drawn("fig1", path, "Figure 1", "Shows x1 < 2.", ("section4.quartic",))
    page = Reader(html.render(sample_ledger, figures=[drawn]))
    (image,) = [attrs for tag, attrs in page.elements if tag == "img"]
    assert image["alt"] == "Figure 1. Shows x1 < 2."
    kind, _, drawing = str(image["src"]).partition(",")
    assert kind == "data:image/svg+xml"
    assert (
        unquote(drawing)
        == "<svg xmlns='http://www.w3.org/2000/svg'><path d='m0 .12l9 8.88' /></svg>"
    )


def test_the_page_depends_on_the_ledger_alone(sample_ledger: dict, tmp_path: Path) -> None:
    path = html.write_report(sample_ledger, tmp_path)
    assert path.read_text(encoding="utf-8") == html.render(sample_ledger)
