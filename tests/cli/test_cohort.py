"""`articulate cohort`: the courses of many learners from one table."""

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import polars as pl
import pytest

Run = Callable[..., CompletedProcess[str]]
POLICIES = """
scale us { points A 4.0, B 3.0, C 2.0, D 1.0, F 0.0 no-credit W }
institution STATE "State" { kind four-year unit semester grades us }
institution NCC "Northfield" { kind two-year unit quarter grades us }
catalog STATE version 1 effective 2020-01-01 {
  cites "x"
  course CSCI 141 "Programming" 4 cr lower
  course CSCI 241 "Data" 4 cr lower
}
equivalencies ncc from NCC to STATE version 1 effective 2020-01-01 {
  cites "x" governed by requested
  rule one: CIS 120 -> CSCI 141 when grade >= C
  rule two: CIS 130 + CIS 131 -> CSCI 241 [4 cr]
}
policy p for STATE version 1 effective 2020-01-01 {
  cites "x" governed by requested
  minimum old: grade >= C when completed < 2010-08-15 and transfer gpa >= 2.0
  convert quarter -> semester by 2/3 round half-up to 0.01 per course
  repeat now: best grade
  limit two-year: at most 6 cr from two-year institutions
}
"""
COURSES = """learner,institution,code,grade,credits,unit,completed
L-1,NCC,CIS 120,B,4,quarter,2024-06-10
L-2,NCC,CIS 120,D,4,quarter,2024-06-10
L-2,NCC,CIS 130,A,4,quarter,2024-06-10
L-3,NCC,CIS 130,B,4,quarter,2024-06-10
L-3,NCC,CIS 131,B,4,quarter,2024-06-10
L-4,NCC,CIS 120,C,4,quarter,2024-03-10
L-4,NCC,CIS 120,A,4,quarter,2024-06-10
L-5,NCC,CIS 130,B,4,quarter,2024-06-10
L-5,NCC,CIS 131,B,4,quarter,2024-06-10
L-5,NCC,CIS 120,A,4,quarter,2024-06-10
"""
ASKED = ("--policies", "p.art", "--as-of", "2024-09-01")


@pytest.fixture
def tables(office: Path) -> Path:
    (office / "p.art").write_text(POLICIES, encoding="utf-8")
    (office / "courses.csv").write_text(COURSES, encoding="utf-8")
    return office


def test_lines_and_credit_are_counted_and_reconcile(run: Run, tables: Path) -> None:
    assert tables.is_dir()
    done = run("cohort", "courses.csv", *ASKED, "--format", "json")
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["schema"] == "articulate.cohort/1"
    # One repeats a course, one is given more than the limit allows.
    assert (found["learners"], found["by_engine"]) == (5, 2)
    assert (found["handed"], found["handed_rules"]) == ({"limit": 1, "shared": 1}, [])
    assert found["lines"] == {"awarded": 5, "superseded": 1, "unarticulated": 2}
    assert found["credits"] == {
        "earned": "26.7",
        "accepted": "3.35",
        "awarded": "15.34",
        "superseded": "2.67",
        "unarticulated": "5.34",
    }


def test_who_is_evaluated_one_by_one_is_explained(run: Run, tables: Path) -> None:
    asks = "rule one: CIS 120 -> CSCI 141 when grade >= C and transfer gpa >= 2.0"
    text = POLICIES.replace("rule one: CIS 120 -> CSCI 141 when grade >= C", asks)
    (tables / "p.art").write_text(text, encoding="utf-8")
    done = run("cohort", "courses.csv", *ASKED)
    assert done.stdout.splitlines()[:3] == [
        "5 learners, 3 of them one by one",
        "  3: a rule about one of their courses needs more than the course",
        "rules that need one by one: ncc@1/one",
    ]


def test_every_award_is_written_with_its_rule(run: Run, tables: Path) -> None:
    done = run("cohort", "courses.csv", *ASKED, "--output", "awards.parquet")
    assert done.returncode == 0, done.stderr
    awards = pl.read_parquet(tables / "awards.parquet").cast(pl.String)
    rows = {(row[0], row[1]): row for row in awards.iter_rows()}
    assert rows["L-1", "1"][2:] == (
        *("awarded", "ncc@1/one", "course", "STATE:CSCI 141"),
        *(None, None, None, "2.67"),
    )
    assert rows["L-3", "1 + 2"][3:6] == ("ncc@1/two", "course", "STATE:CSCI 241")
    assert rows["L-2", "2"][2:] == ("unarticulated", *(None,) * 7)


def test_parquet_with_days_and_decimals_is_the_same(run: Run, tables: Path) -> None:
    written = pl.read_csv(tables / "courses.csv", infer_schema=False)
    typed = written.with_columns(
        pl.col("credits").cast(pl.Decimal(6, 2)),
        pl.col("completed").str.to_date(),
        pl.col("grade").cast(pl.Categorical),
    )
    typed.sample(fraction=1, shuffle=True, seed=7).write_parquet(tables / "c.parquet")
    results = [
        run("cohort", name, *ASKED, "--format", "json").stdout
        for name in ("courses.csv", "c.parquet")
    ]
    assert results[0] == results[1]
    assert results[0]


def test_whoever_is_given_something_else_is_named(run: Run, tables: Path) -> None:
    other = POLICIES.replace("CSCI 141 when grade >= C", "CSCI 141 when grade >= D")
    (tables / "q.art").write_text(other, encoding="utf-8")
    asked = ("cohort", "courses.csv", *ASKED, "--against")
    done = run(*asked, "q.art", "--format", "json")
    assert json.loads(done.stdout)["differ"] == ["L-2"]
    same = run(*asked, "p.art")
    assert "0 learners are given something else" in same.stdout


def test_a_proof_is_what_evaluate_shows(run: Run, tables: Path) -> None:
    assert tables.is_dir()
    done = run("cohort", "courses.csv", *ASKED, "--proof", "L-2", "--format", "json")
    assert done.returncode == 0, done.stderr
    lines = json.loads(done.stdout)["lines"]
    assert [line["status"] for line in lines] == ["unarticulated", "unarticulated"]
    nobody = run("cohort", "courses.csv", *ASKED, "--proof", "L-9")
    assert nobody.returncode == 2
    assert "no learner `L-9`" in nobody.stderr


def test_who_cannot_be_read_is_named_and_left_out(run: Run, tables: Path) -> None:
    wrong = COURSES.replace("L-1,NCC,CIS 120,B,4,", "L-1,NCC,CIS 120,B,four,")
    (tables / "courses.csv").write_text(wrong, encoding="utf-8")
    done = run("cohort", "courses.csv", *ASKED)
    assert done.returncode == 1
    assert "AR691" in done.stderr
    assert "courses.csv!credits2" in done.stderr
    assert "4 learners" in done.stdout


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("courses.xlsx", b"PK"),
        ("courses.parquet", b"not a table"),
        ("courses.csv", b"learner,code\nL-1,CIS 120\n"),
        ("courses.csv", COURSES.replace("grade", "mark").encode()),
    ],
)
def test_what_is_no_table_of_courses_is_refused(
    run: Run, tables: Path, name: str, content: bytes
) -> None:
    (tables / name).write_bytes(content)
    done = run("cohort", name, *ASKED)
    assert done.returncode == 1
    assert "AR690" in done.stderr
    assert "Traceback" not in done.stderr


def test_binary_fractions_are_refused(run: Run, tables: Path) -> None:
    table = pl.read_csv(tables / "courses.csv", infer_schema=False)
    table.with_columns(pl.col("credits").cast(pl.Float64)).write_parquet(
        tables / "f.parquet"
    )
    done = run("cohort", "f.parquet", *ASKED)
    assert done.returncode == 1
    assert "binary fractions" in done.stderr
