"""Step 7: one learning that is there twice (semantics, section 4)."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from tests.reference.amounts import ZERO, Award
from tests.reference.asking import Asking
from tests.reference.clocks import NotCoveredError
from tests.reference.entries import Entry, same_as
from tests.reference.lines import (
    ANY,
    Line,
    Policies,
    accounted,
    status_of,
    superseded,
    without_award,
)
from tests.reference.marks import NOT_PASSED, PASSED, compared

from articulate.model.transcript import CourseAttempt
from articulate.rulebook.limit_rules import DuplicateKeep, RepeatKind, RepeatRule
from articulate.rulebook.policy import PolicyBlock

BY_DAY = (RepeatKind.LAST, RepeatKind.FIRST, RepeatKind.AVERAGE)
BEST = "best grade", 1


def graded(one: Entry) -> bool:
    """Say whether an attempt takes part in a repeat: a withdrawal does not."""
    if not isinstance(one.learning, CourseAttempt) or one.learning.grade is None:
        return False
    return one.state in (PASSED, NOT_PASSED) and one.learning.grade not in (
        one.scale.no_credit
    )


def same_course(entries: list[Entry]) -> list[list[Entry]]:
    """Group graded attempts of one course at one institution, earliest first."""
    groups: dict[str, list[Entry]] = {}
    identity = same_as(entries[0].asked) if len(entries) > 1 else {}
    for one in entries:
        if graded(one) and one.course:
            code = str(one.course.code)
            groups.setdefault(identity.get(code, code), []).append(one)
    return [in_time(group) for group in groups.values() if len(group) > 1]


def in_time(group: list[Entry]) -> list[Entry]:
    """Put attempts in the order of time, where that is known."""
    days = [one.day for one in group]
    if None in days or len(set(days)) < len(days):
        raise NotCoveredError("repeats without an order in time")
    return sorted(group, key=lambda one: str(one.day))


def repeat_rule(
    latest: Entry, policies: Policies, asking: Asking
) -> tuple[RepeatKind, int]:
    """Let the latest attempt pick the rule; left out, the best grade counts."""
    rules = {rule.head.id: rule for rule in policies[latest.learning.id].repeats}
    truths = {name: asking.ask(rule.when, [latest]) for name, rule in rules.items()}
    if None in truths.values():
        raise NotCoveredError("a repeat rule that may apply")
    gone = {x for name, r in rules.items() if truths[name] for x in r.head.overrides}
    left: list[RepeatRule] = [
        rule for name, rule in rules.items() if truths[name] and name not in gone
    ]
    if len(left) > 1:
        raise NotCoveredError("two repeat rules")
    return (left[0].kind, left[0].up_to) if left else (RepeatKind.BEST, 1)


def repeated(
    entries: list[Entry], policies: Policies, asking: Callable[[Entry], Asking]
) -> dict[str, Line]:
    """Return the lines of attempts that the last or the first one replaces."""
    lines: dict[str, Line] = {}
    for group in same_course(entries):
        kind, number = repeat_rule(group[-1], policies, asking(group[-1]))
        if kind is RepeatKind.AVERAGE:
            raise NotCoveredError("an average of grades")
        if kind is RepeatKind.EACH:
            passed = [one for one in group if one.state == PASSED]
            best = best_of(passed, number)
            by = tuple(x.learning.id for x in sorted(best, key=Entry.key))
            for one in passed:
                if one not in best:
                    lines[one.learning.id] = _replaced(one, by, policies)
        if kind in BY_DAY:
            kept = group[-1] if kind is RepeatKind.LAST else group[0]
            for one in group:
                if one is not kept:
                    lines[one.learning.id] = _replaced(
                        one, (kept.learning.id,), policies
                    )
    return lines


def _replaced(one: Entry, by: tuple[str, ...], policies: Policies) -> Line:
    if one.state == NOT_PASSED:
        return without_award((one,), "denied", ANY, policies)
    line = without_award((one,), "superseded", ANY, policies)
    return replace(line, replaced_by=by)


def best_of(group: list[Entry], number: int) -> list[Entry]:
    """Return the best attempts, of equals the latest."""
    left = list(group)
    found: list[Entry] = []
    while left and len(found) < number:
        best = left[0]
        for one in left[1:]:
            order = _better(one, best)
            best = one if order >= 0 else best
        left.remove(best)
        found.append(best)
    return found


def _better(one: Entry, other: Entry) -> int:
    if not (one.course and other.course and one.course.grade and other.course.grade):
        raise NotCoveredError("no grade to compare")
    order = compared(one.course.grade, other.course.grade, [one.scale, other.scale])
    if order is None:
        raise NotCoveredError("grades without an order")
    return order


def best_attempts(
    lines: dict[Entry, Line], policies: Policies, asking: Callable[[Entry], Asking]
) -> dict[Entry, Line]:
    """Keep the best of the attempts that anything would be given for.

    It replaces those that no rule speaks for, too, unless they are better.
    """
    changed = dict(lines)
    for group in same_course(list(lines)):
        kind, _ = repeat_rule(group[-1], policies, asking(group[-1]))
        if any(lines[one].status == "referred" for one in group):
            raise NotCoveredError("a repeat that a person must decide")
        best_of([one for one in group if one.state == PASSED], 1)
        useful = [
            one
            for one in group
            if one.state == PASSED
            and lines[one].status in ("awarded", "elective", "accepted")
        ]
        if kind is not RepeatKind.BEST or not useful:
            continue
        kept = best_of(useful, 1)
        by = tuple(one.learning.id for one in kept)
        silent = [one for one in group if lines[one].status == "unarticulated"]
        lost = [one for one in silent if _better(kept[0], one) >= 0]
        for one in [*useful, *lost]:
            if one not in kept:
                line = without_award((one,), "superseded", ANY, policies)
                changed[one] = replace(line, replaced_by=by)
    return changed


# --- one target by two roads ----------------------------------------------------------


def reconciled(
    lines: list[Line],
    policies: Policies,
    asking: Callable[[Entry], Asking],
    identity: dict[str, str],
) -> list[Line]:
    """Let each course be awarded once: repeats of one target, then duplicates."""
    codes = sorted({_same(a, identity) for x in lines for a in x.awards if a.code})
    for code in codes:
        holders = [
            x for x in lines if any(_same(a, identity) == code for a in x.awards)
        ]
        worth = {
            x.ids: sum(
                (a.credits for a in x.awards if _same(a, identity) == code), ZERO
            )
            for x in holders
        }
        for losing, winner in _losers(holders, worth, policies, asking):
            place = lines.index(losing)
            lines[place] = _without(losing, code, winner.ids, identity)
    return lines


def _same(award: Award, identity: dict[str, str]) -> str:
    return identity.get(award.code, award.code)


def _losers(
    holders: list[Line],
    worth: dict[tuple[str, ...], Fraction],
    policies: Policies,
    asking: Callable[[Entry], Asking],
) -> list[tuple[Line, Line]]:
    lost: list[tuple[Line, Line]] = []
    left = list(holders)
    for home in sorted({x.members[0].institution for x in holders}):
        mine = [
            x
            for x in holders
            if x.members[0].institution == home and x.members[0].course
        ]
        if len(mine) > 1:
            kept = _repeated_target(mine, policies, asking)
            if len(kept) > 1 and len(holders) > len(mine):
                raise NotCoveredError("each of several beside another road")
            lost += [(one, kept[0]) for one in mine if one not in kept]
            left = [one for one in left if one not in mine or one in kept]
            if len(kept) > 1:
                return lost
    if len(left) > 1:
        best = _kept(left, worth, policies)
        lost += [(one, best) for one in left if one is not best]
    return lost


def _repeated_target(
    mine: list[Line], policies: Policies, asking: Callable[[Entry], Asking]
) -> list[Line]:
    """Of several courses of one institution with one target, keep as a repeat keeps."""
    if any(len(x.members) > 1 or not graded(x.members[0]) for x in mine):
        raise NotCoveredError("a set and a course with one target")
    group = in_time([x.members[0] for x in mine])
    kind, number = repeat_rule(group[-1], policies, asking(group[-1]))
    match kind:
        case RepeatKind.LAST:
            kept = group[-1:]
        case RepeatKind.FIRST:
            kept = group[:1]
        case RepeatKind.BEST | RepeatKind.EACH:
            kept = best_of(group, number if kind is RepeatKind.EACH else 1)
        case RepeatKind.AVERAGE:
            raise NotCoveredError("an average of grades")
    codes = {one.course.code for one in group if one.course}
    if len(kept) > 1 and len(codes) > 1:
        raise NotCoveredError("each of several courses")
    by_entry = {x.members[0]: x for x in mine}
    return [by_entry[one] for one in kept]


def _kept(
    left: list[Line], worth: dict[tuple[str, ...], Fraction], policies: Policies
) -> Line:
    policy: PolicyBlock = policies[left[0].members[0].learning.id]
    keep = policy.duplicates[0].keep if policy.duplicates else DuplicateKeep.MOST_CREDIT
    best = left
    match keep:
        case DuplicateKeep.COURSE:
            best = [x for x in left if x.members[0].course] or left
        case DuplicateKeep.FIRST | DuplicateKeep.LAST:
            days = [
                max((m.day for m in x.members if m.day), default=None) for x in left
            ]
            if None in days:
                raise NotCoveredError("a duplicate without a day")
            known = [day for day in days if day]
            end = min(known) if keep is DuplicateKeep.FIRST else max(known)
            best = [x for x, day in zip(left, days, strict=True) if day == end]
        case DuplicateKeep.BEST_GRADE:
            if any(len(x.members) > 1 or not x.members[0].course for x in left):
                raise NotCoveredError("the best grade of what has none")
            best = [
                x
                for x in left
                if all(_better(x.members[0], y.members[0]) >= 0 for y in left)
            ]
            if not best:
                raise NotCoveredError("grades without an order")
        case _:
            pass
    most = max(worth[x.ids] for x in best)
    best = [x for x in best if worth[x.ids] == most]
    own = [x for x in best if x.members[0].own] or best
    courses = [x for x in own if x.members[0].course] or own
    return min(courses, key=lambda x: x.members[0].key())


def _without(
    line: Line, code: str, by: tuple[str, ...], identity: dict[str, str]
) -> Line:
    left = tuple(a for a in line.awards if _same(a, identity) != code)
    if not any(a.code for a in left):  # without a course left
        return superseded(line, tuple(dict.fromkeys((*line.lost_to, *by))))
    taken = sum((a.credits for a in line.awards if _same(a, identity) == code), ZERO)
    # what a remedy took stays denied, whatever becomes of the targets
    kept = ("accepted", "superseded", "denied")
    amounts = {status: line.of(status) for status in kept}
    amounts["superseded"] += taken
    for award in left:
        under = status_of(award)
        amounts[under] = amounts.get(under, ZERO) + award.credits
    return replace(
        line,
        awards=left,
        status=status_of(left[0]),
        split=accounted(amounts),
        lost_to=(*line.lost_to, *by),
    )
