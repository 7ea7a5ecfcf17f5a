"""AR241: `has` looks for a course, an attribute or an award, and asks little of it."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.language.checked import Checked
from articulate.language.lower.has import names_origins, parts_of
from articulate.language.syntax.conditions import Comparison, Fact, Has, Holds
from articulate.language.syntax.node import Node, Number
from articulate.language.syntax.pools import OfOrigin, Pool
from articulate.language.syntax.quantities import Credits, Grade
from articulate.language.syntax.sources import AwardSource
from articulate.language.walk import walk

_WAY_OUT = "write it so: `has STATE:CSCI 241 with grade >= C, credits >= 3`"


def has_of_no_course(checked: Checked) -> Iterator[Diagnostic]:
    """Report each `has` of anything else, and each that asks what it cannot see."""
    for has, _ in checked.nodes(Has):
        parts = parts_of(has.credit)
        if parts is None:
            yield _problem(
                has.credit,
                "`has` looks for a course, an attribute or an award",
                "write a code or a range such as `CHEM 3**`, or `award` and a title",
            )
        if has.from_ is not None and not names_origins(has.from_):
            yield _problem(
                has.from_,
                "after `has … from` stands where credit is from",
                "write `transfer`, `residence`, `exams` or an institution",
            )
        award = any(isinstance(part, AwardSource) for part in parts or ())
        if award and has.from_ is not None and _names_roads(has.from_):
            yield _problem(
                has.from_,
                "an award comes by none of these roads",
                "name the institution that conferred it, such as `from NCC`",
            )
        if award and has.in_progress:
            yield _problem(
                has, "an award is never in progress", "ask for a course in progress"
            )
        yield from _asked(has, award=award)


def _names_roads(pool: Pool) -> bool:
    return any(isinstance(one, OfOrigin) for one in walk(pool))


def _asked(has: Has, *, award: bool) -> Iterator[Diagnostic]:
    grades = 0
    for one in has.with_:
        match one:
            case Comparison(left=Fact(name="grade"), right=Grade()):
                grades += 1
                if has.in_progress:
                    yield _problem(
                        one, "what is in progress has no grade yet", "ask for no grade"
                    )
                elif grades > 1:
                    yield _problem(
                        one,
                        "`has … with` asks for one grade",
                        "ask for the other with a `has` of its own",
                    )
            case (
                Comparison(left=Fact(name="credits"), right=Number() | Credits())
                | Holds(fact=Fact(name="attribute"))
            ):
                if award:
                    yield _problem(
                        one,
                        "an award has neither credit nor an attribute",
                        "ask for a course, or leave out what stands after `with`",
                    )
            case _:
                yield _problem(
                    one,
                    "`has … with` asks for a grade, for credit or for an attribute",
                    _WAY_OUT,
                )


def _problem(place: Node, message: str, way_out: str) -> Diagnostic:
    return Diagnostic(Code.HAS_OF_NO_COURSE, place.span, message, way_out)
