"""`articulate backup`: the whole store in one file."""

from pathlib import Path
from typing import Annotated

import typer

from articulate.cli.formats import PlainFormat
from articulate.cli.options import Store, TextOrJson

File = Annotated[
    Path, typer.Argument(metavar="FILE", dir_okay=False, help="The file to write.")
]


def backup(
    file: File,
    *,
    store: Store = None,
    output_format: TextOrJson = PlainFormat.TEXT,
) -> None:
    """Write the whole store to one file, from one moment, while others work.

    A backup can be restored into either kind of store.
    """
    from articulate.bootstrap.backups import write_backup
    from articulate.cli.stores import answered, opened
    from articulate.cli.terminal import output, print_plain
    from articulate.explain.machine import Json, as_text
    from articulate.services.backup import back_up

    desk = opened(store, output_format)
    act = desk.act()
    size = answered(
        desk.read(lambda conn: write_backup(file, back_up(conn, act))), output_format
    )
    if output_format is PlainFormat.JSON:
        written: dict[str, Json] = {
            "schema": "articulate.backup/1",
            "file": str(file),
            "bytes": size,
        }
        print_plain(as_text(written))
    else:
        output().print(f"{file} holds the store, in {size} bytes")
