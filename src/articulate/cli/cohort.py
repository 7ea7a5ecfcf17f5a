"""`articulate cohort`: what the courses of many learners come to, counted together."""

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from articulate.cli.exits import Exit
from articulate.cli.formats import Format, PlainFormat
from articulate.cli.options import AsOf, KnownAt, Policies, Receiver, TextOrJson

Courses = Annotated[
    Path,
    typer.Argument(
        metavar="COURSES",
        exists=True,
        dir_okay=False,
        help="One row for each course of each learner: Parquet, Arrow or CSV.",
    ),
]
Learners = Annotated[
    Path | None,
    typer.Option(
        "--learners",
        metavar="FILE",
        exists=True,
        dir_okay=False,
        help="When each learner was admitted, and asked for credit.",
    ),
]
Against = Annotated[
    list[Path] | None,
    typer.Option(
        "--against",
        metavar="PATH",
        exists=True,
        help="Other policies: name the learners who are given something else by them.",
    ),
]
Proof = Annotated[
    list[str] | None,
    typer.Option(
        "--proof",
        metavar="LEARNER",
        help="Show every line of this learner with its reasons, as `evaluate` does.",
    ),
]
Awards = Annotated[
    Path | None,
    typer.Option(
        "--output",
        metavar="FILE",
        help="Write every award to this file: .parquet, .arrow or .csv.",
        show_default="counts only",
    ),
]


def cohort(
    courses: Courses,
    *,
    policies: Policies = None,
    learners: Learners = None,
    as_of: AsOf = None,
    receiving: Receiver = None,
    known_at: KnownAt = None,
    against: Against = None,
    proof: Proof = None,
    output_format: TextOrJson = PlainFormat.TEXT,
    output: Awards = None,
) -> None:
    """Evaluate the courses of many learners together, and count what became of them.

    The awards are those of `evaluate` without a degree. Learners of whom something
    cannot be read are reported and left out.
    """
    from articulate.cli.asking import Question, ask_policies
    from articulate.cli.problems import show_problems

    if find_spec("polars") is None:
        message = "tables of many learners need: pip install articulate-credit[cohort]"
        raise typer.BadParameter(message)
    question = Question(as_of=as_of, known_at=known_at, receiving=receiving)
    shown = Format.JSON if output_format is PlainFormat.JSON else Format.TEXT
    desk = ask_policies(policies, question, shown)
    desks = [desk, ask_policies(against, question, shown)] if against else [desk]
    # These load Polars, which only this command needs.
    from articulate.cli.cohort_text import open_or_stop, show_counts, show_proofs

    found = open_or_stop(courses, learners, shown)
    if proof:
        show_proofs(found, desk, proof, shown)
    else:
        show_counts(found, desks, shown, output)
    if found.report.errors:
        show_problems(found.report.errors)
        raise typer.Exit(Exit.INPUT_WRONG)
