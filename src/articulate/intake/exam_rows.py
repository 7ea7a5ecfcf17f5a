"""What one row of a table of exams says: these scores of this exam earn that."""

import re
from dataclasses import dataclass

from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.intake.courses import WrittenCode
from articulate.intake.fields import Fields, problem
from articulate.intake.key import Key
from articulate.intake.layout import Holds
from articulate.intake.normalize.scores import ScoreBand, score_band
from articulate.intake.normalize.text import folded, plain
from articulate.intake.normalize.unread import Unread
from articulate.intake.rows import ArticulationRow, read_about
from articulate.intake.sending import Sources

_MARKED = re.compile(r"(?P<name>.*?)(?P<marks>[*†‡§¶#^~]+)")
_NO_EXAM = re.compile(
    r"(?:any|all|every|each) (?:other|others|subjects?|exams?)\b.*|others?"
)
_EITHER = re.compile(r" or |/|,")


@dataclass(frozen=True, slots=True)
class ExamRow:
    """One row: exams, each by level and subject, their scores, and what they earn."""

    exams: tuple[str, ...]
    band: ScoreBand
    given: ArticulationRow

    @property
    def place(self) -> CellRef:
        """The cell the rule is cited by."""
        return self.given.place


def read_exam_row(fields: Fields, key: Key) -> ExamRow | list[Diagnostic]:
    """Read a row; all its problems at once, each at its cell."""
    named, band = _exams(fields), _band(fields)
    about: Sources | list[Diagnostic]
    if isinstance(named, Diagnostic):
        about = [named]
    else:
        exams, marks = named
        text = " or ".join(exams)
        about = Sources(WrittenCode(text, ""), fields.place(Holds.EXAM), marks)
    given = read_about(about, fields, key)
    problems = given if isinstance(given, list) else []
    if isinstance(band, Diagnostic) and band.place not in {p.place for p in problems}:
        problems.append(band)
    if isinstance(given, ArticulationRow) and given.least_grade is not None:
        odd = Unread(
            Code.CONDITION_NOT_READ,
            f"the grade {given.least_grade} is a condition that no exam can meet",
            "write the scores into the column of scores",
        )
        problems.append(problem(odd, fields.place(Holds.NOTES, Holds.SCORE)))
    if problems or isinstance(given, list) or isinstance(named, Diagnostic):
        return problems
    if isinstance(band, Diagnostic):
        return problems
    return ExamRow(named[0], band, given)


def _exams(fields: Fields) -> tuple[tuple[str, ...], tuple[str, ...]] | Diagnostic:
    """Return the exams of a row, each level before its subject, and marks on them."""
    found = fields.one(Holds.EXAM)
    if found is None:
        return Diagnostic(
            code=Code.NO_SOURCE,
            place=fields.place(Holds.EXAM),
            message="the row gives credit, but names no exam",
            help="fill in the exam, or delete the row",
        )
    name = plain(found.text).replace("\n", " ")
    marked = _MARKED.fullmatch(name)
    marks = (*(tuple(marked["marks"]) if marked else ()), *found.marks())
    name = marked["name"].strip() if marked else name
    if _NO_EXAM.fullmatch(folded(name)):
        unread = Unread(
            Code.NOT_A_COURSE,
            f"`{name}` names no particular exam",
            "name each exam in a row of its own",
        )
        return problem(unread, found.place)
    if not fields.table.of(Holds.EXAM_LEVEL):
        return (name,), marks
    level = fields.one(Holds.EXAM_LEVEL)
    if level is None:
        return Diagnostic(
            code=Code.NO_SOURCE,
            place=fields.place(Holds.EXAM_LEVEL),
            message=f"nothing says at which level `{name}` was taken",
            help="fill in the level, or both of them with `or` between",
        )
    levels = [one.strip() for one in _EITHER.split(plain(level.text))]
    return tuple(f"{one} {name}" for one in levels if one), marks


def _band(fields: Fields) -> ScoreBand | Diagnostic:
    for holds in (Holds.SCORE, Holds.MINIMUM_SCORE):
        found = fields.one(holds)
        if found is not None:
            minimum = holds is Holds.MINIMUM_SCORE
            band = score_band(found.text, heading_says_minimum=minimum)
            return problem(band, found.place) if isinstance(band, Unread) else band
    unread = Unread(
        Code.SCORE_UNCLEAR,
        "the row does not say which scores it is about",
        "fill in the score, or the band of scores",
    )
    return problem(unread, fields.place(Holds.SCORE, Holds.MINIMUM_SCORE))
