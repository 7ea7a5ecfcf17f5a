"""The queue: what waits, the one due first at the top, narrowed by its address."""

from fastapi.testclient import TestClient
from tests.web.conftest import SignedIn

from articulate.bootstrap.serving import WebDesk
from articulate.model.case import Move
from articulate.services.move_case import CaseMove, move_case
from articulate.services.open_case import NewRequest, open_request
from articulate.services.stored_evaluation import evaluation_in, newest_evaluation
from articulate.store.entries import entries_of
from articulate.store.transaction import Connection


def names(client: TestClient, query: str = "") -> list[str]:
    came = client.get(f"/api/v1/requests{query}")
    assert came.status_code == 200
    return [one["request"] for one in came.json()["requests"]]


def test_what_waits_is_listed_with_its_due_day(signed_in: SignedIn) -> None:
    ada = signed_in("ada")
    text = ada.get("/queue").text
    assert 'href="/requests/r-1001"' in text
    assert "10 left" in text
    assert "referred" in names_of_states(ada)


def names_of_states(client: TestClient) -> set[str]:
    return {one["state"] for one in client.get("/api/v1/requests").json()["requests"]}


def test_several_are_assigned_at_once_and_found_by_whose_they_are(
    signed_in: SignedIn,
) -> None:
    ada, ben = signed_in("ada"), signed_in("ben")
    form = {"to": "ben", "request": ["r-1001", "r-1002"], "back": "whose=mine"}
    came = ada.post("/queue/assign", data=form)
    assert came.headers["location"] == "/queue?whose=mine"
    assert names(ben, "?whose=mine") == ["r-1001", "r-1002"]
    assert names(ada, "?whose=team") == ["r-1001", "r-1002"]
    assert "r-1001" not in names(ada, "?whose=unassigned")
    assert "r-1001" not in ada.get("/queue?whose=unassigned").text
    ben.post("/api/v1/requests/r-1001/assign", json={"to": ""})
    assert names(ben, "?whose=mine") == ["r-1002"]


def test_nobody_is_given_work_that_is_not_theirs(signed_in: SignedIn) -> None:
    form = {"to": "lee", "request": ["r-1001"]}
    came = signed_in("ada").post("/queue/assign", data=form)
    assert came.status_code == 422
    assert "nobody of this office who decides requests" in came.text


def test_a_stopped_clock_says_why(signed_in: SignedIn, desk: WebDesk) -> None:
    ada = signed_in("ada")
    why = "The sending college is asked for the <unit>"
    act = desk.store.act("ada")
    move = CaseMove("r-1011", Move.PAUSE, reason=why)
    desk.store.write(lambda conn: move_case(conn, move, desk.office, act))
    text = ada.get("/queue?due=stopped").text
    assert "asked for the &lt;unit&gt;" in text
    assert names(ada, "?due=stopped") == ["r-1011"]


def test_filters_narrow_and_nonsense_does_not(signed_in: SignedIn) -> None:
    ada = signed_in("ada")
    assert names(ada, "?learner=l-1005") == ["r-1005"]
    assert set(names(ada, "?state=referred")) < set(names(ada))
    assert "r-1001" in ada.get("/queue?state=nonsense&due=never").text
    assert ada.get("/api/v1/requests?state=nonsense").status_code == 422


def test_two_requests_of_one_learner_warn(signed_in: SignedIn, desk: WebDesk) -> None:
    ada = signed_in("ada")
    act = desk.store.act("ada")

    def again(conn: Connection) -> object:
        entries = entries_of(conn, "request:r-1005")
        evaluation = evaluation_in(conn, newest_evaluation(entries))
        return open_request(
            conn, NewRequest("r-again", "a.json", b"{}"), evaluation, act
        )

    desk.store.write(again)
    found = ada.get("/api/v1/requests").json()["requests"]
    also = {one["request"]: one["also"] for one in found if one["also"]}
    assert also == {"r-1005": ["r-again"], "r-again": ["r-1005"]}
    assert "also asks in" in ada.get("/queue?learner=L-1005").text


def test_who_may_not_see_the_queue_does_not(signed_in: SignedIn) -> None:
    for who in ("lee", "eli", "dina", "hana"):
        client = signed_in(who)
        assert client.get("/queue").status_code == 403
        assert client.get("/api/v1/requests").status_code == 403
        assert "Queue" not in client.get("/").text
    auditor = signed_in("ivo")
    assert auditor.get("/queue").status_code == 200
    came = auditor.post("/queue/assign", data={"request": "r-1001", "to": "ada"})
    assert came.status_code == 403
