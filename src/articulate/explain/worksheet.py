"""The worksheet of a page: each line with its source, rule, target, credit and why."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction

from articulate.explain.badges import line_badge
from articulate.explain.learner import learner_sentence, status_sentence
from articulate.explain.markup import EMPTY, Markup, breakable, joined, tag, text
from articulate.explain.naming import Source, day_name, status_name, target_name
from articulate.explain.outline import Row, left_over
from articulate.explain.phrases import residual_sentence
from articulate.explain.registrar import citations
from articulate.model.award import CreditAward
from articulate.model.evaluation import LimitUse
from articulate.model.exact import number_text
from articulate.model.line import Line, Status
from articulate.model.totals import Totals

_COLUMNS = ("Source", "Rule", "Target", "Credit", "Status", "Why")


def nothing(row: Row) -> Markup:
    """Add nothing to a line."""
    del row
    return EMPTY


def worksheet(
    rows: Sequence[Row],
    names: Mapping[str, str],
    unit: str,
    beside: Callable[[Row], Markup] = nothing,
) -> Markup:
    """Lay out every line as a table; *beside* adds to why a line is as it is."""
    head = joined(
        tag("th", text(name), scope="col", class_=_alignment(name)) for name in _COLUMNS
    )
    caption = (
        "Every learning on the record is on exactly one line. "
        f"Credit is in {unit}; in parentheses it does not count."
    )
    table = tag(
        "table",
        tag("caption", text(caption)),
        tag("thead", tag("tr", head)),
        tag("tbody", joined(_row(row, names, beside(row)) for row in rows)),
    )
    return tag("div", table, class_="scroll", tabindex="0")


def totals_tables(totals: Totals, unit: str) -> Markup:
    """Show that what came in is all accounted for, in two sums that agree."""
    brought = [
        ("Earned, converted", totals.earned),
        ("Granted by rules", totals.granted),
    ]
    came_to = [
        (status_name(status).capitalize(), some) for status, some in totals.by_status
    ]
    came_to = [(name, some) for name, some in came_to if some]
    if totals.rounding:
        came_to.append(("Rounded away", totals.rounding))
    tables = (
        _sum("What was brought", brought, unit),
        _sum("What it came to", came_to, unit),
    )
    return tag("div", *tables, class_="sum")


def limits_table(limits: Iterable[LimitUse]) -> Markup:
    """Show how much of each credit limit is used; nothing when no limit is stated."""
    rows = [
        tag(
            "tr",
            tag("th", tag("code", breakable(limit.rule)), scope="row"),
            *(
                tag("td", text(number_text(some)), class_="number")
                for some in (limit.limit, limit.used, limit.over)
            ),
        )
        for limit in limits
    ]
    if not rows:
        return EMPTY
    names = ("Limit", "At most", "Used", "Over")
    head = joined(
        tag("th", text(name), scope="col", class_="number" if place else "code")
        for place, name in enumerate(names)
    )
    return joined(
        (
            tag("h3", text("Credit limits")),
            tag(
                "table",
                tag("caption", text("Credit over a limit is accepted, not applied.")),
                tag("thead", tag("tr", head)),
                tag("tbody", joined(rows)),
            ),
        )
    )


def _row(row: Row, names: Mapping[str, str], beside: Markup) -> Markup:
    line = row.line
    return tag(
        "tr",
        tag("th", _stack(_source(one) for one in row.sources), scope="row"),
        tag("td", _rule(row)),
        tag("td", _targets(line)),
        tag("td", _credit(line), class_="number"),
        tag("td", line_badge(line.status)),
        tag("td", _why(row, names), beside),
        id=f"line-{row.place}",
    )


def _source(source: Source) -> Markup:
    facts = [source.title, source.credit, source.mark, day_name(source.day)]
    return joined(
        (
            tag("span", text(source.name), class_="code"),
            tag("span", text(", ".join(one for one in facts if one)), class_="fine"),
        )
    )


def _rule(row: Row) -> Markup:
    line = row.line
    if line.rule is None:
        return text("—")
    parts = [tag("code", breakable(line.rule))]
    parts += [
        tag("span", text(cited), class_="fine") for cited in citations(line.reasons[:1])
    ]
    if line.origin is not None:
        parts.append(
            tag("span", tag("code", breakable(str(line.origin))), class_="fine origin")
        )
    return joined(parts)


def _targets(line: Line) -> Markup:
    parts = [_target(target) for target in line.targets]
    if left_over(line):
        parts.append(
            tag("span", text("left over: accepted, not applied"), class_="fine")
        )
    return _stack(parts) or text("—")


def _target(target: CreditAward) -> Markup:
    accepted = target.credits - target.applied
    note = f"{number_text(accepted)} accepted, not applied" if accepted else ""
    return joined(
        (
            tag("span", text(target_name(target)), class_="code"),
            tag("span", text(note), class_="fine") if note else EMPTY,
        )
    )


def _credit(line: Line) -> Markup:
    if not line.targets:
        lost = sum((some for _, some in line.split.by_status), Fraction(0))
        return text(f"({number_text(lost)})" if lost else "0")
    amounts = [target.credits for target in line.targets]
    if rest := left_over(line):
        amounts.append(rest)
    return _stack(text(number_text(amount)) for amount in amounts)


def _why(row: Row, names: Mapping[str, str]) -> Markup:
    words = [learner_sentence(reason, names) for reason in row.why]
    if row.line.status is Status.IN_PROGRESS and row.line.residual:
        words.append(residual_sentence(row.line.residual))
    return _stack(text(one) for one in words or [status_sentence(row.line.status)])


def _sum(title: str, entries: Sequence[tuple[str, Fraction]], unit: str) -> Markup:
    total = sum((some for _, some in entries), Fraction(0))
    head = tag(
        "tr",
        tag("th", text(title), scope="col"),
        tag("th", text(unit), scope="col", class_="number"),
    )
    rows = joined(
        tag(
            "tr",
            tag("th", text(name), scope="row"),
            tag("td", text(number_text(some)), class_="number"),
        )
        for name, some in entries
    )
    foot = tag(
        "tr",
        tag("th", text("Together"), scope="row"),
        tag("td", text(number_text(total)), class_="number"),
    )
    return tag("table", tag("thead", head), tag("tbody", rows), tag("tfoot", foot))


def _stack(parts: Iterable[Markup]) -> Markup:
    items = [tag("li", part) for part in parts]
    return tag("ul", *items, class_="stack") if items else EMPTY


def _alignment(column: str) -> str:
    return "number" if column == "Credit" else f"wide-{column.lower()}"
