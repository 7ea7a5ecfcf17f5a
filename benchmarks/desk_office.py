"""An office of very many learners, filled through the services that fill a real one.

Each learner has the record of one of the demonstration office's, under an id of their
own. What the rules say of it is evaluated once for each of these records and written
under the other ids; some of them are evaluated anew, and must come to the same bytes.
Thousands of requests are opened, moved and decided by the services; the others are
copies of these under other names.
"""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from articulate.bootstrap.clock import moment
from articulate.bootstrap.command import check_files
from articulate.bootstrap.database import OpenStore
from articulate.bootstrap.demonstrated_store import POLICY, demonstrated_desk
from articulate.bootstrap.desk import StoreDesk, make_store
from articulate.bootstrap.offices import open_office
from articulate.bootstrap.serving import WebDesk
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.report import Report
from articulate.intake.record import canonical_json
from articulate.model.case import Move
from articulate.model.decision import Decision
from articulate.model.identifiers import LearnerId
from articulate.model.panel import PanelOutcome
from articulate.model.person import Person, Role
from articulate.rulebook.rulebook import Rulebook
from articulate.services.acting import Act
from articulate.services.checked_policies import CheckedPolicies
from articulate.services.conclude_panel import Conclusion, conclude_panel
from articulate.services.convene_panel import assign_assessor, convene_panel
from articulate.services.decide import decide
from articulate.services.judge_panel import declare_conflict, submit_judgement
from articulate.services.move_case import CaseMove, move_case
from articulate.services.office import Office
from articulate.services.open_case import NewRequest, open_request
from articulate.services.publish_policy import (
    approve_policy,
    draft_policy,
    enforce_policy,
    propose_policy,
)
from articulate.services.queue import count_days
from articulate.services.revisions import revision_of
from articulate.services.stored_evaluation import (
    StoredEvaluation,
    evaluate_to_store,
    evaluation_in,
    newest_evaluation,
    record_in,
)
from articulate.store.contents import content_digest
from articulate.store.entries import entries_of
from articulate.store.transaction import Connection
from benchmarks.desk_copies import copies, original, whole

AT_ONCE = 500
ANEW = 40
"""How many are evaluated anew, and compared."""
PANELS = 300
SERVED = 4000
"""How many requests go through the services; the others are copies of these."""
LIMITED = """
[[people]]
id = "kim"
name = "Kim Oyelaran"
roles = ["evaluator"]
institutions = ["STATE"]
"""
"""Somebody who is held to one institution, which here is the one of every request."""


@dataclass(frozen=True)
class Filled:
    """What there is in the office to be looked at, and who looks."""

    requests: Sequence[str]
    adoptable: Sequence[str]
    panels: Sequence[str]
    roles: dict[str, str]
    limited: Sequence[str]


@dataclass(frozen=True)
class Template:
    """One record as it is evaluated, to be written under another learner's id."""

    kept: StoredEvaluation
    portfolio: bool

    @property
    def adoptable(self) -> bool:
        """Whether the rules leave nothing of it to a person."""
        return all(line["status"] != "referred" for line in self.kept.lines)

    def of(self, learner: str) -> StoredEvaluation:
        """Write the evaluation of the same record of somebody else."""
        read = record_in(self.kept.record, "record")
        theirs = replace(read, learner=replace(read.learner, id=LearnerId(learner)))
        record = canonical_json(theirs).encode()
        was = content_digest(self.kept.record).encode()
        result = self.kept.result.replace(was, content_digest(record).encode())
        old, new = (
            f'"learner": {json.dumps(one)}'.encode()
            for one in (self.kept.learner, learner)
        )
        assert old in result, result[:300]
        result = result.replace(old, new)
        return replace(self.kept, record=record, learner=learner, result=result)


def fill(folder: Path, where: str, learners: int) -> Filled:
    """Fill an office, unless it was filled before; what is in it."""
    told = folder / "filled.json"
    if told.exists():
        said = json.loads(told.read_text())
        return Filled(**said)
    folder.mkdir(parents=True, exist_ok=True)
    demo = demonstrated_desk(folder / "demo")
    assert isinstance(demo, WebDesk), demo
    source = next((folder / "demo").glob("registrars/*/office.toml"))
    settings = folder / "office.toml"
    settings.write_text(source.read_text("utf-8") + LIMITED, "utf-8")
    office = open_office(settings)
    assert isinstance(office, Office), office
    rules = demo.rules()
    assert isinstance(rules, Rulebook)
    templates = [*_templates(demo.store.store)]
    desk = make_store(where)
    assert isinstance(desk, StoreDesk), desk
    _publish(demo, desk)
    filled = _Filling(desk, office, templates, rules).fill(learners)
    told.write_text(json.dumps(filled.__dict__))
    return filled


def _templates(store: OpenStore) -> Iterator[Template]:
    """Yield each request of the demonstration office, but for what it is called."""
    with store.reading() as conn:
        for number in range(1001, 1021):
            entries = entries_of(conn, f"request:r-{number}")
            if entries:
                kept = evaluation_in(conn, newest_evaluation(entries))
                yield Template(kept, b'"portfolio"' in kept.record)


def _publish(demo: WebDesk, desk: StoreDesk) -> None:
    """Bring the demonstration's policy into force in this store too."""
    folder = Path(demo.store.store.name).parent
    opened = check_files([folder / "policies"], folder)
    checked = CheckedPolicies(
        opened.rulebook, opened.tests, opened.properties, opened.report
    )
    revision = revision_of(checked, opened.texts)
    author, approver = (_act(desk, demo.office, who) for who in ("dina", "cho"))
    for step in (
        lambda conn: draft_policy(conn, POLICY, revision, author),
        lambda conn: propose_policy(conn, POLICY, None, author),
        lambda conn: approve_policy(conn, POLICY, approver),
        lambda conn: enforce_policy(conn, POLICY, approver),
    ):
        came = desk.write(step)
        assert not isinstance(came, Diagnostic | Report), came


def _act(desk: StoreDesk, office: Office, who: str) -> Act:
    (person,) = [one for one in office.people if one.id == who]
    return desk.act_of(person)


class _Filling:
    """Opens a request for each learner, over two months, and lets things happen."""

    def __init__(
        self,
        desk: StoreDesk,
        office: Office,
        templates: Sequence[Template],
        rules: Rulebook,
    ) -> None:
        self.desk = desk
        self.office = office
        self.templates = templates
        self.rules = rules
        self.chance = random.Random(7)
        self.requests: list[str] = []
        self.adoptable: list[str] = []
        self.portfolios: list[str] = []

    def fill(self, learners: int) -> Filled:
        served = min(learners, SERVED)
        for first in range(0, served, AT_ONCE):
            some = range(first, min(first + AT_ONCE, served))

            def work(conn: Connection, some: range = some) -> None:
                for number in some:
                    self._one(conn, number, served)

            self.desk.store.write(work)
        self._compare(served)
        if learners > served:
            self.desk.store.write(lambda conn: self._copies(conn, served, learners))
        panels = [self._panel(n) for n in range(min(PANELS, len(self.portfolios)))]
        while self.desk.store.write(lambda conn: count_days(conn, self.office)):
            pass
        people: Sequence[Person] = self.office.people
        roles = {
            one.id: str(role)
            for one in people
            for role in (Role.REGISTRAR, Role.EVALUATOR, Role.AUDITOR, Role.ASSESSOR)
            if role in one.roles
        }
        limited = [one.id for one in people if one.institutions]
        return Filled(self.requests, self.adoptable, panels, roles, limited)

    def _copies(self, conn: Connection, served: int, learners: int) -> None:
        """Copy what the services made, until there are as many as wanted."""
        plain = [one for one in self.requests if one not in set(self.portfolios)]
        adoptable = set(self.adoptable)
        originals = [original(conn, one) for one in plain]
        for name in copies(conn, originals, range(served, learners)):
            number = int(name.removeprefix("r-"))
            self.requests.append(name)
            if plain[number % len(plain)] in adoptable:
                self.adoptable.append(name)
        whole(conn)

    def _one(self, conn: Connection, number: int, learners: int) -> None:
        template = self.templates[number % len(self.templates)]
        name, kept = f"r-{number}", template.of(f"L-{number}")
        before = timedelta(minutes=(learners - number) * 60 * 24 * 20 / learners)
        came_at = datetime.fromisoformat(moment()) - before
        then = came_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        ada = replace(_act(self.desk, self.office, "ada"), moment=then)
        new = NewRequest(name, "record.json", kept.record, within=10)
        came = open_request(conn, new, kept, ada)
        assert not isinstance(came, Diagnostic), came
        self.requests.append(name)
        if template.portfolio:
            self.portfolios.append(name)
            return
        drawn = self.chance.random()
        if drawn < 0.5:
            to = self.chance.choice(("ada", "ben"))
            self._moved(conn, CaseMove(name, Move.ASSIGN, to), ada)
        if 0.4 < drawn < 0.45:
            asked = CaseMove(name, Move.PAUSE, reason="The syllabus is asked for")
            self._moved(conn, asked, ada)
        if template.adoptable and drawn > 0.9:
            decide(conn, Decision(name, (), ""), ada)
        elif template.adoptable:
            self.adoptable.append(name)

    def _moved(self, conn: Connection, asked: CaseMove, act: Act) -> None:
        came = move_case(conn, asked, self.office, act)
        assert not isinstance(came, Diagnostic), came

    def _compare(self, learners: int) -> None:
        """Evaluate some of them anew."""
        for number in self.chance.sample(range(learners), min(ANEW, learners)):
            made = self.templates[number % len(self.templates)].of(f"L-{number}")
            record = record_in(made.record, "record")
            assert evaluate_to_store(self.rules, record, made.asked) == made

    def _panel(self, number: int) -> str:
        """Convene a panel; half of them have judged, a quarter is concluded."""
        request = self.portfolios[number]
        name = f"{request}.p1"
        ada = _act(self.desk, self.office, "ada")

        def work(conn: Connection) -> object:
            convene_panel(conn, request, "p1", ada, office=self.office)
            for who in ("eli", "fay"):
                assign_assessor(conn, name, who, ada, office=self.office)
                if number % 2:
                    by = _act(self.desk, self.office, who)
                    declare_conflict(conn, name, "", by)
                    block = self.rules.portfolios[0]
                    typed = {
                        one.name: (
                            str(3 + (number + len(who)) % 2),
                            "As the essay says",
                        )
                        for one in block.criteria
                    }
                    submit_judgement(conn, name, typed, by)
            if number % 4 == 1:
                asked = Conclusion(name, PanelOutcome.AWARD, "Both see it shown")
                return conclude_panel(conn, asked, self.office, ada)
            return None

        came = self.desk.write(work)
        assert not isinstance(came, Diagnostic | Report), came
        return name
