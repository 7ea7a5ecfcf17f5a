"""`articulate import --apply`, by the installed command, on workbooks written here."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from articulate.bootstrap.written_together import locked

WHO = """
institution NORTH "Northfield College" { kind two-year unit semester grades letters }
institution SOUTH "Southfield College" { kind two-year unit semester grades letters }
institution LAKE "Lake University" { kind four-year unit semester grades letters }
scale letters { points A 4.0, B 3.0, C 2.0, D 1.0, F 0.0 }
catalog LAKE "Catalog" version 2024 effective 2020-01-01 {
  course CSCI 141 "Programming I" 4 cr lower
  course CSCI 241 "Programming II" 4 cr lower
  course MATH 121 "Calculus I" 4 cr lower
}
"""
LIST = """# Kept by the office.
equivalencies north-list "Northfield list" from NORTH to LAKE
  version 2020 effective 2020-01-01 {
  cites "Memorandum 7"
  governed by requested

  # The two first courses.
  rule first: CS 1 -> CSCI 141 when grade >= C
  rule second overrides pattern: CS 2 -> CSCI 241
  rule pattern: CS 2** -> elective CSCI
  rule maths: MA 1 -> MATH 121 [4 cr]
}
"""
AGREEMENT = """
agreement pathway "Pathway" from NORTH to LAKE version 2020 effective 2020-01-01 {
  cites "Memorandum 8"
  rule maths: MA 1 -> MATH 121 [4 cr]
}
"""
PAIR: list[Any] = [
    "Sending course",
    "Receiving course",
    "Minimum grade",
    "Receiving credits",
]
ROWS: list[list[Any]] = [
    PAIR,
    ["CS 1", "CSCI 141", "B", None],
    ["CS 2", "CSCI 241", None, None],
    ["CS 3", "no credit", None, None],
    ["CS 4/5", "CSCI 241", None, None],
]


@pytest.fixture
def office(tmp_path: Path) -> Path:
    folder = tmp_path / "policies"
    folder.mkdir()
    (folder / "who.art").write_text(WHO)
    (folder / "north.art").write_text(LIST)
    workbook(tmp_path / "list.xlsx", ROWS)
    return tmp_path


def workbook(path: Path, rows: list[list[Any]]) -> None:
    made = openpyxl.Workbook()
    assert made.active is not None
    for row in rows:
        made.active.append(row)
    made.save(path)


def articulate(office: Path, *words: str) -> subprocess.CompletedProcess[str]:
    installed = Path(sys.executable).with_name("articulate")
    return subprocess.run(
        [installed, *words], cwd=office, capture_output=True, text=True, check=False
    )


def imported(office: Path, *words: str, code: int = 0) -> dict[str, Any]:
    done = articulate(
        office,
        *("import", "list.xlsx", "--layout", "plain", "--policies", "policies"),
        *("--into", "north-list", "--format", "json", *words),
    )
    assert done.returncode == code, (done.stdout, done.stderr)
    shown: dict[str, Any] = json.loads(done.stdout)
    return shown


def state(office: Path) -> dict[str, bytes]:
    found = (office / "policies").iterdir()
    return {one.name: one.read_bytes() for one in found if one.is_file()}


def rules_on(office: Path, day: str) -> str:
    made = office / "export.csv"
    done = articulate(
        office,
        *("export", "north-list", "--policies", "policies", "--on", day),
        *("--layout", "articulate", "--output", str(made)),
    )
    assert done.returncode == 0, done.stderr
    return made.read_text()


def test_a_dated_change_is_a_new_version_and_the_old_one_ends_the_day_before(
    office: Path,
) -> None:
    before = state(office)
    words = ("--mode", "replace-from", "--on", "2026-08-15", "--cites", "Letter 9")
    shown = imported(office, *words, "--apply")
    changes = shown["changes"]
    assert [one["id"] for one in changes["added"]] == ["cs-3"]
    assert [one["after"]["id"] for one in changes["changed"]] == ["cs-1"]
    assert {one["id"] for one in changes["ended"]} == {"maths", "pattern"}
    assert changes["unchanged"] == 1
    assert shown["applied"]["version"] == "north-list@2026"
    after = state(office)
    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) == {"north-list-2026.art", "north-list-2026.csv"}
    assert "supersedes 2020" in after["north-list-2026.art"].decode()
    assert "CS 1,CSCI 141,grade >= C" in rules_on(office, "2026-08-14")
    new = rules_on(office, "2026-08-15")
    assert "first,rule,CS 1,CSCI 141,grade >= B" in new
    assert "MA 1" not in new
    checked = articulate(office, "check", "policies")
    assert checked.returncode == 0
    assert "list-2026.csv!A" in checked.stderr
    assert "warning[AR623]" in checked.stderr


def test_again_there_is_nothing_to_change(office: Path) -> None:
    words = ("--mode", "add-from", "--on", "2026-08-15", "--apply")
    assert imported(office, *words)["applied"]["files"]
    before = state(office)
    again = imported(office, *words)
    assert again["applied"]["files"] == []
    changes = again["changes"]
    assert [changes[one] for one in ("added", "changed", "ended")] == [[], [], []]
    assert state(office) == before


def test_in_addition_nothing_ends(office: Path) -> None:
    words = ("--mode", "add-from", "--on", "2026-08-15", "--apply")
    assert imported(office, *words)["changes"]["ended"] == []
    new = rules_on(office, "2026-08-15")
    assert "maths,rule,MA 1,MATH 121 [4 cr]" in new
    assert "second,rule,CS 2,CSCI 241,,,,,,,pattern" in new


def test_a_correction_takes_the_place_of_what_was_written(office: Path) -> None:
    shown = imported(office, "--mode", "replace", "--on", "2024-01-01", "--apply")
    assert shown["applied"]["version"] == "north-list@2020"
    assert shown["applied"]["comments_gone"] == 1
    text = (office / "policies/north.art").read_text()
    assert text.startswith("# Kept by the office.\ntable north-list-2020 from")
    assert 'cites "Memorandum 7"' in text
    assert "governed by requested" in text
    assert "CS 1,CSCI 141,grade >= B" in rules_on(office, "2020-01-01")
    assert imported(office, "--mode", "replace", "--apply")["applied"]["files"] == []


def test_a_second_correction_rewrites_the_table_alone(office: Path) -> None:
    imported(office, "--mode", "add", "--apply")
    before = state(office)
    workbook(office / "list.xlsx", [*ROWS[:3], ["CS 3", "CSCI 141", None, None]])
    shown = imported(office, "--mode", "add", "--apply")
    assert [Path(one).name for one in shown["applied"]["files"]] == [
        "north-list-2020.csv"
    ]
    after = state(office)
    assert {name for name in after if after[name] != before.get(name)} == {
        "north-list-2020.csv"
    }
    assert b"refused" not in after["north-list-2020.csv"]
    assert b"list.xlsx!Sheet!B3" not in after["north-list-2020.csv"]
    assert b"list.xlsx!Sheet!B2" in after["north-list-2020.csv"]


def test_a_conflict_with_another_agreement_is_shown_and_stops(office: Path) -> None:
    (office / "policies/pathway.art").write_text(AGREEMENT)
    (office / "policies/second.art").write_text(
        AGREEMENT.replace("pathway", "second").replace("maths: MA 1", "x: CS 9")
    )
    workbook(office / "list.xlsx", [PAIR, ["MA 1", "CSCI 141", None, 4]])
    before = state(office)
    done = articulate(
        office,
        *("import", "list.xlsx", "--layout", "plain", "--policies", "policies"),
        *("--into", "second", "--mode", "add", "--apply"),
    )
    assert done.returncode == 1
    assert "together with other rules: 1 error" in done.stdout
    assert "error[AR401]" in done.stderr
    assert "pathway.art" in done.stderr
    assert "nothing was applied" in done.stderr
    assert state(office) == before


def test_a_rule_that_another_agreement_names_cannot_be_lost(office: Path) -> None:
    other = AGREEMENT.replace("rule maths:", "rule maths overrides north-list/maths:")
    (office / "policies/pathway.art").write_text(other)
    before = state(office)
    done = articulate(
        office,
        *("import", "list.xlsx", "--layout", "plain", "--policies", "policies"),
        *("--into", "north-list", "--mode", "replace", "--apply"),
    )
    assert done.returncode == 1
    assert "error[AR207]" in done.stderr
    assert "nothing was applied" in done.stderr
    assert state(office) == before


def test_a_file_that_cannot_be_read_changes_nothing(office: Path) -> None:
    (office / "list.xlsx").write_bytes(b"not a workbook")
    before = state(office)
    done = articulate(
        office,
        *("import", "list.xlsx", "--layout", "plain", "--policies", "policies"),
        *("--into", "north-list", "--apply"),
    )
    assert done.returncode == 1
    assert "error[AR601]" in done.stderr
    assert state(office) == before


def test_another_import_at_work_is_not_disturbed(office: Path) -> None:
    before = state(office)
    with locked(office / "policies") as ours:
        assert ours
        done = articulate(
            office,
            *("import", "list.xlsx", "--layout", "plain", "--policies", "policies"),
            *("--into", "north-list", "--mode", "add", "--apply"),
        )
    assert done.returncode == 1
    assert "error[AR661]" in done.stderr
    assert state(office) == before


USAGE = {
    "without an agreement": (["--apply"], "--into"),
    "dated, without a day": (
        ["--into", "north-list", "--mode", "replace-from"],
        "needs the day",
    ),
    "a correction before the first version": (
        ["--into", "north-list", "--on", "2019-12-31"],
        "to be corrected",
    ),
}


@pytest.mark.parametrize(("words", "said"), USAGE.values(), ids=USAGE)
def test_wrong_usage_is_said(words: list[str], said: str, office: Path) -> None:
    done = articulate(
        office,
        *("import", "list.xlsx", "--layout", "plain", "--policies", "policies"),
        *words,
    )
    assert done.returncode == 2
    assert said in " ".join(done.stderr.split())


def test_a_new_version_before_the_first_one_ends_where_that_begins(
    office: Path,
) -> None:
    words = ("--mode", "replace-from", "--on", "2018-08-15", "--as-version", "first")
    imported(office, *words, "--apply")
    text = (office / "policies/north-list-first.art").read_text()
    assert "version first effective 2018-08-15 through 2019-12-31" in text
    assert articulate(office, "check", "policies").returncode == 0


def test_with_several_senders_the_rules_of_the_others_stay(office: Path) -> None:
    both = LIST.replace("from NORTH to", "from NORTH, SOUTH to")
    both = both.replace("rule maths: MA 1", "rule maths: SOUTH:MA 1")
    for code in ("CS 1 ", "CS 2 ", "CS 2**"):
        both = both.replace(f": {code}", f": NORTH:{code}")
    (office / "policies/north.art").write_text(both)
    words = ("--from", "NORTH", "--mode", "replace-from", "--on", "2026-08-15")
    shown = imported(office, *words, "--apply")
    assert {one["id"] for one in shown["changes"]["ended"]} == {"pattern"}
    assert "SOUTH:MA 1" in rules_on(office, "2026-08-15")


NEW = ("--into", "south-list", "--new", "--from", "SOUTH", "--to", "LAKE")


def test_the_first_list_of_a_partner_makes_an_agreement(office: Path) -> None:
    words = (
        *("import", "list.xlsx", "--layout", "plain", "--policies", "policies"),
        *(*NEW, "--on", "2026-08-15", "--cites", "Letter 1"),
    )
    before = state(office)
    seen = articulate(office, *words)
    assert seen.returncode == 0, seen.stderr
    assert "3 added, 0 changed, 0 ended, 0 unchanged" in seen.stdout
    assert state(office) == before
    done = articulate(office, *words, "--apply")
    assert done.returncode == 0, done.stderr
    assert set(state(office)) - set(before) == {
        "south-list-2026.art",
        "south-list-2026.csv",
    }
    text = state(office)["south-list-2026.art"].decode()
    assert "as equivalencies south-list from SOUTH to LAKE" in text
    assert "effective 2026-08-15" in text
    assert articulate(office, "check", "policies").returncode == 0
    again = articulate(office, *words, "--apply")
    assert again.returncode == 0, again.stderr
    assert "0 added, 0 changed, 0 ended, 3 unchanged" in again.stdout
    assert "nothing to apply" in again.stdout


NEW_USAGE = {
    "without a day": (NEW, "needs the day"),
    "between whom": (("--into", "other", "--new", "--on", "2026-08-15"), "--from"),
}


@pytest.mark.parametrize(("words", "said"), NEW_USAGE.values(), ids=NEW_USAGE)
def test_a_new_agreement_needs_its_day_and_its_parties(
    words: tuple[str, ...], said: str, office: Path
) -> None:
    done = articulate(
        office,
        *("import", "list.xlsx", "--layout", "plain", "--policies", "policies"),
        *words,
    )
    assert done.returncode == 2
    assert said in " ".join(done.stderr.split())
