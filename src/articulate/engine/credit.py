"""Credit earned: what each attempt brings, in the receiving institution's unit."""

from articulate.engine.conversion import Converted, convert
from articulate.engine.identify import Known, policy_for
from articulate.engine.situation import Situation
from articulate.model.credit import Credits
from articulate.model.reason import Reason, ReasonCode
from articulate.model.transcript import CourseAttempt

NOTHING = Converted()


def earned_by(situation: Situation, known: Known) -> Converted:
    """Convert what an attempt reports; learning of other kinds earns nothing itself."""
    if known.attempt is None:
        return NOTHING
    if known.place not in situation.earned:
        situation.earned[known.place] = _converted(situation, known, known.attempt)
    return situation.earned[known.place]


def _converted(situation: Situation, known: Known, attempt: CourseAttempt) -> Converted:
    if attempt.credits is None:
        missing = Reason(ReasonCode.MISSING_FACT, fact="credits", needs="its credit")
        return Converted(problem=missing)
    rules = policy_for(situation, known).rules
    earned = Credits(attempt.credits, attempt.unit)
    key = (*earned.amount.as_integer_ratio(), earned.unit, situation.unit)
    found = rules.converted.get(key)
    if found is None:
        found = convert(earned, situation.unit, rules.conversions)
        rules.converted[key] = found
    return found
