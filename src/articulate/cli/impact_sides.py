"""What an impact compares: files that are named, or what a store has of a policy."""

from pathlib import Path

import typer

from articulate.bootstrap.clock import today
from articulate.bootstrap.command import OpenPolicies
from articulate.cli.asking import Desk, Question, ask_opened, ask_policies
from articulate.cli.formats import Format, PlainFormat
from articulate.cli.stores import answered, opened
from articulate.diagnostics.report import Report
from articulate.rulebook.rulebook import Rulebook
from articulate.services.policy_moves import newest_revision, policy_in_force
from articulate.services.revisions import published

_BOTH = 2


def sides_of(  # noqa: PLR0917 - what a command was given
    paths: list[Path],
    policy: str | None,
    store: str | None,
    question: Question,
    shown: Format,
) -> list[Desk]:
    """Return the policies before and after.

    What would come into force is recorded as it would be: a block that is in force word
    for word keeps the day on which it was recorded.
    """
    if len(paths) > _BOTH:
        message = "name the policies as they are and as they would be, and no others"
        raise typer.BadParameter(message)
    if len(paths) == _BOTH:
        return [ask_policies([path], question, shown) for path in paths]
    plain = PlainFormat.JSON if shown is Format.JSON else PlainFormat.TEXT
    desk = opened(store, plain)
    act = desk.act()
    before = answered(desk.read(lambda conn: policy_in_force(conn, policy, act)), plain)
    if paths:
        after = ask_policies(paths, question, shown).rulebook
    else:
        name = before.policy
        found = desk.read(lambda conn: newest_revision(conn, name, act))
        after = answered(found, plain).rulebook
    recorded = published(after, before.rulebook, today())
    return [_asked(one, question) for one in (before.rulebook, recorded)]


def _asked(rulebook: Rulebook, question: Question) -> Desk:
    return ask_opened(OpenPolicies({}, rulebook, (), (), Report()), question)
