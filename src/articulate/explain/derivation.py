"""The whole derivation of every line, for the registrar, at the end of a page."""

from collections.abc import Mapping, Sequence

from articulate.explain.markup import Markup, joined, tag, text
from articulate.explain.naming import status_name
from articulate.explain.outline import Row
from articulate.explain.registrar import (
    authority,
    governing_sentence,
    passed_over_sentences,
    registrar_sentence,
)
from articulate.model.reason import Reason


def derivation(rows: Sequence[Row], names: Mapping[str, str]) -> Markup:
    """Show every reason of every line, with the versions used and passed over."""
    parts = joined(_line(row, names) for row in rows)
    return tag(
        "section", tag("h2", text("The whole derivation")), parts, class_="derivation"
    )


def _line(row: Row, names: Mapping[str, str]) -> Markup:
    sources = " + ".join(source.name for source in row.sources)
    status = status_name(row.line.status)
    heading = tag("h3", text(f"{row.place}. {sources}: {status}"))
    return joined((heading, derivation_of(row, names)))


def derivation_of(row: Row, names: Mapping[str, str]) -> Markup:
    """List every reason of one line."""
    items = [*_context(row), *(_reason(one, names) for one in row.line.reasons)]
    items += [
        tag("li", text(f"passed over {words}"))
        for words in passed_over_sentences(row.line)
    ]
    return tag("ul", *items) if items else tag("p", text("No rule was asked."))


def _context(row: Row) -> list[Markup]:
    governed = governing_sentence(row)
    return [tag("li", text(governed))] if governed else []


def _reason(reason: Reason, names: Mapping[str, str]) -> Markup:
    known = authority(reason)
    fine = tag("span", text(known), class_="fine") if known else ""
    return tag("li", text(registrar_sentence(reason, names)), fine)
