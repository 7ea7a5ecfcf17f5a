"""An office's own settings: its calendar, how long a request takes, what is tested."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, tzinfo
from fractions import Fraction
from typing import Any

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.span import Span
from articulate.model.exact import parse_number
from articulate.model.office_calendar import OfficeCalendar
from articulate.model.person import Person
from articulate.services.people import read_people

_WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_KNOWN = {
    "calendar": {"workdays", "holidays", "timezone"},
    "due": {"request"},
    "publishing": {"coverage"},
}


@dataclass(frozen=True, slots=True)
class Office:
    """When an office works, where it is, and how many business days a request takes.

    `request` None sets no deadline. `coverage` is the share of a policy that its tests
    must exercise before it is proposed, None for none. `people` are those who may sign
    in by development login, which is for trying things out.
    """

    calendar: OfficeCalendar = field(default_factory=OfficeCalendar)
    request: int | None = None
    zone: tzinfo = UTC
    coverage: Fraction | None = None
    name: str = ""
    people: tuple[Person, ...] = ()

    def day_of(self, moment: str) -> date:
        """Return the office's day at a moment of the ledger.

        >>> Office().day_of("2024-09-01T23:30:00.000000Z")
        datetime.date(2024, 9, 1)
        """
        return datetime.fromisoformat(moment).astimezone(self.zone).date()


Zones = Callable[[str], tzinfo | None]
"""Finds a time zone by its name, None where there is none."""


def read_office(text: str, file: str, zones: Zones) -> Office | Diagnostic:
    """Read an office's settings, or say what is wrong with them."""
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return _invalid(file, str(error))
    tables = {name: said.get(name, {}) for name in _KNOWN}
    for name, table in tables.items():
        if not isinstance(table, dict):
            return _invalid(file, f"`{name}` is no table")
        strange = sorted(set(table) - _KNOWN[name])
        if strange:
            known = ", ".join(sorted(_KNOWN[name]))
            return _invalid(
                file, f"`{name}.{strange[0]}` is not known; known are {known}"
            )
    office = _office(tables["calendar"], tables["due"], file, zones)
    if isinstance(office, Diagnostic):
        return office
    people = read_people(said.get("people", []))
    if isinstance(people, str):
        return _invalid(file, people)
    named = said.get("office", {})
    name = named.get("name", "") if isinstance(named, dict) else ""
    office = replace(office, name=str(name), people=people)
    return _publishing(office, tables["publishing"], file)


def _office(
    calendar: dict[str, Any], due: dict[str, Any], file: str, zones: Zones
) -> Office | Diagnostic:
    workdays = calendar.get("workdays", list(_WEEK[:5]))
    holidays = calendar.get("holidays", [])
    named = calendar.get("timezone", "UTC")
    request = due.get("request")
    zone = zones(named) if isinstance(named, str) else None
    if not _are_days(workdays):
        return _invalid(file, "`calendar.workdays` is no list of days of the week")
    if not isinstance(holidays, list) or any(type(day) is not date for day in holidays):
        return _invalid(file, "`calendar.holidays` is no list of dates")
    if zone is None:
        return _invalid(file, f"`calendar.timezone` names no time zone: {named}")
    if request is not None and (type(request) is not int or request < 1):
        return _invalid(file, "`due.request` is no number of business days")
    days = frozenset(_WEEK.index(day) for day in workdays)
    return Office(OfficeCalendar(days, frozenset(holidays)), request, zone)


def _publishing(
    office: Office, publishing: dict[str, Any], file: str
) -> Office | Diagnostic:
    written = publishing.get("coverage")
    if written is None:
        return office
    share = percent_in(written) if isinstance(written, str) else None
    if share is None:
        return _invalid(file, "`publishing.coverage` is no percent such as `80%`")
    return replace(office, coverage=share)


def percent_in(written: str) -> Fraction | None:
    """Read a percent from 0% to 100%, None where it is none.

    >>> str(percent_in("80%")), percent_in("80"), percent_in("120%")
    ('4/5', None, None)
    """
    share = parse_number(written)
    if share is None or not 0 <= share <= 1 or not written.strip().endswith("%"):
        return None
    return share


def _are_days(workdays: object) -> bool:
    """Say whether these are days of the week, and at least one."""
    if not isinstance(workdays, list) or not workdays:
        return False
    return all(day in _WEEK for day in workdays)


def _invalid(file: str, why: str) -> Diagnostic:
    return Diagnostic(
        code=Code.OFFICE_INVALID,
        place=Span(file, 1, 1, 1, 2),
        message=f"the office's settings cannot be read: {why}",
        help="docs/how-to/keep-to-deadlines.md and publish-a-policy.md show what they"
        " look like",
    )
