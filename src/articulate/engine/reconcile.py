"""Reconcile: one course by several roads counts once; the rest is superseded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from articulate.engine.identify import Known, policy_for
from articulate.engine.learner import placed_points
from articulate.engine.lines import replaced
from articulate.engine.matching import Matching
from articulate.engine.naming import RuleName
from articulate.engine.repeats import chosen_rule
from articulate.engine.rules.duplicate import Claim, claim_kept
from articulate.engine.rules.repeat import kept_attempts
from articulate.model.award import AwardKind
from articulate.model.identifiers import LearningId
from articulate.model.line import Line, Status
from articulate.model.reason import Reason, ReasonCode
from articulate.model.settlement import in_status_order, status_of
from articulate.rulebook.course_identity import CourseIdentity
from articulate.rulebook.limit_rules import DuplicateKeep

ZERO = Fraction(0)
Loss = tuple[int, tuple[LearningId, ...], Reason]


@dataclass
class Losses:
    """What lines lose to others, and lines about which a missing fact must decide.

    `averages` are the grade points of lines that stand for several attempts.
    """

    lost: dict[int, list[Loss]] = field(default_factory=dict)
    open: dict[int, Reason] = field(default_factory=dict)
    averages: dict[int, Fraction] = field(default_factory=dict)

    def lose(self, claim: Claim, by: tuple[LearningId, ...], reason: Reason) -> None:
        """Let a line lose one of its targets."""
        self.lost.setdefault(claim.place, []).append((claim.target, by, reason))


def reconciled(matching: Matching, lines: Sequence[Line]) -> tuple[Line, ...]:
    """Let each course count by one road, as repeat and duplicate rules say."""
    result = list(lines)
    places = {known.id: known for known in matching.learnings}
    claims = _claims(matching, lines, places)
    losses = Losses()
    for identity in sorted(claims, key=_order):
        if len(claims[identity]) > 1:
            left = _repeats(matching, lines, claims[identity], losses)
            _duplicates(matching, lines, left, losses)
    for place, lost in losses.lost.items():
        result[place] = _without(result[place], lost)
    for place, average in losses.averages.items():
        result[place] = replace(result[place], average=average)
    for place, reason in losses.open.items():
        result[place] = _referred(lines[place], reason)
    return tuple(result)


def claimed(
    matching: Matching, line: Line, known: Mapping[LearningId, Known]
) -> list[tuple[CourseIdentity, int]]:
    """List the courses a line gives, each with the place of its target."""
    situation = matching.situation
    first = known[line.learning[0]]
    found = []
    for target, award in enumerate(line.targets):
        if award.kind is not AwardKind.COURSE or award.code is None:
            continue
        if first.own and first.course is not None:
            found.append((first.course, target))
        else:
            found.append((situation.course_now(award.code), target))
    return found


def _claims(
    matching: Matching, lines: Sequence[Line], known: Mapping[LearningId, Known]
) -> dict[CourseIdentity, list[Claim]]:
    claims: dict[CourseIdentity, list[Claim]] = {}
    for place, line in enumerate(lines):
        if line.status not in (Status.AWARDED, Status.ELECTIVE):
            continue
        members = [known[one] for one in line.learning]
        for identity, target in claimed(matching, line, known):
            claim = Claim(
                place,
                target,
                line.targets[target].credits,
                _points(members),
                line.completed,
                course=all(one.attempt is not None for one in members),
                own=all(one.own for one in members),
            )
            claims.setdefault(identity, []).append(claim)
    return claims


def _points(members: Sequence[Known]) -> Fraction | None:
    """Return the worst grade of a set, None where one has no place in the order."""
    points = [placed_points(known) for known in members]
    known = [one for one in points if one is not None]
    return min(known) if len(known) == len(points) and known else None


def _repeats(
    matching: Matching,
    lines: Sequence[Line],
    claims: Sequence[Claim],
    losses: Losses,
) -> list[Claim]:
    """Apply the repeat rule to single courses of one institution with this target."""
    groups: dict[object, list[tuple[Claim, Known]]] = {}
    left = []
    by_id = {known.id: known for known in matching.learnings}
    for claim in claims:
        members = [by_id[one] for one in lines[claim.place].learning]
        if len(members) == 1 and members[0].attempt is not None:
            group = groups.setdefault(members[0].institution, [])
            group.append((claim, members[0]))
        else:
            left.append(claim)
    for group in groups.values():
        left += _kept(matching, group, losses)
    return sorted(left, key=lambda claim: (claim.place, claim.target))


def _kept(
    matching: Matching,
    group: Sequence[tuple[Claim, Known]],
    losses: Losses,
) -> list[Claim]:
    claims = [claim for claim, _ in group]
    attempts = [known for _, known in group]
    if len(group) == 1:
        return claims
    chosen = chosen_rule(matching, attempts)
    kept = kept_attempts(attempts, chosen.rule, given=True)
    if kept.unknown or chosen.unknown is not None:
        needs = kept.unknown or "which repeat rule holds"
        missing = Reason(ReasonCode.MISSING_FACT, fact="repeat", needs=needs)
        losses.open |= {claim.place: chosen.signed(missing) for claim in claims}
        return []
    if not kept.places:
        return claims
    ids = tuple(matching.learnings[place].id for place in kept.places)
    for claim, known in group:
        if kept.average is not None and known.place in kept.places:
            losses.averages[claim.place] = kept.average
        if known.place not in kept.places:
            kind = "" if chosen.rule is None else str(chosen.rule.kind)
            reason = Reason(
                ReasonCode.REPEATED, fact="repeat", text=kind or "best grade", about=ids
            )
            losses.lose(claim, ids, chosen.signed(reason))
    return [claim for claim, known in group if known.place in kept.places]


def _duplicates(
    matching: Matching,
    lines: Sequence[Line],
    claims: Sequence[Claim],
    losses: Losses,
) -> None:
    """Apply the duplicate rule across institutions and roads; by itself most credit."""
    by_id = {known.id: known for known in matching.learnings}
    groups = {
        by_id[lines[claim.place].learning[0]].institution
        if claim.course and len(lines[claim.place].learning) == 1
        else claim.place
        for claim in claims
    }
    if len(groups) < 2:  # noqa: PLR2004 - all of one institution were repeats
        return
    first = by_id[lines[claims[0].place].learning[0]]
    rules = policy_for(matching.situation, first).rules.duplicates
    name: RuleName | None = None
    keep = DuplicateKeep.MOST_CREDIT
    if rules:
        name, rule = rules[0]
        keep = rule.keep
    winner = claim_kept(claims, keep)
    if winner is None:
        missing = Reason(
            ReasonCode.MISSING_FACT,
            fact="duplicate",
            needs="the day each was completed",
        )
        signed = missing if name is None else name.signed((missing,))[0]
        losses.open |= {claim.place: signed for claim in claims}
        return
    ids = lines[winner.place].learning
    for claim in claims:
        if claim is winner:
            continue
        reason = Reason(
            ReasonCode.DUPLICATE, fact="duplicate", text=f"keep {keep}", about=ids
        )
        losses.lose(claim, ids, reason if name is None else name.signed((reason,))[0])


def _referred(line: Line, reason: Reason) -> Line:
    """Refer a line, with what it earned; nothing is granted while that is open."""
    amounts = in_status_order({Status.REFERRED: line.split.earned})
    split = replace(line.split, granted=ZERO, by_status=amounts, unrounded=())
    return replace(
        line,
        status=Status.REFERRED,
        targets=(),
        reasons=(reason, *line.reasons),
        split=split,
    )


def _without(line: Line, lost: Sequence[Loss]) -> Line:
    """Take targets from a line; without a course of its own left it is superseded."""
    gone = {target for target, _, _ in lost}
    reasons = tuple(dict.fromkeys(reason for _, _, reason in lost))
    by = tuple(dict.fromkeys(one for _, ids, _ in lost for one in ids))
    courses = {
        place
        for place, award in enumerate(line.targets)
        if award.kind is AwardKind.COURSE
    }
    if courses <= gone:
        done = replaced(line, by, reasons[0])
        return replace(done, reasons=tuple(dict.fromkeys((*reasons, *done.reasons))))
    amounts = dict(line.split.by_status)
    for place in gone:
        award = line.targets[place]
        under = status_of(award)
        amounts[under] = amounts.get(under, ZERO) - award.credits
        superseded = amounts.get(Status.SUPERSEDED, ZERO)
        amounts[Status.SUPERSEDED] = superseded + award.credits
    targets = tuple(a for place, a in enumerate(line.targets) if place not in gone)
    return replace(
        line,
        status=status_of(targets[0]),
        targets=targets,
        reasons=(*line.reasons, *reasons),
        split=replace(line.split, by_status=in_status_order(amounts)),
    )


def _order(identity: CourseIdentity) -> tuple[str, str]:
    retired = "" if identity.retired is None else identity.retired.isoformat()
    return (str(identity.code), retired)
