"""How an import on the web is read: as it is said, as it was before, or by a guess.

Names that people type reach files only where they are names of the office: of a layout
that it has, an institution that it knows, an agreement or a version as policies write.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.nearest import did_you_mean
from articulate.diagnostics.report import Report
from articulate.intake.partners import Mode
from articulate.model.identifiers import BlockId, InstitutionId
from articulate.rulebook.rulebook import Rulebook
from articulate.services.guess_layout import chosen_layout
from articulate.services.import_case import ImportHow
from articulate.services.import_changes import (
    Against,
    InForceRules,
    begun,
    parties_said,
    rules_in_force,
)
from articulate.services.nearby_files import FoundFile
from articulate.services.office_files import OfficeFiles
from articulate.services.partner_memory import Asked, KnownBy, Recalled

SENDER, RECEIVER = InstitutionId("SENDER"), InstitutionId("RECEIVER")
"""Who sends and receives as long as nobody says so; nothing is applied then."""
_ID = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Settled:
    """How a workbook is read, between whom, and what it is compared with."""

    layout: str
    sheet: str | None
    sending: InstitutionId
    receiving: InstitutionId
    into: str | None
    mode: Mode
    on: date
    against: Against | None = None


def asked_for(how: ImportHow, known: Rulebook) -> Asked:
    """Say what a person says of an import; parties may be said by the agreement."""
    sending, receiving = how.sending, how.receiving
    if how.into:
        theirs, ours = parties_said(how.into, known)
        sending, receiving = theirs or sending, ours or receiving
    return Asked(
        InstitutionId(sending) if sending else None,
        InstitutionId(receiving) if receiving else None,
        how.layout or None,
        how.sheet or None,
        how.into or None,
        how.mode or None,
    )


def settle(
    file: FoundFile,
    how: ImportHow,
    recalled: Recalled | None,
    office: OfficeFiles,
    *,
    today: date,
) -> Settled | Report:
    """Settle how a workbook is read, or report what has to be said first."""
    place = CellRef(file.name, "", "", 0)
    if wrong := list(_wrong(how, office, place)):
        return Report.of(wrong)
    asked = asked_for(how, office.rulebook)
    before = None if recalled is None else recalled.before
    layout = asked.layout or (None if before is None else before.layout)
    if layout is None:
        guess = chosen_layout(file, office.beside)
        if isinstance(guess, Report):
            return guess
        layout = guess.layout
    sending, receiving = asked.sending, asked.receiving
    if recalled is not None:
        sending, receiving = recalled.partner.sending, recalled.partner.receiving
    remembered = None if before is None else before.mode
    usual = Mode.REPLACE_FROM if how.new else Mode.REPLACE
    bare = Settled(
        layout=layout,
        sheet=asked.sheet or (None if before is None else before.sheet),
        sending=sending or SENDER,
        receiving=receiving or RECEIVER,
        into=asked.into or (None if before is None else before.into),
        mode=(Mode(asked.mode) if asked.mode else remembered) or usual,
        on=how.on or today,
    )
    if bare.into is None:
        return bare
    against = _against(bare, how, office, place)
    if isinstance(against, Diagnostic):
        return Report.of([against])
    sides = against.sides(bare.sending, bare.receiving)
    return replace(bare, sending=sides[0], receiving=sides[1], against=against)


def not_to_apply(
    settled: Settled, how: ImportHow, recalled: Recalled | None, place: CellRef
) -> Diagnostic | None:
    """Say why an import cannot be applied although it can be read."""
    if settled.against is None:
        return _said(
            place,
            "an import is applied to an agreement, and none is named",
            "choose the agreement that it changes, or begin a new one",
        )
    by_file = recalled is not None and recalled.known_by is KnownBy.FILE
    if by_file and not how.into:
        return _said(
            place,
            f"only the file's name says that it is from {settled.sending}",
            f"choose who sends, or the agreement `{settled.into}`",
        )
    return None


def _wrong(how: ImportHow, office: OfficeFiles, place: CellRef) -> Iterator[Diagnostic]:
    names, known = office.beside.layout_names(""), office.rulebook
    if how.layout and how.layout not in names:
        yield Diagnostic(
            Code.LAYOUT_MISSING,
            place,
            f"no layout is called `{how.layout}`",
            did_you_mean(how.layout, names, otherwise="choose one of the office's"),
        )
    for said in (how.sending, how.receiving):
        if said and InstitutionId(said) not in known.institution:
            listed = [str(one) for one in known.institution]
            yield Diagnostic(
                Code.UNKNOWN_INSTITUTION,
                place,
                f"the policies have no institution `{said}`",
                did_you_mean(said, listed, otherwise="declare it in a policy first"),
            )
    for said in (how.into, how.version):
        if said and not _ID.fullmatch(said):
            yield _said(
                place,
                f"`{said}` is no name as policies write it",
                "use small letters, digits and single dashes, such as `ncc-general`",
            )
    if how.mode and how.mode not in tuple(Mode):
        yield _said(place, f"there is no mode `{how.mode}`", "choose one of the page's")


def _against(
    bare: Settled, how: ImportHow, office: OfficeFiles, place: CellRef
) -> Against | Diagnostic:
    """Say what an import is compared with; a dated change needs its first day."""
    mode, into = bare.mode, bare.into or ""
    if mode.dated and how.on is None:
        return _said(
            place,
            f"a change by `{mode}` needs the day from which it holds",
            "choose the day",
        )
    standing = rules_in_force(BlockId(into), bare.on, office.rulebook)
    if isinstance(standing, str):
        if not how.new:
            what = f"there is no agreement `{into}`; {standing}"
            return _said(place, what, "say that it begins with this list, if it does")
        if bare.sending == SENDER or bare.receiving == RECEIVER:
            return _said(
                place,
                "a new agreement is between two, and they are not said",
                "choose who sends and who receives",
            )
        path = f"{office.folder}/{into}.art" if office.folder else f"{into}.art"
        begins = begun(into, bare.sending, bare.receiving, path)
        return Against(InForceRules(None, ()), bare.on, mode, begins)
    if standing.block is None and not mode.dated:
        return _said(
            place,
            f"no version of `{into}` is in force on {bare.on}, to be corrected",
            "choose another day, or a mode that makes a new version",
        )
    return Against(standing, bare.on, mode)


def _said(place: CellRef, message: str, way_out: str) -> Diagnostic:
    return Diagnostic(Code.FORM_INVALID, place, message, way_out)
