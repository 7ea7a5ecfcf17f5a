"""AR201: a subject is in the catalog of the institution whose it is."""

from collections.abc import Iterator
from dataclasses import dataclass

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.diagnostics.nearest import did_you_mean
from articulate.diagnostics.span import Span
from articulate.language.checked import Checked, Found
from articulate.language.passes.spelling import slip_of
from articulate.language.syntax.codes import (
    CourseCode,
    CoursePattern,
    CourseRange,
    WholeSubject,
)
from articulate.language.syntax.expectations import TestBlock
from articulate.language.syntax.institutions import CatalogBlock
from articulate.language.syntax.node import Node
from articulate.language.syntax.policies import ElectiveRemedy
from articulate.language.syntax.pools import OfSubjects
from articulate.language.syntax.sources import ElectiveTarget


def unknown_subjects(checked: Checked) -> Iterator[Diagnostic]:
    """Report each subject that a catalog on file does not list, once with its places.

    A slip of the pen is an error where credit would go astray, on the receiving side.
    Any other name is a warning, since the catalog on file may not be all of it.
    """
    names = checked.names
    unknown: dict[_Name, list[Span]] = {}
    for name, node in _subjects(checked):
        catalog = names.catalogs.get(name.institution)
        if catalog is not None and names.misses(name.subject, catalog.subjects):
            unknown.setdefault(name, []).append(node.span)
    for name, places in unknown.items():
        subjects = names.catalogs[name.institution].subjects
        slip = slip_of(name.subject, subjects)
        first, *others = sorted(places)
        yield Diagnostic(
            Code.UNKNOWN_SUBJECT,
            first,
            f"subject `{name.subject}` is not in the catalog of {name.institution}",
            f"did you mean `{slip}`?"
            if slip
            else did_you_mean(name.subject, subjects, otherwise="check the catalog"),
            also=tuple(dict.fromkeys(others)),
            severity=Severity.ERROR if slip and not name.sent else Severity.WARNING,
        )


@dataclass(frozen=True, slots=True)
class _Name:
    """A subject, whose it is, and whether it is of the side that sends."""

    institution: str
    subject: str
    sent: bool = False


def _subjects(checked: Checked) -> Iterator[tuple[_Name, Node]]:
    yield from _of_codes(checked)
    for several, found in checked.nodes(OfSubjects):
        for subject in several.subjects if found.receiving else ():
            yield _Name(found.receiving or "", subject), several
    for elective, found in checked.nodes(ElectiveTarget, ElectiveRemedy):
        if elective.subject is not None and found.receiving and _looked_up(found):
            yield _Name(found.receiving, elective.subject), elective


def _of_codes(checked: Checked) -> Iterator[tuple[_Name, Node]]:
    for code, found in checked.nodes(CourseRange, CoursePattern, WholeSubject):
        if _looked_up(found):
            for institution in found.institutions(code):
                yield _Name(institution, code.subject, found.sending), code
    for course, found in checked.nodes(CourseCode):
        if _looked_up(found):
            subject = course.code.rpartition(" ")[0] or course.code
            for institution in found.institutions(course):
                yield _Name(institution, subject, found.sending), course


def _looked_up(found: Found) -> bool:
    """Leave out the catalog itself, and tests, whose learners bring what they like."""
    return not isinstance(found.block, CatalogBlock | TestBlock)
