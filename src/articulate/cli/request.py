"""`articulate request`: a learner asks; the record is kept, and evaluated."""

from typing import Annotated

import typer

from articulate.cli.exits import Exit
from articulate.cli.formats import PlainFormat
from articulate.cli.options import (
    AsOf,
    By,
    Degrees,
    Key,
    KnownAt,
    LayoutName,
    OfficeFile,
    Policies,
    Receiver,
    Record,
    Sender,
    SheetName,
    Store,
    Strict,
    TextOrJson,
)

Name = Annotated[
    str | None,
    typer.Option(
        "--name",
        metavar="NAME",
        help="The office's own name or number for the request.",
        show_default="a new one",
    ),
]
Published = Annotated[
    str | None,
    typer.Option(
        "--policy",
        metavar="NAME",
        help="The published policy that evaluates, where no files do.",
        show_default="the only one in force",
    ),
]
Supersedes = Annotated[
    str | None,
    typer.Option(
        "--supersedes",
        metavar="REQUEST",
        help="The request whose place this one takes.",
        show_default=False,
    ),
]


def request(
    record: Record,
    *,
    store: Store = None,
    by: By = None,
    name: Name = None,
    supersedes: Supersedes = None,
    office: OfficeFile = None,
    key: Key = None,
    policies: Policies = None,
    policy: Published = None,
    as_of: AsOf = None,
    degree: Degrees = None,
    receiving: Receiver = None,
    known_at: KnownAt = None,
    layout: LayoutName = None,
    sheet: SheetName = None,
    sending: Sender = None,
    strict: Strict = False,
    output_format: TextOrJson = PlainFormat.TEXT,
) -> None:
    """Keep a learner's record exactly as it came, and evaluate it.

    What the rules leave to a person is referred. The request is entered whole or not at
    all.
    """
    from articulate.bootstrap.desk import new_name
    from articulate.bootstrap.named_files import named_file
    from articulate.bootstrap.records import open_record
    from articulate.cli.asking import Question
    from articulate.cli.published import desk_for
    from articulate.cli.store_text import print_request
    from articulate.cli.stores import answered, opened, usual_office, usual_person
    from articulate.services.open_case import NewRequest, open_request
    from articulate.services.stored_evaluation import evaluate_to_store

    person = usual_person(by)
    desk = opened(store, output_format)
    question = Question(
        as_of=as_of,
        known_at=known_at,
        degrees=tuple(degree or ()),
        receiving=receiving,
        layout=layout,
        sheet=sheet,
        sending=sending,
    )
    asked = desk_for(desk, policies, policy, question, output_format)
    file = named_file(record)
    read = answered(open_record(file, asked.how, asked.rulebook), output_format)
    evaluation = evaluate_to_store(asked.rulebook, read.record, asked.asked)
    new = NewRequest(
        name=name or new_name(),
        file=file.name,
        received=file.read(),
        named=name is not None,
        supersedes=supersedes,
        within=usual_office(office, output_format).request,
    )
    act = desk.act(person, key)
    came = answered(
        desk.write(lambda conn: open_request(conn, new, evaluation, act)),
        output_format,
    )
    print_request(came, output_format)
    if strict and came.person_needed:
        raise typer.Exit(Exit.PERSON_NEEDED)
