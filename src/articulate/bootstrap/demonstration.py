"""The door for the demonstration office: the shipped policies and an office, copied."""

import shutil
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from articulate.bootstrap.files import policies, registrars
from articulate.model.identifiers import InstitutionId

_LEFT_OUT = shutil.ignore_patterns("__pycache__", ".DS_Store")


@dataclass(frozen=True, slots=True)
class DemoOffice:
    """A demonstration office on disk, and what its `office.toml` says to show.

    `first` is the record that is shown in full, `transcripts` the layout of records
    that are no JSON.
    """

    folder: Path
    policies: Path
    learners: Path
    results: Path
    institution: InstitutionId
    as_of: date
    first: Path
    transcripts: str


def build_office(folder: Path) -> DemoOffice:
    """Copy what ships with the package into *folder*, which is made if need be."""
    shutil.copytree(
        policies(), folder / "policies", ignore=_LEFT_OUT, dirs_exist_ok=True
    )
    shutil.copytree(
        registrars(), folder / "registrars", ignore=_LEFT_OUT, dirs_exist_ok=True
    )
    settings = _demonstrated(folder)
    office = settings.parent
    said = tomllib.loads(settings.read_text(encoding="utf-8"))
    shown = said["demonstration"]
    return DemoOffice(
        folder=folder,
        policies=folder / "policies",
        learners=office / "learners",
        results=folder / "results",
        institution=InstitutionId(said["office"]["institution"]),
        as_of=shown["as_of"],
        first=office / "learners" / shown["first"],
        transcripts=shown["transcripts"],
    )


def _demonstrated(folder: Path) -> Path:
    """Find the office that says what to demonstrate."""
    for settings in sorted(folder.glob("registrars/*/office.toml")):
        if "[demonstration]" in settings.read_text(encoding="utf-8"):
            return settings
    msg = "no shipped office has a demonstration"
    raise FileNotFoundError(msg)
