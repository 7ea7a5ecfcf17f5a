"""Evaluate an open request again: new facts, new rules, or an academic exception.

What was evaluated before stays in history, and what was decided is never evaluated
again: a decision changes by an appeal, or by another request. Where whoever approved
the rules holds an effect of them, a learner whom it strikes keeps the rules they had
until a person decides.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from articulate.analysis.impact import Difference, Effect, differences
from articulate.cases.states import state_after
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.explain.machine import Json
from articulate.intake.record import canonical_json
from articulate.model.case import Move, RequestState
from articulate.model.entry import Entry, NewEntry
from articulate.model.record import LearnerRecord
from articulate.rulebook.academic_exceptions import AcademicException
from articulate.rulebook.rulebook import Rulebook
from articulate.services.access import Task, refusal
from articulate.services.acting import (
    REQUEST,
    Act,
    asked_digest,
    done_before,
    request_of,
)
from articulate.services.evaluate_record import evaluate_record
from articulate.services.kept_exceptions import with_exceptions
from articulate.services.kept_rules import common_rules_of, rules_of
from articulate.services.moves import standing
from articulate.services.open_case import lines_to_decide
from articulate.services.stored_evaluation import (
    KeptEvaluation,
    StoredEvaluation,
    asked_json,
    evaluate_to_store,
    evaluation_of,
    keep_evaluation,
    newest_evaluation,
    record_in,
)
from articulate.store.chain import said_in
from articulate.store.contents import content_digest, keep_content
from articulate.store.entries import contents_of, entries_of, latest_entries
from articulate.store.erasures import erasure_of
from articulate.store.ledger import append
from articulate.store.transaction import Connection

AGAIN_SCHEMA = "articulate.reevaluation/1"
_OPEN = frozenset(
    {RequestState.EVALUATED, RequestState.REFERRED, RequestState.APPEALED}
)


@dataclass(frozen=True, slots=True)
class NewRules:
    """The rules to evaluate by, and the effects of them that are held.

    `policy` is the name they are published by, empty for files.
    """

    rulebook: Rulebook
    policy: str = ""
    hold: frozenset[Effect] = frozenset()


@dataclass(frozen=True, slots=True)
class NewFacts:
    """A learner's record as it came anew, and as it was read."""

    file: str
    received: bytes
    record: LearnerRecord


@dataclass(frozen=True, slots=True)
class Anew:
    """A request to be evaluated again, and what is new about it.

    `despite` is a person's reason for letting a held effect happen to this learner.
    `rules` None are those it had; `granted` are academic exceptions that are new.
    """

    request: str
    rules: NewRules | None
    facts: NewFacts | None = None
    as_of: date | None = None
    despite: str = ""
    granted: tuple[AcademicException, ...] = ()


@dataclass(frozen=True, slots=True)
class Again:
    """What evaluating again came to.

    `entered` is whether anything was, `held` what a person must decide about, and
    `differences` what the rules change of the learner's lines, unchanged ones aside.
    Where nothing that changed touches the record, nothing was evaluated.
    """

    request: str
    state: RequestState
    entered: bool
    held: tuple[Difference, ...] = ()
    differences: tuple[Difference, ...] = ()
    touched: bool = True


def open_requests(conn: Connection) -> tuple[str, ...]:
    """Name every request that can be evaluated again."""
    newest = latest_entries(conn, REQUEST)
    return tuple(
        request_of(one.stream)
        for one in newest
        if one.state in _OPEN and erasure_of(conn, one.stream) is None
    )


def reevaluate(conn: Connection, anew: Anew, act: Act) -> Again | Diagnostic:
    """Evaluate an open request again, and enter what comes of it.

    Academic exceptions that were granted for it hold by new rules as well.
    """
    if refused := refusal(act, Task.DECIDE):
        return refused
    asked = _asked(anew, act)
    before = done_before(conn, act, asked)
    if isinstance(before, Diagnostic):
        return before
    if before is not None:
        return Again(anew.request, RequestState(before.state), entered=False)
    last = standing(conn, anew.request, Move.EVALUATE, act)
    if isinstance(last, Diagnostic):
        return last
    entries = entries_of(conn, last.stream)
    evaluated = newest_evaluation(entries)
    old = evaluation_of(conn, evaluated)
    record = record_in(old.record, anew.request)
    if anew.facts is not None:
        record = anew.facts.record
        if record.learner.id != old.learner:
            return _of_another(anew.request, last, record, act)
    question = old.asked
    if anew.as_of is not None:
        question = replace(question, as_of=anew.as_of)
    contents = contents_of(conn, evaluated)
    common = common_rules_of(conn, contents)
    rules = anew.rules or NewRules(common)
    exceptions = (*old.exceptions, *anew.granted)
    was = evaluate_record(rules_of(conn, evaluated), record, question).evaluation
    whole = with_exceptions(rules.rulebook, exceptions)
    will = evaluate_record(whole, record, question).evaluation
    found = [
        one for one in differences(was, will) if one.effect is not Effect.UNCHANGED
    ]
    held = tuple(one for one in found if one.effect in rules.hold)
    if anew.despite.strip():
        held = ()
    rulebook = common if held else rules.rulebook
    evaluation = evaluate_to_store(rulebook, record, question, exceptions)
    writing = _Writing(conn, anew, act, asked, entries)
    if not _same(old, evaluation):
        writing.evaluated(evaluation, rules.policy)
    if held:
        writing.held(held, rules)
    state = RequestState(writing.last.state)
    return Again(anew.request, state, writing.entered, held, tuple(found))


class _Writing:
    """Appends what came of it: the evaluation, what it leaves open, what is held."""

    def __init__(  # noqa: PLR0917 - what the entries are made of
        self,
        conn: Connection,
        anew: Anew,
        act: Act,
        asked: Mapping[str, object],
        entries: tuple[Entry, ...],
    ) -> None:
        self.last = entries[-1]
        self.entered = False
        self._conn = conn
        self._anew = anew
        self._act = act
        self._asked = asked
        self._entries = entries

    def evaluated(self, evaluation: StoredEvaluation, policy: str) -> None:
        """Enter an evaluation; what it leaves to a person is referred."""
        anew = self._anew
        contents = keep_evaluation(self._conn, evaluation)
        facts = anew.facts
        if facts is not None:
            contents["received"] = keep_content(self._conn, facts.received)
        said: dict[str, object] = {
            "asked": asked_json(evaluation.asked),
            "rulebook": evaluation.rulebook,
            "program": self._act.program,
            "file": None if facts is None else facts.file,
            "policy": policy,
            "despite": anew.despite,
        }
        self._append(Move.EVALUATE, said, contents)
        left = lines_to_decide(evaluation.lines)
        if left and self.last.state == RequestState.EVALUATED:
            lines: dict[str, object] = {"lines": [one["learning"] for one in left]}
            self._append(Move.REFER, lines, {})

    def held(self, held: Iterable[Difference], rules: NewRules) -> None:
        """Refer what the new rules would do to a learner, once for each rulebook."""
        rulebook = rules.rulebook.digest
        if _held_in(self._entries) == rulebook and not self.entered:
            return
        lines = [
            {"learning": list(one.learning), "effect": str(one.effect)} for one in held
        ]
        said: dict[str, object] = {
            "lines": [one["learning"] for one in lines],
            "held": {
                "rulebook": rulebook,
                "policy": rules.policy,
                "lines": lines,
            },
        }
        self._append(Move.REFER, said, {})

    def _append(
        self, move: Move, said: dict[str, object], contents: Mapping[str, str]
    ) -> None:
        key = None if self.entered else self._act.key
        state = state_after(RequestState(self.last.state), move)
        new = NewEntry(
            stream=self.last.stream,
            kind=move,
            state=state or self.last.state,
            actor=self._act.actor,
            said=said,
            learner=self.last.learner,
            contents=contents,
            key=key,
            asked=None if key is None else asked_digest(self._asked),
        )
        self.last = append(self._conn, new, self._act.moment, after=self.last)
        self.entered = True


def again_json(again: Again) -> dict[str, Json]:
    """Turn what evaluating again came to into JSON."""
    return {
        "schema": AGAIN_SCHEMA,
        "request": again.request,
        "state": str(again.state),
        "entered": again.entered,
        "touched": again.touched,
        "differences": [_difference(one) for one in again.differences],
        "held": [_difference(one) for one in again.held],
    }


def _difference(one: Difference) -> dict[str, Json]:
    return {"learning": list(one.learning), "effect": str(one.effect)}


def _held_in(entries: Iterable[Entry]) -> str | None:
    """Return the rulebook whose effects are held already, of a request's entries."""
    found: str | None = None
    for entry in entries:
        if entry.kind == Move.EVALUATE:
            found = None
        elif entry.kind == Move.REFER:
            held: dict[str, Any] = said_in(entry).get("held") or {}
            found = held.get("rulebook", found)
    return found


def _same(old: KeptEvaluation, new: StoredEvaluation) -> bool:
    """Say whether the same was asked of the same facts and the same rules."""
    return (old.record, old.asked, old.rulebook) == (
        new.record,
        new.asked,
        new.rulebook,
    )


def _asked(anew: Anew, act: Act) -> dict[str, object]:
    facts, rules = anew.facts, anew.rules
    record = None if facts is None else canonical_json(facts.record).encode()
    return {
        "act": "reevaluate",
        "actor": act.actor,
        "request": anew.request,
        "rulebook": None if rules is None else rules.rulebook.digest,
        "hold": [] if rules is None else sorted(rules.hold),
        "record": None if record is None else content_digest(record),
        "as_of": None if anew.as_of is None else anew.as_of.isoformat(),
        "despite": anew.despite,
    }


def _of_another(
    request: str, last: Entry, record: LearnerRecord, act: Act
) -> Diagnostic:
    return Diagnostic(
        code=Code.RECORD_OF_ANOTHER,
        place=act.at(last.stream, last.number),
        message=f"the request `{request}` is about {last.learner}, and the record is of"
        f" {record.learner.id}",
        help="name the record of the same learner, or enter another request",
    )
