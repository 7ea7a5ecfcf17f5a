"""Signals on the queue: what watch rules pointed out, and which of it is done."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.nearest import did_you_mean
from articulate.explain.machine import Json
from articulate.model.entry import Entry, NewEntry
from articulate.model.signal import SignalMove, SignalState
from articulate.rulebook.watches import SignalKind
from articulate.services.access import NOBODY, Task, refusal, works_for
from articulate.services.acting import Act, asked_digest, done_before
from articulate.store.chain import said_in
from articulate.store.contents import content_of
from articulate.store.entries import contents_of, entries_of, entries_standing
from articulate.store.ledger import append
from articulate.store.transaction import Connection
from articulate.store.watched import SIGNAL

SIGNALS_SCHEMA = "articulate.signals/1"


@dataclass(frozen=True, slots=True)
class Told:
    """A signal as it stands: what it says and why, since when, and who did it.

    `saw` is each thing that was seen, in words; empty once the learner was erased.
    """

    name: str
    kind: SignalKind
    says: str
    desk: str
    learner: str
    rule: str
    cites: tuple[str, ...]
    origin: str
    saw: tuple[str, ...]
    request: str
    panel: str
    state: SignalState
    since: str
    done_by: str = ""
    reason: str = ""

    @property
    def block(self) -> str:
        """The watch block that the rule stands in, with its version."""
        return self.rule.rpartition("/")[0]

    @property
    def rule_id(self) -> str:
        """The id of the rule in its block."""
        return self.rule.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which signals are asked for; what is left empty does not narrow it."""

    desk: str = ""
    kind: SignalKind | None = None
    learner: str = ""
    over: bool = False
    """Those that are done or gone, and not those that are open."""
    most: int | None = None
    """How many at most, None for all."""


def signals_now(
    conn: Connection, wanted: Wanted, act: Act
) -> tuple[Told, ...] | Diagnostic:
    """List signals, tasks before reminders and the oldest first."""
    if refused := refusal(act, Task.SEE_QUEUE):
        return refused
    over = (SignalState.DONE, SignalState.GONE)
    states = over if wanted.over else (SignalState.OPEN,)
    entries = entries_standing(conn, SIGNAL, states, works_for(act))
    streams = [tuple(some) for _, some in groupby(entries, key=lambda one: one.stream)]
    mine = works_for(act)
    fitting = sorted(
        (one for one in streams if _fits(one, wanted) and _is_for(one, mine)),
        key=_order,
    )
    return tuple(_told(conn, one) for one in fitting[: wanted.most])


def do_signal(conn: Connection, name: str, reason: str, act: Act) -> Told | Diagnostic:
    """Mark a signal as done, with the reason that a person gives."""
    if refused := refusal(act, Task.DO_SIGNAL):
        return refused
    asked: dict[str, object] = {
        "act": "signal done",
        "signal": name,
        "reason": reason,
        "actor": act.actor,
    }
    before = done_before(conn, act, asked)
    if isinstance(before, Diagnostic):
        return before
    entries = entries_of(conn, f"{SIGNAL}{name}")
    whose = _institution(entries) if entries else ""
    learner = entries[0].learner if entries else NOBODY
    if refused := refusal(act, Task.DO_SIGNAL, learner, whose):
        return refused
    if not entries:
        return _unknown(conn, name, act)
    if before is not None:
        return _told(conn, entries)
    if wrong := _wrong_with(name, reason, entries[-1], act):
        return wrong
    new = NewEntry(
        stream=entries[-1].stream,
        kind=SignalMove.DO,
        state=SignalState.DONE,
        actor=act.actor,
        said={"reason": reason.strip()},
        learner=entries[-1].learner,
        key=act.key,
        asked=None if act.key is None else asked_digest(asked),
    )
    done = append(conn, new, act.moment, after=entries[-1])
    return _told(conn, (*entries, done))


def signals_json(told: Iterable[Told]) -> dict[str, Json]:
    """Turn signals into JSON."""
    return {
        "schema": SIGNALS_SCHEMA,
        "signals": [
            {
                "signal": one.name,
                "kind": str(one.kind),
                "says": one.says,
                "for": one.desk,
                "learner": one.learner,
                "rule": one.rule,
                "cites": list(one.cites),
                "origin": one.origin,
                "saw": list(one.saw),
                "request": one.request or None,
                "panel": one.panel or None,
                "state": str(one.state),
                "since": one.since,
                "done_by": one.done_by or None,
                "reason": one.reason or None,
            }
            for one in told
        ],
    }


def _wrong_with(name: str, reason: str, last: Entry, act: Act) -> Diagnostic | None:
    place = act.at(last.stream, last.number)
    if last.state != SignalState.OPEN:
        how = "was done" if last.state == SignalState.DONE else "is gone"
        return Diagnostic(
            code=Code.MOVE_NOT_ALLOWED,
            place=place,
            message=f"the signal `{name}` {how} by {last.actor} on"
            f" {last.recorded_at[:10]}",
            help="nothing is left to do here; `articulate watch list` shows what is",
        )
    if not reason.strip():
        return Diagnostic(
            code=Code.REASON_MISSING,
            place=place,
            message=f"the signal `{name}` is done without a reason",
            help="say in your own words what was done, or why nothing need be, with"
            " --reason",
        )
    return None


def _unknown(conn: Connection, name: str, act: Act) -> Diagnostic:
    open_now = entries_standing(conn, SIGNAL, (SignalState.OPEN,))
    known = sorted({one.stream.removeprefix(SIGNAL) for one in open_now})
    return Diagnostic(
        code=Code.NOT_IN_STORE,
        place=act.at(f"{SIGNAL}{name}"),
        message=f"there is no signal `{name}`",
        help=did_you_mean(
            name, known, otherwise="`articulate watch list` shows those that are open"
        ),
    )


def _told(conn: Connection, entries: Sequence[Entry]) -> Told:
    raised = _raised(entries)
    said, last = said_in(raised), entries[-1]
    saw = _saw(conn, raised)
    done = last.kind == SignalMove.DO
    return Told(
        name=raised.stream.removeprefix(SIGNAL),
        kind=SignalKind(said["kind"]),
        says=said["says"],
        desk=said["desk"],
        learner=raised.learner,
        rule=said["rule"],
        cites=tuple(said["cites"]),
        origin=said["origin"],
        saw=tuple(one["says"] for one in saw),
        request=said["request"],
        panel=_named(saw, "panel"),
        state=SignalState(last.state),
        since=raised.recorded_at[:10],
        done_by=last.actor if done else "",
        reason=said_in(last)["reason"] if done else "",
    )


def _saw(conn: Connection, raised: Entry) -> list[dict[str, Any]]:
    """Read what was seen; nothing is left of it once the learner was erased."""
    written = content_of(conn, contents_of(conn, raised)["signal"])
    found: list[dict[str, Any]] = json.loads(written)["saw"] if written else []
    return found


def _named(saw: Iterable[Mapping[str, Any]], kind: str) -> str:
    names = (str(one["fields"]["name"]) for one in saw if one["kind"] == kind)
    return next(names, "")


def _raised(entries: Sequence[Entry]) -> Entry:
    """Return the entry by which a signal was raised last."""
    return [one for one in entries if one.kind == SignalMove.RAISE][-1]


def _fits(entries: Sequence[Entry], wanted: Wanted) -> bool:
    raised = _raised(entries)
    said = said_in(raised)
    return (
        wanted.desk in ("", said["desk"])
        and wanted.kind in (None, said["kind"])
        and wanted.learner.casefold() in raised.learner.casefold()
    )


def _institution(entries: Sequence[Entry]) -> str:
    """Return for which institution the cases are that a signal is about."""
    return str(said_in(_raised(entries)).get("institution", ""))


def _is_for(entries: Sequence[Entry], institutions: Sequence[str]) -> bool:
    """Say whether a signal is about a case of some institutions; none named is all."""
    return not institutions or _institution(entries) in institutions


def _order(entries: Sequence[Entry]) -> tuple[bool, str, str, str]:
    raised = _raised(entries)
    reminds = said_in(raised)["kind"] == SignalKind.REMINDER
    return reminds, raised.recorded_at[:10], raised.learner, raised.stream
