"""Entries: what the rules of a receiving institution say of one code of a sender."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

from articulate.engine.glance.facts import FactsOf, Fields, looked_at
from articulate.engine.index import BlockKey, RuleIndex, key_of
from articulate.engine.lookalikes import likely_code
from articulate.engine.rules.objections import Screened
from articulate.engine.situation import Situation
from articulate.engine.ways import Verdict
from articulate.model.answer import Answer
from articulate.model.course import CourseCode
from articulate.model.finding import Finding
from articulate.model.line import Status
from articulate.rulebook.credit_rules import AgreementBlock, EquivalencyRule
from articulate.rulebook.pools import CourseSelector, OneCourse, selects
from articulate.rulebook.shapes import LeafTarget, readings_of
from articulate.rulebook.sources import (
    AwardSource,
    BlockSource,
    Either,
    SomeOf,
    Source,
    Together,
    leaves_of,
)
from articulate.rulebook.targets import CourseTarget
from articulate.rulebook.version import BlockKind

Facts = tuple[object, ...]
Versions = tuple[AgreementBlock, ...]
Speaking = tuple[tuple[AgreementBlock, EquivalencyRule], ...]
SILENT = Finding(Answer.SILENT)
UNSCREENED = Screened()


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What an attempt came to: the version that held, what its rule found, the screens.

    `block` is None where no rule speaks of the code, `verdict` where none holds. Then
    a rule of the policy may decide, by its name in `rule`; `by_rule` is the number of
    the block whose rule decides itself. `given` says that the rule holds and that
    nothing objects: a member of a set needs that, and `alone` is what it comes to where
    another member fails.
    """

    status: Status
    block: AgreementBlock | None = None
    verdict: Verdict | None = None
    finding: Finding = SILENT
    said: Screened = UNSCREENED
    rule: str | None = None
    by_rule: int | None = None
    given: bool = False
    alone: "Outcome | None" = None


@dataclass(frozen=True, slots=True, eq=False)
class Family:
    """Codes of which the same is said, but for what they and their rules are called.

    `versions` are those of each block that speaks of them, the first in standing first.
    """

    versions: tuple[Versions, ...]
    facts_of: FactsOf
    outcomes: dict[Facts, Outcome | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """What is said of one code: by at most one rule of each version of one block.

    `rules` and `names` are by the number of their block. `claims` are the receiving
    courses that the rule may give, `together` how many courses it asks for where that
    is a set, which is numbered `set_mark`. `marks` number what no other learning may
    have a part in: the code itself and, unless it is one of a set, its claims;
    `set_marks` those of the set. A code whose answer hangs on more than the attempt has
    no `family`.
    """

    code: CourseCode
    family: Family | None = None
    rules: Mapping[int, EquivalencyRule] = field(default_factory=dict)
    names: Mapping[int, str] = field(default_factory=dict)
    claims: tuple[CourseCode, ...] = ()
    together: int = 0
    set_mark: int = -1
    marks: tuple[int, ...] = ()
    set_marks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """What rules say of a code, before it is known which codes are its family.

    `likeness` is the same for codes of which the same is said.
    """

    versions: tuple[Versions, ...] = ()
    rules: Mapping[int, EquivalencyRule] = field(default_factory=dict)
    claims: tuple[CourseCode, ...] = ()
    together: tuple[CourseCode, ...] = ()
    fields: Fields = frozenset()
    likeness: Hashable = None

    def names(self) -> Mapping[int, str]:
        """Return the full name of each rule, by the number of its block."""
        heads = {id(block): block.head for many in self.versions for block in many}
        return {
            number: heads[number].rule_name(rule.head.id)
            for number, rule in self.rules.items()
        }


@dataclass(frozen=True, slots=True)
class Looking:
    """How a season looks: at what of a course, and whether apart from its record.

    `by_subject` says that a policy looks at the subjects of what is given, `courses`
    are the courses that its pools name. `apart` also takes conditions that ask for more
    than the attempt, to be put to it as if nothing else were known, and codes of which
    an agreement and equivalencies both speak: reasons are then left out.
    """

    by_subject: bool = False
    courses: tuple[CourseSelector, ...] = ()
    apart: bool = False

    def named(self, code: CourseCode) -> tuple[bool, ...]:
        """Say which of the courses that policies name a course is one of."""
        return tuple(selects(one, code) for one in self.courses)

    def seen(self, code: CourseCode) -> Hashable:
        """Return all that policies see of a sender's code.

        Its subject is that of an elective in the same subject.
        """
        subject = code.subject if self.by_subject else None
        return code.institution, subject, self.named(code)


def said_of(situation: Situation, code: CourseCode, looking: Looking) -> Said | None:
    """Gather what is said of a code; None where that cannot be told at a glance."""
    if code.institution == situation.receiving or not is_plain(situation, code):
        return None
    book = situation.book
    listed = {
        (one.attributes, one.level)
        for catalog in book.catalogs.get(code.institution, ())
        if (one := book.courses(catalog).get(code)) is not None
    }
    index = book.rules_for(situation.receiving)
    speaking = _speaking(index, code)
    if speaking is None or len(listed) > 1:
        return None
    if not speaking:
        return Said(likeness=(looking.seen(code), *listed))
    return _by_rules(situation, code, (speaking, tuple(listed)), looking)


def is_plain(situation: Situation, code: CourseCode) -> bool:
    """Say whether a code is one that was always this course's only one, as written."""
    book = situation.book
    if not situation.identities(code.institution).steady(code):
        return False
    if situation.institution(code.institution) is None:
        return False
    return likely_code(code, lambda one: book.knows(one, situation.receiving)) is None


def _speaking(index: RuleIndex, code: CourseCode) -> Speaking | None:
    """List the rules that speak of a code; None where one of them is not plain."""
    found = []
    for number in sorted({*index.naming(code)}):
        block, rule = index.at(number)
        if not any(_selects(leaf, code) for leaf in leaves_of(rule.source)):
            continue
        if not isinstance(rule, EquivalencyRule) or rule.partial_of is not None:
            return None
        if block.head.degree is not None or index.is_parent(block, rule.head.id):
            return None
        found.append((block, rule))
    return tuple(found)


def _selects(leaf: Source, code: CourseCode) -> bool:
    match leaf:
        case Together() | Either() | SomeOf() | AwardSource() | BlockSource():
            return False
        case _:
            return selects(leaf, code)


def _by_rules(
    situation: Situation,
    code: CourseCode,
    said: tuple[Speaking, tuple[object, ...]],
    looking: Looking,
) -> Said | None:
    speaking, listed = said
    blocks = [block for block, _ in speaking]
    keys = {key_of(block) for block in blocks}
    sets = {codes_of_set(rule.source) for _, rule in speaking}
    if len({*map(id, blocks)}) < len(blocks) or len(sets) > 1:
        return None
    together = sets.pop()
    conditions = [rule.condition for _, rule in speaking]
    fields = looked_at(conditions, apart=looking.apart)
    if together is None or fields is None:
        return None
    if len(keys) > 1 and (together or not _in_turn(keys, speaking, looking)):
        return None
    claims: dict[CourseCode, None] = {}
    likeness: list[Hashable] = [looking.seen(code), listed, len(together)]
    for block, rule in speaking:
        readings = readings_of(rule.target)
        if len(readings) != 1:
            return None
        worth = []
        for leaf in readings[0]:
            like = _worth(situation, leaf, looking)
            if like is None:
                return None
            worth.append(like)
            if isinstance(leaf, CourseTarget):
                claims[leaf.code] = None
        likeness.append((id(block), rule.condition, tuple(worth)))
    versions = situation.book.rules_for(situation.receiving).versions
    return Said(
        tuple(versions[key] for key in sorted(keys, key=_standing)),
        {id(block): rule for block, rule in speaking},
        tuple(claims),
        together,
        fields,
        tuple(likeness),
    )


def _in_turn(keys: set[BlockKey], speaking: Speaking, looking: Looking) -> bool:
    """Say whether blocks speak in turn: an agreement first, then equivalencies.

    A rule that is written to go before another one is not so plain.
    """
    kinds = {kind for kind, _ in keys}
    apart = looking.apart and len(kinds) == len(keys)
    return apart and not any(rule.head.overrides for _, rule in speaking)


def _standing(key: BlockKey) -> bool:
    return key[0] is not BlockKind.AGREEMENT


def codes_of_set(source: Source) -> tuple[CourseCode, ...] | None:
    """Return the codes of a set; none for one course, None where it is no such set."""
    match source:
        case OneCourse():
            return ()
        case Either(parts=parts):
            plain = all(isinstance(part, OneCourse) for part in parts)
            return () if plain else None
        case Together(parts=parts):
            codes = [part.code for part in parts if isinstance(part, OneCourse)]
            different = len({*codes}) == len(parts)
            return tuple(sorted(codes)) if different else None
        case _:
            return None


def _worth(situation: Situation, leaf: LeafTarget, looking: Looking) -> Hashable | None:
    """Return what screens and amounts see of a target; None for a course renamed."""
    if not isinstance(leaf, CourseTarget):
        return leaf
    if not situation.identities(leaf.code.institution).steady(leaf.code):
        return None
    subject = leaf.code.subject if looking.by_subject else None
    seen = (leaf.amount, subject, looking.named(leaf.code))
    listed = situation.listed(leaf.code)
    if listed is None:
        return seen
    varies = listed.least != listed.most
    return (*seen, listed.level, listed.attributes, varies)
