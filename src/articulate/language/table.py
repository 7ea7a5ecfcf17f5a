"""The grammar's table: in each state, what a word leads to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from articulate.language.assembly.draft import Build
from articulate.language.assembly.productions import BUILDS
from articulate.language.scan import END, Expected, one_of


@dataclass(frozen=True, slots=True)
class Production:
    """A line of the grammar, once all of it has been read.

    Without `build` it has no node of its own, and what it holds goes to the line that
    names it; a repetition (`listed`) then stays a list until it does.
    """

    size: int
    origin: str
    listed: bool
    splices: bool
    build: Build | None

    @classmethod
    def of(cls, size: int, origin: str, *, listed: bool, splices: bool) -> Self:
        """Return a line of the grammar, with how its node is built by its name."""
        build = None if origin.startswith("_") else BUILDS[origin]
        return cls(size, origin, listed, splices, build)


# From one state: a word's kind, or a finished production's name, leads to another state
# (a number), or says that a production is complete.
State = Mapping[str, int | Production]


@dataclass(frozen=True, slots=True)
class Table:
    """All states, where reading starts and ends, and how each kind of word is written.

    `keywords` and `marks` are kinds by text. `shapes` are patterns by kind, best first.
    `expected` is what was listed of a state before.
    """

    states: Mapping[int, State]
    start: int
    end: int
    keywords: Mapping[str, str]
    marks: Mapping[str, str]
    shapes: Mapping[str, str]
    expected: dict[int, Expected] = field(default_factory=dict, repr=False)

    def expected_in(self, state: int) -> Expected:
        """List what may stand where *state* is; the same list whenever it is asked."""
        known = self.expected.get(state)
        if known is None:
            known = self.expected[state] = self._listed(state)
        return known

    def _listed(self, state: int) -> Expected:
        leads = self.states[state]
        shapes = {k: p for k, p in self.shapes.items() if k in leads}
        return Expected(
            {text: kind for text, kind in self.keywords.items() if kind in leads},
            {text: kind for text, kind in self.marks.items() if kind in leads},
            tuple(shapes),
            one_of(shapes),
            ends=END in leads,
        )
