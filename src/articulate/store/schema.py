"""The schema: which revision the tables are at, and how they get to another."""

from pathlib import Path

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext, RevisionStep
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Table, text

from articulate.store.heads import make_missing_heads
from articulate.store.tables import (
    APPEND_ONLY,
    IN_HAND,
    case_institutions,
    heads,
    passwords,
    sessions,
    sign_ins,
)

BY_SIGHT = (*APPEND_ONLY, case_institutions, heads)
"""Tables of which roles of PostgreSQL see what policies show them."""
ADDED_TO = (*APPEND_ONLY, case_institutions)
"""Tables to which they add, and of which they change nothing."""
_MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(conn: Connection) -> None:
    """Bring the tables to the newest revision; where they are there, do nothing.

    What is made of the entries is made at the end, in the form that it has now.
    """
    _run(conn, "head", up=True)
    make_missing_heads(conn)


def downgrade(conn: Connection, revision: str) -> None:
    """Take the tables back to a revision; `base` removes them all."""
    _run(conn, revision, up=False)


def _run(conn: Connection, revision: str, *, up: bool) -> None:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    scripts = ScriptDirectory(str(_MIGRATIONS))

    def steps(now: tuple[str, ...], context: MigrationContext) -> list[RevisionStep]:
        del context
        # What `alembic.command` does. That would run an `env.py`, a module that works
        # while it is imported.
        plan = scripts._upgrade_revs if up else scripts._downgrade_revs  # noqa: SLF001
        return plan(revision, now)  # type: ignore[arg-type] # alembic hands over a tuple

    with EnvironmentContext(config, scripts, fn=steps, destination_rev=revision) as env:
        env.configure(connection=conn, transactional_ddl=True)
        env.run_migrations()


def grant(conn: Connection, role: str) -> None:
    """Let a role of PostgreSQL read and add; only work in hand may it change.

    It works for the whole office, and sees every row.
    """
    quoted = _grant(conn, role, ADDED_TO, "SELECT, INSERT")
    _grant(conn, role, IN_HAND, "SELECT, INSERT, UPDATE, DELETE")
    whole = quoted_name(conn, f"whole office: {role}")
    for table in BY_SIGHT:
        conn.execute(text(f"DROP POLICY IF EXISTS {whole} ON {table.name}"))
        conn.execute(
            text(
                f"CREATE POLICY {whole} ON {table.name} TO {quoted}"
                " USING (true) WITH CHECK (true)"
            )
        )


def grant_desk(conn: Connection, role: str) -> None:
    """Let a role of PostgreSQL read and add what whoever it acts for may see.

    Of work in hand it needs who is signed in, and nothing else.
    """
    whole = quoted_name(conn, f"whole office: {role}")
    for table in BY_SIGHT:
        conn.execute(text(f"DROP POLICY IF EXISTS {whole} ON {table.name}"))
    for table in IN_HAND:
        conn.execute(text(f"REVOKE ALL ON {table.name} FROM {quoted_name(conn, role)}"))
    _grant(conn, role, ADDED_TO, "SELECT, INSERT")
    _grant(conn, role, (heads,), "SELECT, INSERT, UPDATE")
    _grant(conn, role, (sessions, sign_ins), "SELECT, INSERT, DELETE")
    _grant(conn, role, (passwords,), "SELECT, UPDATE")


def _grant(conn: Connection, role: str, tables: tuple[Table, ...], rights: str) -> str:
    """Give a role rights on tables in place of what it had, and return its name."""
    quoted = quoted_name(conn, role)
    for table in tables:
        conn.execute(text(f"REVOKE ALL ON {table.name} FROM {quoted}"))
        conn.execute(text(f"GRANT {rights} ON {table.name} TO {quoted}"))
    for name in ("erasures", "alembic_version"):  # erasing is its owner's
        conn.execute(text(f"GRANT SELECT ON {name} TO {quoted}"))
    return quoted


def quoted_name(conn: Connection, name: str) -> str:
    """Write a name as the engine takes any name."""
    return str(conn.dialect.identifier_preparer.quote(name))
