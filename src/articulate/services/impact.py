"""Impact: what another rulebook would do to learners, one record after another."""

from collections.abc import Iterable, Iterator
from datetime import date

from articulate.analysis.impact import Difference, Effect, Impact, differences
from articulate.explain.machine import Json, target_json
from articulate.model.exact import number_text
from articulate.model.line import Line
from articulate.model.record import LearnerRecord
from articulate.rulebook.rulebook import Rulebook
from articulate.services.evaluate_record import Asked, evaluate_record

__all__ = [
    "Difference",
    "Effect",
    "Impact",
    "impact_json",
    "impact_on",
    "impact_rows",
]

IMPACT_SCHEMA = "articulate.impact/1"


def impact_on(
    record: LearnerRecord, before: Rulebook, after: Rulebook, asked: Asked
) -> Iterator[Difference]:
    """Evaluate one record under both rulebooks, and yield what becomes of it."""
    one = evaluate_record(before, record, asked).evaluation
    other = evaluate_record(after, record, asked).evaluation
    yield from differences(one, other)


def impact_rows(impact: Impact) -> Iterator[tuple[Effect, int, int, str]]:
    """Yield each effect with how much learning, how many learners, and what credit."""
    counts, learners, credit = impact.counts(), impact.learners(), impact.credit()
    for effect in Effect:
        yield effect, counts[effect], learners[effect], number_text(credit[effect])


def impact_json(
    impact: Impact, before: Rulebook, after: Rulebook, as_of: date | None
) -> dict[str, Json]:
    """Turn an impact into the object that `impact --format json` prints.

    *as_of* is None where each was asked for the day of the request.
    """
    shown = (one for one in impact.differences if one.effect is not Effect.UNCHANGED)
    return {
        "schema": IMPACT_SCHEMA,
        "as_of": None if as_of is None else as_of.isoformat(),
        "before": before.digest,
        "after": after.digest,
        "effects": {
            str(effect): {"learning": count, "learners": who, "credits": credit}
            for effect, count, who, credit in impact_rows(impact)
        },
        "rules": {
            rule: {str(effect): count for effect, count in effects.items()}
            for rule, effects in impact.by_rule().items()
        },
        "differences": [_difference(one) for one in shown],
    }


def _difference(one: Difference) -> dict[str, Json]:
    return {
        "learner": one.learner,
        "learning": list(one.learning),
        "effect": str(one.effect),
        "before": _lines(one.before),
        "after": _lines(one.after),
        "credits": {
            "before": number_text(one.credit_before),
            "after": number_text(one.credit_after),
        },
    }


def _lines(lines: Iterable[Line]) -> list[Json]:
    return [
        {
            "learning": list(line.learning),
            "status": str(line.status),
            "rule": line.rule,
            "targets": [target_json(target) for target in line.targets],
            "reasons": list(dict.fromkeys(str(one.code) for one in line.reasons)),
        }
        for line in lines
    ]
