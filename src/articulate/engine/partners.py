"""Partners: whether what a policy asks of a partner's courses is met."""

from articulate.engine.matching import Matching
from articulate.engine.residence import partners_of
from articulate.model.answer import any_of


def ask_partners(matching: Matching) -> None:
    """Note of each attempt whether it counts as earned here, where that is a question.

    What the whole record holds is not known yet, and leaves it open.
    """
    situation = matching.situation
    for known in matching.learnings:
        asked = [
            matching.ask(rule.when, known).answer
            for rule in partners_of(situation, known)
            if rule.when is not None
        ]
        if asked:
            situation.partly_here[known.place] = any_of(asked)
