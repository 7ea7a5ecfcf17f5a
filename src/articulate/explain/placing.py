"""Where credit counts and where else it could, in words; and what is still needed."""

from collections.abc import Mapping, Sequence
from typing import assert_never

from articulate.explain.machine import Json
from articulate.model.course import CourseCode
from articulate.model.exact import number_text
from articulate.model.identifiers import GroupId
from articulate.model.placing import Elsewhere, Here, Loss, OpenDemand

MOST_COURSES = 8
"""Of the courses that would do, no more than this are named one by one."""

Names = Mapping[str, str]


def here_sentences(here: Here) -> tuple[str, ...]:
    """Say where one piece of credit counts, and why nowhere else."""
    if here.places:
        said = [
            f"{here.name} counts in {group_name(path)}: {text}"
            for path, text in here.places
        ]
    else:
        said = [f"{here.name} fills no group; it counts toward the total"]
    return (*said, *(elsewhere_sentence(one) for one in here.elsewhere))


def elsewhere_sentence(one: Elsewhere) -> str:
    """Say why credit does not count in one other place."""
    where = f"not in {group_name(one.group)} ({one.text}): "
    amount = number_text(one.amount)
    match one.loss:
        case Loss.TURNED_AWAY:
            return f"{where}{one.asks} is asked there"
        case Loss.UNMET:
            lost = f": {', '.join(one.instead)}" if one.instead else ""
            return f"{where}then {amount} more would be unmet{lost}"
        case Loss.MISSING:
            lost = f" ({', '.join(one.instead)})" if one.instead else ""
            return f"{where}then {amount} more credits would be missing{lost}"
        case Loss.UNAPPLIED:
            return f"{where}then {amount} more credits would stay unapplied"
        case Loss.GPA:
            return f"{where}then a grade point average would be lower"
        case Loss.SURPLUS:
            return f"{where}then {amount} more credits would be beyond what is asked"
        case Loss.LATER:
            return f"{where}as good, but with more courses or later ones"
        case Loss.ORDER:
            return f"{where}exactly as good; of two equal ways the first is taken"
        case Loss.NOTHING:
            return f"{where}it would fill nothing that is open there"
    assert_never(one.loss)


def demand_sentences(one: OpenDemand, names: Names) -> tuple[str, ...]:
    """Say what is still needed of one demand, and each way there is to it."""
    if one.milestone:
        return (f"{group_name(one.group)}: the milestone is reached",)
    said = [f"{group_name(one.group)}: {_lacking(one)}"]
    if one.courses:
        grade = f", with {one.least_grade} or better" if one.least_grade else ""
        said.append(f"{_course_names(one.courses)}{grade}")
    if one.under_way:
        said.append(f"{_listed(one.under_way, names)}, once passed")
    if one.elsewhere:
        said.append(f"{_listed(one.elsewhere, names)} would do, and counts elsewhere")
    said += [
        f"{names.get(learning, learning)} would do but for: {asks}"
        for learning, asks in one.turned_away
    ]
    return tuple(said)


def here_json(here: Here) -> dict[str, Json]:
    """Turn where credit counts into JSON."""
    return {
        "learning": list(here.learning),
        "gives": here.name,
        "places": [{"group": list(path), "asks": text} for path, text in here.places],
        "elsewhere": [
            {
                "group": list(one.group),
                "asks": one.text,
                "loss": str(one.loss),
                "amount": number_text(one.amount),
                "unmet": list(one.instead),
                "turned_away_by": one.asks,
                "words": elsewhere_sentence(one),
            }
            for one in here.elsewhere
        ],
    }


def demand_json(one: OpenDemand) -> dict[str, Json]:
    """Turn an open demand into JSON."""
    return {
        "group": list(one.group),
        "asks": one.text,
        "lacking": number_text(one.lacking),
        "unit": "courses" if one.in_courses else "credits",
        "courses": [str(code) for code in one.courses],
        "elsewhere": list(one.elsewhere),
        "under_way": list(one.under_way),
        "turned_away": [
            {"learning": learning, "asks": asks} for learning, asks in one.turned_away
        ],
        "least_grade": one.least_grade,
        "milestone": one.milestone,
    }


def group_name(path: Sequence[GroupId]) -> str:
    """Name a group by its path: `core/theory`."""
    return "/".join(path)


def _lacking(one: OpenDemand) -> str:
    if " from " not in one.text or not one.lacking:
        return one.text
    of = one.text.partition(" from ")[2]
    unit = "courses" if one.in_courses else "credits"
    unit = unit.removesuffix("s") if one.lacking == 1 else unit
    return f"{number_text(one.lacking)} {unit} from {of}"


def _course_names(courses: Sequence[CourseCode]) -> str:
    named = [code.local for code in courses[:MOST_COURSES]]
    more = len(courses) - len(named)
    rest = f" or any of {more} more" if more else ""
    return f"any of {', '.join(named)}{rest}" if len(courses) > 1 else named[0]


def _listed(learnings: Sequence[str], names: Names) -> str:
    return ", ".join(names.get(one, one) for one in learnings)
