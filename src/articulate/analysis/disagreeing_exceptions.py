"""AR405: two academic exceptions of one learner that cannot both hold."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import combinations

from articulate.analysis.imagined import grade_in_good_standing, imagined_course
from articulate.analysis.problem import Problem
from articulate.analysis.replay import Replay
from articulate.analysis.sentence import learner_sentence
from articulate.analysis.witness import Witness
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.origin import Origin, origin_key
from articulate.model.identifiers import InstitutionId, LearningId
from articulate.model.learner import Learner
from articulate.model.record import LearnerRecord
from articulate.model.transcript import CourseAttempt, Transcript
from articulate.rulebook.academic_exceptions import AcademicException
from articulate.rulebook.credit_rules import EquivalencyRule
from articulate.rulebook.pools import OneCourse
from articulate.rulebook.rulebook import Rulebook
from articulate.rulebook.shapes import readings_of
from articulate.rulebook.sources import leaves_of


def disagreeing_exceptions(
    book: Rulebook, receiving: InstitutionId, replay: Replay
) -> Iterator[Problem]:
    """Report each pair that holds on one day and says two things of one matter.

    Of limits that both extend the longer holds, and what both waive is waived: that is
    no disagreement.
    """
    mine = [one for one in book.exceptions if one.head.receiving == receiving]
    for one, other in combinations(mine, 2):
        if one.learner != other.learner:
            continue
        days = (one.head.effective, other.head.effective)
        if not days[0].overlaps(days[1]):
            continue
        starts = [period.start for period in days if period.start is not None]
        day = max((*starts, one.granted, other.granted))
        yield from _catalogs(one, other)
        for rule in one.accepts:
            for against in other.accepts:
                if rule.source == against.source and _says(rule) != _says(against):
                    yield from _accepted((one, rule), (other, against), (replay, day))


def _says(rule: EquivalencyRule) -> object:
    return (frozenset(readings_of(rule.target)), rule.graded)


def _catalogs(one: AcademicException, other: AcademicException) -> Iterator[Problem]:
    if None in (one.catalog, other.catalog) or one.catalog == other.catalog:
        return
    first, second = sorted((one, other), key=lambda each: origin_key(each.head.origin))
    message = (
        f"`{first.head.id}` and `{second.head.id}` hold one learner to two catalogs, "
        f"{first.catalog} and {second.catalog}"
    )
    yield _problem(second.head.origin, first.head.origin, message)


def _accepted(
    one: tuple[AcademicException, EquivalencyRule],
    other: tuple[AcademicException, EquivalencyRule],
    shown: tuple[Replay, date],
) -> Iterator[Problem]:
    """Report two that accept the same learning for something else, if it shows."""
    replay, day = shown
    record = _record(replay.book, one, day)
    names = tuple(each.head.rule_name(rule.head.id) for each, rule in (one, other))
    witness = replay.disagreement(
        [Witness(record, day)] if record else [], (names[0], names[1])
    )
    if witness is None:
        return
    ordered = sorted((one, other), key=lambda each: origin_key(each[1].head.origin))
    first, second = ordered
    message = (
        f"`{first[0].head.id}` and `{second[0].head.id}` accept the same learning of "
        "one learner, for something else"
    )
    yield _problem(
        second[1].head.origin, first[1].head.origin, message, witness=witness
    )


def _record(
    book: Rulebook, one: tuple[AcademicException, EquivalencyRule], day: date
) -> LearnerRecord | None:
    """Make the learner with the courses that are accepted; None without any."""
    exception, rule = one
    codes = [
        leaf.code for leaf in leaves_of(rule.source) if isinstance(leaf, OneCourse)
    ]
    if not codes:
        return None
    receiving = exception.head.receiving
    here = None if receiving is None else book.institution.get(receiving)
    taken: dict[InstitutionId, list[CourseAttempt]] = {}
    for number, code in enumerate(dict.fromkeys(codes), start=1):
        attempt = imagined_course(book, code, day)
        made = replace(
            attempt,
            id=LearningId(f"c{number}"),
            grade=grade_in_good_standing(book, code),
            unit=attempt.unit if here is None else here.unit,  # nothing to convert
        )
        taken.setdefault(code.institution, []).append(made)
    transcripts = tuple(
        Transcript(name, courses=tuple(courses)) for name, courses in taken.items()
    )
    return LearnerRecord(Learner(exception.learner), day, transcripts)


def _problem(
    at: Origin, also: Origin, message: str, witness: Witness | None = None
) -> Problem:
    shown = "" if witness is None else learner_sentence(witness)
    return Problem(
        Diagnostic(
            Code.EXCEPTIONS_DISAGREE,
            at,
            message,
            "end one of them, or grant one exception that says what holds",
            also=(also,),
            shown_by=shown,
        ),
        witness,
    )
