"""A panel as it stands: read from its entries, and shown as far as one may see it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial

from articulate.cases.panels import may_read, panel_state, submitted, vacant
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.model.entry import Entry, NewEntry
from articulate.model.panel import (
    Judgement,
    PanelMove,
    PanelOutcome,
    PanelState,
    Seat,
)
from articulate.rulebook.learning_blocks import PortfolioBlock
from articulate.services.access import MAY, Task, case_refusal, refusal, works_for
from articulate.services.acting import Act, asked_digest, done_before, was_erased
from articulate.services.kept_rules import rules_of
from articulate.services.recollection import Recollection
from articulate.services.stored_evaluation import kept
from articulate.store.chain import said_in
from articulate.store.entries import (
    contents_of,
    entries_of,
    last_entry,
    latest_entries,
)
from articulate.store.erasures import erased_streams
from articulate.store.ledger import append
from articulate.store.transaction import Connection

PANEL = "panel:"
"""What the name of a panel's stream begins with."""


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A file that was laid before a panel; `number` is that of its entry."""

    number: int
    file: str
    kind: str
    size: int


@dataclass(frozen=True, slots=True)
class PanelCase:
    """One portfolio before its panel.

    `seats` have what may be read of each judgement, `done` is who has submitted.
    """

    name: str
    request: str
    learning: str
    learner: str
    block: PortfolioBlock
    entries: tuple[Entry, ...]
    seats: tuple[Seat, ...]
    done: frozenset[str]
    state: PanelState
    evidence: tuple[EvidenceFile, ...]
    vacant: int

    @property
    def judged(self) -> tuple[Judgement, ...]:
        """What was submitted and may be read."""
        return submitted(self.seats)

    @property
    def open(self) -> bool:
        """Whether everything that was submitted may be read."""
        return may_read(self.block, self.state)

    @property
    def missing(self) -> tuple[str, ...]:
        """The evidence that the policy requires and nobody laid before the panel."""
        there = {one.kind for one in self.evidence}
        return tuple(one for one in self.block.evidence if one not in there)

    @property
    def said(self) -> tuple[dict[str, object], ...]:
        """What the chair said it came to, the newest last."""
        return tuple(
            said_in(one) | {"by": one.actor}
            for one in self.entries
            if one.kind == PanelMove.CONCLUDE
        )

    def seat_of(self, assessor: str) -> Seat | None:
        """Return somebody's seat, None where they have none."""
        return next((one for one in self.seats if one.assessor == assessor), None)


_REMEMBERED: Recollection[PanelCase] = Recollection(4096)
"""Panels read lately, each some ten thousand bytes: up to one entry, one stands so."""


@dataclass(frozen=True, slots=True)
class Happened:
    """A move of a panel; `after` is how it stands then, None as it does."""

    move: PanelMove
    said: Mapping[str, object] = field(default_factory=dict)
    contents: Mapping[str, str] = field(default_factory=dict)
    after: PanelState | None = None


def panel_of(conn: Connection, name: str, act: Act) -> PanelCase | Diagnostic:
    """Return a panel as whoever asks may see it.

    An assessor sees the panels they are on, unless they declared a conflict. While
    assessors are blind, nobody reads what another submitted, whatever their role.
    """
    if refused := refusal(act, Task.SEE_PANEL):
        return refused
    if hidden := _hidden(conn, name, act, Task.SEE_PANEL):
        return hidden
    case = whole_panel(conn, name, act)
    if isinstance(case, Diagnostic):
        return case
    if only_assesses(act) and not _serves(case, act):
        return no_seat(name, act)
    return for_reader(case, act.actor)


def for_reader(case: PanelCase, reader: str) -> PanelCase:
    """Take away what somebody may not read yet."""
    if case.open:
        return case
    seats = tuple(
        one if one.assessor == reader else replace(one, judgement=None)
        for one in case.seats
    )
    return replace(case, seats=seats)


def only_assesses(act: Act) -> bool:
    """Say whether somebody has nothing to do with panels but as an assessor."""
    return act.person is not None and not act.person.roles & (
        MAY[Task.SEE_PANEL] - MAY[Task.ASSESS]
    )


def panels(conn: Connection, act: Act) -> tuple[PanelCase, ...] | Diagnostic:
    """List the panels that somebody may see, those that are not over first."""
    if refused := refusal(act, Task.SEE_PANEL):
        return refused
    found = [
        for_reader(case, act.actor)
        for case in every_panel(conn, works_for(act))
        if not only_assesses(act) or _serves(case, act)
    ]
    return tuple(
        sorted(found, key=lambda one: (one.state is PanelState.CONCLUDED, one.name))
    )


def every_panel(
    conn: Connection, institutions: tuple[str, ...] = ()
) -> tuple[PanelCase, ...]:
    """Return all panels with all that was submitted; nobody is shown this."""
    gone = erased_streams(conn)
    return tuple(
        _REMEMBERED.recall((one.digest,), partial(_read, conn, one))
        for one in latest_entries(conn, PANEL, institutions=institutions)
        if one.stream not in gone
    )


def whole_panel(conn: Connection, name: str, act: Act) -> PanelCase | Diagnostic:
    """Return a panel with all that was submitted, for a service that decides on it."""
    newest = last_entry(conn, f"{PANEL}{name}")
    if newest is None:
        return Diagnostic(
            code=Code.NOT_IN_STORE,
            place=act.at(f"{PANEL}{name}"),
            message=f"there is no panel `{name}`",
            help="look at the list of panels",
        )
    if gone := was_erased(conn, f"{PANEL}{name}", act):
        return gone
    return _REMEMBERED.recall((newest.digest,), partial(_read, conn, newest))


def _read(conn: Connection, newest: Entry) -> PanelCase:
    """Read a panel from its entries."""
    entries = entries_of(conn, newest.stream)
    first = said_in(entries[0])
    block = next(
        one
        for one in rules_of(conn, entries[0]).portfolios
        if one.head.name == first["block"]
    )
    seats = _seats(conn, entries)
    concluded = [one for one in entries if one.kind == PanelMove.CONCLUDE]
    outcome = PanelOutcome(said_in(concluded[-1])["outcome"]) if concluded else None
    return PanelCase(
        name=newest.stream.removeprefix(PANEL),
        request=first["request"],
        learning=first["learning"],
        learner=entries[0].learner,
        block=block,
        entries=entries,
        seats=seats,
        done=frozenset(one.assessor for one in seats if one.judgement is not None),
        state=panel_state(block, seats, outcome),
        evidence=_evidence(entries),
        vacant=vacant(block, seats),
    )


def enter(conn: Connection, case: PanelCase, happened: Happened, act: Act) -> Entry:
    """Append what happened to a panel, after what it was judged by."""
    asked = asked_digest(wanted(case.name, happened.move, act))
    new = NewEntry(
        stream=f"{PANEL}{case.name}",
        kind=happened.move,
        state=happened.after or case.state,
        actor=act.actor,
        said=happened.said,
        learner=case.learner,
        contents=happened.contents,
        key=act.key,
        asked=None if act.key is None else asked,
    )
    return append(conn, new, act.moment, after=case.entries[-1])


def repeated(
    conn: Connection, name: str, move: PanelMove, act: Act
) -> Entry | Diagnostic | None:
    """Return what was entered under an act's key; a form has a key of its own."""
    return done_before(conn, act, wanted(name, move, act))


def asked_of(
    conn: Connection, name: str, asked: tuple[Task, PanelMove], act: Act
) -> PanelCase | Entry | Diagnostic:
    """Return a panel for a move that may be made: not by anybody, and not twice.

    Where it was made before under the same key, the entry of then is returned.
    """
    task, move = asked
    if refused := refusal(act, task):
        return refused
    if hidden := _hidden(conn, name, act, task):
        return hidden
    before = repeated(conn, name, move, act)
    return whole_panel(conn, name, act) if before is None else before


def wanted(name: str, move: PanelMove, act: Act) -> dict[str, object]:
    """Say what is asked for, so that a key stands for one thing."""
    return {"act": f"panel {move}", "panel": name, "actor": act.actor}


def not_now(case: PanelCase, why: str, way_out: str, act: Act) -> Diagnostic:
    """Say that something cannot be done as the panel stands."""
    last = case.entries[-1]
    return Diagnostic(
        code=Code.MOVE_NOT_ALLOWED,
        place=act.at(last.stream, last.number),
        message=f"the panel `{case.name}` is {case.state}: {why}",
        help=way_out,
    )


def not_theirs(case: PanelCase, why: str, way_out: str, act: Act) -> Diagnostic:
    """Say that something is not somebody's to do on this panel."""
    return Diagnostic(
        code=Code.NOT_ALLOWED,
        place=act.at(f"{PANEL}{case.name}"),
        message=why,
        help=way_out,
    )


def _serves(case: PanelCase, act: Act) -> bool:
    seat = case.seat_of(act.actor)
    return seat is not None and seat.serves


def no_seat(name: str, act: Act) -> Diagnostic:
    """Say that somebody does not assess on a panel, whether there is one or not."""
    return Diagnostic(
        code=Code.NOT_ALLOWED,
        place=act.at(f"{PANEL}{name}"),
        message=f"{act.actor} does not assess on the panel `{name}`",
        help="assessors see the panels on which they assess; the chair assigns them",
    )


def _hidden(conn: Connection, name: str, act: Act, task: Task) -> Diagnostic | None:
    """Say that a panel is not somebody's to know of, whether it is there or not."""
    entries = entries_of(conn, f"{PANEL}{name}")
    assigned = [said_in(one) for one in entries if one.kind == PanelMove.ASSIGN]
    if only_assesses(act) and act.actor not in {one["assessor"] for one in assigned}:
        return no_seat(name, act)
    return case_refusal(conn, act, task, entries[0] if entries else None)


def _seats(conn: Connection, entries: Sequence[Entry]) -> tuple[Seat, ...]:
    seats: dict[str, Seat] = {}
    for entry in entries:
        if entry.kind == PanelMove.ASSIGN:
            name = said_in(entry)["assessor"]
            seats[name] = Seat(name)
        elif entry.kind == PanelMove.DECLARE:
            conflict = said_in(entry)["conflict"]
            seats[entry.actor] = replace(seats[entry.actor], conflict=conflict)
        elif entry.kind == PanelMove.SUBMIT:
            written = kept(conn, contents_of(conn, entry), "judgement")
            judgement = judgement_in(written)
            seats[entry.actor] = replace(seats[entry.actor], judgement=judgement)
    return tuple(seats.values())


def _evidence(entries: Sequence[Entry]) -> tuple[EvidenceFile, ...]:
    laid = [one for one in entries if one.kind == PanelMove.EVIDENCE]
    return tuple(
        EvidenceFile(one.number, said["file"], said["kind"], said["size"])
        for one in laid
        if (said := said_in(one))
    )


def judgement_bytes(judgement: Judgement) -> bytes:
    """Write a judgement as it is kept: apart from the ledger, which has its digest."""
    whole = {
        "levels": [[name, str(level)] for name, level in judgement.levels],
        "comments": [list(one) for one in judgement.comments],
    }
    return json.dumps(whole, sort_keys=True, separators=(",", ":")).encode()


def judgement_in(written: bytes) -> Judgement:
    """Read a judgement back.

    >>> one = Judgement((("Analysis", Fraction(3)),), (("Analysis", "two firms"),))
    >>> judgement_in(judgement_bytes(one)) == one
    True
    """
    whole = json.loads(written)
    return Judgement(
        tuple((name, Fraction(level)) for name, level in whole["levels"]),
        tuple((name, comment) for name, comment in whole["comments"]),
    )
