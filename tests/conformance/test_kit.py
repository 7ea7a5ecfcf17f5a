"""The conformance kit: each folder of policies is a little world, run by the command.

Another engine runs the kit by naming its command in `ARTICULATE_COMMAND`; the README
beside this file says what that command must understand.
"""

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from articulate.cli.main import main

KIT = Path(__file__).parent


def _run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command: our own by its front door, another engine's as a process."""
    named = os.environ.get("ARTICULATE_COMMAND")  # noqa: TID251 - a test's own door
    if not named:
        return _by_the_front_door(list(arguments))
    return subprocess.run(
        [*shlex.split(named), *arguments],
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=300,
    )


def _by_the_front_door(arguments: list[str]) -> subprocess.CompletedProcess[str]:
    out, err = StringIO(), StringIO()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sys, "argv", ["articulate", *arguments])
        patched.setattr(sys, "stdout", out)
        patched.setattr(sys, "stderr", err)
        patched.setenv("NO_COLOR", "1")
        patched.setenv("COLUMNS", "200")
        with pytest.raises(SystemExit) as left:
            main()
    code = int(left.value.code or 0)
    return subprocess.CompletedProcess(arguments, code, out.getvalue(), err.getvalue())


def worlds() -> Iterator[Path]:
    """Each folder of the kit with policies in it, however deep."""
    for folder in sorted(path for path in KIT.rglob("*") if path.is_dir()):
        if any(folder.glob("*.art")):
            yield folder


def cases() -> Iterator[Any]:
    """Each case of each `cases.json`, with the folder that it is about."""
    for folder in worlds():
        for file in sorted(folder.glob("cases*.json")):
            for case in json.loads(file.read_text(encoding="utf-8")):
                name = f"{folder.relative_to(KIT)}: {case['title']}"
                yield pytest.param(folder, case, id=name)


def missing(wanted: object, got: object, where: str = "result") -> str | None:
    """Say what of *wanted* is not in *got*, or nothing.

    An object may have more keys than are wanted. Of a list each wanted item has an item
    of its own in what came, in any order, among others.
    """
    if isinstance(wanted, dict):
        if not isinstance(got, dict):
            return f"{where}: wanted an object, came {got!r}"
        for key, value in wanted.items():
            if key not in got:
                return f"{where}: `{key}` is not there"
            if problem := missing(value, got[key], f"{where}.{key}"):
                return problem
        return None
    if isinstance(wanted, list):
        if not isinstance(got, list):
            return f"{where}: wanted a list, came {got!r}"
        if not _placed(wanted, got):
            return f"{where}: not all of {wanted} are in {got}"
        return None
    return None if wanted == got else f"{where}: wanted {wanted!r}, came {got!r}"


def _placed(wanted: list[Any], got: list[Any]) -> bool:
    if not wanted:
        return True
    first, *others = wanted
    return any(
        missing(first, item) is None and _placed(others, got[:at] + got[at + 1 :])
        for at, item in enumerate(got)
    )


@pytest.mark.parametrize(
    "world", list(worlds()), ids=lambda world: str(world.relative_to(KIT))
)
def test_the_tests_of_a_world_pass(world: Path) -> None:
    if not any("test " in file.read_text(encoding="utf-8") for file in _files(world)):
        pytest.skip("this world has cases in JSON only")
    done = _run("test", str(world))
    assert done.returncode == 0, done.stdout + done.stderr


def _files(world: Path) -> list[Path]:
    return [*world.glob("*.art"), *world.glob("*.art.md")]


@pytest.mark.parametrize(("world", "case"), list(cases()))
def test_a_case_comes_out_as_it_says(
    world: Path, case: dict[str, Any], tmp_path: Path
) -> None:
    arguments = _arguments(world, case, tmp_path)
    done = _run(*arguments)
    assert done.returncode == case.get("exit", 0), done.stdout + done.stderr
    if "expect" in case:
        got = json.loads(done.stdout)
        assert missing(case["expect"], got) is None, missing(case["expect"], got)
    if "lines" in case:
        came = len(json.loads(done.stdout)["lines"])
        assert came == case["lines"], f"{came} lines came"
    for text in case.get("says", []):
        assert text in done.stdout + done.stderr
    for text in case.get("never", []):
        assert text not in done.stdout + done.stderr
    if "same as" in case:
        _same(case, done.stdout, world, tmp_path)


def _arguments(world: Path, case: dict[str, Any], folder: Path) -> list[str]:
    if case.get("command", "evaluate") == "check":
        return ["check", str(world), "--format", "json"]
    record = folder / "record.json"
    record.write_text(json.dumps(case["record"]), encoding="utf-8")
    options = {"--as-of": case["as of"]}
    for key, option in (("for", "--for"), ("known at", "--known-at")):
        if key in case:
            options[option] = case[key]
    arguments = ["evaluate", str(record), "--policies", str(world), "--format", "json"]
    for option, value in options.items():
        arguments += [option, value]
    for degree in case.get("degrees", []):
        arguments += ["--degree", degree]
    arguments += case.get("options", [])
    return arguments


def _same(case: dict[str, Any], got: str, world: Path, folder: Path) -> None:
    """Another record of the same learning gives the same lines, totals and limits."""
    other = _run(*_arguments(world, {**case, "record": case["same as"]}, folder))
    first, second = json.loads(got), json.loads(other.stdout)
    for key in ("lines", "totals", "limits"):
        assert first[key] == second[key], key
