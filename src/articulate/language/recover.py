"""After a mistake, reading goes on at the next statement or block.

What was begun is given up, the complaint is made once, and a statement that was whole
before the mistake is kept. Where one word is plainly meant for another, that other is
read in its stead.
"""

from dataclasses import dataclass, field

from articulate.diagnostics.codes import Code
from articulate.language.assembly.draft import Child
from articulate.language.complaints import (
    Situation,
    brace_left_open,
    complain,
    nested_too_deeply,
)
from articulate.language.reader import DEEPEST, Inline, Reader
from articulate.language.scan import END, Word
from articulate.language.syntax.node import Name
from articulate.language.syntax.policy import Broken, Policy
from articulate.language.vocabulary import BLOCKS, begins_statement

# What is read for a demand or a condition that cannot be read, so that the braces after
# it still can: any demand of a group, any condition of a `when`.
_STAND_INS = (("all", "of"), ("verified",))


@dataclass(slots=True)
class Recovery:
    """A reading that goes on after every mistake, and notes what was lost."""

    reader: Reader
    broken: list[Broken] = field(default_factory=list)
    _went_on_at: int = -1

    def read_all(self) -> Policy:
        """Read to the end of the text."""
        while not self.reader.read_on():
            self._go_on()
        policy: Policy = self.reader.values[0]
        return policy

    def _go_on(self) -> None:
        reader, scanner = self.reader, self.reader.scanner
        word = scanner.anything()
        end = reader.table.marks["}"] if self._braces() else END
        if len(reader.states) > DEEPEST:
            self._rise_from(word)
            return
        if scanner.at != self._went_on_at:
            meant = complain(reader.draft, self._situation(word, end))
            if meant is not None and self._read_instead(meant):
                return
        self._complete_before(end)
        level = self._level()
        begun = reader.values[level:]
        begins_with = begun[0] if begun else word
        self._skip(level)
        self._went_on_at = scanner.at
        if begun or word.kind != END:
            self._note(begun, begins_with)

    def _rise_from(self, word: Word) -> None:
        """Give up the outermost statement that things are nested in too deeply."""
        reader, outward = self.reader, max(0, len(self._braces()) - 1)
        level = self._level(outward)
        begun = reader.values[level:]
        nested_too_deeply(reader.draft, word)
        self._skip(level, outward)
        self._went_on_at = reader.scanner.at
        self._note(begun, word)

    def _situation(self, word: Word, end: str) -> Situation:
        reader, braces = self.reader, self._braces()
        return Situation(
            word,
            reader.exactly_expected(),
            tuple(reader.values),
            self._level(),
            braces[-1] if braces else None,
            whole=reader.could_take(end, reader.states),
            rest=reader.scanner.rest_of_line(word),
        )

    def _read_instead(self, meant: Word) -> bool:
        """Read the word that was *meant* where another stands, if there is one."""
        reader, table = self.reader, self.reader.table
        if meant.text:
            written = table.keywords.get(meant.text) or table.marks.get(meant.text)
            kind = written or meant.kind
            if not reader.could_take(kind, reader.states):
                return False
            reader.take(meant._replace(kind=kind))
        reader.scanner.pass_over(meant)
        return True

    def _complete_before(self, end: str) -> None:
        """Complete the statement before the mistake, if it is whole.

        A fact without its comparison is no mistake of its own: what follows it is.
        """
        problems = self.reader.draft.problems
        known = len(problems)
        self.reader.complete_before(end)
        problems[known:] = [p for p in problems[known:] if p.code != Code.BARE_FACT]

    def _note(self, begun: list[Child], begins_with: Child) -> None:
        draft = self.reader.draft
        names = [each for each in begun if isinstance(each, Name)]
        word = begins_with if isinstance(begins_with, Word) else None
        span = draft.span(begun or [begins_with])
        keyword = word.text if word else None
        self.broken.append(Broken(keyword, names[0] if names else None, span=span))

    def _braces(self) -> list[int]:
        """Where the braces stand, among the values, that are still open."""
        braces: list[int] = []
        for at, value in enumerate(self.reader.values):
            if type(value) is Word and value.text == "{":
                braces.append(at)
            elif type(value) is Word and value.text == "}":
                braces.pop()
        return braces

    def _level(self, outward: int = 0) -> int:
        """Count the values before the statement that was begun.

        That of the innermost block, or of the one *outward* braces further out.
        """
        values, braces = self.reader.values, self._braces()
        at = braces[-1 - outward] + 1 if outward < len(braces) else 0
        while at < len(values) and type(values[at]) is Inline:
            at += 1
        return at

    # --- where to go on ---------------------------------------------------------------

    def _skip(self, level: int, deeper: int = 0) -> None:
        """Pass over what cannot be read, up to where reading can go on.

        It is *deeper* than *level* by so many open braces.
        """
        scanner = self.reader.scanner
        closed = False
        while True:
            scanner.skip_blanks()
            word = scanner.anything()
            if word.kind == END:
                self._close_all(word)
                return
            if not deeper and self._goes_on(word, level, after_brace=closed):
                return
            closed = False
            if word.text == "{":
                deeper += 1
            elif word.text == "}" and deeper:
                deeper -= 1
                closed = not deeper
            if word.text[0] in '"`' and word.text[-1:] != word.text[0]:
                word = word._replace(end=word.column + 1)  # look inside an open text
            scanner.pass_over(word)

    def _goes_on(self, word: Word, level: int, *, after_brace: bool) -> bool:
        """Whether reading can go on at *word*; if so, make it ready to."""
        if word.text == "{":
            return self._opens(level)
        reader, scanner = self.reader, self.reader.scanner
        table = reader.table
        kind = table.keywords.get(word.text) or table.marks.get(word.text)
        if kind is None or scanner.at == self._went_on_at:
            return False
        fits = reader.could_take(kind, reader.states[: level + 1])
        if word.text != "}":
            if not fits and word.column == 1 and word.text in BLOCKS:
                self._leave()
                return True
            fresh = after_brace or scanner.begins_line()
            if not begins_statement(scanner.text, scanner.at, on_new_line=fresh):
                return False
        if fits:
            reader.give_up(level)
        return fits

    def _opens(self, level: int) -> bool:
        """Go on inside a brace whose header could not be read."""
        reader = self.reader
        brace = reader.table.marks["{"]
        for at in range(len(reader.values), level, -1):
            before = reader.states[: at + 1]
            if reader.could_take(brace, before):
                reader.give_up(at)
                return True
            for stand_in in _STAND_INS:
                if self._stands_in(at, stand_in, brace):
                    return True
        return False

    def _stands_in(self, at: int, stand_in: tuple[str, ...], brace: str) -> bool:
        reader, scanner = self.reader, self.reader.scanner
        kept = reader.values.copy(), reader.states.copy()
        reader.give_up(at)
        for text in stand_in:
            kind = reader.table.keywords[text]
            if not reader.could_take(kind, reader.states):
                break
            reader.take(scanner.word(kind, text))
        else:
            if reader.could_take(brace, reader.states):
                return True
        reader.values, reader.states = kept
        return False

    def _leave(self) -> None:
        """Close every open brace, since a block begins here unindented."""
        reader = self.reader
        self._close_braces(reader.scanner.word("}", ""))
        reader.complete_before(END)
        reader.give_up(self._level())

    def _close_all(self, end: Word) -> None:
        self._close_braces(end)
        self.reader.complete_before(END)
        self.reader.give_up(self._level())

    def _close_braces(self, where: Word) -> None:
        """Close what is open, so that the statements read so far are kept."""
        reader = self.reader
        kind = reader.table.marks["}"]
        for brace in reversed(self._braces()):
            brace_left_open(reader.draft, tuple(reader.values), brace)
            reader.give_up(self._level())
            reader.take(where._replace(kind=kind, text="}"))
