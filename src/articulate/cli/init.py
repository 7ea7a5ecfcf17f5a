"""`articulate init`: make an office's store, or bring one up to date."""

from typing import Annotated

import typer

from articulate.cli.formats import PlainFormat
from articulate.cli.options import Store, TextOrJson

Role = Annotated[
    str | None,
    typer.Option(
        "--role",
        metavar="ROLE",
        help="Let this role of PostgreSQL read and add, and nothing else.",
        show_default=False,
    ),
]
WebRole = Annotated[
    str | None,
    typer.Option(
        "--web-role",
        metavar="ROLE",
        help="Let the web page work as this role of PostgreSQL: it sees what whoever"
        " asks may see, and nothing else.",
        show_default=False,
    ),
]


def init(
    *,
    store: Store = None,
    role: Role = None,
    web_role: WebRole = None,
    output_format: TextOrJson = PlainFormat.TEXT,
) -> None:
    """Make an office's store, or bring one up to date; nothing in it is lost.

    A path is a file of SQLite. For PostgreSQL give the address of a database as its
    owner, with --role the role that people will work as, and with --web-role the one of
    the web page.
    """
    from articulate.bootstrap.desk import make_store
    from articulate.cli.stores import answered, usual_store
    from articulate.cli.terminal import output, print_plain
    from articulate.explain.machine import as_text

    desk = answered(make_store(usual_store(store), role, web_role), output_format)
    if output_format is PlainFormat.JSON:
        print_plain(as_text({"schema": "articulate.store/1", "store": desk.store.name}))
    else:
        output().print(f"{desk.store.name} is ready")
