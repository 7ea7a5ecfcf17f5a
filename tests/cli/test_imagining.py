"""What would be, on the command line: nothing is recorded, and every form says so."""

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Run = Callable[..., CompletedProcess[str]]
ASKED = ("records/l-1.json", "--policies", "policies", "--as-of", "2024-09-01")
NOT_RECORDED = "What if: nothing of this is recorded, and nobody has decided it."


def test_a_plan_shows_what_would_be_otherwise(run: Run) -> None:
    done = run("what-if", *ASKED, "--degree", "bs-cs", "--plan", "CSCI 141 4 cr")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(NOT_RECORDED)
    assert "CSCI 141 is passed with C, 4 semester credits, now" in done.stdout
    assert "awarded: CSCI 141 (4)" in done.stdout


def test_a_plan_may_be_a_file(run: Run, office: Path) -> None:
    (office / "plan.txt").write_text("# next term\nCSCI 141\n", encoding="utf-8")
    done = run("what-if", *ASKED, "--plan", "plan.txt")
    assert done.returncode == 0, done.stderr
    assert "CSCI 141 is passed with C" in done.stdout


def test_nothing_that_is_supposed_changes_nothing(run: Run) -> None:
    done = run("what-if", *ASKED, "--catalog", "2024")
    assert done.returncode == 0, done.stderr
    assert "Nothing would be otherwise." in done.stdout


def test_other_policies_are_compared_and_must_be_right(run: Run, office: Path) -> None:
    draft = office / "draft"
    draft.mkdir()
    text = (office / "policies" / "office.art").read_text(encoding="utf-8")
    (draft / "office.art").write_text(text.replace("grade >= C", "grade >= A"))
    done = run("what-if", *ASKED, "--instead", "draft")
    assert done.returncode == 0, done.stderr
    assert "the policies in draft hold" in done.stdout
    assert "SEND:CS 1" in done.stdout
    (draft / "office.art").write_text("degree")
    done = run("what-if", *ASKED, "--instead", "draft")
    assert done.returncode == 1
    assert "error[AR" in done.stderr


def test_every_degree_is_ranked(run: Run) -> None:
    done = run("what-if", *ASKED, "--all-degrees", "--format", "json")
    said = json.loads(done.stdout)
    assert said["recorded"] is False
    assert [one["degree"] for one in said["degrees"]] == ["bs-cs@2024"]
    shown = run("what-if", *ASKED, "--all-degrees")
    assert shown.stdout.startswith(NOT_RECORDED)
    assert "BS Computer Science" in shown.stdout


@pytest.mark.parametrize("form", ["text", "json", "html"])
def test_a_result_may_be_written_to_a_file(run: Run, office: Path, form: str) -> None:
    more = ("--format", form, "--output", "what-if.out")
    for asked in (("--plan", "CSCI 141"), ("--all-degrees",)):
        done = run("what-if", *ASKED, *asked, *more)
        assert done.returncode == 0, done.stderr
        assert done.stdout == ""
        written = (office / "what-if.out").read_text(encoding="utf-8")
        assert (
            "nothing of this is recorded" in written or '"recorded": false' in written
        )


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--all-degrees", "--degree", "bs-cs"), "leave --degree out"),
        (("--plan", "CSCI"), "cannot be read"),
        (("--degree", "ba-none"), "no degree `ba-none`"),
    ],
    ids=["both", "a plan", "a degree"],
)
def test_wrong_usage_exits_with_2(
    run: Run, options: tuple[str, ...], says: str
) -> None:
    done = run("what-if", *ASKED, *options)
    assert done.returncode == 2
    assert says in " ".join(done.stderr.replace("│", " ").split())


def test_a_record_that_cannot_be_read_is_a_problem(run: Run, office: Path) -> None:
    (office / "records" / "l-1.json").write_text("{")
    done = run("what-if", *ASKED)
    assert done.returncode == 1
    assert "error[AR" in done.stderr


def test_the_nearest_change_of_a_line_is_shown(run: Run) -> None:
    done = run("why", ASKED[0], "CS 1", *ASKED[1:], "--nearest")
    assert "a grade of D in SEND:CS 1: then SEND:CS 1 is unarticulated" in done.stdout
    done = run("why", *ASKED, "--not", "CSCI 141", "--nearest", "--format", "json")
    assert json.loads(done.stdout)["nearest"]["wanted"] == "CSCI 141 is given"


def test_a_requirement_is_explained(run: Run) -> None:
    degree = ("--degree", "bs-cs")
    done = run("why", ASKED[0], "bs-cs", *ASKED[1:], *degree, "--nearest")
    assert "4 credits more in all" in done.stdout
    done = run("why", ASKED[0], "core", *ASKED[1:], *degree, "--format", "json")
    said = json.loads(done.stdout)
    assert said["requirement"] == "bs-cs/core"
    assert said["met"] is True


def test_a_line_says_where_its_credit_counts(run: Run) -> None:
    done = run("why", ASKED[0], "CS 1", *ASKED[1:], "--degree", "bs-cs")
    assert "bs-cs: CSCI 141 counts in core: course CSCI 141" in done.stdout
    done = run(
        "why", ASKED[0], "CS 1", *ASKED[1:], "--degree", "bs-cs", "--format", "json"
    )
    (line,) = json.loads(done.stdout)["lines"]
    assert line["places"]["bs-cs"][0]["places"] == [
        {"group": ["core"], "asks": "course CSCI 141"}
    ]
