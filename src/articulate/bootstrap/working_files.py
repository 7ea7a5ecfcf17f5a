"""The door for the files an office works on: read as they are, and written whole.

Whoever changes them has looked at them first. A change is written only while they are
as they were looked at, under the lock that `articulate import` holds as well.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from json import dumps
from pathlib import Path
from typing import TypeVar

from articulate.bootstrap.command import (
    OpenPolicies,
    check_files,
    open_policies,
    read_texts,
)
from articulate.bootstrap.named_files import policy_files
from articulate.bootstrap.nearby import NearbyDisk
from articulate.bootstrap.partners import partner_files, partner_path
from articulate.bootstrap.written_together import (
    LOCK,
    as_they_were,
    locked,
    write_together,
)
from articulate.diagnostics.cell import CellRef
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.model.identifiers import InstitutionId
from articulate.services.nearby_files import FileChange, FoundFile
from articulate.services.office_files import OfficeFiles

T = TypeVar("T")
_BESIDE = tuple(
    f"{within}{folder}/*.toml"
    for within in ("", "registrars/*/")
    for folder in ("layouts", "resolutions", "partners")
)


@dataclass(frozen=True, slots=True)
class WorkingFiles:
    """The policies that an office works on, and its own folder.

    Policies are named from *root*, where one is given, as they are published.
    """

    policies: tuple[Path, ...]
    office: Path
    root: Path | None = None

    def open(self) -> OpenPolicies:
        """Read the policies as they are now."""
        return open_policies(self.policies, self.root)

    def checked(self) -> OpenPolicies:
        """Read the policies, and check their rules together as well."""
        return check_files(self.policies, self.root)

    def now(self, file: str) -> OfficeFiles:
        """Gather what an import of a workbook called *file* meets."""
        opened = self.open()
        return OfficeFiles(
            texts=opened.texts,
            rulebook=opened.rulebook,
            report=opened.report,
            beside=NearbyDisk(self.office),
            around=NearbyDisk(self.root),
            partners=partner_files(self.office / file, self.policies),
            folder=self._first_folder(),
        )

    def as_they_are(self, office: OfficeFiles) -> tuple[str, ...]:
        """Name all that an import meets, so that the same need not be worked out twice.

        Those are the policies with their tables, layouts, chosen readings and partners.
        """
        read = sha256()
        found = [
            one
            for folder in (self.office.absolute(), *self.office.absolute().parents)
            for pattern in _BESIDE
            for one in sorted(folder.glob(pattern))
        ]
        for file in found:
            read.update(f"{file} {file.stat().st_size}\n".encode())
            read.update(file.read_bytes())
        texts = dumps(dict(office.texts), sort_keys=True)
        whole = sha256(texts.encode()).hexdigest()
        return office.rulebook.digest, whole, read.hexdigest()

    def still(self, changes: Sequence[FileChange]) -> bool:
        """Say whether files hold what a change of them was worked out from."""
        return as_they_were([self._placed(one) for one in changes])

    def texts(self) -> Mapping[str, str]:
        """Read the texts of the policies as they are now."""
        return read_texts(policy_files(self.policies, self.root))[0]

    def partner_file(
        self, file: str, sending: InstitutionId, receiving: InstitutionId
    ) -> Path:
        """Return where a new partner's file belongs."""
        beside = self.office / file
        return partner_path(beside, self.policies, sending, receiving)

    def resolutions_file(
        self, sending: InstitutionId, receiving: InstitutionId
    ) -> tuple[Path, FoundFile | None]:
        """Return where readings for a partner's workbooks are kept, and what is there.

        A file that lies further up counts, as it does when a workbook is read.
        """
        name = f"{sending}-{receiving}".lower()
        for folder in (self.office, *self.office.absolute().parents):
            for pattern in ("resolutions/{}.toml", "registrars/*/resolutions/{}.toml"):
                for found in sorted(folder.glob(pattern.format(name))):
                    content = found.read_bytes()
                    return found, FoundFile(found.name, content, found.as_posix())
        return self.office / "resolutions" / f"{name}.toml", None

    def shown(self, path: str) -> str:
        """Name a file as somebody in the office would."""
        whole = self.on_disk(path).absolute()
        root = (self.root or Path()).absolute()
        inside = whole.is_relative_to(root)
        return (whole.relative_to(root) if inside else whole).as_posix()

    def on_disk(self, path: str) -> Path:
        """Find a file by the name it has among the policies."""
        return Path(path) if self.root is None else self.root / path

    def write(
        self,
        changes: Sequence[FileChange],
        texts: Mapping[str, str],
        enter: Callable[[], T | Diagnostic],
        undo: Callable[[str], object],
    ) -> T | Diagnostic:
        """Write files that were worked out from *texts*, once it is entered.

        Where something is against it nothing is entered or written; where the disk
        fails, what was written is put back, and *undo* is told why.
        """
        if not changes:
            return enter()
        placed = [self._placed(one) for one in changes]
        with unchanged(placed, texts, self.texts) as meanwhile:
            if meanwhile is not None:
                return meanwhile
            came = enter()
            if isinstance(came, Diagnostic):
                return came
            try:
                write_together(placed)
            except OSError as error:
                undo(str(error.strerror))
                return not_written(placed[0].path, error)
            return came

    def _placed(self, change: FileChange) -> FileChange:
        return replace(change, path=self.on_disk(change.path).as_posix())

    def _first_folder(self) -> str:
        """Return where a new agreement would stand, as policies are named."""
        first = self.policies[0]
        folder = first if first.is_dir() else first.parent
        return self.shown(folder.as_posix()) if self.root else folder.as_posix()


@contextmanager
def unchanged(
    changes: Sequence[FileChange],
    texts: Mapping[str, str],
    now: Callable[[], Mapping[str, str]],
) -> Iterator[Diagnostic | None]:
    """Hold the lock of a change, or say that somebody was quicker.

    *texts* are the policies it was worked out from, *now* reads them again.
    """
    folder = Path(changes[0].path).parent
    with locked(folder) as ours:
        if not ours or now() != texts or not as_they_were(changes):
            yield changed_meanwhile(folder, ours=ours)
        else:
            yield None


def changed_meanwhile(folder: Path, *, ours: bool) -> Diagnostic:
    """Say that the files of a folder are others by now, or are about to be."""
    why = "have changed since they were read" if ours else "are being changed"
    return Diagnostic(
        Code.POLICIES_CHANGED_MEANWHILE,
        CellRef(folder.as_posix(), "", "", 0),
        f"the policies in `{folder.name}` {why} by somebody else",
        "run the import again, and look at what it shows"
        if ours
        else f"wait until the other import is done (it holds `{LOCK}`), and run again",
    )


def not_written(path: str, error: OSError) -> Diagnostic:
    """Say that the disk did not take a file; nothing of the change is there."""
    return Diagnostic(
        Code.POLICIES_CHANGED_MEANWHILE,
        CellRef(path, "", "", 0),
        f"`{Path(path).name}` could not be written: {error.strerror}",
        "nothing was changed; let whoever serves the page write there, and try again",
    )
