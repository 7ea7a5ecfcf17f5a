"""What imports on the web are given: an office's store and its files, kept in step.

What is entered in the ledger comes first, and who did it is known from then on. Where
the files cannot be written after all, that is entered as well.
"""

from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock

from articulate.bootstrap.clock import today
from articulate.bootstrap.desk import StoreDesk
from articulate.bootstrap.partners import write_partner
from articulate.bootstrap.working_files import WorkingFiles, changed_meanwhile
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.report import Report
from articulate.model.entry import Entry
from articulate.model.importing import ImportMove
from articulate.services.acting import Act
from articulate.services.choose_reading import ReadingChoice, plan_reading
from articulate.services.import_agreements import annotated_copy
from articulate.services.import_case import (
    Happening,
    ImportCase,
    ImportHow,
    applied_file,
    begin_import,
    done_already,
    import_of,
    move_import,
    wrong_with_file,
)
from articulate.services.import_outlook import ImportOutlook, import_outlook
from articulate.services.nearby_files import FileChange, FoundFile
from articulate.services.office_files import OfficeFiles
from articulate.services.partner_memory import Confirmed, remembered_text
from articulate.services.recollection import Recollection
from articulate.services.settle_import import RECEIVER, SENDER

_REMEMBERED = 16
"""Imports that are kept in memory as they would be, for a page that is seen again."""


@dataclass(frozen=True, slots=True)
class ImportDesk:
    """An office's store, and the files that an import reads and changes."""

    store: StoreDesk
    files: WorkingFiles
    _alone: Lock = field(default_factory=Lock)
    _seen: Recollection[ImportOutlook] = field(
        default_factory=lambda: Recollection(_REMEMBERED)
    )

    def upload(
        self, name: str, file: FoundFile, how: ImportHow, act: Act
    ) -> Entry | Diagnostic:
        """Take a workbook, unless it is one that nobody should open."""
        wrong = wrong_with_file(file)
        if wrong is not None:
            return wrong
        return self.store.write(
            lambda conn: begin_import(conn, name, file, act, how=how)
        )

    def look(self, name: str, act: Act) -> ImportOutlook | Diagnostic:
        """Work out what an import would do to the files as they are now."""
        met = self._meet(name, act)
        return met if isinstance(met, Diagnostic) else met[0]

    def annotated(self, name: str, act: Act) -> FoundFile | Diagnostic | Report:
        """Make the copy of a workbook with what came of each row beside it."""
        outlook = self.look(name, act)
        if isinstance(outlook, Diagnostic):
            return outlook
        if outlook.imported is None:
            return Report.of(outlook.against)
        file = outlook.case.file
        content = annotated_copy(outlook.imported, file)
        if isinstance(content, Report):
            return content
        return FoundFile(f"{Path(file.name).stem}-annotated.xlsx", content)

    def choose(
        self, name: str, choice: ReadingChoice, act: Act
    ) -> Entry | Diagnostic | Report:
        """Keep a reading that was chosen, where a workbook's readings are found."""
        with self._alone:
            return self._choose(name, choice, act)

    def _choose(
        self, name: str, choice: ReadingChoice, act: Act
    ) -> Entry | Diagnostic | Report:
        said = choice.as_said()
        happening = Happening(ImportMove.CHOOSE, said, asked=said)
        before = self._already(name, happening, act)
        if before is not None:
            return before
        met = self._meet(name, act)
        if isinstance(met, Diagnostic):
            return met
        outlook, office = met
        sides = outlook.settled
        if sides is None:
            return Report.of(outlook.against)
        path, found = self.files.resolutions_file(sides.sending, sides.receiving)
        kept = found or FoundFile(path.name, b"", path.as_posix())
        change = plan_reading(outlook, choice, office, kept, today=today())
        if isinstance(change, Report):
            return change
        path.parent.mkdir(exist_ok=True)
        return self._written((change,), office, name=name, happening=happening, act=act)

    def apply(self, name: str, seen: str, act: Act) -> Entry | Diagnostic | Report:
        """Write the change that a person was shown, all of it or nothing.

        *seen* names what that was; where it would be another by now, nothing is done.
        Of a form that is sent twice at once, the second finds what the first did.
        """
        with self._alone:
            return self._apply(name, seen, act)

    def _apply(self, name: str, seen: str, act: Act) -> Entry | Diagnostic | Report:
        happening = Happening(ImportMove.APPLY, asked={"seen": seen})
        before = self._already(name, happening, act)
        if before is not None:
            return before
        met = self._meet(name, act)
        if isinstance(met, Diagnostic):
            return met
        outlook, office = met
        plan, settled = outlook.plan, outlook.settled
        if plan is None or settled is None:
            return Report.of(outlook.against)
        if outlook.seen != seen:
            return changed_meanwhile(self.files.policies[0], ours=True)
        happening = replace(
            happening,
            said={
                "version": plan.version,
                "files": [self.files.shown(one.path) for one in plan.files],
                "waiting": plan.waiting,
                "mode": str(settled.mode),
                "on": settled.on.isoformat(),
                "seen": seen,
            },
            contents={f"file-{at}": one.after for at, one in enumerate(plan.files, 1)},
        )
        came = self._written(
            plan.files, office, name=name, happening=happening, act=act
        )
        if isinstance(came, Entry):
            self._remember(outlook)
        return came

    def holds(self, case: ImportCase) -> bool:
        """Say whether the files still hold what an import wrote."""
        names = (case.applied or {}).get("files", ())
        held = enumerate(names if isinstance(names, list) else (), 1)
        return all(
            _content(self.files.on_disk(name)) == self._wrote(case, f"file-{at}")
            for at, name in held
        )

    def _wrote(self, case: ImportCase, role: str) -> bytes | Diagnostic:
        return self.store.read(lambda conn: applied_file(conn, case, role))

    def _meet(
        self, name: str, act: Act
    ) -> tuple[ImportOutlook, OfficeFiles] | Diagnostic:
        case = self.store.read(lambda conn: import_of(conn, name, act))
        if isinstance(case, Diagnostic):
            return case
        office, day = self.files.now(case.file.name), today()
        key = (
            case.name,
            str(case.how),
            day.isoformat(),
            *self.files.as_they_are(office),
        )
        found = self._seen.recall(key, lambda: import_outlook(case, office, day))
        if found.plan is not None and not self.files.still(found.plan.files):
            found = import_outlook(case, office, day)
        return replace(found, case=case), office

    def _already(
        self, name: str, happening: Happening, act: Act
    ) -> Entry | Diagnostic | None:
        return self.store.read(lambda conn: done_already(conn, name, happening, act))

    def _written(
        self,
        changes: tuple[FileChange, ...],
        office: OfficeFiles,
        *,
        name: str,
        happening: Happening,
        act: Act,
    ) -> Entry | Diagnostic:
        def enter() -> Entry | Diagnostic:
            return self.store.write(
                lambda conn: move_import(conn, name, happening, act)
            )

        def undo(why: str) -> object:
            failed = Happening(ImportMove.FAIL, {"why": why})
            again = replace(act, key=None)
            return self.store.write(lambda conn: move_import(conn, name, failed, again))

        return self.files.write(changes, office.texts, enter, undo)

    def _remember(self, outlook: ImportOutlook) -> None:
        """Keep how this partner's workbooks are imported, for the next time.

        What is applied stays applied where that cannot be written.
        """
        settled, signs, memory = outlook.settled, outlook.signs, outlook.memory
        imported = outlook.imported
        if settled is None or signs is None or memory is None or imported is None:
            return
        sides = settled.sending, settled.receiving
        if imported.table is not None or {SENDER, RECEIVER} & set(sides):
            return
        done = Confirmed(
            *sides,
            settled.layout,
            today(),
            settled.sheet,
            settled.into,
            settled.mode,
        )
        partner = memory.of(*sides)
        path = self.files.partner_file(outlook.case.file.name, *sides)
        before = None
        if partner is not None:
            path = Path(partner.file)
            before = FoundFile(path.name, path.read_bytes(), partner.file)
        elif path.exists():
            return
        text = remembered_text(signs, done, memory, before)
        if text is not None:
            try:
                write_partner(path, text, None if before is None else before.content)
            except OSError:
                return


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
