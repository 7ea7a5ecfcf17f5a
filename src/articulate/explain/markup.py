"""Markup: elements of a page, each text escaped once."""

import re
from collections.abc import Iterable
from html import escape
from typing import NewType

Markup = NewType("Markup", str)
"""Text that is already HTML or SVG."""

EMPTY = Markup("")

_VOID = ("meta", "rect", "col", "br")


def text(words: str) -> Markup:
    """Escape plain words.

    >>> text("A & B < C")
    'A &amp; B &lt; C'
    """
    return Markup(escape(words, quote=False))


def tag(name: str, /, *children: Markup | str, **attributes: str) -> Markup:
    """Make one element; plain strings among its children must be escaped already.

    A trailing underscore in an attribute's name is dropped, others become dashes.

    >>> tag("th", text("Why"), scope="col", class_="wide")
    '<th scope="col" class="wide">Why</th>'
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"'
        for key, value in attributes.items()
    )
    if name in _VOID:
        return Markup(f"<{name}{written}/>")
    return Markup(f"<{name}{written}>{''.join(children)}</{name}>")


def joined(parts: Iterable[Markup], between: str = "") -> Markup:
    """Put parts one after another."""
    return Markup(between.join(parts))


def breakable(name: str) -> Markup:
    """Escape a long name and let it break after each slash, sign and dot."""
    return Markup(re.sub(r"([/@!:.])", r"\1<wbr/>", text(name)))
