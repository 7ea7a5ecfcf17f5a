"""The grammar of course expressions, as it was shipped."""

from functools import cache
from importlib.resources import files
from pathlib import Path

import articulate


@cache
def cell_grammar() -> str:
    """Return the text of the grammar, from the wheel or from a checkout."""
    shipped = files(articulate).joinpath("_grammars", "cells.lark")
    if shipped.is_file():
        return shipped.read_text(encoding="utf-8")
    root = Path(articulate.__file__).parents[2]
    return (root / "grammars" / "cells.lark").read_text(encoding="utf-8")
