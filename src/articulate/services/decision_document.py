"""The document of a decision: what was decided, made of an evaluation and a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from articulate.explain.exception_words import exceptions_json
from articulate.explain.machine import Json, as_text
from articulate.model.decision import Decision, Settled
from articulate.model.exact import number_text, parse_number
from articulate.model.identifiers import LearningId
from articulate.model.line import Status
from articulate.services.settlements import adopted_line, settled_line
from articulate.services.stored_evaluation import KeptEvaluation
from articulate.store.contents import content_digest

DECISION_SCHEMA = "articulate.decision/1"


@dataclass(frozen=True, slots=True)
class Signed:
    """Who made a decision, when, and which entry of its request it is.

    `reviewer` is the second person, where the policy wants one.
    """

    request: str
    number: int
    actor: str
    at: str
    reviewer: str | None = None


def document_of(
    evaluation: KeptEvaluation, decision: Decision, signed: Signed
) -> bytes:
    """Write a decision: every line, adopted or settled. Equal inputs, equal bytes."""
    settled = {one.learning: one for one in decision.settled}
    lines: list[Json] = []
    for line in evaluation.lines:
        mine = next((settled[one] for one in line["learning"] if one in settled), None)
        lines.append(adopted_line(line) if mine is None else settled_line(line, mine))
    document: dict[str, Json] = {
        "schema": DECISION_SCHEMA,
        "decision": f"{signed.request}/{signed.number}",
        "request": signed.request,
        "learner": evaluation.learner,
        "as_of": evaluation.asked.as_of.isoformat(),
        "rulebook": evaluation.rulebook,
        "record": content_digest(evaluation.record),
        "evaluation": content_digest(evaluation.result),
        "by": signed.actor,
        "at": signed.at,
        "reason": decision.reason,
        "lines": lines,
    }
    if evaluation.exceptions:
        document["exceptions"] = exceptions_json(evaluation.exceptions)
    if signed.reviewer is not None:
        document["reviewed_by"] = signed.reviewer
    return f"{as_text(document)}\n".encode()


def said_of(decision: Decision) -> dict[str, object]:
    """Write what a person said, so that the same decision can be made again."""
    settled = [
        {
            "learning": one.learning,
            "status": str(one.status),
            "gives": one.gives,
            "credits": None if one.credits is None else number_text(one.credits),
        }
        for one in decision.settled
    ]
    return {"settled": settled, "reason": decision.reason}


def decision_in(request: str, said: Mapping[str, Any]) -> Decision:
    """Read back what a person said."""
    settled = tuple(
        Settled(
            learning=LearningId(one["learning"]),
            status=Status(one["status"]),
            gives=one["gives"],
            credits=None if one["credits"] is None else parse_number(one["credits"]),
        )
        for one in said["settled"]
    )
    return Decision(request, settled, said["reason"])
