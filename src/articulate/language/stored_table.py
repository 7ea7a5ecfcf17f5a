"""The grammar's table as a text: made once, shipped, and read state by state.

To make the table takes half a second, which every process that compiles a policy would
spend again. The text says of which grammar it is; of any other it is no table. A policy
leads through few of the states, so each is read when it is first come by.
"""

import json
from collections.abc import Sequence
from hashlib import sha256

from articulate.language.table import Production, State, Table

_FORM = "articulate.table/1"


def written_table(table: Table, grammar: str) -> str:
    """Write the table of a grammar: what is shared first, then a line for each state.

    A state is where words and names lead, then the productions that a word completes.
    Those of several words stand once, by the number of the list of these words.
    """
    productions: dict[Production, int] = {}
    words: dict[tuple[str, ...], int] = {}
    states = [
        _state(table.states[state], productions, words)
        for state in range(len(table.states))
    ]
    head = {
        "ends": [table.start, table.end],
        "keywords": table.keywords,
        "marks": table.marks,
        "shapes": table.shapes,
        "productions": [
            [one.size, one.origin, one.listed, one.splices] for one in productions
        ],
        "words": [*words],
    }
    lines = (_mark_of(grammar), *map(_json, (head, *states)), "")
    return "\n".join(lines)


def table_in(written: str, grammar: str) -> Table | None:
    """Read the table of this very grammar; None where the text is of no such table."""
    mark, *lines = written.split("\n")
    if mark != _mark_of(grammar):
        return None
    head, *states = lines
    shared = json.loads(head)
    productions = [
        Production.of(size, origin, listed=listed, splices=splices)
        for size, origin, listed, splices in shared["productions"]
    ]
    start, end = shared["ends"]
    return Table(
        _States(states, productions, shared["words"]),
        start,
        end,
        keywords=shared["keywords"],
        marks=shared["marks"],
        shapes=shared["shapes"],
    )


class _States(dict[int, State]):
    """States by number, each read from its line when it is asked for."""

    def __init__(
        self,
        lines: Sequence[str],
        productions: Sequence[Production],
        words: Sequence[Sequence[str]],
    ) -> None:
        super().__init__()
        self._lines = lines
        self._productions = productions
        self._words = words

    def __missing__(self, state: int) -> State:
        leads, completed = json.loads(self._lines[state])
        for words, production in completed:
            leads |= dict.fromkeys(self._words[words], self._productions[production])
        self[state] = leads
        return self[state]


def _state(
    leads: State,
    productions: dict[Production, int],
    words: dict[tuple[str, ...], int],
) -> tuple[dict[str, int], list[tuple[int, int]]]:
    shifts = {name: to for name, to in leads.items() if isinstance(to, int)}
    completed: dict[Production, list[str]] = {}
    for word, to in leads.items():
        if isinstance(to, Production):
            completed.setdefault(to, []).append(word)
    return shifts, [
        (
            words.setdefault(tuple(before), len(words)),
            productions.setdefault(production, len(productions)),
        )
        for production, before in completed.items()
    ]


def _json(part: object) -> str:
    return json.dumps(part, ensure_ascii=False, separators=(",", ":"))


def _mark_of(grammar: str) -> str:
    return f"{_FORM} {sha256(grammar.encode()).hexdigest()}"
