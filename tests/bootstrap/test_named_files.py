"""Files a person names, and the files that those point at: the nearest is taken."""

from pathlib import Path

import pytest

from articulate.bootstrap.named_files import policy_files, record_files
from articulate.bootstrap.nearby import NearbyDisk
from articulate.bootstrap.pages import error_page, known_codes


def write(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)


def test_a_folder_stands_for_the_policies_below_it(tmp_path: Path) -> None:
    write(tmp_path, "p/b.art", "p/a/c.art.md", "p/notes.md", "p/.git/d.art", "p/~e.art")
    names = [file.name for file in policy_files([tmp_path / "p"], tmp_path)]
    assert names == ["p/a/c.art.md", "p/b.art"]


def test_names_stay_as_they_were_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, "p/b.art", "q/c.art")
    monkeypatch.chdir(tmp_path / "q")
    given = [Path("../p"), Path("./c.art")]
    assert [file.name for file in policy_files(given)] == ["../p/b.art", "c.art"]


def test_a_file_named_twice_is_one_file(tmp_path: Path) -> None:
    write(tmp_path, "p/b.art")
    assert len(policy_files([tmp_path, tmp_path / "p", tmp_path / "p" / "b.art"])) == 1


def test_records_are_json_and_tables(tmp_path: Path) -> None:
    write(tmp_path, "b.json", "a.csv", "c.xlsx", "d.txt", "~$c.xlsx")
    names = [file.path.name for file in record_files([tmp_path])]
    assert names == ["a.csv", "b.json", "c.xlsx"]


def test_a_workbook_is_found_from_the_policy_upward_the_nearest_first(
    tmp_path: Path,
) -> None:
    write(tmp_path, "lists/n.csv", "p/deep/a.art", "p/lists/n.csv")
    near = NearbyDisk().table(str(tmp_path / "p" / "deep" / "a.art"), "lists/n.csv")
    assert near is not None
    assert near.content == b"p/lists/n.csv"
    assert near.name == "n.csv"
    (tmp_path / "p" / "lists" / "n.csv").unlink()
    far = NearbyDisk().table(str(tmp_path / "p" / "deep" / "a.art"), "lists/n.csv")
    assert far is not None
    assert far.content == b"lists/n.csv"


def test_a_workbook_that_is_nowhere_is_not_found(tmp_path: Path) -> None:
    assert NearbyDisk(tmp_path).table("a.art", "lists/no-such-list.csv") is None


def test_a_layout_goes_by_its_name_or_by_its_path(tmp_path: Path) -> None:
    write(tmp_path, "registrars/x/layouts/ours.toml", "p/mine.toml", "p/a.art")
    files = NearbyDisk(tmp_path)
    by_name = files.layout("p/a.art", "ours")
    by_path = files.layout("p/a.art", "mine.toml")
    assert by_name is not None
    assert by_path is not None
    assert by_name.name == "ours.toml"
    assert by_path.content == b"p/mine.toml"
    assert files.layout("p/a.art", "theirs") is None
    assert files.layout_names("p/a.art")[0] == "ours"


def test_layouts_that_ship_are_found_from_anywhere(tmp_path: Path) -> None:
    assert NearbyDisk(tmp_path).layout("a.art", "tes") is not None


def test_every_code_has_a_page_to_print() -> None:
    assert "AR901" in known_codes()
    page = error_page("AR901")
    assert page is not None
    assert page.startswith("# AR901\n\n")
    assert error_page("AR000") is None
    assert error_page("index") is None
