"""What is found wrong with policies in the invented world of the engine's tests."""

from functools import partial

from tests.engine.world import rulebook_of

from articulate.analysis.analyze import problems_of
from articulate.analysis.problem import Problem
from articulate.engine.evaluate import evaluate
from articulate.model.identifiers import InstitutionId
from articulate.rulebook.evaluator import Evaluator


def evaluator(receiving: InstitutionId) -> Evaluator:
    """The engine, for what one institution receives."""
    return partial(evaluate, receiving=receiving)


def problems(text: str) -> list[Problem]:
    """Everything that is wrong with rules taken together."""
    return list(problems_of(rulebook_of(text), evaluator))


def codes(text: str) -> list[str]:
    """The codes of what is wrong, in the order found."""
    return [str(one.diagnostic.code) for one in problems(text)]
