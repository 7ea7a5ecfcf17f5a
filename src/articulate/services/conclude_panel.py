"""Conclude a panel: what it found becomes a dated fact, and evaluation goes on."""

from dataclasses import dataclass, replace
from datetime import date

from articulate.cases.panels import apart, found, settles
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.intake.record import canonical_json
from articulate.model.case import Move
from articulate.model.entry import Entry
from articulate.model.line import Status
from articulate.model.panel import PanelMove, PanelOutcome, PanelState
from articulate.model.record import LearnerRecord
from articulate.services.access import Task
from articulate.services.acting import Act, request_stream
from articulate.services.evaluate_record import Asked, evaluate_record
from articulate.services.kept_rules import rules_of
from articulate.services.moves import standing
from articulate.services.office import Office
from articulate.services.panel_case import (
    PANEL,
    Happened,
    PanelCase,
    asked_of,
    enter,
    not_now,
    not_theirs,
)
from articulate.services.reevaluate import Anew, NewFacts, reevaluate
from articulate.services.stored_evaluation import (
    evaluation_of,
    newest_evaluation,
    record_in,
)
from articulate.store.entries import entries_of
from articulate.store.transaction import Connection

ASSIGNMENT = "additional assignment"
"""The decision of that name in a policy: `passed`, `failed`, or `not set`."""
PANEL_FOUND = "panel"
"""The decision in which the panel's outcome stands: `award` or `refuse`."""
_NO_AWARD = frozenset({Status.DENIED, Status.UNARTICULATED, Status.REFERRED})


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What the chair of a panel says it came to, and why."""

    panel: str
    outcome: PanelOutcome
    reason: str


def conclude_panel(
    conn: Connection, asked: Conclusion, office: Office, act: Act
) -> Entry | Diagnostic:
    """Say what a panel came to.

    After an additional assignment, `award` says that it was passed and `refuse` that it
    was failed. An outcome that the policy does not give for these levels is no outcome:
    credit is decided by rules, and settled otherwise only on the request itself.
    """
    case = asked_of(conn, asked.panel, (Task.CONVENE, PanelMove.CONCLUDE), act)
    if not isinstance(case, PanelCase):
        return case
    if wrong := _wrong_with(case, asked, act):
        return wrong
    levels = found(case.block, case.judged)
    said: dict[str, object] = {
        "outcome": str(asked.outcome),
        "reason": asked.reason.strip(),
        "block": case.block.head.name,
        "levels": [[name, str(level)] for name, level in levels],
    }
    after = PanelState.ADDITIONAL
    if asked.outcome is not PanelOutcome.ADDITIONAL:
        after, day = PanelState.CONCLUDED, office.day_of(act.moment)
        said["decided"] = day.isoformat()
        if wrong := _evaluated(conn, case, asked.outcome, act, on=day):
            return wrong
    happened = Happened(PanelMove.CONCLUDE, said, after=after)
    return enter(conn, case, happened, act)


def with_finding(
    record: LearnerRecord, case: PanelCase, outcome: PanelOutcome, *, on: date
) -> LearnerRecord:
    """Return a record with what a panel found: levels, the day, and its decisions."""
    passed = "passed" if outcome is PanelOutcome.AWARD else "failed"
    additional = case.state is PanelState.ADDITIONAL
    told = {
        PANEL_FOUND: str(outcome),
        ASSIGNMENT: passed if additional else "not set",
    }
    portfolios = tuple(
        replace(
            one,
            criteria=found(case.block, case.judged),
            decided=on,
            decisions=tuple(sorted((dict(one.decisions) | told).items())),
        )
        if one.id == case.learning
        else one
        for one in record.portfolios
    )
    return replace(record, portfolios=portfolios)


def _wrong_with(case: PanelCase, asked: Conclusion, act: Act) -> Diagnostic | None:
    outcome = asked.outcome
    if case.seat_of(act.actor) is not None:
        why = f"{act.actor} is an assessor of the panel `{case.name}`"
        return not_theirs(case, why, "somebody else takes the chair", act)
    again = case.state is PanelState.ADDITIONAL and outcome is PanelOutcome.ADDITIONAL
    if again or case.state not in {PanelState.JUDGED, PanelState.ADDITIONAL}:
        why = f"its outcome cannot be `{outcome}` now"
        return not_now(case, why, "wait until all assessors have submitted", act)
    if not asked.reason.strip():
        return Diagnostic(
            code=Code.REASON_MISSING,
            place=act.at(f"{PANEL}{case.name}"),
            message="a panel is not concluded without a reason",
            help="give the reason in your own words",
        )
    if outcome is PanelOutcome.AWARD and not settles(case.block, case.judged):
        differ = ", ".join(apart(case.block, case.judged))
        why = f"its assessors differ too much on {differ}"
        return not_now(case, why, f"the policy says: {case.block.otherwise}", act)
    return None


def _evaluated(
    conn: Connection, case: PanelCase, outcome: PanelOutcome, act: Act, *, on: date
) -> Diagnostic | None:
    """Evaluate the request with the finding; say where the policy gives otherwise."""
    plain = replace(act, key=None)
    last = standing(conn, case.request, Move.EVALUATE, plain)
    if isinstance(last, Diagnostic):
        return last
    evaluated = newest_evaluation(entries_of(conn, request_stream(case.request)))
    rules, old = rules_of(conn, evaluated), evaluation_of(conn, evaluated)
    record = record_in(old.record, case.request)
    new = with_finding(record, case, outcome, on=on)
    asked: Asked = replace(old.asked, as_of=max(old.asked.as_of, on))
    shown = evaluate_record(rules, new, asked)
    status = next(
        line.status
        for line in shown.evaluation.lines
        if case.learning in [str(one) for one in line.learning]
    )
    awards = outcome is PanelOutcome.AWARD
    if awards is (status in _NO_AWARD):
        return Diagnostic(
            code=Code.OUTCOME_NOT_GIVEN,
            place=act.at(f"{PANEL}{case.name}"),
            message=f"by the policy, these levels come to `{status}`, and the outcome"
            f" is `{outcome}`",
            help="choose the outcome that the policy gives or an additional assignment,"
            " or settle the line otherwise when the request is decided",
        )
    number = case.entries[-1].number + 1
    facts = NewFacts(f"{PANEL}{case.name}/{number}", canonical_json(new).encode(), new)
    anew = Anew(case.request, None, facts, as_of=asked.as_of)
    came = reevaluate(conn, anew, plain)
    return came if isinstance(came, Diagnostic) else None
