"""Replay and backups: the same bytes again, from the same store or another."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.cli.conftest import POLICY
from tests.store.conftest import Place, upgraded
from tests.store.conftest import opened as connected
from tests.store.world import (
    NOON,
    TOPICS,
    act,
    decided,
    denying,
    evaluated,
    opened,
)

from articulate.bootstrap.backups import reading_backup, write_backup
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.model.decision import Decision
from articulate.model.entry import Checkpoint
from articulate.services.backup import back_up, restore
from articulate.services.decide import Decided
from articulate.services.replay import (
    Replayed,
    answer_then,
    differing_lines,
    replay,
    replay_differs,
)
from articulate.store.verify import faults


@pytest.fixture
def worked(place: Place) -> Place:
    """A store in which two requests were decided."""
    opened(place.store, "r-1")
    opened(place.store, "r-2", TOPICS)
    assert isinstance(decided(place.store, Decision("r-1")), Decided)
    assert isinstance(decided(place.store, denying("r-2")), Decided)
    return place


@pytest.mark.parametrize("name", ["r-1/3", "r-1", "r-2/4", "r-2"])
def test_a_decision_comes_to_the_same_bytes(worked: Place, name: str) -> None:
    with worked.store.reading() as conn:
        came = replay(conn, name, act())
    assert isinstance(came, Replayed)
    assert came.same
    assert came.after == came.before
    assert differing_lines(came) == []


def test_a_difference_names_the_lines(worked: Place) -> None:
    with worked.store.reading() as conn:
        came = replay(conn, "r-2", act())
    assert isinstance(came, Replayed)
    other = came.after.replace(b'"unarticulated"', b'"awarded"')
    changed = Replayed(came.name, came.before, other)
    assert not changed.same
    assert differing_lines(changed) == [("c3", "unarticulated", "awarded")]
    said = replay_differs(changed, act())
    assert said.code is Code.REPLAY_DIFFERS
    assert "`c3` was unarticulated, and is now awarded" in said.message


@pytest.mark.parametrize("name", ["r-3", "r-1/2", "r-1/9"])
def test_what_is_no_decision_is_not_replayed(worked: Place, name: str) -> None:
    with worked.store.reading() as conn:
        came = replay(conn, name, act())
    assert isinstance(came, Diagnostic)
    assert came.code is Code.NOT_IN_STORE


AMENDED = POLICY.replace(
    'cites "Memorandum 7"', 'cites "Memorandum 7"\n  recorded 2024-08-15'
)


def test_a_request_is_answered_as_it_could_have_been_then(place: Place) -> None:
    assert "recorded 2024-08-15" in AMENDED
    opened(place.store, "r-1")
    with place.store.reading() as conn:
        now = answer_then(conn, "r-1", date(2024, 9, 2), act())
        before = answer_then(conn, "r-1", date(2024, 9, 1), act())
    assert now == evaluated().result
    assert isinstance(before, Diagnostic)
    assert before.code is Code.NOT_IN_STORE


@pytest.fixture
def file(worked: Place, tmp_path: Path) -> Path:
    """A backup of the store."""
    path = tmp_path / "office.backup"
    with worked.store.reading() as conn:
        write_backup(path, back_up(conn, act(moment=NOON)))
    return path


@pytest.fixture
def other(quick: Path) -> Iterator[Place]:
    """An empty store of SQLite."""
    place = Place(str(quick / "other.db"), connected(str(quick / "other.db")))
    upgraded(place.store)
    yield place
    place.store.engine.dispose()


def restored(place: Place, file: Path) -> Checkpoint | Diagnostic:
    with reading_backup(file) as lines:
        return place.store.write(lambda conn: restore(conn, lines, act()))


def test_a_restored_store_is_the_same_store(
    worked: Place, file: Path, other: Place, tmp_path: Path
) -> None:
    came = restored(other, file)
    assert isinstance(came, Checkpoint)
    with other.store.reading() as conn:
        assert not list(faults(conn, came))
        again = replay(conn, "r-2", act())
        assert isinstance(again, Replayed)
        assert again.same
        write_backup(tmp_path / "second", back_up(conn, act(moment=NOON)))
    assert (tmp_path / "second").read_bytes() == file.read_bytes()
    with worked.store.reading() as conn:
        assert not list(faults(conn, came))


def test_a_backup_of_sqlite_is_restored_into_any_engine(
    bare: Place, other: Place, tmp_path: Path
) -> None:
    opened(other.store, "r-1")
    with other.store.reading() as conn:
        write_backup(tmp_path / "b", back_up(conn, act()))
    upgraded(bare.store)
    assert isinstance(restored(bare, tmp_path / "b"), Checkpoint)


def test_what_is_not_empty_is_not_restored_into(worked: Place, file: Path) -> None:
    came = restored(worked, file)
    assert isinstance(came, Diagnostic)
    assert came.code is Code.STORE_NOT_EMPTY


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The lines of a backup."""
    store = connected(str(tmp_path_factory.mktemp("backed-up") / "office.db"))
    upgraded(store)
    opened(store, "r-1")
    decided(store, Decision("r-1"))
    with store.reading() as conn:
        written = list(back_up(conn, act()))
    store.engine.dispose()
    return written


Damage = Callable[[list[str]], list[str]]
DAMAGE: dict[str, Damage] = {
    "a line is missing": lambda lines: lines[:3] + lines[4:],
    "an entry is missing": lambda lines: lines[:-2] + lines[-1:],
    "the end is missing": lambda lines: lines[:-1],
    "something follows the end": lambda lines: [*lines, lines[1]],
    "a line is cut": lambda lines: [*lines[:-3], lines[-3][:50]],
    "an entry is altered": lambda lines: [
        line.replace('"actor":"ada"', '"actor":"eve"') for line in lines
    ],
    "a record is altered": lambda lines: [
        line.replace('"content":"ey', '"content":"fy') for line in lines
    ],
    "it is something else": lambda lines: ["{}\n", *lines],
    "a line says nothing": lambda lines: [*lines[:2], "[]\n", *lines[2:]],
    "a row has too little": lambda lines: [*lines[:1], '{"entry":{}}\n', *lines[1:]],
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_backup_restores_nothing(
    lines: list[str], other: Place, tmp_path: Path, damage: Damage
) -> None:
    damaged = damage(lines)
    assert damaged != lines
    write_backup(tmp_path / "damaged", damaged)
    came = restored(other, tmp_path / "damaged")
    assert isinstance(came, Diagnostic), came
    assert came.code is Code.BACKUP_DAMAGED
    with other.store.reading() as conn:
        assert not list(faults(conn))
        assert list(back_up(conn, act()))[1:-1] == []


def test_a_packed_file_that_is_cut_restores_nothing(
    lines: list[str], other: Place, tmp_path: Path
) -> None:
    write_backup(tmp_path / "whole", lines)
    (tmp_path / "cut").write_bytes((tmp_path / "whole").read_bytes()[:-200])
    came = restored(other, tmp_path / "cut")
    assert isinstance(came, Diagnostic)
    assert came.code is Code.BACKUP_DAMAGED
