"""Policies are compiled once, and again as soon as anything they came of differs."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

import pytest

from articulate.services.check_policy import CheckedPolicies, check_policy
from articulate.services.compiled_before import checked_before
from articulate.services.nearby_files import NearbyFiles


class Office(NearbyFiles, Protocol):
    """The shelf of the small office."""

    tables: dict[str, bytes]
    layouts: dict[str, str]


TABLE = """
table list from "lists/send.csv" layout plain
  as equivalencies general from SEND to HOME version 2024 effective 2020-01-01
"""
TEST = """
test "a C is enough" {
  given SEND:CS 5 grade C 3 semester completed 2024-05-10
  as of 2024-09-01
  expect CSCI 141
}
"""


@dataclass
class Memory:
    """Bundles in memory."""

    maker: str = "this program"
    kept: dict[str, bytes] = field(default_factory=dict)

    def read(self, name: str) -> bytes | None:
        return self.kept.get(name)

    def write(self, name: str, bundle: bytes) -> None:
        self.kept[name] = bundle


@dataclass
class Counting:
    """Count how often policies are compiled."""

    times: int = 0

    def __call__(self, *given: Any) -> CheckedPolicies:  # noqa: ANN401 - as given
        self.times += 1
        return check_policy(*given)


@pytest.fixture
def compiling() -> Counting:
    return Counting()


@pytest.fixture
def sources(office_text: str) -> dict[str, str]:
    return {"office.art": office_text + TABLE, "tests.art": TEST}


def test_what_was_compiled_is_read_back_with_everything_beside_it(
    sources: dict[str, str], shelf: Office, compiling: Counting
) -> None:
    bundles = Memory()
    first = checked_before(sources, shelf, bundles, compiling)
    again = checked_before(sources, shelf, bundles, compiling)
    assert compiling.times == 1
    assert again == first
    assert again.tests
    assert again.report.warnings


CHANGES: dict[str, Callable[[dict[str, str], Office, Memory], None]] = {
    "a word of a policy": lambda sources, _, __: sources.update(
        {"tests.art": sources["tests.art"].replace("is enough", "will do")}
    ),
    "the name of a file": lambda sources, _, __: sources.update(
        {"renamed.art": sources.pop("tests.art")}
    ),
    "a cell of a table": lambda _, shelf, __: shelf.tables.update(
        {"lists/send.csv": shelf.tables["lists/send.csv"].replace(b"CS 5", b"CS 7")}
    ),
    "a layout": lambda _, shelf, __: shelf.layouts.update(
        {"plain": shelf.layouts["plain"] + "\n"}
    ),
    "the program": lambda _, __, bundles: setattr(bundles, "maker", "a newer one"),
    "a byte of the bundle": lambda _, __, bundles: bundles.kept.update(
        {name: kept[:-3] + b"x" + kept[-2:] for name, kept in bundles.kept.items()}
    ),
    "the end of the bundle": lambda _, __, bundles: bundles.kept.update(
        {name: kept[:-9] for name, kept in bundles.kept.items()}
    ),
    "the form of the bundle": lambda _, __, bundles: bundles.kept.update(
        {name: kept.replace(b"/1", b"/0", 1) for name, kept in bundles.kept.items()}
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_one_difference_is_enough_to_compile_anew(
    change: Callable[[dict[str, str], Office, Memory], None],
    sources: dict[str, str],
    shelf: Office,
    compiling: Counting,
) -> None:
    bundles = Memory()
    checked_before(sources, shelf, bundles, compiling)
    change(sources, shelf, bundles)
    came = checked_before(sources, shelf, bundles, compiling)
    assert compiling.times == 2
    assert came == check_policy(sources, shelf)


def test_policies_with_an_error_are_not_kept(
    sources: dict[str, str], shelf: Office, compiling: Counting
) -> None:
    bundles = Memory()
    wrong = {"office.art": sources["office.art"].replace("list from", "list form")}
    assert checked_before(wrong, shelf, bundles, compiling).report.errors
    assert not bundles.kept


def test_a_layout_that_appears_is_seen(
    sources: dict[str, str], shelf: Office, compiling: Counting
) -> None:
    bundles = Memory()
    layouts, shelf.layouts = shelf.layouts, {}
    assert checked_before(sources, shelf, bundles, compiling).report.errors
    shelf.layouts = layouts
    assert not checked_before(sources, shelf, bundles, compiling).report.errors
    assert compiling.times == 2
