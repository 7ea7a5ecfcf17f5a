"""Evaluate, the front door: one record, one rulebook, one day; every line."""

from collections.abc import Sequence
from datetime import date

from articulate.engine.allowances import allowed
from articulate.engine.answers import Answers
from articulate.engine.book import book_of
from articulate.engine.situation import Situation
from articulate.model.evaluation import Evaluation
from articulate.model.identifiers import BlockId, InstitutionId
from articulate.model.record import LearnerRecord
from articulate.rulebook.rulebook import Rulebook


def evaluate(  # noqa: PLR0913 - the contract's own signature
    rulebook: Rulebook,
    record: LearnerRecord,
    as_of: date,
    known_at: date | None = None,
    *,
    receiving: InstitutionId | None = None,
    degrees: Sequence[BlockId] = (),
) -> Evaluation:
    """Bring each learning of a record to one line, purely.

    *receiving* left out is that of the first degree asked for, else the only one of the
    rulebook; *degrees* are asked for beside those the record says are pursued.
    """
    return answers(
        rulebook, record, as_of, known_at, receiving=receiving, degrees=degrees
    ).evaluation


def answers(  # noqa: PLR0913 - as `evaluate`, of which it is the first half
    rulebook: Rulebook,
    record: LearnerRecord,
    as_of: date,
    known_at: date | None = None,
    *,
    receiving: InstitutionId | None = None,
    degrees: Sequence[BlockId] = (),
) -> Answers:
    """Decide each learning of a record; its lines are made when they are asked for."""
    here = receiving or _receiver(rulebook, degrees)
    pursued = tuple(dict.fromkeys((*record.learner.degrees, *degrees)))
    situation = Situation(book_of(rulebook), record, as_of, known_at, here, pursued)
    return Answers(allowed(situation))


def _receiver(rulebook: Rulebook, degrees: Sequence[BlockId]) -> InstitutionId:
    asked = [b.head.receiving for b in rulebook.degrees if b.head.id in degrees]
    found = [one for one in asked if one is not None] or list(rulebook.receivers)
    if len(set(found)) != 1:
        msg = "say which institution receives: the rulebook does not"
        raise ValueError(msg)
    return found[0]
