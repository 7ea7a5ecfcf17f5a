"""Convene a panel for a portfolio, lay evidence before it, and assign assessors."""

from dataclasses import dataclass

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.model.entry import Entry, NewEntry
from articulate.model.panel import PanelMove, PanelState
from articulate.model.person import Role
from articulate.rulebook.in_force import in_force
from articulate.rulebook.learning_blocks import PortfolioBlock
from articulate.services.access import Task, refusal
from articulate.services.acting import Act, asked_digest
from articulate.services.history import history_of
from articulate.services.kept_rules import rules_of
from articulate.services.nearby_files import FoundFile
from articulate.services.office import Office
from articulate.services.panel_case import (
    PANEL,
    Happened,
    PanelCase,
    asked_of,
    enter,
    not_now,
    panel_of,
    repeated,
    wanted,
    whole_panel,
)
from articulate.services.stored_evaluation import kept, newest_evaluation, record_in
from articulate.store.chain import said_in
from articulate.store.contents import content_of, keep_content
from articulate.store.entries import contents_of, last_entry
from articulate.store.ledger import append
from articulate.store.transaction import Connection

MOST_BYTES = 20_000_000
"""The largest file that can be laid before a panel."""


def panel_name(request: str, learning: str) -> str:
    """Name the panel of a portfolio: one for each."""
    return f"{request}.{learning}"


def convene_panel(
    conn: Connection, request: str, learning: str, act: Act, *, office: Office
) -> Entry | Diagnostic:
    """Convene a panel by the version of the block that is in force on this day."""
    if refused := refusal(act, Task.CONVENE):
        return refused
    name = panel_name(request, learning)
    before = repeated(conn, name, PanelMove.CONVENE, act)
    if before is not None:
        return before
    entries = history_of(conn, request, act)
    if isinstance(entries, Diagnostic):
        return entries
    if last_entry(conn, f"{PANEL}{name}") is not None:
        case = whole_panel(conn, name, act)
        assert isinstance(case, PanelCase)  # noqa: S101 - its stream has an entry
        return not_now(case, "it was convened before", "go on with that one", act)
    evaluated = newest_evaluation(entries)
    contents = contents_of(conn, evaluated)
    record = record_in(kept(conn, contents, "record"), request)
    found = [one for one in record.portfolios if one.id == learning]
    if not found:
        return _nothing(act, request, f"there is no portfolio `{learning}` in it")
    if found[0].decided is not None:
        return _nothing(act, request, f"the portfolio `{learning}` is decided")
    day = office.day_of(act.moment)
    blocks = [
        one
        for one in rules_of(conn, evaluated).portfolios
        if one.head.id == found[0].portfolio
    ]
    chosen = in_force(blocks, day).chosen
    if len(chosen) != 1 or not chosen[0].criteria:
        why = f"no one version of `portfolio {found[0].portfolio}` with criteria"
        return _nothing(act, request, f"{why} is in force on {day}")
    new = NewEntry(
        stream=f"{PANEL}{name}",
        kind=PanelMove.CONVENE,
        state=PanelState.ASSESSING,
        actor=act.actor,
        said={"request": request, "learning": learning, "block": chosen[0].head.name},
        learner=entries[0].learner,
        contents={"bundle": contents["bundle"]},
        key=act.key,
        asked=None
        if act.key is None
        else asked_digest(wanted(name, PanelMove.CONVENE, act)),
    )
    return append(conn, new, act.moment, after=None)


@dataclass(frozen=True, slots=True)
class Assessable:
    """A portfolio of a request, and the name of its panel where it has one."""

    learning: str
    portfolio: str
    panel: str | None = None


def portfolios_of(
    conn: Connection, request: str, act: Act
) -> tuple[Assessable, ...] | Diagnostic:
    """List the portfolios of a request that have a panel, or may get one."""
    entries = history_of(conn, request, act)
    if isinstance(entries, Diagnostic):
        return entries
    contents = contents_of(conn, newest_evaluation(entries))
    record = record_in(kept(conn, contents, "record"), request)
    found = []
    for one in record.portfolios:
        name = panel_name(request, one.id)
        convened = last_entry(conn, f"{PANEL}{name}") is not None
        if convened or one.decided is None:
            panel = name if convened else None
            found.append(Assessable(one.id, str(one.portfolio), panel))
    return tuple(found)


def assign_assessor(
    conn: Connection, name: str, assessor: str, act: Act, *, office: Office
) -> Entry | Diagnostic:
    """Give somebody a seat; they declare their conflicts of interest first."""
    case = asked_of(conn, name, (Task.CONVENE, PanelMove.ASSIGN), act)
    if not isinstance(case, PanelCase):
        return case
    if case.vacant < 1 or case.state is not PanelState.ASSESSING:
        why = "every seat that the policy wants is taken"
        return not_now(case, why, "nobody else is needed", act)
    person = next((one for one in office.people if one.id == assessor), None)
    if person is None or Role.ASSESSOR not in person.roles:
        return _unfit(case, f"`{assessor}` is no assessor of this office", act)
    if person.learner is not None and person.learner == case.learner:
        return _unfit(case, f"{assessor} is the learner", act)
    if case.seat_of(assessor) is not None:
        return _unfit(case, f"{assessor} is on this panel already", act)
    happened = Happened(PanelMove.ASSIGN, {"assessor": assessor})
    return enter(conn, case, happened, act)


def lay_evidence(
    conn: Connection, name: str, file: FoundFile, act: Act, *, kind: str
) -> Entry | Diagnostic:
    """Lay a file before a panel, as what of the evidence that the policy requires."""
    case = asked_of(conn, name, (Task.CONVENE, PanelMove.EVIDENCE), act)
    if not isinstance(case, PanelCase):
        return case
    if case.state is PanelState.CONCLUDED:
        return not_now(case, "its evidence is closed", "open another request", act)
    if not file.content or len(file.content) > MOST_BYTES:
        return _unfit(case, "a file has between 1 and 20,000,000 bytes", act)
    said = {"file": file.name, "kind": kind.strip(), "size": len(file.content)}
    contents = {"file": keep_content(conn, file.content)}
    return enter(conn, case, Happened(PanelMove.EVIDENCE, said, contents), act)


def evidence_file(
    conn: Connection, name: str, number: int, act: Act
) -> FoundFile | Diagnostic:
    """Return one file of the evidence, to somebody who may see the panel."""
    case = panel_of(conn, name, act)
    if isinstance(case, Diagnostic):
        return case
    for entry in case.entries:
        if entry.number == number and entry.kind == PanelMove.EVIDENCE:
            content = content_of(conn, contents_of(conn, entry)["file"]) or b""
            return FoundFile(said_in(entry)["file"], content)
    return Diagnostic(
        code=Code.PAGE_MISSING,
        place=act.at(f"{PANEL}{name}", number),
        message=f"the panel `{name}` has no evidence {number}",
        help="choose a file from the panel's page",
    )


def _nothing(act: Act, request: str, why: str) -> Diagnostic:
    return Diagnostic(
        code=Code.FORM_INVALID,
        place=act.at(f"request:{request}"),
        message=f"no panel can be convened for the request `{request}`: {why}",
        help="name a portfolio of the record that a policy has a rubric for",
    )


def _unfit(case: PanelCase, why: str, act: Act) -> Diagnostic:
    return Diagnostic(
        code=Code.FORM_INVALID,
        place=act.at(f"{PANEL}{case.name}"),
        message=why,
        help="choose another",
    )


def block_words(block: PortfolioBlock) -> str:
    """Say in a sentence how a block has its panel work."""
    parts = [f"{block.assessors} assessor{'' if block.assessors == 1 else 's'}"]
    if block.blind:
        parts.append("blind until all have submitted")
    if block.agree_within is not None:
        parts.append(f"who agree within {block.agree_within}")
        if block.otherwise:
            parts.append(f"else {block.otherwise}")
    return f"{', '.join(parts)}; decided by {block.decide_by}."
