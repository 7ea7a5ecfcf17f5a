"""The cases of the kit that need a record: a command that is run, and what it says.

A topic folder may hold `cases/*.json`, each a list of cases. One case is

    {"title": "...", "records": {"r.json": {...}}, "run": ["evaluate", "r.json", ...],
     "exit": 0, "out": FRAGMENT, "err": ["words on standard error"],
     "says": ["words on standard output"], "files": {"policies/bad.art": "..."},
     "open": "why this is not so yet"}

The policies of the folder are copied to `policies/` beside the records. A fragment
matches an object that has at least its keys, a list of the same length, anything else
exactly; `$keys` are all the keys, `$has` are elements that a list has, `$lacks` are
keys or elements it has not, `$matches` is a pattern for a text, `$all` are several
fragments.
"""

import json
import re
import shutil
import sys
from fractions import Fraction
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from articulate.cli.main import main

HERE = Path(__file__).parent
GIVEN = ("earned", "granted")
SPENT = (
    "awarded",
    "elective",
    "accepted",
    "denied",
    "referred",
    "unarticulated",
    "superseded",
    "in_progress",
    "rounding",
)


def _cases() -> list[Any]:
    found = []
    for file in sorted(HERE.glob("*/cases/*.json")):
        topic = file.parent.parent
        for case in json.loads(file.read_text(encoding="utf-8")):
            name = f"{topic.name}: {case['title']}"
            marks = []
            if (
                "open" in case
            ):  # a known gap: the case stays, and says so when it is closed
                marks = [pytest.mark.xfail(strict=True, reason=case["open"])]
            found.append(pytest.param(topic, case, id=name, marks=marks))
    return found


def _matches(got: object, wanted: object, at: str = "$") -> list[str]:
    """What differs, each with its place."""
    if isinstance(wanted, dict):
        return _matches_object(got, wanted, at)
    if isinstance(wanted, list):
        if not isinstance(got, list) or len(got) != len(wanted):
            return [f"{at}: wanted {wanted!r}, got {got!r}"]
        pairs = enumerate(zip(got, wanted, strict=True))
        return [
            wrong
            for n, (one, two) in pairs
            for wrong in _matches(one, two, f"{at}[{n}]")
        ]
    if got != wanted or isinstance(got, bool) != isinstance(wanted, bool):
        return [f"{at}: wanted {wanted!r}, got {got!r}"]
    return []


def _matches_object(got: object, wanted: dict[str, Any], at: str) -> list[str]:
    wrong: list[str] = []
    for key, value in wanted.items():
        match key:
            case "$all":
                wrong += [found for each in value for found in _matches(got, each, at)]
            case "$keys":
                if not isinstance(got, dict) or sorted(got) != sorted(value):
                    wrong.append(f"{at}: wanted the keys {value!r}, got {got!r}")
            case "$has":
                elements = got if isinstance(got, list) else []
                wrong += [
                    f"{at}: wanted one like {each!r}, got {got!r}"
                    for each in value
                    if not any(not _matches(element, each) for element in elements)
                ]
            case "$lacks":
                held = got if isinstance(got, dict | list) else ()
                wrong += [f"{at}: has {each!r}" for each in value if each in held]
            case "$matches":
                if not isinstance(got, str) or not re.search(value, got):
                    wrong.append(f"{at}: wanted {value!r}, got {got!r}")
            case _:
                if not isinstance(got, dict) or key not in got:
                    wrong.append(f"{at}.{key}: missing from {got!r}")
                else:
                    wrong += _matches(got[key], value, f"{at}.{key}")
    return wrong


def _sorted_pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    assert keys == sorted(keys), f"the keys are not sorted: {keys}"
    return dict(pairs)


def _conserves(result: object) -> None:
    """Credit is conserved, whatever the case is about."""
    if isinstance(result, dict) and isinstance(result.get("totals"), dict):
        totals = result["totals"]
        given = sum(Fraction(totals[key]) for key in GIVEN)
        spent = sum(Fraction(totals[key]) for key in SPENT)
        assert given == spent, totals


def _run(arguments: list[str], monkeypatch: pytest.MonkeyPatch) -> tuple[int, str, str]:
    """Run the program's own front door, without a process of its own."""
    out, err = StringIO(), StringIO()
    with monkeypatch.context() as patched:
        patched.setattr(sys, "argv", ["articulate", *arguments])
        patched.setattr(sys, "stdout", out)
        patched.setattr(sys, "stderr", err)
        patched.setenv("NO_COLOR", "1")
        patched.setenv("COLUMNS", "200")
        with pytest.raises(SystemExit) as left:
            main()
    return int(left.value.code or 0), out.getvalue(), err.getvalue()


@pytest.mark.parametrize(("topic", "case"), _cases())
def test_the_command_does_what_the_contract_says(
    topic: Path, case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    policies = tmp_path / "policies"
    policies.mkdir()
    for file in topic.glob("*.art"):
        shutil.copy(file, policies)
    for name, record in case.get("records", {}).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        text = record if isinstance(record, str) else json.dumps(record)
        (tmp_path / name).write_text(text, encoding="utf-8")
    for name, text in case.get("files", {}).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")

    code, out, err = _run(case["run"], monkeypatch)

    assert code == case.get("exit", 0), out + err
    for words in case.get("err", []):
        assert words in err
    for words in case.get("says", []):
        assert words in out
    if "out" in case:
        result = json.loads(out, object_pairs_hook=_sorted_pairs)
        _conserves(result)
        wrong = _matches(result, case["out"])
        assert not wrong, "\n".join(wrong)
