"""What the rules of an exam say of each score, three-valued."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from articulate.language.syntax.agreements import Deny, Refer, Rule
from articulate.language.syntax.conditions import (
    And,
    Comparison,
    Condition,
    Expression,
    Fact,
    Membership,
    Not,
    Or,
)
from articulate.language.syntax.node import Number
from articulate.language.syntax.prior_learning import PriorLearningBlock, Scores
from articulate.model.answer import Answer, all_of, answer_of, any_of, negated

Band = Rule | Deny | Refer
_MOST_SCORES = 2000


@dataclass(frozen=True, slots=True)
class Bands:
    """The rules of one exam, and the scores worth looking at, lowest first."""

    rules: tuple[Band, ...]
    scores: tuple[Fraction, ...]


def bands_of(exam: PriorLearningBlock) -> Bands | None:
    """Return the bands of an exam; None without a scale, or where no rule has a score.

    Every whole score is looked at, or, on a very long scale, those the rules name and
    their neighbors.
    """
    scales = [one for one in exam.statements if isinstance(one, Scores)]
    rules = tuple(one for one in exam.statements if isinstance(one, Band))
    named = {score for rule in rules for score in _named(rule.when)}
    if not scales or not named:
        return None
    low, high = scales[0].low.value, scales[0].high.value
    scores = {low, high} | {score for score in named if low <= score <= high}
    if high - low <= _MOST_SCORES:
        step = low
        while step <= high:
            scores.add(step)
            step += 1
    else:
        near = {score + by for score in named for by in (-1, 1)}
        scores |= {score for score in near if low <= score <= high}
    return Bands(rules, tuple(sorted(scores)))


def speaks(rule: Band, score: Fraction) -> Answer:
    """Say whether a rule speaks of a score; other facts are unknown."""
    return Answer.MET if rule.when is None else _ask(rule.when, score)


def _ask(condition: Condition, score: Fraction) -> Answer:
    match condition:
        case And(parts=parts):
            return all_of(_ask(part, score) for part in parts)
        case Or(parts=parts):
            return any_of(_ask(part, score) for part in parts)
        case Not(condition=inner):
            return negated(_ask(inner, score))
        case Comparison(left=left, operator=operator, right=Number() as bar):
            if _is_score(left):
                return answer_of(_holds(score, operator, bar.value))
            return Answer.UNKNOWN
        case Membership(left=left, values=values) if _is_score(left):
            bars = [value.value for value in values if isinstance(value, Number)]
            return answer_of(score in bars)
        case _:
            return Answer.UNKNOWN


def _named(condition: Condition | None) -> Iterator[Fraction]:
    match condition:
        case And(parts=parts) | Or(parts=parts):
            for part in parts:
                yield from _named(part)
        case Not(condition=inner):
            yield from _named(inner)
        case Comparison(left=left, right=Number() as bar) if _is_score(left):
            yield bar.value
        case Membership(left=left, values=values) if _is_score(left):
            yield from (value.value for value in values if isinstance(value, Number))
        case _:
            return


def _is_score(side: Expression) -> bool:
    return isinstance(side, Fact) and side.name == "score" and side.argument is None


def _holds(score: Fraction, operator: str, bar: Fraction) -> bool:
    match operator:
        case "=":
            return score == bar
        case "!=":
            return score != bar
        case "<":
            return score < bar
        case "<=":
            return score <= bar
        case ">":
            return score > bar
        case _:
            return score >= bar
