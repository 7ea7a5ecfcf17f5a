"""Resolve: among rules that speak of the same learning, the one that stands first.

Rules that stand equal and say different things are a conflict, which refers.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from articulate.engine.found import Found
from articulate.engine.lines import About
from articulate.engine.matching import Matching
from articulate.engine.ways import Verdict, Way
from articulate.model.answer import Answer
from articulate.model.finding import Finding
from articulate.model.line import Considered, Status
from articulate.model.reason import Reason, ReasonCode
from articulate.rulebook.overriding import NONE

Places = tuple[int, ...]


@dataclass
class Resolved:
    """The ways left: for each set of learnings those of one rule, or a question.

    `beside` are rules that spoke and gave way, for each learning, and `over` rules that
    hold and are written to go before others.
    """

    over: tuple[Way, ...] = ()
    ways: list[Way] = field(default_factory=list)
    beside: dict[int, dict[Considered, None]] = field(default_factory=dict)

    def gave_way(self, ways: Iterable[Way]) -> None:
        """Note rules that spoke and did not decide."""
        for way in ways:
            for place in way.learnings:
                self.beside.setdefault(place, {})[way.considered()] = None


def resolved(matching: Matching, found: Found) -> Resolved:
    """Leave for each learning, and each set of them, what the first standing says."""
    usable = _usable(found)
    holding = (way for way in usable if way.finding.answer is Answer.MET)
    result = Resolved(tuple(way for way in holding if way.speaker.overrides))
    for places, ways in sorted(_by_places(usable).items()):
        result.ways += _decided(matching, places, ways, result)
    result.ways += _crossing(matching, result.ways, result)
    return result


def _usable(found: Found) -> list[Way]:
    """Take all ways, and a weak one only for learning that has no other."""
    spoken = {place for way in found.ways for place in way.learnings}
    weak = [way for way in found.weak if spoken.isdisjoint(way.learnings)]
    return [*found.ways, *weak]


def _by_places(ways: Iterable[Way]) -> Mapping[Places, list[Way]]:
    grouped: dict[Places, list[Way]] = {}
    for way in ways:
        grouped.setdefault(way.learnings, []).append(way)
    return grouped


def _decided(
    matching: Matching, places: Places, ways: Sequence[Way], result: Resolved
) -> list[Way]:
    """Decide among the rules that speak of exactly these learnings."""
    named = [way for way in ways if not _named_better(way, ways)]
    first = _first(named)
    lower = _first([way for way in named if way not in first])
    if _cannot_matter(first, lower):
        first, lower = lower, first
    first = [way for way in first if not _behind_a_part(way, result)] or first
    if any(way.verdict is Verdict.REFER for way in first):
        first = [way for way in first if not _screened_referral(way)]
    result.gave_way(way for way in named if way not in first)
    doubtful = _doubtful(first, named)
    if doubtful:
        return _also_over(first, _questions(matching, places, doubtful, result))
    rules = _by_rule(first)
    if len(rules) == 1:
        return first
    if all(way.verdict is Verdict.DENY for way in first):
        return _also_over(first, *_same(rules, result))
    if any(way.verdict is Verdict.PENDING for way in first):
        return _also_over(first, *_pending(first, result))
    says = {name: _says(mine) for name, mine in rules.items()}
    if len(set(says.values())) == 1:
        spared = _spared(first)
        if spared:
            return _also_over(first, _questions(matching, places, spared, result))
        holding = [way for way in first if way.finding.answer is Answer.MET]
        return _also_over(holding, *_same(rules, result))
    settled = {said for name, said in says.items() if not _open(rules[name])}
    if len(settled) > 1:
        return [conflict(matching, places, [w for w in first if not _open([w])])]
    opened = [way for way in first if _open([way])]
    return _also_over(first, _questions(matching, places, opened, result))


def _also_over(spoke: Iterable[Way], *ways: Way) -> list[Way]:
    """Let what stands for rules that spoke go before all that any of them goes before.

    So a set stays behind though the rule that goes before it gave way to a question.
    """
    beneath = NONE.union(*(way.speaker.overrides for way in spoke))
    if not beneath:
        return list(ways)
    return [
        replace(
            way,
            speaker=replace(way.speaker, overrides=beneath | way.speaker.overrides),
        )
        for way in ways
    ]


def _behind_a_part(way: Way, result: Resolved) -> bool:
    """Say whether a rule for a part of these learnings is written to go before."""
    return any(
        one.speaker.is_over(way.speaker) and set(one.learnings) < set(way.learnings)
        for one in result.over
    )


def _screened_referral(way: Way) -> bool:
    """Say whether a rule refers, and a screen that spares another denies."""
    denied = way.reduced and way.verdict is Verdict.DENY
    return denied and way.finding.answer is Answer.MET


def _spared(ways: Sequence[Way]) -> list[Way]:
    """Return open rules that a screen would spare, where it spares none that holds."""
    spared = [way for way in ways if way.target and not way.reduced]
    if any(way.verdict is Verdict.GIVE for way in spared):
        return []
    screened = (Verdict.DENY, Verdict.GIVE)
    if not any(way.verdict in screened and way.target for way in ways):
        return []
    return [way for way in spared if way.verdict is Verdict.OPEN]


def _first(ways: Sequence[Way]) -> list[Way]:
    """Take the ways before which no other goes."""
    return [way for way in ways if not any(one.goes_before(way) for one in ways)]


def _doubtful(first: Sequence[Way], ways: Sequence[Way]) -> list[Way]:
    """Return open rules that hide others which say something else, in a decided case.

    If such a rule does not hold, what it goes before speaks again. Where all that goes
    first is open or under way, the case is not decided anyway.
    """
    open_ones = [way for way in first if way.finding.answer is Answer.UNKNOWN]
    if not open_ones or all(way.verdict in _UNDECIDED for way in first):
        return []
    hidden = [
        way
        for way in ways
        if way not in first
        and all(one in open_ones for one in ways if one.goes_before(way))
    ]
    if all(way.verdict is Verdict.DENY for way in (*first, *hidden)):
        return []  # a screen turns all of them away: denied either way
    shown = set(map(_says, _by_rule(first).values()))
    if set(map(_says, _by_rule(hidden).values())) <= shown:
        return []
    return [way for way in open_ones if any(way.goes_before(one) for one in hidden)]


_UNDECIDED = (Verdict.OPEN, Verdict.PENDING)


def _cannot_matter(first: Sequence[Way], lower: Sequence[Way]) -> bool:
    """Say whether an open rule goes before rules that say the very same."""
    return (
        bool(lower)
        and all(_may_say(way) for way in first)
        and all(way.verdict in (Verdict.GIVE, way.denial) for way in lower)
        and len({*map(_says, _by_rule([*first, *lower]).values())}) == 1
    )


def _may_say(way: Way) -> bool:
    """Say whether a rule is open, and known for what it would say.

    One that holds and that a screen refers is not: it decides.
    """
    if way.finding.answer is not Answer.UNKNOWN:
        return False
    if way.verdict is Verdict.OPEN:
        return bool(way.target or way.denial)
    return way.denial is Verdict.DENY


def _named_better(way: Way, ways: Sequence[Way]) -> bool:
    """Say whether a rule of the same block names the course by a nearer name."""
    return any(
        other.speaker.block == way.speaker.block and other.tier < way.tier
        for other in ways
    )


def _by_rule(ways: Iterable[Way]) -> dict[str, list[Way]]:
    grouped: dict[str, list[Way]] = {}
    for way in ways:
        grouped.setdefault(way.speaker.name.name, []).append(way)
    return grouped


def _says(ways: Sequence[Way]) -> frozenset[object]:
    """Return what a rule gives in all its readings, or that it denies or refers."""
    return frozenset(
        (way.target and (way.would or way.target, way.speaker.graded))
        or way.denial
        or way.verdict
        for way in ways
    )


def _open(ways: Sequence[Way]) -> bool:
    """Say whether nobody knows that a rule holds, whatever a screen says meanwhile."""
    return any(way.verdict is Verdict.OPEN or _turned_away(way) for way in ways)


def _turned_away(way: Way) -> bool:
    unknown = way.finding.answer is Answer.UNKNOWN
    return unknown and way.denial is not None and way.verdict is Verdict.DENY


def _same(rules: Mapping[str, list[Way]], result: Resolved) -> list[Way]:
    """Take one of several rules that say the same: one that holds, by name.

    Of those that hold, a screen may spare one that names a grade itself.
    """
    giving = [n for n, ways in rules.items() if ways[0].verdict is Verdict.GIVE]
    giving = [n for n in giving if not rules[n][0].reduced] or giving
    holding = [n for n, ways in rules.items() if not _open(ways)]
    sure = [n for n in holding if rules[n][0].finding.answer is Answer.MET]
    chosen = min(giving or sure or holding or rules)
    for name, ways in rules.items():
        if name != chosen:
            result.gave_way(ways)
    return rules[chosen]


def _pending(ways: Sequence[Way], result: Resolved) -> list[Way]:
    """Show what learning under way may come to: the most it can give, and every if."""
    main = min(ways, key=lambda way: (-way.worth, way.speaker.name.name))
    others = [way for way in ways if way.speaker.name != main.speaker.name]
    result.gave_way(others)
    if main.line is None:
        return [main]
    residuals = [way.line.residual for way in (main, *others) if way.line is not None]
    joined = "; ".join(dict.fromkeys(one for one in residuals if one))
    mine = [way for way in ways if way.speaker.name == main.speaker.name]
    return [
        way.with_line(replace(way.line, residual=joined))
        for way in mine
        if way.line is not None
    ]


def _questions(
    matching: Matching, places: Places, opened: Sequence[Way], result: Resolved
) -> Way:
    """Refer learning on which an open rule could still decide, with every question."""
    first = min(opened, key=lambda way: way.speaker.name.name)
    result.gave_way(way for way in opened if way is not first)
    reasons = dict.fromkeys(
        reason
        for way in opened
        for reason in way.speaker.name.signed(way.finding.reasons)
    )
    line = _about(matching, places, first).without_award(
        Status.REFERRED, tuple(reasons)
    )
    if first.line is not None and not reasons:
        line = first.line
    denial = next((way.denial for way in opened if way.denial), None)
    return replace(first, line=line, target=(), verdict=Verdict.OPEN, denial=denial)


def conflict(matching: Matching, places: Places, ways: Sequence[Way]) -> Way:
    """Refer learning of which rules that stand equal say different things."""
    names = tuple(sorted({way.speaker.name.name for way in ways}))
    first = min(ways, key=lambda way: way.speaker.name.name)
    said = Reason(
        ReasonCode.RULES_CONFLICT,
        about=names,
        needs=f"which of {' and '.join(names)} holds",
    )
    clauses = tuple(
        reason
        for way in sorted(ways, key=lambda way: way.speaker.name.name)
        for reason in way.speaker.name.signed(way.finding.reasons)
    )
    reasons = (*first.speaker.name.signed((said,)), *dict.fromkeys(clauses))
    line = _about(matching, places, first).without_award(Status.REFERRED, reasons)
    (asked,) = _also_over(
        ways,
        Way(
            places,
            first.speaker,
            Verdict.OPEN,
            Finding(Answer.UNKNOWN, (said,)),
            line=replace(line, rule=None, origin=None),
            against=frozenset(names),
        ),
    )
    return asked


def _crossing(matching: Matching, ways: Sequence[Way], result: Resolved) -> list[Way]:
    """Find rules that deny or refer a learning which an equal rule uses in a set.

    A set and a rule for one of its members are two lawful ways; a set and a denial of
    one of its members are not, and where the denial is open the set is a question.
    """
    against = [way for way in ways if _is_against(way)]
    found = []
    for one in against:
        for other in ways:
            if not other.target or other.verdict is not Verdict.GIVE:
                continue
            if set(one.learnings).isdisjoint(other.learnings):
                continue
            if one.goes_before(other) or other.goes_before(one):
                continue
            places = tuple(sorted({*one.learnings, *other.learnings}))
            if one.verdict is Verdict.OPEN:
                names = {one.speaker.name.name, other.speaker.name.name}
                asked = _questions(matching, places, (one,), result)
                asked = replace(asked, learnings=places, against=frozenset(names))
            else:
                asked = conflict(matching, places, (one, other))
            # What is overridden is not used, and there is no question about it.
            found.append(replace(asked, about=(one.speaker, other.speaker)))
    return found


def hopeful(ways: Sequence[Way]) -> list[Way]:
    """Leave out what a rule that holds goes before: nothing comes of it any more."""
    holding = [way for way in ways if way.finding.answer is Answer.MET]
    return [
        way for way in ways if not any(_leaves_nothing(one, way) for one in holding)
    ]


def _leaves_nothing(one: Way, other: Way) -> bool:
    """Say whether a way takes all that another hangs on, or is written to go before."""
    shared = set(one.learnings) & set(other.learnings)
    written = one.speaker.is_over(other.speaker) and bool(shared)
    return one.goes_before(other) and (written or shared == set(one.learnings))


def _is_against(way: Way) -> bool:
    """Say whether a way is that of a rule which denies or refers."""
    return way.denial is not None and way.verdict in (
        Verdict.DENY,
        Verdict.REFER,
        Verdict.OPEN,
    )


def _about(matching: Matching, places: Places, way: Way) -> About:
    members = tuple(matching.learnings[place] for place in places)
    return About(matching.situation, members, way.speaker)
