"""An office that watches: its rules, learners of every kind it is told of, and days."""

import json
from datetime import date, timedelta
from functools import cache, partial
from typing import Any

from tests.services.conftest import Shelf
from tests.store.panelling import PEOPLE
from tests.store.panelling import POLICY as PANELS

from articulate.bootstrap.database import OpenStore
from articulate.cases.plain_watch import plain_watch
from articulate.cases.watch import Watcher
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.report import Report
from articulate.intake.record import read_record
from articulate.model.identifiers import InstitutionId
from articulate.rulebook.rulebook import Rulebook
from articulate.services.acting import Act
from articulate.services.check_policy import check_policy
from articulate.services.evaluate_record import Asked
from articulate.services.office import Office
from articulate.services.open_case import NewRequest, OpenRequest, open_request
from articulate.services.signals import Told, Wanted, signals_now
from articulate.services.stored_evaluation import evaluate_to_store
from articulate.services.watching import Looked, look_at, to_look_at, watching

OFFICE = Office(people=PEOPLE, request=10)
WATCH = """
watch desk "What the desk is told of" for HOME version 1 effective 2024-01-01 {
  cites "Handbook, section 4"
  task differ "Assessors differ by more than a level" for registrar:
    every assessor has submitted and assessors differ by more than 1 level
  task whole-set "Every part of a set is now on the record" for evaluator:
    every part of a set is on the record and no line uses the set
  remind ages "Applied credit will soon be too old" for evaluator:
    credit is applied and credit passes its recency limit within 180 days
  remind last-award "A teach-out ends" for registrar:
    a teachout makes its last award within 180 days
  remind late "A request waits longer than its clock" for registrar:
    a request waits longer than its clock
}
"""
POLICY = (
    PANELS.replace(
        "  course BUS 110",
        '  course CSCI 241 "Data Structures" 4 cr lower\n'
        '  course NURS 101 "Care" 4 cr lower\n  course BUS 110',
    )
    + """
institution NCC "Northfield" { kind two-year unit semester grades letters }
agreement ncc from NCC to HOME version 1 effective 2010-01-01 {
  cites "Memo"
  rule both: CIS 130 + CIS 131 -> CSCI 241 [4 cr] when grade >= C
  rule care: NURS 9 -> NURS 101 [4 cr]
}
policy ours for HOME version 1 effective 2010-01-01 {
  cites "Catalog"
  recency nursing: subject NURS completed within 5 years before graduated else deny
}
degree bs-old "BS Old" for HOME version 1 effective 2010-01-01 {
  cites "Catalog"
  group core all of { course CSCI 241 }
}
teachout old for HOME version 1 effective 2024-01-01 {
  cites "Resolution"
  closes degree bs-old to admission after 2024-01-01
  last award 2026-12-31
}
"""
    + WATCH
)


@cache
def rules(policy: str = POLICY) -> Rulebook:
    """Compile the policy."""
    checked = check_policy({"office.art": policy}, Shelf())
    assert not checked.report.errors, checked.report.errors
    return checked.rulebook


def act(day: date, who: str = "ada") -> Act:
    """Let somebody act on the morning of a day."""
    (person,) = [one for one in PEOPLE if one.id == who]
    moment = f"{day.isoformat()}T08:00:00.000000Z"
    return Act("office", who, moment, "0", None, person)


def record(learner: str, *courses: tuple[str, str], **about: Any) -> str:  # noqa: ANN401 - JSON
    """Write a record: each course by its code and the day it was completed."""
    return json.dumps(
        {
            "learner": {"id": learner, **about},
            "transcripts": [
                {
                    "institution": "NCC",
                    "courses": [
                        {
                            "id": f"c{number}",
                            "code": code,
                            "grade": "B",
                            "credits": "4",
                            "unit": "semester",
                            "completed": day,
                        }
                        for number, (code, day) in enumerate(courses, start=1)
                    ],
                }
            ],
        }
    )


def handed_in(
    store: OpenStore, name: str, text: str, day: date, to: str = "HOME"
) -> OpenRequest:
    """Open a request on a day, for credit of an institution."""
    read = read_record(text, "record.json")
    assert not isinstance(read, Report), read
    evaluation = evaluate_to_store(rules(), read, Asked(day, InstitutionId(to)))
    new = NewRequest(name, "record.json", text.encode(), within=OFFICE.request)
    by = act(day)
    came = store.write(lambda conn: open_request(conn, new, evaluation, by))
    assert isinstance(came, OpenRequest), came
    return came


def looked(
    store: OpenStore,
    day: date,
    watcher: Watcher = plain_watch,
    policy: str = POLICY,
) -> list[Looked]:
    """Look at everybody about whom something is new."""
    by = watching(rules(policy), OFFICE, day, watcher)
    with store.reading() as conn:
        names = to_look_at(conn, by, act(day))
    assert not isinstance(names, Diagnostic), names
    found = []
    for name in names:
        work = partial(look_at, learner=name, by=by, act=act(day))
        came = store.write(work)
        assert isinstance(came, Looked), came
        found.append(came)
    return found


def told(store: OpenStore, *, over: bool = False) -> list[Told]:
    """List the signals that are open, or those that are over."""
    with store.reading() as conn:
        found = signals_now(conn, Wanted(over=over), act(date(2026, 1, 1)))
    assert not isinstance(found, Diagnostic), found
    return list(found)


def in_days(day: date, count: int) -> date:
    """Return the day so many days later."""
    return day + timedelta(days=count)
