"""A PostgreSQL cluster of its own, on loopback, run by somebody who is not root."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg

BINARIES = Path("/usr/lib/postgresql/15/bin")
OWNER = "office"


def missing() -> str:
    """Say why there can be no cluster here, nothing where there can."""
    if not (BINARIES / "initdb").exists():
        return f"PostgreSQL 15 is not in {BINARIES}"
    return ""


@dataclass
class Cluster:
    """A cluster on a free port; `start` makes it answer, `kill` ends it in mid-air."""

    folder: Path
    port: int

    def address(self, schema: str, role: str = OWNER) -> str:
        """The address of a schema of its own, as a role."""
        where = f"{role}@127.0.0.1:{self.port}/postgres"
        return f"postgresql://{where}?options=-csearch_path%3D{schema}"

    def start(self) -> None:
        """Start the server, and wait until it answers."""
        run("pg_ctl", "-D", self.data, "-w", "-l", self.folder / "log", "start")

    def stop(self, *, whole: bool = False) -> None:
        """Stop the server; where its files are needed again, they are left *whole*."""
        how = "fast" if whole else "immediate"
        run("pg_ctl", "-D", self.data, "-m", how, "-w", "stop")

    def kill(self) -> None:
        """Kill every process of the server with -9, the first one first."""
        first = int((self.data / "postmaster.pid").read_text().splitlines()[0])
        for process in [first, *children(first)]:
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                continue
        while Path(f"/proc/{first}").exists():
            time.sleep(0.02)

    @property
    def data(self) -> Path:
        """Where the cluster keeps its files."""
        return self.folder / "data"

    def office(self, name: str) -> str:
        """Make a schema and return its address as its owner."""
        self.sql(f"CREATE SCHEMA {name}")
        return self.address(name)

    def sql(self, *statements: str) -> None:
        """Run statements as the superuser, one after another in one session."""
        address = f"host=127.0.0.1 port={self.port} user={OWNER} dbname=postgres"
        with psycopg.connect(address, autocommit=True) as conn:
            for statement in statements:
                conn.execute(statement)


def made(*, durable: bool, folder: Path | None = None, memory: str = "16MB") -> Cluster:
    """Make a cluster and start it; one that is not durable is quicker.

    It is in a new folder, or in one that is named and is not there yet.
    """
    if folder is None:
        folder = Path(tempfile.mkdtemp(prefix="articulate-pg-"))
    else:
        folder.mkdir(parents=True)
    if os.getuid() == 0:
        shutil.chown(folder, "nobody")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    cluster = Cluster(folder, port)
    run("initdb", "-D", cluster.data, "-U", OWNER, "-A", "trust", "-E", "UTF8", "-N")
    settings = (
        f"port = {port}",
        "listen_addresses = '127.0.0.1'",
        f"unix_socket_directories = '{folder}'",
        "max_connections = 30",
        f"shared_buffers = '{memory}'",
        f"fsync = {'on' if durable else 'off'}",
    )
    with (cluster.data / "postgresql.conf").open("a", encoding="utf-8") as file:
        file.write("\n".join(("", *settings, "")))
    cluster.start()
    return cluster


def found(folder: Path) -> Cluster:
    """Find the cluster that was made in a folder, and start it."""
    settings = (folder / "data" / "postgresql.conf").read_text(encoding="utf-8")
    cluster = Cluster(folder, int(settings.rpartition("\nport = ")[2].split()[0]))
    cluster.start()
    return cluster


def children(parent: int) -> list[int]:
    """Find the processes that a process started."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            after = status.read_text(encoding="utf-8").rpartition(")")[2].split()
            if int(after[1]) == parent:
                found.append(int(status.parent.name))
    return found


def run(program: str, *words: str | Path) -> None:
    """Run a program of PostgreSQL, which refuses to be run by root."""
    command: list[str | Path] = [BINARIES / program, *words]
    done = subprocess.run(
        command,
        cwd="/tmp",  # noqa: S108 - a folder that anyone may stand in
        user="nobody" if os.getuid() == 0 else None,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{program}: {done.stderr}"
