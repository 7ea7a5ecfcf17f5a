"""A result on the terminal: each line with source, target, credit, status and why."""

from collections.abc import Iterable, Mapping

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from articulate.cli.audit_text import audit_tree
from articulate.explain.badges import status_symbol
from articulate.explain.learner import learner_sentence, status_sentence
from articulate.explain.naming import Source, status_name, target_name, unit_name
from articulate.explain.outline import Row, Shown, left_over, names_of, rows_of
from articulate.explain.phrases import residual_sentence
from articulate.explain.registrar import citations
from articulate.explain.summary import counts_sentence
from articulate.model.award import CreditAward
from articulate.model.exact import number_text
from articulate.model.line import Line, Status
from articulate.model.totals import totals_of

_STYLES = {
    Status.AWARDED: "green",
    Status.ELECTIVE: "green",
    Status.DENIED: "red",
    Status.REFERRED: "yellow",
}


def print_result(console: Console, shown: Shown) -> None:
    """Show one result: its worksheet, its totals and its audits."""
    rows = rows_of(shown)
    names = names_of(rows)
    console.print(_title(shown, rows))
    for row in rows:
        console.print(row_text(row, names))
    console.print(_totals(shown))
    for limit in _limits(shown):
        console.print(limit)
    if shown.audits:
        console.print()
    print_audits(console, shown)


def print_audits(console: Console, shown: Shown) -> None:
    """Show the audits of a result, without its worksheet."""
    for audit in shown.audits:
        console.print(audit_tree(audit, shown.titles.block(audit.degree)))


def row_text(row: Row, names: Mapping[str, str]) -> RenderableType:
    """Lay out one line of the worksheet."""
    line = row.line
    status = Text(
        f"{status_symbol(line.status)} {status_name(line.status)}",
        style=f"bold {_STYLES.get(line.status, 'bright_black')}",
    )
    grid = Table.grid(padding=(0, 1), expand=True)
    grid.add_column(width=16)
    grid.add_column(ratio=1)
    grid.add_column(justify="right", min_width=6)
    for place, source in enumerate(row.sources):
        grid.add_row(status if place == 0 else "", _source(source), "")
    for target in line.targets:
        grid.add_row("", _target(target), number_text(target.credits))
    if rest := left_over(line):
        said = Text("  left over: accepted, not applied", style="dim")
        grid.add_row("", said, Text(number_text(rest), style="dim"))
    for words in why_sentences(row, names):
        grid.add_row("", Text(words), "")
    for words in _authority(line):
        grid.add_row("", Text(words, style="dim"), "")
    return Padding(grid, (0, 0, 1, 0))


def why_sentences(row: Row, names: Mapping[str, str]) -> tuple[str, ...]:
    """Say why in plain words, what is still open included."""
    said = [learner_sentence(reason, names) for reason in row.why]
    if row.line.residual and row.line.status is Status.IN_PROGRESS:
        said.append(residual_sentence(row.line.residual))
    return tuple(dict.fromkeys(said or [status_sentence(row.line.status)]))


def _title(shown: Shown, rows: tuple[Row, ...]) -> RenderableType:
    evaluation = shown.evaluation
    learner = evaluation.record.learner.id
    receiving = shown.titles.institution(evaluation.receiving)
    known = f", as known at {evaluation.known_at}" if evaluation.known_at else ""
    head = Text(f"{learner} at {receiving}, as of {evaluation.as_of}{known}")
    head.stylize("bold")
    return Group(head, Text(counts_sentence(rows)), Text(""))


def _source(source: Source) -> Text:
    facts = [source.title, source.credit, source.mark]
    facts += [source.day.isoformat()] if source.day else []
    text = Text(source.name, style="bold")
    text.append("  " + ", ".join(one for one in facts if one), style="not bold")
    return text


def _target(target: CreditAward) -> Text:
    text = Text(f"→ {target_name(target)}")
    cut = target.credits - target.applied
    if cut:
        text.append(f" ({number_text(cut)} accepted, not applied)", style="dim")
    return text


def _authority(line: Line) -> Iterable[str]:
    origin = "" if line.origin is None else str(line.origin)
    parts = [line.rule or "", *citations(line.reasons[:1]), origin]
    said = " · ".join(part for part in parts if part)
    return (said,) if said else ()


def _totals(shown: Shown) -> Text:
    """Show the sum that must agree: what was brought is what it came to."""
    totals = totals_of(shown.evaluation)
    left = (
        f"{number_text(totals.earned)} earned + {number_text(totals.granted)} granted"
    )
    right = [
        f"{number_text(some)} {status_name(status)}"
        for status, some in totals.by_status
        if some
    ]
    if totals.rounding:
        right.append(f"{number_text(totals.rounding)} rounded away")
    unit = unit_name(shown.evaluation.unit)
    text = Text(f"{left}\n= {' + '.join(right) or '0'}  ({unit})")
    text.append(f"\n{number_text(totals.counted)} {unit} count", style="bold")
    return text


def _limits(shown: Shown) -> Iterable[Text]:
    for limit in shown.evaluation.limits:
        over = f", {number_text(limit.over)} over" if limit.over else ""
        used = f"{number_text(limit.used)} of {number_text(limit.limit)}"
        yield Text(f"limit {limit.rule}: {used}{over}")
