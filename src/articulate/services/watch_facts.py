"""What is known of one learner's case, as flat facts for the watch rules."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from articulate.cases.facts import CaseFact, Value, day_number
from articulate.cases.panels import vacant
from articulate.model.case import Move, RequestState
from articulate.model.entry import Entry
from articulate.model.panel import PanelState
from articulate.services.acting import REQUEST, Act, request_of
from articulate.services.move_case import due_day
from articulate.services.panel_case import PANEL, PanelCase, whole_panel
from articulate.services.queue import assigned_to
from articulate.services.stored_evaluation import (
    evaluation_by,
    evaluation_of,
    kept,
    record_in,
)
from articulate.services.watch_records import Asking, ReadCase, record_facts
from articulate.store.chain import said_in
from articulate.store.entries import contents_of
from articulate.store.erasures import erasure_of
from articulate.store.transaction import Connection

_About = dict[str, Value]
"""Whom facts are about."""

_OVER = (RequestState.DECIDED, RequestState.SUPERSEDED)


Requests = Mapping[str, tuple[Entry, ...]]
"""The entries of some requests, by their names."""


def requests_about(conn: Connection, about: Collection[Entry]) -> Requests:
    """Return the requests among entries about a learner that are not erased."""
    streams = groupby(about, key=lambda one: one.stream)
    return {
        request_of(stream): entries
        for stream, entries in ((name, tuple(some)) for name, some in streams)
        if stream.startswith(REQUEST) and erasure_of(conn, stream) is None
    }


def requests_for(requests: Requests, receiving: str) -> Requests:
    """Return those of some requests that ask one institution for credit."""
    return {
        name: entries
        for name, entries in requests.items()
        if (evaluated := evaluation_by(entries)) is not None
        and said_in(evaluated)["asked"]["receiving"] == receiving
    }


def case_facts(
    conn: Connection,
    about: Sequence[Entry],
    requests: Requests,
    asking: Asking,
    *,
    act: Act,
) -> tuple[CaseFact, ...]:
    """Return what is known of a learner by some requests, in a fixed order.

    A kind of fact that no rule asks for is not looked for.
    """
    if not requests:
        return ()
    found: list[CaseFact] = []
    if "request" in asking.kinds:
        found += [
            one
            for name, entries in requests.items()
            for one in _request(name, entries, asking)
        ]
    if "panel" in asking.kinds:
        streams = dict.fromkeys(one.stream for one in about)
        names = [one.removeprefix(PANEL) for one in streams if one.startswith(PANEL)]
        panels = [whole_panel(conn, name, act) for name in names]
        found += [
            fact
            for one in panels
            if isinstance(one, PanelCase) and one.request in requests
            for fact in _panel(one)
        ]
    if asking.kinds & {"credit", "set", "teachout", "flag", "degree"}:
        found += record_facts(_newest_first(conn, requests), asking)
    return tuple(found)


def _request(name: str, entries: Sequence[Entry], asking: Asking) -> Iterator[CaseFact]:
    if entries[-1].state in _OVER:
        return
    due = due_day(entries, asking.office)
    assigned = assigned_to(entries)
    fields: dict[str, Value] = {
        "learner": entries[0].learner,
        "name": name,
        "assigned": int(bool(assigned)),
    }
    said = "its clock stands, or it has no deadline"
    if due is not None:
        fields["due"] = day_number(due)
        said = f"due on {due}"
    who = f"{assigned} works on it" if assigned else "nobody works on it"
    yield CaseFact("request", fields, f"request {name}: {said}; {who}")


def _panel(case: PanelCase) -> Iterator[CaseFact]:
    """Yield a panel, and what its assessors gave once they may be compared.

    While they are blind they are not, before all that are wanted have submitted.
    """
    if case.state not in (PanelState.ASSESSING, PanelState.JUDGED):
        return
    serving = [one for one in case.seats if one.serves]
    waiting = sum(one.judgement is None for one in serving)
    missing = waiting + max(case.block.assessors - len(serving), 0)
    done = ", ".join(sorted(case.done & {one.assessor for one in serving}))
    more = vacant(case.block, case.seats)
    wanted = f"; {more} more wanted" if more > 0 else ""
    about: _About = {"learner": case.learner}
    yield CaseFact(
        "panel",
        about | {"name": case.name, "submitted": done, "missing": missing},
        f"panel {case.name} of request {case.request}, by {case.block.head.name}:"
        f" {done or 'nobody'} submitted{wanted}",
    )
    if case.block.blind and missing:
        return
    lowest = {one.name: one.lowest for one in case.block.criteria}
    for seat in serving:
        for criterion, level in () if seat.judgement is None else seat.judgement.levels:
            fields: dict[str, Value] = {
                "panel": case.name,
                "assessor": seat.assessor,
                "criterion": criterion,
                "level": int(level - lowest.get(criterion, 0)),
            }
            yield CaseFact("rating", about | fields, f"assessors of {case.name} differ")


def _with_reasons(
    decided: Sequence[dict[str, Any]], evaluated: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Give lines that a person settled the reasons that the rules had for them."""
    reasons = {tuple(one["learning"]): one["reasons"] for one in evaluated}
    return [
        {"reasons": reasons.get(tuple(one["learning"]), []), **one} for one in decided
    ]


def _newest_first(
    conn: Connection, requests: Mapping[str, tuple[Entry, ...]]
) -> list[ReadCase]:
    """Read each request whose place no other took, by its newest evaluation."""
    found: list[tuple[tuple[str, str], ReadCase]] = []
    for name, entries in requests.items():
        evaluated = evaluation_by(entries)
        if evaluated is None or entries[-1].state == RequestState.SUPERSEDED:
            continue
        evaluation = evaluation_of(conn, evaluated)
        lines = evaluation.lines
        decided = [one for one in entries if one.kind == Move.DECIDE]
        if decided:
            document = kept(conn, contents_of(conn, decided[-1]), "decision")
            lines = _with_reasons(json.loads(document)["lines"], lines)
        record = record_in(evaluation.record, name)
        case = ReadCase(name, record, evaluation.asked, tuple(lines))
        found.append(((evaluated.recorded_at, name), case))
    return [case for _, case in sorted(found, key=lambda one: one[0], reverse=True)]
