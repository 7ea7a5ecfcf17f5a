"""AR210: a grade is on a scale of somebody it concerns."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.diagnostics.nearest import nearest
from articulate.diagnostics.span import Span
from articulate.language.checked import Checked, Found
from articulate.language.definitions import scale_marks
from articulate.language.syntax.agreements import AgreementBlock, Partial, Rule
from articulate.language.syntax.codes import CourseCode
from articulate.language.syntax.conditions import Fact
from articulate.language.syntax.expectations import Given, GivenLearning, TestBlock
from articulate.language.syntax.institutions import CountsAs, ScaleBlock
from articulate.language.syntax.quantities import Grade
from articulate.language.syntax.teach_outs import AcceptRule
from articulate.model.exact import parse_number


def unknown_grades(checked: Checked) -> Iterator[Diagnostic]:
    """Report each grade that stands on no scale it could be compared on.

    Between two sides those are theirs; elsewhere, every scale on file. A number that is
    no grade is read as grade points. Where a scale is missing, nothing is reported.
    """
    graded = _graded(checked)
    for grade, found in checked.nodes(Grade):
        if isinstance(found.block, ScaleBlock | TestBlock) or id(grade) in graded:
            continue
        if parse_number(grade.written) is None:
            marks = _compared_on(checked, found)
            yield from _off_scale(grade, marks, "any scale it could be compared on")
    for rule, found in checked.nodes(Rule, Partial, AcceptRule):
        if rule.graded is not None and found.receiving is not None:
            marks = checked.names.marks_of(found.receiving)
            scale = f"the scale of {found.receiving}"
            yield from _off_scale(rule.graded, marks, scale)
    yield from _counted(checked)
    yield from _given(checked)


def _graded(checked: Checked) -> frozenset[int]:
    return frozenset(
        id(rule.graded) for rule, _ in checked.nodes(Rule, Partial, AcceptRule)
    )


def _compared_on(checked: Checked, found: Found) -> frozenset[str] | None:
    names = checked.names
    if not isinstance(found.block, AgreementBlock) or found.head is None:
        return frozenset[str]().union(*names.scales.values()) if names.scales else None
    sides = [*found.head.sending, *filter(None, [found.head.receiving])]
    scales = [names.marks_of(side) for side in sides]
    known = [marks for marks in scales if marks is not None]
    if len(known) < len(scales) or not known:
        return None
    return frozenset[str]().union(*known)


def _counted(checked: Checked) -> Iterator[Diagnostic]:
    for counts, found in checked.nodes(CountsAs):
        if isinstance(found.block, ScaleBlock):
            marks = frozenset(scale_marks(found.block))
            yield from _off_scale(counts.grade, marks, "this scale")
            yield from _off_scale(counts.as_, marks, "this scale")


def _given(checked: Checked) -> Iterator[Diagnostic]:
    """A test may bring a strange grade on purpose, so there it is a warning."""
    for learning, found in checked.nodes(GivenLearning):
        if not isinstance(learning.learning, CourseCode):
            continue
        code = learning.learning.institution or found.receiving
        marks = None if code is None else checked.names.marks_of(code)
        for one in learning.facts:
            if _is_grade(one) and isinstance(one.value, Grade):
                for problem in _off_scale(one.value, marks, f"the scale of {code}"):
                    yield _as_warning(problem)


def _is_grade(given: Given) -> bool:
    return isinstance(given.fact, Fact) and given.fact.name in ("grade", "underlying")


def _off_scale(
    grade: Grade, marks: frozenset[str] | None, scale: str
) -> Iterator[Diagnostic]:
    if marks is None or grade.written in marks:
        return
    yield _problem(grade.written, grade.span, marks, scale)


def _problem(
    written: str, place: Span, marks: frozenset[str], scale: str
) -> Diagnostic:
    near = nearest(written, marks)
    listed = ", ".join(f"`{mark}`" for mark in sorted(marks)[:12])
    return Diagnostic(
        Code.UNKNOWN_GRADE,
        place,
        f"grade `{written}` is not on {scale}",
        f"did you mean `{near}`?" if near else f"its grades are {listed}",
    )


def _as_warning(problem: Diagnostic) -> Diagnostic:
    return Diagnostic(
        problem.code,
        problem.place,
        problem.message,
        problem.help,
        severity=Severity.WARNING,
    )
