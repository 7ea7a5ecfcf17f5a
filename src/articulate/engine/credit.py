"""Credit earned: what each course attempt brings, in the receiving institution's unit."""

from fractions import Fraction

from articulate.engine.conversion import Converted, convert
from articulate.engine.identify import Known
from articulate.engine.situation import Situation
from articulate.model.credit import Credits
from articulate.model.reason import Reason, ReasonCode

NOTHING = Converted()


def earned_by(situation: Situation, known: Known) -> Converted:
    """Convert what an attempt reports; learning of other kinds earns nothing itself."""
    attempt = known.attempt
    if attempt is None:
        return NOTHING
    if attempt.credits is None:
        missing = Reason(ReasonCode.MISSING_FACT, fact="credits", needs="its credit")
        return Converted(problem=missing)
    conversions = situation.policy(known.ended).each(lambda block: block.conversions)
    earned = Credits(attempt.credits, attempt.unit)
    return convert(earned, situation.unit, conversions)


def counted(situation: Situation, known: Known) -> Fraction:
    """Return the credit to account for; what cannot be converted counts as none."""
    return earned_by(situation, known).amount
