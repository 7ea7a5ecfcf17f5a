"""Fifty people at the desk of an office of a hundred thousand learners.

`python -m benchmarks.desk` builds the office once in a folder (or finds it there), lets
`articulate serve` run in a process of its own, and lets people use it over HTTP from
this one: they sign in, open pages in an order that chance gives, read each for one to
three seconds, and now and then assign, refer or decide. What is printed is how long
each kind of page took, from the first byte sent to the last one read. It ends with 1
where the slowest twentieth of some page took longer than is allowed.

With `--postgresql` the store is in a cluster of its own, and is served as the role that
sees what whoever asks may see. What somebody opens who is held to one institution is
counted apart, since the database looks at more for them.
"""

import argparse
import http.client
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

from articulate.bootstrap.demonstrated_store import POLICY
from benchmarks.desk_cluster import running, settle
from benchmarks.desk_office import Filled, fill

ALLOWED = 500
"""Milliseconds within which nineteen of twenty have the whole page."""
READS = (1.0, 3.0)
"""Seconds for which somebody reads a page."""


@dataclass
class Taken:
    """How long each kind of page took, in milliseconds."""

    by_page: dict[str, list[float]] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, page: str, milliseconds: float) -> None:
        """Count one page."""
        with self.lock:
            self.by_page.setdefault(page, []).append(milliseconds)


class Somebody:
    """One person with a browser: a connection that stays open, and a session."""

    def __init__(self, port: int, who: str, office: Filled, taken: Taken) -> None:
        self.who = who
        self.office = office
        self.chance = random.Random(f"{who} {id(self)}")
        self.taken = taken
        self.conn = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.cookie = ""
        self.held = ", one institution" if who in office.limited else ""

    def ask(self, page: str, path: str, form: dict[str, object] | None = None) -> str:
        """Ask for a page, read all of it, and note how long that took."""
        headers = {"Sec-Fetch-Site": "same-origin", "Cookie": self.cookie}
        body = None
        if form is not None:
            body = urlencode(form, doseq=True)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        method = "GET" if form is None else "POST"
        try:
            self.conn.request(method, path, body, headers)
            came = self.conn.getresponse()
        except http.client.RemoteDisconnected:  # after a rest, as browsers know it
            self.conn.close()
            self.conn.request(method, path, body, headers)
            came = self.conn.getresponse()
        text = came.read().decode("utf-8", "replace")
        took = (time.perf_counter() - began) * 1000
        self.taken.note(f"{page}{self.held}", took)
        # Of two who decide or assign the same, the slower one is told so: 409.
        if came.status not in ({200} if form is None else {200, 303, 409}):
            why = re.search(r"AR\d+[^<]*", text)
            said = why.group() if why else ""
            self.taken.failed.append(f"{came.status} {page} {path} {said}")
        if cookie := came.headers.get("Set-Cookie"):
            self.cookie = cookie.partition(";")[0]
        return text

    def use(self, until: float) -> None:
        """Sign in, and open pages until a moment."""
        time.sleep(self.chance.uniform(0, READS[1]))
        self.ask("sign in", "/sign-in", {"who": self.who})
        pages = OF_ROLE[self.office.roles[self.who]]
        while time.monotonic() < until:
            (page,) = self.chance.choices(list(pages), weights=list(pages.values()))
            page(self)
            time.sleep(self.chance.uniform(*READS))

    def request(self) -> str:
        """Choose one request of all."""
        return quote(self.chance.choice(self.office.requests))


def queue(one: Somebody) -> None:
    whose = one.chance.choice(("all", "all", "mine", "team", "unassigned"))
    text = one.ask("queue", f"/queue?whose={whose}")
    further = re.search(r'href="(/queue\?[^"]*after[^"]*)"', text)
    if further and one.chance.random() < 0.3:
        one.ask("queue, next page", further.group(1).replace("&amp;", "&"))


def queue_narrowed(one: Somebody) -> None:
    asked = one.chance.choice(
        ("due=late", "due=stopped", "due=soon", "state=referred", "state=appealed")
    )
    one.ask("queue, narrowed", f"/queue?{asked}")


def queue_of_learner(one: Somebody) -> None:
    learner = one.chance.randrange(len(one.office.requests))
    one.ask("queue, a learner", f"/queue?learner=L-{learner}")


def worksheet(one: Somebody) -> None:
    one.ask("request", f"/requests/{one.request()}")


def line(one: Somebody) -> None:
    one.ask("line", f"/requests/{one.request()}/lines/1")


def letter(one: Somebody) -> None:
    one.ask("letter", f"/requests/{one.request()}/letter")


def audit(one: Somebody) -> None:
    one.ask("audit", f"/requests/{one.request()}/audit")


def decide(one: Somebody) -> None:
    """Look at a request that nothing is open about, and adopt what the rules say."""
    name = one.chance.choice(one.office.adoptable)
    text = one.ask("request", f"/requests/{name}")
    key = re.search(r'name="key" value="([^"]+)"', text)
    if key and '<button type="submit">Decide</button>' in text:
        one.ask("decide", f"/requests/{name}/decide", {"key": key.group(1)})


def assign(one: Somebody) -> None:
    names = [one.request() for _ in range(3)]
    form: dict[str, object] = {"to": one.who, "request": names}
    one.ask("assign three", "/queue/assign", form)


def panels(one: Somebody) -> None:
    one.ask("panels", "/panels")


def panel(one: Somebody) -> None:
    one.ask("panel", f"/panels/{one.chance.choice(one.office.panels)}")


def precedents(one: Somebody) -> None:
    one.ask("precedents", "/panels/precedents?words=firm")


def look_up(one: Somebody) -> None:
    one.ask("look up", "/look-up?brought=CIS&on=2025-03-01")


def what_counts(one: Somebody) -> None:
    form: dict[str, object] = {
        "courses": "NCC:CIS 120\nNCC:MATH 151",
        "receiving": "STATE",
    }
    one.ask("what would count", "/what-counts", form)


def policies(one: Somebody) -> None:
    one.ask("policies", "/policies")


def policy(one: Somebody) -> None:
    one.ask("policy", "/policies/ncc-computing@2024")


def agreements(one: Somebody) -> None:
    one.ask(
        "agreements", f"/agreements?on={one.chance.choice(range(2020, 2027))}-03-01"
    )


def agreement(one: Somebody) -> None:
    one.ask("agreement", "/agreements/ncc-computing")


def imports(one: Somebody) -> None:
    one.ask("imports", "/imports")


def publishing(one: Somebody) -> None:
    one.ask("publishing", "/publishing")


def published(one: Somebody) -> None:
    one.ask("publishing, one", f"/publishing/{POLICY}")


def ledger(one: Somebody) -> None:
    one.ask("ledger", "/ledger")


def ledger_of(one: Somebody) -> None:
    asked = one.chance.choice(
        (f"stream=request:{one.request()}", "kind=decide", f"actor={one.who}")
    )
    one.ask("ledger, narrowed", f"/ledger?{asked}")


def home(one: Somebody) -> None:
    one.ask("home", "/")


Use = Callable[[Somebody], None]
ANYBODY: dict[Use, float] = {
    home: 1,
    look_up: 2,
    what_counts: 1,
    policies: 1,
    policy: 1,
}
DESK: dict[Use, float] = ANYBODY | {
    queue: 6,
    queue_narrowed: 2,
    queue_of_learner: 1,
    worksheet: 8,
    line: 3,
    letter: 2,
    audit: 3,
    decide: 2,
    assign: 1,
    panels: 1,
    panel: 1,
}
OF_ROLE: dict[str, dict[Use, float]] = {
    "registrar": DESK
    | {ledger: 1, ledger_of: 1, precedents: 1}
    | {agreements: 2, agreement: 2, imports: 1, publishing: 1, published: 1},
    "evaluator": DESK,
    "auditor": ANYBODY | {ledger: 3, ledger_of: 3, worksheet: 2, queue: 2},
    "assessor": ANYBODY | {panels: 3, precedents: 1},
}


@contextmanager
def served(folder: Path, port: int, store: str) -> Iterator[None]:
    """Let the installed command serve the office, as an office would."""
    # All come from one address of this machine, and say who they are without a
    # password.
    command = [
        *("/usr/bin/env", "ARTICULATE_WEB_DEVELOPMENT_LOGIN=true"),
        "ARTICULATE_WEB_SIGNING_IN_PER_MINUTE=1000",
        str(Path(sys.executable).with_name("articulate")),
        *("serve", "--store", store, "--port", str(port)),
        *("--office", str(folder / "office.toml")),
        *("--drafts", str(folder / "demo" / "policies")),
    ]
    with (folder / "serve.log").open("wb") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log)  # noqa: S603 - ours
    try:
        for _ in range(600):
            try:
                conn = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
                conn.request("GET", "/")
                conn.getresponse().read()
                break
            except OSError:
                time.sleep(0.1)
        yield
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(30)


def measure(port: int, office: Filled, users: int, seconds: float) -> Taken:
    """Let people use the office for a while, after a moment that is not counted."""
    people = [*office.roles]
    for length, taken in ((min(seconds / 4, 15), Taken()), (seconds, Taken())):
        until = time.monotonic() + length
        threads = [
            threading.Thread(
                target=Somebody(port, people[n % len(people)], office, taken).use,
                args=(until,),
            )
            for n in range(users)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return taken


def report(taken: Taken, seconds: float) -> bool:
    """Print a table; whether each page was as quick as it should be."""
    print(f"{'page':38} {'asked':>6} {'p50':>7} {'p95':>7} {'most':>7}  ms")
    slow = []
    for page, times in sorted(taken.by_page.items()):
        ordered = sorted(times)
        p50, p95 = (ordered[int(len(ordered) * q)] for q in (0.5, 0.95))
        print(f"{page:38} {len(ordered):6} {p50:7.0f} {p95:7.0f} {ordered[-1]:7.0f}")
        if p95 > ALLOWED:
            slow.append(page)
    every = sum(map(len, taken.by_page.values()))
    print(f"{every} pages in {seconds:.0f} s: {every / seconds:.1f} a second")
    for one in taken.failed[:10]:
        print(f"failed: {one}")
    print(f"{len(taken.failed)} failed; slower than {ALLOWED} ms: {slow or 'none'}")
    return not slow and not taken.failed


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--folder", type=Path, default=Path("build/desk"))
    asked.add_argument("--postgresql", action="store_true", help="in a cluster there")
    asked.add_argument("--learners", type=int, default=100_000)
    asked.add_argument("--users", type=int, default=50)
    asked.add_argument("--seconds", type=float, default=120)
    asked.add_argument("--port", type=int, default=8651)
    told = asked.parse_args()
    found = place(told.folder, told.learners, postgresql=told.postgresql)
    with found as (folder, owner, page):
        office = fill(folder, owner, told.learners)
        if told.postgresql:
            settle(owner)
        with served(folder, told.port, page):
            taken = measure(told.port, office, told.users, told.seconds)
    return 0 if report(taken, told.seconds) else 1


@contextmanager
def place(
    root: Path, learners: int, *, postgresql: bool
) -> Iterator[tuple[Path, str, str]]:
    """Find the folder of an office, and its store: of its owner, and of the page."""
    if not postgresql:
        folder = root / str(learners)
        yield folder, str(folder / "load.db"), str(folder / "load.db")
        return
    folder = root / f"{learners}-postgresql"
    with running(folder.resolve() / "cluster") as addresses:
        yield folder, addresses.owner, addresses.page


if __name__ == "__main__":
    sys.exit(main())
