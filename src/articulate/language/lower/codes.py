"""Course codes, and whose they are: the sending side's or the receiving side's."""

from dataclasses import dataclass

from articulate.language.syntax import codes
from articulate.model.course import CourseCode
from articulate.model.identifiers import InstitutionId, Subject
from articulate.rulebook.pools import (
    CoursePattern,
    CourseRange,
    CourseSelector,
    OneCourse,
    WholeSubject,
)
from articulate.rulebook.version import BlockHead


@dataclass(frozen=True, slots=True)
class Sides:
    """Whose a plain code is: on the sending side of a rule, and everywhere else."""

    sending: tuple[InstitutionId, ...]
    receiving: InstitutionId | None

    @classmethod
    def of(cls, head: BlockHead) -> "Sides":
        """Take the sides from how a block opens."""
        return cls(head.sending, head.receiving)

    def course(self, code: codes.CourseCode) -> CourseCode:
        """Return one course of the receiving side, unless the code says whose it is."""
        return course_at(code, self._receiver(code))

    def selector(self, code: codes.Code) -> CourseSelector:
        """Return what a code selects on the receiving side."""
        return _selector_at(code, self._receiver(code))

    def sent(self, code: codes.Code) -> tuple[CourseSelector, ...]:
        """Return what a code selects at each sender; a qualified one at its own."""
        if code.institution is not None:
            return (_selector_at(code, InstitutionId(code.institution)),)
        return tuple(_selector_at(code, institution) for institution in self.sending)

    def _receiver(self, code: codes.Code) -> InstitutionId:
        institution = code.institution or self.receiving
        if institution is None:
            msg = f"a pass lets no code through without its institution: {code}"
            raise ValueError(msg)
        return InstitutionId(institution)


def course_at(code: codes.CourseCode, institution: str) -> CourseCode:
    """Return a course by its code at one institution."""
    if code.subject is None:
        return CourseCode.read(institution, code.number)
    return CourseCode(InstitutionId(institution), Subject(code.subject), code.number)


def _selector_at(code: codes.Code, institution: InstitutionId) -> CourseSelector:
    match code:
        case codes.CourseCode():
            return OneCourse(course_at(code, institution))
        case codes.CourseRange(subject=subject, low=low, high=high):
            return CourseRange(institution, Subject(subject), low, high)
        case codes.CoursePattern(subject=subject, pattern=pattern):
            return CoursePattern(institution, Subject(subject), pattern)
        case codes.WholeSubject(subject=subject):
            return WholeSubject(institution, Subject(subject))
