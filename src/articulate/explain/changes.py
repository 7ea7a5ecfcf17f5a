"""Imagined changes in words: `a grade of C or better in CIS 120`."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import assert_never

from articulate.explain.naming import source_of
from articulate.explain.titles import Titles
from articulate.model.change import (
    Addition,
    Change,
    FactChange,
    MilestoneReached,
    Said,
)
from articulate.model.exact import number_text
from articulate.model.exam import ExamSitting
from articulate.model.transcript import CourseAttempt

Names = Mapping[str, str]

_DAYS = {
    "completed": "completed",
    "taken": "taken",
    "awarded": "awarded",
    "decided": "decided",
}
_LEARNERS_DAYS = {
    "admitted": "admission",
    "declared": "the declaration of the major",
    "graduated": "graduation",
    "requested": "credit requested",
}


def change_words(change: Change, names: Names, titles: Titles) -> str:
    """Say one change; *names* are of the learnings already on the record."""
    match change:
        case Addition():
            return _addition(change, titles)
        case MilestoneReached(degree=degree, group=group):
            return f"the milestone {group} of {titles.block(degree)} reached"
        case FactChange(learning=learning):
            if learning is None:
                return _of_learner(change)
            return _of_learning(change, names.get(learning, learning))
    assert_never(change)


def changes_words(changes: Iterable[Change], names: Names, titles: Titles) -> str:
    """Say changes that belong together, joined as in a sentence."""
    words = [change_words(one, names, titles) for one in changes]
    if len(words) < 2:  # noqa: PLR2004 - one needs no joining
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def _addition(change: Addition, titles: Titles) -> str:
    learning = change.learning
    better = " or better" if change.at_least else ""
    match learning:
        case CourseAttempt(grade=grade):
            mark = f" with a grade of {grade}{better}" if grade else ""
            return f"{source_of(learning, titles).name} as well{mark}"
        case ExamSitting(score=score) if score is not None:
            more = " or more" if change.at_least else ""
            name = source_of(learning, titles).name
            return f"a score of {number_text(score)}{more} on {name}"
        case _:
            return f"{source_of(learning, titles).name} as well"


def _of_learner(change: FactChange) -> str:
    fact, value = change.fact, change.value
    if fact in _LEARNERS_DAYS:
        return f"{_LEARNERS_DAYS[fact]} {_day(change)}"
    flag = fact.removeprefix("flag ").replace("-", " ")
    return f"“{flag}” {'on' if value else 'denied on'} the record"


def _of_learning(change: FactChange, name: str) -> str:
    kind, _, argument = change.fact.partition(" ")
    value = _value(change.value)
    end = change.operator == ">="
    match kind:
        case "grade":
            return f"a grade of {value}{' or better' * end} in {name}"
        case "underlying":
            return f"a grade of {value}{' or better' * end} behind the mark in {name}"
        case "score":
            an = "an" if argument[:1] in tuple("AEIOU") else "a"
            article = f"{an} {argument} score" if argument else "a score"
            return f"{article} of {value}{' or more' * end} on {name}"
        case "completed" | "taken" | "awarded" | "decided":
            return f"{name} {_DAYS[kind]} {_day(change)}"
        case "attribute":
            return f"the attribute {argument} {'on' if change.value else 'off'} {name}"
        case "decision" | "criterion" | "result" | "alignment":
            return f"“{argument}” found to be {value} for {name}"
        case "evidence" | "recommended":
            return f"“{value}” as {kind} for {name}"
        case "verified" | "endorsed" | "unexpired":
            return f"{name} {'' if change.value else 'not '}{kind}"
        case _:
            return f"{kind} {value} for {name}"


def _day(change: FactChange) -> str:
    value = change.value
    if not isinstance(value, date):
        return str(value)
    if change.operator == ">=":
        return f"after {value - timedelta(days=1)}"
    return f"on {value}"


def _value(value: Said) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return number_text(value) if isinstance(value, Fraction) else str(value)
