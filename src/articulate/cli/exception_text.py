"""Academic exceptions that wait for a second person, on the screen or as JSON."""

from collections.abc import Sequence
from typing import cast

from articulate.cli.formats import PlainFormat
from articulate.cli.store_text import print_entry
from articulate.cli.terminal import output, print_plain
from articulate.explain.machine import as_text
from articulate.model.case import Move
from articulate.model.entry import Entry
from articulate.services.academic_exceptions import Proposed
from articulate.services.history import entry_json


def print_settled(entry: Entry, shown: PlainFormat) -> None:
    """Print what became of an exception."""
    if shown is PlainFormat.JSON:
        print_entry(entry, shown)
        return
    one = entry_json(entry)
    said = cast("dict[str, object]", one["said"])
    named = f"exception {said.get('exception', entry.number)} of {one['request']}"
    output().print(f"{named} {_BECAME[Move(entry.kind)]}, by {entry.actor}")


_BECAME = {
    Move.EXCEPT: "waits for a second person",
    Move.GRANT: "is approved",
    Move.DECLINE: "is declined",
}


def print_proposed(proposed: Sequence[Proposed], shown: PlainFormat) -> None:
    """Print each proposal: the number by which it is approved, who, and what."""
    if shown is PlainFormat.JSON:
        print_plain(
            as_text(
                [
                    {
                        "number": one.number,
                        "by": one.by,
                        "at": one.at,
                        "says": one.typed.statement,
                        "reason": one.typed.reason,
                    }
                    for one in proposed
                ]
            )
        )
        return
    for one in proposed:
        words = f"{one.number}: {one.typed.statement}, by {one.by}: {one.typed.reason}"
        output().print(words, soft_wrap=True)
    if not proposed:
        output().print("none waits for a second person")
