"""Look at cases by the watch rules in force, and raise what they point out, once.

Each learner is looked at in a transaction of its own: what is raised, what lapses and
that it was looked at are written together or not at all. So a run that is ended
anywhere is gone on with by the next one, and neither loses nor doubles a signal. A
signal is a stream of the ledger, named by what was seen, so that it begins once.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from articulate.cases.facts import FactKind
from articulate.cases.nearing import Today
from articulate.cases.signals import (
    NamedRule,
    look_again_on,
    signal_key,
    signals_seen,
)
from articulate.cases.watch import SEEN_IN, Watcher
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.model.entry import Entry, NewEntry
from articulate.model.signal import Signal, SignalMove, SignalState
from articulate.rulebook.rulebook import Rulebook
from articulate.rulebook.watches import SignalKind, SignName
from articulate.services.access import Task, refusal
from articulate.services.acting import Act
from articulate.services.office import Office
from articulate.services.watch_facts import (
    case_facts,
    requests_about,
    requests_for,
)
from articulate.services.watch_records import Asking
from articulate.services.watch_tests import rules_on
from articulate.store.chain import said_in
from articulate.store.contents import keep_content
from articulate.store.entries import entries_about
from articulate.store.ledger import append
from articulate.store.transaction import Connection
from articulate.store.watched import SIGNAL, Look, learners_to_look_at, looked_at


@dataclass(frozen=True, slots=True)
class Watching:
    """The watch rules of a day, by whose calendar, and who looks for what they ask.

    `mark` names all that lets the same facts be seen otherwise: rules and calendar.
    """

    asking: Asking
    rules: tuple[NamedRule, ...]
    watcher: Watcher
    mark: str

    def institutions(self) -> Iterator[tuple[str, tuple[NamedRule, ...]]]:
        """Yield each institution that watches, with the rules that are for it."""
        by: dict[str, list[NamedRule]] = {}
        for head, rule in self.rules:
            by.setdefault(str(head.receiving), []).append((head, rule))
        yield from ((one, tuple(rules)) for one, rules in sorted(by.items()))

    @property
    def today(self) -> Today:
        """The day, with the office's calendar."""
        return Today(self.asking.today, self.asking.office.calendar)


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of looking at one learner: how many signals were raised and lapsed."""

    learner: str
    raised: int
    lapsed: int


def watching(
    rulebook: Rulebook, office: Office, today: date, watcher: Watcher
) -> Watching:
    """Watch by the rules in force on a day."""
    rules = rules_on(rulebook, Today(today))
    asking = Asking(rulebook, office, today, _kinds(rules))
    return Watching(asking, rules, watcher, _mark(rulebook, office, today))


def to_look_at(
    conn: Connection, by: Watching, act: Act
) -> tuple[str, ...] | Diagnostic:
    """Name the learners about whom something is new since they were looked at."""
    if refused := refusal(act, Task.WATCH):
        return refused
    return learners_to_look_at(conn, by.mark, by.asking.today.isoformat())


def look_at(
    conn: Connection, learner: str, by: Watching, act: Act
) -> Looked | Diagnostic:
    """Raise what is seen about a learner, and let go what a reminder sees no more."""
    if refused := refusal(act, Task.WATCH):
        return refused
    about = entries_about(conn, learner)
    standing = {
        one.stream.removeprefix(SIGNAL): one
        for one in about
        if one.stream.startswith(SIGNAL)
    }
    requests = requests_about(conn, about)
    seen: dict[str, Found] = {}
    days: list[date] = []
    for receiving, rules in by.institutions():
        mine = requests_for(requests, receiving)
        facts = case_facts(conn, about, mine, by.asking, act=act)
        for one in signals_seen(rules, facts, by.today, by.watcher):
            seen[signal_key(one)] = Found(one, receiving, _newest(mine))
        again = look_again_on(rules, facts, by.today)
        days += [] if again is None else [again]
    raised = [
        _raise(conn, key, found, standing.get(key), act=act)
        for key, found in seen.items()
        if key not in standing or standing[key].state == SignalState.GONE
    ]
    lapsed = [
        _lapse(conn, entry, act)
        for key, entry in standing.items()
        if entry.state == SignalState.OPEN
        and key not in seen
        and (not requests or said_in(entry)["kind"] == SignalKind.REMINDER)
    ]
    day = min(days).isoformat() if days else None
    count = sum(not one.stream.startswith(SIGNAL) for one in about)
    looked_at(conn, learner, Look(count, by.mark, day))
    return Looked(learner, len(raised), len(lapsed))


@dataclass(frozen=True, slots=True)
class Found:
    """A signal, for which institution its cases are, and the newest request of them."""

    signal: Signal
    institution: str
    request: str


def _newest(requests: Mapping[str, Sequence[Entry]]) -> str:
    """Name the request that something happened to last."""
    moments = sorted((some[-1].recorded_at, name) for name, some in requests.items())
    return moments[-1][1] if moments else ""


def signal_bytes(signal: Signal) -> bytes:
    """Write what was seen as it is kept, apart from the ledger with its digest."""
    whole = {
        "learner": signal.learner,
        "saw": [
            {"kind": one.kind, "fields": dict(one.fields), "says": one.says}
            for one in signal.saw
        ],
    }
    return json.dumps(whole, sort_keys=True, separators=(",", ":")).encode()


def _raise(
    conn: Connection, key: str, found: Found, last: Entry | None, *, act: Act
) -> Entry:
    signal = found.signal
    new = NewEntry(
        stream=f"{SIGNAL}{key}",
        kind=SignalMove.RAISE,
        state=SignalState.OPEN,
        actor=act.actor,
        said={
            "rule": signal.rule,
            "kind": signal.kind,
            "says": signal.says,
            "desk": signal.desk,
            "cites": list(signal.cites),
            "origin": signal.origin,
            "request": found.request,
            "institution": found.institution,
        },
        learner=signal.learner,
        contents={"signal": keep_content(conn, signal_bytes(signal))},
    )
    return append(conn, new, act.moment, after=last)


def _lapse(conn: Connection, last: Entry, act: Act) -> Entry:
    new = NewEntry(
        stream=last.stream,
        kind=SignalMove.LAPSE,
        state=SignalState.GONE,
        actor=act.actor,
        said={"rule": said_in(last)["rule"]},
        learner=last.learner,
    )
    return append(conn, new, act.moment, after=last)


def _kinds(rules: Sequence[NamedRule]) -> frozenset[FactKind]:
    """Return the kinds of facts that some rule asks for."""
    beside: dict[SignName, tuple[FactKind, ...]] = {
        SignName.FLAG: ("flag",),
        SignName.PURSUES: ("degree",),
        SignName.DIFFER: ("panel", "rating"),
    }
    return frozenset(
        kind
        for _, rule in rules
        for sign in rule.signs
        for kind in beside.get(sign.name) or (SEEN_IN[sign.name][0],)
    )


def _mark(rulebook: Rulebook, office: Office, today: date) -> str:
    """Name the rules, the last day on which a version began or ended, the calendar."""
    turns = {
        day
        for block in rulebook.blocks()
        for day in (block.head.effective.start, block.head.effective.until)
        if day is not None and day <= today
    }
    calendar = office.calendar
    whole = [
        rulebook.digest,
        max(turns, default=date.min).isoformat(),
        sorted(calendar.workdays),
        sorted(day.isoformat() for day in calendar.holidays),
        str(office.zone),
    ]
    return sha256(json.dumps(whole).encode()).hexdigest()
