"""One line and why it is so; the letter, and the document of a decision."""

from typing import Annotated

from fastapi import Query
from fastapi.responses import HTMLResponse, Response

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.stored import StoreRef
from articulate.explain.derivation import derivation_of
from articulate.explain.learner import learner_sentence
from articulate.model.decision import Decision
from articulate.services.explain_line import (
    Explanation,
    explain_line,
    explanation_json,
    with_nearest,
    with_places,
)
from articulate.services.explain_requirement import places_words
from articulate.services.letters import letter_for
from articulate.services.nearest_changes import Question
from articulate.services.receivers import Unclear
from articulate.services.replay import replay
from articulate.services.settlements import read_decision
from articulate.services.why_not import WhyNot, why_not
from articulate.services.worksheet import Worksheet, standing_decision
from articulate.web.problems import ProblemError, answered
from articulate.web.rendering import shown
from articulate.web.screens.worksheet.deciding import TypedLines
from articulate.web.screens.worksheet.showing import seen
from articulate.web.visit import Visit, Visiting

Nearest = Annotated[bool, Query(description="What would change it, evaluated.")]
Course = Annotated[str, Query(max_length=100, description="A course not given.")]


def line_page(
    name: str,
    place: str,
    visit: Visiting,
    nearest: Nearest = False,  # noqa: FBT002 - a part of the address
    course: Course = "",
) -> HTMLResponse:
    """Show the whole derivation of one line, and what is asked about it beside."""
    sheet = seen(visit, name, f"line {place}")
    one = _explained(sheet, place, visit, nearest=nearest)[0]
    return visit.page(
        "worksheet/line.html",
        sheet=sheet,
        place=place,
        row=one.row,
        why=[learner_sentence(reason, one.names) for reason in one.row.why],
        derivation=shown(derivation_of(one.row, one.names)),
        places=list(places_words(one.places)),
        near=one.nearest,
        answers=one.answers,
        course=course,
        missed=_why_not(sheet, course) if course.strip() else None,
    )


def line_resource(
    name: str,
    place: str,
    visit: Visiting,
    nearest: Nearest = False,  # noqa: FBT002 - a part of the address
) -> dict[str, object]:
    """Explain a line: by its number, a learning's id or a course code."""
    sheet = seen(visit, name, f"line {place}")
    return dict(explanation_json(_explained(sheet, place, visit, nearest=nearest)))


def letter_page(name: str, visit: Visiting) -> HTMLResponse:
    """Show the letter of what was decided; before, of what the rules say."""
    sheet = seen(visit, name, "letter")
    return _letter(visit, sheet, standing_decision(sheet) or Decision(name))


def preview_page(name: str, visit: Visiting, typed: TypedLines) -> HTMLResponse:
    """Show the letter as it would be with what is typed; nothing is decided by it."""
    sheet = seen(visit, name, "letter")
    decision = read_decision(name, typed.settled, typed.reason, visit.act())
    return _letter(visit, sheet, answered(decision))


def document_page(name: str, number: int, visit: Visiting) -> Response:
    """Make a decision again, and show that it comes to the same bytes."""
    seen(visit, name, f"decision {number}")
    act = visit.act()
    replayed = visit.read(lambda conn: replay(conn, f"{name}/{number}", act))
    return visit.page(
        "worksheet/document.html",
        request_name=name,
        replayed=replayed,
        document=replayed.before.decode(),
    )


def _letter(visit: Visit, sheet: Worksheet, decision: Decision) -> HTMLResponse:
    decided = sheet.decisions[-1] if sheet.decisions else None
    office = visit.desk.office
    moment = visit.act().moment if decided is None else decided.recorded_at
    by = visit.person.name if decided is None else decided.actor
    signed = (by, office.day_of(moment))
    made = letter_for(sheet, decision, visit.desk.wording, office=office, signed=signed)
    return visit.page(
        "worksheet/letter.html", sheet=sheet, letter=made, decided=decided
    )


def _explained(
    sheet: Worksheet, place: str, visit: Visit, *, nearest: bool
) -> tuple[Explanation, ...]:
    one = sheet.evaluated
    found = explain_line(one.shown, place, full=True)
    if isinstance(found, Unclear):
        problem = Diagnostic(
            code=Code.PAGE_MISSING,
            place=StoreRef(visit.request.url.path),
            message=found.message,
            help=found.help,
        )
        raise ProblemError([problem])
    found = with_places(one.rulebook, one.shown, found)
    if not nearest:
        return found
    question = Question(one.rulebook, one.shown.evaluation.record, one.asked)
    return with_nearest(question, found)


def _why_not(sheet: Worksheet, course: str) -> WhyNot:
    return why_not(sheet.evaluated.shown, course.strip(), sheet.evaluated.rulebook)
