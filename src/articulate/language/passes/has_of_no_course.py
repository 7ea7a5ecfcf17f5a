"""AR241: `has` looks for a course or an award, and may ask for its grade."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.language.checked import Checked
from articulate.language.syntax.codes import (
    CourseCode,
    CoursePattern,
    CourseRange,
    WholeSubject,
)
from articulate.language.syntax.conditions import Comparison, Fact, Has
from articulate.language.syntax.quantities import Grade
from articulate.language.syntax.sources import AwardSource

_LOOKED_FOR = (CourseCode, CourseRange, CoursePattern, WholeSubject, AwardSource)


def has_of_no_course(checked: Checked) -> Iterator[Diagnostic]:
    """Report each `has` of anything else, and each that asks for more than a grade."""
    for has, _ in checked.nodes(Has):
        if not isinstance(has.credit, _LOOKED_FOR):
            yield Diagnostic(
                Code.HAS_OF_NO_COURSE,
                has.credit.span,
                "`has` looks for a course or an award",
                "write a code, a range such as `CHEM 300..399`, or `award` and a title",
            )
        asked = has.with_
        if asked is None:
            continue
        by_grade = (
            isinstance(asked, Comparison)
            and isinstance(asked.left, Fact)
            and asked.left.name == "grade"
            and isinstance(asked.right, Grade)
        )
        if not by_grade:
            yield Diagnostic(
                Code.HAS_OF_NO_COURSE,
                asked.span,
                "`has … with` asks for a grade only",
                "write it so: `has STATE:CSCI 241 with grade >= C`",
            )
