"""Hand-written messages for mistakes of writing, in the field's words.

What the grammar would have taken is never listed. A complaint says what is wrong with
what was written, and its help is a line to imitate or the word that was likely meant.
"""

from dataclasses import dataclass

from articulate.diagnostics.codes import Code
from articulate.diagnostics.nearest import nearest
from articulate.language.assembly.draft import Child, Draft, unfolded
from articulate.language.scan import END, Expected, Word
from articulate.language.shape_complaints import misshapen, slashed_date
from articulate.language.syntax.node import Name, Number
from articulate.language.vocabulary import BLOCKS, STATEMENTS, with_article

# Characters of other languages and of word processors, and what they are here.
_STRAY = {
    "\N{LEFT DOUBLE QUOTATION MARK}": '"',
    "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
    "\N{DOUBLE LOW-9 QUOTATION MARK}": '"',
    "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}": '"',
    "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}": '"',
    "\N{LEFT SINGLE QUOTATION MARK}": '"',
    "\N{RIGHT SINGLE QUOTATION MARK}": '"',
    "'": '"',
    "=>": "->",
    "\N{RIGHTWARDS ARROW}": "->",
    "\N{RIGHTWARDS DOUBLE ARROW}": "->",
    "\N{EN DASH}": "-",
    "\N{EM DASH}": "-",
    "\N{MINUS SIGN}": "-",
    "\N{GREATER-THAN OR EQUAL TO}": ">=",
    "\N{LESS-THAN OR EQUAL TO}": "<=",
    "\N{NOT EQUAL TO}": "!=",
    "<>": "!=",
    "==": "=",
    "&&": "and",
    "&": "+",
    "||": "or",
    "!": "not",
    "//": "#",
    ";": "",
    "\N{HORIZONTAL ELLIPSIS}": "..",
}
_UNITS = frozenset({"cr", "semester", "quarter", "ects"})
_READ_INSTEAD = frozenset({"->", "and", "or", "not", ">=", "<=", "!=", "=", "+", ""})
_NEEDED = (":", "->", "{", ")", "]", "..")
_TIMES = frozenset({"years", "months", "days"})


@dataclass(frozen=True, slots=True)
class Situation:
    """Where reading stopped: the word, what could have stood there, what went before.

    `values` are all that was read and is not yet part of a block; those from `level` on
    belong to the statement that was begun, which is `whole` if it could end here.
    `brace` is where the innermost open brace stands among them.
    """

    word: Word
    expected: Expected
    values: tuple[Child, ...]
    level: int
    brace: int | None
    whole: bool
    rest: str

    @property
    def begun(self) -> tuple[Child, ...]:
        """What was read of the statement."""
        return tuple(unfolded(self.values[self.level :]))

    @property
    def statement(self) -> str | None:
        """The keyword of the statement that was begun."""
        first = self.begun[0] if self.begun else None
        return first.text if isinstance(first, Word) else None

    @property
    def block(self) -> str | None:
        """The kind of the block that is open, such as `agreement` or `group`."""
        return None if self.brace is None else _opener(self.values, self.brace)[0]

    @property
    def before(self) -> str:
        """The keyword or mark just read, if it was one."""
        last = self.begun[-1] if self.begun else None
        return last.text if isinstance(last, Word) else ""


def complain(draft: Draft, situation: Situation) -> Word | None:
    """Report what is wrong; return the word that was plainly meant, if any.

    An empty word stands for nothing at all: what was written is to be passed over.
    """
    word = situation.word
    if word.kind == END:
        _unfinished(draft, situation)
        return None
    if word.text in _STRAY or word.text[0] in _STRAY:
        return _stray(draft, situation)
    if word.text[0] in '"`' and (len(word.text) == 1 or word.text[-1] != word.text[0]):
        _open_text(draft, situation)
        return None
    if not situation.whole and (_begins_another(situation) or word.text == "}"):
        _unfinished(draft, situation)
        return None
    return _wrong_word(draft, situation)


def _wrong_word(draft: Draft, situation: Situation) -> Word | None:
    word = situation.word
    if _is_slashed_date(draft, situation):
        return None
    meant = _meant(situation)
    if meant is not None:
        draft.report(
            Code.UNEXPECTED_WORD,
            word.span(draft.file),
            f"`{word.text}` is not understood here",
            way_out=f"did you mean `{meant}`?",
        )
        return word._replace(text=meant)
    if _lacks_unit(draft, situation):
        return None
    if situation.whole:
        _no_statement(draft, situation)
        return None
    complained, instead = misshapen(draft, word, situation.expected, situation.rest)
    if not complained:
        _unexpected(draft, situation)
    return instead


def nested_too_deeply(draft: Draft, word: Word) -> None:
    """Report where nesting goes further than anyone can read."""
    draft.report(
        Code.NESTED_TOO_DEEPLY,
        word.span(draft.file),
        "so many braces or parentheses are open here that this cannot be read",
        way_out="say it in fewer levels, or in several rules or groups",
    )


def brace_left_open(draft: Draft, values: tuple[Child, ...], brace: int) -> None:
    """Report a block whose brace is never closed."""
    kind, name = _opener(values, brace)
    named = f"{kind} {name}" if name else kind
    draft.report(
        Code.BRACE_NOT_CLOSED,
        values[brace].span(draft.file),
        f"the brace of `{named}` is never closed",
        way_out="add a `}` after its last statement",
    )


def _opener(values: tuple[Child, ...], brace: int) -> tuple[str, str]:
    """Name what a brace belongs to: the kind of block, and its id."""
    opening: list[Child] = []
    for each in reversed(values[:brace]):
        if isinstance(each, Word) and each.text in {"{", "}"}:
            break
        if not isinstance(each, list):
            opening.insert(0, each)
    words = [each.text for each in opening if isinstance(each, Word)]
    names = [each.text for each in opening if isinstance(each, Name)]
    kind = "catalog rights" if words[:2] == ["catalog", "rights"] else words[0]
    return ("when" if kind == "else" else kind), names[0] if names else ""


def _stray(draft: Draft, situation: Situation) -> Word | None:
    word = situation.word
    written = word.text if word.text in _STRAY else word.text[0]
    meant = _STRAY[written]
    if written == "=>" and "OPERATOR" in situation.expected.shapes:
        meant = ">="
    way_out = f"write `{meant}`"
    if meant == '"':
        way_out = 'put text in straight quotes: `"`'
    elif not meant:
        way_out = "take it away: a statement ends where the next begins"
    draft.report(
        Code.STRAY_CHARACTER,
        word.span(draft.file),
        f"`{written}` is no mark of the language",
        way_out=way_out,
    )
    if meant not in _READ_INSTEAD:
        return None
    end = word.column + len(written)
    return word._replace(kind="OPERATOR", text=meant, end=end)


def _open_text(draft: Draft, situation: Situation) -> None:
    word = situation.word
    quote = word.text[0]
    what = "text" if quote == '"' else "a code or grade in backticks"
    mark = f"`{quote}`" if quote == '"' else "a backtick"
    draft.report(
        Code.TEXT_NOT_CLOSED,
        word.span(draft.file),
        f"{what} begins here and is not closed on its line",
        way_out=f"close it with {mark}; it stands on one line",
    )


def _no_statement(draft: Draft, situation: Situation) -> None:
    """Complain about a word that begins no statement of the open block."""
    word, block = situation.word, situation.block
    if block is None:
        _no_block(draft, word)
        return
    if word.column == 1 and word.text in BLOCKS:
        return  # the brace before it was left open, which is reported
    known = STATEMENTS.get(block, {})
    homes = [each for each, words in STATEMENTS.items() if word.text in words]
    if word.text == "cites" or (homes and word.text not in known):
        draft.report(
            Code.MISPLACED_STATEMENT,
            word.span(draft.file),
            f"`{word.text}` does not stand {_where(word.text, block)}",
            way_out=_way_home(word.text, block, homes),
        )
        return
    example = next(iter(known.values()))
    draft.report(
        Code.UNEXPECTED_WORD,
        word.span(draft.file),
        f"`{word.text}` begins no statement of {with_article(block)}",
        way_out=f"a statement begins with a keyword, such as `{example}`",
    )


def _way_home(keyword: str, block: str, homes: list[str]) -> str:
    if keyword == "cites":
        return "write it before the first statement, or at the end of a rule"
    if block == "group" and "degree" in homes:
        return "close the group's brace before it"
    known = [home for home in homes if home in BLOCKS and home != "equivalencies"]
    return f"it belongs to {' or '.join(with_article(home) for home in known[:3])}"


def _where(keyword: str, block: str) -> str:
    return "here" if keyword == "cites" else f"in {with_article(block)}"


def _no_block(draft: Draft, word: Word) -> None:
    place = word.span(draft.file)
    homes = [block for block, words in STATEMENTS.items() if word.text in words]
    if word.text == "}":
        draft.report(
            Code.BRACE_NOT_CLOSED,
            place,
            "this `}` closes nothing",
            way_out="take it away, or look for a block that was closed too early",
        )
    elif homes and word.text not in BLOCKS:
        draft.report(
            Code.MISPLACED_STATEMENT,
            place,
            f"`{word.text}` stands outside every block",
            way_out=f"put it in the braces of {with_article(homes[0])}",
        )
    else:
        draft.report(
            Code.UNKNOWN_BLOCK,
            place,
            f"`{word.text}` opens no block",
            way_out=f"a file is made of blocks, such as `{BLOCKS['agreement']}`",
        )


def _begins_another(situation: Situation) -> bool:
    """Whether the word begins the next statement, this one being unfinished."""
    block = situation.block
    if block is None:
        return situation.word.text in BLOCKS
    return situation.word.text in STATEMENTS.get(block, {})


def _unfinished(draft: Draft, situation: Situation) -> None:
    if situation.whole or not situation.begun:
        return
    keyword = situation.statement
    named = f"this `{keyword}`" if keyword else "this statement"
    draft.report(
        Code.UNFINISHED_STATEMENT,
        draft.span(list(situation.begun)),
        f"{named} ends before it is complete",
        way_out=_example(situation),
    )


def _meant(situation: Situation) -> str | None:
    """The keyword that a misspelt word is likely meant for."""
    word = situation.word.text
    if not word[0].isalpha() or len(word) < 3:  # noqa: PLR2004 # too short to misspell
        return None
    if situation.whole and any(word in words for words in STATEMENTS.values()):
        return None  # it is a keyword, of another block
    return nearest(word, situation.expected.keywords)


def _is_slashed_date(draft: Draft, situation: Situation) -> bool:
    """Complain about `8/15/2024`, which is read up to its last stroke."""
    last = situation.begun[-1] if situation.begun else None
    if situation.word.text != "/" or not isinstance(last, Name | Number):
        return False
    written = last.text if isinstance(last, Name) else last.written
    return slashed_date(draft, last.span, f"{written}/{situation.rest}")


def _lacks_unit(draft: Draft, situation: Situation) -> bool:
    """Complain about an amount without its unit."""
    last = situation.begun[-1] if situation.begun else None
    if not isinstance(last, Number):
        return False
    asked = situation.expected.keywords.keys()
    if asked >= _UNITS:
        way_out = f"write `{last.written} cr`, or `semester`, `quarter`, `ects`"
    elif asked >= _TIMES:
        way_out = f"write `{last.written} years`, or `months`, `terms`, `weeks`, `days`"
    else:
        return False
    draft.report(
        Code.AMOUNT_WITHOUT_UNIT,
        last.span,
        f"`{last.written}` of what? the amount has no unit",
        way_out=way_out,
    )
    return True


def _unexpected(draft: Draft, situation: Situation) -> None:
    word = situation.word
    only = situation.expected
    marks = [mark for mark in _NEEDED if mark in only.marks]
    if len(marks) == 1 and not only.keywords and not only.shapes:
        message = f"`{marks[0]}` is missing before `{word.text}`"
    elif situation.before:
        message = f"`{word.text}` cannot stand after `{situation.before}`"
    else:
        message = f"`{word.text}` cannot stand here"
    draft.report(
        Code.UNEXPECTED_WORD,
        word.span(draft.file),
        message,
        way_out=_example(situation),
    )


def _example(situation: Situation) -> str:
    """Quote a line to imitate."""
    keyword, block = situation.statement or "", situation.block
    examples = BLOCKS if block is None else STATEMENTS[block]
    if block == "scale" and not keyword:
        keyword = "counts"  # the one statement that begins with no keyword of its own
    example = examples.get(keyword) or next(iter(examples.values()))
    return f"it reads like `{example}`"
