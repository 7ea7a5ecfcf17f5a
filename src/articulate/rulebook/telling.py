"""What can be told of codes and attempts at once, for rooms that are handed it.

Most courses are decided by one look-up: their outcome hangs on the attempt alone. Then
many learners can be decided together, by asking for each different attempt once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from articulate.model.course import CourseCode
from articulate.model.line import Line
from articulate.model.transcript import CourseAttempt


@dataclass(frozen=True, slots=True)
class Named:
    """What a code's rule is called in one version, and the courses it gives.

    `version` is the place of its block among the agreements and then the equivalencies
    of the rulebook.
    """

    version: int
    rule: str
    courses: tuple[CourseCode, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What rules say of one code.

    Attempts with the same facts come to the same for codes of one `family`, and to the
    same credit for codes of one `worth`: numbers that mean something beside others of
    one teller only. `marks` name what no other learning of the learner may have a part
    in; `together` is how many courses the rule asks for where that is a set, `set_mark`
    names which one, and `set_marks` are the marks of the whole set.
    """

    family: int
    worth: int
    named: tuple[Named, ...] = ()
    marks: tuple[str, ...] = ()
    together: int = 0
    set_mark: str = ""
    set_marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Came:
    """What an attempt came to, by numbers: equal ones have equal lines but for names.

    `version` is that of the rule that was asked, -1 where none speaks; `by_it` says
    that this rule decides. `stretch` numbers the days, in which no version changes,
    that the attempt ended in. `given` says that the rule holds and that nothing
    objects; `alone` is what a member comes to where its set does not hold.
    """

    outcome: int
    version: int = -1
    stretch: int = -1
    by_it: bool = False
    given: bool = False
    alone: "Came | None" = None


class Teller(Protocol):
    """Tell what codes and attempts come to while the learner's days lie in a stretch.

    Everything is told of courses of learners whose days are those of the learner it was
    made for. A course of the receiving institution itself is told as what it comes to,
    by no version. What is not plain is None, and needs the whole record.
    """

    def told(self, code: CourseCode) -> Told | None:
        """Say what rules say of a code."""
        ...

    def further(self, code: CourseCode) -> tuple[str, ...]:
        """Name the rules about a code that an attempt alone does not settle."""
        ...

    def came(self, attempt: CourseAttempt) -> Came | None:
        """Say what an attempt comes to by itself."""
        ...

    def line(self, attempts: Sequence[CourseAttempt], outcomes: Sequence[int]) -> Line:
        """Make the line of an attempt with its outcome, or of a set that holds."""
        ...
