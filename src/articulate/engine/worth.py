"""Worth: what a target is in the receiving catalog, and the award it becomes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from articulate.engine.identify import Known
from articulate.engine.situation import Situation
from articulate.model.award import AwardKind, CreditAward
from articulate.model.course import CourseCode, CourseVersion
from articulate.model.identifiers import Attribute, Mark, Subject
from articulate.model.reason import Reason, ReasonCode
from articulate.rulebook.targets import (
    BlockTarget,
    CourseTarget,
    ElectiveTarget,
    RequirementTarget,
    SameSubject,
)

CreditTarget = CourseTarget | ElectiveTarget | RequirementTarget | BlockTarget


@dataclass(frozen=True, slots=True)
class Weighed:
    """One target with what the catalog says of it on the day credit was asked for.

    `code` is what its course is called then; `subject` is that of an elective, None for
    credit in general.
    """

    target: CreditTarget
    code: CourseCode | None = None
    listed: CourseVersion | None = None
    subject: Subject | None = None

    @property
    def is_course(self) -> bool:
        """Whether it names a course."""
        return self.code is not None

    @property
    def listed_credit(self) -> Fraction | None:
        """The credit the catalog gives it, None where it varies or is not listed."""
        if self.listed is None or self.listed.least != self.listed.most:
            return None
        return self.listed.least

    @property
    def most_credit(self) -> Fraction | None:
        """The most credit the catalog gives it."""
        return None if self.listed is None else self.listed.most

    @property
    def unlisted(self) -> Reason:
        """Say that the catalog does not settle how much credit this is."""
        what = "an amount for this credit" if self.code is None else str(self.code)
        varies = self.listed is not None
        needs = f"the credit of {what}" if varies else f"the catalog credit of {what}"
        return Reason(
            ReasonCode.MISSING_FACT,
            fact="catalog credit",
            needs=what if self.code is None else needs,
        )

    def elective(
        self,
        credit: Fraction,
        here: Subject | None,
        wanted: Subject | SameSubject | None,
    ) -> CreditAward:
        """Make elective credit beside this target, in its own subject if so asked."""
        subject = here if isinstance(wanted, SameSubject) else wanted
        return CreditAward(AwardKind.ELECTIVE, credit, credit, subject=subject)


def weighed(
    situation: Situation,
    target: CreditTarget,
    members: Sequence[Known],
    day: date | None,
) -> Weighed:
    """Look a target up on the day credit was asked for; *day* is the rule's own."""
    match target:
        case CourseTarget(code=written):
            code = situation.code_now(written, day)
            return Weighed(target, code, situation.listed(code), code.subject)
        case ElectiveTarget(subject=subject):
            if isinstance(subject, SameSubject):
                subject = _same_subject(members)
            return Weighed(target, subject=subject)
        case RequirementTarget() | BlockTarget():
            return Weighed(target)


def as_award(leaf: Weighed, credit: Fraction, graded: Mark | None) -> CreditAward:
    """Make the award that a target becomes with an amount of credit."""
    match leaf.target:
        case CourseTarget():
            listed = leaf.listed
            return CreditAward(
                AwardKind.COURSE,
                credit,
                credit,
                code=leaf.code,
                subject=leaf.subject,
                level=None if listed is None else listed.level,
                attributes=() if listed is None else listed.attributes,
                title="" if listed is None else listed.title,
                grade=graded,
            )
        case ElectiveTarget(level=level):
            return CreditAward(
                AwardKind.ELECTIVE,
                credit,
                credit,
                subject=leaf.subject,
                level=level,
                grade=graded,
            )
        case RequirementTarget(attribute=attribute):
            return CreditAward(
                AwardKind.REQUIREMENT,
                credit,
                credit,
                attributes=(Attribute(attribute),),
                title=attribute,
                grade=graded,
            )
        case BlockTarget(title=title):
            return CreditAward(
                AwardKind.BLOCK, credit, credit, title=title, grade=graded
            )


def _same_subject(members: Sequence[Known]) -> Subject | None:
    """Return the subject of the learning, as its own institution spells it."""
    for known in members:
        if known.code is not None:
            return known.code.subject
    return None
