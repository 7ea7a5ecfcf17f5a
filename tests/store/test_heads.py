"""Heads: how each stream stands, kept with its entries and made again of them."""

from datetime import date, timedelta
from functools import partial

from sqlalchemy import select, update
from tests.store.conftest import Place
from tests.store.panelling import judged_panel
from tests.store.world import (
    MORNING,
    NOON,
    TOPICS,
    act,
    decided,
    denying,
    opened,
    opened_elsewhere,
)

from articulate.diagnostics.diagnostic import Diagnostic
from articulate.model.case import Move
from articulate.model.head import Head
from articulate.model.office_calendar import OfficeCalendar
from articulate.services.move_case import CaseMove, due_day, move_case
from articulate.services.office import Office
from articulate.services.queue import (
    Due,
    Filters,
    QueuePage,
    Whose,
    count_days,
    days_to_count,
    queue,
)
from articulate.store.entries import entries_of, latest_entries
from articulate.store.heads import head_of, make_heads
from articulate.store.schema import downgrade, upgrade
from articulate.store.tables import heads
from articulate.store.transaction import Connection
from articulate.store.verify import faults

OFFICE = Office(request=10)


def moved(place: Place, move: Move, to: str = "", reason: str = "Why not") -> None:
    asked = CaseMove("r-1", move, to, (), reason)
    by = act("ada", NOON)
    came = place.store.write(lambda conn: move_case(conn, asked, OFFICE, by))
    assert hasattr(came, "kind"), came


def worked(place: Place) -> None:
    """Open three requests; something happens to two of them."""
    opened(place.store, "r-1", TOPICS)
    opened(place.store, "r-2")
    opened(place.store, "r-3")
    moved(place, Move.ASSIGN, "ben")
    moved(place, Move.PAUSE, reason="The syllabus is asked for")
    moved(place, Move.RESUME)
    moved(place, Move.REFER, "Computer Science")
    moved(place, Move.PAUSE, reason="Nobody answers")
    decided(place.store, denying("r-2", "c3"))


def rows(conn: Connection) -> list[tuple[object, ...]]:
    found = conn.execute(select(heads).order_by(heads.c.stream))
    return [tuple(row) for row in found]


def page(place: Place, filters: Filters, office: Office, most: int = 100) -> QueuePage:
    while place.store.write(partial(count_days, office=office)):
        pass
    with place.store.reading() as conn:
        found = queue(conn, filters, office, act("ada", NOON), most=most)
    assert isinstance(found, QueuePage), found
    return found


def test_a_head_says_what_the_entries_say(place: Place) -> None:
    worked(place)
    with place.store.reading() as conn:
        head = head_of(conn, "request:r-1")
        assert isinstance(head, Head)
        (last,) = entries_of(conn, "request:r-1")[-1:]
    assert (head.number, head.state) == (last.number, last.state)
    assert (head.assigned, head.asked) == ("ben", "Computer Science")
    assert (head.stopped, head.still) == ("Nobody answers", True)
    assert [move for move, _ in head.clock] == ["pause", "resume", "pause"]


def test_made_again_of_the_entries_heads_are_the_same(place: Place) -> None:
    worked(place)
    with place.store.reading() as conn:
        before = rows(conn)
    place.store.write(make_heads)
    with place.store.reading() as conn:
        assert rows(conn) == before
        newest = latest_entries(conn, "request:")
        assert newest == latest_entries(conn, "request:", before="9999")


def test_a_head_says_for_which_institution_its_case_is(place: Place) -> None:
    opened(place.store, "r-1")
    came = place.store.write(lambda conn: opened_elsewhere(conn, "r-2"))
    assert not isinstance(came, Diagnostic), came
    panel = place.store.write(judged_panel)
    assert not isinstance(panel, Diagnostic), panel

    def said(conn: Connection) -> dict[str, str]:
        found = conn.execute(select(heads.c.stream, heads.c.institution))
        return {row.stream: row.institution for row in found}

    says = {
        "request:r-1": "HOME",
        "request:r-2": "SEND",
        "request:r-77": "HOME",
        "panel:r-77.p1": "HOME",
    }
    with place.store.reading() as conn:
        assert said(conn) == says
    for back in ("r0008", "r0006"):  # where heads say it not, and where there are none
        place.store.write(lambda conn, to=back: downgrade(conn, to))  # type: ignore[misc] # bound now
        place.store.write(upgrade)
        with place.store.reading() as conn:
            assert said(conn) == says


def test_a_head_that_is_behind_its_entries_is_a_fault(place: Place) -> None:
    worked(place)
    with place.store.reading() as conn:
        assert list(faults(conn)) == []
    place.store.write(
        lambda conn: conn.execute(
            update(heads).where(heads.c.stream == "request:r-1").values(number=1)
        )
    )
    with place.store.reading() as conn:
        (fault,) = faults(conn)
    assert (fault.table, fault.stream) == ("heads", "request:r-1")


def test_pages_of_the_queue_have_every_request_once_in_order(place: Place) -> None:
    for number in range(7):
        moment = f"2024-09-{number + 1:02}T08:00:00.000000Z"
        opened(place.store, f"r-{9 - number}", by=act("ada", moment))
    whole = page(place, Filters(), OFFICE)
    assert [one.name for one in whole.waiting] == [f"r-{9 - n}" for n in range(7)]
    assert (whole.total, whole.next) == (7, "")
    seen: list[str] = []
    filters = Filters()
    while True:
        part = page(place, filters, OFFICE, most=3)
        assert part.total == 7
        seen += [one.name for one in part.waiting]
        if not part.next:
            break
        filters = Filters(after=part.next)
    assert seen == [one.name for one in whole.waiting]


def test_each_filter_is_what_it_says_and_the_four_days_are_all(place: Place) -> None:
    worked(place)
    every = page(place, Filters(), OFFICE).waiting
    assert {one.name for one in every} == {"r-1", "r-3"}
    named = {
        due: {one.name for one in page(place, Filters(due=due), OFFICE).waiting}
        for due in Due
    }
    assert sorted(name for names in named.values() for name in names) == ["r-1", "r-3"]
    assert named[Due.STOPPED] == {"r-1"}
    for one in every:
        assert one.name in named[one.nearness]
    by = {whose: page(place, Filters(whose), OFFICE).waiting for whose in Whose}
    assert [one.name for one in by[Whose.TEAM]] == ["r-1"]
    assert [one.name for one in by[Whose.UNASSIGNED]] == ["r-3"]
    assert by[Whose.MINE] == ()
    assert page(place, Filters(learner="l-2"), OFFICE).total == 1
    assert page(place, Filters(learner="%"), OFFICE).total == 0


def test_by_another_calendar_days_are_counted_anew(place: Place) -> None:
    opened(place.store, "r-1", by=act("ada", MORNING))
    assert place.store.write(lambda conn: days_to_count(conn, OFFICE))
    page(place, Filters(), OFFICE)
    assert not place.store.write(lambda conn: days_to_count(conn, OFFICE))
    begun = date(2024, 9, 2)
    holidays = frozenset(begun + timedelta(days=one) for one in range(1, 20))
    other = Office(OfficeCalendar(holidays=holidays), request=10)
    assert place.store.write(lambda conn: days_to_count(conn, other))
    (one,) = page(place, Filters(), other).waiting
    with place.store.reading() as conn:
        entries = entries_of(conn, "request:r-1")
    assert one.due == due_day(entries, other)
    moved(place, Move.ASSIGN, "ben")
    assert place.store.write(lambda conn: days_to_count(conn, other))
