"""`articulate evaluate`: what a learner's record comes to, line by line."""

import typer

from articulate.cli.exits import Exit
from articulate.cli.formats import Format
from articulate.cli.options import (
    AnyFormat,
    AsOf,
    Degrees,
    KnownAt,
    LayoutName,
    Output,
    Policies,
    Receiver,
    Records,
    Sender,
    SheetName,
    Strict,
)


def evaluate(
    records: Records,
    *,
    policies: Policies = None,
    as_of: AsOf = None,
    degree: Degrees = None,
    receiving: Receiver = None,
    known_at: KnownAt = None,
    layout: LayoutName = None,
    sheet: SheetName = None,
    sending: Sender = None,
    strict: Strict = False,
    output_format: AnyFormat = Format.TEXT,
    output: Output = None,
) -> None:
    """Evaluate records: every line with its rule, credit, status and reasons.

    A folder of records is evaluated one by one; a bad record is reported and never
    stops the others.
    """
    from articulate.bootstrap.named_files import record_files
    from articulate.cli.asking import Question, ask_policies
    from articulate.cli.results import ResultWriter
    from articulate.cli.running import evaluate_each

    single = len(records) == 1 and records[0].is_file()
    if output is None and not single and output_format is Format.HTML:
        message = "several pages need a folder to be written to: name it with --output"
        raise typer.BadParameter(message)
    question = Question(
        as_of=as_of,
        known_at=known_at,
        degrees=tuple(degree or ()),
        receiving=receiving,
        layout=layout,
        sheet=sheet,
        sending=sending,
    )
    desk = ask_policies(policies, question, output_format)
    folders = tuple(record for record in records if record.is_dir())
    writer = ResultWriter(output_format, output, single=single, roots=folders)
    came = evaluate_each(record_files(records), desk, writer)
    if came.refused:
        raise typer.Exit(Exit.INPUT_WRONG)
    if strict and came.person_needed:
        raise typer.Exit(Exit.PERSON_NEEDED)
