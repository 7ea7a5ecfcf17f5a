"""What is asked on the command line, read once: the policies, the day, the receiver."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import typer

from articulate.bootstrap.clock import today
from articulate.bootstrap.command import OpenPolicies, open_policies
from articulate.cli.exits import Exit
from articulate.cli.formats import Format
from articulate.cli.problems import show_problems
from articulate.model.identifiers import InstitutionId
from articulate.rulebook.rulebook import Rulebook
from articulate.services.evaluate_record import Asked, once_each
from articulate.services.read_record import HowToRead
from articulate.services.receivers import Unclear, receiver_for
from articulate.settings import read_settings


@dataclass(frozen=True, slots=True)
class Question:
    """The options that say what is asked, as they were typed."""

    as_of: datetime | None = None
    known_at: datetime | None = None
    degrees: tuple[str, ...] = ()
    receiving: str | None = None
    layout: str | None = None
    sheet: str | None = None
    sending: str | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """All that evaluating a record needs, once for every record of a command."""

    policies: OpenPolicies
    asked: Asked
    how: HowToRead

    @property
    def rulebook(self) -> Rulebook:
        """The rules asked."""
        return self.policies.rulebook


def ask_policies(paths: list[Path] | None, question: Question, shown: Format) -> Desk:
    """Open the policies and settle what is asked, or stop with what is wrong."""
    policies = open_policies(paths or usual_policies())
    if policies.report.errors:
        as_json = shown is Format.JSON
        show_problems(policies.report.errors, as_json=as_json, texts=policies.texts)
        raise typer.Exit(Exit.INPUT_WRONG)
    return ask_opened(policies, question)


def ask_opened(policies: OpenPolicies, question: Question) -> Desk:
    """Settle what is asked of policies that are open, or stop with what is unclear."""
    degrees = once_each(question.degrees)
    receiving = receiver_for(policies.rulebook, degrees, _code(question.receiving))
    if isinstance(receiving, Unclear):
        message = f"{receiving.message}; {receiving.help}"
        raise typer.BadParameter(message)
    as_of = today() if question.as_of is None else question.as_of.date()
    how = HowToRead(as_of, question.layout, question.sheet, _code(question.sending))
    asked = Asked(as_of, receiving, _day(question.known_at), degrees)
    return Desk(policies, asked, how)


def usual_policies() -> list[Path]:
    """Return the policies that are set once, where none are named."""
    paths = [Path(path) for path in read_settings().policies]
    missing = [path.as_posix() for path in paths if not path.exists()]
    if missing:
        message = f"ARTICULATE_POLICIES names `{missing[0]}`, which does not exist"
        raise typer.BadParameter(message)
    if not paths:
        message = "name the policies with --policies"
        raise typer.BadParameter(message)
    return paths


def _code(written: str | None) -> InstitutionId | None:
    return None if written is None else InstitutionId(written)


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.date()
