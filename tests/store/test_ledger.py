"""The ledger: what is written stands, and whatever is altered is found and named."""

import pytest
from sqlalchemy.exc import DBAPIError
from tests.store.conftest import Place
from tests.store.happened import DAYS, entered, three_streams

from articulate.store.chain import digest_of_row
from articulate.store.entries import checkpoint_now, entries_of, last_entry, row_of
from articulate.store.tables import APPEND_ONLY
from articulate.store.verify import Fault, faults

COLUMNS = [
    (table.name, column.name) for table in APPEND_ONLY for column in table.columns
]
FORCED = {
    ("contents", "content"): "'forged'",
    ("entries", "number"): "77",
    ("entry_contents", "number"): "77",
}
WHERE = {
    "contents": "digest = (SELECT content FROM entry_contents WHERE stream = 'b'"
    " AND number = 2)",
    "entries": "stream = 'b' AND number = 2",
    "entry_contents": "stream = 'b' AND number = 2",
}


def found(place: Place) -> list[Fault]:
    with place.store.reading() as conn:
        return list(faults(conn))


def test_entries_are_numbered_and_chained(place: Place) -> None:
    first = entered(place.store, "a", "one", DAYS[0])
    second = entered(place.store, "a", "two", DAYS[1])
    assert (first.number, first.previous) == (1, "")
    assert (second.number, second.previous) == (2, first.digest)
    with place.store.reading() as conn:
        assert entries_of(conn, "a") == (first, second)
        assert entries_of(conn, "a", before=DAYS[1]) == (first,)
        assert last_entry(conn, "a") == second
        assert last_entry(conn, "other") is None


def test_an_entry_is_never_recorded_before_the_one_it_follows(place: Place) -> None:
    entered(place.store, "a", "one", DAYS[5])
    assert entered(place.store, "a", "two", DAYS[0]).recorded_at == DAYS[5]


def test_nothing_is_wrong_with_what_was_written(place: Place) -> None:
    assert not found(place)
    three_streams(place.store)
    assert not found(place)


@pytest.mark.parametrize(("table", "column"), COLUMNS)
def test_every_column_that_is_altered_by_force_is_found(
    place: Place, table: str, column: str
) -> None:
    three_streams(place.store)
    value = FORCED.get((table, column), "'forged'")
    place.force(f"UPDATE {table} SET {column} = {value} WHERE {WHERE[table]}")
    first = found(place)[0]
    named = (first.table, first.stream, first.number)
    if table == "contents" and column == "digest":
        assert found(place)
    elif table == "contents":
        assert first.table == "contents"
    elif column == "stream":
        assert first.stream in {"b", "forged"}
    elif column == "number":
        assert named in {("entries", "b", 2), ("entries", "b", 77)}
    else:
        assert named == ("entries", "b", 2)


@pytest.mark.parametrize("column", ["key", "asked"])
def test_a_column_that_is_emptied_by_force_is_found(place: Place, column: str) -> None:
    three_streams(place.store)
    place.force(f"UPDATE entries SET {column} = NULL WHERE {WHERE['entries']}")
    first = found(place)[0]
    assert (first.table, first.stream, first.number) == ("entries", "b", 2)


@pytest.mark.parametrize("table", WHERE)
def test_a_row_that_is_removed_by_force_is_found(place: Place, table: str) -> None:
    three_streams(place.store)
    place.force(f"DELETE FROM {table} WHERE {WHERE[table]}")
    assert found(place)


def test_an_entry_removed_from_the_middle_is_named(place: Place) -> None:
    three_streams(place.store)
    place.force("DELETE FROM entries WHERE stream = 'a' AND number = 2")
    first = found(place)[0]
    assert (first.stream, first.number) == ("a", 3)
    assert first.message == "entry 2 of its stream is missing"


def test_an_entry_written_anew_breaks_the_chain_behind_it(place: Place) -> None:
    three_streams(place.store)
    with place.store.reading() as conn:
        second = entries_of(conn, "a")[1]
    forged = forged_again(second.body.replace("thing1", "thing9"), place)
    place.force(
        f"UPDATE entries SET body = '{forged['body']}', digest = '{forged['digest']}'"
        " WHERE stream = 'a' AND number = 2"
    )
    first = found(place)[0]
    assert (first.stream, first.number) == ("a", 3)
    assert first.message == "it does not follow on the entry before it"


def forged_again(body: str, place: Place) -> dict[str, str]:
    with place.store.reading() as conn:
        row = row_of(entries_of(conn, "a")[1])
    row["body"] = body
    return {"body": body, "digest": digest_of_row(row)}


@pytest.mark.parametrize("body", ["no json", "[]", "{}", '{"contents":{}}'])
def test_a_body_written_anew_with_its_digest_is_found(place: Place, body: str) -> None:
    three_streams(place.store)
    forged = forged_again(body, place)
    place.force(
        f"UPDATE entries SET body = '{body}', digest = '{forged['digest']}'"
        " WHERE stream = 'a' AND number = 2"
    )
    first = found(place)[0]
    assert (first.stream, first.number) == ("a", 2)
    assert first.message == "it does not rest on what it says it does"


def test_a_checkpoint_shows_what_a_chain_cannot(place: Place) -> None:
    three_streams(place.store)
    with place.store.reading() as conn:
        checkpoint = checkpoint_now(conn, DAYS[8])
    entered(place.store, "a", "later", DAYS[8])
    place.force(
        "DELETE FROM entry_contents WHERE stream = 'c'",
        "DELETE FROM entries WHERE stream = 'c'",
        "DELETE FROM contents WHERE digest NOT IN (SELECT content FROM entry_contents)",
    )
    assert not found(place)
    with place.store.reading() as conn:
        (only,) = faults(conn, checkpoint)
    assert (only.stream, only.number) == ("c", 1)
    assert only.message == "the checkpoint has it; it is gone"


REFUSED = [
    statement
    for table in APPEND_ONLY
    for statement in (
        f"UPDATE {table.name} SET {table.columns.keys()[-1]} = 'x'",
        f"DELETE FROM {table.name}",
    )
]
BY_ENGINE = {
    "sqlite": [
        f"INSERT OR REPLACE INTO {table.name} SELECT * FROM {table.name}"
        for table in APPEND_ONLY
    ],
    "postgresql": [f"TRUNCATE {table.name} CASCADE" for table in APPEND_ONLY],
}


def test_the_owner_cannot_change_or_remove_a_row(place: Place) -> None:
    three_streams(place.store)
    engine = place.store.engine
    for statement in [*REFUSED, *BY_ENGINE[engine.dialect.name]]:
        with pytest.raises(DBAPIError, match=r"only ever added|there already"):
            run(place, statement)
    assert not found(place)


def run(place: Place, statement: str) -> None:
    with place.store.engine.begin() as conn:
        conn.exec_driver_sql(statement)


def test_a_guard_that_is_gone_is_missed(place: Place) -> None:
    three_streams(place.store)
    gone = {
        "sqlite": "DROP TRIGGER entries_no_update",
        "postgresql": "ALTER TABLE entries DISABLE TRIGGER entries_no_update",
    }
    run(place, gone[place.store.engine.dialect.name])
    assert [(one.table, one.stream) for one in found(place)] == [
        ("guards", "entries_no_update")
    ]
