"""How a partner's workbooks were imported before: found again, used if it still fits.

Who the partner is, is known by what a person says, by the names that stand in the file,
or by what the file is called. The last alone is not enough to change policies.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.diagnostics.report import Report
from articulate.diagnostics.span import Span
from articulate.explain.machine import Json
from articulate.intake.partner_file import read_partner, with_import
from articulate.intake.partners import Mode, Partner, RememberedImport, files_like
from articulate.model.identifiers import InstitutionId
from articulate.services.nearby_files import FoundFile
from articulate.services.workbook_signs import Signs, WorkbookSigns

_HELP = (
    "look at the layout that is taken instead, or name one with --layout; what is"
    " applied, or imported with --remember, is remembered from then on"
)


class KnownBy(StrEnum):
    """What says whose workbook it is."""

    ASKED = "because you named them"
    NAMES = "by the names in the file"
    FILE = "by what the file is called"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person says of an import, None where nothing is said.

    The parties may also be said by the agreement that is named.
    """

    sending: InstitutionId | None = None
    receiving: InstitutionId | None = None
    layout: str | None = None
    sheet: str | None = None
    into: str | None = None
    mode: str | None = None

    def otherwise(self, before: RememberedImport) -> tuple[str, ...]:
        """Name the options that say something else than is remembered."""
        said = (
            ("layout", self.layout, before.layout),
            ("sheet", self.sheet, before.sheet),
            ("into", self.into, before.into),
            ("mode", self.mode, before.mode and str(before.mode)),
        )
        return tuple(f"--{n} {now}" for n, now, then in said if now and now != then)


@dataclass(frozen=True, slots=True)
class Recalled:
    """What is remembered of the partner that a workbook is from."""

    partner: Partner
    before: RememberedImport
    known_by: KnownBy

    def sentence(self, asked: Asked) -> str:
        """Say what is remembered, how the partner is known, and what is asked instead.

        The file that is named may be read and changed by hand.
        """
        before, partner = self.before, self.partner
        listed = ", ".join(f"{name} {value}" for name, value in before.said())
        text = (
            f"remembered of {partner.sending} for {partner.receiving}: {listed}"
            f" ({partner.file}, confirmed {before.confirmed} with {before.workbook};"
            f" they are known {self.known_by})"
        )
        otherwise = asked.otherwise(before)
        return (
            f"{text}; asked for instead: {', '.join(otherwise)}" if otherwise else text
        )

    def as_json(self) -> dict[str, Json]:
        """Turn it into the object that `import --format json` adds."""
        said: dict[str, Json] = dict(self.before.said())
        return {
            **said,
            "file": self.partner.file,
            "from": self.partner.sending,
            "to": self.partner.receiving,
            "known_by": self.known_by.name.lower(),
            "confirmed": self.before.confirmed.isoformat(),
        }


@dataclass(frozen=True, slots=True)
class Memory:
    """The partners of an office, and what is wrong with their files."""

    partners: tuple[Partner, ...] = ()
    report: Report = field(default_factory=Report)

    def of(self, sending: InstitutionId, receiving: InstitutionId) -> Partner | None:
        """Find one partner; the nearest file counts."""
        sides = sending, receiving
        found = (one for one in self.partners if (one.sending, one.receiving) == sides)
        return next(found, None)


def memory_of(files: Iterable[FoundFile]) -> Memory:
    """Read the files of partners, the nearest first; a wrong one is not used."""
    partners: list[Partner] = []
    report = Report()
    for file in files:
        text = file.content.decode("utf-8", errors="replace")
        read = read_partner(text, file.path or file.name)
        if isinstance(read, Report):
            report += read
        else:
            partners.append(read)
    return Memory(tuple(partners), report)


def recall(
    signs: WorkbookSigns, memory: Memory, asked: Asked
) -> Recalled | Diagnostic | None:
    """Find how a workbook like this one was imported before.

    None where nobody has imported one; a warning where what is remembered no longer
    fits, or fits more than one.
    """
    meant = [
        (partner, one)
        for partner in memory.partners
        if asked.sending in (None, partner.sending)
        and asked.receiving in (None, partner.receiving)
        for one in partner.imports
    ]
    if not meant:
        return None
    file = signs.file
    like = [pair for pair in meant if pair[1].is_called_like(file.name)]
    looked = [(pair, signs.of(*pair, asked)) for pair in like or meant]
    if asked.sending is not None:
        return _the_one(file, looked, KnownBy.ASKED)
    named = [one for one in looked if one[1].named]
    if named:
        return _the_one(file, named, KnownBy.NAMES)
    if not like:
        return None
    silent = [one for one in looked if one[1].named is None]
    if silent:
        return _the_one(file, silent, KnownBy.FILE)
    (partner, before), signs_of = looked[0]
    return _changed(file, partner, before, f"its rows are from `{signs_of.others[0]}`")


_Looked = tuple[tuple[Partner, RememberedImport], Signs]


def _the_one(
    file: FoundFile, looked: Sequence[_Looked], known_by: KnownBy
) -> Recalled | Diagnostic:
    """Take what fits, if one does; otherwise say what has changed."""
    fitting = [pair for pair, signs in looked if not signs.changed]
    if len(fitting) == 1:
        return Recalled(*fitting[0], known_by)
    (partner, before), signs = looked[0]
    if len(looked) == 1:
        return _changed(file, partner, before, signs.changed)
    pairs = fitting or [pair for pair, _ in looked]
    listed = ", ".join(f"`{one.files}` of {who.sending}" for who, one in pairs)
    why = "more than one could be meant" if fitting else "none fits any more"
    return _changed(file, partner, before, f"{why}: {listed}")


def _changed(
    file: FoundFile, partner: Partner, before: RememberedImport, why: str
) -> Diagnostic:
    return Diagnostic(
        Code.PARTNER_CHANGED,
        CellRef(file.name, "", "", 0),
        f"what is remembered of {partner.sending} (`{before.files}`, layout"
        f" `{before.layout}`) is not used: {why}",
        _HELP,
        also=(Span(partner.file, 1, 1, 1, 2),),
        severity=Severity.WARNING,
    )


@dataclass(frozen=True, slots=True)
class Confirmed:
    """An import that a person confirmed: by applying it, or by saying so."""

    sending: InstitutionId
    receiving: InstitutionId
    layout: str
    on: date
    sheet: str | None = None
    into: str | None = None
    mode: Mode | None = None


def remembered_text(
    signs: WorkbookSigns, done: Confirmed, memory: Memory, before: FoundFile | None
) -> str | None:
    """Return the partner's file with this import in it; None where it has it already.

    *before* is the partner's file as it is, None where there is none. Where the rows
    name one sender that policies do not know by that name, the name is kept as well.
    """
    file = signs.file
    partner = memory.of(done.sending, done.receiving)
    if partner is None:
        partner = Partner(done.sending, done.receiving, "")
        before = None
    like = [one for one in partner.imports if one.is_called_like(file.name)]
    called = (*partner.called, *signs.new_names(partner, done.layout, done.sheet))
    came = RememberedImport(
        files=like[0].files if like else files_like(file.name),
        layout=done.layout,
        confirmed=done.on,
        workbook=file.name,
        headings=signs.headings(done.layout, done.sheet),
        sheet=done.sheet,
        into=done.into,
        mode=done.mode,
    )
    for one in like if called == partner.called else ():
        if replace(came, confirmed=one.confirmed, workbook=one.workbook) == one:
            return None
    text = None if before is None else before.content.decode("utf-8")
    return with_import(text, replace(partner, called=called), came)
