"""The demonstration office at work: a store, policies in force, requests that came."""

import re
from functools import partial
from pathlib import Path

from articulate.bootstrap.command import check_files
from articulate.bootstrap.demonstration import DemoOffice, build_office
from articulate.bootstrap.desk import StoreDesk, desk_at, make_store
from articulate.bootstrap.named_files import record_files
from articulate.bootstrap.records import open_record
from articulate.bootstrap.serving import WebDesk, web_desk
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.report import Report
from articulate.model.person import Person, Role
from articulate.rulebook.rulebook import Rulebook
from articulate.services.acting import Act
from articulate.services.checked_policies import CheckedPolicies
from articulate.services.evaluate_record import Asked
from articulate.services.office import Office
from articulate.services.open_case import NewRequest, OpenRequest, open_request
from articulate.services.publish_policy import (
    approve_policy,
    draft_policy,
    enforce_policy,
    propose_policy,
)
from articulate.services.read_record import HowToRead
from articulate.services.revisions import Revision, revision_of
from articulate.services.stored_evaluation import StoredEvaluation, evaluate_to_store
from articulate.store.transaction import Connection

POLICY = "demonstration"
_STORE = "office.db"
_NUMBER = re.compile(r"\d+")


def demonstrated_desk(folder: Path) -> WebDesk | Diagnostic | Report:
    """Open the demonstration office in a folder, which is made where there is none."""
    where = folder / _STORE
    if where.is_file():
        store = desk_at(str(where))
        files = sorted(folder.glob("registrars/*/office.toml"))
        if isinstance(store, Diagnostic):
            return store
        settings = files[0] if files else None
        worked_on = folder / "policies"
        drafts = (worked_on,) if worked_on.is_dir() else ()
        return web_desk(store, settings, drafts=drafts, root=folder)
    demo = build_office(folder)
    store = make_store(str(where))
    if isinstance(store, Diagnostic):
        return store
    office = demo.learners.parent
    desk = web_desk(store, office, drafts=(demo.policies,), root=demo.folder)
    if isinstance(desk, Diagnostic):
        return desk
    wrong = _publish(store, demo, desk.office)
    rules = desk.rules() if wrong is None else wrong
    if not isinstance(rules, Rulebook):
        return rules
    _receive(desk, demo, rules)
    return desk


def _publish(
    store: StoreDesk, demo: DemoOffice, office: Office
) -> Diagnostic | Report | None:
    """Publish the office's policies, with a second person, as anybody has to."""
    opened = check_files([demo.policies], demo.folder)
    checked = CheckedPolicies(
        opened.rulebook, opened.tests, opened.properties, opened.report
    )
    revision: Revision = revision_of(checked, opened.texts)
    author = store.act_of(_first(office, Role.AUTHOR))
    approver = store.act_of(_first(office, Role.APPROVER))
    for step in (
        lambda conn: draft_policy(conn, POLICY, revision, author),
        lambda conn: propose_policy(conn, POLICY, None, author),
        lambda conn: approve_policy(conn, POLICY, approver),
        lambda conn: enforce_policy(conn, POLICY, approver),
    ):
        came = store.write(step)
        if isinstance(came, Diagnostic | Report):
            return came
    return None


def _receive(desk: WebDesk, demo: DemoOffice, rules: Rulebook) -> None:
    """Open a request for each learner, under the number of their file."""
    how = HowToRead(demo.as_of, demo.transcripts)
    clerk = desk.store.act_of(_first(desk.office, Role.REGISTRAR))
    offered = {block.head.id for block in rules.degrees}
    for file in record_files([demo.learners], demo.folder):
        read = open_record(file, how, rules, demo.folder)
        if isinstance(read, Report):
            continue  # `articulate demo` shows what is wrong with a record
        degrees = tuple(one for one in read.record.learner.degrees if one in offered)
        asked = Asked(demo.as_of, demo.institution, degrees=degrees)
        number = _NUMBER.search(file.path.stem)
        new = NewRequest(
            name=f"r-{number.group() if number else file.path.stem}",
            file=file.name,
            received=file.read(),
            within=desk.office.request,
        )
        kept = evaluate_to_store(rules, read.record, asked)
        desk.store.write(partial(_open, new, kept, clerk))


def _open(
    new: NewRequest, kept: StoredEvaluation, clerk: Act, conn: Connection
) -> OpenRequest | Diagnostic:
    return open_request(conn, new, kept, clerk)


def _first(office: Office, role: Role) -> Person:
    """Return the first person of an office in a role."""
    found = [one for one in office.people if role in one.roles]
    return found[0] if found else Person(str(role), str(role), frozenset({role}))
