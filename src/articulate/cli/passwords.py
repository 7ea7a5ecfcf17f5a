"""Passwords on the command line: typed twice by a person, or one line of a program."""

import sys
from collections.abc import Callable

import typer

from articulate.bootstrap.desk import StoreDesk
from articulate.cli.formats import PlainFormat
from articulate.cli.store_text import print_entry
from articulate.cli.stores import answered, stop
from articulate.cli.terminal import output, print_plain
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.explain.machine import Json, as_text
from articulate.model.person import Person
from articulate.services.acting import Act
from articulate.services.passwords import (
    PERSON,
    Hasher,
    passwords_since,
    set_password,
)
from articulate.services.people import person_named

PEOPLE_SCHEMA = "articulate.people/1"


def list_people(desk: StoreDesk, known: tuple[Person, ...], shown: PlainFormat) -> None:
    """Show who may sign in, in which roles, and since when they have a password."""
    since = answered(desk.read(passwords_since), shown)
    if shown is PlainFormat.JSON:
        listed: list[Json] = [_row(one, since.get(one.id)) for one in known]
        print_plain(as_text({"schema": PEOPLE_SCHEMA, "people": listed}))
        return
    for one in known:
        roles = ", ".join(sorted(one.roles)) or "no role"
        ways = [f"password of {since[one.id][:10]}"] if one.id in since else []
        ways += ["account with the provider"] if one.account else []
        output().print(
            f"{one.id}: {roles}; {', '.join(ways) or 'no way in'}", soft_wrap=True
        )


def set_or_forget(
    desk: StoreDesk,
    known: tuple[Person, ...],
    name: str,
    act: Act,
    *,
    forget: bool,
    shown: PlainFormat,
) -> None:
    """Set the password of a person of the office, or let it be forgotten."""
    person = person_named(known, name)
    if person is None:
        stop([_nobody(name, act)], shown)
    typed = None if forget else _typed(person)
    hasher = _hasher()
    came = desk.write(
        lambda conn: set_password(conn, person, typed, act, hasher=hasher)
    )
    print_entry(answered(came, shown), shown)


def _typed(person: Person) -> str:
    """Read a password without showing it."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().removesuffix("\n").removesuffix("\r")
    ask: Callable[..., str] = typer.prompt
    return ask(
        f"New password of {person.id}",
        hide_input=True,
        confirmation_prompt="Once more",
        err=True,
    )


def _hasher() -> Hasher:
    try:
        from articulate.bootstrap.passwords import Argon2
    except ModuleNotFoundError as error:
        message = (
            f"`{error.name}` is not installed; pip install 'articulate-credit[web]'"
        )
        raise typer.BadParameter(message) from None
    return Argon2()


def _nobody(name: str, act: Act) -> Diagnostic:
    return Diagnostic(
        code=Code.PERSON_UNKNOWN,
        place=act.at(f"{PERSON}{name}"),
        message=f"`{name}` is nobody whom the office's settings name",
        help="name one of [[people]] in office.toml, which --office points at",
    )


def _row(person: Person, since: str | None) -> dict[str, Json]:
    roles: list[Json] = [str(one) for one in sorted(person.roles)]
    return {
        "id": person.id,
        "name": person.name,
        "roles": roles,
        "learner": person.learner,
        "account": person.account or None,
        "password_since": since,
    }
