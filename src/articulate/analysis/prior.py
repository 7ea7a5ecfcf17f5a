"""Prior learning for a witness: exams, credentials, training, portfolios and awards."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from articulate.analysis.spectra import OTHER
from articulate.analysis.values import Chosen
from articulate.analysis.voices import Opened, Other
from articulate.model.credential import Credential, Evidence
from articulate.model.exam import ExamSitting
from articulate.model.identifiers import BlockId, InstitutionId, LearningId
from articulate.model.portfolio import Portfolio
from articulate.model.record import LearnerRecord, Learning
from articulate.model.training import Training
from articulate.model.transcript import ConferredAward
from articulate.rulebook.learning_blocks import CredentialBlock, PortfolioBlock

_YES, _NO = 1, 2


def learning_of(
    other: Other, id_: LearningId, day: date, facts: tuple[Chosen, Opened]
) -> Learning:
    """Make learning that is no course, with the facts that matter."""
    chosen, opened = facts
    about = f"{other.kind} {other.name}"
    decisions = chosen.decisions(about)
    match other.kind:
        case "exam":
            return ExamSitting(
                id_,
                BlockId(other.name),
                chosen.number("score", about),
                chosen.numbers("score", about),
                day,
                chosen.number("percentile", about),
                decisions,
            )
        case "credential":
            return _credential(other, id_, day, facts)
        case "training":
            return Training(
                id_,
                other.name,
                day,
                chosen.text("location", about),
                chosen.length("length", about),
                chosen.number("skill", about),
                _listed(chosen, "recommended"),
                decisions,
            )
        case "portfolio":
            return Portfolio(
                id_,
                BlockId(other.name),
                _criteria(chosen, opened, about),
                day,
                _evidence(_listed(chosen, "evidence")),
                decisions,
            )
        case _:
            sender = other.sender or InstitutionId("")
            return ConferredAward(id_, sender, other.name, day, decisions)


def with_prior(record: LearnerRecord, learnings: Sequence[Learning]) -> LearnerRecord:
    """Put learning that no transcript reports on a record."""
    return replace(
        record,
        exams=tuple(one for one in learnings if isinstance(one, ExamSitting)),
        credentials=tuple(one for one in learnings if isinstance(one, Credential)),
        trainings=tuple(one for one in learnings if isinstance(one, Training)),
        portfolios=tuple(one for one in learnings if isinstance(one, Portfolio)),
    )


def _credential(
    other: Other, id_: LearningId, day: date, facts: tuple[Chosen, Opened]
) -> Credential:
    chosen, opened = facts
    about = f"{other.kind} {other.name}"
    block = opened.block
    issuers = block.issuers if isinstance(block, CredentialBlock) else ()
    expired = any(
        kind == "free" and name.startswith("unexpired") and mask & (_YES | _NO) == _NO
        for (kind, name, _), mask in chosen.box.items()
    )
    return Credential(
        id_,
        other.name,
        chosen.text("issuer", about) or next(iter(issuers), None),
        day,
        valid_until=day if expired else None,
        verified=chosen.truth("verified", about),
        evidence=_evidence(_listed(chosen, "evidence")),
        results=chosen.texts("result", about),
        alignments=chosen.texts("alignment", about),
        endorsed=chosen.truth("endorsed", about),
        decisions=chosen.decisions(about),
    )


def _criteria(
    chosen: Chosen, opened: Opened, about: str
) -> tuple[tuple[str, Fraction], ...]:
    """Return a level for every criterion: what matters, else the highest."""
    block = opened.block
    known = block.criteria if isinstance(block, PortfolioBlock) else ()
    found = {one.name: one.highest for one in known}
    found |= dict(chosen.numbers("criterion", about))
    return tuple(sorted(found.items()))


def _listed(chosen: Chosen, name: str) -> tuple[str, ...] | None:
    there = chosen.listed(name)
    if there:
        return there
    return (OTHER,) if chosen.unlisted(name) else None


def _evidence(kinds: Iterable[str] | None) -> tuple[Evidence, ...] | None:
    return None if kinds is None else tuple(Evidence(one) for one in kinds)
