"""How a panel is shown: to whom what, and the same as JSON."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from fastapi.responses import HTMLResponse

from articulate.diagnostics.diagnostic import Diagnostic
from articulate.model.panel import PanelOutcome, PanelState
from articulate.services.access import Task, may
from articulate.services.convene_panel import block_words
from articulate.services.disclosures import disclose
from articulate.services.panel_case import PanelCase, panel_of
from articulate.services.panel_finding import finding_of
from articulate.services.precedents import (
    Agreement,
    agreement_before,
    agreement_on,
    precedents,
)
from articulate.web.problems import status_of
from articulate.web.visit import Visit

PANEL_SCHEMA = "articulate.panel/1"
Typed = Mapping[str, tuple[str, str]]


def seen(visit: Visit, name: str, what: str = "panel") -> PanelCase:
    """Return a panel to somebody who looks at it, which is entered."""
    act = visit.act()
    case = visit.read(lambda conn: panel_of(conn, name, act))
    about = f"{what} {name}"
    visit.write(lambda conn: disclose(conn, case.learner, about, act))
    return case


def panel_page(
    visit: Visit,
    name: str,
    problems: Sequence[Diagnostic] = (),
    typed: Typed | None = None,
) -> HTMLResponse:
    """Show a panel: an assessor their sheet, the chair what it comes to."""
    case, act, office = seen(visit, name), visit.act(), visit.desk.office
    seat = case.seat_of(visit.person.id)
    chairs = may(visit.person, Task.CONVENE) and seat is None
    portfolio = str(case.block.head.id)
    earlier = visit.read(lambda conn: precedents(conn, portfolio, "", act))
    return visit.page(
        "panels/panel.html",
        status=status_of(tuple(problems)) if problems else 200,
        found=problems,
        typed=typed or {},
        case=case,
        seat=seat,
        chairs=chairs,
        rules=block_words(case.block),
        scales=[(one, _steps(one.lowest, one.highest)) for one in case.block.criteria],
        assesses=seat is not None
        and seat.conflict == ""
        and seat.judgement is None
        and case.state is PanelState.ASSESSING,
        declares=seat is not None and seat.conflict is None,
        finding=finding_of(case),
        agreement=_shown(agreement_on(case.block, case.judged)) if case.open else None,
        before=_shown(visit.read(lambda conn: agreement_before(conn, portfolio))),
        earlier=earlier[:5],
        outcomes=_outcomes(case),
        assessors=[
            one
            for one in office.people
            if may(one, Task.ASSESS) and case.seat_of(one.id) is None
        ],
        names={one.id: one.name for one in office.people},
        key=visit.desk.new_name(),
    )


def panel_json(case: PanelCase) -> dict[str, object]:
    """Turn a panel into JSON, with what may be read of it."""
    finding = finding_of(case)
    return {
        "schema": PANEL_SCHEMA,
        "panel": case.name,
        "request": case.request,
        "learning": case.learning,
        "learner": case.learner,
        "block": case.block.head.name,
        "state": str(case.state),
        "vacant": case.vacant,
        "assessors": [
            {
                "assessor": one.assessor,
                "conflict": one.conflict,
                "submitted": one.assessor in case.done,
                "levels": None
                if one.judgement is None
                else {name: str(level) for name, level in one.judgement.levels},
                "comments": None
                if one.judgement is None
                else dict(one.judgement.comments),
            }
            for one in case.seats
        ],
        "found": None
        if finding is None
        else {name: str(level) for name, level in finding.levels},
        "apart": None if finding is None else list(finding.apart),
        "said": [dict(one) for one in case.said],
    }


def _steps(lowest: Fraction, highest: Fraction) -> list[str]:
    """List the levels of a criterion, in whole steps."""
    return [str(lowest + step) for step in range(int(highest - lowest) + 1)]


def _outcomes(case: PanelCase) -> list[tuple[str, str]]:
    """List what the chair can say now, each with its words."""
    if case.state is PanelState.JUDGED:
        return [(str(one), str(one)) for one in PanelOutcome]
    if case.state is PanelState.ADDITIONAL:
        return [
            (str(PanelOutcome.AWARD), "award: the assignment was passed"),
            (str(PanelOutcome.REFUSE), "refuse: the assignment was failed"),
        ]
    return []


def _shown(one: Agreement) -> dict[str, str]:
    """Write kappas to two places; what cannot be said says so."""
    return {
        "rows": str(one.rows),
        "same": str(one.same),
        "cohen": _kappa(one.cohen),
        "fleiss": _kappa(one.fleiss),
    }


def _kappa(value: Fraction | None) -> str:
    if value is None:
        return "cannot be said"
    hundredths = round(value * 100)
    sign = "\N{MINUS SIGN}" if hundredths < 0 else ""
    return f"{sign}{abs(hundredths) // 100}.{abs(hundredths) % 100:02}"
