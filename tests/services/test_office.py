"""An office's settings: what they say, and what is wrong with them."""

from datetime import UTC, date, timedelta, timezone, tzinfo
from fractions import Fraction
from pathlib import Path

import pytest

from articulate.bootstrap.offices import open_office
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.services.office import Office, read_office

CHICAGO = timezone(timedelta(hours=-6))


def zones(name: str) -> tzinfo | None:
    return {"UTC": UTC, "America/Chicago": CHICAGO}.get(name)


def test_everything_may_be_left_out() -> None:
    assert read_office("", "office.toml", zones) == Office()


def test_an_office_says_when_it_works() -> None:
    text = """
    [office]
    id = "state"
    [calendar]
    timezone = "America/Chicago"
    workdays = ["monday", "saturday"]
    holidays = [2024-12-25]
    [due]
    request = 10
    """
    office = read_office(text, "office.toml", zones)
    assert isinstance(office, Office)
    assert office.calendar.workdays == {0, 5}
    assert office.calendar.holidays == {date(2024, 12, 25)}
    assert (office.request, office.zone) == (10, CHICAGO)
    assert office.day_of("2024-09-02T04:00:00.000000Z") == date(2024, 9, 1)


def test_an_office_says_how_much_of_a_policy_its_tests_exercise() -> None:
    office = read_office("[publishing]\ncoverage = '80%'", "office.toml", zones)
    assert isinstance(office, Office)
    assert office.coverage == Fraction(4, 5)


WRONG = {
    "[calendar": "cannot be read",
    "calendar = 3": "`calendar` is no table",
    "[due]\nrequests = 3": "`due.requests` is not known; known are request",
    "[calendar]\nholiday = []": "`calendar.holiday` is not known",
    "[calendar]\nworkdays = []": "`calendar.workdays`",
    "[calendar]\nworkdays = ['mo']": "`calendar.workdays`",
    "[calendar]\nworkdays = [['monday']]": "`calendar.workdays`",
    "[calendar]\nholidays = ['2024-12-25']": "`calendar.holidays`",
    "[calendar]\nholidays = [2024-12-25T10:00:00]": "`calendar.holidays`",
    "[calendar]\ntimezone = 'Mars'": "`calendar.timezone` names no time zone: Mars",
    "[calendar]\ntimezone = 3": "`calendar.timezone`",
    "[due]\nrequest = 0": "`due.request`",
    "[due]\nrequest = true": "`due.request`",
    "[due]\nrequest = 'ten'": "`due.request`",
    "[publishing]\ncoverage = 80": "`publishing.coverage` is no percent",
    "[publishing]\ncoverage = '101%'": "`publishing.coverage` is no percent",
    "[publishing]\nleast = '80%'": "`publishing.least` is not known",
}


@pytest.mark.parametrize(("text", "why"), WRONG.items(), ids=WRONG)
def test_what_is_wrong_is_said(text: str, why: str) -> None:
    came = read_office(text, "office.toml", zones)
    assert isinstance(came, Diagnostic)
    assert came.code is Code.OFFICE_INVALID
    assert why in came.message


def test_the_shipped_office_is_read(checkout: Path) -> None:
    office = open_office(checkout / "registrars" / "state")
    assert isinstance(office, Office)
    assert office.request == 10
    assert office.day_of("2025-07-01T03:00:00.000000Z") == date(2025, 6, 30)
