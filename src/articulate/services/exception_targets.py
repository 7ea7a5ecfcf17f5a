"""What an academic exception is about is there: its group, its limit, its courses."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from articulate.audit.membership import names_course
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.nearest import did_you_mean
from articulate.explain.exception_words import (
    extension_text,
    substitution_text,
    waiver_text,
)
from articulate.model.course import CourseCode
from articulate.model.identifiers import BlockId, GroupId, InstitutionId
from articulate.rulebook.academic_exceptions import AcademicException
from articulate.rulebook.degree import DegreeBlock
from articulate.rulebook.pools import OneCourse
from articulate.rulebook.requirements import (
    ConditionalMembers,
    CourseMember,
    CoursesFrom,
    CreditFrom,
    EveryMember,
    Group,
    Member,
    SomeMembers,
)
from articulate.rulebook.rulebook import Rulebook
from articulate.rulebook.sources import Source, leaves_of
from articulate.rulebook.targets import CourseTarget, EveryTarget, OneTarget, Target
from articulate.rulebook.teach_out import LimitExtension, Substitution, Waiver


@dataclass(frozen=True, slots=True)
class Waivable:
    """Something that can be waived: of which block, what kind of thing, its name."""

    block: BlockId
    kind: str
    name: str

    @property
    def text(self) -> str:
        """How a waiver names it: a group by its degree, the rest by its kind."""
        if self.kind == "group":
            return f"{self.block}/{self.name}"
        return f"{self.kind} {self.block}/{self.name}"


def waivable(rulebook: Rulebook) -> tuple[Waivable, ...]:
    """List all that an exception can waive, each once."""
    found = [one for degree in rulebook.degrees for one in _of_degree(degree)]
    for block in rulebook.policies:
        id_ = block.head.id
        found += [Waivable(id_, "limit", one.head.id) for one in block.limits]
        found += [Waivable(id_, "minimum", one.head.id) for one in block.minimums]
        found += [Waivable(id_, "recency", one.head.id) for one in block.recencies]
    return tuple(dict.fromkeys(found))


def missing_targets(
    exception: AcademicException, rulebook: Rulebook
) -> Iterator[Diagnostic]:
    """Yield a problem for each thing that an exception is about and nothing has."""
    known = waivable(rulebook)
    for waiver in exception.waivers:
        yield from _waived(exception, waiver, known)
    for longer in exception.extensions:
        yield from _extended(exception, longer, known)
    for one in exception.substitutions:
        yield from _substituted(exception, one, rulebook)
    for accepted in exception.accepts:
        yield from _unlisted(exception, _courses(accepted.target), rulebook)
        yield from _unknown_senders(exception, accepted.source, rulebook)


def _waived(
    exception: AcademicException, waiver: Waiver, known: Iterable[Waivable]
) -> Iterator[Diagnostic]:
    fits = [
        one
        for one in known
        if waiver.degree in (None, one.block) and waiver.kind in ("", one.kind)
    ]
    if waiver.id not in {one.name for one in fits}:
        kinds = waiver.kind or "a group, a residency, a limit, a minimum or a recency"
        yield _nothing(
            exception,
            f"`{waiver_text(waiver)}` waives nothing that there is",
            did_you_mean(
                waiver.id,
                {one.name for one in fits} or {one.text for one in known},
                otherwise=f"name {kinds} of the policies that evaluate this request",
            ),
        )


def _extended(
    exception: AcademicException, longer: LimitExtension, known: Iterable[Waivable]
) -> Iterator[Diagnostic]:
    limits = {one.name for one in known if one.kind == "limit"}
    if longer.limit.rpartition("/")[2] not in limits:
        yield _nothing(
            exception,
            f"`{extension_text(longer)}` extends no limit that there is",
            did_you_mean(longer.limit, limits, otherwise="name a limit on credit"),
        )


def _substituted(
    exception: AcademicException, one: Substitution, rulebook: Rulebook
) -> Iterator[Diagnostic]:
    yield from _unlisted(exception, _codes(one.new), rulebook)
    degrees = [each for each in rulebook.degrees if one.degree in (None, each.head.id)]
    old = tuple(_codes(one.old))
    asked = (
        group
        for degree in degrees
        for path, group in _groups(degree.members)
        if set(one.group) <= {*path}
        and all(_asks_for(group, one.old, code) for code in old)
    )
    if next(asked, None) is None:
        known = {
            f"{each.head.id}/{group.id}"
            for each in rulebook.degrees
            for _, group in _groups(each.members)
        }
        where = "/".join(map(str, (*([one.degree] if one.degree else []), *one.group)))
        yield _nothing(
            exception,
            f"`{substitution_text(one)}` stands in for nothing that a degree asks for",
            did_you_mean(
                where, known, otherwise="name a course that the group of a degree names"
            ),
        )


def _unknown_senders(
    exception: AcademicException, source: Source, rulebook: Rulebook
) -> Iterator[Diagnostic]:
    leaves = tuple(leaves_of(source))
    senders = [one.code.institution for one in leaves if isinstance(one, OneCourse)]
    if not leaves:  # a plain code has no sender to belong to here
        senders = [InstitutionId("")]
    for sender in senders:
        if sender not in rulebook.institution:
            yield _nothing(
                exception,
                f"no institution `{sender}` is on file"
                if sender
                else "the course that is accepted is nobody's",
                did_you_mean(
                    sender,
                    rulebook.institution,
                    otherwise="say whose course it is, as in `NCC:CIS 299`",
                ),
            )


def _groups(
    members: Iterable[Member], path: tuple[GroupId, ...] = ()
) -> Iterator[tuple[tuple[GroupId, ...], Group]]:
    """Yield each group of a degree, with the groups around it and itself."""
    for one in members:
        match one:
            case ConditionalMembers(members=then, otherwise=otherwise):
                yield from _groups((*then, *otherwise), path)
            case Group(id=id_, demand=demand):
                here = (*path, id_)
                yield here, one
                if isinstance(demand, EveryMember | SomeMembers):
                    yield from _groups(demand.members, here)
            case CourseMember():
                continue


def _asks_for(group: Group, old: Source, code: CourseCode) -> bool:
    """Say whether a group itself names a course that something is to stand in for."""
    match group.demand:
        case EveryMember(members=members) | SomeMembers(members=members):
            return any(
                isinstance(one, CourseMember)
                and (one.source == old or OneCourse(code) in leaves_of(one.source))
                for one in members
            )
        case CoursesFrom(pool=pool) | CreditFrom(pool=pool):
            return names_course(pool, code)
        case _:
            return False


def _codes(source: Source) -> Iterator[CourseCode]:
    return (one.code for one in leaves_of(source) if isinstance(one, OneCourse))


def _of_degree(degree: DegreeBlock) -> Iterator[Waivable]:
    id_ = degree.head.id
    for _, group in _groups(degree.members):
        yield Waivable(id_, "group", group.id)
    for residency in degree.residencies:
        yield Waivable(id_, "residency", residency.head.id)
    for limit in degree.limits:
        yield Waivable(id_, "limit", limit.head.id)


def _courses(target: Target) -> Iterator[CourseCode]:
    match target:
        case CourseTarget(code=code):
            yield code
        case EveryTarget(parts=parts) | OneTarget(parts=parts):
            for one in parts:
                yield from _courses(one)
        case _:
            return


def _unlisted(
    exception: AcademicException, codes: Iterable[CourseCode], rulebook: Rulebook
) -> Iterator[Diagnostic]:
    listed = {
        str(course.code)
        for catalog in rulebook.catalogs
        if catalog.head.receiving == exception.head.receiving
        for course in catalog.courses
    }
    for code in codes:
        if str(code) not in listed:
            yield _nothing(
                exception,
                f"no catalog of `{exception.head.receiving}` has a course `{code}`",
                did_you_mean(
                    str(code), listed, otherwise="write the course as the catalog does"
                ),
            )


def _nothing(exception: AcademicException, message: str, way_out: str) -> Diagnostic:
    return Diagnostic(
        code=Code.EXCEPTION_OF_NOTHING,
        place=exception.head.origin,
        message=message,
        help=way_out,
    )
