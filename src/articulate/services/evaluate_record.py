"""Evaluate one record: every line, settled, with the audit of each degree asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from articulate.audit.audit import settle_without_degree
from articulate.audit.together import audit_each
from articulate.engine.evaluate import evaluate
from articulate.explain.outline import Shown
from articulate.explain.titles import titles_of
from articulate.intake.record import canonical_json
from articulate.model.audit import AuditStatus, DegreeAudit
from articulate.model.evaluation import Evaluation
from articulate.model.identifiers import BlockId, InstitutionId
from articulate.model.line import Status
from articulate.model.record import LearnerRecord
from articulate.model.settlement import settle
from articulate.rulebook.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a record: for which day, whom, and which degrees.

    `known_at` None is all that is known.
    """

    as_of: date
    receiving: InstitutionId
    known_at: date | None = None
    degrees: tuple[BlockId, ...] = ()


def evaluate_record(rulebook: Rulebook, record: LearnerRecord, asked: Asked) -> Shown:
    """Evaluate a record, and let the degrees decide what is theirs to decide.

    Degrees that name each other agree on one lawful reading. Of others the first named
    decides which one the lines show.
    """
    evaluation = evaluate(
        rulebook,
        record,
        asked.as_of,
        asked.known_at,
        receiving=asked.receiving,
        degrees=asked.degrees,
    )
    audits = audit_each(rulebook, evaluation, asked.degrees)
    settlement = (
        audits[0].settlement if audits else settle_without_degree(rulebook, evaluation)
    )
    return Shown(
        settle(evaluation, settlement),
        digest_of(record),
        audits,
        several=len(asked.degrees) > 1,
        titles=titles_of(rulebook),
    )


def evaluate_lines(
    rulebook: Rulebook, record: LearnerRecord, asked: Asked
) -> Evaluation:
    """Evaluate a record without an audit: the policy's preference decides choices."""
    evaluation = evaluate(
        rulebook,
        record,
        asked.as_of,
        asked.known_at,
        receiving=asked.receiving,
        degrees=asked.degrees,
    )
    return settle(evaluation, settle_without_degree(rulebook, evaluation))


def digest_of(record: LearnerRecord) -> str:
    """Name a record by the hash of its canonical form."""
    return f"sha256:{sha256(canonical_json(record).encode()).hexdigest()}"


def person_needed(shown: Shown) -> bool:
    """Say whether a person must decide something before this result is final."""
    referred = any(line.status is Status.REFERRED for line in shown.evaluation.lines)
    return referred or any(_open(one) for one in shown.audits)


def _open(one: DegreeAudit) -> bool:
    return one.status is AuditStatus.UNDECIDED or bool(one.open_facts)


def once_each(degrees: Sequence[str]) -> tuple[BlockId, ...]:
    """Read degree ids as given, each once, in their order."""
    return tuple(BlockId(degree) for degree in dict.fromkeys(degrees))
