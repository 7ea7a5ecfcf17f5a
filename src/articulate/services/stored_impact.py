"""Impact on everybody in the store: only who could be touched is evaluated anew.

Each learner's newest record is asked as it was asked when it came. What the store keeps
of an evaluation by the very rules that are compared stands in for evaluating again.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from articulate.analysis.impact import Difference, Effect, differences
from articulate.analysis.touched import Touched, touched_between
from articulate.model.case import RequestState
from articulate.model.identifiers import LearnerId
from articulate.model.record import LearnerRecord
from articulate.rulebook.academic_exceptions import AcademicException
from articulate.rulebook.rulebook import Rulebook
from articulate.services.acting import REQUEST, request_of
from articulate.services.evaluate_record import Asked, evaluate_record
from articulate.services.kept_exceptions import kept_exceptions, with_exceptions
from articulate.services.stored_evaluation import (
    asked_in,
    evaluation_by,
    kept,
    record_in,
)
from articulate.store.chain import said_in
from articulate.store.entries import contents_of, entries_of, latest_entries
from articulate.store.erasures import erasure_of
from articulate.store.transaction import Connection


@dataclass(frozen=True, slots=True)
class StoredLearner:
    """A request that still stands: its record, what was asked, and what came of it.

    `rulebook` is the digest of the rules that gave `result`, and `exceptions` are those
    that the learner was granted, which hold whatever the rules are.
    """

    request: str
    record: bytes
    asked: Asked
    rulebook: str
    result: bytes
    exceptions: tuple[AcademicException, ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """Two rulebooks to be compared for many learners, and who could be touched.

    `touched` None evaluates everybody.
    """

    before: Rulebook
    after: Rulebook
    touched: Touched | None

    @classmethod
    def of(cls, before: Rulebook, after: Rulebook, *, whole: bool) -> "Compared":
        """Compare two rulebooks; the *whole* of it evaluates everybody."""
        return cls(before, after, None if whole else touched_between(before, after))


def stored_learners(conn: Connection) -> Iterator[StoredLearner]:
    """Yield every request that no other took the place of, and that is not erased."""
    for newest in latest_entries(conn, REQUEST):
        if newest.state == RequestState.SUPERSEDED:
            continue
        evaluated = evaluation_by(entries_of(conn, newest.stream))
        if evaluated is not None and erasure_of(conn, newest.stream) is None:
            said, contents = said_in(evaluated), contents_of(conn, evaluated)
            yield StoredLearner(
                request=request_of(newest.stream),
                record=kept(conn, contents, "record"),
                asked=asked_in(said["asked"]),
                rulebook=said["rulebook"],
                result=kept(conn, contents, "evaluation"),
                exceptions=kept_exceptions(conn, contents),
            )


def impact_on_stored(
    one: StoredLearner, compared: Compared, as_of: date | None = None
) -> tuple[tuple[Difference, ...], bool]:
    """Return what becomes of a learner, and whether anything was evaluated for it.

    *as_of* None asks for the day that was asked for when the request came.
    """
    asked = one.asked
    if as_of is not None:
        asked = replace(asked, as_of=as_of)
    record = record_in(one.record, one.request)
    if one.exceptions:
        # An exception may need what nothing on the record touches.
        compared = Compared(
            with_exceptions(compared.before, one.exceptions),
            with_exceptions(compared.after, one.exceptions),
            touched=None,
        )
    touched = compared.touched
    if touched is not None and not touched.by(record, asked.degrees):
        return _unchanged(one, record, asked, compared)
    before = evaluate_record(compared.before, record, asked).evaluation
    after = evaluate_record(compared.after, record, asked).evaluation
    return tuple(differences(before, after)), True


def _unchanged(
    one: StoredLearner, record: LearnerRecord, asked: Asked, compared: Compared
) -> tuple[tuple[Difference, ...], bool]:
    """Return the learning of somebody for whom nothing changes, as it stands on lines.

    Which learnings stand together is what the store has, where that was evaluated by
    one of these rulebooks and asked the same; else it takes one evaluation.
    """
    books = {compared.before.digest, compared.after.digest}
    if one.asked == asked and one.rulebook in books:
        lines = json.loads(one.result)["lines"]
        together = [tuple(line["learning"]) for line in lines]
        learner = record.learner.id
        return tuple(_same(learner, record, names) for names in together), False
    came = evaluate_record(compared.after, record, asked).evaluation
    return tuple(differences(came, came)), True


def _same(
    learner: LearnerId, record: LearnerRecord, names: tuple[str, ...]
) -> Difference:
    ordered = tuple(one.id for one in record.learnings() if one.id in names)
    return Difference(learner, ordered, Effect.UNCHANGED, (), ())
