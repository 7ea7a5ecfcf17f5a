"""The receiving side of a row: what it gives, or says that it does not give."""

import re
from dataclasses import dataclass
from fractions import Fraction

from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.intake.cell_language import CellReading
from articulate.intake.courses import (
    AllOf,
    AnyOne,
    CourseExpression,
    ElectiveCredit,
    RequirementCredit,
    WrittenCode,
    leaves,
)
from articulate.intake.expressions import is_pattern, read_courses
from articulate.intake.fields import Fields, Found, problem
from articulate.intake.key import Key
from articulate.intake.layout import Holds, Written
from articulate.intake.normalize.credits import StatedCredits
from articulate.intake.normalize.phrases import Phrase, Saying, phrase, title_phrase
from articulate.intake.normalize.text import plain
from articulate.intake.normalize.unread import Unread
from articulate.intake.outcome import Outcome, outcome_of
from articulate.intake.sending import (
    combine,
    course_cells,
    marked,
    sending_cells,
    unsure,
)
from articulate.intake.shades import contradicted, shade_of
from articulate.intake.titled import Titled, read_titled
from articulate.model.course import CourseLevel

_NAMED_ELECTIVE = re.compile(
    r"(?P<subject>[A-Z][A-Z&]{1,7}) (?:(?P<level>[Ll]ower|[Uu]pper)[- ]?"
    r"(?:[Dd]ivision|[Ll]evel) )?"
    r"(?:[Ee]lectives?|ELECTIVES?)(?: (?:[Cc]redits?|CREDITS?))?"
)
_BUCKET = re.compile(
    r"(?P<subject>[A-Za-z&./ -]{1,20}) (?:EL|ELE|ELEC|ELECT|ELECTIVE|X{2,4})"
)
"""A name that stands for electives, where the title beside it says that it does."""

_WITH_CREDITS = re.compile(r"(?P<word>.+?) ?\((?P<credits>[0-9]{1,2}(?:\.[0-9]+)?)\)")


@dataclass(frozen=True, slots=True)
class Targets:
    """What a row gives; without an expression nothing, or a referral to an office."""

    outcome: Outcome
    place: CellRef
    expression: CourseExpression | None = None
    stated: StatedCredits | None = None
    marks: tuple[str, ...] = ()
    words: str = ""
    office: str = ""


def read_targets(fields: Fields, key: Key) -> Targets | list[Diagnostic] | None:
    """Read the receiving side; None where nothing stands there."""
    cells = course_cells(
        fields, Holds.RECEIVING_COURSE, Holds.RECEIVING_SUBJECT, Holds.RECEIVING_NUMBER
    )
    if not cells:
        return None
    shade = shade_of((*sending_cells(fields), *cells), key)
    if isinstance(shade, Unread):
        return [problem(shade, cells[0].place)]
    read = [_shaded(_read(cell, fields, key), cell, shade) for cell in cells]
    problems = [
        problem(one, cell.place)
        for one, cell in zip(read, cells, strict=True)
        if isinstance(one, Unread)
    ]
    if problems:
        return problems
    sides = [one for one in read if isinstance(one, Targets)]
    if len(sides) == 1:
        return sides[0]
    expressions = [one.expression for one in sides if one.expression is not None]
    if len(expressions) < len(sides):
        mixed = Unread(
            Code.SEVERAL_OUTCOMES,
            "one column of this row gives credit and another says that none is given",
            "write one row for each outcome",
        )
        return [problem(mixed, cells[1].place, (cells[0].place,))]
    column = fields.layout.column(Holds.RECEIVING_COURSE)
    several = (column.several if column else None) or key.targets
    combined = combine(expressions, several)
    if isinstance(combined, Unread):
        return [problem(combined, cells[1].place, (cells[0].place,))]
    marks = tuple(mark for one in sides for mark in one.marks)
    stated = [one.stated for one in sides]
    amounts = tuple(one.amounts[0] for one in stated if one is not None)
    each = StatedCredits(amounts) if len(amounts) == len(sides) else None
    return Targets(outcome_of(combined), sides[0].place, combined, each, marks)


def _shaded(
    read: Targets | Unread, found: Found, shade: Outcome | None
) -> Targets | Unread:
    """Hold what a cell says against its shade, which may settle `no equivalent`."""
    if shade is None:
        return read
    if isinstance(read, Unread):
        settles = shade is Outcome.NO_CREDIT
        if settles and read.code is Code.NO_EQUIVALENT_UNEXPLAINED:
            return _said(Phrase(Saying.NO_CREDIT), found)
        return read
    if read.outcome not in (shade, Outcome.REFER):
        return contradicted(shade, found.text, read.outcome)
    return read


def _read(found: Found, fields: Fields, key: Key) -> Targets | Unread:
    found = marked(found, key)
    column = fields.layout.column(Holds.RECEIVING_COURSE)
    if column is not None and column.written is Written.CODE_TITLE_CREDITS:
        titled = read_titled(found.text, fields.layout.how(Holds.RECEIVING_COURSE))
        return titled if isinstance(titled, Unread) else _titled(titled, found)
    text = plain(found.text)
    said = phrase(text)
    if said is not None:
        return _said(said, found)
    explained = _explained(text, key)
    if explained is not None:
        return _given(found, *explained)
    title = fields.one(Holds.RECEIVING_TITLE)
    beside = title_phrase(title.text) if title is not None else None
    if beside is not None and beside.says is not Saying.ELECTIVE:
        return _said(beside, found)
    reading = read_courses(text, fields.layout.how(Holds.RECEIVING_COURSE))
    if not isinstance(reading, Unread):
        return _courses(reading, found, key, beside)
    if beside is not None and (named := _BUCKET.fullmatch(text)) is not None:
        subject = "" if _is_general(title) else named["subject"].upper()
        elective = ElectiveCredit(text, subject, beside.level)
        return Targets(Outcome.ELECTIVE, found.place, elective, marks=found.marks())
    return _unexplained(text, reading)


def _titled(titled: Titled, found: Found) -> Targets | Unread:
    marks = (*titled.marks, *found.marks())
    if titled.expression is None:
        said = titled.says or Phrase(Saying.UNSURE)
        words = titled.titles[0] if titled.titles else found.text
        return _said(said, found, words=words, marks=marks)
    expression = titled.expression
    stated: StatedCredits | None = None
    given = [one for one in titled.credits if one is not None]
    if given and len(given) < len(titled.credits):
        return _share_unstated(found.text)
    if len(given) == 1 and given[0][1] is not None:
        stated = StatedCredits((given[0][0],), given[0][1])
    elif any(most is not None for _, most in given):
        return _share_unstated(found.text)
    elif given:
        amounts = tuple(least for least, _ in given)
        same = isinstance(expression, AnyOne) and len(set(amounts)) == 1
        stated = StatedCredits(amounts[:1] if same else amounts)
    return Targets(outcome_of(expression), found.place, expression, stated, marks)


def _said(
    said: Phrase,
    found: Found,
    *,
    words: str = "",
    marks: tuple[str, ...] | None = None,
) -> Targets | Unread:
    written = " ".join((words or found.text).split())
    on_it = found.marks() if marks is None else marks
    match said.says:
        case Saying.NO_CREDIT:
            return Targets(Outcome.NO_CREDIT, found.place, marks=on_it, words=written)
        case Saying.ELECTIVE:
            credit = ElectiveCredit(written, "", said.level)
            return Targets(Outcome.ELECTIVE, found.place, credit, marks=on_it)
        case Saying.REFER:
            return Targets(
                Outcome.REFER,
                found.place,
                marks=on_it,
                words=written,
                office=said.office,
            )
        case Saying.NO_EQUIVALENT:
            return Unread(
                Code.NO_EQUIVALENT_UNEXPLAINED,
                f"`{written}` does not say whether elective credit follows",
                "write `no credit`, or the elective credit that is given",
            )
        case Saying.WITHDRAWN:
            return Unread(
                Code.ROW_WITHDRAWN,
                f"`{written}` takes the row out of force",
                "delete the row, or give it an end date",
            )
        case Saying.UNSURE:
            return unsure(found.text)


def _explained(
    text: str, key: Key
) -> tuple[CourseExpression | None, StatedCredits | None] | None:
    """Return what a word means by the sheet's key; None for any other text."""
    with_credits = _WITH_CREDITS.fullmatch(text)
    word = with_credits["word"] if with_credits else text
    stated = (
        StatedCredits((Fraction(with_credits["credits"]),)) if with_credits else None
    )
    if word in key.no_credit_words:
        return None, None
    if word in key.general_words:
        return ElectiveCredit(word), stated
    if word in key.requirement_words:
        return RequirementCredit(word), stated
    subject, _, last = word.rpartition(" ")
    if last in key.elective_words and re.fullmatch(r"[A-Z][A-Z&]*", subject):
        return ElectiveCredit(word, subject), stated
    named = _NAMED_ELECTIVE.fullmatch(word)
    if named is not None:
        level = CourseLevel(named["level"].lower()) if named["level"] else None
        return ElectiveCredit(word, named["subject"], level), stated
    return None


def _given(
    found: Found, expression: CourseExpression | None, stated: StatedCredits | None
) -> Targets:
    if expression is None:
        words = " ".join(found.text.split())
        return Targets(Outcome.NO_CREDIT, found.place, marks=found.marks(), words=words)
    outcome = outcome_of(expression)
    return Targets(outcome, found.place, expression, stated, found.marks())


def _courses(
    reading: CellReading, found: Found, key: Key, beside: Phrase | None
) -> Targets | Unread:
    unexplained: list[WrittenCode] = []

    def meant(expression: CourseExpression) -> CourseExpression:
        match expression:
            case AllOf(parts):
                return AllOf(tuple(map(meant, parts)))
            case AnyOne(parts):
                return AnyOne(tuple(map(meant, parts)))
            case WrittenCode(subject, number):
                letters = number.lstrip("0123456789.")
                if beside is not None or letters in key.after_numbers:
                    level = beside.level if beside is not None else None
                    return ElectiveCredit(str(expression), subject, level)
                if is_pattern(expression):
                    unexplained.append(expression)
                return expression
            case _:
                return expression

    expression = meant(reading.expression)
    if unexplained:
        return _many(str(unexplained[0]))
    stated = StatedCredits(reading.credits) if reading.credits else None
    if stated is not None and len(reading.credits) < len(list(leaves(expression))):
        return _share_unstated(found.text)
    marks = (*reading.marks, *found.marks())
    return Targets(outcome_of(expression), found.place, expression, stated, marks)


def _is_general(title: Found | None) -> bool:
    return title is not None and phrase(title.text) is not None


def _unexplained(text: str, reading: Unread) -> Unread:
    if reading.code is not Code.NOT_A_COURSE:
        return reading
    return Unread(
        Code.TARGET_UNEXPLAINED,
        reading.message,
        "write subject and number; what is no course must say so in words, such as"
        " `elective` or `no credit`, or in a key on the sheet:"
        f" `{text.split(' ', maxsplit=1)[0]} = …`"
        if text.isupper()
        else reading.help,
    )


def _many(code: str) -> Unread:
    return Unread(
        Code.TARGET_UNEXPLAINED,
        f"`{code}` stands for many courses, and nothing says what it gives",
        "say in the cell or in a key on the sheet that it is an elective, or name"
        " a course",
    )


def _share_unstated(text: str) -> Unread:
    return Unread(
        Code.CREDIT_SHARE_UNSTATED,
        f"`{' '.join(text.split())}` does not state the credit of each course",
        "write the credit of each, such as `3 + 1`",
    )
