"""`articulate serve`: the office's desk on a web page."""

import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from articulate.cli.exits import Exit
from articulate.cli.formats import PlainFormat
from articulate.cli.options import OfficeFile, Policies, Store

Folder = Annotated[
    Path,
    typer.Argument(
        metavar="[FOLDER]",
        file_okay=False,
        help="The demonstration office, built where there is none; without --store.",
    ),
]
Host = Annotated[
    str | None,
    typer.Option(
        "--host",
        metavar="ADDRESS",
        help="Where to listen.",
        show_default="127.0.0.1, this machine only",
    ),
]
Port = Annotated[
    int | None,
    typer.Option(
        "--port", metavar="NUMBER", help="The port to listen on.", show_default="8630"
    ),
]
Drafts = Annotated[
    list[Path] | None,
    typer.Option(
        "--drafts",
        metavar="PATH",
        exists=True,
        help="The policies that the office works on: imports are written into them, and"
        " drafts are made of them.",
        show_default="those of --policies",
    ),
]
Browser = Annotated[bool, typer.Option("--open", help="Open the page in the browser.")]


_UNBOUND = (
    "the database lets the page see every row, whoever asks; `articulate init"
    " --web-role` makes a role that sees no more than they may"
)


def serve(
    folder: Folder = Path("demo-office"),
    *,
    store: Store = None,
    policies: Policies = None,
    drafts: Drafts = None,
    office: OfficeFile = None,
    host: Host = None,
    port: Port = None,
    open_browser: Browser = False,
) -> None:
    """Serve the office's desk as a web page, until interrupted.

    Without a store, the demonstration office is served, and built first where there is
    none. Requests are evaluated by --policies, else by what the store has in force.
    """
    from articulate.bootstrap.desk import desk_at
    from articulate.cli.stores import answered, usual_store
    from articulate.cli.terminal import errors, output
    from articulate.settings import read_settings

    try:
        from articulate.bootstrap.demonstrated_store import demonstrated_desk
        from articulate.bootstrap.serving import web_desk, with_rules_set_aside
        from articulate.web.server import serve as run
        from articulate.web.settings import WebSettings
    except ModuleNotFoundError as error:
        message = (
            f"`{error.name}` is not installed; pip install 'articulate-credit[web]'"
        )
        raise typer.BadParameter(message) from None

    shown = PlainFormat.TEXT
    given = {"host": host, "port": port}
    try:
        settings = WebSettings(
            **{name: said for name, said in given.items() if said is not None}  # type: ignore[arg-type] # each by its own name
        )
    except ValueError as error:
        raise typer.BadParameter(_what_is_wrong(error)) from None
    if settings.provider and not settings.provider_client:
        message = "ARTICULATE_WEB_PROVIDER needs ARTICULATE_WEB_PROVIDER_CLIENT"
        raise typer.BadParameter(message)
    if store is None and read_settings().store is None:
        if folder.is_dir() and any(folder.iterdir()) and not _ours(folder):
            message = f"`{folder.as_posix()}` is no demonstration office of ours"
            raise typer.BadParameter(message)
        if not _ours(folder):
            words = f"building the demonstration office in {folder.as_posix()} …"
            errors().print(words, soft_wrap=True)
        desk = answered(demonstrated_desk(folder), shown)
    else:
        if "development_login" not in settings.model_fields_set:
            settings = settings.model_copy(update={"development_login": False})
        paths = policies or [Path(one) for one in read_settings().policies]
        said = read_settings().office
        settled = office or (None if said is None else Path(said))
        opened = answered(desk_at(usual_store(store), served=True), shown)
        found = web_desk(opened, settled, paths, drafts=drafts or ())
        desk = answered(found, shown)
    name = desk.store.store.name
    if answered(desk.store.holds_to_sight(), shown) is False and "://" in name:
        errors().print(_UNBOUND, soft_wrap=True)
    address = f"http://{_shown(settings.host)}:{settings.port}/"
    output().print(f"{name} is served at {address}", soft_wrap=True)
    if open_browser:
        webbrowser.open(address)
    try:
        run(with_rules_set_aside(desk), settings)
    except KeyboardInterrupt:
        raise typer.Exit(Exit.DONE) from None


def _what_is_wrong(error: ValueError) -> str:
    """Say which settings cannot be read, and not what they hold: one is a secret."""
    from pydantic import ValidationError

    wrong = error.errors() if isinstance(error, ValidationError) else []
    said = [
        f"ARTICULATE_WEB_{'_'.join(str(part) for part in one['loc'][:1]).upper()}:"
        f" {one['msg'].lower()}"
        for one in wrong
    ]
    return "; ".join(said) or str(error).partition("\n")[0]


def _ours(folder: Path) -> bool:
    """Say whether a folder has a store that was built here before."""
    return (folder / "office.db").is_file()


def _shown(host: str) -> str:
    return f"[{host}]" if ":" in host else host
