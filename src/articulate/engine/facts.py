"""Facts of a learning, and of the set it is used in, as a condition asks for them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from articulate.engine.credit import earned_by
from articulate.engine.identify import Known, State, policy_for
from articulate.engine.learner import LearnerFacts, average_grade
from articulate.engine.situation import Situation
from articulate.model.calendar import Term, TermRef
from articulate.model.course import CourseCode, has_attribute
from articulate.model.credential import Credential
from articulate.model.credit import Credits, CreditUnit
from articulate.model.duration import MonthEnd
from articulate.model.exam import ExamSitting
from articulate.model.finding import Finding
from articulate.model.grade import GradeScale
from articulate.model.identifiers import Attribute
from articulate.model.portfolio import Portfolio
from articulate.model.training import Training
from articulate.model.transcript import ConferredAward, CourseAttempt
from articulate.rulebook.conditions import Fact, FactName, Has
from articulate.rulebook.facts import (
    FactValue,
    Missing,
    Never,
    SeenCredit,
    SeenGrade,
    SeenLevel,
    SeenPoints,
)
from articulate.rulebook.learning_blocks import Criterion, LevelOrder

Asked = Callable[[Has], Finding]


@dataclass(frozen=True, slots=True)
class Beside:
    """What a rule or a screen adds to the facts of a learning.

    `together` is the set it is used in, `awarded` the attributes of what it gives;
    `levels` and `criteria` are those of the credential's or portfolio's block;
    `average` is the average of the attempts this one stands for.
    """

    together: tuple[Known, ...] = ()
    awarded: tuple[Attribute, ...] = ()
    levels: tuple[LevelOrder, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    average: Fraction | None = None


ALONE = Beside()


@dataclass(frozen=True, slots=True)
class LearningFacts:
    """One learning as a condition sees it; `ask_record` answers `has`."""

    situation: Situation
    learner: LearnerFacts
    known: Known
    ask_record: Asked
    beside: Beside = ALONE

    @property
    def month_end(self) -> MonthEnd:
        """How a day that its month lacks is read."""
        return policy_for(self.situation, self.known).rules.month_end

    @property
    def wanted_scale(self) -> GradeScale | None:
        """The scale that grades named in a rule stand on."""
        return self.situation.scale

    def has(self, asked: Has) -> Finding:
        """Say whether the whole record has the credit asked for."""
        return self.ask_record(asked)

    def term(self, named: TermRef) -> Term | None:
        """Return a term of an institution's calendar."""
        return self.situation.term(named)

    def levels(self) -> tuple[tuple[str, Fraction | None], ...] | Missing:
        """Return every criterion of a portfolio with its level, None before one is."""
        portfolio = self.known.learning
        if not isinstance(portfolio, Portfolio):
            return Missing("what the panel found")
        rated = dict(portfolio.criteria)
        named = dict.fromkeys((*rated, *(one.name for one in self.beside.criteria)))
        if not named:
            return Missing("what the panel found")
        return tuple((name, rated.get(name)) for name in named)

    def value(self, fact: Fact) -> FactValue:
        """Return what the record says of the learning, or else of the learner."""
        if fact.name is FactName.DECISION:
            return self._decision(fact.argument)
        if fact.name in (FactName.AVERAGE_GRADE, FactName.TOTAL_CREDITS):
            return self._of_set(fact)
        if fact.name is FactName.GRADE and fact.of is not None:
            return self._grade_of(fact)
        found = self._of_learning(fact)
        if found is None:
            found = self.learner.value(fact)
        return Missing(f"{fact.name} of this learning") if found is None else found

    def _of_learning(self, fact: Fact) -> FactValue | None:
        match self.known.learning:
            case CourseAttempt() as attempt:
                return self._of_attempt(attempt, fact)
            case ExamSitting() as sitting:
                return _of_exam(sitting, fact)
            case Credential() as credential:
                return self._of_credential(credential, fact)
            case Training() as training:
                return _of_training(training, fact)
            case Portfolio() as portfolio:
                return _of_portfolio(portfolio, fact)
            case ConferredAward() as award:
                return _dated(fact, FactName.AWARDED, award.awarded)

    def _of_attempt(self, attempt: CourseAttempt, fact: Fact) -> FactValue | None:
        match fact.name:
            case FactName.GRADE:
                return self._grade(self.known)
            case FactName.UNDERLYING:
                if attempt.underlying is None and self._lettered(attempt):
                    return self._grade(self.known)
                if attempt.underlying is None:
                    return _pending("the grade behind the pass", self.known)
                return SeenGrade(attempt.underlying, self.known.scale)
            case FactName.CREDITS:
                return credit_of(self.situation, self.known) or Missing("its credit")
            case FactName.LEVEL:
                return self.known.level or Missing("its level")
            case FactName.COMPLETED:
                return self.known.ended or _pending(
                    "the day it was completed", self.known
                )
            case FactName.DELIVERY:
                return attempt.delivery or Missing("how it was taught")
            case FactName.PERCENTILE:
                return _number(attempt.percentile, "its percentile")
            case FactName.ATTRIBUTE:
                marks = (*self.known.attributes, *self.beside.awarded)
                return has_attribute(marks, fact.argument)
            case _:
                return None

    def _grade(self, known: Known) -> FactValue:
        if self.beside.average is not None and known is self.known:
            return SeenPoints(self.beside.average)
        attempt = known.attempt
        if attempt is None or attempt.grade is None or known.state is State.UNDER_WAY:
            return _pending("its grade", known)
        return SeenGrade(attempt.grade, known.scale)

    def _lettered(self, attempt: CourseAttempt) -> bool:
        """Say whether the grade has a place of its own, with nothing behind it."""
        scale = self.known.scale
        return (
            attempt.grade is not None
            and scale is not None
            and scale.rank(attempt.grade) is not None
        )

    def _of_set(self, fact: Fact) -> FactValue:
        together = self.beside.together or (self.known,)
        if fact.name is FactName.AVERAGE_GRADE:
            return average_grade(together)
        amounts = [earned_by(self.situation, one) for one in together]
        reported = [one.attempt for one in together if one.attempt is not None]
        if any(one.problem is not None for one in amounts) or not reported:
            return Missing("the credit of each course")
        units = {attempt.unit for attempt in reported}
        unit = units.pop() if len(units) == 1 else CreditUnit.UNKNOWN
        whole = sum((one.credits or Fraction(0) for one in reported), Fraction(0))
        received = sum((one.amount for one in amounts), Fraction(0))
        return SeenCredit(
            Credits(whole, unit), received, ratios_for(self.situation, self.known)
        )

    def _grade_of(self, fact: Fact) -> FactValue:
        """Find the grade of a named course, in the set first, then on the record.

        Where several send, a plain code is of each: that of the own institution first.
        """
        named = [code for code in (fact.of, *fact.or_of) if code is not None]
        named.sort(key=lambda code: code.institution != self.known.institution)
        for among in (self.beside.together, self.learner.learnings):
            for code in named:
                for known in among:
                    if self._is_called(known, code):
                        return self._grade(known)
        return Missing(f"the grade of {' or '.join(map(str, named))}")

    def _is_called(self, known: Known, code: CourseCode) -> bool:
        """Say whether a learning is the course that a code names."""
        if known.code is None:
            return False
        day = self.situation.as_of
        return code == known.code or code in self.situation.names(
            known.code, known.ended, day
        )

    def _of_credential(self, credential: Credential, fact: Fact) -> FactValue | None:
        match fact.name:
            case FactName.VERIFIED:
                return _known(credential.verified, "whether it is verified")
            case FactName.ENDORSED:
                return _known(credential.endorsed, "whether it is endorsed")
            case FactName.UNEXPIRED:
                return credential.valid_until or Never.EXPIRES
            case FactName.ISSUER:
                return credential.issuer or Missing("its issuer")
            case FactName.EVIDENCE:
                kinds = tuple(one.type for one in credential.evidence or ())
                return kinds or Missing("its evidence")
            case FactName.RESULT:
                return self._result(credential, fact.argument)
            case FactName.ALIGNMENT:
                level = dict(credential.alignments).get(fact.argument)
                return level or Missing(f"its alignment to {fact.argument}")
            case _:
                return _dated(fact, FactName.AWARDED, credential.awarded)

    def _result(self, credential: Credential, name: str) -> FactValue:
        level = dict(credential.results).get(name)
        if level is None:
            return Missing(f'its result "{name}"')
        order = next((o.levels for o in self.beside.levels if o.result == name), ())
        return SeenLevel(level, order)

    def _decision(self, name: str) -> FactValue:
        found = dict(self.known.learning.decisions).get(name)
        return Missing(f'the decision "{name}"') if found is None else found


def credit_of(situation: Situation, known: Known) -> SeenCredit | None:
    """Say how much credit an attempt has, None where the record does not."""
    attempt = known.attempt
    if attempt is None or attempt.credits is None:
        return None
    converted = earned_by(situation, known)
    received = None if converted.problem is not None else converted.amount
    reported = Credits(attempt.credits, attempt.unit)
    return SeenCredit(reported, received, ratios_for(situation, known))


def ratios_for(
    situation: Situation, known: Known
) -> tuple[tuple[CreditUnit, Fraction], ...]:
    """Say what one credit of each unit is in the receiving institution's unit."""
    conversions = policy_for(situation, known).rules.conversions
    return (
        (situation.unit, Fraction(1)),
        *((r.source, r.ratio) for _, r in conversions if r.target is situation.unit),
    )


def _of_exam(sitting: ExamSitting, fact: Fact) -> FactValue | None:
    match fact.name:
        case FactName.SCORE:
            named = dict(sitting.subscores)
            score = named.get(fact.argument) if fact.argument else sitting.score
            return _number(score, f"score {fact.argument}".strip())
        case FactName.PERCENTILE:
            return _number(sitting.percentile, "its percentile")
        case _:
            return _dated(fact, FactName.TAKEN, sitting.taken)


def _of_training(training: Training, fact: Fact) -> FactValue | None:
    match fact.name:
        case FactName.LOCATION:
            return training.location or Missing("where it was")
        case FactName.LENGTH:
            return training.length or Missing("its length")
        case FactName.SKILL:
            return _number(training.skill, "the skill level")
        case FactName.RECOMMENDED:
            if training.recommended is None:
                return Missing("what is recommended")
            return training.recommended
        case _:
            return _dated(fact, FactName.COMPLETED, training.completed)


def _of_portfolio(portfolio: Portfolio, fact: Fact) -> FactValue | None:
    if fact.name is FactName.CRITERION:
        level = dict(portfolio.criteria).get(fact.argument)
        return _number(level, f'criterion "{fact.argument}"')
    if fact.name is FactName.EVIDENCE:
        kinds = tuple(one.type for one in portfolio.evidence or ())
        return kinds or Missing("its evidence")
    return None


def _dated(fact: Fact, name: FactName, day: date | None) -> FactValue | None:
    """Return the day of the learning where the fact asks for it.

    `completed` is understood of every kind, as the day the learning itself ended.
    """
    if fact.name not in (name, FactName.COMPLETED):
        return None
    return day or Missing(f"the day it was {name}")


def _number(value: Fraction | None, needs: str) -> FactValue:
    return Missing(needs) if value is None else value


def _known(value: bool | None, needs: str) -> FactValue:  # noqa: FBT001 - it is the very subject
    return Missing(needs) if value is None else value


def _pending(needs: str, known: Known) -> Missing:
    return Missing(needs, pending=known.state is State.UNDER_WAY)
