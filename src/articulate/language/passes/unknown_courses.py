"""AR202: a course is in the catalog of the institution whose it is."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.diagnostics.nearest import did_you_mean
from articulate.language.checked import Checked
from articulate.language.names import CatalogNames
from articulate.language.syntax.codes import CourseCode
from articulate.language.syntax.expectations import TestBlock
from articulate.language.syntax.institutions import CatalogBlock


def unknown_courses(checked: Checked) -> Iterator[Diagnostic]:
    """Report each course that no version of a catalog on file lists.

    Old numbers count: a course that was renamed or retired is known. A course of a
    subject that the catalog lacks altogether is reported by its subject.
    """
    for course, found in checked.nodes(CourseCode):
        if isinstance(found.block, CatalogBlock | TestBlock):
            continue
        subject = course.code.rpartition(" ")[0] or course.code
        for institution in found.institutions(course):
            catalog = checked.names.catalogs.get(institution)
            if catalog is None or subject not in catalog.subjects:
                continue
            if checked.names.misses(course.code, catalog.courses):
                yield Diagnostic(
                    Code.UNKNOWN_COURSE,
                    course.span,
                    f"course `{course.code}` is not in the catalog of {institution}",
                    _way_out(course.code, subject, catalog),
                    severity=Severity.WARNING,
                )


def _way_out(code: str, subject: str, catalog: CatalogNames) -> str:
    alike = [known for known in catalog.courses if known.startswith(f"{subject} ")]
    return did_you_mean(code, alike, otherwise="check the catalog")
