"""The JSON of a result is that of the contract, section 8 and section 10(z)."""

import json
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.diagnostics.span import Span
from articulate.explain.machine import (
    as_text,
    check_json,
    evaluation_json,
    target_json,
)
from articulate.explain.outline import Shown
from articulate.model.award import AwardKind, CreditAward
from articulate.model.identifiers import Attribute

HERE = Path(__file__).parent


def test_the_whole_result_stays_as_it_is(
    shown: Shown, snapshot: Callable[[str, Path], None]
) -> None:
    text = as_text(evaluation_json(shown)) + "\n"
    snapshot(text, HERE / "snapshots" / "evaluation.json")


def test_keys_are_sorted_everywhere(shown: Shown) -> None:
    def sorted_keys(pairs: list[tuple[str, object]]) -> dict[str, object]:
        keys = [key for key, _ in pairs]
        assert keys == sorted(keys)
        return dict(pairs)

    json.loads(as_text(evaluation_json(shown)), object_pairs_hook=sorted_keys)


def test_the_result_has_every_key_of_the_contract(shown: Shown) -> None:
    result = evaluation_json(shown)
    assert set(result) == {
        *("schema", "learner", "as_of", "rulebook", "record"),
        *("lines", "totals", "limits", "audit"),
    }
    assert result["schema"] == "articulate.evaluation/1"


def test_a_line_has_every_key_of_the_contract(shown: Shown) -> None:
    wanted = {
        *("learning", "status", "rule", "origin"),
        *("targets", "governing", "reasons", "passed_over"),
    }
    lines = json.loads(as_text(evaluation_json(shown)))["lines"]
    assert all(wanted <= set(line) for line in lines)
    first = lines[0]
    assert first["origin"] == "policies/state/ncc.art:12:3"
    assert first["governing"] == {"clock": "requested", "date": "2024-08-25"}
    assert first["targets"] == [
        {"kind": "course", "code": "STATE:CSCI 141", "credits": "3.33"}
    ]


def test_a_cell_is_an_origin_too(shown: Shown) -> None:
    lines = json.loads(as_text(evaluation_json(shown)))["lines"]
    assert "ncc-2024.xlsx!NCC!B17" in [line["origin"] for line in lines]


def test_totals_have_every_key_also_where_there_is_nothing(shown: Shown) -> None:
    totals = json.loads(as_text(evaluation_json(shown)))["totals"]
    assert set(totals) == {
        *("unit", "earned", "granted", "awarded", "elective", "accepted", "denied"),
        *("referred", "unarticulated", "superseded", "in_progress", "rounding"),
    }
    assert totals["rounding"] == "0"
    assert totals["in_progress"] == "3.33"


def test_several_degrees_are_a_list(shown: Shown) -> None:
    both = replace(shown, audits=shown.audits * 2, several=True)
    result = json.loads(as_text(evaluation_json(both)))
    assert "audit" not in result
    assert [audit["degree"] for audit in result["audits"]] == ["bs-cs@2024"] * 2


def test_without_a_degree_there_is_no_audit(shown: Shown) -> None:
    result = evaluation_json(replace(shown, audits=()))
    assert not {"audit", "audits"} & set(result)


def test_an_audit_says_what_is_applied_and_what_is_missing(shown: Shown) -> None:
    audit = json.loads(as_text(evaluation_json(shown)))["audit"]
    core = audit["groups"][0]
    assert audit["credits"] == {"required": "120", "applied": "15.66"}
    assert core["status"] == "incomplete"
    assert core["applied"][0] == {
        "code": "STATE:CSCI 141",
        "credits": "3.33",
        "from": ["c1"],
    }
    assert core["missing"]
    assert audit["residency"][0] == {
        "rule": "total",
        "required": "30",
        "counted": "0",
        "status": "short",
    }
    assert audit["certificate"] == {"kind": "flow", "checked": True}


TARGETS = {
    "credit that is no exact decimal is a fraction": (
        CreditAward(AwardKind.ELECTIVE, Fraction(8, 3), Fraction(8, 3)),
        {"kind": "elective", "subject": None, "level": None, "credits": "8/3"},
    ),
    "a requirement names its attribute": (
        CreditAward(
            AwardKind.REQUIREMENT,
            Fraction(0),
            Fraction(0),
            attributes=(Attribute("GE.HUM"),),
        ),
        {"kind": "requirement", "attribute": "GE.HUM", "credits": "0"},
    ),
    "a block names its title": (
        CreditAward(
            AwardKind.BLOCK, Fraction(30), Fraction(30), title="Lower division"
        ),
        {"kind": "block", "title": "Lower division", "credits": "30"},
    ),
}


@pytest.mark.parametrize(("target", "wanted"), TARGETS.values(), ids=TARGETS)
def test_a_target_has_the_keys_of_its_kind(
    target: CreditAward, wanted: dict[str, str | None]
) -> None:
    assert target_json(target) == wanted


def test_a_problem_is_written_as_the_contract_says() -> None:
    problem = Diagnostic(
        code=Code.LAYOUT_MISSING,
        place=Span("a.art", 2, 3, 2, 7),
        message="subject `NRUS` is not in the catalog",
        help="did you mean `NURS`?",
        also=(Span("b.art", 1, 1, 1, 2),),
        severity=Severity.WARNING,
        witness='{"learner": {"id": "L-1"}}',
    )
    assert check_json([problem]) == {
        "schema": "articulate.check/1",
        "diagnostics": [
            {
                "code": "AR645",
                "severity": "warning",
                "message": "subject `NRUS` is not in the catalog",
                "help": "did you mean `NURS`?",
                "origin": "a.art:2:3",
                "also": ["b.art:1:1"],
                "witness": {"learner": {"id": "L-1"}},
            }
        ],
    }
