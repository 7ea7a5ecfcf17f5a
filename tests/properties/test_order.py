"""No order of rules, files or entries changes a byte of a result."""

from dataclasses import replace
from random import Random
from typing import TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.properties.cases import AS_OF, Case, book_of, cases
from tests.reference.comparing import STATE
from tests.reference.made import MadeBook

from articulate.explain.machine import Json, as_text, evaluation_json
from articulate.language.compile import compile_policies
from articulate.model.record import LearnerRecord
from articulate.rulebook.rulebook import Rulebook
from articulate.services.evaluate_record import Asked, evaluate_record

T = TypeVar("T")


def result(book: Rulebook, record: LearnerRecord) -> dict[str, Json]:
    """Return what `evaluate --format json` prints, as the object that it is."""
    return evaluation_json(evaluate_record(book, record, Asked(AS_OF, STATE)))


def placeless(value: Json) -> Json:
    """Leave out where a rule was written, which another order of the page moves."""
    if isinstance(value, dict):
        return {k: placeless(v) for k, v in value.items() if k != "origin"}
    if isinstance(value, list | tuple):
        return [placeless(one) for one in value]
    return value


def shuffled(record: LearnerRecord, random: Random) -> LearnerRecord:
    """Put the rows of a record in another order."""
    transcripts = tuple(
        replace(
            one, courses=mixed(one.courses, random), awards=mixed(one.awards, random)
        )
        for one in record.transcripts
    )
    return replace(
        record,
        transcripts=mixed(transcripts, random),
        exams=mixed(record.exams, random),
    )


def mixed(rows: tuple[T, ...], random: Random) -> tuple[T, ...]:
    """Put rows in another order."""
    return tuple(random.sample(rows, len(rows)))


@settings(max_examples=60)
@given(cases(), st.randoms(use_true_random=False))
def test_no_order_of_entries_changes_a_byte(case: Case, random: Random) -> None:
    other = shuffled(case.record, random)
    one, two = result(case.book, case.record), result(case.book, other)
    # the record's own digest is of the record as it was sent
    assert as_text(one | {"record": ""}) == as_text(two | {"record": ""})


@settings(max_examples=40)
@given(cases(), st.randoms(use_true_random=False))
def test_no_order_of_files_and_statements_changes_what_is_said(
    case: Case, random: Random
) -> None:
    blocks = list(case.made.blocks)
    random.shuffle(blocks)
    files = {"world.art": case.made.world}
    for place, block in enumerate(blocks):
        first, *rest = block.statements
        random.shuffle(rest)
        mixed = replace(block, statements=(first, *rest))
        files[f"{random.randrange(10**6)}-{place}.art"] = mixed.text
    other = compile_policies(files).rulebook
    assert other is not None
    assert other.digest == case.book.digest
    one, two = result(case.book, case.record), result(other, case.record)
    assert as_text(placeless(one)) == as_text(placeless(two))


def test_the_shuffling_is_of_the_same_rulebook() -> None:
    assert book_of(MadeBook("", ()).text) is not None
