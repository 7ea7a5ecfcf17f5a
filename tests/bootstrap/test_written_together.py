"""All files of a change are written, or none; two changes do not meet."""

import os
from pathlib import Path

import pytest

from articulate.bootstrap.written_together import (
    LOCK,
    as_they_were,
    locked,
    write_together,
)
from articulate.services.nearby_files import FileChange


def change(path: Path, after: bytes, before: bytes | None = None) -> FileChange:
    return FileChange(path.as_posix(), after, before)


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def test_every_file_is_written_and_nothing_else_is_left(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "a").chmod(0o640)
    write_together(
        [change(tmp_path / "a", b"new", b"old"), change(tmp_path / "b", b"b")]
    )
    assert names(tmp_path) == ["a", "b"]
    assert (tmp_path / "a").read_bytes() == b"new"
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640


def test_what_was_written_is_put_back_where_a_later_file_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_bytes(b"old")
    usual = Path.replace

    def fails_at_c(self: Path, target: Path | str) -> Path:
        if Path(target).name == "c":
            raise OSError(28, "no space left")
        return usual(self, target)

    monkeypatch.setattr(Path, "replace", fails_at_c)
    changes = [
        change(tmp_path / "a", b"new", b"old"),
        change(tmp_path / "b", b"b"),
        change(tmp_path / "c", b"c"),
    ]
    with pytest.raises(OSError, match="no space"):
        write_together(changes)
    assert names(tmp_path) == ["a"]
    assert (tmp_path / "a").read_bytes() == b"old"


def test_nothing_is_in_its_place_before_everything_is_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_bytes(b"old")
    written = 0
    usual = os.fsync

    def fails_the_second_time(held: int) -> None:
        nonlocal written
        written += 1
        if written == 2:
            raise OSError(5, "input/output error")
        usual(held)

    monkeypatch.setattr(os, "fsync", fails_the_second_time)
    changes = [change(tmp_path / "a", b"new", b"old"), change(tmp_path / "b", b"b")]
    with pytest.raises(OSError, match="input/output"):
        write_together(changes)
    assert names(tmp_path) == ["a"]
    assert (tmp_path / "a").read_bytes() == b"old"


def test_a_folder_is_locked_by_one_and_free_again_afterwards(tmp_path: Path) -> None:
    with locked(tmp_path) as ours:
        assert ours
        with locked(tmp_path) as others:
            assert not others
        assert names(tmp_path) == [LOCK]
    assert names(tmp_path) == []
    with locked(tmp_path) as ours:
        assert ours


def test_a_lock_that_nobody_holds_any_more_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / LOCK).write_bytes(b"")
    with locked(tmp_path) as ours:
        assert ours


@pytest.mark.parametrize(
    ("before", "now", "same"),
    [
        (b"old", b"old", True),
        (b"old", b"\xef\xbb\xbfold", True),
        (b"old", b"other", False),
        (b"old", None, False),
        (None, None, True),
        (None, b"", False),
    ],
)
def test_a_file_is_as_it_was_or_is_not(
    before: bytes | None,
    now: bytes | None,
    same: bool,  # noqa: FBT001 - a case of a table
    tmp_path: Path,
) -> None:
    if now is not None:
        (tmp_path / "a").write_bytes(now)
    assert as_they_were([change(tmp_path / "a", b"new", before)]) is same
