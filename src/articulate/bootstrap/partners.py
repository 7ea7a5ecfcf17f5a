"""The door for what is remembered of partners: `partners/*.toml` of an office."""

import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from articulate.bootstrap.named_files import above
from articulate.bootstrap.written_together import (
    as_they_were,
    locked,
    write_together,
)
from articulate.model.identifiers import InstitutionId
from articulate.services.nearby_files import FileChange, FoundFile

_PARTNERS = ("partners/*.toml", "registrars/*/partners/*.toml")
_OFFICES = "registrars/*/office.toml"


def partner_files(workbook: Path, policies: Sequence[Path]) -> tuple[FoundFile, ...]:
    """Find what is remembered of partners, the nearest first, each file once.

    It is looked for from the workbook upward, from the current folder, and from the
    policies; an office's files lie in its own folder.
    """
    found: dict[Path, Path] = {}
    for folder in _folders(workbook, policies):
        for pattern in _PARTNERS:
            for path in sorted(folder.glob(pattern)):
                found.setdefault(path.resolve(), path)
    return tuple(
        FoundFile(path.name, path.read_bytes(), _shown(path)) for path in found.values()
    )


def partner_path(
    workbook: Path,
    policies: Sequence[Path],
    sending: InstitutionId,
    receiving: InstitutionId,
) -> Path:
    """Return where a new partner's file belongs.

    That is the office in whose folder the workbook lies, else the one of the receiving
    institution, else a folder beside the policies, else beside the workbook.
    """
    name = f"{sending}-{receiving}.toml".lower()
    offices = [
        path.parent
        for folder in _folders(workbook, policies)
        for path in sorted(folder.glob(_OFFICES))
    ]
    inside = [one for one in offices if one.resolve() in workbook.resolve().parents]
    theirs = [one for one in offices if _institution(one) == receiving]
    beside = [one if one.is_dir() else one.parent for one in policies]
    office = (*inside, *theirs, *beside, workbook.parent)[0]
    return Path(_shown(office)) / "partners" / name


def write_partner(path: Path, text: str, before: bytes | None) -> bool:
    """Write a partner's file; False where somebody else has changed it meanwhile."""
    path.parent.mkdir(exist_ok=True)
    change = FileChange(path.as_posix(), text.encode(), before)
    with locked(path.parent) as ours:
        if not ours or not as_they_were([change]):
            return False
        write_together([change])
    return True


def _folders(workbook: Path, policies: Sequence[Path]) -> Iterator[Path]:
    yield from above(workbook)
    yield Path.cwd()
    yield from Path.cwd().parents
    for path in policies:
        yield from (path.absolute(), *above(path))


def _institution(office: Path) -> str | None:
    """Return whose office it is, None where its settings do not say so."""
    try:
        said = tomllib.loads((office / "office.toml").read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return None
    named = said.get("office")
    whose = named.get("institution") if isinstance(named, dict) else None
    return whose if isinstance(whose, str) else None


def _shown(path: Path) -> str:
    """Name a file from the current folder, where it is below it."""
    here = Path.cwd()
    inside = path.is_relative_to(here)
    return (path.relative_to(here) if inside else path).as_posix()
