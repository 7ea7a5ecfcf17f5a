"""The cells of a row by what they hold, and which cells cannot be used as they are."""

from collections.abc import Iterator
from dataclasses import dataclass

from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.intake.columns import Table
from articulate.intake.layout import Holds, Layout
from articulate.intake.normalize.unread import Unread
from articulate.intake.sheet import Attachment, Cell, CellKind, Row
from articulate.intake.spellings import read_as
from articulate.model.exact import parse_number

_LONGEST = 4_000
_CODES = (
    *(Holds.SENDING_COURSE, Holds.SENDING_SUBJECT, Holds.SENDING_NUMBER),
    *(Holds.RECEIVING_COURSE, Holds.RECEIVING_SUBJECT, Holds.RECEIVING_NUMBER),
    *(Holds.COURSE, Holds.SUBJECT, Holds.NUMBER),
)
_AMOUNTS = (
    *(Holds.SENDING_CREDITS, Holds.SENDING_CREDITS_MOST),
    *(Holds.RECEIVING_CREDITS, Holds.CREDITS),
    *(Holds.MINIMUM_GRADE, Holds.GRADE_RULE, Holds.GRADE),
    *(Holds.SCORE, Holds.MINIMUM_SCORE),
)


@dataclass(frozen=True, slots=True)
class Found:
    """One cell that holds something, with its address."""

    cell: Cell
    place: CellRef

    @property
    def text(self) -> str:
        """What the sheet shows there."""
        return self.cell.text

    def marks(self) -> tuple[str, ...]:
        """Raised marks that stand on it."""
        return tuple(
            one.text for one in self.cell.attached if one.kind is Attachment.FOOTNOTE
        )


@dataclass(frozen=True, slots=True)
class Fields:
    """One row of a table. `zero_led` are the lengths of codes with leading zeros."""

    row: Row
    table: Table
    layout: Layout
    zero_led: tuple[tuple[str, int], ...] = ()

    def all(self, holds: Holds) -> tuple[Found, ...]:
        """Return every filled cell of one kind, in the order of its columns."""
        spellings = self.table.spellings.get(holds)
        found = []
        for column in self.table.of(holds):
            cell = self.row.cell(column)
            if cell is None or cell.blank:
                continue
            if spellings:
                text = read_as(spellings, cell.text)
                if not text:
                    continue
                if text != cell.text:
                    cell = Cell(column, text, attached=cell.attached)
            found.append(Found(cell, self.row.place(column)))
        if not found and holds is Holds.GROUP and self.layout.grouped_by:
            return self._grouped()
        return tuple(found)

    def _grouped(self) -> tuple[Found, ...]:
        """Name the group of a row that has none by what its rows agree in."""
        said = [self.one(holds) for holds in self.layout.grouped_by]
        cells = [one for one in said if one is not None]
        if not cells:
            return ()
        text = ", ".join("" if one is None else one.text.strip() for one in said)
        return (Found(Cell(cells[0].cell.column, text), cells[0].place),)

    def one(self, holds: Holds) -> Found | None:
        """Return the first filled cell of one kind, None where there is none."""
        return next(iter(self.all(holds)), None)

    def place(self, *kinds: Holds) -> CellRef:
        """Return where one of these kinds stands or would stand in this row."""
        for holds in kinds:
            if (found := self.one(holds)) is not None:
                return found.place
        for holds in kinds:
            if columns := self.table.of(holds):
                return self.row.place(columns[0])
        return self.row.place()

    def comments(self) -> Iterator[tuple[str, CellRef]]:
        """Yield the comments pinned to the cells of this row."""
        for cell in self.row.cells:
            for one in cell.attached:
                if one.kind is Attachment.COMMENT:
                    yield one.text, self.row.place(cell.column)

    def unusable(self) -> list[Diagnostic]:
        """Report every cell of this row that cannot be used as it stands."""
        problems = []
        for holds, columns in self.table.columns.items():
            for column in columns:
                cell = self.row.cell(column)
                if cell is None or holds is Holds.IGNORED:
                    continue
                unread = self._unusable(cell, holds)
                if unread is not None:
                    problems.append(problem(unread, self.row.place(column)))
        return problems + self._undescribed() + self._bounded()

    def _unusable(self, cell: Cell, holds: Holds) -> Unread | None:
        if cell.kind is CellKind.ERROR:
            return Unread(
                Code.CELL_ERROR,
                f"the cell holds the error `{cell.text}`",
                "correct the formula in the workbook, or type the value",
            )
        if len(cell.text) > _LONGEST:
            return Unread(
                Code.CONDITION_NOT_READ,
                f"the cell holds a text of {len(cell.text):,} characters",
                f"shorten it to {_LONGEST:,} characters",
            )
        for one in cell.attached:
            refused = _ATTACHED.get(one.kind)
            if refused is not None:
                code, message, way_out = refused
                return Unread(code, message.format(one.text), way_out)
        return self._damaged(cell, holds)

    def _damaged(self, cell: Cell, holds: Holds) -> Unread | None:
        if cell.kind is CellKind.DATE and holds in (*_CODES, *_AMOUNTS):
            return _damage(f"the {holds} has become the date `{cell.text}`")
        if holds not in _CODES or cell.kind is not CellKind.NUMBER:
            return None
        if "E" in cell.text:
            return _damage(f"the {holds} has become the number `{cell.text}`")
        length = dict(self.zero_led).get(cell.column, 0)
        if len(cell.text) < length and not cell.text.startswith("0"):
            return _damage(
                f"`{cell.text}` has lost its leading zeros: other codes of this column"
                f" have {length} digits and begin with 0"
            )
        return None

    def _bounded(self) -> list[Diagnostic]:
        """Report that a row speaks of a part of what its course may be worth."""
        least, most = (
            self.one(holds)
            for holds in (Holds.SENDING_CREDITS, Holds.SENDING_CREDITS_MOST)
        )
        if most is None or (least is not None and _alike(least.text, most.text)):
            return []
        unread = Unread(
            Code.CONDITION_NOT_READ,
            f"the row is about {'' if least is None else least.text.strip()} to"
            f" {most.text.strip()} credits of its course, which no column of a rule"
            " can say",
            "write the rule as text, with `when credits >= …`, or state one amount",
        )
        return [problem(unread, most.place)]

    def _undescribed(self) -> list[Diagnostic]:
        """Report what stands in columns that the layout does not mention."""
        described = {
            letter for letters in self.table.columns.values() for letter in letters
        }
        headed = dict(self.table.undescribed)
        problems = []
        for cell in self.row.cells:
            if cell.column in described or cell.blank:
                continue
            heading = headed.get(cell.column)
            where = (
                f"column `{heading}`"
                if heading
                else f"column {cell.column}, which has no heading"
            )
            problems.append(
                Diagnostic(
                    code=Code.COLUMN_NOT_DESCRIBED,
                    place=self.row.place(cell.column),
                    message=f"the layout does not say what {where} holds, and this"
                    " row has"
                    " an entry there",
                    help="describe the column in the layout; if it says nothing"
                    " about the"
                    " rule, list its heading under `ignored`",
                )
            )
        return problems


def problem(
    unread: Unread, place: CellRef, also: tuple[CellRef, ...] = ()
) -> Diagnostic:
    """Put what was not read at its place."""
    return Diagnostic(unread.code, place, unread.message, unread.help, also)


def _alike(one: str, other: str) -> bool:
    """Say whether two cells state the same number, however many zeros they show."""
    numbers = parse_number(one), parse_number(other)
    return numbers[0] == numbers[1] if None not in numbers else one == other


def _damage(what: str) -> Unread:
    return Unread(
        Code.CODE_DAMAGED,
        f"{what}, and cannot be turned back",
        "format the column as text and type the code again as it is published",
    )


_FORMULA_HELP = "replace the formula by its value (paste special, values)"
_ATTACHED = {
    Attachment.STRUCK: (
        Code.CELL_ATTACHMENT,
        "the text is struck through, and nothing on the sheet says what that means",
        "delete the row if it no longer holds, or remove the strike-through",
    ),
    Attachment.INVISIBLE: (
        Code.CELL_ATTACHMENT,
        "the text has the color of its background, so nobody can see it",
        "delete the text if it no longer holds, or make it visible",
    ),
    Attachment.FORMAT: (
        Code.CELL_ATTACHMENT,
        "the number format `{}` shows something else than the cell holds",
        "format the cell as text or as a plain number",
    ),
    Attachment.OUTSIDE_VALUE: (
        Code.FORMULA_NOT_READ,
        "the value comes from outside this workbook, by the formula `={}`",
        _FORMULA_HELP,
    ),
    Attachment.NO_STORED_VALUE: (
        Code.FORMULA_NOT_READ,
        "no result is stored for the formula `={}`",
        "open the workbook in a spreadsheet program and save it, or type the value",
    ),
}
