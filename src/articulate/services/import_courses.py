"""Courses that an imported list gives, and that the receiving catalog does not have."""

from collections.abc import Iterable, Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.diagnostics.nearest import did_you_mean
from articulate.diagnostics.origin import Origin
from articulate.diagnostics.report import Report
from articulate.model.course import CourseCode
from articulate.model.identifiers import InstitutionId
from articulate.rulebook.credit_rules import CreditRule, EquivalencyRule
from articulate.rulebook.rulebook import Rulebook
from articulate.rulebook.targets import CourseTarget, EveryTarget, OneTarget, Target

_SHOWN = 6
_MOST_NAMED = 200
"""For how many unknown courses the nearest known one is looked for, which is slow."""


def unlisted_courses(
    rules: Iterable[CreditRule], receiving: InstitutionId, known: Rulebook
) -> Report:
    """Report each receiving course that no version of the catalog lists, once.

    A catalog on file is often not all of it, so this is a warning, and a near miss only
    a suggestion. Without a catalog on file nothing can be said.
    """
    listed: set[CourseCode] = set()
    for catalog in known.catalogs:
        if catalog.head.receiving == receiving:
            listed |= {course.code for course in catalog.courses}
            listed |= {code for one in catalog.renamings for code in (one.old, one.new)}
            listed |= {one.code for one in catalog.retirements}
    if not listed:
        return Report()
    places: dict[CourseCode, list[Origin]] = {}
    for rule in rules:
        if isinstance(rule, EquivalencyRule):
            for code in _courses(rule.target):
                if code not in listed:
                    places.setdefault(code, []).append(rule.head.origin)
    names = sorted(code.local for code in listed)
    return Report.of(
        _unlisted(code, at, names if number < _MOST_NAMED else [])
        for number, (code, at) in enumerate(sorted(places.items()))
    )


def _courses(target: Target) -> Iterator[CourseCode]:
    match target:
        case CourseTarget(code=code):
            yield code
        case EveryTarget(parts=parts) | OneTarget(parts=parts):
            for part in parts:
                yield from _courses(part)
        case _:
            return


def _unlisted(code: CourseCode, places: list[Origin], names: list[str]) -> Diagnostic:
    return Diagnostic(
        Code.UNKNOWN_COURSE,
        places[0],
        f"course `{code.local}` is not in the catalog of {code.institution}",
        did_you_mean(
            code.local, names, otherwise="check the code, or add it to the catalog"
        ),
        also=tuple(places[1:_SHOWN]),
        severity=Severity.WARNING,
    )
