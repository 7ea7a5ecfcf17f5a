"""What the web page is given: a store, the rules in force, an office and its clock."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from articulate.bootstrap.clock import today
from articulate.bootstrap.command import OpenPolicies, open_policies
from articulate.bootstrap.desk import StoreDesk, new_name, new_secret
from articulate.bootstrap.import_desk import ImportDesk
from articulate.bootstrap.nearby import NearbyDisk
from articulate.bootstrap.offices import open_office, open_wording
from articulate.bootstrap.passwords import Argon2
from articulate.bootstrap.publish_desk import PublishDesk
from articulate.bootstrap.set_aside import set_rules_aside
from articulate.bootstrap.working_files import WorkingFiles
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.report import Report
from articulate.diagnostics.stored import StoreRef
from articulate.model.person import Person
from articulate.rulebook.rulebook import Rulebook
from articulate.services.acting import Act
from articulate.services.history import policies_now
from articulate.services.letters import Wording
from articulate.services.nearby_files import FoundFile
from articulate.services.office import Office
from articulate.services.policy_moves import rules_in_force
from articulate.services.policy_pages import sources_in_force
from articulate.services.read_record import HowToRead, ReadRecord, read_record
from articulate.services.recollection import Recollection
from articulate.services.worksheet import Evaluated
from articulate.store.transaction import Connection

_UPLOADED = "transcript"
"""The layout of tables that people upload."""
_REMEMBERED = 256
"""Evaluations that are kept in memory, so that a page seen again is quick."""


def _nothing() -> None:
    """Do nothing."""


@dataclass(frozen=True, slots=True)
class WebDesk:
    """An open office: its store, settings, and policies where files are named.

    `imports` is None where nobody said which files the office works on. `loaded` is
    called when other rules were loaded, which stay.
    """

    store: StoreDesk
    office: Office = field(default_factory=Office)
    policies: OpenPolicies | None = None
    wording: Wording = field(default_factory=Wording)
    hasher: Argon2 = field(default_factory=Argon2)
    evaluated: Recollection[Evaluated] = field(
        default_factory=lambda: Recollection(_REMEMBERED)
    )
    imports: ImportDesk | None = None
    loaded: Callable[[], None] = _nothing
    _known: dict[tuple[str, ...], Rulebook] = field(default_factory=dict)

    def seen_by(self, person: Person) -> "WebDesk":
        """Return the same desk, where all that is seen is what a person may see."""
        return replace(self, store=self.store.seen_by(person))

    def rules(self) -> Rulebook | Diagnostic | Report:
        """Return the rules that requests are evaluated by: of files, or in force."""
        if self.policies is not None:
            errors = self.policies.report.errors
            return Report.of(errors) if errors else self.policies.rulebook
        act = self.store.act()
        return self.store.read(lambda conn: self._in_force(conn, act))

    def _in_force(self, conn: Connection, act: Act) -> Rulebook | Diagnostic:
        """Decode what is in force only where something has happened to a policy."""
        key = tuple(one.digest for one in policies_now(conn))
        if key not in self._known:
            found = rules_in_force(conn, None, act)
            if isinstance(found, Diagnostic):
                return found
            self._known.clear()
            self._known[key] = found
            self.loaded()
        return self._known[key]

    def texts(self) -> Mapping[str, str] | Diagnostic:
        """Return the texts of the policies, by file."""
        if self.policies is not None:
            return self.policies.texts
        return self.store.read(sources_in_force)

    def read_record(
        self, file: FoundFile, rules: Rulebook
    ) -> ReadRecord | Diagnostic | Report:
        """Read a record, or a transcript as a table, that somebody uploaded."""
        how = HowToRead(self.today(), _UPLOADED)
        return read_record(file, how, NearbyDisk(), rules)

    def importing(self) -> ImportDesk | Diagnostic:
        """Return what imports are given, or say that no files are worked on."""
        if self.imports is None:
            return self._no_files()
        return replace(self.imports, store=self.store)

    def publishing(self) -> PublishDesk | Diagnostic:
        """Return what publishing is given, or say that no files are worked on."""
        if self.imports is None:
            return self._no_files()
        return PublishDesk(self.store, self.office, self.imports.files)

    def _no_files(self) -> Diagnostic:
        return Diagnostic(
            code=Code.NOT_IN_STORE,
            place=StoreRef(self.store.store.name),
            message="nobody said which policies this office works on",
            help="serve it with `--drafts PATH`; imports are written into those, and"
            " drafts are made of them",
        )

    def today(self) -> date:
        """Return the day where the office is."""
        return today()

    def new_name(self) -> str:
        """Make a name for a request that nobody named."""
        return new_name()

    def new_secret(self) -> str:
        """Make the secret of a session."""
        return new_secret()


def web_desk(
    store: StoreDesk,
    settings: Path | None,
    paths: Sequence[Path] = (),
    *,
    drafts: Sequence[Path] = (),
    root: Path | None = None,
) -> WebDesk | Diagnostic:
    """Open an office for the web page; *settings* is its `office.toml` or folder.

    *drafts* are the policies that the office works on, named from *root*; without
    them, those that requests are evaluated by.
    """
    office, wording = Office(), Wording()
    if settings is not None:
        read, words = open_office(settings), open_wording(settings)
        if isinstance(read, Diagnostic):
            return read
        if isinstance(words, Diagnostic):
            return words
        office, wording = read, words
    policies = open_policies(paths) if paths else None
    worked_on = tuple(drafts or paths)
    imports = None
    if worked_on:
        folder = _folder(settings or worked_on[0])
        imports = ImportDesk(store, WorkingFiles(worked_on, folder, root))
    return WebDesk(store, office, policies, wording, imports=imports)


def with_rules_set_aside(desk: WebDesk) -> WebDesk:
    """Set the rules of a desk aside, and those that take their place."""
    set_rules_aside()
    return replace(desk, loaded=set_rules_aside)


def _folder(path: Path) -> Path:
    return path if path.is_dir() else path.parent
