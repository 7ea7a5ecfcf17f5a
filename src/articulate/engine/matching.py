"""Matching: the learnings that rules are asked about, and how a condition is put."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from articulate.engine.facts import ALONE, Beside, LearningFacts
from articulate.engine.holdings import Holdings
from articulate.engine.identify import Known
from articulate.engine.learner import LearnerFacts
from articulate.engine.situation import Names, Situation
from articulate.model.answer import Answer, all_of
from articulate.model.finding import Finding
from articulate.model.reason import Reason, ReasonCode
from articulate.rulebook.ask import ask
from articulate.rulebook.clauses import clause_text
from articulate.rulebook.conditions import Condition, Has
from articulate.rulebook.shapes import asks_record


@dataclass(frozen=True)
class Matching:
    """One pass over the rules.

    `usable` are the learnings that rules may use; `averages` are those of attempts that
    stand for several. Until `holdings` are known, rules that ask for them are silent,
    and `waiting` notes their conditions.
    """

    situation: Situation
    learner: LearnerFacts
    learnings: tuple[Known, ...]
    usable: tuple[Known, ...]
    averages: Mapping[int, Fraction] = field(default_factory=dict)
    holdings: Holdings | None = None
    waiting: set[Condition] = field(default_factory=set)

    def ask(
        self,
        condition: Condition,
        known: Known,
        beside: Beside = ALONE,
        own: Iterable[int] = (),
    ) -> Finding:
        """Put a condition to one learning; *own* are those that a `has` leaves out."""
        answered = unanswered if self.holdings is None else self.holdings.asked_by(own)
        facts = LearningFacts(self.situation, self.learner, known, answered, beside)
        return ask(condition, facts)

    def ask_each(
        self, condition: Condition | None, places: Sequence[int], beside: Beside = ALONE
    ) -> Finding:
        """Put a condition to every learning of a set: it holds for each of them."""
        if condition is None:
            return Finding(Answer.MET)
        members = tuple(self.learnings[place] for place in places)
        findings = [
            self.ask(
                condition,
                known,
                replace(
                    beside, together=members, average=self.averages.get(known.place)
                ),
                places,
            )
            for known in members
        ]
        if len(findings) == 1:
            return findings[0]
        return in_common(members, findings)

    def waits(self, condition: Condition | None) -> bool:
        """Say whether a rule must wait until it is known what the record holds."""
        waits = self.holdings is None and asks_record(condition)
        if waits and condition is not None:
            self.waiting.add(condition)
        return waits

    def names_then(self, day: date, known: Known) -> Names:
        """Return what the course of an attempt is called on a rule's day."""
        if known.code is None:
            return {}
        return self.situation.names(known.code, known.ended, day)


def unanswered(asked: Has) -> Finding:
    """Answer `has` before the record's holdings are known: it is open."""
    text = clause_text(asked)
    reason = Reason(ReasonCode.CONDITION_UNKNOWN, fact=text, text=text)
    return Finding(Answer.UNKNOWN, (reason,), text)


def in_common(members: Sequence[Known], findings: Sequence[Finding]) -> Finding:
    """Join findings about each learning of a set, each reason with whom it is about."""
    answer = all_of(finding.answer for finding in findings)
    telling = [
        (known, finding)
        for known, finding in zip(members, findings, strict=True)
        if finding.answer is answer
    ]
    each = [finding.reasons for _, finding in telling]
    shared = len(telling) == len(members) and all(one == each[0] for one in each)
    reasons: tuple[Reason, ...] = each[0] if shared else ()
    if not shared:
        reasons = tuple(
            replace(reason, about=reason.about or (known.id,))
            for known, finding in telling
            for reason in finding.reasons
        )
    residuals = dict.fromkeys(one.residual for _, one in telling if one.residual)
    return Finding(answer, reasons, " and ".join(residuals))
