"""What is remembered of a partner's imports: used, said, and kept for the next time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import typer

from articulate.bootstrap.clock import today
from articulate.bootstrap.command import open_workbook
from articulate.bootstrap.partners import partner_files, partner_path, write_partner
from articulate.cli.import_steps import compared_with, guessed_layout
from articulate.cli.problems import show_problems
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.explain.machine import Json
from articulate.model.identifiers import BlockId, InstitutionId
from articulate.rulebook.rulebook import Rulebook
from articulate.rulebook.version import BlockHead
from articulate.services.import_agreements import Imported
from articulate.services.import_changes import (
    Against,
    begun,
    mode_called,
    parties_said,
    rules_in_force,
)
from articulate.services.nearby_files import FoundFile, NearbyFiles
from articulate.services.partner_memory import (
    Asked,
    Confirmed,
    KnownBy,
    Memory,
    Recalled,
    memory_of,
    recall,
    remembered_text,
)
from articulate.services.workbook_signs import WorkbookSigns

_SENDER, _RECEIVER = InstitutionId("SENDER"), InstitutionId("RECEIVER")
_MODE = "replace"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The workbook that is imported, where it is, and what is known around it."""

    path: Path
    signs: WorkbookSigns
    files: NearbyFiles
    policies: Sequence[Path]
    rulebook: Rulebook


@dataclass(frozen=True, slots=True)
class Settled:
    """How a workbook is imported: as asked, else as remembered, else None."""

    asked: Asked
    recalled: Recalled | None
    memory: Memory
    kept: tuple[FoundFile, ...]
    problems: tuple[Diagnostic, ...]

    @property
    def sheet(self) -> str | None:
        """The sheet that is read, None for all of them."""
        before = None if self.recalled is None else self.recalled.before.sheet
        return self.asked.sheet or before

    @property
    def into(self) -> str | None:
        """The agreement that an import is compared with."""
        before = None if self.recalled is None else self.recalled.before.into
        return self.asked.into or before

    @property
    def mode(self) -> str | None:
        """What becomes of rules that the workbook does not have."""
        before = None if self.recalled is None else self.recalled.before.mode
        return self.asked.mode or before

    @property
    def sides(self) -> tuple[InstitutionId | None, InstitutionId | None]:
        """Who sends and who receives."""
        if self.recalled is None:
            return self.asked.sending, self.asked.receiving
        return self.recalled.partner.sending, self.recalled.partner.receiving

    @property
    def only_by_file(self) -> bool:
        """Whether nothing but the file's name says whose the agreement is."""
        return (
            self.recalled is not None
            and self.recalled.known_by is KnownBy.FILE
            and self.asked.into is None
        )

    def as_json(self) -> dict[str, Json]:
        """Turn what is remembered into what `import --format json` adds."""
        return {} if self.recalled is None else {"remembered": self.recalled.as_json()}

    def layout(self, around: Surroundings, *, as_json: bool) -> str:
        """Return the layout asked for, the remembered one, or else a guess."""
        before = None if self.recalled is None else self.recalled.before.layout
        return (
            self.asked.layout
            or before
            or guessed_layout(around.signs.file, around.files, as_json=as_json)
        )


def surroundings(
    path: Path, policies: Sequence[Path], rulebook: Rulebook
) -> Surroundings:
    """Read a workbook, which is opened when it is first looked at."""
    file, files = open_workbook(path)
    signs = WorkbookSigns(file, files, rulebook)
    return Surroundings(path, signs, files, policies, rulebook)


def settled(around: Surroundings, asked: Asked, *, as_json: bool) -> Settled:
    """Find what is remembered of the partner, and say so on standard error."""
    kept = partner_files(around.path, around.policies)
    memory = memory_of(kept)
    problems = memory.report.diagnostics
    found = recall(around.signs, memory, asked)
    if isinstance(found, Diagnostic):
        problems = (*problems, found)
        found = None
    elif found is not None:
        typer.echo(found.sentence(asked), err=True)
    if not as_json:
        show_problems(problems)
    return Settled(asked, found, memory, kept, problems)


def asked_for(
    around: Surroundings,
    sides: tuple[str | None, str | None],
    said: tuple[str | None, str | None, str | None, str | None],
) -> Asked:
    """Gather what is said of an import: the parties; layout, sheet, agreement, mode.

    Parties that nobody names are those of the agreement, where it has one each.
    """
    sending, receiving = sides
    layout, sheet, into, mode = said
    if into is not None:
        theirs, ours = parties_said(into, around.rulebook)
        sending, receiving = theirs or sending, ours or receiving
    return Asked(
        None if sending is None else InstitutionId(sending),
        None if receiving is None else InstitutionId(receiving),
        layout,
        sheet,
        into,
        None if mode is None else str(mode),
    )


def read_between(
    how: Settled,
    on: datetime | None,
    around: Surroundings,
    *,
    apply: bool,
    new: bool = False,
) -> tuple[Against | None, tuple[InstitutionId, InstitutionId]]:
    """Say what an import is compared with, and who sends and receives.

    A *new* agreement begins with it, unless there is one of that name.
    """
    sending, receiving = how.sides
    sides = sending or _SENDER, receiving or _RECEIVER
    if how.into is not None:
        if apply and how.only_by_file:
            message = (
                f"only the file's name says that it is from {sending}: to apply it,"
                f" say so with --from {sending}, or name the agreement with --into"
            )
            raise typer.BadParameter(message, param_hint="--apply")
        begins = _begins(how.into, sides, around) if new else None
        mode = how.mode or (_MODE if begins is None else "replace-from")
        against = compared_with(how.into, on, mode, around.rulebook, begins=begins)
        return against, against.sides(*sides)
    if apply:
        message = "an import is applied to an agreement: name it with --into"
        raise typer.BadParameter(message, param_hint="--apply")
    return None, sides


def _begins(
    into: str, sides: tuple[InstitutionId, InstitutionId], around: Surroundings
) -> BlockHead | None:
    """Return how a new agreement opens, None where there is one of that name."""
    if not isinstance(rules_in_force(BlockId(into), today(), around.rulebook), str):
        return None
    if _SENDER in sides or _RECEIVER in sides:
        message = "a new agreement is between two: say who with --from and --to"
        raise typer.BadParameter(message, param_hint="--new")
    if not around.policies:
        message = "a new agreement stands with the policies: name them with --policies"
        raise typer.BadParameter(message, param_hint="--new")
    first = around.policies[0]
    folder = first if first.is_dir() else first.parent
    return begun(into, *sides, (folder / f"{into}.art").as_posix())


def is_kept(imported: Imported, *, asked: bool | None, applied: bool) -> bool:
    """Say whether to remember an import: where it is asked for, else where applied.

    Our own rule table is nobody's workbook, and what has an error was not confirmed.
    """
    if imported.preview.report.errors:
        return False
    return applied and imported.table is None if asked is None else asked


def keep(
    around: Surroundings,
    how: Settled,
    sides: tuple[InstitutionId, InstitutionId],
    layout: str,
    *,
    asked_to: bool,
) -> None:
    """Keep how an import was done, and say so on standard error.

    Where nobody has said who sends and receives there is nobody to remember.
    """
    if _SENDER in sides or _RECEIVER in sides:
        if asked_to:
            message = "whose workbook is it? say so with --from and --to"
            raise typer.BadParameter(message, param_hint="--remember")
        return
    into, mode = how.into, how.mode
    done = Confirmed(
        *sides,
        layout,
        today(),
        how.sheet,
        into,
        None if into is None else mode_called(mode or _MODE),
    )
    said = _kept(around, how, done)
    if said:
        typer.echo(said, err=True)


def _kept(around: Surroundings, before: Settled, done: Confirmed) -> str:
    """Keep how an import was done; return what to say of it, empty where it was known.

    What is applied stays applied where this cannot be written.
    """
    partner = before.memory.of(done.sending, done.receiving)
    sides = done.sending, done.receiving
    path = partner_path(around.path, around.policies, *sides)
    old = None
    if partner is not None:
        path = Path(partner.file)
        old = next(one for one in before.kept if one.path == partner.file)
    elif path.exists():
        return f"not remembered: {path} holds something else"
    text = remembered_text(around.signs, done, before.memory, old)
    if text is None:
        return ""
    try:
        written = write_partner(path, text, None if old is None else old.content)
    except OSError as error:
        return f"not remembered: {path} cannot be written ({error.strerror})"
    if not written:
        return f"not remembered: {path} has been changed by somebody else meanwhile"
    return f"remembered for the next import from {done.sending}: {path}"
