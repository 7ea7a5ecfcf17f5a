"""Which layout fits is said with how many headings it knows, before it is used."""

import pytest
from tests.services.conftest import Shelf

from articulate.bootstrap.files import registrars
from articulate.diagnostics.report import Report
from articulate.services.guess_layout import chosen_layout, guesses
from articulate.services.nearby_files import FoundFile

TES = "Transfer Institution,Transfer Course,Receive Institution,Equivalent Course"
PLAIN = "Rule id,Sending course,Receiving course,Receiving credits"


def shelf() -> Shelf:
    found = registrars().glob("*/layouts/*.toml")
    return Shelf({}, {one.stem: one.read_text(encoding="utf-8") for one in found})


def file(headings: str) -> FoundFile:
    row = ",".join("x" for _ in headings.split(","))
    return FoundFile("list.csv", f"{headings}\n{row}\n".encode())


FITS = {
    "the export of TES": (TES, "tes", "tes knows 4 of 4 headings"),
    "TES with comments": (f"{TES},Comments", "tes", "tes knows 5 of 5 headings"),
    "plain columns": (PLAIN, "plain", "plain knows 4 of 4 headings"),
}


@pytest.mark.parametrize(("headings", "name", "said"), FITS.values(), ids=FITS)
def test_the_layout_that_knows_every_heading_is_taken(
    headings: str, name: str, said: str
) -> None:
    found = chosen_layout(file(headings), shelf())
    assert not isinstance(found, Report)
    assert (found.layout, str(found)) == (name, said)


UNCERTAIN = {
    "a heading that no layout knows": f"{TES},Condition",
    "headings that no layout has": "Their course,Our course",
    "headings that two layouts know": "Transfer Course,Equivalent Course",
}


@pytest.mark.parametrize("headings", UNCERTAIN.values(), ids=UNCERTAIN)
def test_nothing_is_picked_where_it_is_not_certain(headings: str) -> None:
    found = chosen_layout(file(headings), shelf())
    assert isinstance(found, Report)
    (problem,) = found.errors
    assert problem.help.startswith("name one with --layout: ")


def test_the_nearest_layout_is_listed_first() -> None:
    found = guesses(file(f"{TES},Condition"), shelf())
    assert str(found[0]) == "tes knows 4 of 5 headings"
