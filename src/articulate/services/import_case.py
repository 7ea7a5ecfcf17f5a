"""An import on the web: the workbook that was sent, how it is read, what came of it.

Each is a stream of the ledger. Nothing that is shown of it is kept: it is worked out
again from the workbook and the office's files whenever somebody looks.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from articulate.cases.importing import ALLOWED, import_after
from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.intake.archive import LIMITS
from articulate.intake.contained import read_contained
from articulate.intake.delimited import is_delimited
from articulate.model.entry import Entry, NewEntry
from articulate.model.importing import ImportMove, ImportState
from articulate.services.access import Task, refusal
from articulate.services.acting import Act, asked_digest, done_before
from articulate.services.nearby_files import FoundFile
from articulate.services.stored_evaluation import kept
from articulate.store.chain import said_in
from articulate.store.contents import content_digest, keep_content
from articulate.store.entries import contents_of, entries_of, latest_entries
from articulate.store.ledger import append
from articulate.store.transaction import Connection

IMPORT = "import:"
"""What the name of an import's stream begins with."""
MOST_BYTES = 20_000_000
"""The largest workbook that can be sent to a page."""
_NAMED = 120
_WRITES = frozenset({ImportMove.CHOOSE, ImportMove.APPLY})


@dataclass(frozen=True, slots=True)
class ImportHow:
    """How a workbook is read and what it is compared with, as far as it was said.

    `new` begins an agreement that there is not yet.
    """

    layout: str = ""
    sheet: str = ""
    sending: str = ""
    receiving: str = ""
    into: str = ""
    new: bool = False
    mode: str = ""
    on: date | None = None
    cites: str = ""
    version: str = ""

    def as_said(self) -> dict[str, object]:
        """Turn it into what an entry says."""
        return {
            "layout": self.layout,
            "sheet": self.sheet,
            "sending": self.sending,
            "receiving": self.receiving,
            "into": self.into,
            "new": self.new,
            "mode": self.mode,
            "on": None if self.on is None else self.on.isoformat(),
            "cites": self.cites,
            "version": self.version,
        }


@dataclass(frozen=True, slots=True)
class ImportCase:
    """One import as it stands: its workbook, how it is read, and who did what."""

    name: str
    file: FoundFile
    how: ImportHow
    state: ImportState
    entries: tuple[Entry, ...]

    @property
    def last(self) -> Entry:
        """The newest entry."""
        return self.entries[-1]

    @property
    def applied(self) -> Mapping[str, object] | None:
        """What was applied, None where nothing is."""
        return said_in(self.last) if self.state is ImportState.APPLIED else None


@dataclass(frozen=True, slots=True)
class ImportListed:
    """An import in the list of all."""

    name: str
    file: str
    state: str
    by: str
    since: str
    version: str


@dataclass(frozen=True, slots=True)
class Happening:
    """A move of an import: what is said and kept of it, and what was asked for."""

    move: ImportMove
    said: Mapping[str, object] = field(default_factory=dict)
    contents: Mapping[str, bytes] = field(default_factory=dict)
    asked: Mapping[str, object] = field(default_factory=dict)


def wrong_with_file(file: FoundFile) -> Diagnostic | None:
    """Say why a file is not taken at all; a hostile one is opened by nobody."""
    place = CellRef(file.name, "", "", 0)
    if not file.content:
        return Diagnostic(
            Code.FORM_INVALID, place, "no file was chosen", "choose a workbook"
        )
    if len(file.content) > min(MOST_BYTES, LIMITS.file):
        return Diagnostic(
            Code.WORKBOOK_TOO_LARGE,
            place,
            f"the file has {len(file.content):,} bytes, and a page takes"
            f" {MOST_BYTES:,}",
            "split it, or import it with `articulate import`",
        )
    if is_delimited(file.name):
        return None
    read = read_contained(file.content, file.name)
    return read if isinstance(read, Diagnostic) else None


def bare_file_name(sent: str) -> str:
    r"""Return the name of a file that was sent, without folders and signs.

    >>> bare_file_name("C:\\lists\\ncc-2026.csv"), bare_file_name("../../a!b.xlsx")
    ('ncc-2026.csv', 'a_b.xlsx')
    """
    name = sent.replace("\\", "/").split("/")[-1].lstrip(".")
    plain = "".join(one if one.isprintable() and one != "!" else "_" for one in name)
    return plain[-_NAMED:] or "workbook"


def begin_import(
    conn: Connection, name: str, file: FoundFile, act: Act, *, how: ImportHow
) -> Entry | Diagnostic:
    """Keep a workbook that was sent, to be looked at."""
    if refused := refusal(act, Task.IMPORT):
        return refused
    asked: dict[str, object] = {
        "act": "import upload",
        "actor": act.actor,
        "file": file.name,
        "content": content_digest(file.content),
    }
    before = done_before(conn, act, asked)
    if before is not None:
        return before
    new = NewEntry(
        stream=f"{IMPORT}{name}",
        kind=ImportMove.UPLOAD,
        state=ImportState.OPEN,
        actor=act.actor,
        said={"file": file.name, "size": len(file.content), "how": how.as_said()},
        contents={"workbook": keep_content(conn, file.content)},
        key=act.key,
        asked=None if act.key is None else asked_digest(asked),
    )
    return append(conn, new, act.moment, after=None)


def import_of(conn: Connection, name: str, act: Act) -> ImportCase | Diagnostic:
    """Return an import as it stands."""
    if refused := refusal(act, Task.IMPORT):
        return refused
    entries = entries_of(conn, f"{IMPORT}{name}")
    if not entries:
        return Diagnostic(
            code=Code.NOT_IN_STORE,
            place=act.at(f"{IMPORT}{name}"),
            message=f"there is no import `{name}`",
            help="look at the list of imports",
        )
    content = kept(conn, contents_of(conn, entries[0]), "workbook")
    said = [said_in(one)["how"] for one in entries if "how" in said_in(one)]
    return ImportCase(
        name=name,
        file=FoundFile(said_in(entries[0])["file"], content),
        how=_how(said[-1]),
        state=ImportState(entries[-1].state),
        entries=entries,
    )


def applied_file(conn: Connection, case: ImportCase, role: str) -> bytes:
    """Return what an import wrote into one of its files."""
    return kept(conn, contents_of(conn, case.last), role)


def imports_now(conn: Connection, act: Act) -> tuple[ImportListed, ...] | Diagnostic:
    """List all imports, the newest first."""
    if refused := refusal(act, Task.IMPORT):
        return refused
    found = [
        ImportListed(
            name=one.stream.removeprefix(IMPORT),
            file=said_in(entries_of(conn, one.stream)[0])["file"],
            state=one.state,
            by=one.actor,
            since=one.recorded_at,
            version=str(said_in(one).get("version", "")),
        )
        for one in latest_entries(conn, IMPORT)
    ]
    return tuple(sorted(found, key=lambda one: (one.since, one.name), reverse=True))


def move_import(
    conn: Connection, name: str, happening: Happening, act: Act
) -> Entry | Diagnostic:
    """Enter what happens to an import, if it may as it stands."""
    case = import_of(conn, name, act)
    if isinstance(case, Diagnostic):
        return case
    asked = wanted(name, happening, act)
    before = done_before(conn, act, asked)
    if before is not None:
        return before
    after = import_after(case.state, happening.move)
    if after is None:
        return not_now(case, happening.move, act)
    new = NewEntry(
        stream=case.last.stream,
        kind=happening.move,
        state=after,
        actor=act.actor,
        said=happening.said,
        contents={
            role: keep_content(conn, one) for role, one in happening.contents.items()
        },
        key=act.key,
        asked=None if act.key is None else asked_digest(asked),
    )
    return append(conn, new, act.moment, after=case.last)


def ask_import(
    conn: Connection, name: str, how: ImportHow, act: Act
) -> Entry | Diagnostic:
    """Say how a workbook is read, and what it is compared with."""
    said = {"how": how.as_said()}
    happening = Happening(ImportMove.ASK, said, asked=said)
    return move_import(conn, name, happening, act)


def drop_import(conn: Connection, name: str, act: Act) -> Entry | Diagnostic:
    """Drop an import: nothing of it is applied."""
    return move_import(conn, name, Happening(ImportMove.DROP), act)


def done_already(
    conn: Connection, name: str, happening: Happening, act: Act
) -> Entry | Diagnostic | None:
    """Return what the same form came to before, None where it is new."""
    return refusal(act, Task.IMPORT) or done_before(
        conn, act, wanted(name, happening, act)
    )


def wanted(name: str, happening: Happening, act: Act) -> dict[str, object]:
    """Say what is asked for, so that a key stands for one thing."""
    return {
        "act": f"import {happening.move}",
        "import": name,
        "actor": act.actor,
        "asked": dict(happening.asked),
    }


def not_now(case: ImportCase, move: ImportMove, act: Act) -> Diagnostic:
    """Say that something cannot follow as an import stands."""
    allowed = ", ".join(ALLOWED[case.state]) or "nothing"
    return Diagnostic(
        code=Code.MOVE_NOT_ALLOWED,
        place=act.at(case.last.stream, case.last.number),
        message=f"the import `{case.name}` is {case.state} since"
        f" {case.last.recorded_at[:10]}, by {case.last.actor}, so that one cannot"
        f" {move} it",
        help=f"what can follow: {allowed}",
    )


def editors_since(conn: Connection, moment: str) -> tuple[str, ...]:
    """Name everybody who changed the office's files by an import after a moment.

    Whoever did is an editor of the revision that is drafted from them.
    """
    return tuple(sorted(set(_editors(conn, moment))))


def _editors(conn: Connection, moment: str) -> Iterator[str]:
    for newest in latest_entries(conn, IMPORT):
        if newest.recorded_at > moment:
            for one in entries_of(conn, newest.stream):
                if one.kind in _WRITES and one.recorded_at > moment:
                    yield one.actor


def _how(said: Mapping[str, object]) -> ImportHow:
    on = said["on"]
    words = {name: str(said[name]) for name in said if name not in {"on", "new"}}
    return ImportHow(
        **words,
        new=bool(said["new"]),
        on=None if on is None else date.fromisoformat(str(on)),
    )
