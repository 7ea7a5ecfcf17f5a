"""A witness in words: what the learner brings, and what else matters of them."""

from collections.abc import Iterator
from fractions import Fraction

from articulate.analysis.witness import Witness
from articulate.model.credential import Credential
from articulate.model.exact import number_text
from articulate.model.exam import ExamSitting
from articulate.model.learner import Learner
from articulate.model.portfolio import Portfolio
from articulate.model.record import LearnerRecord, Learning
from articulate.model.training import Training
from articulate.model.transcript import ConferredAward, CourseAttempt


def learner_sentence(witness: Witness) -> str:
    """Say who shows it: `NCC:CIS 101 (grade A, …); asked 2024-09-14`."""
    record = witness.record
    brings = " + ".join(_brought(one) for one in record.learnings())
    said = [brings, *_of_learner(record.learner)]
    if record.requested is not None:
        said.append(f"asked for on {record.requested}")
    if witness.as_of != record.requested:
        said.append(f"evaluated on {witness.as_of}")
    return "; ".join(said)


def learning_name(record: LearnerRecord) -> str:
    """Name what a record brings: `NCC:CIS 101 + NCC:CIS 102`."""
    mine = [one for one in record.learnings() if one.id.startswith("w")]
    return " + ".join(_name(one) for one in mine)


def _brought(one: Learning) -> str:
    facts = ", ".join(_facts(one))
    return f"{_name(one)} ({facts})" if facts else _name(one)


def _name(one: Learning) -> str:
    match one:
        case CourseAttempt(code=code):
            return str(code)
        case ConferredAward(title=title):
            return f'award "{title}"'
        case ExamSitting(exam=exam):
            return f"exam {exam}"
        case Credential(achievement=achievement):
            return f"credential {achievement}"
        case Training(exhibit=exhibit):
            return f"training {exhibit}"
        case Portfolio(portfolio=portfolio):
            return f"portfolio {portfolio}"


def _facts(one: Learning) -> Iterator[str]:
    match one:
        case CourseAttempt():
            yield from _of_attempt(one)
        case ExamSitting():
            yield from _number("score", one.score)
            for name, score in one.subscores:
                yield from _number(f"score {name}", score)
            yield from _number("percentile", one.percentile)
            yield f"taken {one.taken}"
        case Credential():
            yield from _yes(("verified", one.verified), ("endorsed", one.endorsed))
            yield from (f'"{name}" {level}' for name, level in one.results)
            yield from (f"{name} {level}" for name, level in one.alignments)
            yield from (f'evidence "{each.type}"' for each in one.evidence or ())
            yield f"awarded {one.awarded}"
            if one.valid_until is not None:
                yield f"valid until {one.valid_until}"
        case Training():
            yield from [f'at "{one.location}"'] if one.location else []
            yield from [f"{one.length}"] if one.length else []
            yield from _number("skill", one.skill)
            yield from (f'recommended "{each}"' for each in one.recommended or ())
            yield f"completed {one.completed}"
        case Portfolio():
            for name, level in one.criteria:
                yield from _number(f'"{name}"', level)
            yield f"decided {one.decided}"
        case ConferredAward():
            yield f"awarded {one.awarded}"
    yield from (f'decision "{name}" {said}' for name, said in one.decisions)


def _of_attempt(one: CourseAttempt) -> Iterator[str]:
    if one.grade is not None:
        yield f"grade {one.grade}"
    if one.underlying is not None:
        yield f"underlying {one.underlying}"
    if one.credits is not None:
        yield f"{number_text(one.credits)} {one.unit}"
    yield from [f"level {one.level}"] if one.level else []
    yield from (f"attribute {mark}" for mark in one.attributes)
    yield from [f"delivery {one.delivery}"] if one.delivery else []
    yield from _number("percentile", one.percentile)
    yield f"completed {one.completed}"


def _of_learner(learner: Learner) -> Iterator[str]:
    for name in ("admitted", "declared", "graduated"):
        day = getattr(learner, name)
        if day is not None:
            yield f"{name} {day}"
    if learner.degrees:
        yield f"degree {' and '.join(learner.degrees)}"
    if learner.catalog is not None:
        yield f"catalog {learner.catalog}"
    yield from (f"{'' if yes else 'not '}flag {name}" for name, yes in learner.flags)
    if learner.enrolled is not None:
        yield f"enrolled in {len(learner.enrolled)} terms"


def _number(name: str, value: Fraction | None) -> Iterator[str]:
    if value is not None:
        yield f"{name} {number_text(value)}"


def _yes(*facts: tuple[str, bool | None]) -> Iterator[str]:
    for name, said in facts:
        if said is not None:
            yield name if said else f"not {name}"
