"""AR201: a subject is in the catalog of the institution whose it is."""

from collections.abc import Iterator

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

    A slip of the pen is an error, since credit would go astray; any other name a
    warning, since the catalog on file may not be all of it.
    """
    names = checked.names
    unknown: dict[tuple[str, str], list[Span]] = {}
    for subject, institution, node in _subjects(checked):
        catalog = names.catalogs.get(institution)
        if catalog is not None and names.misses(subject, catalog.subjects):
            unknown.setdefault((institution, subject), []).append(node.span)
    for (institution, subject), places in unknown.items():
        subjects = names.catalogs[institution].subjects
        slip = slip_of(subject, subjects)
        first, *others = sorted(places)
        yield Diagnostic(
            Code.UNKNOWN_SUBJECT,
            first,
            f"subject `{subject}` is not in the catalog of {institution}",
            f"did you mean `{slip}`?"
            if slip
            else did_you_mean(subject, subjects, otherwise="check the catalog"),
            also=tuple(dict.fromkeys(others)),
            severity=Severity.WARNING if slip is None else Severity.ERROR,
        )


def _subjects(checked: Checked) -> Iterator[tuple[str, str, Node]]:
    yield from _of_codes(checked)
    for several, found in checked.nodes(OfSubjects):
        for subject in several.subjects if found.receiving else ():
            yield subject, found.receiving or "", several
    for elective, found in checked.nodes(ElectiveTarget, ElectiveRemedy):
        if elective.subject is not None and found.receiving and _looked_up(found):
            yield elective.subject, found.receiving, elective


def _of_codes(checked: Checked) -> Iterator[tuple[str, str, Node]]:
    for code, found in checked.nodes(CourseRange, CoursePattern, WholeSubject):
        if _looked_up(found):
            for institution in found.institutions(code):
                yield code.subject, institution, code
    for course, found in checked.nodes(CourseCode):
        if _looked_up(found):
            subject = course.code.rpartition(" ")[0] or course.code
            for institution in found.institutions(course):
                yield subject, institution, course


def _looked_up(found: Found) -> bool:
    """Leave out the catalog itself, and tests, whose learners bring what they like."""
    return not isinstance(found.block, CatalogBlock | TestBlock)
