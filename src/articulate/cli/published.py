"""The rules a request is evaluated by: files that are named, or what is published."""

from pathlib import Path

from articulate.bootstrap.command import OpenPolicies
from articulate.bootstrap.desk import StoreDesk
from articulate.cli.asking import Desk, Question, ask_opened, ask_policies
from articulate.cli.formats import Format, PlainFormat
from articulate.cli.stores import answered
from articulate.diagnostics.report import Report
from articulate.services.policy_moves import rules_in_force
from articulate.settings import read_settings


def desk_for(  # noqa: PLR0917 - what a command was given
    store: StoreDesk,
    paths: list[Path] | None,
    policy: str | None,
    question: Question,
    shown: PlainFormat,
) -> Desk:
    """Ask the files that are named or set; without any, what the store has in force."""
    if policy is None and (paths or read_settings().policies):
        as_json = shown is PlainFormat.JSON
        return ask_policies(paths, question, Format.JSON if as_json else Format.TEXT)
    act = store.act()
    rules = answered(store.read(lambda conn: rules_in_force(conn, policy, act)), shown)
    return ask_opened(OpenPolicies({}, rules, (), (), Report()), question)
