"""`articulate import` remembers a partner, by the installed command, on real files."""

import json
from pathlib import Path

import pytest
from tests.cli.test_import_apply import ROWS, articulate, office, workbook

__all__ = ["office"]
KEPT = "registrars/lake/partners/north-lake.toml"
APPLY = ("--mode", "add-from", "--on", "2026-08-15", "--apply")


@pytest.fixture
def remembered(office: Path) -> Path:
    (office / "registrars/lake").mkdir(parents=True)
    settings = '[office]\nid = "lake"\ninstitution = "LAKE"\n'
    (office / "registrars/lake/office.toml").write_text(settings)
    done = articulate(
        office,
        *("import", "list.xlsx", "--layout", "plain", "--sheet", "Sheet"),
        *("--policies", "policies", "--into", "north-list", *APPLY),
    )
    assert done.returncode == 0, done.stderr
    assert f"remembered for the next import from NORTH: {KEPT}" in done.stderr
    return office


def test_an_import_that_is_applied_is_remembered(remembered: Path) -> None:
    text = (remembered / KEPT).read_text()
    assert 'layout = "plain"\nsheet = "Sheet"\n' in text
    assert 'into = "north-list"\nmode = "add-from"\n' in text


def test_the_next_one_needs_only_whose_it_is_and_from_when(remembered: Path) -> None:
    before = (remembered / KEPT).read_bytes()
    words = ("--from", "NORTH", "--on", "2026-08-15", "--apply", "--format", "json")
    done = articulate(
        remembered, "import", "list.xlsx", "--policies", "policies", *words
    )
    assert done.returncode == 0, done.stderr
    shown = json.loads(done.stdout)
    assert shown["applied"]["files"] == []
    assert shown["remembered"]["known_by"] == "asked"
    assert shown["remembered"]["layout"] == shown["layout"] == "plain"
    assert "layout plain, sheet Sheet, into north-list, mode add-from" in done.stderr
    assert (remembered / KEPT).read_bytes() == before


def test_the_name_of_a_file_alone_changes_no_policy(remembered: Path) -> None:
    words = ("import", "list.xlsx", "--policies", "policies", "--on", "2026-08-15")
    seen = articulate(remembered, *words)
    assert seen.returncode == 0
    assert "they are known by what the file is called" in seen.stderr
    done = articulate(remembered, *words, "--apply")
    assert done.returncode == 2
    assert "say so with --from NORTH" in " ".join(done.stderr.replace("│", "").split())


def test_under_other_headings_it_is_as_if_nobody_had_imported_one(
    remembered: Path,
) -> None:
    head = ["Sending course", "Receiving course", "Lowest mark", "Receiving credits"]
    workbook(remembered / "list.xlsx", [head, *ROWS[1:]])
    words = ("--from", "NORTH", "--on", "2026-08-15")
    done = articulate(
        remembered, "import", "list.xlsx", "--policies", "policies", *words
    )
    assert done.returncode == 1
    assert "warning[AR662]" in done.stderr
    assert "the heading `lowest mark` is new" in done.stderr
    assert "error[AR645]" in done.stderr


def test_an_option_says_it_otherwise_and_nothing_is_kept_without_being_asked(
    remembered: Path,
) -> None:
    before = (remembered / KEPT).read_bytes()
    words = ("import", "list.xlsx", "--policies", "policies", "--from", "NORTH")
    done = articulate(remembered, *words, "--mode", "replace")
    assert "asked for instead: --mode replace" in done.stderr
    assert (remembered / KEPT).read_bytes() == before
    kept = articulate(remembered, *words, "--mode", "replace", "--remember")
    assert kept.returncode == 0, kept.stderr
    assert 'mode = "replace"\n' in (remembered / KEPT).read_text()


def test_nothing_is_kept_where_that_is_asked_for(office: Path) -> None:
    done = articulate(
        office,
        *("import", "list.xlsx", "--layout", "plain", "--policies", "policies"),
        *("--into", "north-list", *APPLY, "--no-remember"),
    )
    assert done.returncode == 0
    assert not list(office.rglob("partners"))


def test_without_an_office_it_is_kept_beside_the_policies(office: Path) -> None:
    done = articulate(
        office,
        *("import", "list.xlsx", "--layout", "plain", "--policies", "policies"),
        *("--from", "NORTH", "--to", "LAKE", "--remember"),
    )
    assert done.returncode == 0
    assert (office / "policies/partners/north-lake.toml").is_file()


def test_nobody_is_remembered_where_nobody_is_named(office: Path) -> None:
    words = ("import", "list.xlsx", "--layout", "plain", "--remember")
    done = articulate(office, *words)
    assert done.returncode == 2
    assert "whose workbook is it?" in done.stderr
