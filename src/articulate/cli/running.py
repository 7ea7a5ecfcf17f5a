"""Records evaluated one after another; a bad one is reported and stops none."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.progress import Progress

from articulate.bootstrap.named_files import NamedFile
from articulate.bootstrap.records import open_record
from articulate.cli.asking import Desk
from articulate.cli.problems import show_problems
from articulate.cli.results import ResultWriter
from articulate.cli.terminal import errors
from articulate.diagnostics.report import Report
from articulate.explain.outline import Shown
from articulate.services.evaluate_record import evaluate_record, person_needed
from articulate.services.our_mistake import our_mistake

_WORTH_A_BAR = 3


@dataclass(slots=True)
class Came:
    """How many records were evaluated, refused, and left for a person to decide."""

    evaluated: int = 0
    refused: int = 0
    person_needed: int = 0

    def __str__(self) -> str:
        words = [f"{self.evaluated} evaluated"]
        if self.refused:
            words.append(f"{self.refused} refused")
        if self.person_needed:
            words.append(f"{self.person_needed} for a person to decide")
        return ", ".join(words)


def evaluate_each(files: Sequence[NamedFile], desk: Desk, writer: ResultWriter) -> Came:
    """Evaluate every record of *files* and write what comes of it."""
    came = Came()
    console = errors()
    quiet = not console.is_terminal or len(files) < _WORTH_A_BAR
    with Progress(console=console, transient=True, disable=quiet) as progress:
        task = progress.add_task("evaluating", total=len(files))
        for file in files:
            result = evaluate_file(file, desk)
            if isinstance(result, Shown):
                writer.write(result, file.path)
                came.evaluated += 1
                came.person_needed += person_needed(result)
            else:
                came.refused += 1
                if not writer.refuse(result.errors):
                    show_problems(result.errors)
            progress.advance(task)
    if not writer.single:
        console.print(str(came))
    return came


def evaluate_file(file: NamedFile, desk: Desk) -> Shown | Report:
    """Evaluate the record in one file, or say what is wrong with it."""
    try:
        read = open_record(file, desk.how, desk.rulebook)
        if isinstance(read, Report):
            return read
        show_problems(read.report.diagnostics)
        return evaluate_record(desk.rulebook, read.record, desk.asked)
    except Exception as error:  # noqa: BLE001 - a mistake of ours must not stop the others
        return Report.of([our_mistake(error, file.name)])
