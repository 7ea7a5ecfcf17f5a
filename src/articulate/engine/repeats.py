"""Repeats: attempts of one course at one institution, before rules are asked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from articulate.engine.identify import Known, State, policy_for
from articulate.engine.lines import About, replaced
from articulate.engine.matching import Matching
from articulate.engine.naming import RuleName
from articulate.engine.policy import overridden_by
from articulate.engine.rules.repeat import Kept, kept_attempts, no_worse
from articulate.engine.ways import Verdict, Way
from articulate.model.answer import Answer
from articulate.model.finding import Finding
from articulate.model.line import Line, Status
from articulate.model.reason import Reason, ReasonCode
from articulate.rulebook.limit_rules import RepeatKind, RepeatRule
from articulate.rulebook.shapes import asks_record


@dataclass(frozen=True, slots=True)
class Chosen:
    """The repeat rule that holds for some attempts; None is the built-in: the best."""

    rule: RepeatRule | None = None
    name: RuleName | None = None
    unknown: Finding | None = None

    def signed(self, reason: Reason) -> Reason:
        """Name the rule on a reason, where it is one of the policy's."""
        return reason if self.name is None else self.name.signed((reason,))[0]


@dataclass
class Repeats:
    """What repeats settle: lines of attempts that another replaces or leaves open.

    `best` are groups among which the best usable attempt counts, which only the rules
    can tell; `averages` are those that an attempt stands for; `retaken` are failed
    attempts that count no more.
    """

    lines: dict[int, Line] = field(default_factory=dict)
    averages: dict[int, Fraction] = field(default_factory=dict)
    best: list[tuple[tuple[Known, ...], Chosen]] = field(default_factory=list)
    retaken: set[int] = field(default_factory=set)


def repeats_of(matching: Matching) -> Repeats:
    """Settle the repeats that dates and grades alone decide."""
    repeats = Repeats()
    for attempts in _groups(matching.learnings):
        chosen = chosen_rule(matching, attempts)
        if chosen.unknown is not None:
            needs = chosen.unknown.residual or "which repeat rule holds"
            _leave_open(matching, attempts, (needs, chosen), repeats)
        elif chosen.rule is None or chosen.rule.kind is RepeatKind.BEST:
            repeats.best.append((attempts, chosen))
        else:
            kept = kept_attempts(attempts, chosen.rule)
            settle_group(matching, attempts, (kept, chosen), repeats)
    return repeats


def settle_best(
    matching: Matching,
    ways: Sequence[Way],
    alone: Callable[[int], Line],
    repeats: Repeats,
) -> None:
    """Let the best attempt count among those that anything would be given for.

    It also replaces the attempts that are no better and that no rule speaks for.
    """
    for attempts, chosen in repeats.best:
        usable = [one for one in attempts if _gives(one, ways, alone)]
        repeats.retaken |= _retaken(attempts, usable)
        if len(usable) > 1:
            kept = kept_attempts(usable, chosen.rule)
            settle_group(matching, usable, (kept, chosen), repeats)
        for best in usable:
            if best.place in repeats.lines or not _surely_gives(best, ways, alone):
                continue
            silent = [
                one
                for one in attempts
                if _is_silent(one, ways, alone) and no_worse(best, one)
            ]
            settle_group(matching, silent, (Kept((best.place,)), chosen), repeats)


def _gives(known: Known, ways: Sequence[Way], alone: Callable[[int], Line]) -> bool:
    """Say whether anything is or may be given for an attempt."""
    hoped = (Verdict.GIVE, Verdict.OPEN, Verdict.PENDING)
    given = (Status.AWARDED, Status.ELECTIVE, Status.ACCEPTED, Status.REFERRED)
    mine = _ways_of(known, ways)
    if mine:
        return any(way.verdict in hoped for way in mine)
    return alone(known.place).status in given


def _surely_gives(
    known: Known, ways: Sequence[Way], alone: Callable[[int], Line]
) -> bool:
    given = (Status.AWARDED, Status.ELECTIVE, Status.ACCEPTED)
    mine = _ways_of(known, ways)
    if mine:
        return all(way.verdict is Verdict.GIVE for way in mine)
    return alone(known.place).status in given


def _is_silent(known: Known, ways: Sequence[Way], alone: Callable[[int], Line]) -> bool:
    """Say whether no rule speaks for an attempt, not even one that denies."""
    if _ways_of(known, ways):
        return False
    return alone(known.place).status is Status.UNARTICULATED


def _ways_of(known: Known, ways: Sequence[Way]) -> list[Way]:
    return [way for way in ways if known.place in way.learnings]


def _retaken(attempts: Sequence[Known], usable: Sequence[Known]) -> set[int]:
    """Say which failures the best attempt leaves out: all but the last without one."""
    failed = [one for one in attempts if one.state is State.NOT_PASSED]
    if not usable and failed:
        failed.remove(max(failed, key=_time))
    return {one.place for one in failed}


def settle_group(
    matching: Matching,
    attempts: Sequence[Known],
    by: tuple[Kept, Chosen],
    repeats: Repeats,
) -> None:
    """Replace the attempts that do not count, or refer all where that is not known."""
    kept, chosen = by
    if kept.unknown:
        _leave_open(matching, attempts, (kept.unknown, chosen), repeats)
        return
    if not kept.places:
        return
    if kept.average is not None:
        repeats.averages[kept.places[0]] = kept.average
    ids = tuple(matching.learnings[place].id for place in kept.places)
    kind = RepeatKind.BEST if chosen.rule is None else chosen.rule.kind
    room = chosen.rule is not None and len(kept.places) < chosen.rule.up_to
    for known in attempts:
        if known.place in kept.places:
            continue
        if known.state is State.NOT_PASSED:
            repeats.retaken |= set() if room else {known.place}
            continue
        reason = chosen.signed(
            Reason(ReasonCode.REPEATED, fact="repeat", text=str(kind), about=ids)
        )
        about = About(matching.situation, (known,))
        line = replaced(about.without_award(Status.SUPERSEDED, ()), ids, reason)
        repeats.lines[known.place] = _named(line, chosen)


def chosen_rule(matching: Matching, attempts: Sequence[Known]) -> Chosen:
    """Choose the repeat rule by the latest attempt, which is the repeat."""
    latest = max(attempts, key=_time)
    rules = policy_for(matching.situation, latest).rules.repeats
    asked: Mapping[str, Finding] = {
        rule.head.id: _when(matching, rule, latest) for _, rule in rules
    }
    over = overridden_by([rule for _, rule in rules])
    speaking: list[tuple[RuleName, RepeatRule]] = []
    for name, rule in rules:
        above = [asked[other].answer for other in over[rule.head.id]]
        own = asked[rule.head.id]
        if own.answer is Answer.NOT_MET or Answer.MET in above:
            continue
        if own.answer is Answer.UNKNOWN or Answer.UNKNOWN in above:
            return Chosen(rule, name, own)
        speaking.append((name, rule))
    if not speaking:
        return Chosen()
    name, rule = speaking[0]
    if any(_differs(other, rule) for _, other in speaking):
        between = " or ".join(f"`{one.head.id}`" for _, one in speaking)
        open_ = Finding(Answer.UNKNOWN, residual=f"which repeat rule holds, {between}")
        return Chosen(rule, name, open_)
    return Chosen(rule, name)


def _differs(one: RepeatRule, other: RepeatRule) -> bool:
    """Say whether two repeat rules keep different attempts."""
    return (one.kind, one.up_to) != (other.kind, other.up_to)


def _time(known: Known) -> tuple[bool, date, int]:
    """Order attempts by their day; one without a day may be the latest."""
    return (known.ended is None, known.ended or date.min, known.place)


def _when(matching: Matching, rule: RepeatRule, latest: Known) -> Finding:
    if rule.when is None:
        return Finding(Answer.MET)
    if asks_record(rule.when):
        return Finding(Answer.NOT_MET)
    return matching.ask(rule.when, latest)


def _groups(learnings: Sequence[Known]) -> list[tuple[Known, ...]]:
    """Group graded attempts of one course at one institution where it has several."""
    groups: dict[object, list[Known]] = {}
    for known in learnings:
        graded = known.state is State.PASSED or known.failed
        if known.attempt is not None and graded and known.course is not None:
            groups.setdefault((known.institution, known.course), []).append(known)
    return [tuple(group) for group in groups.values() if len(group) > 1]


def _leave_open(
    matching: Matching,
    attempts: Sequence[Known],
    why: tuple[str, Chosen],
    repeats: Repeats,
) -> None:
    needs, chosen = why
    for known in attempts:
        if known.state is State.NOT_PASSED:
            continue
        missing = Reason(ReasonCode.MISSING_FACT, fact="repeat", needs=needs)
        about = About(matching.situation, (known,))
        line = about.without_award(Status.REFERRED, (chosen.signed(missing),))
        repeats.lines[known.place] = _named(line, chosen)


def _named(line: Line, chosen: Chosen) -> Line:
    if chosen.name is None:
        return line
    return replace(line, rule=chosen.name.name, origin=chosen.name.origin)
