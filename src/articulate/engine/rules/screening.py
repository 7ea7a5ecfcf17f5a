"""Screening: one learning, with what it would give, as a policy's rules look at it."""

from dataclasses import dataclass
from datetime import date

from articulate.engine.described import attributes_of, describe, in_pool
from articulate.engine.facts import Beside
from articulate.engine.identify import Known, policy_for
from articulate.engine.matching import Matching
from articulate.engine.policy import Policy
from articulate.engine.situation import Situation
from articulate.model.answer import Answer
from articulate.model.award import CreditAward
from articulate.model.finding import Finding
from articulate.model.identifiers import RuleId
from articulate.rulebook.conditions import Condition, Fact, FactName
from articulate.rulebook.pools import Pool

_ENDED = (FactName.COMPLETED, FactName.TAKEN, FactName.AWARDED)


@dataclass(frozen=True, slots=True)
class Screening:
    """What a screen may look at: a learning of a set, and the awards of its line.

    `grade_named` says that the rule which gives them named a grade itself.
    """

    matching: Matching
    known: Known
    together: tuple[Known, ...] = ()
    awards: tuple[CreditAward, ...] = ()
    grade_named: bool = False

    @property
    def situation(self) -> Situation:
        """The record, the rulebook and the day."""
        return self.matching.situation

    @property
    def policy(self) -> Policy:
        """The policy that holds for this learning."""
        return policy_for(self.situation, self.known)

    def inside(self, pool: Pool) -> Answer:
        """Say whether a pool describes the learning and what it gives."""
        return in_pool(pool, describe(self.situation, self.known, self.awards))

    def ask(self, condition: Condition) -> Finding:
        """Put a condition to the learning; its attributes include its awards'."""
        beside = Beside(
            together=self.together,
            awarded=attributes_of(self.known, self.awards),
            average=self.matching.averages.get(self.known.place),
        )
        places = [one.place for one in self.together or (self.known,)]
        return self.matching.ask(condition, self.known, beside, places)

    def silent(self, *conditions: Condition | None) -> bool:
        """Say whether a rule must wait, because it asks of the whole record."""
        return any(self.matching.waits(one) for one in conditions)

    def waived(self, kind: str, rule: RuleId) -> bool:
        """Say whether a teach-out or an academic exception lifts a rule."""
        return (kind, rule) in self.situation.waived

    def day(self, fact: FactName) -> date | None:
        """Return a day of the learning or of the learner, None where it is missing."""
        if fact in _ENDED:
            return self.known.ended
        value = self.matching.learner.value(Fact(fact))
        return value if isinstance(value, date) else None
