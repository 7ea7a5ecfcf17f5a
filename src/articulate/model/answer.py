"""Answers: met, not met, silent or unknown, and their three-valued logic."""

from collections.abc import Iterable
from enum import StrEnum


class Answer(StrEnum):
    """What a rule says about a learning; unknown never becomes no.

    Silent means the rule does not speak of this learning at all; in the logic of
    conditions only the other three occur.
    """

    MET = "met"
    NOT_MET = "not met"
    SILENT = "silent"
    UNKNOWN = "unknown"


def all_of(answers: Iterable[Answer]) -> Answer:
    """Join with *and*, as Kleene did: one no is no, else one unknown is unknown.

    >>> all_of([Answer.UNKNOWN, Answer.NOT_MET])
    <Answer.NOT_MET: 'not met'>
    """
    seen = set(answers)
    if Answer.NOT_MET in seen:
        return Answer.NOT_MET
    return Answer.UNKNOWN if Answer.UNKNOWN in seen else Answer.MET


def any_of(answers: Iterable[Answer]) -> Answer:
    """Join with *or*, as Kleene did: one yes is yes, else one unknown is unknown.

    >>> any_of([Answer.UNKNOWN, Answer.MET])
    <Answer.MET: 'met'>
    """
    seen = set(answers)
    if Answer.MET in seen:
        return Answer.MET
    return Answer.UNKNOWN if Answer.UNKNOWN in seen else Answer.NOT_MET


def negated(answer: Answer) -> Answer:
    """Turn yes into no and no into yes; unknown and silent stay."""
    match answer:
        case Answer.MET:
            return Answer.NOT_MET
        case Answer.NOT_MET:
            return Answer.MET
        case _:
            return answer


def answer_of(truth: bool | None) -> Answer:  # noqa: FBT001 - it is the very subject
    """Return the answer for a truth value, None being unknown."""
    if truth is None:
        return Answer.UNKNOWN
    return Answer.MET if truth else Answer.NOT_MET
