"""The engine and the reference side by side: one pair, and how they differ."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from tests.reference.amounts import ZERO, Award, rounded
from tests.reference.clocks import Asked
from tests.reference.evaluator import evaluate as by_reference
from tests.reference.lines import Line

from articulate.audit.audit import settle_without_degree
from articulate.engine.evaluate import evaluate as by_engine
from articulate.model.evaluation import Evaluation
from articulate.model.identifiers import InstitutionId
from articulate.model.line import Line as EngineLine
from articulate.model.record import LearnerRecord
from articulate.model.settlement import settle
from articulate.rulebook.rulebook import Rulebook

STATE = InstitutionId("STATE")


@dataclass(frozen=True)
class Pair:
    """A rulebook, a record, and what is asked of them."""

    book: Rulebook
    record: LearnerRecord
    as_of: date
    known_at: date | None = None
    here: InstitutionId = STATE


def difference(pair: Pair) -> str:
    """Return how the two evaluators differ on a pair, nothing where they agree.

    Raises `NotCoveredError` where the reference does not speak.
    """
    asked = Asked(pair.book, pair.record, pair.as_of, pair.known_at, pair.here)
    readings = by_reference(asked)
    first = by_engine(
        pair.book, pair.record, pair.as_of, pair.known_at, receiving=pair.here
    )
    got = first
    if first.choices or any(policy.limits for policy in pair.book.policies):
        got = settle(first, settle_without_degree(pair.book, first))
    told = [_unlike(got, reading) for reading in readings]
    return "" if "" in told else " OR ".join(sorted(set(told), key=len))


def _unlike(got: Evaluation, reading: tuple[Line, ...]) -> str:
    if [line.learning for line in got.lines] != [line.ids for line in reading]:
        mine = [(line.ids, line.status) for line in reading]
        theirs = [(line.learning, str(line.status)) for line in got.lines]
        return f"lines: engine {theirs}, reference {mine}"
    for theirs_, mine_ in zip(got.lines, reading, strict=True):
        engine, reference = _plain(theirs_), _plainly(mine_)
        if mine_.rules and theirs_.rule in mine_.rules:
            reference["rule"] = theirs_.rule
        elif not mine_.rules:
            engine["rule"] = reference["rule"]
        if mine_.status in ("in-progress", "referred", "denied"):
            engine["awards"] = reference["awards"]
        if any(one.level == "?" for one in mine_.awards):
            for line in (engine, reference):
                line["awards"] = [(*one[:4], one[5]) for one in line["awards"]]
        if "?" in mine_.replaced_by:
            engine["replaced by"] = reference["replaced by"]
        if engine != reference:
            parts = [k for k in engine if engine[k] != reference[k]]
            told = (f"{k}: engine {engine[k]}, reference {reference[k]}" for k in parts)
            return f"{mine_.ids}: " + "; ".join(told)
    if got.rounding != _rounding(reading):
        return f"rounding: engine {got.rounding}, reference {_rounding(reading)}"
    return ""


def _plain(line: EngineLine) -> dict[str, Any]:
    return {
        "status": str(line.status),
        "rule": line.rule,
        "awards": [
            (
                str(one.kind),
                str(one.credits),
                str(one.code or ""),
                (one.subject or "") if one.kind == "elective" else "",
                (one.level or "") if one.kind == "elective" else "",
                "".join(one.attributes) if one.kind == "requirement" else one.title,
            )
            if one.kind != "course"
            else ("course", str(one.credits), str(one.code), "", "", "")
            for one in line.targets
        ],
        "split": {str(k): str(v) for k, v in sorted(line.split.by_status)},
        "earned": str(line.split.earned),
        "replaced by": line.replaced_by,
    }


def _plainly(line: Line) -> dict[str, Any]:
    return {
        "status": line.status,
        "rule": sorted(str(one) for one in line.rules),
        "awards": [_award(one) for one in line.awards],
        "split": {k: str(v) for k, v in sorted(line.split)},
        "earned": str(line.earned),
        "replaced by": line.replaced_by,
    }


def _award(one: Award) -> tuple[str, ...]:
    subject = one.subject if one.kind == "elective" else ""
    return (one.kind, str(one.credits), one.code, subject, one.level, one.attribute)


def _rounding(reading: tuple[Line, ...]) -> Fraction:
    whole: dict[object, Fraction] = {}
    for line in reading:
        for rule, amount in line.per_total:
            whole[rule] = whole.get(rule, ZERO) + min(amount, line.counted)
    return sum((v - rounded(v, rule) for rule, v in whole.items()), ZERO)  # type: ignore[arg-type]
