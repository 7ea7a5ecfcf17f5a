"""`articulate audit`: a learner's credit set against the requirements of a degree."""

from typing import Annotated

import typer

from articulate.cli.exits import Exit
from articulate.cli.formats import Format
from articulate.cli.options import (
    AnyFormat,
    AsOf,
    KnownAt,
    LayoutName,
    NeededDegrees,
    Output,
    Policies,
    Record,
    Sender,
    SheetName,
    Strict,
)


def audit(
    record: Record,
    *,
    degree: NeededDegrees,
    policies: Policies = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
    verify: Annotated[
        bool,
        typer.Option(
            "--verify", help="Check the certificate again; exit with 3 if it fails."
        ),
    ] = False,
    layout: LayoutName = None,
    sheet: SheetName = None,
    sending: Sender = None,
    strict: Strict = False,
    output_format: AnyFormat = Format.TEXT,
    output: Output = None,
) -> None:
    """Audit a degree: what is met, what is missing, and the proof that it is best."""
    from articulate.bootstrap.named_files import named_file
    from articulate.cli.asking import Question, ask_policies
    from articulate.cli.problems import show_problems
    from articulate.cli.results import ResultWriter
    from articulate.cli.running import evaluate_file
    from articulate.cli.terminal import errors
    from articulate.explain.outline import Shown
    from articulate.services.audit_degree import refused_certificates
    from articulate.services.evaluate_record import person_needed

    question = Question(
        as_of=as_of,
        known_at=known_at,
        degrees=tuple(degree),
        layout=layout,
        sheet=sheet,
        sending=sending,
    )
    desk = ask_policies(policies, question, output_format)
    shown = evaluate_file(named_file(record), desk)
    if not isinstance(shown, Shown):
        show_problems(shown.errors, as_json=output_format is Format.JSON)
        raise typer.Exit(Exit.INPUT_WRONG)
    writer = ResultWriter(output_format, output, single=True, worksheet=False)
    writer.write(shown, record)
    if verify:
        refused = refused_certificates(desk.rulebook, shown)
        for name, objections in refused.items():
            for words in objections:
                errors().print(f"{name}: the checker objects: {words}", soft_wrap=True)
        if refused:
            raise typer.Exit(Exit.CHECK_FAILED)
        errors().print("the checker accepts every certificate")
    if strict and person_needed(shown):
        raise typer.Exit(Exit.PERSON_NEEDED)
