"""What if: a record under another degree, catalog, policy or plan. Never recorded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from articulate.explain.outline import Shown
from articulate.explain.what_if import Imagined, RankedDegree
from articulate.model.audit import AuditStatus, DegreeAudit
from articulate.model.change import Addition, Change, FactChange, changed
from articulate.model.grade import Passing
from articulate.model.identifiers import BlockId, InstitutionId, VersionId
from articulate.model.record import LearnerRecord
from articulate.model.transcript import CourseAttempt
from articulate.rulebook.rulebook import Rulebook
from articulate.services.evaluate_record import Asked, evaluate_record
from articulate.services.planned_courses import Planned

_LAST = {AuditStatus.UNDECIDED: 1, AuditStatus.IMPOSSIBLE: 2}
"""A degree that a record cannot meet, or that was not settled, stands behind others."""


@dataclass(frozen=True, slots=True)
class Supposed:
    """What is supposed otherwise: another rulebook, degrees, a catalog, a plan.

    `called` is how the other policies are called; None leaves each as it is.
    """

    rulebook: Rulebook | None = None
    called: str = ""
    degrees: tuple[BlockId, ...] = ()
    catalog: VersionId | None = None
    planned: tuple[Planned, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """Say what is supposed, one supposition a line."""
        said = []
        if self.called:
            said.append(f"the policies in {self.called} hold")
        if self.degrees:
            said.append(f"the degree is {', '.join(self.degrees)}")
        if self.catalog is not None:
            said.append(f"the catalog {self.catalog} is elected")
        return (*said, *(one.assumed for one in self.planned))


def what_if(
    rulebook: Rulebook, record: LearnerRecord, asked: Asked, supposed: Supposed
) -> Imagined:
    """Evaluate a record as it is, and as it would be; nothing of it is kept.

    Where only another degree is supposed, what is stands beside it under the degrees
    that the record names; else the same degrees are audited both times.
    """
    other = supposed.rulebook or rulebook
    imagined, on = _supposed(rulebook, record, asked, supposed)
    pursued = _pursued(record, rulebook, asked)
    degrees = supposed.degrees or _pursued(record, other, asked)
    same = supposed.rulebook or supposed.catalog or supposed.planned
    before = _known(degrees, rulebook) if same else pursued
    then = evaluate_record(other, imagined, replace(on, degrees=degrees))
    return Imagined(
        now=evaluate_record(rulebook, record, replace(asked, degrees=before)),
        then=then,
        supposed=(*supposed.words, *_refused(then, supposed.catalog)),
    )


def _refused(then: Shown, catalog: VersionId | None) -> Iterator[str]:
    """Say where the catalog supposed is not one that the learner may elect."""
    for audit in then.audits:
        if catalog is not None and audit.version != catalog:
            held = audit.version or "no version"
            yield f"but {audit.degree} allows no election of {catalog}: {held} holds"


def rank_degrees(
    rulebook: Rulebook, record: LearnerRecord, asked: Asked, supposed: Supposed
) -> tuple[RankedDegree, ...]:
    """Audit every degree of the receiver, the one with least left to do first.

    The order is that of an audit: fewest requirements unmet, then least credit missing,
    then fewest credits unapplied; degrees that come out equal stand by their ids.
    """
    book = supposed.rulebook or rulebook
    imagined, on = _supposed(rulebook, record, asked, supposed)
    ranked = []
    for degree in dict.fromkeys(_offered(book, asked.receiving)):
        shown = evaluate_record(book, imagined, replace(on, degrees=(degree,)))
        (audit,) = shown.audits
        ranked.append((_order(audit), degree, RankedDegree(shown, audit)))
    ranked.sort(key=lambda one: one[:2])
    return tuple(one for _, _, one in ranked)


def _order(audit: DegreeAudit) -> tuple[bool, int, int, Fraction, Fraction]:
    return (
        not audit.version,
        _LAST.get(audit.status, 0),
        audit.unmet,
        audit.missing,
        audit.credits_required - audit.credits_applied,
    )


def _supposed(
    rulebook: Rulebook, record: LearnerRecord, asked: Asked, supposed: Supposed
) -> tuple[LearnerRecord, Asked]:
    """Return the imagined record, and the day it speaks for: when the plan is done."""
    book = supposed.rulebook or rulebook
    imagined = record
    for one in supposed.planned:
        imagined = changed(imagined, _passed(one.attempt, imagined, book))
    if supposed.catalog is not None:
        learner = replace(imagined.learner, catalog=supposed.catalog)
        imagined = replace(imagined, learner=learner)
    days = [one.attempt.completed for one in supposed.planned]
    last = max((day for day in days if day is not None), default=asked.as_of)
    return imagined, replace(asked, as_of=max(last, asked.as_of))


def _passed(
    planned: CourseAttempt, record: LearnerRecord, rulebook: Rulebook
) -> tuple[Change, ...]:
    """Finish the course where it is under way, else take it as well."""
    scale = rulebook.scale_of(planned.code.institution)
    for one in record.attempts():
        open_ = one.grade is None or (
            scale is not None and scale.passing(one.grade) is Passing.IN_PROGRESS
        )
        if one.code == planned.code and open_ and planned.grade is not None:
            finished = FactChange(one.id, "grade", planned.grade)
            if planned.completed is None:
                return (finished,)
            return (finished, FactChange(one.id, "completed", planned.completed))
    return (Addition(planned),)


def _offered(rulebook: Rulebook, receiving: InstitutionId) -> Iterator[BlockId]:
    for block in rulebook.degrees:
        if block.head.receiving == receiving:
            yield block.head.id


def _pursued(
    record: LearnerRecord, rulebook: Rulebook, asked: Asked
) -> tuple[BlockId, ...]:
    """Return the degrees that the record says are pursued, as far as there are such."""
    offered = set(_offered(rulebook, asked.receiving))
    return tuple(one for one in record.learner.degrees if one in offered)


def _known(degrees: Sequence[BlockId], rulebook: Rulebook) -> tuple[BlockId, ...]:
    known = {block.head.id for block in rulebook.degrees}
    return tuple(one for one in degrees if one in known)
