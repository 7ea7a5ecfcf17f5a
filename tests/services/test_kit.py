"""The runner of the conformance kit: a kit that fails is seen to fail."""

import json
from collections.abc import Mapping, Sequence

import pytest

from articulate.services.kit import (
    Came,
    KitResult,
    Outcome,
    Run,
    counts_of,
    json_of_kit,
    run_kit,
)
from articulate.services.kit_fragments import (
    Loaded,
    among_others,
    as_exactly,
    unconserved,
)
from articulate.services.kit_reading import cases_of

WORLD = b'test "one" {\n}\ntest "two" {\n}\n'
RESULT = {"lines": [{"status": "awarded"}, {"status": "denied"}], "totals": {}}


def engine(code: int = 0, out: object = RESULT, err: str = "") -> Run:
    """An engine that answers everything alike."""

    def run(arguments: Sequence[str], files: Mapping[str, bytes]) -> Came:
        assert arguments
        assert files
        return Came(code, out if isinstance(out, str) else json.dumps(out), err)

    return run


def kit(**case: object) -> Mapping[str, bytes]:
    """A world with one case in JSON beside it."""
    said = {"title": "t", "record": {}, "as of": "2024-09-01", **case}
    return {"world/a.art": b"", "world/cases.json": json.dumps([said]).encode()}


def ran(files: Mapping[str, bytes], run: Run) -> KitResult:
    """The one case of a kit, run."""
    (result,) = run_kit(cases_of(files), run)
    return result


def test_a_world_counts_as_many_cases_as_it_has_tests() -> None:
    result = ran({"world/a.art": WORLD}, engine())
    assert result.case.name == "world: its tests"
    assert counts_of([result])[Outcome.PASSED] == 2


def test_a_world_whose_tests_fail_says_what_was_printed() -> None:
    result = ran({"world/a.art": WORLD}, engine(3, "failed one"))
    assert result.outcome is Outcome.FAILED
    assert result.problems == ("exit 3 came, not 0", "failed one")


FAILING = {
    "another exit code": ({"exit": 1}, engine()),
    "a value that is not there": ({"expect": {"lines": [{"rule": "x"}]}}, engine()),
    "more lines than came": ({"lines": 3}, engine()),
    "a text that is not said": ({"says": ["superseded"]}, engine()),
    "a text that is never said": ({"never": ["denied"]}, engine()),
    "no JSON at all": ({"expect": {}}, engine(0, "lines: none")),
    "two items where one came": (
        {"expect": {"lines": [{"status": "denied"}, {"status": "denied"}]}},
        engine(),
    ),
}


@pytest.mark.parametrize(("case", "run"), FAILING.values(), ids=FAILING)
def test_a_case_fails(case: dict[str, object], run: Run) -> None:
    result = ran(kit(**case), run)
    assert result.outcome is Outcome.FAILED
    assert result.problems


def test_a_case_passes_where_all_of_it_is_there() -> None:
    wanted = {"lines": [{"status": "denied"}], "totals": {}}
    result = ran(kit(expect=wanted, lines=2, says=["awarded"]), engine())
    assert result.outcome is Outcome.PASSED


def test_another_record_that_gives_something_else_is_a_failure() -> None:
    def run(arguments: Sequence[str], files: Mapping[str, bytes]) -> Came:
        lines = [] if b"other" in files["record.json"] else RESULT["lines"]
        return Came(0, json.dumps(RESULT | {"lines": lines}), " ".join(arguments))

    result = ran(kit(**{"same as": {"id": "other"}}), run)
    assert result.problems == ("the other record gives other lines",)


def test_an_open_case_that_fails_is_open() -> None:
    result = ran(kit(exit=1, open="not yet"), engine())
    assert result.outcome is Outcome.OPEN
    assert json_of_kit([result])["open"] == 1


def test_an_open_case_that_passes_is_a_failure() -> None:
    result = ran(kit(open="not yet"), engine())
    assert result.problems == ("it passes now, and is no longer open: not yet",)


def test_a_file_that_cannot_be_read_is_a_case_that_fails() -> None:
    files = {"world/a.art": b"", "world/cases.json": b"[{"}
    result = ran(files, engine())
    assert result.problems[0].startswith("world/cases.json is no JSON")
    (result,) = run_kit(cases_of(files | {"world/cases.json": b"[{}]"}), engine())
    assert "case 1, cannot be read" in result.problems[0]


def test_a_command_is_run_as_it_is_typed() -> None:
    case = {
        "title": "t",
        "run": ["check", "policies"],
        "files": {"policies/b.art": "x"},
    }
    files = {"w/a.art": b"", "w/cases/c.json": json.dumps([case]).encode()}
    (read,) = cases_of(files)
    assert read.command == ("check", "policies")
    assert read.files == {"policies/a.art": b"", "policies/b.art": b"x"}


def test_the_stricter_form_wants_sorted_keys_and_conserved_credit() -> None:
    case = {"title": "t", "run": ["evaluate"], "out": {}}
    files = {"w/a.art": b"", "w/cases/c.json": json.dumps([case]).encode()}
    assert "not sorted" in ran(files, engine(0, '{"b": 1, "a": 2}')).problems[0]
    spent = dict.fromkeys(("awarded", "elective", "accepted", "denied"), "0")
    spent |= dict.fromkeys(("referred", "unarticulated", "superseded"), "0")
    totals: dict[str, Loaded] = {
        **spent,
        "in_progress": "0",
        "rounding": "0",
        "earned": "3",
    }
    kept = {"totals": dict(sorted((totals | {"granted": "0"}).items()))}
    assert ran(files, engine(0, kept)).problems[0].startswith("credit is not conserved")
    assert list(unconserved({"totals": totals | {"granted": "-3"}})) == []


STRICT: dict[str, tuple[Loaded, Loaded, Loaded]] = {
    "all the keys": ({"$keys": ["a"]}, {"a": 1}, {"a": 1, "b": 2}),
    "an element that a list has": ({"$has": [1]}, [2, 1], [2]),
    "a key it has not": ({"$lacks": ["b"]}, {"a": 1}, {"b": 1}),
    "a pattern": ({"$matches": "^sha256:"}, "sha256:0", "md5:0"),
    "several fragments": ({"$all": [{"a": 1}, {"b": 2}]}, {"a": 1, "b": 2}, {"a": 1}),
    "a list of one length": ([1], [1], [1, 2]),
    "a key that is there": ({"a": 1}, {"a": 1, "b": 2}, {"b": 2}),
    "truth is no number": (1, 1, True),
}


@pytest.mark.parametrize(("wanted", "good", "bad"), STRICT.values(), ids=STRICT)
def test_the_stricter_form(wanted: Loaded, good: Loaded, bad: Loaded) -> None:
    assert as_exactly(good, wanted) == []
    assert as_exactly(bad, wanted)


def test_the_looser_form_finds_each_item_one_of_its_own() -> None:
    assert not list(among_others([1, 2], [2, 3, 1]))
    assert list(among_others([1, 1], [1, 2]))
    assert list(among_others({}, []))
    assert list(among_others([], {}))
