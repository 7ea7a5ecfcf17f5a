"""The lines that a test, or a person, means by a learning's name."""

from articulate.model.credential import Credential
from articulate.model.evaluation import Evaluation
from articulate.model.exam import ExamSitting
from articulate.model.identifiers import LearningId
from articulate.model.line import Line
from articulate.model.portfolio import Portfolio
from articulate.model.record import Learning
from articulate.model.training import Training
from articulate.model.transcript import ConferredAward, CourseAttempt
from articulate.rulebook.policy_tests import LearningRef
from articulate.rulebook.rulebook import Rulebook


def lines_about(
    ref: LearningRef, evaluation: Evaluation, rulebook: Rulebook
) -> tuple[Line, ...]:
    """Find the lines of the learning that *ref* names.

    A course that nobody took stands for the lines that give it.
    """
    meant = {
        learning.id
        for learning in evaluation.record.learnings()
        if _is_meant(ref, learning, rulebook)
    }
    if meant:
        return lines_with(meant, evaluation)
    if ref.code is None:
        return ()
    return tuple(
        line
        for line in evaluation.lines
        if any(target.code == ref.code for target in line.targets)
    )


def lines_with(meant: set[LearningId], evaluation: Evaluation) -> tuple[Line, ...]:
    """Return the lines that some of these learnings are on, in their order."""
    return tuple(line for line in evaluation.lines if meant.intersection(line.learning))


def lines_named(word: str, evaluation: Evaluation) -> tuple[Line, ...]:
    """Find the lines a person means: by a learning's id, a course code or a number.

    A code may leave the institution out: `CIS 120`, `NCC:CIS 120`.
    """
    learnings = list(evaluation.record.learnings())
    by_id = {one.id for one in learnings if one.id == word}
    if by_id:
        return lines_with(by_id, evaluation)
    by_code = {one.id for one in learnings if _called(one, word)}
    if by_code:
        return lines_with(by_code, evaluation)
    if word.isdecimal() and 0 < int(word) <= len(evaluation.lines):
        return (evaluation.lines[int(word) - 1],)
    return ()


def names_in(evaluation: Evaluation) -> tuple[str, ...]:
    """List what `lines_named` would understand, for a `did you mean`."""
    named: list[str] = []
    for learning in evaluation.record.learnings():
        named.append(learning.id)
        if isinstance(learning, CourseAttempt):
            named += [str(learning.code), learning.code.local]
        if isinstance(learning, ExamSitting):
            named.append(learning.exam)
    return tuple(named)


def _called(learning: Learning, word: str) -> bool:
    match learning:
        case CourseAttempt(code=code):
            return " ".join(word.split()) in (str(code), code.local)
        case ExamSitting(exam=exam):
            return exam == word
        case Portfolio(portfolio=portfolio):
            return portfolio == word
        case Credential(achievement=achievement):
            return achievement == word
        case Training(exhibit=exhibit):
            return exhibit == word
        case ConferredAward(title=title):
            return title == word


def _is_meant(ref: LearningRef, learning: Learning, rulebook: Rulebook) -> bool:
    match learning:
        case CourseAttempt(code=code):
            return code == ref.code
        case ConferredAward(title=title):
            return bool(ref.title) and title == ref.title
        case ExamSitting(exam=exam):
            return exam == ref.block
        case Portfolio(portfolio=portfolio):
            return portfolio == ref.block
        case Credential(achievement=achievement):
            return any(
                achievement in (block.achievements or (ref.block,))
                for block in rulebook.credentials
                if block.head.id == ref.block
            )
        case Training(exhibit=exhibit):
            return any(
                exhibit in (dict(block.exhibits) or (ref.block,))
                for block in rulebook.trainings
                if block.head.id == ref.block
            )
