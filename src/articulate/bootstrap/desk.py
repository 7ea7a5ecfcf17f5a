"""What a face is given to work at an office's store: the store, a clock and names."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import version
from secrets import token_urlsafe
from typing import TypeAlias, TypeVar
from uuid import uuid4

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from articulate.bootstrap.clock import moment
from articulate.bootstrap.database import (
    UNUSABLE,
    OpenStore,
    connect_store,
    open_store,
    unusable,
)
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.model.person import Person
from articulate.services.acting import Act
from articulate.services.sight import sight_of
from articulate.store.sight import is_bound

T = TypeVar("T")
_STORE = "the office's store"
Work: TypeAlias = Callable[[Connection], T]
"""Something that is done in one transaction of a store."""


@dataclass(frozen=True, slots=True)
class StoreDesk:
    """An open store, and the doors that acting on it needs."""

    store: OpenStore

    def act(self, actor: str = "", key: str | None = None) -> Act:
        """Let whoever has rights over the store act now, by the name they give."""
        return Act(self.store.name, actor, moment(), _program(), key)

    def act_of(self, person: Person, key: str | None = None) -> Act:
        """Let a person who was let in act now, in their roles."""
        return replace(self.act(person.id, key), person=person)

    def seen_by(self, person: Person) -> "StoreDesk":
        """Return the same desk, where all that is seen is what a person may see.

        Where the store is, they need not know either.
        """
        return StoreDesk(replace(self.store, name=_STORE, sight=sight_of(person)))

    def holds_to_sight(self) -> bool | Diagnostic:
        """Say whether the database itself keeps people to what they may see."""
        return self.read(is_bound)

    def read(self, work: Work[T]) -> T | Diagnostic:
        """Answer one question from one moment of the store."""
        try:
            with self.store.reading() as conn:
                return work(conn)
        except UNUSABLE as error:
            return unusable(self.store.name, error)

    def write(self, work: Work[T]) -> T | Diagnostic:
        """Do one unit of work, all of it or nothing."""
        try:
            return self.store.write(work)
        except UNUSABLE as error:
            return unusable(self.store.name, error)

    def forget(self) -> Diagnostic | None:
        """Leave nothing on the disk of what was erased."""
        try:
            self.store.forget()
        except DBAPIError as error:
            return unusable(self.store.name, error)
        except self.store.engine.dialect.loaded_dbapi.Error as error:
            return unusable(self.store.name, DBAPIError("VACUUM", None, error))
        return None


def desk_at(where: str, *, served: bool = False) -> StoreDesk | Diagnostic:
    """Open the store that a path or an address names, to be *served* to many or not."""
    store = open_store(where, served=served)
    return store if isinstance(store, Diagnostic) else StoreDesk(store)


def make_store(
    where: str, role: str | None = None, web_role: str | None = None
) -> StoreDesk | Diagnostic:
    """Make a store, or bring one up to date; let roles of PostgreSQL work with it."""
    from articulate.store.schema import grant, grant_desk, upgrade

    store = connect_store(where, must_exist=False)
    if isinstance(store, Diagnostic):
        return store

    def work(conn: Connection) -> None:
        upgrade(conn)
        if role is not None:
            grant(conn, role)
        if web_role is not None:
            grant_desk(conn, web_role)

    desk = StoreDesk(store)
    failed = desk.write(work)
    return desk if failed is None else failed


def new_name() -> str:
    """Make a name for a request that nobody named."""
    return f"r-{uuid4().hex[:12]}"


def new_secret() -> str:
    """Make a secret that nobody guesses, to be kept in a cookie."""
    return token_urlsafe(32)


@cache
def _program() -> str:
    """Return the version of this program, which is looked up on the disk."""
    return version("articulate-credit")
