"""Why a course was not given: each rule that could have, and what it lacked."""

from collections.abc import Iterator
from dataclasses import dataclass

from articulate.analysis.openings import is_from
from articulate.explain.machine import Json
from articulate.explain.naming import Source as NamedSource
from articulate.explain.naming import status_name
from articulate.explain.outline import Row, Shown, names_of, rows_of
from articulate.explain.registrar import registrar_sentence
from articulate.explain.rule_text import rule_text
from articulate.model.course import CourseCode
from articulate.model.line import Status
from articulate.rulebook.clauses import selector_text
from articulate.rulebook.credit_rules import AgreementBlock, EquivalencyRule
from articulate.rulebook.learning_blocks import LearningBlock
from articulate.rulebook.rulebook import Rulebook
from articulate.rulebook.sources import (
    AwardSource,
    BlockSource,
    Either,
    SomeOf,
    Source,
    Together,
)
from articulate.rulebook.targets import gives_course
from articulate.rulebook.version import BlockHead

NOT_SCHEMA = "articulate.why-not/1"
_GIVES = (Status.AWARDED, Status.ELECTIVE)


@dataclass(frozen=True, slots=True)
class Missed:
    """One rule that could have given the course, and what it lacked or met instead."""

    rule: str
    origin: str
    text: str
    lacked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why a course was not given; `given` are the lines that do give it."""

    course: CourseCode
    given: tuple[str, ...]
    missed: tuple[Missed, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    head: BlockHead
    rule: EquivalencyRule
    block: LearningBlock | None

    @property
    def name(self) -> str:
        return self.head.rule_name(self.rule.head.id)


def why_not(shown: Shown, written: str, rulebook: Rulebook) -> WhyNot:
    """Find every rule of the receiver that gives a course, and say what it lacked."""
    receiving = shown.evaluation.receiving
    institution, _, local = written.rpartition(":")
    course = CourseCode.read(institution or receiving, local)
    rows = rows_of(shown)
    given = tuple(
        f"{_sources(row)} gives it, by {row.line.rule or 'no rule'}"
        for row in rows
        if row.line.status in _GIVES
        and any(target.code == course for target in row.line.targets)
    )
    missed = tuple(
        Missed(
            one.name,
            str(one.rule.head.origin),
            rule_text(one.rule),
            tuple(dict.fromkeys(_lacked(one, rows, shown))),
        )
        for one in _candidates(rulebook, course, shown)
    )
    return WhyNot(course, given, missed)


def why_not_json(answer: WhyNot) -> dict[str, Json]:
    """Turn the answer into the object that `why --not … --format json` prints."""
    return {
        "schema": NOT_SCHEMA,
        "course": str(answer.course),
        "given": list(answer.given),
        "rules": [
            {
                "rule": one.rule,
                "origin": one.origin,
                "text": one.text,
                "lacked": list(one.lacked),
            }
            for one in answer.missed
        ],
    }


def _candidates(
    rulebook: Rulebook, course: CourseCode, shown: Shown
) -> Iterator[_Candidate]:
    kinds = (
        *(rulebook.agreements, rulebook.equivalencies, rulebook.exams),
        *(rulebook.credentials, rulebook.trainings, rulebook.portfolios),
    )
    for kind in kinds:
        for block in kind:
            if block.head.receiving != shown.evaluation.receiving:
                continue
            for rule in block.rules:
                if isinstance(rule, EquivalencyRule) and gives_course(
                    rule.target, course
                ):
                    of = None if isinstance(block, AgreementBlock) else block
                    yield _Candidate(block.head, rule, of)


def _lacked(one: _Candidate, rows: tuple[Row, ...], shown: Shown) -> Iterator[str]:
    names = names_of(rows)
    learnings = {each.id: each for each in shown.evaluation.record.learnings()}
    for wanted in _parts(one.rule.source):
        found = [
            row
            for row in rows
            if any(
                is_from(wanted, learnings[each], one.block)
                for each in row.line.learning
            )
        ]
        if not found:
            yield f"{_wanted(wanted, one)} is not on the record"
        for row in found:
            yield from _instead(one, row, names)


def _instead(one: _Candidate, row: Row, names: dict[str, str]) -> Iterator[str]:
    """Say what became of learning that the rule could have used."""
    own = [
        each
        for each in row.line.reasons
        if each.rule == one.name and each.code.endswith(("not-met", "unknown"))
    ]
    passed = [each for each in row.line.passed_over if each.version == one.head.name]
    for version in passed:
        yield f"{version.version} is {version.reason}"
    reasons = own or ([] if passed else list(row.why))
    said = "; ".join(registrar_sentence(each, names) for each in reasons)
    by = f" by {row.line.rule}" if row.line.rule else ""
    words = f"{_sources(row)} is {status_name(row.line.status)}{by}"
    yield f"{words}: {said}" if said else words


def _sources(row: Row) -> str:
    named: tuple[NamedSource, ...] = row.sources
    return " + ".join(source.name for source in named)


def _parts(source: Source) -> Iterator[Source]:
    if isinstance(source, Together | Either | SomeOf):
        for part in source.parts:
            yield from _parts(part)
    else:
        yield source


def _wanted(wanted: Source, one: _Candidate) -> str:
    match wanted:
        case BlockSource():
            return one.head.title or one.head.id
        case AwardSource(title=title):
            return f"the award “{title}”"
        case Together() | Either() | SomeOf():
            return ""
        case _:
            return selector_text(wanted)
