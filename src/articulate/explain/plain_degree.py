"""A degree in plain English: what it asks of the whole, and of each group."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

from articulate.explain.plain_policy import limit_sentence
from articulate.explain.plain_pool import listed, plain_pool
from articulate.explain.plain_rule import plain_condition
from articulate.explain.rule_text import source_text
from articulate.model.exact import number_text
from articulate.rulebook.conditions import Operator
from articulate.rulebook.degree import DegreeBlock, ResidencyRule, ShareRule
from articulate.rulebook.requirements import (
    Bound,
    CompletedWhen,
    ConditionalMembers,
    CountedIn,
    CourseMember,
    CoursesFrom,
    CreditFrom,
    EveryMember,
    Group,
    LeastGpa,
    LeastGrade,
    LetterGraded,
    Member,
    MilestoneDemand,
    NoExamCredit,
    Per,
    Qualifier,
    SomeMembers,
)
from articulate.rulebook.version import RuleHead


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that a degree asks: its id, where it is written, and in words.

    `depth` is how many groups stand around it.
    """

    id: str
    plain: str
    origin: str
    cites: tuple[str, ...] = ()
    depth: int = 0


def degree_sentences(block: DegreeBlock) -> Iterator[Asked]:
    """Yield what a degree asks, of the whole before its groups."""
    origin = str(block.head.origin)
    if block.credits is not None:
        said = f"At least {number_text(block.credits)} credits in all."
        yield Asked("credits", said, origin)
    for gpa in block.gpas:
        least = number_text(gpa.least)
        of = "all attempts at " if gpa.all_attempts else ""
        said = f"A grade point average of at least {least} over {of}"
        yield _headed(gpa.head, f"{said}{plain_pool(gpa.pool)}.")
    for limit in block.limits:
        yield _headed(limit.head, limit_sentence(limit))
    for residency in block.residencies:
        yield _headed(residency.head, _residency(residency))
    for member in block.members:
        yield from _member(member, 0)
    for share in block.shares:
        yield _headed(share.head, _share(share))
    for exclusive in block.exclusives:
        other = exclusive.other or f"the degree {exclusive.degree}"
        said = f"No course counts in both {exclusive.group} and {other}."
        yield _headed(exclusive.head, said)
    if block.fills_at_most is not None:
        groups = (
            "one group"
            if block.fills_at_most == 1
            else (f"{block.fills_at_most} groups")
        )
        yield Asked("fills", f"Each course fills at most {groups}.", origin)


def _headed(head: RuleHead, plain: str) -> Asked:
    return Asked(head.id, plain, str(head.origin), head.cites)


def _member(member: Member, depth: int) -> Iterator[Asked]:
    match member:
        case Group():
            yield from _group(member, depth)
        case ConditionalMembers(condition=condition, members=then, otherwise=other):
            asked = plain_condition(condition)
            origin = str(member.origin)
            yield Asked("", f"If {asked}:", origin, depth=depth)
            for one in then:
                yield from _member(one, depth + 1)
            if other:
                yield Asked("", "Otherwise:", origin, depth=depth)
                for one in other:
                    yield from _member(one, depth + 1)
        case CourseMember():
            return
        case _:
            assert_never(member)


def _group(group: Group, depth: int) -> Iterator[Asked]:
    named = group.title or group.id
    qualified = [_qualifier(one) for one in group.qualifiers]
    with_ = f"; {'; '.join(qualified)}" if qualified else ""
    said = f"{named}: {_demand(group)}{with_}."
    yield Asked(str(group.id), said, str(group.origin), group.cites, depth)
    match group.demand:
        case EveryMember(members=members) | SomeMembers(members=members):
            for one in members:
                yield from _member(one, depth + 1)
        case _:
            return


def _demand(group: Group) -> str:
    match group.demand:
        case EveryMember(members=members):
            return f"all of {_named(members)}"
        case SomeMembers(least=least, most=most, members=members):
            count = str(least) if least == most else f"{least} to {most}"
            return f"{count} of {_named(members)}"
        case CoursesFrom(count=count, pool=pool):
            courses = _counted(Fraction(count), CountedIn.COURSES)
            return f"{courses} from {plain_pool(pool)}"
        case CreditFrom(amount=amount, pool=pool):
            return f"{_counted(amount, CountedIn.CREDIT)} from {plain_pool(pool)}"
        case MilestoneDemand():
            return "to be reached; no course fills it"
    assert_never(group.demand)


def _named(members: tuple[Member, ...]) -> str:
    """Name what stands in a group; groups inside follow by themselves."""
    named = []
    for one in members:
        match one:
            case CourseMember(source=source):
                named.append(source_text(source))
            case Group(id=id_, title=title):
                named.append(f"“{title or id_}”")
            case ConditionalMembers():
                named.append("what follows")
    return listed(named)


def _qualifier(one: Qualifier) -> str:
    match one:
        case LeastGrade(operator=operator, mark=mark):
            return f"each with a grade of {_AT[operator]}{mark}"
        case LeastGpa(operator=operator, value=value, all_attempts=every):
            of = " of all attempts" if every else ""
            return f"with an average{of} of {_AT[operator]}{number_text(value)}"
        case CompletedWhen(condition=condition):
            return f"each such that {plain_condition(condition)}"
        case Bound():
            return _bound(one)
        case LetterGraded():
            return "each with a letter grade"
        case NoExamCredit():
            return "none of it by exam"
    assert_never(one)


_AT = {
    Operator.AT_LEAST: "at least ",
    Operator.MORE: "more than ",
    Operator.AT_MOST: "at most ",
    Operator.LESS: "less than ",
    Operator.EQUAL: "exactly ",
    Operator.UNEQUAL: "other than ",
}


def _bound(bound: Bound) -> str:
    side = "at least" if bound.at_least else "at most"
    said = f"{side} {_counted(bound.amount, bound.counted_in)}"
    if bound.counted_in is CountedIn.AREAS:
        said = f"{said} of {listed(bound.areas)}"
    if bound.pool is not None:
        said = f"{said} from {plain_pool(bound.pool)}"
    return said if bound.per is Per.GROUP else f"{said} per {bound.per}"


def _counted(amount: Fraction, counted: CountedIn) -> str:
    one = amount == 1
    match counted:
        case CountedIn.CREDIT:
            return f"{number_text(amount)} credit{'' if one else 's'}"
        case CountedIn.COURSES:
            return f"{number_text(amount)} course{'' if one else 's'}"
        case CountedIn.SUBJECTS:
            return f"{number_text(amount)} subject{'' if one else 's'}"
        case CountedIn.AREAS:
            return f"{number_text(amount)} area{'' if one else 's'}"
        case CountedIn.PERCENT_OF_COURSES:
            return f"{number_text(amount * 100)}% of the courses"
        case CountedIn.PERCENT_OF_CREDIT:
            return f"{number_text(amount * 100)}% of the credits"
    assert_never(counted)


def _residency(rule: ResidencyRule) -> str:
    said = f"At least {_counted(rule.amount, rule.counted_in)} taken here"
    if rule.last is not None:
        said = f"{said}, of the last {number_text(rule.last)} credits by {rule.by}"
        edge = f"ties {rule.ties}, a course on the edge counts {rule.straddling}"
        said = f"{said} ({edge})"
    if rule.after_first is not None:
        said = f"{said}, after the first {number_text(rule.after_first)} credits"
    return f"{said}{'' if rule.pool is None else f', in {plain_pool(rule.pool)}'}."


def _share(rule: ShareRule) -> str:
    if rule.group is None and rule.degree is None:
        return "A course may count in several groups."
    other = rule.other or f"the degree {rule.degree}"
    most = ""
    if rule.most is not None:
        unit = CountedIn.COURSES if rule.in_courses else CountedIn.CREDIT
        most = f", at most {_counted(rule.most, unit)}"
    return f"A course may count in both {rule.group} and {other}{most}."
