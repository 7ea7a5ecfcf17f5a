"""Commands about policies: check, fmt, test, explain, import."""

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Run = Callable[..., CompletedProcess[str]]


def broken(office: Path) -> None:
    """Misspell a subject."""
    policy = office / "policies" / "office.art"
    text = policy.read_text().replace("-> CSCI 141", "-> CSIC 141")
    policy.write_text(text)


def test_policies_without_problems_exit_with_0(run: Run) -> None:
    done = run("check", "policies")
    assert done.returncode == 0, done.stderr
    assert done.stdout == "1 file: no problems\n"
    assert done.stderr == ""


def test_an_error_is_shown_at_its_place_with_a_way_out(run: Run, office: Path) -> None:
    broken(office)
    done = run("check", "policies")
    assert done.returncode == 1
    assert "--> policies/office.art:" in done.stderr
    assert "^^^^" in done.stderr
    assert "did you mean `CSCI" in done.stderr
    assert "= more: articulate explain AR2" in done.stderr
    assert "1 error" in done.stdout


def test_problems_as_json_are_on_standard_output(run: Run, office: Path) -> None:
    broken(office)
    done = run("check", "policies", "--format", "json")
    assert done.returncode == 1
    assert done.stderr == ""
    found = json.loads(done.stdout)
    assert found["schema"] == "articulate.check/1"
    problem = found["diagnostics"][0]
    assert set(problem) == {
        *("code", "severity", "message", "help", "origin", "also", "witness"),
    }
    assert problem["severity"] == "error"
    assert problem["origin"].startswith("policies/office.art:")


def test_warnings_alone_exit_with_0_and_with_1_when_strict(
    run: Run, office: Path
) -> None:
    policy = office / "policies" / "office.art"
    text = policy.read_text().replace('  cites "Memorandum 7"\n', "")
    policy.write_text(text)
    assert run("check", "policies").returncode == 0
    assert "warning[" in run("check", "policies").stderr
    assert run("check", "policies", "--strict").returncode == 1


def test_a_file_and_its_folder_are_one_file(run: Run) -> None:
    done = run("check", "policies", "policies/office.art")
    assert done.stdout.startswith("1 file:")


def test_a_literate_file_is_a_policy_too(run: Run, office: Path) -> None:
    (office / "policies" / "more.art.md").write_text(
        "# Scales\n\n```articulate\nscale plain { points A 4.0, F 0.0 }\n```\n"
    )
    (office / "policies" / "notes.md").write_text("```articulate\nnot a policy\n```\n")
    done = run("check", "policies")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("2 files:")


def test_a_file_that_is_not_utf8_is_a_problem_of_its_own(
    run: Run, office: Path
) -> None:
    (office / "policies" / "latin.art").write_bytes(b"# caf\xe9\n")
    done = run("check", "policies")
    assert done.returncode == 1
    assert "error[AR150]: the file is not UTF-8: byte 0xe9" in done.stderr
    assert "policies/latin.art:1:6" in done.stderr


def test_formatting_changes_a_file_once(run: Run, office: Path) -> None:
    policy = office / "policies" / "office.art"
    text = policy.read_text().replace("  rule one:", "        rule   one:")
    policy.write_text(text)
    looked = run("fmt", "--check", "policies")
    assert looked.returncode == 3
    assert "would change policies/office.art" in looked.stdout
    assert policy.read_text() == text
    done = run("fmt", "policies")
    assert done.returncode == 0
    assert "changed policies/office.art" in done.stdout
    assert run("fmt", "--check", "policies").returncode == 0


def test_formatting_keeps_the_markdown_of_a_literate_file(
    run: Run, office: Path
) -> None:
    before = (
        "# Scales\n\nAs printed.\n\n```articulate\nscale   plain {\n```\n\n"
        "> Best first.\n\n```articulate\n points A 4.0,   F 0.0\n}\n```\n\nThe end.\n"
    )
    file = office / "policies" / "scales.art.md"
    file.write_text(before)
    assert run("fmt", "policies").returncode == 0
    after = file.read_text()
    assert after == (
        "# Scales\n\nAs printed.\n\n```articulate\nscale plain {\n```\n\n"
        "> Best first.\n\n```articulate\n  points A 4.0, F 0.0\n}\n```\n\nThe end.\n"
    )


def test_a_file_that_cannot_be_read_is_left_as_it_is(run: Run, office: Path) -> None:
    bad = office / "policies" / "bad.art"
    bad.write_text("scale {")
    done = run("fmt", "policies")
    assert done.returncode == 1
    assert "policies/bad.art:1:" in done.stderr
    assert bad.read_text() == "scale {"


def test_the_page_of_a_code_is_printed(run: Run) -> None:
    done = run("explain", "ar901")
    assert done.returncode == 0
    assert done.stdout.startswith("# AR901\n")
    assert "## Why it matters" in done.stdout


def test_a_code_that_does_not_exist_is_wrong_usage(run: Run) -> None:
    done = run("explain", "AR9999")
    assert done.returncode == 2
    assert "there is no code `AR9999`" in done.stderr


LAYOUT = """
layout = "ours"
reads = "articulations"
[[columns]]
holds = "sending course"
headings = ["From"]
required = true
[[columns]]
holds = "receiving course"
headings = ["To"]
required = true
"""


@pytest.fixture
def workbook(office: Path) -> str:
    """A list of equivalencies, one of them unclear."""
    (office / "ours.toml").write_text(LAYOUT)
    (office / "send.csv").write_text("From,To\nCS 5,CSCI 141\nCS 6,ask the chair\n")
    return "send.csv"


def test_an_import_counts_what_it_read_understood_and_refused(
    run: Run, workbook: str
) -> None:
    done = run("import", workbook, "--layout", "ours.toml", "--rules")
    assert done.returncode == 0
    assert "2 rows read: 1 understood, 1 refused" in done.stdout
    assert "SENDER:CS 5 -> RECEIVER:CSCI 141" in done.stdout
    assert "send.csv!B3" in done.stderr


def test_a_refused_row_needs_a_person_when_strict(run: Run, workbook: str) -> None:
    done = run("import", workbook, "--layout", "ours.toml", "--strict")
    assert done.returncode == 4


def test_an_import_as_json_has_its_schema(run: Run, workbook: str) -> None:
    done = run("import", workbook, "--layout", "ours.toml", "--format", "json")
    found = json.loads(done.stdout)
    assert found["schema"] == "articulate.import/1"
    assert found["rows"]["refused"] == 1
    assert found["rules"][0]["rule"] == "SENDER:CS 5 -> RECEIVER:CSCI 141"


def test_what_is_no_workbook_is_refused(run: Run, office: Path) -> None:
    (office / "ours.toml").write_text(LAYOUT)
    (office / "fake.xlsx").write_bytes(b"this is no workbook")
    done = run("import", "fake.xlsx", "--layout", "ours.toml")
    assert done.returncode == 1
    assert "error[AR6" in done.stderr
