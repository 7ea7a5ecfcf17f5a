"""Impact from the store: the incremental one is the whole one, and both ways agree."""

from collections.abc import Sequence
from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.cli.conftest import POLICY
from tests.engine.world import STATE
from tests.properties.cases import AS_OF, book_of
from tests.reference.made import Maker
from tests.store.conftest import Place
from tests.store.world import TOPICS, act, decided, denying, evaluated, opened, rules

from articulate.analysis.impact import Effect, Impact
from articulate.rulebook.rulebook import Rulebook
from articulate.services.evaluate_record import Asked
from articulate.services.impact import impact_json
from articulate.services.open_case import NewRequest, open_request
from articulate.services.stored_evaluation import evaluate_to_store
from articulate.services.stored_impact import (
    Compared,
    StoredLearner,
    impact_on_stored,
    stored_learners,
)

ASKED = Asked(AS_OF, STATE)


def impact(learners: Sequence[StoredLearner], compared: Compared) -> tuple[Impact, int]:
    came = [impact_on_stored(one, compared) for one in learners]
    found = [difference for differences, _ in came for difference in differences]
    return Impact(tuple(found)), sum(anew for _, anew in came)


def shown(found: Impact, before: Rulebook, after: Rulebook) -> dict[str, object]:
    return dict(impact_json(found, before, after, ASKED.as_of))


def learner(book: Rulebook, seed: int) -> StoredLearner:
    record = Maker(Random(seed)).record()  # noqa: S311 - a case, no secret
    kept = evaluate_to_store(book, record, ASKED)
    return StoredLearner(str(seed), kept.record, ASKED, kept.rulebook, kept.result)


@settings(max_examples=12)
@given(st.integers(0, 399), st.integers(0, 99_999), st.integers(0, 999))
def test_the_incremental_impact_is_the_whole_one(
    rules: int, first: int, edit: int
) -> None:
    """A block or a statement is taken out, or put in; not of the policy."""
    made = Maker(Random(rules)).book()  # noqa: S311 - a case, no secret
    smaller = [one for one in made.smaller() if one.blocks[0] == made.blocks[0]]
    assume(smaller)
    before, after = book_of(made.text), book_of(smaller[edit % len(smaller)].text)
    assume(before is not None and after is not None)
    assert before is not None
    assert after is not None
    learners = [learner(before, first + number) for number in range(4)]
    for one, other in ((before, after), (after, before)):
        whole, all_of_them = impact(learners, Compared.of(one, other, whole=True))
        part, some = impact(learners, Compared.of(one, other, whole=False))
        assert shown(part, one, other) == shown(whole, one, other)
        assert some <= all_of_them == len(learners)
    there, _ = impact(learners, Compared.of(before, after, whole=False))
    back, _ = impact(learners, Compared.of(after, before, whole=False))
    assert back == there.inverted()


STRICTER = POLICY.replace("when grade >= C", "when grade >= A")


def test_everybody_who_still_stands_is_compared(place: Place) -> None:
    opened(place.store, "r-1")
    opened(place.store, "r-2", TOPICS)
    decided(place.store, denying("r-2"))
    opened(place.store, "r-3")
    newer = NewRequest("r-4", "record.json", TOPICS.encode(), supersedes="r-3")
    with place.store.reading() as conn:
        kept = {one.request: one for one in stored_learners(conn)}
    assert list(kept) == ["r-1", "r-2", "r-3"]
    evaluation = evaluated(TOPICS)
    place.store.write(lambda conn: open_request(conn, newer, evaluation, act()))
    with place.store.reading() as conn:
        learners = list(stored_learners(conn))
    assert [one.request for one in learners] == ["r-1", "r-2", "r-4"]
    compared = Compared.of(rules(), rules(STRICTER), whole=False)
    found, evaluated_anew = impact(learners, compared)
    assert found.counts()[Effect.LOST] == 3
    assert evaluated_anew == 3
    same, none = impact(learners, Compared.of(rules(), rules(), whole=False))
    assert none == 0
    assert same.counts()[Effect.UNCHANGED] == 9
