"""A request as somebody works on it: its lines, how it stands, and what may follow."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from articulate.cases.states import moves_from
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.explain.exception_words import exceptions_json
from articulate.explain.machine import Json, evaluation_json
from articulate.explain.outline import Row, Shown, names_of, rows_of
from articulate.model.case import Move, RequestState
from articulate.model.decision import Decision
from articulate.model.entry import Entry
from articulate.model.line import Status
from articulate.rulebook.academic_exceptions import AcademicException
from articulate.rulebook.rulebook import Rulebook
from articulate.services.academic_exceptions import Proposed, proposed_in
from articulate.services.access import Task, case_refusal
from articulate.services.acting import Act, was_erased
from articulate.services.decision_document import decision_in
from articulate.services.evaluate_record import Asked, evaluate_record
from articulate.services.history import entry_json, history_of
from articulate.services.kept_exceptions import EXCEPTIONS
from articulate.services.kept_rules import rules_of
from articulate.services.move_case import due_day, stands_still
from articulate.services.office import Office
from articulate.services.queue import assigned_to, stopped_because, waits_for_review
from articulate.services.stored_evaluation import (
    asked_in,
    kept,
    newest_evaluation,
    record_in,
)
from articulate.store.chain import said_in
from articulate.store.entries import contents_of
from articulate.store.transaction import Connection

WORKSHEET_SCHEMA = "articulate.worksheet/1"


@dataclass(frozen=True, slots=True)
class Evaluated:
    """An evaluation that was made again from what is kept, and what it was made of."""

    rulebook: Rulebook
    asked: Asked
    shown: Shown


Recall = Callable[[tuple[str, ...], Callable[[], Evaluated]], Evaluated]
"""Remembers an evaluation by the digests of its inputs, or makes it."""


@dataclass(frozen=True, slots=True)
class Worksheet:
    """A request, its evaluation, and how its case stands."""

    name: str
    learner: str
    state: RequestState
    entries: tuple[Entry, ...]
    evaluated: Evaluated
    due: date | None
    still: bool

    @property
    def rows(self) -> tuple[Row, ...]:
        """Each line, as it is laid out."""
        return rows_of(self.evaluated.shown)

    @property
    def names(self) -> dict[str, str]:
        """What learnings are called."""
        return names_of(self.rows)

    @property
    def open_lines(self) -> tuple[Row, ...]:
        """Lines that only a person can decide."""
        return tuple(row for row in self.rows if row.line.status is Status.REFERRED)

    @property
    def moves(self) -> tuple[Move, ...]:
        """What may happen to it next."""
        return moves_from(self.state)

    @property
    def assigned(self) -> str:
        """Who works on it; empty where nobody does."""
        return assigned_to(self.entries)

    @property
    def stopped(self) -> str:
        """Why its clock stood last; empty where it never did."""
        return stopped_because(self.entries)

    @property
    def waiting(self) -> Entry | None:
        """The decision that waits for a second person, None where none does."""
        if not waits_for_review(self.entries):
            return None
        return [one for one in self.entries if one.kind == Move.REVIEW][-1]

    @property
    def exceptions(self) -> tuple[AcademicException, ...]:
        """The learner's academic exceptions by which it was evaluated."""
        return tuple(
            one
            for one in self.evaluated.rulebook.exceptions
            if one.learner == self.learner
            and one.head.effective.contains(self.evaluated.asked.as_of)
        )

    @property
    def proposed(self) -> tuple[Proposed, ...]:
        """Exceptions that wait for a second person."""
        return proposed_in(self.entries)

    @property
    def decisions(self) -> tuple[Entry, ...]:
        """The entries that decided it, the newest last."""
        return tuple(one for one in self.entries if one.kind == Move.DECIDE)


def worksheet_of(
    conn: Connection, request: str, act: Act, *, office: Office, recall: Recall
) -> Worksheet | Diagnostic:
    """Return a request as it stands, with its newest evaluation."""
    entries = history_of(conn, request, act)
    if isinstance(entries, Diagnostic):
        return entries
    if refused := case_refusal(conn, act, Task.SEE_RECORD, entries[0]):
        return refused
    if (erased := was_erased(conn, entries[0].stream, act)) is not None:
        return erased
    return Worksheet(
        name=request,
        learner=entries[0].learner,
        state=RequestState(entries[-1].state),
        entries=entries,
        evaluated=_evaluated(conn, entries, request, recall),
        due=due_day(entries, office),
        still=stands_still(entries),
    )


def _evaluated(
    conn: Connection, entries: Sequence[Entry], request: str, recall: Recall
) -> Evaluated:
    """Make the newest evaluation again; equal digests, equal evaluation."""
    newest = newest_evaluation(entries)
    contents = contents_of(conn, newest)
    asked = asked_in(said_in(newest)["asked"])

    def make() -> Evaluated:
        rulebook = rules_of(conn, newest)
        record = record_in(kept(conn, contents, "record"), request)
        return Evaluated(rulebook, asked, evaluate_record(rulebook, record, asked))

    exceptions = contents.get(EXCEPTIONS, "")
    key = (contents["bundle"], exceptions, contents["record"], repr(asked))
    return recall(key, make)


def standing_decision(worksheet: Worksheet) -> Decision | None:
    """Return what was decided last as a person said it, None where nothing was."""
    if not worksheet.decisions:
        return None
    return decision_in(worksheet.name, said_in(worksheet.decisions[-1]))


def worksheet_json(worksheet: Worksheet) -> dict[str, Json]:
    """Turn a request as it stands into JSON."""
    waiting = worksheet.waiting
    due = worksheet.due
    return {
        "schema": WORKSHEET_SCHEMA,
        "request": worksheet.name,
        "learner": worksheet.learner,
        "state": str(worksheet.state),
        "assigned": worksheet.assigned or None,
        "due": None if due is None else due.isoformat(),
        "stopped": worksheet.still,
        "moves": [str(move) for move in worksheet.moves],
        "waiting": None if waiting is None else entry_json(waiting),
        "exceptions": exceptions_json(worksheet.exceptions),
        "proposed": [
            {"number": one.number, "by": one.by, "says": one.typed.statement}
            for one in worksheet.proposed
        ],
        "evaluation": evaluation_json(worksheet.evaluated.shown),
        "entries": [entry_json(one) for one in worksheet.entries],
    }
