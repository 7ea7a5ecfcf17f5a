"""Pages of what would be: marked as such on screen, in print and when read aloud."""

from collections.abc import Iterable, Sequence

from articulate.explain.badges import audit_badge
from articulate.explain.markup import Markup, joined, tag, text
from articulate.explain.page import document, page
from articulate.explain.progress import progress_sentence
from articulate.explain.what_if import (
    NOT_RECORDED,
    Imagined,
    RankedDegree,
    differences,
    open_words,
)


def what_if_page(imagined: Imagined) -> str:
    """Write the page of an imagined result: what is supposed, what differs, and all."""
    rows = [
        tag(
            "tr",
            tag("th", text(one.about), scope="row"),
            tag("td", text(one.now)),
            tag("td", text(one.then)),
        )
        for one in differences(imagined)
    ]
    table = _table(
        ("About", "As it is", "As it would be"),
        rows,
        "Only what would be otherwise is listed.",
    )
    changed = tag("section", tag("h2", text("What would be otherwise")), table)
    notice = joined((_notice(imagined.supposed), changed))
    return page(imagined.then, notice, kind="What if")


def ranking_page(ranked: Sequence[RankedDegree], supposed: tuple[str, ...]) -> str:
    """Write the page of a ranking of degrees for one record."""
    learner = ranked[0].shown.evaluation.record.learner.id if ranked else ""
    rows = [
        tag(
            "tr",
            tag("td", text(str(place)), class_="number"),
            tag(
                "th",
                text(one.title),
                tag("span", text(f"{one.audit.degree}@{one.audit.version}")),
                scope="row",
                class_="stacked",
            ),
            tag("td", audit_badge(one.audit.status)),
            tag("td", text(progress_sentence(one.audit))),
            tag("td", text(open_words(one.audit))),
        )
        for place, one in enumerate(ranked, start=1)
    ]
    table = _table(
        ("", "Degree", "Status", "Progress", "Still open"),
        rows,
        "The degree with least left to do first: fewest requirements unmet, then least"
        " credit missing, then fewest credits unapplied.",
    )
    title = f"What if: the degrees for {learner}"
    header = tag("header", tag("h1", text(title)))
    return document(title, joined((header, _notice(supposed), table)))


def _notice(supposed: Iterable[str]) -> Markup:
    items = joined(tag("li", text(words)) for words in supposed)
    listed = tag("ul", items) if items else Markup("")
    lead = tag("p", tag("strong", text(NOT_RECORDED)))
    return tag("aside", lead, listed, class_="notice", role="note")


def _table(names: Sequence[str], rows: Sequence[Markup], caption: str) -> Markup:
    head = joined(tag("th", text(name), scope="col") for name in names)
    table = tag(
        "table",
        tag("caption", text(caption)),
        tag("thead", tag("tr", head)),
        tag("tbody", joined(rows)),
    )
    return tag("div", table, class_="scroll", tabindex="0")
