"""What stands next to a value: the next number, day, duration, credit or grade."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise
from typing import TypeVar

from articulate.language.checked import Checked
from articulate.language.mutants.change import altered
from articulate.language.syntax.degrees import AreaCount, SubjectCount
from articulate.language.syntax.institutions import Points, ScaleBlock
from articulate.language.syntax.node import Day, Node, Number
from articulate.language.syntax.policies import CourseCount, PercentOf
from articulate.language.syntax.quantities import Credits, Duration, Grade

N = TypeVar("N", bound=Node)


@dataclass(frozen=True, slots=True)
class Grades:
    """The marks beside each mark, on the scales on file; the first that has it."""

    better: Mapping[str, str]
    worse: Mapping[str, str]

    @classmethod
    def of(cls, checked: Checked) -> "Grades":
        """Read the order of every scale that is described."""
        better: dict[str, str] = {}
        worse: dict[str, str] = {}
        for block, _ in checked.blocks_of(ScaleBlock):
            for statement in block.statements:
                if isinstance(statement, Points):
                    marks = [each.grade.written for each in statement.grades]
                    for above, below in pairwise(marks):
                        better.setdefault(below, above)
                        worse.setdefault(above, below)
        return cls(better, worse)


def stepped(value: N, step: int, grades: Grades) -> N | None:
    """Return the value one step up or down; better is up for a grade.

    A number moves by one in its last written place: 2.25 becomes 2.26, and 60 is 61.
    """
    found = _stepped(value, step, grades)
    return found if isinstance(found, type(value)) else None


def both_ways(value: N, grades: Grades) -> Iterator[N]:
    """Yield the value one step down and one step up, where there is one."""
    for step in (-1, 1):
        found = stepped(value, step, grades)
        if found is not None:
            yield found


def _stepped(value: Node, step: int, grades: Grades) -> Node | None:
    match value:
        case Number():
            return _number(value, step)
        case Day(value=day):
            return altered(value, value=day + timedelta(days=step))
        case Grade(written=mark):
            beside = (grades.better if step > 0 else grades.worse).get(mark)
            return None if beside is None else altered(value, written=beside)
        case Credits(amount=amount):
            moved = _number(amount, step)
            return None if moved is None else altered(value, amount=moved)
        case Duration(count=long):
            moved = _number(long, step)
            return None if moved is None else altered(value, count=moved)
        case PercentOf(percent=percent):
            moved = _number(percent, step)
            return None if moved is None else altered(value, percent=moved)
        case CourseCount() | SubjectCount() | AreaCount():
            count = value.count + step
            return altered(value, count=count) if count > 0 else None
        case _:
            return None


def _number(number: Number, step: int) -> Number | None:
    """Move a number by one in its last place; fractions stay, and none goes below 0."""
    if "/" in number.written:
        return None
    percent = "%" if number.is_percent else ""
    amount = Decimal(number.written.removesuffix("%"))
    moved = amount + step * Decimal((0, (1,), int(amount.as_tuple().exponent)))
    return altered(number, written=f"{moved}{percent}") if moved >= 0 else None
