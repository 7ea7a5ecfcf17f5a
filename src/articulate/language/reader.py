"""The grammar's table is walked over one text, word by word."""

from dataclasses import dataclass, field, replace

from articulate.language.assembly.draft import Child, Draft
from articulate.language.assembly.shapes import SHAPES
from articulate.language.scan import END, Expected, Scanner, Word
from articulate.language.table import Production, Table
from articulate.language.vocabulary import KEYWORDS, surely_begins_statement

# How far things may be nested in each other; no policy of an office comes near it.
DEEPEST = 150


class Inline(list[Child]):
    """What a line of the grammar without a node of its own holds."""


@dataclass(slots=True)
class Reader:
    """One reading of one text: the states passed through, and what was read in each.

    There is always one state more than there are values: where reading starts.
    """

    table: Table
    scanner: Scanner
    draft: Draft
    states: list[int] = field(init=False)
    values: list[Child] = field(default_factory=list)
    _known: dict[int, Expected] = field(init=False)

    def __post_init__(self) -> None:
        self.states = [self.table.start]
        self._known = self.table.expected

    def expected(self) -> Expected:
        """List what may stand at the cursor."""
        return self.table.expected_in(self.states[-1])

    def exactly_expected(self) -> Expected:
        """List what may stand at the cursor, without what only seems to fit.

        A state is shared by places that look alike so far, and may list a word that
        another of them takes. To find out is slow, and is done for complaints only.
        """
        here = self.expected()

        def fits(kind: str) -> bool:
            return self.could_take(kind, self.states)

        return replace(
            here,
            keywords={text: k for text, k in here.keywords.items() if fits(k)},
            marks={text: k for text, k in here.marks.items() if fits(k)},
            shapes=tuple(k for k in here.shapes if fits(k)),
        )

    def read_on(self) -> bool:
        """Read words and take them, until the end or one that cannot stand there."""
        scanner, states, values = self.scanner, self.states, self.values
        table, known = self.table.states, self._known
        while True:
            scanner.skip_blanks()
            word = scanner.read(known.get(states[-1]) or self.expected())
            if word is None or (word.kind == "ID" and self._is_misread(word)):
                return False
            kind = word.kind
            leads = table[states[-1]].get(kind)
            while isinstance(leads, Production):
                self.complete(leads)
                leads = table[states[-1]].get(kind)
            if states[-1] == self.table.end:
                return True
            if leads is None or len(states) > DEEPEST:
                return False
            states.append(leads)
            shape = SHAPES.get(kind)
            values.append(word if shape is None else shape(self.draft, word))
            scanner.at += word.end - word.column

    def _is_misread(self, word: Word) -> bool:
        """Whether a word that could be an id plainly begins the next statement.

        Where nothing but an id can stand, it is one, however it is spelled.
        """
        scanner = self.scanner
        return (
            word.text in KEYWORDS
            and len(self.expected().keywords) > 0
            and scanner.begins_line()
            and surely_begins_statement(scanner.text, scanner.at)
        )

    def take(self, word: Word) -> None:
        """Take a word that could stand here, completing what ends before it."""
        self.complete_before(word.kind)
        self.states.append(self.table.states[self.states[-1]][word.kind])  # type: ignore[arg-type] # it could
        shape = SHAPES.get(word.kind)
        self.values.append(word if shape is None else shape(self.draft, word))

    def complete(self, production: Production) -> None:
        """Put what a production holds in its place, as one value."""
        states, values, size = self.states, self.values, production.size
        if size == 1 and production.build is None and not production.listed:
            del states[-1]
        else:
            held = values[-size:] if size else []
            if size:
                del values[-size:]
                del states[-size:]
            if production.splices:
                held = _spliced(held)
            if production.build is not None:
                values.append(production.build(self.draft, held))
            else:
                values.append(held if type(held) is Inline else Inline(held))
        leads = self.table.states[states[-1]][production.origin]
        states.append(leads)  # type: ignore[arg-type] # a production leads to a state

    def could_take(self, kind: str, states: list[int]) -> bool:
        """Whether a word of this kind could stand after *states*."""
        table, end = self.table.states, self.table.end
        states = states.copy()
        while True:
            leads = table[states[-1]].get(kind)
            if leads is None or isinstance(leads, int):
                return leads is not None
            if leads.size:
                del states[-leads.size :]
            to = table[states[-1]][leads.origin]
            if to == end:
                return kind == END
            states.append(to)  # type: ignore[arg-type] # as above

    def complete_before(self, kind: str) -> None:
        """Complete whatever ends before a word of this kind, if it could stand here."""
        if not self.could_take(kind, self.states):
            return
        while True:
            leads = self.table.states[self.states[-1]][kind]
            if isinstance(leads, int) or leads.origin == "start":
                return
            self.complete(leads)

    def give_up(self, level: int) -> None:
        """Forget all values but the first *level*."""
        del self.values[level:]
        del self.states[level + 1 :]


def _spliced(held: list[Child]) -> list[Child]:
    """Put what lists hold in their place; the first list is reused, not copied."""
    if type(held[0]) is Inline:
        flat, rest = held[0], held[1:]
    else:
        flat, rest = Inline(), held
    for child in rest:
        if type(child) is Inline:
            flat.extend(child)
        else:
            flat.append(child)
    return flat
