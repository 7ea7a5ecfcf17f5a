"""A layout: an office's own description of which column of a sheet is which."""

from dataclasses import dataclass
from enum import StrEnum

from articulate.intake.cell_language import CellLanguage
from articulate.intake.normalize.connectives import Language
from articulate.intake.normalize.day import DateOrder


class Reads(StrEnum):
    """What the rows of a sheet are."""

    ARTICULATIONS = "articulations"
    TRANSCRIPT = "transcript"
    CATALOG = "catalog"
    CALENDAR = "calendar"
    EXAMS = "exams"
    RULES = "rules"
    SCORES = "scores"


class Holds(StrEnum):
    """What a column holds. A column that is `ignored` was looked at and left out."""

    RULE_ID = "rule id"
    SENDING_INSTITUTION = "sending institution"
    SENDING_COURSE = "sending course"
    SENDING_SUBJECT = "sending subject"
    SENDING_NUMBER = "sending number"
    SENDING_TITLE = "sending title"
    SENDING_CREDITS = "sending credits"
    SENDING_CREDITS_MOST = "most sending credits"
    SENDING_UNIT = "sending unit"
    RECEIVING_INSTITUTION = "receiving institution"
    RECEIVING_COURSE = "receiving course"
    RECEIVING_SUBJECT = "receiving subject"
    RECEIVING_NUMBER = "receiving number"
    RECEIVING_TITLE = "receiving title"
    RECEIVING_CREDITS = "receiving credits"
    RECEIVING_UNIT = "receiving unit"
    MINIMUM_GRADE = "minimum grade"
    GRADE_RULE = "grade rule"
    EFFECTIVE_FROM = "effective from"
    EFFECTIVE_THROUGH = "effective through"
    FOOTNOTES = "footnotes"
    NOTES = "notes"
    STATUS = "status"
    CITATION = "citation"
    GROUP = "group"
    REVIEW = "review"

    LEARNER = "learner"
    LEARNING_ID = "learning id"
    INSTITUTION = "institution"
    COURSE = "course"
    SUBJECT = "subject"
    NUMBER = "number"
    TITLE = "title"
    CREDITS = "credits"
    UNIT = "unit"
    GRADE = "grade"
    UNDERLYING = "underlying grade"
    LEVEL = "level"
    TERM = "term"
    COMPLETED = "completed"
    ATTRIBUTES = "attributes"
    DELIVERY = "delivery"

    SAME_AS = "same as"
    RENAMED_TO = "renamed to"
    RENAMED_FROM = "renamed from"
    RETIRED = "retired from"
    STARTS = "first day"
    ENDS = "last day"
    OPTIONAL = "optional"

    EXAM = "exam"
    EXAM_LEVEL = "exam level"
    SCORE = "score"
    MINIMUM_SCORE = "minimum score"
    SUBSCORE = "subscore"
    TAKEN = "taken"

    KIND = "kind"
    SOURCE = "source"
    TARGET = "target"
    CONDITION = "condition"
    GRADED = "graded"
    REASON = "reason"
    GROUND = "ground"
    REFER_TO = "refer to"
    PART_OF = "part of"
    OVERRIDES = "overrides"
    READ_FROM = "read from"

    IGNORED = "ignored"


_COURSE = (Holds.COURSE, Holds.SUBJECT, Holds.NUMBER, Holds.TITLE, Holds.CREDITS)
_ALL = tuple(Holds)
HELD = {
    Reads.ARTICULATIONS: frozenset(_ALL[: _ALL.index(Holds.LEARNER)]),
    Reads.TRANSCRIPT: frozenset(
        _ALL[_ALL.index(Holds.LEARNER) : _ALL.index(Holds.SAME_AS)]
    ),
    Reads.CATALOG: frozenset(
        (
            *_COURSE,
            *(Holds.LEVEL, Holds.ATTRIBUTES, Holds.SAME_AS),
            *(Holds.RENAMED_TO, Holds.RENAMED_FROM, Holds.RETIRED),
        )
    ),
    Reads.EXAMS: frozenset(
        (
            *(Holds.EXAM, Holds.EXAM_LEVEL, Holds.SCORE, Holds.MINIMUM_SCORE),
            *(Holds.RECEIVING_COURSE, Holds.RECEIVING_SUBJECT, Holds.RECEIVING_NUMBER),
            *(Holds.RECEIVING_TITLE, Holds.RECEIVING_CREDITS, Holds.RECEIVING_UNIT),
            *(Holds.EFFECTIVE_FROM, Holds.EFFECTIVE_THROUGH, Holds.RULE_ID),
            *(Holds.FOOTNOTES, Holds.NOTES, Holds.STATUS, Holds.CITATION),
            Holds.REVIEW,
        )
    ),
    Reads.RULES: frozenset(
        (
            *(Holds.RULE_ID, Holds.CITATION),
            *_ALL[_ALL.index(Holds.KIND) : _ALL.index(Holds.IGNORED)],
        )
    ),
    Reads.SCORES: frozenset(
        (
            *(Holds.LEARNER, Holds.LEARNING_ID),
            *(Holds.EXAM, Holds.SCORE, Holds.SUBSCORE, Holds.TAKEN),
        )
    ),
    Reads.CALENDAR: frozenset(
        (Holds.TERM, Holds.TITLE, Holds.STARTS, Holds.ENDS, Holds.OPTIONAL)
    ),
}
"""What the columns of each kind of table may hold, `ignored` aside."""


class Written(StrEnum):
    """How one cell of courses is written."""

    CODES = "codes"
    CODES_WITH_CREDITS = "codes (credits)"
    CODE_TITLE_CREDITS = "code title (credits)"


class Several(StrEnum):
    """What several columns of one kind mean side by side, where the layout says so."""

    TOGETHER = "together"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class LayoutColumn:
    """One kind of column: what it holds, and the headings it may stand under.

    Columns without headings are named by their letters. `several` says how more than
    one filled column of this kind combine; without it they do not. `reads_as` are codes
    of the export, each with what is read instead.
    """

    holds: Holds
    headings: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    required: bool = False
    written: Written = Written.CODES
    several: Several | None = None
    reads_as: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """Where tables without headings of their own stand, side by side.

    `rows` are the first and the last one, inclusive; `columns` the first and the last
    letter of each table.
    """

    rows: tuple[int, int]
    columns: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """Which column of a sheet is which, and how its cells are written.

    `first_row` is the first row of the table where columns are named by letters.
    `ignored_lines` are lines outside the table that a person has read and found to say
    nothing about its rows. `blocks` says that several tables stand on a sheet, each
    under its own headings, `tables` where those without headings stand. `until_next`
    says that a row holds until a later one of the same courses begins; rows without a
    group that agree in `grouped_by` are one rule. `also_called` are names under which
    an export knows an institution, by the institution's code; `dropped_endings` what it
    adds to names.
    """

    name: str
    title: str
    reads: Reads
    columns: tuple[LayoutColumn, ...]
    language: Language = Language.ENGLISH
    dates: DateOrder | None = None
    decimal_comma: bool = False
    delimiter: str | None = None
    subjects: tuple[str, ...] = ()
    first_row: int | None = None
    ignored_lines: tuple[str, ...] = ()
    blocks: bool = False
    tables: tuple[Placed, ...] = ()
    until_next: bool = False
    grouped_by: tuple[Holds, ...] = ()
    dropped_endings: tuple[str, ...] = ()
    also_called: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def row_by_row(self) -> bool:
        """Whether what a row means hangs on other rows, or its codes are spelled."""
        spelled = any(one.reads_as for one in self.columns)
        return self.until_next or bool(self.grouped_by) or spelled

    def column(self, holds: Holds) -> LayoutColumn | None:
        """Return the description of one kind of column, None without one."""
        for column in self.columns:
            if column.holds is holds:
                return column
        return None

    def how(self, holds: Holds) -> CellLanguage:
        """Return how the cells of one kind of column are written."""
        column = self.column(holds)
        written = Written.CODES if column is None else column.written
        return CellLanguage(self.language, self.subjects, written is not Written.CODES)

    def names_of(self, institution: str) -> tuple[str, ...]:
        """Return the names under which the export knows an institution."""
        return dict(self.also_called).get(institution, ())
