"""Watches: what the desk is told of. They raise tasks and reminders, never credit."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from articulate.model.duration import Duration
from articulate.model.identifiers import BlockId
from articulate.rulebook.version import BlockHead, RuleHead


class SignalKind(StrEnum):
    """What a watch rule raises."""

    TASK = "task"
    """It stays until somebody says that it is done."""
    REMINDER = "reminder"
    """It goes by itself when what it reminds of is no longer so."""


class SignName(StrEnum):
    """What may be seen, in the words of the policy language."""

    SUBMITTED = "every assessor has submitted"
    DIFFER = "assessors differ"
    SET_COMPLETE = "every part of a set is on the record"
    SET_UNUSED = "no line uses the set"
    APPLIED = "credit is applied"
    AGES_OUT = "credit passes its recency limit"
    LATE = "a request waits longer than its clock"
    DUE = "a request is due"
    UNASSIGNED = "a request is unassigned"
    LAST_AWARD = "a teachout makes its last award"
    APPLY_THROUGH = "a teachout closes applications"
    FLAG = "the learner has flag"
    PURSUES = "the learner pursues"


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that must be seen: `credit passes its recency limit within 180 days`.

    `within` is how near a day is, `more_than` how far assessors are apart, `flag` and
    `degrees` what is asked of the learner, of whom any of several degrees will do.
    """

    name: SignName
    within: Duration | None = None
    more_than: Fraction | None = None
    flag: str = ""
    degrees: tuple[BlockId, ...] = ()


@dataclass(frozen=True, slots=True)
class WatchRule:
    """`task late "…" for registrar: a request waits longer than its clock`.

    `says` is what the desk reads, `desk` the role it is for. All `signs` must be seen
    in what is known of one learner.
    """

    head: RuleHead
    kind: SignalKind
    says: str
    desk: str
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class WatchBlock:
    """One version of what the desk is told of."""

    head: BlockHead
    rules: tuple[WatchRule, ...] = ()


def sign_text(sign: Sign) -> str:
    """Write a sign as its author would.

    >>> sign_text(Sign(SignName.DIFFER, more_than=Fraction(1)))
    'assessors differ by more than 1 level'
    """
    if sign.within is not None:
        return f"{sign.name} within {sign.within}"
    if sign.more_than is not None:
        level = "level" if sign.more_than == 1 else "levels"
        return f"{sign.name} by more than {sign.more_than} {level}"
    named = sign.flag or " or ".join(sign.degrees)
    return f"{sign.name} {named}".strip()


def watch_text(rule: WatchRule) -> str:
    """Write a rule as its author would, without its id and citations."""
    kind = "task" if rule.kind is SignalKind.TASK else "remind"
    signs = " and ".join(sign_text(sign) for sign in rule.signs)
    return f'{kind} "{rule.says}" for {rule.desk}: {signs}'
