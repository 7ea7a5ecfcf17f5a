"""Impact: who is treated differently between two rulebooks, and how.

Learning is compared where it is decided together: the learnings of lines that share one
in either evaluation. The comparison is symmetric: from the second rulebook to the first
it is the same, inverted.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from articulate.model.award import CreditAward
from articulate.model.evaluation import Evaluation
from articulate.model.identifiers import LearnerId, LearningId
from articulate.model.line import Line, Status

_COUNTED = (Status.AWARDED, Status.ELECTIVE)


class Effect(StrEnum):
    """What a change of rules does to learning that is decided together."""

    GAINED = "gained"
    LOST = "lost"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    NEWLY_REFERRED = "newly referred"
    NO_LONGER_REFERRED = "no longer referred"


_INVERSE = {
    Effect.GAINED: Effect.LOST,
    Effect.LOST: Effect.GAINED,
    Effect.NEWLY_REFERRED: Effect.NO_LONGER_REFERRED,
    Effect.NO_LONGER_REFERRED: Effect.NEWLY_REFERRED,
}


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of learning that is decided together, under one rulebook and another.

    Credit is what counts: awarded, by name or as elective, under every limit.
    """

    learner: LearnerId
    learning: tuple[LearningId, ...]
    effect: Effect
    before: tuple[Line, ...]
    after: tuple[Line, ...]

    @property
    def credit_before(self) -> Fraction:
        """What counted before."""
        return counted(self.before)

    @property
    def credit_after(self) -> Fraction:
        """What counts after."""
        return counted(self.after)

    @property
    def rules(self) -> tuple[str, ...]:
        """Every rule that decided on either side, in canonical order."""
        return rules_of((*self.before, *self.after))

    def inverted(self) -> "Difference":
        """Return the difference from the second rulebook to the first."""
        effect = _INVERSE.get(self.effect, self.effect)
        return replace(self, effect=effect, before=self.after, after=self.before)


@dataclass(frozen=True, slots=True)
class Impact:
    """Every difference for many learners, unchanged learning among them."""

    differences: tuple[Difference, ...] = ()

    def of(self, effect: Effect) -> tuple[Difference, ...]:
        """Return the differences of one effect."""
        return tuple(one for one in self.differences if one.effect is effect)

    def counts(self) -> Mapping[Effect, int]:
        """Count learning by effect; every effect is there."""
        return {effect: len(self.of(effect)) for effect in Effect}

    def learners(self) -> Mapping[Effect, int]:
        """Count learners by effect; one may be under several."""
        return {
            effect: len({one.learner for one in self.of(effect)}) for effect in Effect
        }

    def credit(self) -> Mapping[Effect, Fraction]:
        """Add up by effect how much more counts after than before."""
        return {
            effect: sum(
                (one.credit_after - one.credit_before for one in self.of(effect)),
                Fraction(0),
            )
            for effect in Effect
        }

    def by_rule(self) -> Mapping[str, Mapping[Effect, int]]:
        """Count effects by the rules that decided on either side, unchanged aside."""
        found: dict[str, dict[Effect, int]] = {}
        for one in self.differences:
            if one.effect is Effect.UNCHANGED:
                continue
            for rule in one.rules:
                mine = found.setdefault(rule, {})
                mine[one.effect] = mine.get(one.effect, 0) + 1
        return dict(sorted(found.items()))

    def witness(self, effect: Effect) -> Difference | None:
        """Return the smallest difference of one effect, to show what it means."""
        return min(
            self.of(effect),
            key=lambda one: (len(one.learning), one.learner, one.learning),
            default=None,
        )

    def inverted(self) -> "Impact":
        """Return the impact from the second rulebook to the first."""
        return Impact(tuple(one.inverted() for one in self.differences))


def impact_of(pairs: Iterable[tuple[Evaluation, Evaluation]]) -> Impact:
    """Compare each record's evaluation under one rulebook with that under another."""
    return Impact(tuple(one for pair in pairs for one in differences(*pair)))


def differences(before: Evaluation, after: Evaluation) -> Iterator[Difference]:
    """Yield what became of each learning, in the record's own order.

    Both evaluations are of the same record.
    """
    learner = before.record.learner.id
    for together in _decided_together(before, after):
        mine = tuple(one for one in before.lines if together & set(one.learning))
        theirs = tuple(one for one in after.lines if together & set(one.learning))
        ordered = [one.id for one in before.record.learnings() if one.id in together]
        effect = _effect(mine, theirs)
        yield Difference(learner, tuple(ordered), effect, mine, theirs)


def counted(lines: Iterable[Line]) -> Fraction:
    """Add up what counts on lines."""
    return sum(
        (
            amount
            for line in lines
            for status, amount in line.split.by_status
            if status in _COUNTED
        ),
        Fraction(0),
    )


def rules_of(lines: Iterable[Line]) -> tuple[str, ...]:
    """Name the rules that decided lines, each once, in canonical order."""
    return tuple(sorted({one.rule for one in lines if one.rule is not None}))


def _decided_together(
    before: Evaluation, after: Evaluation
) -> Iterator[frozenset[LearningId]]:
    """Yield sets of learnings that lines of either evaluation hold together."""
    mine: dict[LearningId, frozenset[LearningId]] = {}
    for line in (*before.lines, *after.lines):
        joined = frozenset(line.learning).union(
            *(mine.get(one, frozenset()) for one in line.learning)
        )
        mine |= dict.fromkeys(joined, joined)
    yielded = set[frozenset[LearningId]]()
    for one in before.record.learnings():
        together = mine.get(one.id)
        if together is not None and together not in yielded:
            yielded.add(together)
            yield together


def _effect(before: tuple[Line, ...], after: tuple[Line, ...]) -> Effect:
    """Say which effect it is: first whom a person must decide of, then what counts."""
    asked_before, asked_after = _referred(before), _referred(after)
    if asked_before != asked_after:
        if asked_before < asked_after:
            return Effect.NEWLY_REFERRED
        if asked_after < asked_before:
            return Effect.NO_LONGER_REFERRED
        return Effect.CHANGED
    if _came(before) == _came(after):
        return Effect.UNCHANGED
    credit = counted(after) - counted(before)
    if credit:
        return Effect.GAINED if credit > 0 else Effect.LOST
    gave, gives = _given(before), _given(after)
    if gave < gives:
        return Effect.GAINED
    return Effect.LOST if gives < gave else Effect.CHANGED


def _referred(lines: Iterable[Line]) -> frozenset[LearningId]:
    return frozenset(
        one for line in lines if line.status is Status.REFERRED for one in line.learning
    )


def _given(lines: Iterable[Line]) -> frozenset[object]:
    """Return what is given by name, whatever the hours."""
    return frozenset(
        _target(target)[:-1]
        for line in lines
        if line.status in _COUNTED
        for target in line.targets
    )


def _came(lines: Iterable[Line]) -> frozenset[object]:
    """Return all that a learner would see: status, what is given, and what counts."""
    return frozenset(
        (
            line.learning,
            line.status,
            tuple(_target(target) for target in line.targets),
            line.split.by_status,
        )
        for line in lines
    )


def _target(target: CreditAward) -> tuple[object, ...]:
    named = (target.kind, target.code, target.subject, target.level, target.title)
    marks = target.attributes
    return (*named, marks, target.grade, target.applied)
