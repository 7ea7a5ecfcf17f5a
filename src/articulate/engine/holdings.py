"""Holdings: the credit on the whole record, as `has` sees it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from articulate.engine.facts import Asked, credit_of, ratios_for
from articulate.engine.held import Holding, held_by
from articulate.engine.identify import Known
from articulate.engine.situation import Situation
from articulate.engine.ways import Way
from articulate.engine.whence import may_be_from, whence_of
from articulate.model.answer import Answer, all_of, answer_of, any_of
from articulate.model.course import has_attribute
from articulate.model.credential import Credential
from articulate.model.credit import Credits
from articulate.model.exam import ExamSitting
from articulate.model.finding import Finding
from articulate.model.identifiers import InstitutionId, LearningId
from articulate.model.portfolio import Portfolio
from articulate.model.reason import Reason, ReasonCode
from articulate.model.training import Training
from articulate.model.transcript import ConferredAward
from articulate.rulebook.clauses import clause_text
from articulate.rulebook.compare import compare
from articulate.rulebook.conditions import GradeValue, Has
from articulate.rulebook.facts import SeenCredit, SeenGrade
from articulate.rulebook.held import Held, fits
from articulate.rulebook.origins import is_from
from articulate.rulebook.pools import selects
from articulate.rulebook.sources import plain_title


@dataclass(frozen=True)
class Holdings:
    """Every holding of a record; `unread` are whose transcripts may not tell all."""

    situation: Situation
    learnings: tuple[Known, ...]
    held: tuple[Holding, ...]
    unread: tuple[InstitutionId, ...] = ()

    def asked_by(self, own: Iterable[int]) -> Asked:
        """Return how `has` is answered for a rule about *own*: never by itself."""
        mine = frozenset(own)

        def ask(asked: Has) -> Finding:
            return self._answer(asked, mine)

        return ask

    def _answer(self, asked: Has, own: frozenset[int]) -> Finding:
        found = [
            (self._is(asked, one), one.learnings)
            for one in self.held
            if not own.intersection(one.learnings)
        ]
        if asked.award or asked.block:
            found = [
                (self._named(asked, known), (known.place,))
                for known in self.learnings
                if known.place not in own
            ]
        answer = any_of(one for one, _ in found)
        if answer is Answer.NOT_MET and self._may_be_elsewhere(asked):
            answer = Answer.UNKNOWN
        telling = [places for one, places in found if one is answer]
        return self._finding(asked, answer, telling)

    def _finding(
        self, asked: Has, answer: Answer, telling: Sequence[tuple[int, ...]]
    ) -> Finding:
        text = clause_text(asked)
        about = self._ids(telling) if answer is not Answer.NOT_MET else ()
        match answer:
            case Answer.MET:
                reason = Reason(
                    ReasonCode.CONDITION_MET, fact=text, text=text, about=about
                )
                return Finding(answer, (reason,))
            case Answer.NOT_MET | Answer.SILENT:
                reason = Reason(ReasonCode.CONDITION_NOT_MET, fact=text, text=text)
                return Finding(Answer.NOT_MET, (reason,))
            case Answer.UNKNOWN:
                needs = self._needs(asked) if about else "all transcripts"
                reason = Reason(
                    ReasonCode.CONDITION_UNKNOWN,
                    fact=text,
                    text=text,
                    needs=needs,
                    about=about,
                )
                return Finding(answer, (reason,), text)

    def _may_be_elsewhere(self, asked: Has) -> bool:
        """Say whether a transcript that may not tell all could hold it."""
        if asked.came_from is None:
            return bool(self.unread)
        return any(
            is_from(asked.came_from, whence) is not Answer.NOT_MET
            for institution in self.unread
            for whence in may_be_from(self.situation, institution)
        )

    def _needs(self, asked: Has) -> str:
        """Say what would settle it: what a learning gives, or how good it was."""
        if asked.in_progress:
            return "whether it has a grade"
        graded = asked.grade is not None
        return "a grade that can be compared" if graded else "what it comes to itself"

    def _ids(self, telling: Sequence[tuple[int, ...]]) -> tuple[LearningId, ...]:
        places = sorted({place for one in telling for place in one})
        return tuple(self.learnings[place].id for place in places)

    def _is(self, asked: Has, held: Holding) -> Answer:
        course = asked.course
        if course is not None:
            named = any(selects(course, code) for code in held.codes)
        else:
            named = has_attribute(held.attributes, asked.attribute)
        if not named:
            return Answer.NOT_MET
        done = held.attempted if asked.attempted else held.finished
        done = held.under_way if asked.in_progress else done
        if asked.came_from is not None or asked.having:
            done = all_of((done, fits(asked, self._as_held(held))))
        if asked.operator is None or asked.grade is None:
            return done
        if not held.behind:
            return Answer.NOT_MET
        graded = (self._graded(asked, known) for known in held.behind)
        return all_of((done, *graded))

    def _as_held(self, one: Holding) -> Held:
        """Say where a holding is from, and how much it is."""
        here = self.situation
        credit = None
        if not one.given:
            credit = credit_of(here, one.behind[0])
        elif one.amount is not None:
            ratios = ratios_for(here, one.behind[0])
            credit = SeenCredit(Credits(one.amount, here.unit), one.amount, ratios)
        whences = tuple(whence_of(here, known) for known in one.behind)
        return Held(whences, credit, one.attributes)

    def _named(self, asked: Has, known: Known) -> Answer:
        """Say whether a learning is the award or block that is asked for by name."""
        match known.learning:
            case ConferredAward(title=title) if asked.award:
                same = plain_title(title) == plain_title(asked.award)
            case ExamSitting(exam=block) | Portfolio(portfolio=block) if asked.block:
                same = block == asked.block
            case Credential(achievement=name) if asked.block:
                same = asked.block in self.situation.book.by_achievement.get(name, ())
            case Training(exhibit=name) if asked.block:
                same = asked.block in self.situation.book.by_exhibit.get(name, ())
            case _:
                same = False
        whence = Held((whence_of(self.situation, known),))
        return all_of((answer_of(same), fits(asked, whence)))

    def _graded(self, asked: Has, known: Known) -> Answer:
        attempt = known.attempt
        if attempt is None or asked.operator is None or asked.grade is None:
            return Answer.NOT_MET
        if attempt.grade is None:
            return Answer.UNKNOWN
        seen = SeenGrade(attempt.grade, known.scale)
        wanted = GradeValue(asked.grade)
        truth = compare(seen, asked.operator, wanted, self.situation.scale)
        if truth is None:
            return Answer.UNKNOWN
        return Answer.MET if truth else Answer.NOT_MET


def holdings_of(
    situation: Situation,
    learnings: tuple[Known, ...],
    ways: Sequence[Way] = (),
    asked: Sequence[Way] = (),
) -> Holdings:
    """Gather finished courses, attempts, and what rules without `has` give for them.

    Where it is a question what the rules give, whatever one of those that were *asked*
    could give is unknown.
    """
    unread = {
        one.institution
        for one in situation.record.transcripts
        if not (one.official and one.complete)
    }
    held = held_by(situation, learnings, ways, asked)
    return Holdings(situation, learnings, held, tuple(sorted(unread)))
