"""Season: a stretch of days in which no version changes, and what was seen in it."""

from bisect import bisect_right
from collections.abc import Hashable
from dataclasses import dataclass, field, replace

from articulate.engine.amount import Wanted, given_by
from articulate.engine.asking import verdict_of
from articulate.engine.glance.entries import (
    Entry,
    Facts,
    Family,
    Outcome,
    Said,
    said_of,
)
from articulate.engine.glance.facts import (
    ALWAYS,
    Fields,
    by_subject,
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
from articulate.model.line import Status
from articulate.model.transcript import CourseAttempt
from articulate.rulebook.credit_rules import AgreementBlock, EquivalencyRule
from articulate.rulebook.shapes import names_grade, readings_of

MOST_SEASONS = 256
"""How many stretches of days are remembered of one rulebook before it starts anew."""

_NONE = Status.UNARTICULATED
_FINISHED = (State.PASSED, State.NOT_PASSED, State.UNPLACED)
CodeKey = tuple[str, str, str]


@dataclass(frozen=True, eq=False)
class Season:
    """What is said of codes while the learner's days lie in one stretch.

    Only verdicts are shared, and reasons that name no day of the learner's.
    `fields` are those that some policy looks at, `by_subject` says that one looks at
    the subjects of what is given.
    """

    fields: Fields
    by_subject: bool
    entries: dict[CodeKey, Entry] = field(default_factory=dict)
    families: dict[Hashable, Family] = field(default_factory=dict)
    marks: dict[CourseCode | tuple[CourseCode, ...], int] = field(default_factory=dict)

    def entry(self, situation: Situation, code: CourseCode) -> Entry:
        """Look at a code for the first time."""
        said = said_of(situation, code, by_subject=self.by_subject)
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
        found = _outcome(situation, entry, family, attempt)
        family.outcomes[facts] = found
        return found


def season_of(situation: Situation) -> Season:
    """Return the season of a learner's days, made once beside the rulebook."""
    book = situation.book
    edges = book.edges
    admitted = situation.record.learner.admitted
    key = (
        situation.receiving,
        situation.known_at,
        bisect_right(edges, situation.requested),
        bisect_right(edges, situation.as_of),
        None if admitted is None else bisect_right(edges, admitted),
    )
    season = book.seasons.get(key)
    if not isinstance(season, Season):
        if len(book.seasons) >= MOST_SEASONS:
            book.seasons.clear()
        season = book.seasons[key] = _begun(situation)
    return season


def _begun(situation: Situation) -> Season:
    """Begin a season with what the policies of the receiving institution look at."""
    blocks = situation.book.rulebook.policies
    policies = [
        PolicyRules((block,))
        for block in blocks
        if block.head.receiving == situation.receiving
    ]
    fields = [looked_at_by(one) or ALWAYS for one in policies]
    return Season(ALWAYS.union(*fields), any(map(by_subject, policies)))


# --- what one attempt comes to --------------------------------------------------------


def _outcome(
    situation: Situation, entry: Entry, family: Family, attempt: CourseAttempt
) -> Outcome | None:
    """Put an attempt by itself to the one rule that speaks of it, and the screens."""
    here = replace(situation, earned={})
    known = identify(here, 0, attempt)
    policy = here.policy(known.ended)
    if known.state not in _FINISHED or looked_at_by(policy.rules) is None:
        return None
    if policy.gap is not None or policy.missing is not None:
        return None
    matching = Matching(here, LearnerFacts(here, (known,)), (known,), (known,))
    if not family.versions:
        return _alone(matching, known, Outcome(_NONE))
    held = held_versions(family.versions, here.days(known.ended), here.known_at)
    blocks = [block for block, _ in held.chosen]
    rule = entry.rules.get(id(blocks[0])) if len(blocks) == 1 else None
    if rule is None:
        return None
    return _by_rule(matching, entry, (blocks[0], rule))


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
    if _ages(matching, known, given.awards):
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


def _ages(matching: Matching, known: Known, awards: tuple[CreditAward, ...]) -> bool:
    """Say whether a recency may speak: it counts to a day of the learner's."""
    screening = Screening(matching, known, (known,), awards)
    return any(
        screening.inside(rule.pool) is not Answer.NOT_MET
        for _, rule in screening.policy.rules.recencies
    )


def _alone(matching: Matching, known: Known, outcome: Outcome) -> Outcome | None:
    """Say what becomes of an attempt that no rule gives anything for."""
    line = otherwise(matching, known)
    if any(award.kind is AwardKind.COURSE for award in line.targets):
        return None
    if line.targets and _ages(matching, known, line.targets):
        return None
    return replace(outcome, status=line.status, rule=line.rule)
