"""What it costs that the database looks at whose cases somebody may see.

`python -m benchmarks.desk_sight` needs the office that `benchmarks.desk --postgresql`
filled. It copies its database, gives half of the cases to another institution, and
times what the services answer for whoever works for the whole office, and for whoever
works for one of the two, as the role of the web page. With `--against FOLDER` other
sources, not newer than these, are asked the same in turns, each in a copy of its own.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg

from articulate.bootstrap.database import connect_store
from articulate.bootstrap.desk import StoreDesk
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.model.identifiers import InstitutionId
from articulate.model.person import Person, Role
from articulate.services.ledger_pages import Asked, ledger_page
from articulate.services.office import Office
from articulate.services.panel_case import panels
from articulate.services.queue import Due, Filters, Whose, queue
from articulate.store.contents import content_of
from articulate.store.entries import contents_of, entries_of
from articulate.store.transaction import Connection
from benchmarks.desk_cluster import PAGE, running

TURNS = 7
ANOTHER = "ANOTHER"
_HALVE = (
    "UPDATE case_institutions SET institution = %s WHERE mod(hashtext(stream), 2) = 0"
)
_ONE_OF_THEM = (
    "SELECT min(stream) FROM case_institutions"
    " WHERE institution = %s AND stream LIKE 'request:r-5%%'"
)
Work = Callable[[Connection], object]


def evaluation_and_all(conn: Connection, stream: str) -> int:
    """Read a request as its page does: its entries, and what each rests on."""
    read = 0
    for entry in entries_of(conn, stream):
        for role, digest in contents_of(conn, entry).items():
            if role != "bundle":
                read += len(content_of(conn, digest) or b"")
    return read


def works(desk: StoreDesk, who: Person, stream: str) -> Iterator[tuple[str, Work]]:
    """Yield what is asked for somebody, by a name."""
    act, office = desk.act_of(who), Office()
    for name, some in (
        ("queue", Filters()),
        ("queue, unassigned", Filters(whose=Whose.UNASSIGNED)),
        ("queue, late", Filters(due=Due.LATE)),
        ("queue, a part of a learner's id", Filters(learner="L-5123")),
    ):
        yield name, lambda conn, some=some: queue(conn, some, office, act)
    yield "request", lambda conn: evaluation_and_all(conn, stream)
    yield "panels", lambda conn: panels(conn, act)
    yield "ledger", lambda conn: ledger_page(conn, Asked(), act)


def timed(address: str, stream: str) -> None:
    """Print how long each took, in milliseconds, whenever a line is read."""
    store = connect_store(address, must_exist=False, keep=True)
    assert not isinstance(store, Diagnostic), store
    office = StoreDesk(store)
    for _ in sys.stdin:
        took: dict[str, list[float]] = {}
        for only in (frozenset(), frozenset({InstitutionId(ANOTHER)})):
            roles = frozenset({Role.EVALUATOR, Role.AUDITOR})
            who = Person("ben", "Ben", roles, institutions=only)
            desk = office.seen_by(who)
            for name, work in works(desk, who, stream):
                began = time.perf_counter()
                came = desk.read(work)
                took.setdefault(name, []).append((time.perf_counter() - began) * 1000)
                assert came, came
                assert not isinstance(came, Diagnostic), came
        print(json.dumps(took), flush=True)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--folder", type=Path, default=Path("build/desk"))
    asked.add_argument("--learners", type=int, default=100_000)
    asked.add_argument("--against", type=Path, help="a folder with other sources")
    asked.add_argument("--timed", nargs=2, help="an address and a case: used by itself")
    told = asked.parse_args()
    if told.timed:
        timed(*told.timed)
        return
    folder = told.folder.resolve() / f"{told.learners}-postgresql" / "cluster"
    sources = {"here": Path(__file__).parents[1] / "src"}
    if told.against:
        sources["there"] = told.against.resolve()
    with running(folder, upgrade=False) as addresses:
        asking = [
            (name, begun(source, *copied(addresses.owner, f"sight_{name}", source)))
            for name, source in sources.items()
        ]
        report(in_turns(asking))


def copied(owner: str, name: str, source: Path) -> tuple[str, str]:
    """Copy the office, halve it, and let some sources bring it up to date.

    Returns its address, for the page, and a case of the other half.
    """
    server = owner.partition("?")[0]
    with psycopg.connect(server, autocommit=True) as conn:
        conn.execute(f"DROP DATABASE IF EXISTS {name}")
        conn.execute(f"CREATE DATABASE {name} TEMPLATE postgres")
    address = owner.replace("/postgres?", f"/{name}?")
    with psycopg.connect(address, autocommit=True) as conn:
        conn.execute(_HALVE, [ANOTHER])
    migrated = subprocess.run(  # noqa: S603 - ours
        [Path(sys.executable).with_name("articulate"), "init", "--store", address],
        env={"PYTHONPATH": str(source)},
        check=True,
    )
    assert migrated.returncode == 0
    with psycopg.connect(address, autocommit=True) as conn:
        conn.execute("VACUUM FULL ANALYZE")
        (stream,) = conn.execute(_ONE_OF_THEM, [ANOTHER]).fetchone() or ("",)
    return address.replace("//office@", f"//{PAGE}@"), str(stream)


def begun(source: Path, address: str, stream: str) -> subprocess.Popen[str]:
    """Begin a process that times what some sources answer, when it is asked to."""
    return subprocess.Popen(  # noqa: S603 - ours
        [sys.executable, "-m", "benchmarks.desk_sight", "--timed", address, stream],
        env={"PYTHONPATH": f"{source}:{Path(__file__).parents[1]}"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def in_turns(
    asking: list[tuple[str, subprocess.Popen[str]]],
) -> dict[str, dict[str, list[list[float]]]]:
    """Let each time it once, and again; the first turn is not counted."""
    took: dict[str, dict[str, list[list[float]]]] = {name: {} for name, _ in asking}
    for turn in range(TURNS + 1):
        for name, process in asking:
            assert process.stdin is not None
            assert process.stdout is not None
            print(turn, file=process.stdin, flush=True)
            for what, times in json.loads(process.stdout.readline()).items():
                if turn:
                    took[name].setdefault(what, []).append(times)
    for _, process in asking:
        process.communicate()
    return took


def report(took: dict[str, dict[str, list[list[float]]]]) -> None:
    """Print the least of all turns, in milliseconds."""
    for name, by_page in took.items():
        print(f"{name:32} {'whole office':>14} {'one of two':>12}  ms")
        for what, times in by_page.items():
            whole, one = (min(column) for column in zip(*times, strict=True))
            print(f"  {what:30} {whole:14.0f} {one:12.0f}")


if __name__ == "__main__":
    main()
