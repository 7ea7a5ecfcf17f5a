"""One attempt apart from its record: what it comes to whatever else the record holds.

A condition that asks for more than the attempt, such as a transfer average, may still
be settled by it: `completed < 2010-08-15 and transfer gpa >= 2.0` fails for every
later course. Where all else is taken as unknown and the answer is known, it is the same
for every record.
"""

from collections.abc import Iterable

from articulate.engine.facts import ALONE, Beside, LearningFacts
from articulate.engine.glance.facts import is_of_an_attempt
from articulate.engine.identify import Known
from articulate.engine.matching import Matching, unanswered
from articulate.model.answer import Answer
from articulate.model.finding import Finding
from articulate.rulebook.ask import ask
from articulate.rulebook.conditions import Condition, Fact, Has
from articulate.rulebook.facts import FactValue, Missing
from articulate.rulebook.shapes import asks_record, parts_of


class NotApartError(Exception):
    """What an attempt comes to hangs on more of its record."""


class Apart(Matching):
    """Puts conditions to an attempt as if nothing else were known of its learner."""

    def ask(
        self,
        condition: Condition,
        known: Known,
        beside: Beside = ALONE,
        own: Iterable[int] = (),
    ) -> Finding:
        """Put a condition to one attempt; one that needs more of the record fails."""
        del own
        facts = _Facts(self.situation, self.learner, known, unanswered, beside)
        found = ask(condition, facts)
        if found.answer is Answer.UNKNOWN and _looks_further(condition):
            raise NotApartError
        return found

    def waits(self, condition: Condition | None) -> bool:
        """Say whether a rule must wait for the record; then nothing can be told."""
        if asks_record(condition):
            raise NotApartError
        return False


class _Facts(LearningFacts):
    """The facts of one attempt; every other is unknown."""

    __slots__ = ()

    def value(self, fact: Fact) -> FactValue:
        """Return a fact of the attempt itself."""
        if not is_of_an_attempt(fact):
            return Missing(f"{fact.name}")
        return LearningFacts.value(self, fact)


def _looks_further(condition: Condition) -> bool:
    return any(
        isinstance(part, Has) or (isinstance(part, Fact) and not is_of_an_attempt(part))
        for part in parts_of(condition)
    )
