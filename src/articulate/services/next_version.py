"""The version of an agreement that an import makes: head, rules and their ids."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from articulate.explain.rule_text import rule_text
from articulate.model.calendar import Period
from articulate.model.identifiers import RuleId, VersionId
from articulate.rulebook.credit_rules import AgreementBlock, CreditRule
from articulate.rulebook.in_force import days_of
from articulate.rulebook.version import BlockHead
from articulate.services.import_changes import Against, ImportChanges

_SUFFIX = 8


@dataclass(frozen=True, slots=True)
class Naming:
    """How a new version is called, what it cites, and the day it is recorded.

    Without a name a version is called by the year it begins in, or by its first day.
    """

    recorded: date
    cites: str
    version: str | None = None


@dataclass(frozen=True, slots=True)
class NextVersion:
    """A version as it would be, and the one before it.

    `corrects` says that it takes the place of `before`; otherwise it stands beside it,
    and `before`, None before the first version, ends the day before.
    """

    block: AgreementBlock
    before: AgreementBlock | None
    corrects: bool

    @property
    def came(self) -> str:
        """The name of the version."""
        return self.block.head.name


def next_version(
    found: ImportChanges, against: Against, naming: Naming
) -> NextVersion | None:
    """Make the version; None where none is in force on the day, to be corrected."""
    before = against.standing.block
    rules = _settled(found)
    dated = against.mode.dated
    if before is not None and (
        not dated or before.head.effective.start == against.on or found.changes.none
    ):
        return NextVersion(replace(before, rules=rules), before, corrects=True)
    if not dated:
        return None
    versions = against.standing.versions
    like = before or _like(against)
    taken = {str(one.head.version) for one in versions}
    head = replace(
        like.head,
        version=VersionId(naming.version or _named(against.on, taken)),
        effective=Period(against.on, _until(before, versions, against.on)),
        recorded=naming.recorded,
        supersedes=None if before is None else before.head.version,
        cites=(naming.cites,),
    )
    made = AgreementBlock(head, governed_by=like.governed_by, rules=rules)
    return NextVersion(made, before, corrects=False)


def _settled(found: ImportChanges) -> tuple[CreditRule, ...]:
    """Give every rule its id: a rule that changed keeps the one it had.

    A rule table gives the ids itself.

    Exceptions, decisions and overrides point at ids for years.
    """
    changes = found.changes
    rules = list(changes.unchanged)
    rules += [
        new
        if found.whole
        else replace(
            new,
            head=replace(new.head, id=old.head.id, overrides=old.head.overrides),
        )
        for old, new in changes.changed
    ]
    taken = {rule.head.id for rule in rules}
    for rule in changes.added:
        name = _free(rule, taken)
        taken.add(name)
        rules.append(replace(rule, head=replace(rule.head, id=name)))
    gone = {rule.head.id for rule in changes.ended} - taken
    whole = (_without(rule, gone) for rule in rules)
    return tuple(sorted(whole, key=lambda rule: rule.head.id))


def _without(rule: CreditRule, gone: AbstractSet[RuleId]) -> CreditRule:
    """Leave out that a rule goes before one that ends: there is nothing left to."""
    if gone.isdisjoint(rule.head.overrides):
        return rule
    left = tuple(one for one in rule.head.overrides if one not in gone)
    return replace(rule, head=replace(rule.head, overrides=left))


def _free(rule: CreditRule, taken: Iterable[RuleId]) -> RuleId:
    """Return the id of a rule; where another has it, with a hash of what is said."""
    if rule.head.id not in taken:
        return rule.head.id
    digest = sha256(rule_text(rule).encode()).hexdigest()
    short = RuleId(f"{rule.head.id}.{digest[:_SUFFIX]}")
    return short if short not in taken else RuleId(f"{rule.head.id}.{digest}")


def _like(against: Against) -> AgreementBlock:
    """Return the version that a new one is like, but for its days and its rules."""
    if against.begins is not None:
        return AgreementBlock(against.begins)
    return _nearest(against.standing.versions, against.on)


def _nearest(versions: Iterable[AgreementBlock], on: date) -> AgreementBlock:
    """Return the last version that began before a day, else the first of all."""
    ordered = sorted(versions, key=lambda one: _start(one.head))
    begun = [one for one in ordered if _start(one.head) <= on]
    return begun[-1] if begun else ordered[0]


def _until(
    before: AgreementBlock | None, versions: Iterable[AgreementBlock], on: date
) -> date | None:
    """Return the first day on which the new version no longer holds.

    It ends where the one before it would have ended, or where the next one begins.
    """
    heads = [one.head for one in versions]
    if before is not None:
        for stretch in days_of(before.head, heads):
            if stretch.contains(on):
                return stretch.until
    later = [_start(head) for head in heads if _start(head) > on]
    return min(later, default=None)


def _start(head: BlockHead) -> date:
    return head.effective.start or date.min


def _named(on: date, taken: Iterable[str]) -> str:
    year = str(on.year)
    return year if year not in taken else on.isoformat()
