"""Prior learning: the ways that blocks about exams, training and portfolios open."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from articulate.engine.asking import put
from articulate.engine.facts import ALONE, Beside
from articulate.engine.found import Found
from articulate.engine.identify import Known
from articulate.engine.lines import About, last_day, replaced
from articulate.engine.matching import Matching
from articulate.engine.naming import RuleName, name_of
from articulate.engine.screen import missing_day, version_gap
from articulate.engine.selections import Selection
from articulate.engine.settle import in_gap
from articulate.engine.versions import Held, held_versions
from articulate.engine.ways import Speaker, Standing, Verdict, Way
from articulate.model.answer import Answer
from articulate.model.calendar import ALWAYS
from articulate.model.credential import Credential
from articulate.model.exact import number_text
from articulate.model.exam import ExamSitting
from articulate.model.finding import Finding
from articulate.model.identifiers import LearningId
from articulate.model.line import Governing, PassedOver, Status
from articulate.model.portfolio import Portfolio
from articulate.model.reason import Reason, ReasonCode
from articulate.model.training import Training
from articulate.rulebook.clauses import clause_text
from articulate.rulebook.credit_rules import CreditRule, EquivalencyRule, RevokeRule
from articulate.rulebook.learning_blocks import (
    CredentialBlock,
    ExamBlock,
    LearningBlock,
    PortfolioBlock,
    ProofRequirement,
    TrainingBlock,
)
from articulate.rulebook.version import BlockHead

L = TypeVar("L", bound=LearningBlock)


@dataclass(frozen=True)
class PriorLearning:
    """One pass over the blocks whose source is the learning itself."""

    matching: Matching
    found: Found

    def match(self) -> None:
        """Ask the blocks of each exam, training and portfolio on the record."""
        book = self.matching.situation.book
        for known in self.matching.learnings:
            match known.learning:
                case ExamSitting(exam=exam):
                    self._each(known, book.exams.get(exam, ()))
                case Portfolio(portfolio=portfolio):
                    self._each(known, book.portfolios.get(portfolio, ()))
                case Training(exhibit=exhibit):
                    for block in book.by_exhibit.get(exhibit, ()):
                        self._each(known, book.trainings[block])
                case _:
                    continue

    def _each(self, known: Known, versions: Sequence[LearningBlock]) -> None:
        for block, speaker in self.in_force((known,), versions):
            question = _question(known, block)
            if question is not None:
                self.refer((known,), speaker, Finding(Answer.UNKNOWN, (question,)))
            elif _is_about(known, block) and self.proved(block, speaker, (known,)):
                self.rules(block, speaker, (known,))

    def in_force(
        self, members: tuple[Known, ...], versions: Sequence[L]
    ) -> Iterator[tuple[L, Speaker]]:
        """Yield each version that holds for learnings; refer them where none can."""
        situation = self.matching.situation
        here = [one for one in versions if one.head.receiving == situation.receiving]
        if not here:
            return
        day_of = situation.days(last_day(members))
        held: Held[L] = held_versions(here, day_of, situation.known_at)
        self.found.pass_over((one.place for one in members), held.passed_over)
        for block, governing in held.chosen:
            yield block, _speaker(block.head, governing, held.passed_over)
        governing_ = held.gap or held.missing or held.early
        if held.chosen or governing_ is None:
            return
        if not any(_is_about(one, block) for block in here for one in members):
            return  # whichever version it is: this is not the block's learning
        block_id = str(here[0].head.id)
        lacking = governing_ is held.missing
        reason = (
            missing_day(governing_) if lacking else version_gap(governing_, block_id)
        )
        finding = Finding(Answer.UNKNOWN, (reason,))
        speaker = _speaker(here[0].head, governing_, held.passed_over)
        self.refer(members, speaker, finding)

    def proved(
        self, block: LearningBlock, speaker: Speaker, members: tuple[Known, ...]
    ) -> bool:
        """Ask what must be proved first: any not met denies, else any open refers."""
        places = tuple(known.place for known in members)
        asked = []
        for requirement in block.requires:
            if self.matching.waits(requirement.condition):
                return False
            finding = self.matching.ask_each(
                requirement.condition, places, beside_of(block)
            )
            asked.append((requirement, finding))
        for answer in (Answer.NOT_MET, Answer.UNKNOWN):
            telling = [one for one in asked if one[1].answer is answer]
            if telling:
                self._unproved(block, speaker, members, telling[0])
                return False
        return True

    def _unproved(
        self,
        block: LearningBlock,
        speaker: Speaker,
        members: tuple[Known, ...],
        telling: tuple[ProofRequirement, Finding],
    ) -> None:
        requirement, finding = telling
        named = replace(
            speaker,
            name=name_of(block.head, requirement.head),
            rule=requirement.head.id,
        )
        denied = finding.answer is Answer.NOT_MET
        if denied:
            said = Reason(ReasonCode.DENIED_BY_RULE, text="not proved as required")
            finding = replace(finding, reasons=(said, *finding.reasons))
        verdict = Verdict.DENY if denied else Verdict.OPEN
        self.found.add(self.plain(members, named, verdict, finding))

    def rules(
        self, block: LearningBlock, speaker: Speaker, members: tuple[Known, ...]
    ) -> None:
        """Ask every rule of a block, and withdraw what a revocation withdraws."""
        fresh = Found()
        places = frozenset(known.place for known in members)
        beside = beside_of(block)
        for rule in block.rules:
            named = self._named(block, speaker, rule)
            day = block.head.effective.start
            selection = Selection(places)
            put(self.matching, rule, (named, selection), fresh, day=day, beside=beside)
        for way in fresh.ways:
            self.found.add(self._after_revocations(block, way))
        for place, considered in fresh.considered.items():
            for one in considered:
                self.found.consider((place,), one)

    def refer(
        self, members: tuple[Known, ...], speaker: Speaker, finding: Finding
    ) -> None:
        """Note that learnings must be referred, and what would settle it."""
        way = self.plain(members, speaker, Verdict.OPEN, finding)
        self.found.add(in_gap(self.matching, way))

    def plain(
        self,
        members: tuple[Known, ...],
        speaker: Speaker,
        verdict: Verdict,
        finding: Finding,
    ) -> Way:
        """Make a way that gives nothing, denied or referred."""
        about = About(self.matching.situation, members, speaker)
        status = Status.DENIED if verdict is Verdict.DENY else Status.REFERRED
        reasons = speaker.name.signed(finding.reasons)
        line = about.without_award(status, reasons)
        if speaker.rule is None:
            line = replace(line, rule=None, origin=None)
        places = tuple(known.place for known in members)
        return Way(places, speaker, verdict, finding, line=line)

    def _named(
        self, block: LearningBlock, speaker: Speaker, rule: CreditRule
    ) -> Speaker:
        return replace(
            speaker,
            name=name_of(block.head, rule.head),
            rule=rule.head.id,
            overrides=self.matching.situation.book.rulebook.overriding.by(
                block.head, rule.head.id
            ),
            graded=rule.graded if isinstance(rule, EquivalencyRule) else None,
        )

    def _after_revocations(self, block: LearningBlock, way: Way) -> Way:
        """Withdraw what later learning revokes; an open revocation is a question."""
        if way.verdict is not Verdict.GIVE or way.line is None:
            return way
        for revocation in block.revocations:
            if way.speaker.rule not in revocation.rules:
                continue
            if self.matching.waits(revocation.condition):
                continue
            finding = self.matching.ask_each(
                revocation.condition, way.learnings, beside_of(block)
            )
            name = name_of(block.head, revocation.head)
            if finding.answer is Answer.MET:
                return _revoked(way, revocation, name, finding)
            if finding.answer is Answer.UNKNOWN:
                return self._questioned(way, name, finding)
        return way

    def _questioned(self, way: Way, name: RuleName, finding: Finding) -> Way:
        members = tuple(self.matching.learnings[place] for place in way.learnings)
        about = About(self.matching.situation, members, way.speaker)
        reasons = name.signed(finding.reasons)
        line = about.without_award(Status.REFERRED, reasons)
        return replace(way, verdict=Verdict.OPEN, line=line)


def beside_of(block: LearningBlock) -> Beside:
    """Return what a block adds to the facts of its learning."""
    match block:
        case CredentialBlock(levels=levels):
            return Beside(levels=levels)
        case PortfolioBlock(criteria=criteria):
            return Beside(criteria=criteria)
        case _:
            return ALONE


def _speaker(
    head: BlockHead, governing: Governing, passed_over: tuple[PassedOver, ...]
) -> Speaker:
    """Let a block speak as a whole; its rules put their own names in."""
    name = RuleName(head.name, "; ".join(head.cites), head.origin)
    return Speaker(
        name, Standing.AGREEMENT, governing, passed_over, (head.kind, head.id)
    )


def _revoked(way: Way, revocation: RevokeRule, name: RuleName, finding: Finding) -> Way:
    if way.line is None:
        return way
    by = tuple(LearningId(one) for reason in finding.reasons for one in reason.about)
    (reason,) = name.signed(
        (Reason(ReasonCode.REVOKED, about=by, text=_text(revocation)),)
    )
    line = replaced(way.line, tuple(dict.fromkeys(by)), reason)
    return replace(way, verdict=Verdict.SUPERSEDED, line=line)


def _text(revocation: RevokeRule) -> str:
    return "" if revocation.condition is None else clause_text(revocation.condition)


def _is_about(known: Known, block: LearningBlock) -> bool:
    """Say whether learning may be a block's: its exhibit's days, or its issuer."""
    match known.learning, block:
        case Training(exhibit=named), TrainingBlock(exhibits=exhibits) if exhibits:
            day = known.ended
            return any(
                exhibit == named and (day is None or period.contains(day))
                for exhibit, period in exhibits
            )
        case Credential(issuer=issuer), CredentialBlock(issuers=issuers) if issuers:
            return issuer is None or issuer in issuers
        case _:
            return True


def _question(known: Known, block: LearningBlock) -> Reason | None:
    """Ask what must be known before a block's rules can be asked at all."""
    match known.learning, block:
        case Training(exhibit=exhibit), TrainingBlock(exhibits=exhibits):
            periods = [period for name, period in exhibits if name == exhibit]
            if known.ended is None and exhibits and ALWAYS not in periods:
                return Reason(
                    ReasonCode.MISSING_FACT,
                    fact="completed",
                    needs="the day it was completed",
                )
        case ExamSitting(score=score), ExamBlock(lowest=lowest, highest=highest):
            if score is None or lowest is None or highest is None:
                return None
            if not lowest <= score <= highest:
                scale = f"{number_text(lowest)}..{number_text(highest)}"
                return Reason(
                    ReasonCode.MISSING_FACT,
                    fact="score",
                    wanted=scale,
                    saw=number_text(score),
                    needs=f"a score on the scale {scale}",
                )
        case Portfolio(evidence=evidence), PortfolioBlock(evidence=required):
            brought = {one.type for one in evidence or ()}
            lacking = [one for one in required if one not in brought]
            if evidence is not None and lacking:
                return Reason(
                    ReasonCode.MISSING_FACT,
                    fact="evidence",
                    wanted=", ".join(required),
                    saw=", ".join(sorted(brought)),
                    needs=f"evidence: {', '.join(lacking)}",
                )
        case _:
            pass
    return None
