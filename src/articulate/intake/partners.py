"""How a partner's workbooks were imported before, as an office remembers it."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fnmatch import fnmatchcase

from articulate.model.identifiers import InstitutionId

_FIGURES = re.compile(r"\d+(?:[ _.-]+\d+)*")


class Mode(StrEnum):
    """What becomes of the rules that the workbook does not have, and from when.

    They end (`replace`) or stay (`add`). Without a date the version in force is
    corrected, as if it had always said so; with one a new version holds from that day,
    and the one before it ends the day before.
    """

    REPLACE = "replace"
    REPLACE_FROM = "replace-from"
    ADD = "add"
    ADD_FROM = "add-from"

    @property
    def keeps(self) -> bool:
        """Whether rules that the workbook does not have stay."""
        return self in (Mode.ADD, Mode.ADD_FROM)

    @property
    def dated(self) -> bool:
        """Whether the change has a day from which it holds."""
        return self in (Mode.REPLACE_FROM, Mode.ADD_FROM)


@dataclass(frozen=True, slots=True)
class RememberedImport:
    """One kind of workbook of a partner, and how a person imported it.

    `files` is a pattern of names (`ncc-[0-9]*.xlsx`), `headings` what stood over the
    table then, in words to be compared; none where the layout goes by letters.
    `confirmed` is the day, `workbook` the file it was confirmed with.
    """

    files: str
    layout: str
    confirmed: date
    workbook: str
    headings: tuple[str, ...] = ()
    sheet: str | None = None
    into: str | None = None
    mode: Mode | None = None

    def is_called_like(self, name: str) -> bool:
        """Say whether a file is named as this partner's files are.

        >>> day = date(2024, 9, 1)
        >>> ours = RememberedImport("ncc-[0-9]*.xlsx", "tes", day, "ncc-2024.xlsx")
        >>> ours.is_called_like("NCC-2025.xlsx"), ours.is_called_like("oak-2025.xlsx")
        (True, False)
        """
        return fnmatchcase(name.casefold(), self.files.casefold())

    def said(self) -> tuple[tuple[str, str], ...]:
        """Return what is remembered, by the option that says it otherwise."""
        said = (
            ("layout", self.layout),
            ("sheet", self.sheet),
            ("into", self.into),
            ("mode", None if self.mode is None else str(self.mode)),
        )
        return tuple((name, value) for name, value in said if value is not None)


@dataclass(frozen=True, slots=True)
class Partner:
    """A sending institution, and how its workbooks are imported for a receiving one.

    `called` are names that its files use, beside those that policies know. `file` is
    where it is written.
    """

    sending: InstitutionId
    receiving: InstitutionId
    file: str
    called: tuple[str, ...] = ()
    imports: tuple[RememberedImport, ...] = ()


def files_like(name: str) -> str:
    """Make a pattern of a file's name: figures, which are dates mostly, may differ.

    >>> files_like("EQListExport_7_8_2025_1.xlsx"), files_like("2024.xlsx")
    ('EQListExport_[0-9]*.xlsx', '2024.xlsx')
    """
    stem, dot, ending = name.rpartition(".")
    plain = re.sub(r"([\[*?])", r"[\1]", stem)
    pattern = _FIGURES.sub("[0-9]*", plain)
    told = any(letter.isalpha() for letter in pattern)
    return f"{pattern if told else plain}{dot}{ending}"
