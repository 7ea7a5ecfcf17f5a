"""What `export --layout articulate` writes is imported again without any change."""

from pathlib import Path

from tests.cli.test_import_apply import articulate, imported, office, state

__all__ = ["office"]


def exported(office: Path) -> Path:
    rules = office / "rules.csv"
    done = articulate(
        office,
        *("export", "north-list", "--policies", "policies", "--on", "2024-01-01"),
        *("--layout", "articulate", "--output", str(rules)),
    )
    assert done.returncode == 0, done.stderr
    return rules


def from_table(office: Path, *words: str) -> str:
    done = articulate(
        office,
        *("import", "rules.csv", "--policies", "policies", "--into", "north-list"),
        *words,
    )
    assert done.returncode == 0, (done.stdout, done.stderr)
    assert "articulate knows 13 of 13 headings" in done.stderr
    return done.stdout


def test_out_and_in_again_changes_nothing_overrides_included(office: Path) -> None:
    exported(office)
    before = state(office)
    shown = from_table(office, "--apply")
    assert "0 added, 0 changed, 0 ended, 4 unchanged" in shown
    assert state(office) == before
    assert not list(office.rglob("partners"))


def test_what_a_rule_overrides_is_a_change_like_any_other(office: Path) -> None:
    rules = exported(office)
    rules.write_text(rules.read_text().replace(",pattern,", ",,", 1))
    assert "1 changed" in from_table(office, "--apply")
    (made,) = (office / "policies").glob("*.csv")
    assert "second,rule,CS 2,CSCI 241,,,,,,,," in made.read_text()


def test_what_waits_and_where_rules_came_from_stay_with_the_table(
    office: Path,
) -> None:
    imported(office, "--mode", "add", "--apply")
    (made,) = (office / "policies").glob("*.csv")
    (office / "rules.csv").write_bytes(made.read_bytes())
    before = state(office)
    assert "0 added, 0 changed, 0 ended" in from_table(office, "--apply")
    assert state(office) == before
    assert b"list.xlsx!Sheet!A5" in before[made.name]


def test_an_error_in_a_rule_table_stops_it(office: Path) -> None:
    rules = exported(office)
    rules.write_text(rules.read_text().replace("CSCI 141", "CSCI", 1))
    done = articulate(
        office, "import", "rules.csv", "--policies", "policies", "--into", "north-list"
    )
    assert done.returncode == 1
    assert "error[AR" in done.stderr
