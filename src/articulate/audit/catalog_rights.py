"""Catalog rights: which version of a degree a learner is held to, and why."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from articulate.audit.learner_facts import LearnerFacts
from articulate.audit.relief import Relief
from articulate.model.answer import Answer
from articulate.model.duration import after
from articulate.model.evaluation import Evaluation
from articulate.model.identifiers import BlockId, VersionId
from articulate.model.line import PassedOver
from articulate.model.reason import Reason, ReasonCode
from articulate.rulebook.ask import ask
from articulate.rulebook.conditions import Fact
from articulate.rulebook.degree import DegreeBlock
from articulate.rulebook.facts import Missing
from articulate.rulebook.governing import GoverningDays, policies_for
from articulate.rulebook.in_force import in_force, recorded_by
from articulate.rulebook.policy import (
    CatalogCandidate,
    CatalogChoiceRule,
    CatalogPick,
    PolicyBlock,
)
from articulate.rulebook.rulebook import Rulebook

Favor = Callable[[DegreeBlock], tuple[Fraction, ...]]
"""How good a version is for the learner, smaller is better; asked only when needed."""


@dataclass(frozen=True, slots=True)
class VersionChoice:
    """The version of a degree that holds, None where no version covers the day.

    `clause` is what chose it, `day` the day it was in force on. `open_facts` would
    settle what the record leaves unknown; `instead` are the choices that would be made
    if they came out otherwise.
    """

    block: DegreeBlock | None
    clause: str = ""
    day: date | None = None
    passed_over: tuple[PassedOver, ...] = ()
    open_facts: tuple[Reason, ...] = ()
    instead: tuple["VersionChoice", ...] = ()

    def with_open(
        self, questions: tuple[Reason, ...], instead: Iterable["VersionChoice"]
    ) -> "VersionChoice":
        """Add what is open about the choice, as far as another version would hold."""
        others = tuple(one for one in instead if one.block is not self.block)
        if not questions or not others:
            return self
        return replace(
            self,
            open_facts=(*self.open_facts, *questions),
            instead=(*self.instead, *others),
        )


@dataclass(frozen=True, slots=True)
class _Held:
    """A version a learner may be held to, by which of their days."""

    name: str
    day: date
    block: DegreeBlock


def choose_degree_version(
    rulebook: Rulebook,
    evaluation: Evaluation,
    degree: BlockId,
    *,
    relief: Relief,
    favor: Favor,
) -> VersionChoice:
    """Choose among a degree's versions as the policy's catalog rights say.

    What a teach-out or an exception holds the learner to stands first. Without catalog
    rights the day of admission decides.
    """
    versions = [
        block
        for block in rulebook.degrees
        if block.head.id == degree and recorded_by(block.head, evaluation.known_at)
    ]
    choosing = _Choosing(rulebook, evaluation, versions)
    if relief.catalog is not None:
        held = choosing.named(relief.catalog)
        if held is not None:
            clause = f"held to catalog {relief.catalog} by {relief.catalog_clause}"
            return VersionChoice(held.block, clause, held.day)
    for choice in policies_for(
        rulebook,
        evaluation.receiving,
        GoverningDays.of(evaluation.record, evaluation.as_of),
        evaluation.known_at,
    ):
        if choice.block is not None and choice.block.catalog_rights is not None:
            return choosing.by_rights(choice.block, choice.block.catalog_rights, favor)
    return choosing.by_admission()


@dataclass(frozen=True, slots=True)
class _Choosing:
    rulebook: Rulebook
    evaluation: Evaluation
    versions: Sequence[DegreeBlock]

    def by_admission(self) -> VersionChoice:
        """Take the version in force on the day of admission.

        Where nobody recorded that day, the day credit was asked for stands in, and the
        missing fact is named unless there is only one version anyway.
        """
        admitted = self.evaluation.record.learner.admitted
        if admitted is not None:
            return self._on(admitted, "admitted")
        requested = self.evaluation.record.requested or self.evaluation.as_of
        found = self._on(requested, "requested, no day of admission on record")
        missing = Reason(
            ReasonCode.MISSING_FACT, fact="admitted", needs="the day of admission"
        )
        return found.with_open(
            (missing,),
            (
                VersionChoice(block, found.clause, block.head.effective.start)
                for block in self.versions
            ),
        )

    def by_rights(
        self, policy: PolicyBlock, rule: CatalogChoiceRule, favor: Favor
    ) -> VersionChoice:
        """Take what the catalog rights choose among the days they name."""
        ended, questions = self._ended(policy, rule)
        if ended:
            return self._on(self.evaluation.as_of, ended)
        over = self._on(self.evaluation.as_of, "catalog rights ended")
        return self._picked(rule, favor).with_open(questions, (over,))

    def _ended(
        self, policy: PolicyBlock, rule: CatalogChoiceRule
    ) -> tuple[str, tuple[Reason, ...]]:
        """Say what ended the rights, if anything: then the catalog of the day holds.

        Where nothing surely did, say what would settle whether it did.
        """
        facts = LearnerFacts(self.rulebook, self.evaluation, month_end=policy.month_end)
        questions: tuple[Reason, ...] = ()
        if rule.lapse is not None:
            found = ask(rule.lapse, facts)
            if found.answer is Answer.MET:
                return "catalog rights lapsed", ()
            if found.answer is Answer.UNKNOWN:
                questions = found.reasons
        if rule.expire is None:
            return "", questions
        start = facts.value(Fact(rule.expire_after))
        if not isinstance(start, date):
            needs = start.needs if isinstance(start, Missing) else ""
            return "", (*questions, _missing(rule, needs))
        last = after(start, rule.expire, policy.month_end)
        if last is None:
            span = rule.expire
            needs = f"how {start} plus {span} is read ({span.unread})"
            return "", (*questions, _missing(rule, needs))
        if last < self.evaluation.as_of:
            return f"catalog rights expired on {last}", ()
        return "", questions

    def _picked(self, rule: CatalogChoiceRule, favor: Favor) -> VersionChoice:
        held = self._candidates(rule)
        for pick in rule.choose or (CatalogPick.ADMITTED,):
            found = self._pick(pick, held, favor)
            if found is not None:
                clause = f"catalog rights: {pick}, in force when {found.name}"
                return VersionChoice(found.block, clause, found.day)
        if held:
            clause = f"catalog rights: in force when {held[0].name}"
            return VersionChoice(held[0].block, clause, held[0].day)
        return self.by_admission()

    def _candidates(self, rule: CatalogChoiceRule) -> list[_Held]:
        days = self._days()
        found = []
        for candidate in rule.candidates:
            day = days[CatalogPick(candidate)]
            block = None if day is None else self._in_force(day)
            if day is not None and block is not None:
                found.append(_Held(str(candidate), day, block))
        return found

    def _pick(self, pick: CatalogPick, held: list[_Held], favor: Favor) -> _Held | None:
        if pick is CatalogPick.ELECTION:
            elected = self.evaluation.record.learner.catalog
            named = None if elected is None else self.named(elected)
            return next(
                (one for one in held if named and one.block is named.block), None
            )
        if pick is CatalogPick.MOST_FAVORABLE:
            if all(one.block is held[0].block for one in held):
                return next(iter(held), None)
            return min(held, key=lambda one: favor(one.block))
        return next((one for one in held if one.name == str(pick)), None)

    def named(self, version: VersionId) -> _Held | None:
        """Find the degree's version of that name, or the one of that catalog's day."""
        for block in self.versions:
            if block.head.version == version:
                day = block.head.effective.start or self.evaluation.as_of
                return _Held(f"elected {version}", day, block)
        for catalog in self.rulebook.catalogs:
            if catalog.head.receiving != self.evaluation.receiving:
                continue
            day_ = catalog.head.effective.start
            if catalog.head.version == version and day_ is not None:
                found = self._in_force(day_)
                if found is not None:
                    return _Held(f"elected {version}", day_, found)
        return None

    def _days(self) -> dict[CatalogPick, date | None]:
        learner = self.evaluation.record.learner
        as_of = self.evaluation.as_of
        return {
            CatalogPick(CatalogCandidate.ADMITTED): learner.admitted,
            CatalogPick(CatalogCandidate.DECLARED): learner.declared,
            CatalogPick(CatalogCandidate.GRADUATED): learner.graduated
            or learner.expected
            or as_of,
            CatalogPick(CatalogCandidate.REQUESTED): self.evaluation.record.requested
            or as_of,
            CatalogPick(CatalogCandidate.EVALUATED): as_of,
        }

    def _in_force(self, day: date) -> DegreeBlock | None:
        chosen = in_force(self.versions, day, self.evaluation.known_at).chosen
        return chosen[-1] if chosen else None

    def _on(self, day: date, clause: str) -> VersionChoice:
        found = in_force(self.versions, day, self.evaluation.known_at)
        if found.chosen:
            return VersionChoice(found.chosen[-1], clause, day, found.passed_over)
        gap = Reason(
            ReasonCode.VERSION_GAP,
            fact=clause,
            saw=day.isoformat(),
            needs="a version of the degree in force on that day",
        )
        return VersionChoice(None, clause, day, found.passed_over, (gap,))


def _missing(rule: CatalogChoiceRule, needs: str) -> Reason:
    return Reason(ReasonCode.MISSING_FACT, fact=str(rule.expire_after), needs=needs)
