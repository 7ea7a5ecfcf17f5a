"""How a request is shown: its worksheet, its totals, and the forms that may follow."""

from collections.abc import Mapping, Sequence
from datetime import date

from fastapi.responses import HTMLResponse

from articulate.diagnostics.diagnostic import Diagnostic
from articulate.explain.derivation import derivation_of
from articulate.explain.exception_words import exceptions_json
from articulate.explain.markup import Markup, tag, text
from articulate.explain.naming import unit_name
from articulate.explain.outline import Row
from articulate.explain.summary import counts_sentence
from articulate.explain.worksheet import limits_table, totals_tables, worksheet
from articulate.model.case import Move
from articulate.model.totals import totals_of
from articulate.services.access import Task, may
from articulate.services.convene_panel import portfolios_of
from articulate.services.disclosures import disclose
from articulate.services.exception_reading import TYPES
from articulate.services.exception_targets import waivable
from articulate.services.history import entry_json
from articulate.services.settlements import MAY_SETTLE
from articulate.services.worksheet import Worksheet, worksheet_of
from articulate.web.problems import status_of
from articulate.web.rendering import shown
from articulate.web.screens.worksheet.deciding import Typed
from articulate.web.visit import Visit

_NOTHING_TYPED = Typed()
_NOTHING_EXCEPTED: Mapping[str, str] = {}


def seen(visit: Visit, name: str, what: str) -> Worksheet:
    """Return a request to somebody who looks at it, which is entered."""
    office, act, recall = visit.desk.office, visit.act(), visit.desk.evaluated.recall
    found = visit.read(
        lambda conn: worksheet_of(conn, name, act, office=office, recall=recall)
    )
    about = f"{what} of {name}"
    visit.write(lambda conn: disclose(conn, found.learner, about, act))
    return found


def request_page(
    visit: Visit,
    sheet: Worksheet,
    problems: Sequence[Diagnostic] = (),
    typed: Typed = _NOTHING_TYPED,
    excepting: Mapping[str, str] = _NOTHING_EXCEPTED,
) -> HTMLResponse:
    """Show a request as it stands, with what was wrong with a form that was sent."""
    evaluation = sheet.evaluated.shown.evaluation
    unit = unit_name(evaluation.unit)
    rows, names = sheet.rows, sheet.names
    may_decide = may(visit.person, Task.DECIDE)
    act = visit.act()

    def beside(row: Row) -> Markup:
        return _derivation(sheet, row)

    return visit.page(
        "worksheet/request.html",
        status=status_of(tuple(problems)) if problems else 200,
        found=problems,
        typed=typed,
        sheet=sheet,
        rows=rows,
        lead=counts_sentence(rows),
        receiving=sheet.evaluated.shown.titles.institution(evaluation.receiving),
        as_of=evaluation.as_of,
        left=_left(sheet, visit),
        lines=shown(worksheet(rows, names, unit, beside)),
        totals=shown(totals_tables(totals_of(evaluation), unit)),
        limits=shown(limits_table(evaluation.limits)),
        history=[entry_json(one) for one in sheet.entries],
        waiting=None if sheet.waiting is None else entry_json(sheet.waiting),
        portfolios=visit.read(lambda conn: portfolios_of(conn, sheet.name, act)),
        may_convene=may(visit.person, Task.CONVENE),
        may_see_panel=may(visit.person, Task.SEE_PANEL),
        may_decide=may_decide and Move.DECIDE in sheet.moves,
        may_move=may(visit.person, Task.MOVE) and Move.PAUSE in sheet.moves,
        exceptions=exceptions_json(sheet.exceptions),
        may_except=may(visit.person, Task.EXCEPT) and Move.EXCEPT in sheet.moves,
        may_approve=may(visit.person, Task.APPROVE_EXCEPTION),
        types=TYPES,
        waivable=[one.text for one in waivable(sheet.evaluated.rulebook)],
        excepting=excepting,
        may_appeal=may(visit.person, Task.APPEAL, sheet.learner)
        and Move.APPEAL in sheet.moves,
        statuses=[str(one) for one in MAY_SETTLE],
        key=visit.desk.new_name(),
    )


def _left(sheet: Worksheet, visit: Visit) -> str:
    """Say how near the due day is."""
    if sheet.still:
        return f"the clock stands: {sheet.stopped}"
    if sheet.due is None:
        return "no day"
    today: date = visit.desk.office.day_of(visit.act().moment)
    return f"{sheet.due} (late)" if sheet.due < today else sheet.due.isoformat()


def _derivation(sheet: Worksheet, row: Row) -> Markup:
    """Let a line open its derivation where it stands."""
    further = tag(
        "a",
        text("Why not otherwise, and what would change it"),
        href=f"/requests/{sheet.name}/lines/{row.place}",
    )
    return tag(
        "details",
        tag("summary", text("Derivation")),
        tag("div", derivation_of(row, sheet.names), class_="derivation"),
        tag("p", further),
        class_="fine-details",
    )
