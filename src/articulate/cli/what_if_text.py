"""What would be, on the terminal and on its way to a file."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from articulate.cli.audit_text import audit_tree
from articulate.cli.formats import Format
from articulate.cli.terminal import file_console, output, print_plain
from articulate.explain.badges import audit_symbol
from articulate.explain.machine import as_text
from articulate.explain.progress import progress_sentence
from articulate.explain.what_if import (
    NOT_RECORDED,
    Imagined,
    RankedDegree,
    differences,
    open_words,
    ranking_json,
    what_if_json,
)
from articulate.explain.what_if_page import ranking_page, what_if_page


def write_imagined(imagined: Imagined, shown: Format, target: Path | None) -> None:
    """Write an imagined result in one format."""
    match shown:
        case Format.JSON:
            _put(as_text(what_if_json(imagined)) + "\n", target)
        case Format.HTML:
            _put(what_if_page(imagined), target)
        case Format.TEXT:
            _print(lambda console: _show_imagined(console, imagined), target)


def write_ranking(
    ranked: tuple[RankedDegree, ...],
    supposed: tuple[str, ...],
    shown: Format,
    target: Path | None,
) -> None:
    """Write a ranking of degrees in one format."""
    match shown:
        case Format.JSON:
            _put(as_text(ranking_json(ranked, supposed)) + "\n", target)
        case Format.HTML:
            _put(ranking_page(ranked, supposed), target)
        case Format.TEXT:
            _print(lambda console: _show_ranking(console, ranked, supposed), target)


def _put(written: str, target: Path | None) -> None:
    if target is None:
        print_plain(written.rstrip("\n"))
    else:
        target.write_text(written, encoding="utf-8")


def _print(show: Callable[[Console], None], target: Path | None) -> None:
    if target is None:
        show(output())
        return
    written = StringIO()
    show(file_console(written))
    target.write_text(written.getvalue(), encoding="utf-8")


def _heading(console: Console, supposed: tuple[str, ...]) -> None:
    console.print(Text(NOT_RECORDED, style="bold"))
    for words in supposed:
        console.print(Text(f"  - {words}"))
    console.print()


def _show_imagined(console: Console, imagined: Imagined) -> None:
    _heading(console, imagined.supposed)
    found = differences(imagined)
    if not found:
        console.print(Text("Nothing would be otherwise."))
    else:
        table = _table("", "as it is", "as it would be")
        for one in found:
            table.add_row(one.about, one.now, one.then)
        console.print(table)
    for audit in imagined.then.audits:
        console.print()
        title = imagined.then.titles.block(audit.degree)
        console.print(audit_tree(audit, f"What if: {title}"))


def _show_ranking(
    console: Console, ranked: tuple[RankedDegree, ...], supposed: tuple[str, ...]
) -> None:
    _heading(console, supposed)
    table = _table("", "degree", "status", "progress", "still open")
    for place, one in enumerate(ranked, start=1):
        audit = one.audit
        status = f"{audit_symbol(audit.status)} {audit.status}"
        name = f"{one.title} ({audit.degree}@{audit.version})"
        words = (progress_sentence(audit), open_words(audit))
        table.add_row(str(place), name, status, *words)
    console.print(table)


def _table(*names: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name in names:
        table.add_column(Text(name, style="dim"), overflow="fold")
    return table
