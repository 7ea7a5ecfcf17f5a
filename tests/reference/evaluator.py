"""The reference evaluator, slow and obvious: the eight steps of semantics.md in order.

It is written from the pages and shares no code with the engine. What the pages leave
open, or it leaves out, it says (`NotCoveredError`): such a pair is not compared.
"""

from dataclasses import replace

from tests.reference.amounts import (
    ZERO,
    Amounts,
    Award,
    Given,
    alternatives,
    attributes_of,
    earned_by,
)
from tests.reference.asking import names_a_grade
from tests.reference.clocks import Asked, NotCoveredError
from tests.reference.entries import Entry
from tests.reference.having import Gives
from tests.reference.limits import limited
from tests.reference.lines import (
    ANY,
    NONE,
    Line,
    giving,
    superseded,
    with_remedy,
    without_award,
)
from tests.reference.marks import (
    NOT_PASSED,
    PASSED,
    UNDER_WAY,
    UNGRADED,
    Truth,
    either,
)
from tests.reference.matching import EXCEPTION, Block, Matching, Way
from tests.reference.readings import best, lawful
from tests.reference.reconciling import (
    best_attempts,
    reconciled,
    repeated,
    same_course,
)
from tests.reference.resolving import (
    decide,
    result_of,
    without_overridden,
)
from tests.reference.screens import Objection, Screens, severest

from articulate.model.course import CourseCode
from articulate.model.identifiers import RuleId
from articulate.rulebook.credit_rules import DenyRule, EquivalencyRule
from articulate.rulebook.policy import PolicyBlock
from articulate.rulebook.targets import ElectiveTarget


def _named(award: Award) -> bool:
    return award.kind in ("course", "requirement")


RANKS = list(range(EXCEPTION, EXCEPTION + 4))
Reading = tuple[Line, ...]


def evaluate(asked: Asked) -> list[Reading]:
    """Return every reading that the pages allow to hold; mostly there is one."""
    matching = Matching(asked)
    if matching.asks_record:
        first = _Evaluation(matching)
        matching.gives = first.codes_given()
    return _Evaluation(matching).readings()


class _Evaluation:
    def __init__(self, matching: Matching) -> None:
        self.matching = matching
        self.entries = matching.entries
        self.policies = {one.learning.id: matching.policy(one) for one in self.entries}
        self.over = repeated(self.entries, self.policies, matching.asking)
        matching.replaced = frozenset(self.over)
        said = matching.ways()
        failed = {name for name, line in self.over.items() if line.status == "denied"}
        touched = {one.learning.id for way in said for one in way.members}
        if failed & (touched | matching.before):
            raise NotCoveredError("a rule about a failed attempt that is repeated")
        everything = [
            way
            for way in said
            if not any(one.learning.id in self.over for one in way.members)
        ]
        left = self._with_partials(everything)
        self.ways = without_overridden([w for w in left if not self._turned_away(w)])
        self.results = {way: result_of(way, self._givens(way)) for way in self.ways}

    def _with_partials(self, ways: list[Way]) -> list[Way]:
        """Let a partial speak only where its rule does not hold."""
        for block, rule, ids in self.matching.parts_before:
            if not self._holds(ways, block, rule):
                self.matching.before.update(ids)
        left = []
        for way in ways:
            whole = getattr(way.rule, "partial_of", None)
            if whole is None or not self._holds(ways, way.block, whole):
                left.append(way)
        return left

    def _holds(self, ways: list[Way], block: Block | None, rule: RuleId) -> bool:
        states = {
            None if w.truth is None else not self._turned_away(w)
            for w in ways
            if w.block is block and w.rule and w.rule.head.id == rule
        }
        if None in states:
            raise NotCoveredError("a partial that waits")
        return True in states

    def _turned_away(self, way: Way) -> bool:
        if len(way.members) == 1 or way.rule is None or way.rank == EXCEPTION:
            return False
        return way.truth is True and self._denied(way.members, [way])

    def _denied(self, members: tuple[Entry, ...], ways: list[Way]) -> bool:
        awards = tuple(
            award for way in ways for one in self._givens(way) for award in one.awards
        )
        objection = severest(self._objections(members, ways, awards))
        return objection is not None and objection.place == 0

    def _givens(self, way: Way) -> tuple[Given, ...]:
        if not isinstance(way.rule, EquivalencyRule):
            return ()
        members = list(way.members)
        policy = self._policy(way.members)
        courses = any(one.course for one in members)
        amounts = Amounts(self.matching.asked, policy)
        return tuple(
            amounts.given(targets, members, courses=courses)
            for targets in alternatives(way.rule.target)
        )

    def _policy(self, members: tuple[Entry, ...]) -> PolicyBlock:
        found = {id(p): p for p in (self.policies[m.learning.id] for m in members)}
        if len(found) > 1:
            raise NotCoveredError("a set under two policies")
        return next(iter(found.values()))

    def codes_given(self) -> list[Gives]:
        """What rules without `has` give or may give."""
        found: list[Gives] = []
        if any(way.chooses for way in self.ways):
            raise NotCoveredError("has, where a degree chooses")
        for line in (*map(self._alone, self.entries), *self._sets()):
            awards = list(line.awards)
            sure: Truth = line.status != "referred" or None
            if sure is None:
                ways = [way for way in self.ways if way.members == line.members]
                said = decide(ways, self.results, RANKS)
                if said is None or said[0] in ("deny", "refer"):
                    continue  # a person is asked, and no rule gives anything
                ways = self._could(line.members, said[1])
                # What a screen surely denies is given by no rule, whichever holds.
                ways = [way for way in ways if not self._surely_denied(way)]
                given = [one for way in ways for one in self._givens(way)]
                awards = [one for each in given for one in each.awards]
            found += [
                self._gives(line, award, sure) for award in awards if _named(award)
            ]
        return found

    def _gives(self, line: Line, award: Award, sure: Truth) -> Gives:
        code = CourseCode.read(*award.code.split(":", 1)) if award.code else None
        taken = any(one.course for one in line.members)
        marks = attributes_of(self.matching.asked, (award,))
        return Gives(line.ids, code, sure, taken, award.credits, marks)

    # --- one learning by itself -------------------------------------------------------

    def _alone(self, one: Entry) -> Line:
        return self._choices(one)[0]

    def _choices(self, one: Entry) -> list[Line]:
        """Return the lines that a learning alone may come to, one for each `|`."""
        me = (one,)
        if one.state == UNDER_WAY:
            if any(one in way.members and len(way.members) > 1 for way in self.ways):
                raise NotCoveredError("a set with work under way")
            return [without_award(me, "in-progress", ANY, self.policies)]
        if one.state == UNGRADED:
            if any(one in way.members for way in self.ways):
                raise NotCoveredError("a rule for what has no grade")
            line = without_award(me, "referred", ANY, self.policies)
            in_gap = one.learning.id in self.matching.before
            if self.policies[one.learning.id].otherwise or in_gap:
                raise NotCoveredError("otherwise for what has no grade")
            return [self._screened(line, [])]
        if one.own:
            return [self._own(one)]
        ways = [way for way in self.ways if way.members == me]
        said = decide(ways, self.results, RANKS)
        if one.state == NOT_PASSED and said is None:
            if one.learning.id in self.matching.before:
                return [self._otherwise(one)]
            return [without_award(me, "denied", ANY, self.policies)]
        if said is None:
            return [self._otherwise(one)]
        return self._decided(me, *said)

    def _own(self, one: Entry) -> Line:
        if one.state == NOT_PASSED:
            return without_award((one,), "denied", NONE, self.policies)
        earned = earned_by(one, self.policies[one.learning.id])
        if earned.problem:
            raise NotCoveredError("an own course without its credit")
        line = without_award((one,), "awarded", NONE, self.policies)
        code = one.course.code if one.course else None
        award = Award("course", earned.amount, str(code), code.subject if code else "")
        return self._screened(replace(line, awards=(award,)), [])

    def _decided(
        self, members: tuple[Entry, ...], kind: str, ways: list[Way]
    ) -> list[Line]:
        rules = frozenset(way.name for way in ways)
        if kind in ("open", "conflict"):
            if members[0].state == NOT_PASSED and any(w.rule is None for w in ways):
                raise NotCoveredError("a failed attempt in a gap")
            could = self._could(members, ways)
            if all(self._surely_denied(way) for way in could):
                return [self._denied_or_asked(members, could)]
            return [self._asked(members, ways, hoped=kind == "open")]
        if kind == "deny":
            return [without_award(members, "denied", rules, self.policies)]
        if kind == "refer":
            if all(self._surely_denied(way) for way in ways):
                return [without_award(members, "denied", ANY, self.policies)]
            return [without_award(members, "referred", rules, self.policies)]
        givens = self._givens(ways[0])
        lines = [giving(members, one, rules, self.policies) for one in givens]
        if ways[0].rank == EXCEPTION:
            return lines
        return [
            self._revoked(self._screened(line, ways, one.awards), ways)
            for line, one in zip(lines, givens, strict=True)
        ]

    def _asked(
        self, members: tuple[Entry, ...], ways: list[Way], *, hoped: bool
    ) -> Line:
        """Refer a question, with the most that an open rule may come to."""
        line = without_award(members, "referred", ANY, self.policies)
        givens = [one for way in ways if way.truth is None for one in self._givens(way)]
        each = [sum((a.credits for a in one.awards), ZERO) for one in givens]
        return replace(line, hope=max(each, default=ZERO) if hoped else ZERO)

    def _denied_or_asked(self, members: tuple[Entry, ...], could: list[Way]) -> Line:
        """Deny what is denied however it is used, if nobody uses it, too; else ask."""
        denied = without_award(members, "denied", ANY, self.policies)
        if any(way.truth is True for way in could) or members[0].state == NOT_PASSED:
            return denied
        if all(self._surely_denied(replace(way, rule=None)) for way in could):
            return denied
        silent = self._otherwise(members[0])
        if silent.status == "denied":
            return denied
        asked = without_award(members, "referred", ANY, self.policies)
        return replace(asked, hope=silent.counted)

    def _could(self, members: tuple[Entry, ...], here: list[Way]) -> list[Way]:
        """Return all ways that may decide: lower ones too, unless one above holds."""
        found = list(here)
        for rank in RANKS[RANKS.index(here[0].rank) + 1 :]:
            if any(way.truth is True for way in found):
                break
            found += [w for w in self.ways if (w.members, w.rank) == (members, rank)]
        if not any(way.truth is True for way in found):
            early = [one for one in members if one.learning.id in self.matching.before]
            found += [Way("gap", None, None, (one,), RANKS[-1], None) for one in early]
        return found

    def _surely_denied(self, way: Way) -> bool:
        """Say whether a rule denies, or a screen denies what it would come to."""
        if isinstance(way.rule, DenyRule) and way.truth is True:
            return True
        line = without_award(way.members, "referred", ANY, self.policies)
        each = [one.awards for one in self._givens(way)] or [()]
        # A denial that does not hold says nothing, and names no grade either.
        speaking = [] if isinstance(way.rule, DenyRule) else [way]
        screened = (self._screened(line, speaking, awards) for awards in each)
        return all(one.status == "denied" for one in screened)

    def _revoked(self, line: Line, ways: list[Way]) -> Line:
        if line.status not in ("awarded", "elective", "accepted"):
            return line
        truths = [self._is_revoked(way, line) for way in ways]
        if False in truths:
            return line  # a rule that says the same is not withdrawn
        if None in truths:
            return without_award(line.members, "referred", ANY, self.policies)
        return superseded(line, ("?",))

    def _is_revoked(self, way: Way, line: Line) -> Truth:
        asking = self.matching.asking(line.members[0])
        return either(
            [
                asking.ask(one.condition, list(line.members))
                for one in getattr(way.block, "revocations", ())
                if way.rule and way.rule.head.id in one.rules
            ]
        )

    def _screened(
        self, line: Line, ways: list[Way], awards: tuple[Award, ...] = ()
    ) -> Line:
        found = self._objections(line.members, ways, line.awards or awards)
        policy = self._policy(line.members)
        screens = Screens(policy, self.matching.asking(line.members[0]))
        found += screens.on_awards(line.awards or awards, list(line.members))
        objection = severest(found)
        if objection is None:
            return line
        if not line.awards and objection.place > (line.status != "denied"):
            return line  # there is nothing that could satisfy or be an elective
        if line.status in ("denied", "referred") and not line.awards:
            kind = "denied" if objection.place == 0 else line.status
            return without_award(line.members, kind, ANY, self.policies)
        return with_remedy(line, objection.remedy, self.policies, objection.rule)

    def _objections(
        self,
        members: tuple[Entry, ...],
        ways: list[Way],
        awards: tuple[Award, ...] = (),
    ) -> list[Objection]:
        also = attributes_of(self.matching.asked, awards)
        graded = any(w.rule is None or names_a_grade(w.rule.condition) for w in ways)
        found = []
        for one in members:
            asking = replace(self.matching.asking(one), also=also)
            screens = Screens(self.policies[one.learning.id], asking)
            found += screens.on_learning(one, graded_by_rule=graded)
        return found

    def _otherwise(self, one: Entry) -> Line:
        me, policy = (one,), self.policies[one.learning.id]
        if one.learning.id in self.matching.before:
            gap = Way("gap", None, None, me, RANKS[-1], None)
            status = "denied" if self._surely_denied(gap) else "referred"
            return without_award(me, status, ANY, self.policies)
        earned = earned_by(one, policy)
        line = without_award(me, "unarticulated", NONE, self.policies)
        if earned.problem == "unit":
            line = without_award(me, "referred", ANY, self.policies)
        if one.course is None or not policy.otherwise:
            return self._screened(line, [])
        rule = policy.otherwise[0]
        name = frozenset({policy.head.rule_name(rule.head.id)})
        truth = self.matching.asking(one).ask(rule.when, [one])
        if truth is None:
            return self._screened(without_award(me, "referred", ANY, self.policies), [])
        if truth is False:
            return self._screened(self._instead(line, rule.remedy, name), [])
        if rule.target is None:
            return self._screened(self._instead(line, rule.instead, name), [])
        if not isinstance(rule.target, ElectiveTarget):
            raise NotCoveredError("otherwise something else")
        amounts = Amounts(self.matching.asked, policy)
        given = amounts.given((rule.target,), [one], courses=True)
        line = giving(me, given, name, self.policies)
        return self._screened(line, [], given.awards)

    def _instead(self, line: Line, remedy: object, rules: frozenset[str]) -> Line:
        kind = str(getattr(remedy, "kind", "unarticulated"))
        if kind == "unarticulated":
            return line
        if kind in ("deny", "refer"):
            status = "denied" if kind == "deny" else "referred"
            return without_award(line.members, status, frozenset(rules), self.policies)
        raise NotCoveredError(f"otherwise else {kind}")

    # --- sets, and what is lawful beside them -----------------------------------------

    def _sets(self) -> list[Line]:
        """Return the lines of all sets that hold, one for each `|`."""
        found: list[Line] = []
        self.rivals: set[Entry] = set()
        many = {way.members for way in self.ways if len(way.members) > 1}
        ranks: dict[Entry, int] = {}
        for members in sorted(many, key=lambda m: [one.key() for one in m]):
            ways = [way for way in self.ways if way.members == members]
            said = decide(ways, self.results, RANKS)
            if said is None:
                continue
            exempt = said[1][0].rank == EXCEPTION
            if said[0] != "give":
                raise NotCoveredError(f"a set: {said[0]}")
            if not exempt and self._denied(members, said[1]):
                continue  # a policy turned a member away: the set cannot be made
            if any(one.state != PASSED for one in members):
                raise NotCoveredError("a set of what was not passed")
            if self._outranked(members, said[1][0].rank):
                continue
            for one in members:
                if ranks.setdefault(one, said[1][0].rank) != said[1][0].rank:
                    raise NotCoveredError("sets of two standings")
            lines = self._decided(members, *said)
            if any(not line.awards and line.status == "referred" for line in lines):
                raise NotCoveredError("a set that refers")
            found += lines
        return found

    def _outranked(self, members: tuple[Entry, ...], rank: int) -> bool:
        for one in members:
            ways = [way for way in self.ways if way.members == (one,)]
            best = min((way.rank for way in ways), default=9)
            if best < rank:
                if any(way.rank == best and way.truth is None for way in ways):
                    raise NotCoveredError("an open rule before a set")
                return True
            if best == rank:
                said = decide(ways, self.results, RANKS)
                if said is None or said[0] != "give":
                    raise NotCoveredError("a question or denial beside a set")
                self.rivals.add(one)
        return False

    def readings(self) -> list[Reading]:
        """Return the readings that `prefer` leaves, reconciled and limited."""
        free = [one for one in self.entries if one.learning.id not in self.over]
        sets = self._sets()
        in_sets = {one for line in sets for one in line.members}
        choices = {one: self._choices(one) for one in free}
        groups = same_course(free)
        if any(len(choices[one]) > 1 or one in in_sets for g in groups for one in g):
            raise NotCoveredError("repeats beside a choice")
        first = {one: lines[0] for one, lines in choices.items()}
        asking = self.matching.asking
        changed = best_attempts(first, self.policies, asking)
        choices |= {one: [changed[one]] for g in groups for one in g}
        if len(self.entries) == 0:
            return [()]
        policy = self._policy(tuple(self.entries))
        prefer = policy.prefer[0].order if policy.prefer else ()
        identity = self.matching.identity
        found = [
            reconciled(one, self.policies, asking, identity)
            for one in lawful(sets, choices, self.rivals)
        ]
        return [
            tuple(
                sorted(
                    limited(
                        [*one, *self.over.values()], policy, asking(self.entries[0])
                    ),
                    key=lambda line: line.members[0].key(),
                )
            )
            for one in best(found, prefer)
        ]
