"""The door for an office's settings: its `office.toml`, and the names of time zones."""

from datetime import UTC, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from articulate.diagnostics.diagnostic import Diagnostic
from articulate.services.letters import Wording, read_wording
from articulate.services.office import Office, read_office


def open_office(path: Path) -> Office | Diagnostic:
    """Read the settings in a file, or in a folder's `office.toml`."""
    file = path / "office.toml" if path.is_dir() else path
    return read_office(file.read_text(encoding="utf-8"), file.as_posix(), _zone)


def open_wording(path: Path) -> Wording | Diagnostic:
    """Read an office's `letters.toml`; where there is none, plain words are used."""
    folder = path if path.is_dir() else path.parent
    file = folder / "letters.toml"
    if not file.is_file():
        return Wording()
    return read_wording(file.read_text(encoding="utf-8"), file.as_posix())


def _zone(name: str) -> tzinfo | None:
    if name == "UTC":
        return UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
