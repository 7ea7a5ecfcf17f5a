"""Commands about a learner: evaluate, audit, why; and the tests of a policy."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Run = Callable[..., CompletedProcess[str]]
HERE = Path(__file__).parent
ASKED = ("--policies", "policies", "--as-of", "2024-09-01")
ONE = ("evaluate", "records/l-1.json", *ASKED)


def without_digests(text: str) -> str:
    """The text without the hashes, which change with every word of a policy."""
    return re.sub(r"sha256:[0-9a-f]{64}", "sha256:…", text)


@pytest.mark.parametrize("written", ["text", "json", "html"])
def test_a_result_stays_as_it_is(
    run: Run, snapshot: Callable[[str, Path], None], written: str
) -> None:
    done = run(*ONE, "--degree", "bs-cs", "--format", written)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    ending = {"text": "txt"}.get(written, written)
    snapshot(without_digests(done.stdout), HERE / "snapshots" / f"l-1.{ending}")


def test_every_learning_is_on_one_line_and_credit_is_conserved(run: Run) -> None:
    result = json.loads(run(*ONE, "--format", "json").stdout)
    learnings = [one for line in result["lines"] for one in line["learning"]]
    assert sorted(learnings) == ["c1", "c2", "c3"]
    totals = {key: some for key, some in result["totals"].items() if key != "unit"}
    brought = int(totals.pop("earned")) + int(totals.pop("granted"))
    assert brought == sum(int(some) for some in totals.values()) == 10
    statuses = {line["learning"][0]: line["status"] for line in result["lines"]}
    assert statuses == {"c1": "awarded", "c2": "denied", "c3": "unarticulated"}
    assert "audit" not in result


def test_the_same_inputs_give_the_same_bytes(run: Run, installed: Run) -> None:
    here = run(*ONE, "--format", "json").stdout
    first = installed(*ONE, "--format", "json", PYTHONHASHSEED="1").stdout
    second = installed(*ONE, "--format", "json", PYTHONHASHSEED="2").stdout
    assert here == first == second


def test_a_person_is_needed_for_a_referral_only_when_strict(
    run: Run, office: Path
) -> None:
    record = office / "records" / "l-2.json"
    record.write_text(
        (office / "records" / "l-1.json").read_text().replace("CS 0", "CS 9")
    )
    asked = ("evaluate", "records/l-2.json", *ASKED)
    assert run(*asked).returncode == 0
    assert run(*asked, "--strict").returncode == 4
    assert run(*ONE, "--strict").returncode == 0


def test_policies_with_an_error_evaluate_nobody(run: Run, office: Path) -> None:
    (office / "policies" / "bad.art").write_text("scale {")
    done = run(*ONE, "--format", "json")
    assert done.returncode == 1
    assert json.loads(done.stdout)["schema"] == "articulate.check/1"
    assert "policies/bad.art:1:" in run(*ONE).stderr


def test_a_record_that_cannot_be_read_is_reported_with_its_place(
    run: Run, office: Path
) -> None:
    (office / "records" / "l-1.json").write_text('{"learner": {"id": "L-1",}}')
    done = run(*ONE)
    assert done.returncode == 1
    assert "error[AR650]" in done.stderr
    assert "records/l-1.json:1:" in done.stderr
    shown = json.loads(run(*ONE, "--format", "json").stdout)
    assert shown["diagnostics"][0]["code"] == "AR650"


@pytest.fixture
def three_records(office: Path) -> None:
    """A good record, a broken one, and another good one."""
    good = (office / "records" / "l-1.json").read_text()
    (office / "records" / "l-2.json").write_text("{")
    (office / "records" / "l-3.json").write_text(good.replace("L-1", "L-3"))


@pytest.mark.usefixtures("three_records")
def test_a_bad_record_never_stops_the_others(run: Run) -> None:
    done = run("evaluate", "records", *ASKED, "--format", "json")
    assert done.returncode == 1
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["schema"] for line in lines] == [
        "articulate.evaluation/1",
        "articulate.check/1",
        "articulate.evaluation/1",
    ]
    assert [line.get("learner") for line in lines] == ["L-1", None, "L-3"]
    assert "2 evaluated, 1 refused" in done.stderr


@pytest.mark.usefixtures("three_records")
def test_a_folder_of_records_becomes_a_folder_of_pages(run: Run, office: Path) -> None:
    done = run("evaluate", "records", *ASKED, "--format", "html", "--output", "out")
    assert done.returncode == 1
    assert done.stdout == ""
    assert "error[AR650]" in done.stderr
    names = sorted(path.name for path in (office / "out").iterdir())
    assert names == ["l-1.html", "l-3.html"]
    assert (office / "out" / "l-3.html").read_text().startswith("<!DOCTYPE html>")


def test_one_result_may_be_written_to_a_file(run: Run, office: Path) -> None:
    done = run(*ONE, "--format", "json", "--output", "out/l-1.json")
    assert done.returncode == 0
    assert done.stdout == ""
    assert json.loads((office / "out" / "l-1.json").read_text())["learner"] == "L-1"


def test_a_transcript_is_evaluated_by_its_layout(run: Run, office: Path) -> None:
    (office / "layouts").mkdir()
    (office / "layouts" / "sheet.toml").write_text(
        'layout = "sheet"\nreads = "transcript"\n'
        + "".join(
            f'[[columns]]\nholds = "{holds}"\nheadings = ["{holds.title()}"]\n'
            for holds in ("course", "credits", "unit", "grade", "completed")
        )
    )
    (office / "records" / "l-9.csv").write_text(
        "Course,Credits,Unit,Grade,Completed\nCS 1,4,semester,B,2024-05-10\n"
    )
    asked = ("evaluate", "records/l-9.csv", *ASKED, "--format", "json")
    assert run(*asked).returncode == 1
    done = run(*asked, "--layout", "sheet", "--from", "SEND")
    assert done.returncode == 0, done.stdout
    (line,) = json.loads(done.stdout)["lines"]
    assert line["status"] == "awarded"


def test_an_audit_shows_what_is_met_and_what_is_missing(run: Run) -> None:
    done = run("audit", "records/l-1.json", *ASKED, "--degree", "bs-cs", "--verify")
    assert done.returncode == 0, done.stderr
    assert "incomplete" in done.stdout
    assert "4 of 8 credits" in done.stdout
    assert "Core: 1 of 1 course, 4 credits" in done.stdout
    assert "accepts every certificate" in done.stderr


def test_several_degrees_are_several_audits(run: Run, office: Path) -> None:
    policy = office / "policies" / "office.art"
    degree = policy.read_text().partition("degree bs-cs")[2].partition("\n}\n")[0]
    (office / "policies" / "second.art").write_text(f"degree ba-cs{degree}\n}}\n")
    done = run(*ONE, "--degree", "bs-cs", "--degree", "ba-cs", "--format", "json")
    result = json.loads(done.stdout)
    assert [audit["degree"] for audit in result["audits"]] == [
        "bs-cs@2024",
        "ba-cs@2024",
    ]
    assert "audit" not in result


LINES = {
    "its id": "c1",
    "its course": "CS 1",
    "its sender": "SEND:CS 1",
    "its place": "3",
}


@pytest.mark.parametrize("named", LINES.values(), ids=LINES)
def test_a_line_may_be_named_by(run: Run, named: str) -> None:
    done = run("why", "records/l-1.json", named, *ASKED)
    assert done.returncode == 0, done.stderr
    assert "Grade B is enough: C or better is asked for." in done.stdout
    assert "grade met: grade >= C, saw B" in done.stdout
    assert "Memorandum 7" in done.stdout
    assert "policies/office.art:" in done.stdout


def test_the_whole_derivation_says_more_than_the_smallest_why(run: Run) -> None:
    short = json.loads(
        run("why", "records/l-1.json", "c1", *ASKED, "--format", "json").stdout
    )
    full = json.loads(
        run(
            "why", "records/l-1.json", "c1", *ASKED, "--full", "--format", "json"
        ).stdout
    )
    assert short["schema"] == full["schema"] == "articulate.why/1"
    few = {one["code"] for one in short["lines"][0]["why"]}
    all_ = {one["code"] for one in full["lines"][0]["why"]}
    assert few <= all_
    assert "grade-met" in few


def test_why_a_course_was_not_given_names_the_rule_and_what_it_lacked(
    run: Run, office: Path
) -> None:
    record = office / "records" / "l-1.json"
    record.write_text(record.read_text().replace('"grade": "B"', '"grade": "D"'))
    done = run("why", "records/l-1.json", "--not", "CSCI 141", *ASKED)
    assert done.returncode == 0, done.stderr
    assert "pathway@2024/one" in done.stdout
    assert "grade >= C" in done.stdout


def test_why_not_of_a_course_that_no_rule_gives(run: Run) -> None:
    done = run("why", "records/l-1.json", "--not", "ART 1", *ASKED)
    assert done.returncode == 0
    assert "no rule gives HOME:ART 1" in done.stdout


def test_policy_tests_that_hold_exit_with_0(run: Run) -> None:
    done = run("test", "policies", "--verbose")
    assert done.returncode == 0, done.stdout
    assert "passed a C is enough" in done.stdout
    assert done.stdout.endswith("1 passed\n")


def test_a_failing_test_says_what_came_instead_and_why(run: Run, office: Path) -> None:
    policy = office / "policies" / "office.art"
    policy.write_text(policy.read_text().replace("grade >= C\n", "grade >= B\n", 1))
    done = run("test", "policies")
    assert done.returncode == 3
    assert "failed a C is enough" in done.stdout
    assert "expected CSCI 141 [4 cr] by pathway/one" in done.stdout
    assert "came     no line gives it" in done.stdout
    shown = json.loads(run("test", "policies", "--format", "json").stdout)
    assert shown["schema"] == "articulate.test/1"
    assert (shown["passed"], shown["failed"]) == (0, 1)
    failures = shown["tests"][0]["failures"]
    assert [one["came"] for one in failures] == ["no line gives it", "total 0 cr"]
    assert failures[0]["origin"].startswith("policies/office.art:")
