"""What `articulate why` says: of a line, of a requirement, of a course not given."""

from dataclasses import dataclass

import typer

from articulate.cli.asking import Desk
from articulate.cli.terminal import output, print_plain
from articulate.cli.why_text import (
    print_nearest,
    print_requirement,
    print_why,
    print_why_not,
)
from articulate.explain.machine import as_text
from articulate.explain.outline import Shown
from articulate.services.explain_line import (
    explain_line,
    explanation_json,
    with_nearest,
    with_places,
)
from articulate.services.explain_requirement import (
    Requirement,
    explain_requirement,
    requirement_json,
    requirement_named,
)
from articulate.services.nearest_changes import (
    Question,
    nearest_for_course,
    nearest_json,
)
from articulate.services.receivers import Unclear
from articulate.services.why_not import why_not, why_not_json


@dataclass(frozen=True, slots=True)
class Wanted:
    """How much is wanted of an explanation, and in which form."""

    as_json: bool
    full: bool
    nearest: bool


def explain_absence(shown: Shown, desk: Desk, course: str, how: Wanted) -> None:
    """Say why a course was not given, and what would give it."""
    answer = why_not(shown, course, desk.rulebook)
    question = _question(shown, desk)
    near = nearest_for_course(question, answer.course) if how.nearest else None
    if how.as_json:
        beside = {} if near is None else {"nearest": nearest_json(near)}
        print_plain(as_text(why_not_json(answer) | beside))
        return
    print_why_not(output(), answer)
    if near is not None:
        print_nearest(output(), near)


def explain_named(shown: Shown, desk: Desk, word: str, how: Wanted) -> None:
    """Explain what a person named: a requirement of an audit, or lines."""
    requirement = requirement_named(shown, word)
    if requirement is not None:
        _requirement(shown, desk, requirement, how)
    else:
        _lines(shown, desk, word, how)


def _requirement(shown: Shown, desk: Desk, one: Requirement, how: Wanted) -> None:
    question = _question(shown, desk)
    found = explain_requirement(question, shown, one, nearest=how.nearest)
    if how.as_json:
        print_plain(as_text(requirement_json(found)))
    else:
        print_requirement(output(), found)


def _lines(shown: Shown, desk: Desk, word: str, how: Wanted) -> None:
    explained = explain_line(shown, word, full=how.full)
    if isinstance(explained, Unclear):
        message = f"{explained.message}; {explained.help}"
        raise typer.BadParameter(message, param_hint="LINE")
    explained = with_places(desk.rulebook, shown, explained)
    if how.nearest:
        explained = with_nearest(_question(shown, desk), explained)
    if how.as_json:
        print_plain(as_text(explanation_json(explained)))
    else:
        print_why(output(), explained)


def _question(shown: Shown, desk: Desk) -> Question:
    return Question(desk.rulebook, shown.evaluation.record, desk.asked)
