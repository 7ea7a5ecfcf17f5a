"""AR241: `has` looks for a course or an award, and may ask for its grade."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.language.checked import Checked
from articulate.language.lower.has import parts_of
from articulate.language.syntax.conditions import Comparison, Fact, Has
from articulate.language.syntax.quantities import Grade


def has_of_no_course(checked: Checked) -> Iterator[Diagnostic]:
    """Report each `has` of anything else, and each that asks for more than a grade."""
    for has, _ in checked.nodes(Has):
        if parts_of(has.credit) is None:
            yield Diagnostic(
                Code.HAS_OF_NO_COURSE,
                has.credit.span,
                "`has` looks for a course or an award",
                "write a code or a range such as `CHEM 3**`, or `award` and a title",
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
