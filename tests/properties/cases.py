"""Made rulebooks and records for laws that hold for every one of them."""

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from random import Random

from hypothesis import strategies as st
from tests.reference.comparing import STATE
from tests.reference.long_run import compiled
from tests.reference.made import MadeBook, Maker

from articulate.audit.audit import settle_without_degree
from articulate.engine.evaluate import evaluate
from articulate.model.evaluation import Evaluation
from articulate.model.record import LearnerRecord
from articulate.model.settlement import settle
from articulate.rulebook.rulebook import Rulebook

AS_OF = date(2024, 9, 1)
SEEDS = st.integers(0, 99_999)


@dataclass(frozen=True)
class Case:
    """A rulebook as text and compiled, and a record."""

    made: MadeBook
    book: Rulebook
    record: LearnerRecord


@lru_cache(maxsize=64)
def book_of(text: str) -> Rulebook | None:
    """Compile a made rulebook; None where it has a mistake."""
    return compiled(text)


@st.composite
def cases(draw: st.DrawFn, *, limits: bool = True) -> Case:
    """Draw a case; without limits no line can change another by taking its room."""
    maker = Maker(Random(draw(SEEDS) % 400))  # noqa: S311 - cases, not secrets
    made = maker.book()
    if not limits:
        made = without(without(made, "limit "), "transfer credits")
    records = Maker(Random(draw(SEEDS)))  # noqa: S311 - the same
    book = book_of(made.text)
    record = records.record()
    if book is None:
        made = MadeBook(made.world, made.blocks[:1])
        book = book_of(made.text)
    assert book is not None
    return Case(made, book, record)


def without(made: MadeBook, word: str) -> MadeBook:
    """Leave out the statements that say a word."""
    blocks = tuple(
        replace(
            block,
            statements=tuple(x for x in block.statements if word not in x),
        )
        for block in made.blocks
    )
    return replace(made, blocks=blocks)


def engine(
    case: Case, record: LearnerRecord | None = None, as_of: date = AS_OF
) -> Evaluation:
    """Evaluate the record of a case, or another, before limits."""
    return evaluate(case.book, record or case.record, as_of, receiving=STATE)


def settled(case: Case, record: LearnerRecord | None = None) -> Evaluation:
    """Evaluate, choose among lawful readings, and apply limits."""
    evaluation = engine(case, record)
    return settle(evaluation, settle_without_degree(case.book, evaluation))
