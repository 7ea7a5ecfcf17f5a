"""What notes, comments, footnotes and a status add to a row of a table."""

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.intake.fields import Fields, problem
from articulate.intake.key import Key
from articulate.intake.layout import Holds
from articulate.intake.normalize.phrases import Saying, phrase
from articulate.intake.normalize.text import folded
from articulate.intake.normalize.unread import Unread
from articulate.intake.remarks import Remark, read_remark

_IN_FORCE = frozenset({"active", "approved", "current", "in force"})


def gathered(
    fields: Fields, key: Key, marks: list[str]
) -> tuple[Remark, list[Diagnostic]]:
    """Gather what notes, comments, footnotes and a status column add to the row."""
    layout = fields.layout
    remark = Remark()
    problems: list[Diagnostic] = []
    written = [(found.text, found.place) for found in fields.all(Holds.NOTES)]
    written += list(fields.comments())
    place = fields.place(Holds.RECEIVING_COURSE, Holds.SENDING_COURSE)
    noted = [(mark, place) for mark in marks]
    for found in fields.all(Holds.FOOTNOTES):
        noted += [
            (mark.strip(), found.place)
            for mark in found.text.split(",")
            if mark.strip()
        ]
    for mark, at in noted:
        note = key.note(mark)
        if note is None:
            problems.append(problem(_no_note(mark), at))
        else:
            written.append((note, at))
    for found in fields.all(Holds.STATUS):
        said = phrase(found.text)
        if said is not None and said.says is Saying.WITHDRAWN:
            problems.append(problem(_withdrawn(found.text), found.place))
        elif said is not None or folded(found.text) not in _IN_FORCE:
            problems.append(problem(_odd_status(found.text), found.place))
    for text, at in written:
        read = read_remark(text, layout.dates)
        if isinstance(read, Unread):
            problems.append(problem(read, at))
        elif read.withdrawn:
            problems.append(problem(_withdrawn(text), at))
        else:
            more = added(remark, read)
            if more is None:
                problems.append(problem(contradicts(text), at))
            remark = more or remark
    return remark, problems


def added(remark: Remark, more: Remark) -> Remark | None:
    """Join two remarks; None where they contradict each other."""
    for name in ("least_grade", "start", "end", "refer_to"):
        old, new = getattr(remark, name), getattr(more, name)
        if old and new and old != new:
            return None
    return Remark(
        remark.least_grade or more.least_grade,
        remark.start or more.start,
        remark.end or more.end,
        remark.refer_to or more.refer_to,
    )


def _no_note(mark: str) -> Unread:
    return Unread(
        Code.MARK_UNEXPLAINED,
        f"the mark `{mark}` has no note on this sheet",
        "add the note it points to, or remove the mark",
    )


def _withdrawn(text: str) -> Unread:
    return Unread(
        Code.ROW_WITHDRAWN,
        f"`{' '.join(text.split())}` takes the row out of force",
        "delete the row, or give it an end date",
    )


def _odd_status(text: str) -> Unread:
    return Unread(
        Code.CONDITION_NOT_READ,
        f"the status `{' '.join(text.split())}` does not say whether the row is in"
        " force",
        "write `active`, or leave the cell empty; rows out of force are `withdrawn`",
    )


def contradicts(text: str) -> Unread:
    """Say that a remark and the rest of its row do not go together."""
    return Unread(
        Code.CONDITION_NOT_READ,
        f"`{text}` contradicts what the rest of the row says",
        "let the row say one thing: one least grade, one first day, one last day",
    )
