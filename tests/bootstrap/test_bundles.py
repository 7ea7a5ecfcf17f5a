"""Bundles are kept in a folder that is nobody else's, and only so many of them."""

import os
from pathlib import Path

import pytest

from articulate.bootstrap import bundles
from articulate.bootstrap.bundles import BundleFolder
from articulate.bootstrap.command import open_policies


@pytest.fixture
def folder(tmp_path: Path) -> BundleFolder:
    return BundleFolder(tmp_path / "cache")


def test_a_bundle_is_found_again(folder: BundleFolder) -> None:
    assert folder.read("one") is None
    folder.write("one", b"rules")
    assert folder.read("one") == b"rules"
    assert folder.folder.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_others_may_write_to_is_not_trusted(folder: BundleFolder) -> None:
    folder.write("one", b"rules")
    folder.folder.chmod(0o777)
    assert folder.read("one") is None
    folder.write("two", b"more")
    assert {file.name for file in folder.folder.iterdir()} == {"one.bundle"}


def test_the_oldest_go_first(
    folder: BundleFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundles, "MOST_KEPT", 2)
    for age, name in enumerate(("old", "older", "new")):
        folder.write(name, b"rules")
        os.utime(folder.folder / f"{name}.bundle", (age % 2, -age % 3))
    assert {file.stem for file in folder.folder.iterdir()} == {"older", "new"}


def test_a_folder_that_cannot_be_made_is_no_matter(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    folder = BundleFolder(tmp_path / "file" / "cache")
    folder.write("one", b"rules")
    assert folder.read("one") is None


def test_the_program_is_part_of_the_name(folder: BundleFolder) -> None:
    assert folder.maker == BundleFolder(folder.folder / "other").maker
    assert len(folder.maker) == 64


def test_policies_are_kept_where_the_setting_says(
    tmp_path: Path, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ARTICULATE_CACHE", str(tmp_path / "cache"))
    first = open_policies([checkout / "policies"], checkout)
    (kept,) = (tmp_path / "cache").iterdir()
    made = kept.stat().st_mtime_ns
    again = open_policies([checkout / "policies"], checkout)
    assert again == first
    assert kept.stat().st_mtime_ns == made
