"""AR202: a course is in the catalog of the institution whose it is."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.diagnostics.nearest import did_you_mean
from articulate.diagnostics.span import Span
from articulate.language.checked import Checked
from articulate.language.names import Names
from articulate.language.syntax.codes import CourseCode
from articulate.language.syntax.expectations import TestBlock
from articulate.language.syntax.institutions import CatalogBlock

_FEW = 50


def unknown_courses(checked: Checked) -> Iterator[Diagnostic]:
    """Report each course that no version of a catalog lists, once with its places.

    Old numbers count: a course that was renamed or retired is known. A course of a
    subject that the catalog lacks altogether is reported by its subject.
    """
    names = checked.names
    unknown: dict[tuple[str, str], list[Span]] = {}
    for course, found in checked.nodes(CourseCode):
        if isinstance(found.block, CatalogBlock | TestBlock):
            continue
        for institution in found.institutions(course):
            catalog = names.catalogs.get(institution)
            if catalog is None or _subject(course.code) not in catalog.subjects:
                continue
            if names.misses(course.code, catalog.courses):
                unknown.setdefault((institution, course.code), []).append(course.span)
    alike = _by_subject(names)
    for place, ((institution, code), places) in enumerate(unknown.items()):
        first, *others = sorted(places)
        # A name is only looked for while few are unknown: many mean a short catalog.
        near = alike.get((institution, _subject(code)), ()) if place < _FEW else ()
        yield Diagnostic(
            Code.UNKNOWN_COURSE,
            first,
            f"course `{code}` is not in the catalog of {institution}",
            did_you_mean(code, near, otherwise="check the catalog"),
            also=tuple(dict.fromkeys(others)),
            severity=Severity.WARNING,
        )


def _by_subject(names: Names) -> dict[tuple[str, str], list[str]]:
    grouped: dict[tuple[str, str], list[str]] = {}
    for institution, catalog in names.catalogs.items():
        for code in catalog.courses:
            grouped.setdefault((institution, _subject(code)), []).append(code)
    return grouped


def _subject(code: str) -> str:
    return code.rpartition(" ")[0] or code
