"""The demonstration itself: check, test, evaluate, show one learner, what is next."""

from collections.abc import Sequence

from rich.console import Console
from rich.progress import Progress
from rich.table import Table
from rich.text import Text

from articulate.bootstrap.command import OpenPolicies, open_policies
from articulate.bootstrap.demonstration import DemoOffice
from articulate.bootstrap.named_files import NamedFile, record_files
from articulate.bootstrap.records import open_record
from articulate.cli.policy_test_text import print_tests
from articulate.cli.problems import report_sentence, show_problems
from articulate.cli.terminal import errors, output
from articulate.cli.worksheet_text import print_result
from articulate.diagnostics.report import Report
from articulate.explain.outline import Shown, rows_of
from articulate.explain.page import page
from articulate.explain.summary import counts_sentence
from articulate.services.evaluate_record import Asked, evaluate_record
from articulate.services.read_record import HowToRead
from articulate.services.run_policy_tests import run_policy_tests


def run_demo(office: DemoOffice) -> bool:
    """Show what Articulate does with an office; say whether all of it went well."""
    console = output()
    folder = office.folder.as_posix()
    console.print(Text(f"Built {folder}: everything in it is invented.", style="bold"))
    policies = open_policies([office.policies], office.folder)
    console.print(f"Checked the policies: {report_sentence(policies.report)}.")
    if policies.report.errors:
        show_problems(policies.report.errors, texts=policies.texts)
        return False
    results = tuple(run_policy_tests(policies.rulebook, policies.tests))
    console.print("Ran the tests that live with the policies: ", end="")
    print_tests(console, results, verbose=False)
    evaluated = _evaluate_all(office, policies)
    console.print(_overview(evaluated))
    first = office.first.resolve()
    for file, shown in evaluated:
        if file.path.resolve() == first:
            console.print()
            print_result(console, shown)
    _say_what_is_next(console, office)
    good = all(result.passed for result in results)
    return good and len(evaluated) == len(record_files([office.learners]))


Evaluated = Sequence[tuple[NamedFile, Shown]]


def _evaluate_all(office: DemoOffice, policies: OpenPolicies) -> Evaluated:
    """Evaluate every learner of the office and write a page for each."""
    files = record_files([office.learners], office.folder)
    how = HowToRead(office.as_of, office.transcripts)
    console = errors()
    evaluated = []
    office.results.mkdir(exist_ok=True)
    with Progress(
        console=console, transient=True, disable=not console.is_terminal
    ) as progress:
        for file in progress.track(files, description="evaluating learners"):
            read = open_record(file, how, policies.rulebook, office.folder)
            if isinstance(read, Report):
                show_problems(read.errors)
                continue
            offered = {block.head.id for block in policies.rulebook.degrees}
            degrees = tuple(d for d in read.record.learner.degrees if d in offered)
            asked = Asked(office.as_of, office.institution, degrees=degrees)
            shown = evaluate_record(policies.rulebook, read.record, asked)
            written = office.results / f"{file.path.stem}.html"
            written.write_text(page(shown), encoding="utf-8")
            evaluated.append((file, shown))
    return tuple(evaluated)


def _overview(evaluated: Evaluated) -> Table:
    """Show every learner in one row: the lines by status, and the degree."""
    table = Table.grid(padding=(0, 2))
    for file, shown in evaluated:
        degrees = ", ".join(f"{one.degree} {one.status}" for one in shown.audits)
        counts = counts_sentence(rows_of(shown)).partition(": ")[2].rstrip(".")
        table.add_row(Text(file.path.stem, style="bold"), counts, degrees)
    return table


def _say_what_is_next(console: Console, office: DemoOffice) -> None:
    record = office.first.relative_to(office.folder).as_posix()
    pages = office.results.as_posix()
    evaluating = f"{record} --policies policies --as-of {office.as_of}"
    console.print()
    console.print(
        Text(f"A page for each learner is in {pages}. Try next:", style="bold")
    )
    for command in (
        f"cd {office.folder.as_posix()}",
        "articulate check policies",
        "articulate test policies",
        f"articulate evaluate {evaluating}",
        f"articulate why {record} c1 --policies policies --as-of {office.as_of}",
        f"articulate evaluate {evaluating} --format html --output result.html",
    ):
        console.print(f"  {command}", soft_wrap=True)
