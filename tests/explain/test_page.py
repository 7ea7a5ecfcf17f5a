"""The page can be read, printed and heard; it fetches nothing and runs nothing."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from articulate.explain.outline import Shown
from articulate.explain.page import page
from articulate.explain.stylesheet import STYLESHEET
from articulate.model.evaluation import Evaluation
from articulate.model.record import LearnerRecord

HERE = Path(__file__).parent
VOID = {"meta", "rect", "wbr", "br", "col"}


@dataclass
class Element:
    """One element of a page, with what is in it."""

    name: str
    attributes: dict[str, str]
    children: list["Element"] = field(default_factory=list)
    text: str = ""

    def all(self, *names: str) -> Iterator["Element"]:
        """Every element below this one with one of these names."""
        for child in self.children:
            if child.name in names:
                yield child
            yield from child.all(*names)

    def words(self) -> str:
        """All text in it."""
        return " ".join([self.text, *(child.words() for child in self.children)])


class Reader(HTMLParser):
    """Reads a page into elements, and fails where they are not nested."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Element("", {})
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].name == tag, f"{tag} closes {self.open[-1].name}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].text += data


def read(text: str) -> Element:
    reader = Reader()
    reader.feed(text)
    reader.close()
    assert len(reader.open) == 1, f"{reader.open[-1].name} is not closed"
    return reader.root


@pytest.fixture
def document(shown: Shown) -> Element:
    return read(page(shown))


def test_the_page_stays_as_it_is(
    shown: Shown, snapshot: Callable[[str, Path], None]
) -> None:
    snapshot(page(shown), HERE / "snapshots" / "page.html")


def test_it_says_its_language_its_title_and_one_main_heading(document: Element) -> None:
    (html,) = document.all("html")
    assert html.attributes["lang"] == "en"
    (head,) = document.all("head")
    (title,) = head.all("title")
    (heading,) = document.all("h1")
    assert title.text == heading.text != ""
    assert len(list(document.all("main"))) == 1


def test_headings_do_not_skip_a_level(document: Element) -> None:
    levels = [int(one.name[1]) for one in document.all("h1", "h2", "h3", "h4")]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_table_header_says_what_it_heads(document: Element) -> None:
    headers = list(document.all("th"))
    assert headers
    assert {one.attributes.get("scope") for one in headers} == {"col", "row"}


def test_every_row_of_the_worksheet_has_its_six_cells(document: Element) -> None:
    (worksheet, *_) = document.all("table")
    columns = [one.words().strip() for one in next(worksheet.all("tr")).children]
    assert columns == ["Source", "Rule", "Target", "Credit", "Status", "Why"]
    assert {len(row.children) for row in worksheet.all("tr")} == {6}


def test_nothing_runs_and_nothing_is_fetched(document: Element, shown: Shown) -> None:
    assert not list(document.all("script", "link", "img", "iframe", "object"))
    attributes = {
        name
        for element in document.all(*{e.name for e in _everything(document)})
        for name in element.attributes
    }
    assert not {name for name in attributes if name.startswith("on")}
    assert not attributes & {"src", "href", "srcset", "action"}
    assert "url(" not in page(shown)
    assert "@import" not in page(shown)


def test_pictures_have_words(document: Element) -> None:
    pictures = list(document.all("svg"))
    spoken = [one for one in pictures if one.attributes.get("aria-hidden") != "true"]
    assert spoken
    for picture in spoken:
        assert picture.attributes["role"] == "img"
        named = picture.attributes["aria-labelledby"].split()
        known = {one.attributes.get("id"): one.text for one in _everything(picture)}
        assert all(known[name] for name in named)


def test_ids_are_unique(shown: Shown) -> None:
    several = replace(shown, audits=shown.audits * 2, several=True)
    document = read(page(several))
    ids = [e.attributes["id"] for e in _everything(document) if "id" in e.attributes]
    assert len(ids) == len(set(ids))


def test_a_status_is_a_word_and_a_sign_and_no_two_look_alike(document: Element) -> None:
    badges = [
        one
        for one in document.all("span")
        if one.attributes.get("class", "").startswith("status ")
    ]
    looks = {one.attributes["class"]: one.words().strip() for one in badges}
    assert len(set(looks.values())) == len(looks) > 8
    signs = [next(one.all("i")).text for one in badges]
    assert all(signs)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_ink_on_paper_has_contrast_enough(*, dark: bool) -> None:
    light, _, rest = STYLESHEET.partition("@media screen and (prefers-color-scheme")
    colors = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light))
    if dark:
        colors |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", rest))
    for ink in ("ink", "muted", "accent", "good", "bad", "ask", "calm"):
        for paper in ("paper", "wash"):
            assert contrast(colors[ink], colors[paper]) >= 4.5, (ink, paper)


def test_what_a_record_says_is_never_taken_for_markup(
    evaluation: Evaluation, record: LearnerRecord, shown: Shown
) -> None:
    (transcript,) = record.transcripts
    courses = (
        replace(transcript.courses[0], title="<script>alert('A & B')</script>"),
        *transcript.courses[1:],
    )
    nasty = replace(record, transcripts=(replace(transcript, courses=courses),))
    text = page(replace(shown, evaluation=replace(evaluation, record=nasty)))
    assert "<script" not in text
    assert "&lt;script&gt;alert('A &amp; B')" in text


def test_the_two_sums_agree(document: Element) -> None:
    feet = [
        row.children[-1].words().strip()
        for table in document.all("table")
        for foot in table.all("tfoot")
        for row in foot.all("tr")
    ]
    assert feet == ["34.64", "34.64"]


def test_progress_is_in_words_and_never_only_a_percentage(document: Element) -> None:
    said = [
        one.words()
        for one in document.all("span")
        if one.attributes.get("class") == "progress"
    ]
    assert "2 of 3 courses, 7.33 credits" in said
    assert "15.66 of 120 credits" in said
    assert not any("%" in words for words in said)


def _everything(element: Element) -> Iterator[Element]:
    for child in element.children:
        yield child
        yield from _everything(child)


def contrast(one: str, other: str) -> float:
    """The ratio of two colors, as WCAG counts it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(color: str) -> float:
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    ]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
