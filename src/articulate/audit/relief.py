"""Relief: what exceptions and teach-outs change for one learner in one degree."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from articulate.audit.cohort import protecting
from articulate.audit.membership import names_course
from articulate.model.evaluation import Evaluation
from articulate.model.identifiers import BlockId, GroupId, VersionId
from articulate.rulebook.academic_exceptions import AcademicException
from articulate.rulebook.in_force import recorded_by
from articulate.rulebook.limit_rules import LimitUnit
from articulate.rulebook.pools import CourseSelector, OneCourse, Pool, Union
from articulate.rulebook.rulebook import Rulebook
from articulate.rulebook.sources import (
    AwardSource,
    BlockSource,
    Either,
    SomeOf,
    Source,
    Together,
)
from articulate.rulebook.teach_out import (
    LimitExtension,
    Substitution,
    TeachOutBlock,
    Waiver,
)


@dataclass(frozen=True, slots=True)
class Relief:
    """Waivers, substitutions and longer limits that hold for a learner.

    `catalog` is the version a teach-out or an exception holds them to.
    """

    waivers: tuple[Waiver, ...] = ()
    substitutions: tuple[Substitution, ...] = ()
    extensions: tuple[LimitExtension, ...] = ()
    catalog: VersionId | None = None
    catalog_clause: str = ""

    def waives(self, kind: str, name: str) -> bool:
        """Say whether a requirement is lifted: `group`, `residency` or `limit`."""
        return any(
            waiver.id == name and waiver.kind in (kind, "") for waiver in self.waivers
        )

    def extended(
        self, limit: str, amount: Fraction, demanded: Fraction | None
    ) -> Fraction:
        """Return what a limit is extended to; no extension makes one shorter."""
        found = [amount]
        for one in self.extensions:
            if one.limit.rpartition("/")[2] != limit:
                continue
            share = one.unit is LimitUnit.PERCENT_OF_DEGREE
            found.append(one.to * (demanded or 0) if share else one.to)
        return max(found)

    def source_in(self, source: Source, path: tuple[GroupId, ...]) -> Source:
        """Let what is substituted for a course stand beside it."""
        mine = [one for one in self.substitutions if _applies(one, path)]
        return _with_substitutes(source, mine)

    def pool_in(self, pool: Pool, path: tuple[GroupId, ...]) -> Pool:
        """Let what is substituted for a course the pool names be in the pool too."""
        added = [
            selector
            for one in self.substitutions
            if _applies(one, path) and _names(pool, one.old)
            for selector in _selectors(one.new)
        ]
        return Union((pool, *added)) if added else pool


def relief_for(
    rulebook: Rulebook, evaluation: Evaluation, degree: BlockId | None
) -> Relief:
    """Gather what exceptions and teach-outs give a learner on `as_of`, in a degree."""
    exceptions = [
        one
        for one in rulebook.exceptions
        if one.learner == evaluation.record.learner.id
        and one.head.effective.contains(evaluation.as_of)
        and recorded_by(one.head, evaluation.known_at)
    ]
    teach_outs = list(protecting(rulebook, evaluation, degree))
    blocks: list[AcademicException | TeachOutBlock] = [*exceptions, *teach_outs]
    held = [(one.catalog, one.head.name) for one in exceptions if one.catalog]
    held += [
        (one.holds_catalog, one.head.name) for one in teach_outs if one.holds_catalog
    ]
    catalog, clause = held[0] if held else (None, "")
    about = {None, degree, *(block.head.id for block in rulebook.policies)}
    return Relief(
        waivers=tuple(
            waiver
            for block in blocks
            for waiver in block.waivers
            if waiver.degree in about
        ),
        substitutions=tuple(
            one
            for block in blocks
            for one in block.substitutions
            if one.degree in (None, degree)
            and (one.since is None or one.since <= evaluation.as_of)
            and (one.last is None or evaluation.as_of <= one.last)
        ),
        extensions=tuple(
            extension for block in blocks for extension in block.extensions
        ),
        catalog=catalog,
        catalog_clause=clause,
    )


def _applies(one: Substitution, path: tuple[GroupId, ...]) -> bool:
    return all(group in path for group in one.group)


def _with_substitutes(source: Source, mine: Iterable[Substitution]) -> Source:
    mine = list(mine)
    match source:
        case Together(parts=parts):
            inner: Source = Together(tuple(_with_substitutes(p, mine) for p in parts))
        case Either(parts=parts):
            inner = Either(tuple(_with_substitutes(p, mine) for p in parts))
        case SomeOf(count=count, parts=parts):
            inner = SomeOf(count, tuple(_with_substitutes(p, mine) for p in parts))
        case _:
            inner = source
    instead = tuple(one.new for one in mine if one.old == source)
    return Either((inner, *instead)) if instead else inner


def _selectors(source: Source) -> list[CourseSelector]:
    match source:
        case Together(parts=parts) | Either(parts=parts) | SomeOf(parts=parts):
            return [one for part in parts for one in _selectors(part)]
        case AwardSource() | BlockSource():
            return []
        case _:
            return [source]


def _names(pool: Pool, old: Source) -> bool:
    wanted = [one for one in _selectors(old) if isinstance(one, OneCourse)]
    return any(names_course(pool, one.code) for one in wanted)
