"""An assessor declares conflicts of interest, and submits levels with comments."""

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from articulate.cases.panels import panel_state
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.report import Report
from articulate.model.entry import Entry
from articulate.model.exact import parse_number
from articulate.model.panel import Judgement, PanelMove, PanelState
from articulate.rulebook.learning_blocks import Criterion
from articulate.services.access import Task
from articulate.services.acting import Act
from articulate.services.panel_case import (
    PANEL,
    Happened,
    PanelCase,
    asked_of,
    enter,
    judgement_bytes,
    no_seat,
    not_now,
    not_theirs,
)
from articulate.store.contents import keep_content
from articulate.store.transaction import Connection

Typed = Mapping[str, tuple[str, str]]
"""For each criterion the level and the comment, as somebody typed them."""


def declare_conflict(
    conn: Connection, name: str, conflict: str, act: Act
) -> Entry | Diagnostic:
    """Declare a conflict of interest, which frees the seat; empty declares none."""
    case = _theirs(conn, name, PanelMove.DECLARE, act)
    if not isinstance(case, PanelCase):
        return case
    seat = case.seat_of(act.actor)
    if seat is None or seat.conflict is not None:
        why = f"{act.actor} has declared already"
        return not_now(case, why, "tell the chair if something has changed", act)
    said = {"conflict": " ".join(conflict.split())}
    return enter(conn, case, Happened(PanelMove.DECLARE, said), act)


def submit_judgement(
    conn: Connection, name: str, typed: Typed, act: Act
) -> Entry | Diagnostic | Report:
    """Submit levels with comments, once; nobody changes them afterwards."""
    case = _theirs(conn, name, PanelMove.SUBMIT, act)
    if not isinstance(case, PanelCase):
        return case
    seat = case.seat_of(act.actor)
    if seat is None or seat.conflict is None:
        why = f"{act.actor} has not said whether there is a conflict of interest"
        return not_now(case, why, "declare it, or that there is none, first", act)
    if seat.judgement is not None or case.state is not PanelState.ASSESSING:
        why = f"what {act.actor} found was submitted"
        return not_now(case, why, "tell the chair if something has changed", act)
    judgement = read_judgement(case, typed, act)
    if isinstance(judgement, Report):
        return judgement
    contents = {"judgement": keep_content(conn, judgement_bytes(judgement))}
    seats = tuple(
        replace(one, judgement=judgement) if one is seat else one for one in case.seats
    )
    after = panel_state(case.block, seats, None)
    happened = Happened(PanelMove.SUBMIT, contents=contents, after=after)
    return enter(conn, case, happened, act)


def read_judgement(case: PanelCase, typed: Typed, act: Act) -> Judgement | Report:
    """Read what was typed, or say all that is wrong with it at once."""
    problems: list[Diagnostic] = []
    levels: list[tuple[str, Fraction]] = []
    comments: list[tuple[str, str]] = []
    for criterion in case.block.criteria:
        written, comment = typed.get(criterion.name, ("", ""))
        level = parse_number(written)
        if level is None or not _on(criterion, level):
            problems.append(_wrong(case, criterion, "has no level", act))
        if not comment.strip():
            problems.append(_wrong(case, criterion, "has no comment", act))
        levels.append((criterion.name, level or Fraction(0)))
        comments.append((criterion.name, comment.strip()))
    if problems:
        return Report.of(problems)
    return Judgement(tuple(levels), tuple(comments))


def _theirs(
    conn: Connection, name: str, move: PanelMove, act: Act
) -> PanelCase | Entry | Diagnostic:
    """Return the panel on which somebody has a seat and no conflict of interest."""
    case = asked_of(conn, name, (Task.ASSESS, move), act)
    if not isinstance(case, PanelCase):
        return case
    seat = case.seat_of(act.actor)
    if seat is None:
        return no_seat(name, act)
    if not seat.serves:
        why = f"{act.actor} declared a conflict of interest: {seat.conflict}"
        return not_theirs(case, why, "the chair assigns somebody else", act)
    return case


def _on(criterion: Criterion, level: Fraction) -> bool:
    """Say whether a level is one of a criterion's: whole steps from the lowest."""
    whole = (level - criterion.lowest).denominator == 1
    return whole and criterion.lowest <= level <= criterion.highest


def _wrong(case: PanelCase, criterion: Criterion, what: str, act: Act) -> Diagnostic:
    return Diagnostic(
        code=Code.FORM_INVALID,
        place=act.at(f"{PANEL}{case.name}"),
        message=f"the criterion `{criterion.name}` {what}",
        help=f"give each criterion a level from {criterion.lowest} to"
        f" {criterion.highest}, and say what in the evidence it rests on",
    )
