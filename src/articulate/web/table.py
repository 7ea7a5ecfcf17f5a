"""Every page and resource, what one must be allowed to see it, and its place in a menu.

A route that is not in this table does not exist: `app` refuses to start with one.
"""

from dataclasses import dataclass

from articulate.services.access import Task

API = "/api/v1"


@dataclass(frozen=True, slots=True)
class Page:
    """One route: a method, a path, and the task it is; `menu` is its name there."""

    method: str
    path: str
    task: Task
    menu: str = ""


_T = Task

PAGES = (
    Page("GET", "/", _T.LOOK_UP),
    Page("GET", "/sign-in", _T.LOOK_UP),
    Page("POST", "/sign-in", _T.LOOK_UP),
    Page("POST", "/sign-in/password", _T.LOOK_UP),
    Page("GET", "/sign-in/provider", _T.LOOK_UP),
    Page("GET", "/sign-in/provider/return", _T.LOOK_UP),
    Page("POST", "/sign-out", _T.LOOK_UP),
    Page("GET", "/codes/{code}", _T.LOOK_UP),
    Page("GET", "/static/explain.css", _T.LOOK_UP),
    Page("GET", f"{API}/me", _T.LOOK_UP),
    # the queue
    Page("GET", "/queue", _T.SEE_QUEUE, "Queue"),
    Page("POST", "/queue/assign", _T.ASSIGN),
    Page("GET", f"{API}/requests", _T.SEE_QUEUE),
    Page("POST", "/queue/signals/{name}/done", _T.DO_SIGNAL),
    Page("GET", f"{API}/signals", _T.SEE_QUEUE),
    Page("POST", f"{API}/signals/{{name}}/done", _T.DO_SIGNAL),
    Page("POST", f"{API}/requests/{{name}}/assign", _T.ASSIGN),
    # panels
    Page("GET", "/panels", _T.SEE_PANEL, "Panels"),
    Page("POST", "/panels", _T.CONVENE),
    Page("GET", "/panels/precedents", _T.SEE_PANEL),
    Page("GET", "/panels/{name}", _T.SEE_PANEL),
    Page("GET", "/panels/{name}/evidence/{number}", _T.SEE_PANEL),
    Page("POST", "/panels/{name}/evidence", _T.CONVENE),
    Page("POST", "/panels/{name}/assign", _T.CONVENE),
    Page("POST", "/panels/{name}/declare", _T.ASSESS),
    Page("POST", "/panels/{name}/submit", _T.ASSESS),
    Page("POST", "/panels/{name}/conclude", _T.CONVENE),
    Page("GET", f"{API}/panels", _T.SEE_PANEL),
    Page("GET", f"{API}/panels/{{name}}", _T.SEE_PANEL),
    Page("POST", f"{API}/panels", _T.CONVENE),
    Page("POST", f"{API}/panels/{{name}}/assign", _T.CONVENE),
    Page("POST", f"{API}/panels/{{name}}/declare", _T.ASSESS),
    Page("POST", f"{API}/panels/{{name}}/submit", _T.ASSESS),
    Page("POST", f"{API}/panels/{{name}}/conclude", _T.CONVENE),
    # for anybody
    Page("GET", "/look-up", _T.LOOK_UP, "Look up"),
    Page("GET", "/look-up.csv", _T.LOOK_UP),
    Page("GET", "/what-counts", _T.LOOK_UP, "What would count"),
    Page("POST", "/what-counts", _T.LOOK_UP),
    Page("GET", f"{API}/look-up", _T.LOOK_UP),
    Page("POST", f"{API}/what-counts", _T.LOOK_UP),
    Page("GET", "/policies", _T.SEE_POLICIES, "Policies"),
    Page("GET", "/policies/{name}", _T.SEE_POLICIES),
    Page("GET", f"{API}/policies", _T.SEE_POLICIES),
    Page("GET", f"{API}/policies/{{name}}", _T.SEE_POLICIES),
    # how agreements stand, and how they change
    Page("GET", "/agreements", _T.SEE_AGREEMENTS, "Agreements"),
    Page("GET", "/agreements/{name}", _T.SEE_AGREEMENTS),
    Page("GET", f"{API}/agreements", _T.SEE_AGREEMENTS),
    Page("GET", f"{API}/agreements/{{name}}", _T.SEE_AGREEMENTS),
    Page("GET", "/imports", _T.IMPORT),
    Page("POST", "/imports", _T.IMPORT),
    Page("GET", "/imports/{name}", _T.IMPORT),
    Page("GET", "/imports/{name}/annotated", _T.IMPORT),
    Page("POST", "/imports/{name}/how", _T.IMPORT),
    Page("POST", "/imports/{name}/readings", _T.IMPORT),
    Page("POST", "/imports/{name}/apply", _T.IMPORT),
    Page("POST", "/imports/{name}/drop", _T.IMPORT),
    Page("GET", f"{API}/imports", _T.IMPORT),
    Page("POST", f"{API}/imports", _T.IMPORT),
    Page("GET", f"{API}/imports/{{name}}", _T.IMPORT),
    Page("POST", f"{API}/imports/{{name}}/how", _T.IMPORT),
    Page("POST", f"{API}/imports/{{name}}/readings", _T.IMPORT),
    Page("POST", f"{API}/imports/{{name}}/apply", _T.IMPORT),
    Page("POST", f"{API}/imports/{{name}}/drop", _T.IMPORT),
    Page("GET", "/publishing", _T.SEE_AGREEMENTS),
    Page("POST", "/publishing", _T.WRITE_POLICY),
    Page("GET", "/publishing/{name}", _T.SEE_AGREEMENTS),
    Page("GET", "/publishing/{name}/impact", _T.SEE_IMPACT),
    Page("POST", "/publishing/{name}/propose", _T.WRITE_POLICY),
    Page("POST", "/publishing/{name}/approve", _T.APPROVE_POLICY),
    Page("POST", "/publishing/{name}/enforce", _T.APPROVE_POLICY),
    Page("POST", "/publishing/{name}/release", _T.APPROVE_POLICY),
    Page("POST", "/publishing/{name}/end", _T.APPROVE_POLICY),
    Page("GET", f"{API}/publishing", _T.SEE_AGREEMENTS),
    Page("GET", f"{API}/publishing/files", _T.WRITE_POLICY),
    Page("GET", f"{API}/publishing/{{name}}", _T.SEE_AGREEMENTS),
    Page("GET", f"{API}/publishing/{{name}}/impact", _T.SEE_IMPACT),
    Page("POST", f"{API}/publishing/{{name}}/draft", _T.WRITE_POLICY),
    Page("POST", f"{API}/publishing/{{name}}/propose", _T.WRITE_POLICY),
    Page("POST", f"{API}/publishing/{{name}}/approve", _T.APPROVE_POLICY),
    Page("POST", f"{API}/publishing/{{name}}/enforce", _T.APPROVE_POLICY),
    Page("POST", f"{API}/publishing/{{name}}/release", _T.APPROVE_POLICY),
    Page("POST", f"{API}/publishing/{{name}}/end", _T.APPROVE_POLICY),
    # the ledger
    Page("GET", "/ledger", _T.SEE_LEDGER, "Ledger"),
    Page("POST", "/ledger/verify", _T.VERIFY_LEDGER),
    Page("GET", "/ledger/export.jsonl", _T.SEE_LEDGER),
    Page("GET", "/ledger/checkpoint.json", _T.VERIFY_LEDGER),
    Page("GET", f"{API}/ledger", _T.SEE_LEDGER),
    Page("POST", f"{API}/ledger/verify", _T.VERIFY_LEDGER),
    # a request and its worksheet
    Page("GET", "/requests/{name}", _T.SEE_REQUEST),
    Page("GET", "/requests/{name}/lines/{place}", _T.SEE_RECORD),
    Page("POST", "/requests/{name}/decide", _T.DECIDE),
    Page("POST", "/requests/{name}/confirm", _T.DECIDE),
    Page("POST", "/requests/{name}/move", _T.MOVE),
    Page("POST", "/requests/{name}/appeal", _T.APPEAL),
    Page("POST", "/requests/{name}/exceptions", _T.EXCEPT),
    Page("POST", "/requests/{name}/exceptions/{number}", _T.APPROVE_EXCEPTION),
    Page("GET", "/requests/{name}/letter", _T.SEE_REQUEST),
    Page("POST", "/requests/{name}/letter", _T.SEE_REQUEST),
    Page("GET", "/requests/{name}/decisions/{number}", _T.SEE_REQUEST),
    Page("GET", "/requests/{name}/audit", _T.SEE_RECORD),
    Page("GET", f"{API}/requests/{{name}}/audit", _T.SEE_RECORD),
    Page("GET", f"{API}/requests/{{name}}", _T.SEE_REQUEST),
    Page("GET", f"{API}/requests/{{name}}/lines/{{place}}", _T.SEE_RECORD),
    Page("POST", f"{API}/requests/{{name}}/decide", _T.DECIDE),
    Page("POST", f"{API}/requests/{{name}}/confirm", _T.DECIDE),
    Page("POST", f"{API}/requests/{{name}}/move", _T.APPEAL),
    Page("POST", f"{API}/requests/{{name}}/exceptions", _T.EXCEPT),
    Page(
        "POST",
        f"{API}/requests/{{name}}/exceptions/{{number}}",
        _T.APPROVE_EXCEPTION,
    ),
)
"""The table, screen by screen."""

_BY_ROUTE = {(page.method, page.path): page for page in PAGES}


def page_of(method: str, path: str) -> Page | None:
    """Return the row of a route; asking for the head of a page is asking for it."""
    return _BY_ROUTE.get(("GET" if method == "HEAD" else method, path))
