"""Held: what `has` asks of one credit that the record holds, beside which one it is."""

from collections.abc import Iterable
from dataclasses import dataclass

from articulate.model.answer import Answer, all_of, answer_of
from articulate.model.course import has_attribute
from articulate.model.identifiers import Attribute
from articulate.rulebook.compare import compare
from articulate.rulebook.conditions import Comparison, Condition, Has, Holds
from articulate.rulebook.facts import SeenCredit
from articulate.rulebook.origins import Whence, is_from


@dataclass(frozen=True, slots=True)
class Held:
    """Where a credit is from, how much it is, and the attributes it has.

    A credit from several learnings is from somewhere only if each of them is. `credit`
    None is not known.
    """

    whences: tuple[Whence, ...] = ()
    credit: SeenCredit | None = None
    attributes: tuple[Attribute, ...] = ()


def fits(asked: Has, held: Held) -> Answer:
    """Say whether a credit is from where `has` asks, and carries what it asks for."""
    return all_of(
        (*_origins(asked, held), *(_carries(one, held) for one in asked.having))
    )


def _origins(asked: Has, held: Held) -> Iterable[Answer]:
    if asked.came_from is None:
        return ()
    return [is_from(asked.came_from, one) for one in held.whences]


def _carries(one: Condition, held: Held) -> Answer:
    match one:
        case Comparison(operator=operator, right=right):
            seen = held.credit
            truth = None if seen is None else compare(seen, operator, right, None)
            return answer_of(truth)
        case Holds(fact=fact):
            return answer_of(has_attribute(held.attributes, fact.argument))
        case _:
            return Answer.UNKNOWN
