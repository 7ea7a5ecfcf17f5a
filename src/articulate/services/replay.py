"""Replay: the same inputs again, which must give the same bytes.

A decision is made again from the record, the rules and the person's words that were
kept. With `known_at`, a request is answered as the office could have then: from what
was entered by that day, with what the rules recorded by that day.
"""

import json
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.model.case import Move
from articulate.model.entry import Entry
from articulate.services.access import Task, case_refusal
from articulate.services.acting import (
    Act,
    request_of,
    request_stream,
    was_erased,
)
from articulate.services.decide import decided_in
from articulate.services.decision_document import Signed, decision_in, document_of
from articulate.services.moves import no_request
from articulate.services.stored_evaluation import (
    evaluate_again,
    evaluation_by,
    evaluation_in,
)
from articulate.store.chain import said_in
from articulate.store.entries import entries_of, entry_at
from articulate.store.transaction import Connection


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a decision came to when it was made again, beside what it was."""

    name: str
    before: bytes
    after: bytes

    @property
    def same(self) -> bool:
        """Whether not one byte differs."""
        return self.before == self.after


def replay(conn: Connection, name: str, act: Act) -> Replayed | Diagnostic:
    """Make a decision again; `r-17/4` is one, and `r-17` the newest of that request."""
    entry = _decision(conn, name, act)
    if isinstance(entry, Diagnostic):
        return entry
    if (erased := was_erased(conn, entry.stream, act)) is not None:
        return erased
    said = said_in(entry)
    evaluated = entry_at(conn, entry.stream, said["evaluation"])
    if evaluated is None:
        msg = f"{entry.stream}/{entry.number} rests on an evaluation that is gone"
        raise LookupError(msg)
    old = evaluation_in(conn, evaluated)
    again = evaluate_again(old, old.asked, name)
    reviewed = said.get("decided_by")
    signed = Signed(
        request=request_of(entry.stream),
        number=entry.number,
        actor=reviewed or entry.actor,
        at=entry.recorded_at,
        reviewer=entry.actor if reviewed else None,
    )
    decision = decision_in(signed.request, said)
    was = decided_in(conn, entry)
    return Replayed(was.name, was.document, document_of(again, decision, signed))


def answer_then(
    conn: Connection, request: str, known_at: date, act: Act
) -> bytes | Diagnostic:
    """Answer a request as the office could have at the end of a day."""
    request = request.partition("/")[0]
    stream = request_stream(request)
    found = entries_of(conn, stream)
    if not found:
        return no_request(conn, request, act, Task.SEE_REQUEST)
    if refused := case_refusal(conn, act, Task.SEE_RECORD, found[0]):
        return refused
    entries = entries_of(conn, stream, before=end_of(known_at))
    evaluated = evaluation_by(entries)
    if evaluated is None:
        return Diagnostic(
            code=Code.NOT_IN_STORE,
            place=act.at(stream),
            message=f"by {known_at} nothing was known of the request `{request}`",
            help="`articulate history` shows when it came",
        )
    if (erased := was_erased(conn, stream, act)) is not None:
        return erased
    old = evaluation_in(conn, evaluated)
    asked = replace(old.asked, known_at=known_at)
    return evaluate_again(old, asked, request).result


def end_of(day: date) -> str:
    """Return the first moment after a day, in UTC; a day's entries sort before it.

    >>> end_of(date(2024, 9, 30))
    '2024-10-01'
    """
    return (day + timedelta(days=1)).isoformat()


def replay_differs(replayed: Replayed, act: Act) -> Diagnostic:
    """Say how a decision differs when it is made again."""
    lines = differing_lines(replayed)
    said = "; ".join(
        f"`{name}` was {was}, and is now {now}" for name, was, now in lines
    )
    what = said or "the lines agree, and what stands beside them does not"
    request, _, number = replayed.name.partition("/")
    return Diagnostic(
        code=Code.REPLAY_DIFFERS,
        place=act.at(request_stream(request), int(number)),
        message=f"made again, the decision differs: {what}",
        help="the decision stands as it was made; another version of Articulate, or an"
        " altered row, is why: `articulate ledger verify` tells them apart",
    )


def differing_lines(replayed: Replayed) -> list[tuple[str, str, str]]:
    """List each line that differs: its learnings, what it was and what it is now."""
    before, after = _lines(replayed.before), _lines(replayed.after)
    names = sorted(before.keys() | after.keys())
    return [
        (name, _word(before.get(name)), _word(after.get(name)))
        for name in names
        if before.get(name) != after.get(name)
    ]


def _decision(conn: Connection, name: str, act: Act) -> Entry | Diagnostic:
    request, _, number = name.partition("/")
    entries = entries_of(conn, request_stream(request))
    if not entries:
        return no_request(conn, request, act, Task.SEE_REQUEST)
    if refused := case_refusal(conn, act, Task.SEE_REQUEST, entries[0]):
        return refused
    decisions = [one for one in entries if one.kind == Move.DECIDE]
    wanted = [one for one in decisions if not number or str(one.number) == number]
    if wanted:
        return wanted[-1]
    listed = ", ".join(f"{request}/{one.number}" for one in decisions)
    return Diagnostic(
        code=Code.NOT_IN_STORE,
        place=act.at(request_stream(request)),
        message=f"`{name}` is no decision"
        if number
        else f"nothing was decided about the request `{request}`",
        help=f"the decisions are {listed}"
        if listed
        else "`articulate decide` makes one",
    )


def _lines(document: bytes) -> dict[str, dict[str, Any]]:
    lines = json.loads(document)["lines"]
    return {" + ".join(line["learning"]): line for line in lines}


def _word(line: dict[str, Any] | None) -> str:
    if line is None:
        return "no line"
    rule = line.get("rule")
    return f"{line['status']} by {rule}" if rule else str(line["status"])
