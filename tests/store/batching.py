"""A batch for tests: many learners, the clock of a test, and who closed what."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from tests.cli.conftest import POLICY, RECORD, TOPICS
from tests.store.conftest import Place
from tests.store.world import ASKED, MORNING, act, rules

from articulate.bootstrap.database import OpenStore
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.model.batch import Batch, Progress
from articulate.rulebook.rulebook import Rulebook
from articulate.services.batch_plan import (
    Planned,
    cut_chunks,
    of_files,
    of_store,
    open_batch,
    plan_batch,
)
from articulate.services.batch_report import BatchReport, report_of
from articulate.services.batch_running import Workplace, later, work_through
from articulate.services.batch_task import Task, TaskKind
from articulate.services.nearby_files import FoundFile
from articulate.services.read_record import HowToRead
from articulate.store.batches import batch_named, progress_of
from articulate.store.transaction import Connection

NAME = "autumn"
HOW = HowToRead(ASKED.as_of)
STRICTER = POLICY.replace("grade >= C", "grade >= A").replace(
    "version 2024", "version 2025", 1
)


def files(many: int) -> list[FoundFile]:
    """So many records; every seventh has a question, every thirteenth is none."""
    found = []
    for number in range(many):
        text = TOPICS.replace("L-2", "L-1") if number % 7 == 0 else RECORD
        text = text.replace("L-1", f"L-{number}") if number % 13 else "{"
        found.append(FoundFile(f"records/{number:04}.json", text.encode()))
    return found


def planned(
    store: OpenStore,
    learners: Sequence[FoundFile],
    *,
    size: int = 3,
    name: str = NAME,
    against: str | None = None,
    by: Rulebook | None = None,
) -> Batch:
    """Plan a batch about files."""
    books: list[Rulebook] = [by or rules()]
    kind = TaskKind.EVALUATE
    if against is not None:
        books.append(rules(against))
        kind = TaskKind.IMPACT
    task = Task(kind, asked=ASKED, how=HOW)
    plan = store.write(
        partial(plan_batch, name=name, task=task, books=books, act=act())
    )
    assert isinstance(plan, Planned), plan
    parts = list(of_files(learners, size))
    store.write(partial(cut_chunks, batch=plan.batch, first=1, parts=parts))
    store.write(partial(open_batch, batch=plan.batch))
    return plan.batch


def planned_requests(
    store: OpenStore,
    *books: Rulebook,
    name: str = NAME,
    size: int = 2,
    as_of: date | None = None,
) -> Batch:
    """Plan a batch about every request; two rulebooks are compared."""
    kind = TaskKind.IMPACT if len(books) > 1 else TaskKind.EVALUATE
    task = Task(kind, as_of=as_of)
    plan = store.write(
        partial(plan_batch, name=name, task=task, books=books, act=act())
    )
    assert isinstance(plan, Planned), plan
    with store.reading() as conn:
        parts = list(of_store(conn, size))
    store.write(partial(cut_chunks, batch=plan.batch, first=1, parts=parts))
    store.write(partial(open_batch, batch=plan.batch))
    return plan.batch


@dataclass
class Clock:
    """A clock that stands until it is told to go on."""

    at: str = MORNING
    waited: list[float] = field(default_factory=list)

    def now(self) -> str:
        return self.at

    def go_on(self, seconds: int) -> None:
        self.at = later(self.at, seconds)

    def wait(self, seconds: float) -> None:
        """Time passes for who waits."""
        self.waited.append(seconds)
        assert len(self.waited) < 1000, "nobody comes"
        self.go_on(1)


def workplace(store: OpenStore, clock: Clock, worker: str = "one") -> Workplace:
    """A worker of this very process."""
    return Workplace(worker, store.write, clock.now, clock.wait, lambda: False)


def worked_through(store: OpenStore, name: str = NAME) -> str:
    """Work on a batch without an interruption, and return its digest."""
    assert work_through(name, workplace(store, Clock())) is None
    return reported(store, name).digest


def reported(store: OpenStore, name: str = NAME) -> BatchReport:
    with store.reading() as conn:
        report = report_of(conn, name, act())
    assert isinstance(report, BatchReport), report
    return report


def progress(store: OpenStore, now: str = MORNING, name: str = NAME) -> Progress:
    with store.reading() as conn:
        batch = batch_named(conn, name)
        assert batch is not None
        return progress_of(conn, batch, now)


def failing(came: object) -> Diagnostic:
    assert isinstance(came, Diagnostic), came
    return came


def counted(place: Place) -> Callable[[], dict[str, int]]:
    """Note from now on each time a chunk is closed, and return what counts them."""
    store = place.store

    def prepare(conn: Connection) -> None:
        conn.exec_driver_sql("CREATE TABLE closings (batch TEXT, number INTEGER)")
        for statement in _NOTING[store.engine.dialect.name]:
            conn.exec_driver_sql(statement)

    store.write(prepare)

    def count() -> dict[str, int]:
        with store.reading() as conn:
            closed = conn.exec_driver_sql("SELECT count(*) FROM closings").scalar()
            which = conn.exec_driver_sql(
                "SELECT count(*) FROM (SELECT DISTINCT batch, number FROM closings) c"
            ).scalar()
            cut = conn.exec_driver_sql("SELECT count(*) FROM chunks").scalar()
        assert closed is not None
        assert which is not None
        assert cut is not None
        return {"lost": cut - which, "doubled": closed - which}

    return count


_WHEN = "NEW.closed_at IS NOT NULL"
_NOTE = "INSERT INTO closings VALUES (NEW.batch, NEW.number);"
_NOTING: dict[str, Sequence[str]] = {
    "sqlite": (
        f"""CREATE TRIGGER noting AFTER UPDATE OF closed_at ON chunks
        WHEN {_WHEN} BEGIN {_NOTE} END""",
    ),
    "postgresql": (
        f"""CREATE FUNCTION noting() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN {_NOTE} RETURN NEW; END $$""",
        f"""CREATE TRIGGER noting AFTER UPDATE OF closed_at ON chunks
        FOR EACH ROW WHEN ({_WHEN}) EXECUTE FUNCTION noting()""",
    ),
}
