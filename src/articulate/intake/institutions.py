"""Is every row of a table about the two institutions that it is said to be about?"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.diagnostics.nearest import did_you_mean, nearest
from articulate.intake.fields import Fields, Found
from articulate.intake.layout import Holds, Layout
from articulate.intake.normalize.institution import bare_name, is_called
from articulate.intake.normalize.unread import Unread
from articulate.intake.parties import Parties, Party
from articulate.model.identifiers import InstitutionId

_SHOWN = 6
_CODE = re.compile(r"[A-Z][A-Z0-9]*")


@dataclass(frozen=True, slots=True)
class NamedInstitutions:
    """The names that the columns of institutions hold, for one whole table."""

    sending: frozenset[str]
    receiving: frozenset[str]

    @classmethod
    def of(cls, rows: list[Fields]) -> "NamedInstitutions":
        """Collect the different names in the columns of institutions."""
        return cls(
            _names(rows, Holds.SENDING_INSTITUTION),
            _names(rows, Holds.RECEIVING_INSTITUTION),
        )

    def other(self, fields: Fields, parties: Parties) -> tuple[Unread, CellRef] | None:
        """Say that a row is about another institution than the two that are meant."""
        sides = (
            (Holds.SENDING_INSTITUTION, parties.sending, self.sending),
            (Holds.RECEIVING_INSTITUTION, parties.receiving, self.receiving),
        )
        for holds, party, named in sides:
            found = fields.one(holds)
            if found is None:
                continue
            unread = _other(found, party, named, fields.layout)
            if unread is not None:
                return unread, found.place
        return None


def institution_of(
    written: str, known: tuple[Party, ...], layout: Layout
) -> InstitutionId | Unread:
    """Find the institution that a transcript names, by its code, a name or an id.

    Names may be those under which the layout's export knows it. A code that nobody
    knows is kept: what is not known of it is settled later.
    """
    name = " ".join(written.split())
    for party in known:
        also = (*party.names, *party.ids, *layout.names_of(party.institution))
        if is_called(name, (party.institution, *also), layout.dropped_endings):
            return party.institution
    if _CODE.fullmatch(name):
        return InstitutionId(name)
    names = [one for party in known for one in (party.institution, *party.names)]
    number = _same_number(name, [one for party in known for one in party.ids])
    if number is not None:
        return Unread(
            Code.OTHER_INSTITUTION,
            f"`{name}` only looks like `{number}`, which is an institution's number",
            "write the number with all its zeros, or the institution's code",
        )
    return Unread(
        Code.OTHER_INSTITUTION,
        f"no institution is known as `{name}`",
        did_you_mean(name, names, otherwise="write the institution's code in policy"),
    )


def not_meant(others: list[tuple[Unread, CellRef]]) -> list[Diagnostic]:
    """Report the rows that are about other institutions, each of these once."""
    places: dict[Unread, list[CellRef]] = {}
    for unread, place in others:
        places.setdefault(unread, []).append(place)
    return [
        Diagnostic(
            code=unread.code,
            place=at[0],
            message=f"{unread.message}: {_rows(len(at))} not read",
            help=unread.help,
            also=tuple(at[1:_SHOWN]),
            severity=Severity.WARNING,
        )
        for unread, at in places.items()
    ]


def _other(
    found: Found, party: Party, named: frozenset[str], layout: Layout
) -> Unread | None:
    also = layout.names_of(party.institution)
    known = (*party.names, *party.ids, *also)
    written = " ".join(found.text.split())
    if is_called(written, (party.institution, *known), layout.dropped_endings):
        return None
    if not known and len(named) == 1:
        return None
    near = _same_number(written, known) or (
        None if written.isdigit() else nearest(written, known)
    )
    if not known:
        message = (
            "the table names several institutions, and nothing says that"
            f" `{written}` is {party.institution}"
        )
    elif near is not None:
        message = f"`{written}` only looks like `{near}`, which is {party.institution}"
    else:
        message = f"`{written}` is not a known name of {party.institution}"
    return Unread(
        Code.OTHER_INSTITUTION,
        message,
        f"if it is another name of {party.institution}, list it in the layout under"
        f" [institutions.also_called] as `{party.institution}`; otherwise the row"
        " belongs"
        " to another table",
    )


def _same_number(written: str, known: Iterable[str]) -> str | None:
    """Find the number that this one is, but for zeros that a spreadsheet took away.

    A registry's number without its zeros may be another registry's, so that it is only
    pointed out.
    """
    if not written.isdigit():
        return None
    short = written.lstrip("0")
    numbers = (one for one in known if one.isdigit())
    return next((one for one in numbers if one.lstrip("0") == short), None)


def _rows(count: int) -> str:
    return "one row is" if count == 1 else f"{count:,} rows are"


def _names(rows: list[Fields], holds: Holds) -> frozenset[str]:
    return frozenset(
        bare_name(found.text, fields.layout.dropped_endings)
        for fields in rows
        if (found := fields.one(holds)) is not None
    )
