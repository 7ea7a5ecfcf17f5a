"""Match: the ways that every rule in force opens for the learnings of a record."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from articulate.engine.asking import put
from articulate.engine.found import Found
from articulate.engine.identify import Known, State
from articulate.engine.index import RuleIndex, key_of, numbers_of
from articulate.engine.lines import About, last_day, under_way
from articulate.engine.matching import Matching
from articulate.engine.naming import RuleName, name_of
from articulate.engine.screen import missing_day, version_gap
from articulate.engine.selections import Bringing, Selection
from articulate.engine.settle import in_gap
from articulate.engine.versions import Held, held_versions
from articulate.engine.ways import Speaker, Standing, Verdict, Way
from articulate.model.answer import Answer
from articulate.model.course import CourseCode
from articulate.model.finding import Finding
from articulate.model.line import Considered, Governing, GoverningAxis, Status
from articulate.model.reason import Reason, ReasonCode
from articulate.model.transcript import ConferredAward
from articulate.rulebook.credit_rules import AgreementBlock, CreditRule, EquivalencyRule
from articulate.rulebook.pools import OneCourse
from articulate.rulebook.shapes import names_grade
from articulate.rulebook.sources import leaves_of
from articulate.rulebook.version import BlockKind

Keyed = tuple[int, date | None]


@dataclass(frozen=True)
class Matcher:
    """One pass over the agreements and equivalencies that name a record's learnings."""

    matching: Matching
    index: RuleIndex
    found: Found = field(default_factory=Found)
    held: dict[Keyed, Held[AgreementBlock]] = field(default_factory=dict)
    bringing: dict[date, Bringing] = field(default_factory=dict)
    gaps: set[tuple[str, tuple[int, ...]]] = field(default_factory=set)

    def match(self) -> Found:
        """Ask every rule that names a learning; a `partial` after all the others."""
        rules = [self.index.at(number) for number in self._touched()]
        partials = []
        for block, rule in rules:
            standing = self.standing_of(block)
            if standing is None:
                continue
            if isinstance(rule, EquivalencyRule) and rule.partial_of is not None:
                partials.append((block, rule, standing))
            else:
                self._ask(block, rule, standing)
        for block, rule, standing in partials:
            whole = rule.partial_of
            if whole is not None and self.found.holds(block.head, whole) is False:
                self._ask(block, rule, standing)
        return self.found

    # --- which rules ------------------------------------------------------------------

    def _touched(self) -> tuple[int, ...]:
        """Number the rules that name a learning under any name it has or had."""
        return numbers_of(
            numbers for known in self.matching.usable for numbers in self._naming(known)
        )

    def _naming(self, known: Known) -> Iterator[Iterator[int]]:
        if known.code is not None:
            for code in self._aliases(known.code):
                yield self.index.naming(code)
        if isinstance(known.learning, ConferredAward):
            yield iter(self.index.for_award(known.learning.title))

    def _aliases(self, code: CourseCode) -> tuple[CourseCode, ...]:
        identities = self.matching.situation.identities(code.institution)
        if identities.plain or code not in identities.mentioned:
            return (code,)
        return identities.mentioned

    def standing_of(self, block: AgreementBlock) -> Standing | None:
        """Rank a block; one for a degree that the learner does not pursue is silent."""
        degree = block.head.degree
        if degree is not None and degree not in self.matching.situation.degrees:
            return None
        if block.head.kind is BlockKind.EQUIVALENCIES:
            return Standing.EQUIVALENCIES
        return Standing.AGREEMENT if degree is None else Standing.DEGREE_AGREEMENT

    # --- one rule ---------------------------------------------------------------------

    def _ask(self, block: AgreementBlock, rule: CreditRule, standing: Standing) -> None:
        day = block.head.effective.start or self.matching.situation.as_of
        selections = self._selections(rule, day, block)
        for selection in selections:
            members = tuple(
                self.matching.learnings[place] for place in sorted(selection.places)
            )
            for speaker in self.speakers(block, rule, standing, members):
                put(self.matching, rule, (speaker, selection), self.found, day=day)
        if not selections:
            self._incomplete(block, rule, standing, day)

    def _selections(
        self, rule: CreditRule, day: date, block: AgreementBlock
    ) -> tuple[Selection, ...]:
        bringing = self._bringing(day)
        selections, more = bringing.selections(rule.source)
        self.found.truncated |= more
        senders = block.head.sending
        if not senders or isinstance(rule.source, OneCourse):
            return selections
        return tuple(
            one
            for one in selections
            if all(
                self.matching.learnings[place].institution in senders
                for place in one.places
                if isinstance(self.matching.learnings[place].learning, ConferredAward)
            )
        )

    def _bringing(self, day: date) -> Bringing:
        if day not in self.bringing:
            names = partial(self.matching.names_then, day)
            self.bringing[day] = Bringing(self.matching.usable, names)
        return self.bringing[day]

    def speakers(
        self,
        block: AgreementBlock,
        rule: CreditRule,
        standing: Standing,
        members: tuple[Known, ...],
    ) -> Iterator[Speaker]:
        """Yield the rule as it speaks for these learnings, or note why it does not."""
        situation = self.matching.situation
        places = [known.place for known in members]
        frozen = situation.frozen.get((block.head.id, block.head.version))
        held = self._held(block, self._day(members))
        self.found.pass_over(places, held.passed_over)
        governing = next((by for one, by in held.chosen if one is block), None)
        name = name_of(block.head, rule.head)
        over = situation.book.rulebook.overriding.by(block.head, rule.head.id)
        graded = rule.graded if isinstance(rule, EquivalencyRule) else None
        speaker = Speaker(
            name,
            standing,
            governing,
            held.passed_over,
            key_of(block),
            rule.head.id,
            over,
            graded,
        )
        if frozen is not None:
            evaluated = Governing(
                GoverningAxis.EVALUATED,
                situation.as_of,
                f"frozen by {frozen.teach_out}",
            )
            yield replace(
                speaker,
                standing=Standing.TEACH_OUT,
                governing=evaluated,
                questions=frozen.questions,
            )
        if governing is not None and (frozen is None or frozen.questions):
            yield speaker
        elif governing is not None or frozen is not None or held.chosen:
            return
        elif not _cannot_speak(rule, members):
            self._between_versions(block, standing, members, held)

    def _day(self, members: tuple[Known, ...]) -> date | None:
        """Return the day of these learnings; what is under way has that of `as_of`."""
        undated = [known for known in members if known.ended is None]
        if undated and all(known.state is State.UNDER_WAY for known in undated):
            return self.matching.situation.as_of
        return last_day(members)

    def _held(self, block: AgreementBlock, day: date | None) -> Held[AgreementBlock]:
        versions = self.index.versions[key_of(block)]
        key = (id(versions), day)
        if key not in self.held:
            situation = self.matching.situation
            self.held[key] = held_versions(
                versions, situation.days(day), situation.known_at
            )
        return self.held[key]

    # --- rules that cannot be asked ---------------------------------------------------

    def _between_versions(
        self,
        block: AgreementBlock,
        standing: Standing,
        members: tuple[Known, ...],
        held: Held[AgreementBlock],
    ) -> None:
        """Refer learning for which no version of a block can be picked."""
        governing = held.gap or held.missing or held.early
        places = tuple(known.place for known in members)
        if governing is None or (str(block.head.id), places) in self.gaps:
            return
        self.gaps.add((str(block.head.id), places))
        reason = (
            missing_day(governing)
            if governing is held.missing
            else version_gap(governing, str(block.head.id))
        )
        if governing is held.early:
            # It has not begun: whatever else speaks goes before it, silence does not.
            standing = Standing.OTHERWISE
        name = RuleName(str(block.head.id), "", block.head.origin)
        speaker = Speaker(name, standing, governing, held.passed_over, key_of(block))
        finding = Finding(Answer.UNKNOWN, (reason,))
        referred = self._referred(members, speaker, finding)
        self.found.add(in_gap(self.matching, referred))

    def _incomplete(
        self, block: AgreementBlock, rule: CreditRule, standing: Standing, day: date
    ) -> None:
        """Note a set of which the record brings a part only."""
        bringing = self._bringing(day)
        present = tuple(
            self.matching.learnings[place]
            for place in sorted(
                {
                    place
                    for leaf in leaves_of(rule.source)
                    for one in bringing.selections(leaf)[0]
                    for place in one.places
                }
            )
        )
        lacking = bringing.lacking(rule.source)
        if not present or not lacking:
            return
        closed = self._closed(bringing, rule)
        held = self._held(block, self._day(present))
        key = (block.head.id, block.head.version)
        if closed and not held.chosen and key not in self.matching.situation.frozen:
            return  # whichever version it is: what the set lacks did not happen
        for speaker in self.speakers(block, rule, standing, present):
            reason = Reason(
                ReasonCode.SET_INCOMPLETE, fact="set", needs=" and ".join(lacking)
            )
            answer = Answer.NOT_MET if closed else Answer.UNKNOWN
            finding = Finding(answer, speaker.name.signed((reason,)))
            way = self._referred(present, speaker, finding)
            considered = Considered(
                speaker.name.name,
                answer,
                finding.reasons,
                origin=speaker.name.origin,
            )
            self.found.consider((known.place for known in present), considered)
            if not closed:
                self.found.weak.append(way)

    def _closed(self, bringing: Bringing, rule: CreditRule) -> bool:
        """Say whether transcripts show that what a set lacks did not happen."""
        lacking = {one_.institution for one_ in bringing.lacking_from(rule.source)}
        return all(
            transcript.official and transcript.complete
            for transcript in self.matching.situation.record.transcripts
            if transcript.institution in lacking
        )

    def _referred(
        self, members: tuple[Known, ...], speaker: Speaker, finding: Finding
    ) -> Way:
        about = About(self.matching.situation, members, speaker)
        verdict = Verdict.OPEN
        line = about.without_award(Status.REFERRED, finding.reasons)
        if any(known.state is State.UNDER_WAY for known in members):
            verdict = Verdict.PENDING  # it is in progress until it is over
            line = under_way(about, None, finding.reasons, "referred if passed")
        if speaker.rule is None:
            line = replace(line, rule=None, origin=None)
        places = tuple(known.place for known in members)
        return Way(places, speaker, verdict, finding, line=line)


def _cannot_speak(rule: CreditRule, members: tuple[Known, ...]) -> bool:
    """Say whether a rule gives nothing for these learnings, whichever version holds."""
    if not isinstance(rule, EquivalencyRule) or names_grade(rule.condition):
        return False
    return any(known.state is State.NOT_PASSED for known in members)
