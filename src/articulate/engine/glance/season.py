"""Season: a stretch of days in which no version changes, and what was seen in it."""

from bisect import bisect_right
from collections.abc import Hashable
from dataclasses import dataclass, field, replace

from articulate.engine.amount import Wanted, given_by
from articulate.engine.asking import verdict_of
from articulate.engine.glance.apart import Apart, NotApartError
from articulate.engine.glance.entries import (
    Entry,
    Facts,
    Family,
    Looking,
    Outcome,
    Said,
    said_of,
)
from articulate.engine.glance.facts import (
    ALWAYS,
    Fields,
    by_subject,
    courses_named_by,
    facts_of,
    looked_at_by,
)
from articulate.engine.identify import Known, State, identify
from articulate.engine.learner import LearnerFacts
from articulate.engine.lines import About
from articulate.engine.matching import Matching
from articulate.engine.naming import name_of
from articulate.engine.otherwise import otherwise
from articulate.engine.policy import PolicyRules
from articulate.engine.rules.screening import Screening
from articulate.engine.screen import screened
from articulate.engine.settle import as_said
from articulate.engine.situation import Situation
from articulate.engine.versions import held_versions
from articulate.engine.ways import Speaker, Standing, Verdict, Way
from articulate.model.answer import Answer
from articulate.model.award import AwardKind, CreditAward
from articulate.model.course import CourseCode
from articulate.model.line import Line, Status
from articulate.model.transcript import CourseAttempt
from articulate.rulebook.credit_rules import AgreementBlock, EquivalencyRule
from articulate.rulebook.shapes import names_grade, readings_of

MOST_SEASONS = 256
"""How many stretches of days are remembered of one rulebook before it starts anew."""

_NONE = Status.UNARTICULATED
FINISHED = (State.PASSED, State.NOT_PASSED, State.UNPLACED)
CodeKey = tuple[str, str, str]


@dataclass(frozen=True, eq=False)
class Season:
    """What is said of codes while the learner's days lie in one stretch.

    Only verdicts are shared, and reasons that name no day of the learner's.
    `fields` are those that some policy looks at.
    """

    fields: Fields
    looking: Looking
    entries: dict[CodeKey, Entry] = field(default_factory=dict)
    families: dict[Hashable, Family] = field(default_factory=dict)
    marks: dict[CourseCode | tuple[CourseCode, ...], int] = field(default_factory=dict)

    def entry(self, situation: Situation, code: CourseCode) -> Entry:
        """Look at a code for the first time."""
        said = said_of(situation, code, self.looking)
        if said is None:
            found = Entry(code)
        else:
            own = (self._mark(code),)
            claimed = tuple(self._mark(one) for one in said.claims)
            joined = bool(said.together)
            found = Entry(
                code,
                self._family(said),
                said.rules,
                said.names(),
                said.claims,
                len(said.together),
                self._mark(said.together) if joined else -1,
                own if joined else (*own, *claimed),
                claimed if joined else (),
            )
        self.entries[code.institution, code.subject, code.number] = found
        return found

    def _mark(self, code: CourseCode | tuple[CourseCode, ...]) -> int:
        return self.marks.setdefault(code, len(self.marks))

    def _family(self, said: Said) -> Family:
        found = self.families.get(said.likeness)
        if found is None:
            asked = ALWAYS | said.fields | self.fields
            found = Family(said.versions, facts_of(asked))
            self.families[said.likeness] = found
        return found

    def outcome(
        self, situation: Situation, entry: Entry, attempt: CourseAttempt, facts: Facts
    ) -> Outcome | None:
        """Ask for the first time what an attempt with these facts comes to."""
        family = entry.family
        if family is None:
            return None
        try:
            found = self._outcome(situation, (entry, family), attempt)
        except NotApartError:
            found = None
        family.outcomes[facts] = found
        return found

    def _outcome(
        self,
        situation: Situation,
        of: tuple[Entry, Family],
        attempt: CourseAttempt,
    ) -> Outcome | None:
        """Put an attempt by itself to the rule that speaks of it, and the screens."""
        entry, family = of
        here = replace(situation, earned={})
        known = identify(here, 0, attempt)
        policy = here.policy(known.ended)
        if known.state not in FINISHED:
            return None
        if looked_at_by(policy.rules, apart=self.looking.apart) is None:
            return None
        if policy.gap is not None or policy.missing is not None:
            return None
        made = Apart if self.looking.apart else Matching
        matching = made(here, LearnerFacts(here, (known,)), (known,), (known,))
        days = here.days(known.ended)
        for versions in family.versions:
            held = held_versions(versions, days, here.known_at)
            blocks = [block for block, _ in held.chosen]
            rule = entry.rules.get(id(blocks[0])) if len(blocks) == 1 else None
            if rule is None:
                return None
            found = _by_rule(matching, entry, (blocks[0], rule))
            last = versions is family.versions[-1]
            if last or found is None or found.verdict is not None:
                # What a first rule leaves to a second one hangs on what it says.
                return found if last or (found and found.given) else None
        return _alone(matching, known, Outcome(_NONE))


def season_of(situation: Situation, *, apart: bool = False) -> Season:
    """Return the season of a learner's days, made once beside the rulebook.

    With *apart* it knows outcomes without their reasons: what conditions say of the
    rest of a record is left out of them.
    """
    book = situation.book
    edges = book.edges
    admitted = situation.record.learner.admitted
    key = (
        situation.receiving,
        situation.known_at,
        bisect_right(edges, situation.requested),
        bisect_right(edges, situation.as_of),
        None if admitted is None else bisect_right(edges, admitted),
        apart,
    )
    season = book.seasons.get(key)
    if not isinstance(season, Season):
        if len(book.seasons) >= MOST_SEASONS:
            book.seasons.clear()
        season = book.seasons[key] = _begun(situation, apart=apart)
    return season


def _begun(situation: Situation, *, apart: bool) -> Season:
    """Begin a season with what the policies of the receiving institution look at."""
    blocks = situation.book.rulebook.policies
    policies = [
        PolicyRules((block,))
        for block in blocks
        if block.head.receiving == situation.receiving
    ]
    fields = [looked_at_by(one, apart=apart) or ALWAYS for one in policies]
    looking = Looking(
        any(map(by_subject, policies)),
        tuple(dict.fromkeys(c for one in policies for c in courses_named_by(one))),
        apart,
    )
    return Season(ALWAYS.union(*fields), looking)


# --- what one attempt comes to --------------------------------------------------------


def _by_rule(
    matching: Matching, entry: Entry, by: tuple[AgreementBlock, EquivalencyRule]
) -> Outcome | None:
    block, rule = by
    (known,) = matching.learnings
    asked = matching.ask_each(rule.condition, (0,))
    verdict, finding = verdict_of(rule, (known,), asked, ())
    if verdict is None:
        return _alone(matching, known, Outcome(_NONE, block, None, finding))
    name = name_of(block.head, rule.head)
    target = readings_of(rule.target)[0]
    wanted = Wanted(target, name, block.head.effective.start, rule.graded)
    given = given_by(matching.situation, (known,), wanted)
    if ages(matching, known, given.awards):
        return None
    named = names_grade(rule.condition)
    said = screened(matching, (known,), given.awards, grade_named=named)
    speaker = Speaker(name, Standing.EQUIVALENCIES)
    way = Way((0,), speaker, verdict, finding, target)
    line = as_said(About(matching.situation, (known,), speaker), way, given, said).line
    plain = verdict is Verdict.GIVE and not said.objections and given.problem is None
    if line is None or (entry.together and not plain):
        return None
    by_rule = id(block) if line.rule == name.name else None
    return Outcome(
        line.status,
        block,
        verdict,
        finding,
        said,
        line.rule if by_rule is None else None,
        by_rule,
        given=plain,
        alone=_alone(matching, known, Outcome(_NONE)) if entry.together else None,
    )


def ages(matching: Matching, known: Known, awards: tuple[CreditAward, ...]) -> bool:
    """Say whether a recency may speak: it counts to a day of the learner's."""
    screening = Screening(matching, known, (known,), awards)
    return any(
        screening.inside(rule.pool) is not Answer.NOT_MET
        for _, rule in screening.policy.rules.recencies
    )


def _may_age(matching: Matching, known: Known, line: Line) -> bool:
    """Say whether a recency may have spoken; what it denied has no award left."""
    if line.targets:
        return ages(matching, known, line.targets)
    denied = known.state is State.PASSED and line.status is not _NONE
    return denied and bool(matching.situation.policy(known.ended).rules.recencies)


def _alone(matching: Matching, known: Known, outcome: Outcome) -> Outcome | None:
    """Say what becomes of an attempt that no rule gives anything for."""
    line = otherwise(matching, known)
    if any(award.kind is AwardKind.COURSE for award in line.targets):
        return None
    if _may_age(matching, known, line):
        return None
    return replace(outcome, status=line.status, rule=line.rule)
