"""`articulate explain CODE`: the page of a problem's code."""

from typing import Annotated

import typer

from articulate.cli.exits import Exit


def explain(
    code: Annotated[
        str, typer.Argument(metavar="CODE", help="A problem's code, such as AR201.")
    ],
) -> None:
    """Explain a problem: what it means, why it matters, how to put it right."""
    from rich.markdown import Markdown

    from articulate.bootstrap.pages import error_page, known_codes
    from articulate.cli.terminal import errors, output
    from articulate.diagnostics.nearest import did_you_mean

    wanted = code.strip().upper()
    page = error_page(wanted)
    if page is None:
        way_out = did_you_mean(wanted, known_codes(), otherwise="codes look like AR201")
        errors().print(f"error: there is no code `{code}`; {way_out}", soft_wrap=True)
        raise typer.Exit(Exit.USAGE_WRONG)
    console = output()
    if console.is_terminal:
        console.print(Markdown(page))
        return
    console.print(page, soft_wrap=True)
