"""The smallest changes of a record that would give a line, or a course, credit."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from articulate.analysis.nearest import Changes, Nearest, Pool, nearest
from articulate.analysis.openings import Openings, Speaking, is_from, parts_of
from articulate.analysis.proposals import Proposer
from articulate.explain.changes import changes_words
from articulate.explain.machine import Json
from articulate.explain.naming import sources_of, status_name, target_name
from articulate.explain.titles import Titles, titles_of
from articulate.model.change import FactChange, changed
from articulate.model.course import CourseCode
from articulate.model.duration import MonthEnd
from articulate.model.evaluation import Evaluation
from articulate.model.exact import number_text
from articulate.model.identifiers import LearningId
from articulate.model.line import Line, Status
from articulate.model.reason import ReasonCode
from articulate.model.record import LearnerRecord
from articulate.rulebook.credit_rules import AgreementBlock, EquivalencyRule
from articulate.rulebook.policy import PolicyBlock
from articulate.rulebook.rulebook import Rulebook
from articulate.rulebook.targets import gives_course
from articulate.services.evaluate_record import Asked, evaluate_lines

_FOUND_BY_PEOPLE = ("decision", "flag", "criterion", "verified", "endorsed")
GIVES = (Status.AWARDED, Status.ELECTIVE)


@dataclass(frozen=True, slots=True)
class ShownChange:
    """Changes in words, and what was seen to come of them."""

    words: str
    leads_to: str
    size: int


@dataclass(frozen=True, slots=True)
class NearestChanges:
    """The nearest changes for one thing asked, each evaluated before it is shown.

    `all_seen` says that nothing smaller among what the rules speak of was missed.
    """

    wanted: str
    ways: tuple[ShownChange, ...]
    tried: int
    all_seen: bool


@dataclass(frozen=True, slots=True)
class Question:
    """One record under one rulebook, evaluated again for every imagined change."""

    rulebook: Rulebook
    record: LearnerRecord
    asked: Asked

    def lines(self, record: LearnerRecord) -> Evaluation:
        """Evaluate a record as it would be."""
        return evaluate_lines(self.rulebook, record, self.asked)

    @property
    def titles(self) -> Titles:
        """What things are called."""
        return titles_of(self.rulebook)


def nearest_for_course(question: Question, course: CourseCode) -> NearestChanges:
    """Find the smallest changes that would give a course by some rule."""
    before = {
        line.learning for line in _giving(question.lines(question.record), course)
    }

    def shows(record: LearnerRecord) -> bool:
        giving = _giving(question.lines(record), course)
        return any(line.learning not in before for line in giving)

    openings = _openings(question)
    pools = [
        pool
        for speaking in speaking_rules(question.rulebook, question.asked)
        if isinstance(speaking.rule, EquivalencyRule)
        and gives_course(speaking.rule.target, course)
        for pool in openings.pools_for(speaking)
    ]

    def leads_to(evaluation: Evaluation) -> str:
        return "; ".join(
            _line_words(question, evaluation, line)
            for line in _giving(evaluation, course)
            if line.learning not in before
        )

    found = nearest(question.record, pools, shows)
    return _shown(question, f"{course.local} is given", found, leads_to)


def nearest_for_line(question: Question, line: Line) -> NearestChanges:
    """Find the smallest changes that would change what a line comes to.

    A line that gives nothing should give credit; one that gives should give otherwise.
    """
    mine = set(line.learning)
    gives = line.status in GIVES

    def shows(record: LearnerRecord) -> bool:
        now = _lines_of(mine, question.lines(record))
        if gives:
            return any(_outcome(one) != _outcome(line) for one in now)
        return any(one.status in GIVES for one in now)

    def leads_to(evaluation: Evaluation) -> str:
        return "; ".join(
            _line_words(question, evaluation, one)
            for one in _lines_of(mine, evaluation)
        )

    found = nearest(question.record, _pools_about(question, mine), shows)
    wanted = "it comes to something else" if gives else "credit is given"
    return _shown(question, wanted, found, leads_to)


def answers_to(question: Question, line: Line) -> tuple[ShownChange, ...]:
    """Say what each answer to an open question would lead to, one fact at a time.

    The questions are what the record lacks, and what people find: not a grade it has.
    """
    mine = set(line.learning)
    asked = {one.fact for one in line.reasons if one.code.endswith("unknown")}
    asked |= {one.fact for one in line.reasons if one.code is ReasonCode.MISSING_FACT}
    here = _outcome(line)
    seen: dict[str, ShownChange] = {}
    pools = _pools_about(question, mine)
    slots = dict.fromkeys(slot for pool in pools for slot in pool.others)
    for slot in slots:
        for one in slot.proposals:
            if not isinstance(one.change, FactChange):
                continue
            kind = one.change.fact.partition(" ")[0]
            if one.change.fact not in asked and kind not in _FOUND_BY_PEOPLE:
                continue
            after = question.lines(changed(question.record, (one.change,)))
            now = _lines_of(mine, after)
            if all(_outcome(each) == here for each in now):
                continue
            words = _words(question, (one.change,))
            said = "; ".join(_line_words(question, after, each) for each in now)
            seen.setdefault(words, ShownChange(words, said, 1))
    return tuple(seen.values())


def nearest_json(answer: NearestChanges) -> dict[str, Json]:
    """Turn nearest changes into JSON."""
    return {
        "wanted": answer.wanted,
        "ways": [shown_json(one) for one in answer.ways],
        "evaluated": answer.tried,
        "all_seen": answer.all_seen,
    }


def shown_json(one: ShownChange) -> dict[str, Json]:
    """Turn one imagined change into JSON."""
    return {"changes": one.words, "leads_to": one.leads_to, "size": one.size}


def speaking_rules(rulebook: Rulebook, asked: Asked) -> Iterator[Speaking]:
    """Yield every rule of the receiver that gives, denies or refers credit."""
    kinds = (
        *(rulebook.agreements, rulebook.equivalencies, rulebook.exams),
        *(rulebook.credentials, rulebook.trainings, rulebook.portfolios),
    )
    for kind in kinds:
        for block in kind:
            if block.head.receiving == asked.receiving:
                for rule in block.rules:
                    of = None if isinstance(block, AgreementBlock) else block
                    yield Speaking(block.head, rule, block.governed_by, of)


def _pools_about(question: Question, mine: set[LearningId]) -> list[Pool]:
    openings = _openings(question)
    learnings = [one for one in question.record.learnings() if one.id in mine]
    pools = [openings.pool_about(one) for one in learnings]
    for speaking in speaking_rules(question.rulebook, question.asked):
        parts = tuple(parts_of(speaking.rule.source))
        if any(
            is_from(part, one, speaking.block) for part in parts for one in learnings
        ):
            pools += openings.pools_for(speaking)
    return pools


def _openings(question: Question) -> Openings:
    policies = tuple(_policies(question))
    month_end = policies[0].month_end if policies else MonthEnd.DOWN
    proposer = Proposer(
        question.rulebook, question.record, question.asked.as_of, month_end
    )
    return Openings(proposer, policies)


def _policies(question: Question) -> Iterator[PolicyBlock]:
    day = question.record.requested or question.asked.as_of
    for block in question.rulebook.policies:
        ours = block.head.receiving == question.asked.receiving
        if ours and block.head.effective.contains(day):
            yield block


def _giving(evaluation: Evaluation, course: CourseCode) -> list[Line]:
    return [
        line
        for line in evaluation.lines
        if line.status in GIVES and any(one.code == course for one in line.targets)
    ]


def _lines_of(mine: set[LearningId], evaluation: Evaluation) -> list[Line]:
    return [line for line in evaluation.lines if mine.intersection(line.learning)]


def _outcome(line: Line) -> object:
    return (line.learning, line.status, line.targets)


def _shown(
    question: Question,
    wanted: str,
    found: Nearest,
    leads_to: Callable[[Evaluation], str],
) -> NearestChanges:
    ways: dict[str, ShownChange] = {}
    for changes in found.found:
        words = _words(question, changes)
        after = question.lines(changed(question.record, changes))
        ways.setdefault(words, ShownChange(words, leads_to(after), len(changes)))
    return NearestChanges(wanted, tuple(ways.values()), found.tried, found.all_seen)


def _words(question: Question, changes: Changes) -> str:
    titles = question.titles
    named = sources_of(question.record, titles)
    names = {str(one): source.name for one, source in named.items()}
    return changes_words(changes, names, titles)


def _line_words(question: Question, evaluation: Evaluation, line: Line) -> str:
    named = sources_of(evaluation.record, question.titles)
    what = " + ".join(named[one].name for one in line.learning)
    by = f", by {line.rule}" if line.rule else ""
    if line.status not in GIVES:
        return f"{what} is {status_name(line.status)}{by}"
    targets = " + ".join(
        f"{target_name(one)} ({number_text(one.credits)})" for one in line.targets
    )
    return f"{what} gives {targets}{by}"
