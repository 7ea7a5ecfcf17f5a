"""A learner who has everything that an office can keep of one."""

import json
from datetime import date
from functools import partial

from tests.store.batching import planned, worked_through
from tests.store.conftest import Place
from tests.store.panelling import FIRM, MARKETS
from tests.store.watched_office import (
    OFFICE,
    act,
    handed_in,
    looked,
    record,
    rules,
    told,
)

from articulate.bootstrap.database import OpenStore
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.report import Report
from articulate.model.decision import Decision
from articulate.model.entry import Entry
from articulate.model.panel import PanelOutcome
from articulate.services.academic_exceptions import approve_exception, propose_exception
from articulate.services.conclude_panel import Conclusion, conclude_panel
from articulate.services.convene_panel import (
    assign_assessor,
    convene_panel,
    lay_evidence,
)
from articulate.services.decide import decide
from articulate.services.disclosures import disclose
from articulate.services.exception_reading import Typed
from articulate.services.import_case import ImportHow, begin_import
from articulate.services.judge_panel import declare_conflict, submit_judgement
from articulate.services.nearby_files import FoundFile
from articulate.services.signals import do_signal
from articulate.store.sessions import keep_session
from articulate.store.transaction import Connection

LEARNER, OTHER = "L-77", "L-78"
WORD = "Zoopharmacognosy"
"""Stands in everything of theirs, and in nothing of anybody else's."""
DAY = date(2026, 3, 2)
LATER = date(2026, 5, 4)
PANEL = "r-77.p1"


def theirs(*courses: tuple[str, str]) -> str:
    """Write a record of theirs, with a portfolio and their word in it."""
    form = json.loads(record(LEARNER, *courses))
    form["transcripts"][0]["courses"][0]["title"] = WORD
    form["portfolios"] = [{"id": "p1", "portfolio": "business-110"}]
    return json.dumps(form)


def everything(place: Place) -> None:
    """Enter all of it, and a request of somebody else."""
    store = place.store
    handed_in(store, "r-77", theirs(("CIS 130", "2025-06-10")), DAY)
    _assessed(store)
    looked(store, DAY)
    _concluded(store)
    _excepted(store)
    _done(store.write(lambda conn: decide(conn, Decision("r-77"), act(DAY))))
    handed_in(store, "r-78", theirs(("CIS 131", "2025-12-10")), DAY)
    handed_in(store, "r-9", record(OTHER, ("CIS 130", "2025-06-10")), DAY)
    looked(store, DAY)
    looked(store, LATER)
    signals = [one for one in told(store) if one.learner == LEARNER]
    assert {one.rule for one in signals} >= {"desk@1/differ", "desk@1/whole-set"}
    first = signals[0].name
    _done(store.write(lambda conn: do_signal(conn, first, "Seen", act(LATER))))
    files = [FoundFile("records/L-77.json", theirs(("CIS 130", "2025-06-10")).encode())]
    planned(store, files, name="waits", by=rules())
    planned(store, files, name="done", by=rules())
    worked_through(store, "done")
    store.write(_beside)


def _assessed(store: OpenStore) -> None:
    """Assess the portfolio by three assessors, of whom two differ."""
    ada = act(DAY)
    _done(store.write(partial(_convened, who="ada")))
    evidence = FoundFile("essay.txt", f"{WORD} by {LEARNER}".encode())
    lay = partial(lay_evidence, name=PANEL, file=evidence, kind="essay", act=ada)
    _done(store.write(lay))
    for who, levels in (("eli", "34"), ("fay", "31"), ("gus", "33")):
        assign = partial(assign_assessor, name=PANEL, assessor=who, office=OFFICE)
        _done(store.write(partial(assign, act=ada)))
        declare = partial(declare_conflict, name=PANEL, conflict="")
        _done(store.write(partial(declare, act=act(DAY, who))))
        typed = {
            MARKETS: (levels[0], f"As {WORD} is"),
            FIRM: (levels[1], "As the plan"),
        }
        judge = partial(submit_judgement, name=PANEL, typed=typed)
        _done(store.write(partial(judge, act=act(DAY, who))))
        looked(store, DAY)


def _convened(conn: Connection, who: str) -> object:
    return convene_panel(conn, "r-77", "p1", act(DAY, who), office=OFFICE)


def _concluded(store: OpenStore) -> None:
    asked = Conclusion(PANEL, PanelOutcome.AWARD, "As found")
    _done(store.write(lambda conn: conclude_panel(conn, asked, OFFICE, act(DAY))))


def _excepted(store: OpenStore) -> None:
    """Let one person propose an exception, and another approve it."""
    typed = Typed("accept NCC:CIS 130 -> CSCI 241 [4 cr]", "As the dean says")
    propose = partial(propose_exception, request="r-77", typed=typed, office=OFFICE)
    came = store.write(partial(propose, act=act(DAY)))
    assert isinstance(came, Entry), came
    approve = partial(
        approve_exception, request="r-77", number=came.number, office=OFFICE
    )
    _done(store.write(partial(approve, act=act(DAY, "kim"))))


def _beside(conn: Connection) -> None:
    """Sign them in, let somebody look at them, and import a partner's workbook."""
    ada = act(DAY)
    row = {
        "person": "p-77",
        "name": f"{WORD} Student",
        "roles": "learner",
        "learner": LEARNER,
        "begun": ada.moment,
        "until": act(LATER).moment,
    }
    keep_session(conn, "secret", row)
    disclose(conn, LEARNER, "page", ada)
    file = FoundFile("list.csv", b"From,To\nCIS 130,CSCI 241\n")
    _done(begin_import(conn, "i-1", file, ada, how=ImportHow(cites="Memo")))


def _done(came: object) -> None:
    assert not isinstance(came, Diagnostic | Report), came
