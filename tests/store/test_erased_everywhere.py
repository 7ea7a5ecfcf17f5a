"""After an erasure no column of any table has anything of the learner but the id."""

import re
import zlib
from contextlib import suppress
from functools import partial

import pytest
from sqlalchemy import text
from tests.store.batching import (
    HOW,
    STRICTER,
    Clock,
    planned,
    planned_requests,
    reported,
    worked_through,
    workplace,
)
from tests.store.conftest import Place
from tests.store.test_erasures import erased
from tests.store.world import (
    ASKED,
    NEXT_DAY,
    RECORD,
    TOPICS,
    act,
    decided,
    opened,
    rules,
)

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.model.decision import Decision
from articulate.rulebook.bundle import bundle_of
from articulate.services.batch_running import Taken, close, take, work_through
from articulate.services.batch_task import Task, TaskKind
from articulate.services.batch_work import Worker
from articulate.services.decide import Decided
from articulate.services.disclosures import disclose
from articulate.services.erase import erase_learner
from articulate.services.erase_batches import Emptied
from articulate.services.nearby_files import FoundFile
from articulate.store.batches import every_chunk
from articulate.store.sessions import keep_session

HERS = RECORD.replace("Programming", "Zoopharmacognosy")
FILES = [
    FoundFile("records/L-1.json", HERS.encode()),
    FoundFile("records/two.json", TOPICS.encode()),
    FoundFile("records/l10.json", RECORD.replace("L-1", "L-10").encode()),
    FoundFile("records/wrong.json", HERS.replace('"c1"', '"c1').encode()),
]
"""Her record, two of others, and one of hers that cannot be read."""

STAYS = {
    *(("entries", "learner"), ("entries", "stream")),
    *(("heads", "learner"), ("heads", "stream")),
    ("case_institutions", "learner"),
}
"""Where an id stays: in entries, and in what is made of them to find them by."""


@pytest.fixture
def office(place: Place) -> Place:
    """Two learners in the ledger, in batches that wait and that are done."""
    opened(place.store, "r-1", HERS)
    assert isinstance(decided(place.store, Decision("r-1")), Decided)
    opened(place.store, "r-2", TOPICS)
    planned(place.store, FILES, name="waits")
    planned(place.store, FILES, name="done")
    worked_through(place.store, "done")
    planned(place.store, FILES, name="compared", against=STRICTER)
    worked_through(place.store, "compared")
    planned_requests(place.store, rules(), name="requests", size=1)
    worked_through(place.store, "requests")
    planned_requests(place.store, rules(), name="requested", size=1)
    row = {
        "person": "p-1",
        "name": "Zoopharmacognosy Student",
        "roles": "learner",
        "learner": "L-1",
        "begun": NEXT_DAY,
        "until": NEXT_DAY,
    }
    place.store.write(lambda conn: keep_session(conn, "x", row))
    place.store.write(partial(disclose, learner="L-1", what="page", act=act("bob")))
    return place


def where(place: Place, *words: str) -> set[tuple[str, str]]:
    """Search every column of every table for words, in what is packed as well."""
    found = set()
    wanted = re.compile("|".join(rf"(?<![\w-]){re.escape(one)}\b" for one in words))
    with place.store.engine.connect() as conn:
        for table in tables_of(place):
            for row in conn.execute(text(f"SELECT * FROM {table}")).mappings():
                for column, value in row.items():
                    if wanted.search(readable(value)):
                        found.add((table, column))
    return found


def tables_of(place: Place) -> list[str]:
    asked = (
        "SELECT name FROM sqlite_master WHERE type = 'table'"
        if place.cluster is None
        else "SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"
    )
    with place.store.engine.connect() as conn:
        return list(conn.execute(text(asked)).scalars())


def readable(value: object) -> str:
    """Return what a value says, unpacked where it is packed."""
    if isinstance(value, bytes | memoryview):
        whole = bytes(value)
        with suppress(zlib.error):
            whole = zlib.decompress(whole)
        return whole.decode("utf-8", "replace")
    return str(value)


def counts(place: Place, batch: str) -> dict[str, int]:
    """Say how many of a batch that is done became what."""
    found = reported(place.store, batch).sums.counts
    return {what: many for what, many in found.items() if what != "person_needed"}


def test_every_column_of_every_table_is_searched(office: Place) -> None:
    before = where(office, "L-1", "Zoopharmacognosy")
    everywhere = {
        ("contents", "content"),
        ("chunks", "content"),
        ("chunks", "lines"),
        ("chunks", "documents"),
        ("sessions", "name"),
        ("sessions", "learner"),
        ("entries", "learner"),
        ("entries", "stream"),
    }
    assert before >= everywhere
    erased(office)
    assert where(office, "L-1", "Zoopharmacognosy") <= STAYS
    assert where(office, "Zoopharmacognosy") == set()


def test_others_stay_and_what_was_emptied_is_counted(office: Place) -> None:
    others = where(office, "L-2", "L-10")
    came = erased(office)
    assert where(office, "L-2", "L-10") == others
    assert came.batches == (
        Emptied("compared", 1),
        Emptied("done", 1),
        Emptied("requested", 1),
        Emptied("requests", 1),
        Emptied("waits", 2),
    )
    # What is said of a record that cannot be read names nobody.
    assert counts(office, "done") == {"erased": 1, "evaluated": 2, "refused": 1}
    assert counts(office, "compared") == {"erased": 1, "compared": 2, "refused": 1}
    worked_through(office.store, "waits")
    assert counts(office, "waits") == {"evaluated": 2}
    worked_through(office.store, "requested")
    assert counts(office, "requested") == {"removed": 1, "evaluated": 1}
    assert where(office, "L-1", "Zoopharmacognosy") <= STAYS


def test_who_works_on_the_learner_meanwhile_brings_nothing(place: Place) -> None:
    opened(place.store, "r-1", HERS)
    planned(place.store, FILES[:2], name="waits")
    at = workplace(place.store, Clock(), "slow")
    taken = place.store.write(lambda conn: take(conn, "waits", at))
    assert isinstance(taken, Taken)
    assert len(taken.items) == 2
    erased(place)
    task = Task(TaskKind.EVALUATE, asked=ASKED, how=HOW)
    came = Worker(task, [bundle_of(rules())]).chunk(taken.items, lambda: None)
    assert place.store.write(lambda conn: close(conn, taken.lease, came, at)) is False
    assert work_through("waits", workplace(place.store, Clock(), "two")) is None
    assert counts(place, "waits") == {"evaluated": 1}
    assert where(place, "L-1", "Zoopharmacognosy") <= STAYS


def test_somebody_who_is_only_in_a_batch_is_erased_too(place: Place) -> None:
    planned(place.store, FILES[:2], name="waits")
    came = erased(place)
    assert (came.requests, came.contents) == ((), ())
    assert came.batches == (Emptied("waits", 1),)
    assert came.entry is not None
    assert where(place, "L-1", "Zoopharmacognosy") <= STAYS
    again = place.store.write(
        lambda conn: erase_learner(conn, "L-9", "Asked for", act())
    )
    assert isinstance(again, Diagnostic)
    assert again.code is Code.NOT_IN_STORE


def test_a_chunk_without_anybody_left_is_done_with_nothing(place: Place) -> None:
    planned(place.store, FILES[:1], name="waits")
    erased(place)
    with place.store.reading() as conn:
        assert [one.learners for one in every_chunk(conn, "waits")] == [0]
    worked_through(place.store, "waits")
    assert counts(place, "waits") == {}
