"""A batch on the screen: how far it got, when it may end, and what it came to."""

from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn
from rich.table import Table

from articulate.bootstrap.clock import moment
from articulate.bootstrap.desk import StoreDesk
from articulate.bootstrap.named_files import RECORD_ENDINGS
from articulate.cli.formats import BatchTask, PlainFormat
from articulate.cli.stores import answered
from articulate.cli.terminal import errors, output, print_plain
from articulate.explain.machine import as_text
from articulate.model.exact import number_text
from articulate.services import batches
from articulate.services.batch_report import (
    BatchReport,
    effects_of,
    report_json,
    report_of,
    write_documents,
)
from articulate.services.batch_task import TaskKind

_MOST_NAMED = 12


class Watching:
    """A bar that shows how far a batch got; on no terminal, one line in the end."""

    def __init__(self, name: str) -> None:
        self._console = errors()
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TextColumn("{task.completed:.0f} of {task.total:.0f} learners"),
            TextColumn("{task.fields[end]}"),
            console=self._console,
            transient=True,
            disable=not self._console.is_terminal,
        )
        self._task = self._bar.add_task(name, total=1, end="")
        self._name = name

    def show(self, standing: batches.Standing) -> None:
        """Show how a batch stands now."""
        progress = standing.progress
        self._bar.update(
            self._task,
            total=progress.learners,
            completed=progress.done,
            end=_end(standing),
        )

    def stopping(self) -> None:
        """Say that chunks in hand are still closed."""
        self._console.print(
            f"stopping after the chunks in hand; go on with"
            f" `articulate batch run {self._name}`"
        )

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bar.stop()


def show_status(desk: StoreDesk, name: str | None, shown: PlainFormat) -> None:
    """Show how one batch stands, or every one."""
    act = desk.act()
    if name is None:
        now = act.moment
        found = desk.read(lambda conn: batches.every_standing(conn, now))
        standings = answered(found, shown)
    else:
        one = desk.read(lambda conn: batches.standing_of(conn, name, moment, act))
        standings = (answered(one, shown),)
    _print_standings(standings, shown)


def act_on(desk: StoreDesk, task: BatchTask, name: str, shown: PlainFormat) -> None:
    """Pause a batch, or remove it."""
    act = desk.act()
    do = batches.pause if task is BatchTask.PAUSE else batches.forget
    standing = answered(desk.write(lambda conn: do(conn, name, act)), shown)
    if task is BatchTask.FORGET and shown is PlainFormat.TEXT:
        output().print(f"{name} is removed")
        return
    _print_standings((standing,), shown)


def show_report(
    desk: StoreDesk, name: str, folder: Path | None, shown: PlainFormat
) -> None:
    """Show what a batch came to, and write its evaluations where a folder is named."""
    act = desk.act()
    report = answered(desk.read(lambda conn: report_of(conn, name, act)), shown)
    if folder is not None:
        write = _into(folder)
        written = answered(
            desk.read(lambda conn: write_documents(conn, name, write)), shown
        )
        errors().print(f"{written} evaluations written to {folder.as_posix()}")
    if shown is PlainFormat.JSON:
        print_plain(as_text(report_json(report)))
    else:
        _print_report(output(), report)


def _print_standings(
    standings: tuple[batches.Standing, ...], shown: PlainFormat
) -> None:
    if shown is PlainFormat.JSON:
        print_plain(as_text(batches.standings_json(standings)))
        return
    console = output()
    if not standings:
        console.print("no batches")
        return
    table = Table(box=None, pad_edge=False)
    for heading in ("batch", "stands", "learners", "chunks", ""):
        table.add_column(heading)
    for one in standings:
        progress = one.progress
        learners = f"{progress.done} of {progress.learners}"
        chunks = f"{progress.closed} of {progress.chunks}"
        table.add_row(one.batch.name, one.word, learners, chunks, _end(one))
    console.print(table)


def _end(standing: batches.Standing) -> str:
    end = standing.estimated_end()
    if end is None:
        return ""
    return f"done about {end.astimezone():%Y-%m-%d %H:%M:%S}"


def _print_report(console: Console, report: BatchReport) -> None:
    sums = report.sums
    counts = [
        f"{count} {name.replace('_', ' ')}" for name, count in sums.counts.items()
    ]
    console.print(f"{report.batch.name}: {', '.join(counts) or 'nobody'}")
    if report.task.kind is TaskKind.IMPACT:
        _print_effects(console, report)
    for status, count in sorted(sums.lines.items()):
        credit = number_text(sums.credits[status]) if status in sums.credits else "0"
        lines = "1 line" if count == 1 else f"{count} lines"
        console.print(f"  {status}: {lines}, {credit} credits")
    for title, names in (
        ("come to something else than when they were asked", sums.differing),
        ("could not be read", [line["name"] for line in sums.refused]),
    ):
        if names:
            more = (
                f" and {len(names) - _MOST_NAMED} more" if names[_MOST_NAMED:] else ""
            )
            console.print(
                f"{title}: {', '.join(names[:_MOST_NAMED])}{more}", soft_wrap=True
            )
    console.print(f"digest {report.digest}", soft_wrap=True)


def _print_effects(console: Console, report: BatchReport) -> None:
    table = Table(box=None, pad_edge=False)
    table.add_column("")
    for name in ("learning", "learners", "credit"):
        table.add_column(name, justify="right")
    for effect, learning, learners, credit in effects_of(report.sums):
        table.add_row(str(effect), str(learning), str(learners), credit)
    console.print(table)


def _into(folder: Path) -> Callable[[str, str], None]:
    """Return what writes a document into a folder, named like its record."""

    def write(name: str, text: str) -> None:
        inside = [part for part in Path(name).parts if part not in {"/", "..", "."}]
        path = folder.joinpath(*inside)
        if path.suffix in RECORD_ENDINGS:
            path = path.with_suffix("")
        path = path.with_name(f"{path.name}.json")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    return write
