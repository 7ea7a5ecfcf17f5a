"""Every command and every option has its place in the reference."""

import re
from pathlib import Path

import pytest
import typer.main

from articulate.cli.main import app

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "cli.md"
TEXT = PAGE.read_text(encoding="utf-8")
SHARED = TEXT.partition("## What commands share")[2].partition("\n## ")[0]
HEADING = re.compile(r"^## articulate ([a-z][a-z-]*)", re.MULTILINE)


def commands() -> dict[str, set[str]]:
    """Each command, with its options as they are typed."""
    group = typer.main.get_group(app)
    return {
        name: {
            option
            for parameter in command.params
            for option in (*parameter.opts, *parameter.secondary_opts)
            if option.startswith("--") and option != "--help"
        }
        for name, command in group.commands.items()
    }


def section(command: str) -> str:
    """What the page says of one command."""
    return TEXT.partition(f"## articulate {command}\n")[2].partition("\n## ")[0]


def test_the_page_is_about_the_commands_there_are() -> None:
    assert set(HEADING.findall(TEXT)) == set(commands())


@pytest.mark.parametrize("command", sorted(commands()))
def test_every_option_is_described(command: str) -> None:
    described = set(re.findall(r"--[a-z-]+", section(command) + SHARED))
    assert commands()[command] <= described


@pytest.mark.parametrize("command", sorted(commands()))
def test_a_command_is_shown_with_what_it_takes(command: str) -> None:
    assert f"    articulate {command}" in section(command)


@pytest.mark.parametrize("command", sorted(commands()))
def test_no_option_is_described_that_is_gone(command: str) -> None:
    typed = re.findall(r"^    articulate .*$", section(command), re.MULTILINE)
    named = {option for line in typed for option in re.findall(r"--[a-z-]+", line)}
    assert named <= commands()[command]
