"""Panels in the ledger, on both engines: sealed, whole, and each thing done once."""

from dataclasses import replace

from tests.store.conftest import Place
from tests.store.panelling import FIRM, MARKETS, OFFICE, act, received

from articulate.bootstrap.database import OpenStore
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.model.entry import Entry
from articulate.model.panel import PanelOutcome, PanelState
from articulate.services.acting import Act
from articulate.services.conclude_panel import Conclusion, conclude_panel
from articulate.services.convene_panel import assign_assessor, convene_panel
from articulate.services.erase import Erased, erase_learner
from articulate.services.judge_panel import declare_conflict, submit_judgement
from articulate.services.panel_case import PanelCase, panel_of, panels
from articulate.services.stored_evaluation import newest_evaluation, record_in
from articulate.store.contents import content_of
from articulate.store.entries import contents_of, entries_of
from articulate.store.verify import faults

PANEL = "r-77.p1"


def convened(store: OpenStore, *assessors: str) -> None:
    store.write(received)
    ada = act("ada")
    entry = store.write(
        lambda conn: convene_panel(conn, "r-77", "p1", ada, office=OFFICE)
    )
    assert isinstance(entry, Entry), entry
    for one in assessors:
        assigned(store, one)


def assigned(store: OpenStore, who: str) -> None:
    came = store.write(
        lambda conn: assign_assessor(conn, PANEL, who, act("ada"), office=OFFICE)
    )
    assert isinstance(came, Entry), came


def judged(store: OpenStore, who: str, markets: int, firm: int) -> Entry:
    typed = {
        MARKETS: (str(markets), f"{who} read the essay"),
        FIRM: (str(firm), f"{who} read the work product"),
    }
    store.write(lambda conn: declare_conflict(conn, PANEL, "", act(who)))
    came = store.write(lambda conn: submit_judgement(conn, PANEL, typed, act(who)))
    assert isinstance(came, Entry), came
    return came


def concluded(store: OpenStore, outcome: PanelOutcome, by: Act) -> Entry | Diagnostic:
    asked = Conclusion(PANEL, outcome, "As found")
    return store.write(lambda conn: conclude_panel(conn, asked, OFFICE, by))


def test_a_third_assessor_and_a_dated_fact(place: Place) -> None:
    store = place.store
    convened(store, "eli", "fay")
    assert judged(store, "eli", 3, 4).state == PanelState.ASSESSING
    assert judged(store, "fay", 3, 1).state == PanelState.ASSESSING
    assigned(store, "gus")
    assert judged(store, "gus", 4, 3).state == PanelState.JUDGED
    last = concluded(store, PanelOutcome.AWARD, act("ada"))
    assert isinstance(last, Entry), last
    assert last.state == PanelState.CONCLUDED
    with store.reading() as conn:
        entries = entries_of(conn, "request:r-77")
        evaluated = newest_evaluation(entries)
        record = content_of(conn, contents_of(conn, evaluated)["record"])
        assert list(faults(conn)) == []
    assert record is not None
    (portfolio,) = record_in(record, "r-77").portfolios
    assert dict(portfolio.criteria) == {MARKETS: 3, FIRM: 3}
    assert str(portfolio.decided) == "2026-11-30"
    assert dict(portfolio.decisions)["panel"] == "award"
    assert f'"file":"panel:{PANEL}/{last.number}"' in evaluated.body


def test_the_ledger_itself_does_not_say_what_is_sealed(place: Place) -> None:
    store = place.store
    convened(store, "eli", "fay")
    entry = judged(store, "eli", 3, 4)
    assert "read the essay" not in entry.body
    assert '"said":{}' in entry.body
    for reader in (act("ada"), act("fay")):
        with store.reading() as conn:
            case = panel_of(conn, PANEL, reader)
        assert isinstance(case, PanelCase)
        assert case.judged == ()
        assert case.done == {"eli"}
    own = store.write(lambda conn: panel_of(conn, PANEL, act("eli")))
    assert isinstance(own, PanelCase)
    assert len(own.judged) == 1


def test_what_is_erased_of_a_learner_is_erased_before_a_panel_too(
    place: Place,
) -> None:
    store = place.store
    convened(store, "eli", "fay")
    judged(store, "eli", 3, 4)
    ada = act("ada")
    gone = store.write(lambda conn: erase_learner(conn, "L-77", "Asked for", ada))
    assert isinstance(gone, Erased), gone
    case = store.write(lambda conn: panel_of(conn, PANEL, ada))
    assert isinstance(case, Diagnostic)
    assert store.write(lambda conn: panels(conn, ada)) == ()
    with store.reading() as conn:
        assert list(faults(conn)) == []


def test_a_form_sent_twice_is_done_once(place: Place) -> None:
    store = place.store
    convened(store, "eli")
    keyed = replace(act("eli"), key="k-1")
    first = store.write(lambda conn: declare_conflict(conn, PANEL, "", keyed))
    again = store.write(lambda conn: declare_conflict(conn, PANEL, "", keyed))
    assert isinstance(first, Entry)
    assert first == again


def test_whoever_assesses_does_not_take_the_chair(place: Place) -> None:
    store = place.store
    convened(store, "kim", "eli")
    judged(store, "kim", 3, 3)
    judged(store, "eli", 3, 3)
    refused = concluded(store, PanelOutcome.AWARD, act("kim"))
    assert isinstance(refused, Diagnostic)
    assert refused.code is Code.NOT_ALLOWED
    assert isinstance(concluded(store, PanelOutcome.AWARD, act("ada")), Entry)
