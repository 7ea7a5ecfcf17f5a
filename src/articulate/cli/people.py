"""`articulate people`: who may sign in to the desk, and their passwords."""

from typing import Annotated

import typer

from articulate.cli.formats import PeopleTask, PlainFormat
from articulate.cli.options import By, OfficeFile, Store, TextOrJson

Task = Annotated[
    PeopleTask,
    typer.Argument(metavar="list|password|forget", help="What to do."),
]
Name = Annotated[
    str, typer.Argument(metavar="[PERSON]", help="The person, by their id.")
]


def people(
    task: Task,
    person: Name = "",
    *,
    office: OfficeFile = None,
    store: Store = None,
    by: By = None,
    output_format: TextOrJson = PlainFormat.TEXT,
) -> None:
    """List who may sign in, set somebody's password, or let it be forgotten.

    Who may sign in, and in which roles, is said in office.toml. A password is asked for
    twice, or read from standard input where that is no terminal; it is never an
    argument. Setting or forgetting one ends that person's sessions.
    """
    from articulate.cli.passwords import list_people, set_or_forget
    from articulate.cli.stores import opened, usual_office, usual_person

    known = usual_office(office, output_format).people
    desk = opened(store, output_format)
    if task is PeopleTask.LIST:
        list_people(desk, known, output_format)
        return
    act = desk.act(usual_person(by))
    forget = task is PeopleTask.FORGET
    set_or_forget(desk, known, person, act, forget=forget, shown=output_format)
