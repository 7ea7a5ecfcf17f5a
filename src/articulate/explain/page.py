"""One self-contained, printable page of a result: no script, nothing fetched."""

from collections.abc import Mapping, Sequence

from articulate.explain.audit_tree import audit_section
from articulate.explain.chart import chart_of
from articulate.explain.derivation import derivation
from articulate.explain.flows import Flow, flows_of
from articulate.explain.markup import EMPTY, Markup, joined, tag, text
from articulate.explain.naming import day_name, unit_name
from articulate.explain.outline import Row, Shown, names_of, rows_of
from articulate.explain.stylesheet import STYLESHEET
from articulate.explain.summary import counts_sentence
from articulate.explain.worksheet import limits_table, totals_tables, worksheet
from articulate.model.evaluation import Evaluation
from articulate.model.exact import number_text
from articulate.model.totals import Totals, totals_of


def page(
    shown: Shown, notice: Markup = EMPTY, *, kind: str = "Transfer credit evaluation"
) -> str:
    """Write the page of one result as HTML; a *notice* stands before everything."""
    evaluation = shown.evaluation
    rows = rows_of(shown)
    names = names_of(rows)
    unit = unit_name(evaluation.unit)
    totals = totals_of(evaluation)
    title = f"{kind} for {evaluation.record.learner.id}"
    body = joined(
        (
            _header(shown, title, rows, totals),
            notice,
            tag("section", tag("h2", text("Worksheet")), worksheet(rows, names, unit)),
            tag(
                "section",
                tag("h2", text("Totals")),
                totals_tables(totals, unit),
                limits_table(evaluation.limits),
            ),
            *audit_parts(shown, rows, names),
            derivation(rows, names),
            _footer(shown),
        )
    )
    return document(title, body)


def document(title: str, body: Markup) -> str:
    """Write a whole page around what stands in it."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", text(title)),
        tag("style", STYLESHEET),
    )
    whole = tag("html", head, tag("body", tag("main", body)), lang="en")
    return f"<!DOCTYPE html>\n{whole}\n"


def _header(shown: Shown, title: str, rows: Sequence[Row], totals: Totals) -> Markup:
    evaluation = shown.evaluation
    receiving = shown.titles.institution(evaluation.receiving)
    facts = [
        ("Learner", evaluation.record.learner.id),
        ("Receiving institution", receiving),
        ("As of", evaluation.as_of.isoformat()),
        ("Requested", day_name(evaluation.record.requested)),
        ("Counts", f"{number_text(totals.counted)} {unit_name(evaluation.unit)}"),
    ]
    if evaluation.known_at is not None:
        facts.append(("As known at", evaluation.known_at.isoformat()))
    facts += [
        (shown.titles.block(audit.degree), str(audit.status)) for audit in shown.audits
    ]
    listed = joined(
        tag("div", tag("dt", text(term)), tag("dd", text(said))) for term, said in facts
    )
    return tag(
        "header",
        tag("h1", text(title)),
        tag("p", text(counts_sentence(rows)), class_="lead"),
        tag("dl", listed, class_="facts"),
    )


def audit_parts(
    shown: Shown, rows: Sequence[Row], names: Mapping[str, str]
) -> tuple[Markup, ...]:
    """Show each audit as a tree, with a chart of where each credit went."""
    if not shown.audits:
        flows = flows_of(rows, None, shown.titles)
        return (_flow_section(flows, "Where each credit went"),)
    parts = []
    for number, audit in enumerate(shown.audits, start=1):
        title = shown.titles.block(audit.degree)
        heading = "Where each credit went"
        if shown.several:
            heading = f"{heading} in {title}"
        parts.append(tag("section", audit_section(audit, title, names)))
        parts.append(
            _flow_section(flows_of(rows, audit, shown.titles), heading, number)
        )
    return tuple(parts)


def _flow_section(flows: Sequence[Flow], heading: str, number: int = 1) -> Markup:
    if not flows:
        return EMPTY
    names = ("From", "By", "To", "Credit")
    head = joined(
        tag(
            "th",
            text(name),
            scope="col",
            class_="number" if name == "Credit" else "words",
        )
        for name in names
    )
    body = joined(
        tag(
            "tr",
            tag("th", text(flow.source), scope="row"),
            tag("td", text(flow.by)),
            tag("td", text(flow.destination)),
            tag("td", text(number_text(flow.credits)), class_="number"),
        )
        for flow in flows
    )
    table = tag(
        "table",
        tag(
            "caption",
            text(
                "Each credit once: where it was earned, by which agreement or policy,"
                " and where it went."
            ),
        ),
        tag("thead", tag("tr", head)),
        tag("tbody", body),
        class_="dense",
    )
    return tag(
        "section",
        tag("h2", text(heading)),
        tag("div", chart_of(flows, number), class_="scroll", tabindex="0"),
        tag("div", table, class_="scroll", tabindex="0"),
    )


def _footer(shown: Shown) -> Markup:
    evaluation: Evaluation = shown.evaluation
    words = (
        "The same record, rulebook and day give this page again, byte for byte. "
        f"Rulebook {evaluation.rulebook}. Record {shown.record_digest}."
    )
    return tag("footer", tag("p", text(words)), class_="foot")
