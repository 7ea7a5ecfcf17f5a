"""Tables: rules and catalogs whose rows stay in a workbook."""

from dataclasses import dataclass
from typing import Literal

from articulate.language.syntax.agreements import GovernedBy, Signed
from articulate.language.syntax.headers import Header
from articulate.language.syntax.node import Braced, Name


@dataclass(frozen=True, slots=True)
class TableBlock(Braced):
    """`table ncc-2024 from "…" sheet "NCC" layout tes as equivalencies ncc-general …`.

    `header` is that of the block the rows become. The statements, in braces, are
    optional, and so is the sheet of a file that has none.
    """

    id: Name
    file: str
    sheet: str | None
    layout: Name
    kind: Literal["agreement", "equivalencies", "catalog", "calendar", "exams"]
    header: Header
    cites: tuple[str, ...] = ()
    statements: tuple[Signed | GovernedBy, ...] = ()
