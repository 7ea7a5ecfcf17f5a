"""Usage: help is quick, wrong usage exits with 2, and nobody ever sees a trace."""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from typer.testing import CliRunner

from articulate.cli import check, main
from articulate.cli.exits import Exit

Run = Callable[..., CompletedProcess[str]]
COMMANDS = [
    *("check", "fmt", "test", "import", "evaluate"),
    *("audit", "why", "explain", "demo"),
]
REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "cli.md"


def test_help_lists_every_command(installed: Run) -> None:
    done = installed("--help")
    assert done.returncode == 0
    assert all(f" {name} " in done.stdout for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_a_place_in_the_reference(name: str) -> None:
    shown = CliRunner().invoke(main.app, [name, "--help"])
    assert shown.exit_code == 0
    assert f"## articulate {name}\n" in REFERENCE.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_in_the_reference(name: str) -> None:
    shown = CliRunner().invoke(
        main.app, [name, "--help"], env={"COLUMNS": "200", "NO_COLOR": "1"}
    )
    options = {
        word
        for line in shown.stdout.splitlines()
        for word in line.split()
        if word.startswith("--") and word.strip("-").replace("-", "").isalpha()
    }
    text = REFERENCE.read_text(encoding="utf-8")
    assert not {one for one in options - {"--help"} if one not in text}


def test_help_is_quick(installed: Run) -> None:
    """Well under half a second where nothing else runs; thrice that here."""
    quickest = min(_seconds(installed, "evaluate", "--help") for _ in range(3))
    assert quickest < 1.5


def _seconds(run: Run, *arguments: str) -> float:
    start = time.perf_counter()
    run(*arguments)
    return time.perf_counter() - start


def test_help_loads_no_service_and_no_solver() -> None:
    loaded = (
        "import sys; from articulate.cli import main;"
        "print([m for m in sys.modules if m.split('.')[0] in"
        " ('lark', 'openpyxl', 'ortools', 'pydantic', 'numpy', 'pandas')"
        " or m.startswith('articulate.services')])"
    )
    with os.popen(f'{sys.executable} -c "{loaded}"') as out:  # noqa: S605 - our own words
        assert out.read().strip() == "[]"


def test_the_version_is_that_of_the_package(installed: Run) -> None:
    assert installed("--version").stdout.startswith("articulate 0.")


WRONG = {
    "a path that does not exist": ("check", "nowhere"),
    "no path": ("check",),
    "an unknown command": ("chekc", "policies"),
    "an unknown option": ("check", "policies", "--stirct"),
    "an unknown format": ("check", "policies", "--format", "xml"),
    "a day that is no day": (
        *("evaluate", "records/l-1.json", "--policies", "policies"),
        *("--as-of", "2024-02-30"),
    ),
    "a record that does not exist": ("evaluate", "no.json", "--policies", "policies"),
    "no policies": ("evaluate", "records/l-1.json"),
    "an unknown degree": (
        *("evaluate", "records/l-1.json", "--policies", "policies"),
        *("--degree", "bs-sc"),
    ),
    "an unknown institution": (
        *("evaluate", "records/l-1.json", "--policies", "policies"),
        *("--for", "AWAY"),
    ),
    "pages for several records and no folder": (
        *("evaluate", "records", "--policies", "policies", "--format", "html"),
    ),
    "an audit of no degree": ("audit", "records/l-1.json", "--policies", "policies"),
    "why of nothing": ("why", "records/l-1.json", "--policies", "policies"),
    "why of a line that is not there": (
        *("why", "records/l-1.json", "c99", "--policies", "policies"),
    ),
    "a demonstration in a folder that is not empty": ("demo", "policies"),
}


@pytest.mark.parametrize("arguments", WRONG.values(), ids=WRONG)
def test_wrong_usage_exits_with_2(run: Run, arguments: tuple[str, ...]) -> None:
    done = run(*arguments)
    assert done.returncode == 2, (done.stdout, done.stderr)
    assert done.stderr
    assert "Traceback" not in done.stderr


def test_a_degree_that_is_misspelt_is_offered_the_nearest(run: Run) -> None:
    done = run(*WRONG["an unknown degree"])
    assert "did you mean" in done.stderr
    assert "bs-cs" in done.stderr


def test_several_receivers_and_none_named_is_wrong_usage(
    run: Run, office: Path
) -> None:
    (office / "policies" / "other.art").write_text(
        'institution AWAY "Away College" { unit semester }\n'
        'policy other "Policy" for AWAY version 1 effective 2020-01-01 {\n'
        '  cites "x"\n  surplus keep\n}\n'
    )
    own = office / "policies" / "office.art"
    own.write_text(own.read_text().replace('enough" {', 'enough" for HOME {'))
    wanted = ("evaluate", "records/l-1.json", "--policies", "policies")
    done = run(*wanted, "--as-of", "2024-09-01")
    assert done.returncode == 2
    assert "--for" in done.stderr
    assert run(*wanted, "--as-of", "2024-09-01", "--for", "HOME").returncode == 0


def test_policies_may_be_set_once_in_the_environment(run: Run) -> None:
    done = run(
        *("evaluate", "records/l-1.json", "--as-of", "2024-09-01"),
        ARTICULATE_POLICIES="policies",
    )
    assert done.returncode == 0, done.stderr


def test_a_file_that_may_not_be_read_is_said_without_a_trace(
    run: Run, office: Path
) -> None:
    (office / "policies" / "folder.art").mkdir()
    done = run("evaluate", "records/l-1.json", "--policies", "policies/folder.art")
    assert "Traceback" not in done.stderr
    out = run(
        *("evaluate", "records/l-1.json", "--policies", "policies"),
        *("--as-of", "2024-09-01", "--output", "records"),
    )
    assert out.returncode == 2
    assert "error: cannot use `records`" in out.stderr
    assert "Traceback" not in out.stderr


def test_a_mistake_of_ours_is_a_problem_and_no_trace(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], office: Path
) -> None:
    def fail(*_args: object, **_options: object) -> None:
        msg = "nobody thought of this"
        raise KeyError(msg)

    monkeypatch.setattr("articulate.bootstrap.command.check_files", fail)
    monkeypatch.setattr(sys, "argv", ["articulate", "check", str(office)])
    with pytest.raises(SystemExit) as left:
        main.main()
    assert left.value.code == Exit.OUR_MISTAKE
    said = capsys.readouterr().err
    assert "error[AR901]: articulate made a mistake: KeyError" in said
    assert "Traceback" not in said
    assert check.__name__ == "articulate.cli.check"


def test_debug_shows_the_trace_of_a_mistake_of_ours(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], office: Path
) -> None:
    def fail(*_args: object, **_options: object) -> None:
        msg = "nobody thought of this"
        raise KeyError(msg)

    monkeypatch.setattr("articulate.bootstrap.command.check_files", fail)
    monkeypatch.setattr(sys, "argv", ["articulate", "--debug", "check", str(office)])
    with pytest.raises(SystemExit):
        main.main()
    assert "Traceback" in capsys.readouterr().err


def test_there_is_no_color_away_from_a_terminal(installed: Run) -> None:
    for environment in ({}, {"NO_COLOR": "1"}):
        done = installed("check", "policies", **environment)
        assert "\x1b[" not in done.stdout + done.stderr


def test_exit_codes_are_those_of_the_reference() -> None:
    text = REFERENCE.read_text(encoding="utf-8")
    assert all(f"| {code.value} | " in text for code in Exit)
