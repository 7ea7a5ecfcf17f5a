"""AR404: a rule that never decides, since others always go before it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articulate.analysis.atlas import Atlas
from articulate.analysis.courses import codes_of
from articulate.analysis.meetings import Meetings, Spoken
from articulate.analysis.overlaps import usual_days
from articulate.analysis.problem import Problem
from articulate.analysis.regions import Region, without
from articulate.analysis.replay import Replay
from articulate.analysis.sentence import learner_sentence
from articulate.analysis.voices import MOST_SELECTIONS, Leaf, Other, Selection, Voice
from articulate.analysis.witness import Brought, Maker, Witness
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.rulebook.conditions import Fact, FactName
from articulate.rulebook.credit_rules import EquivalencyRule
from articulate.rulebook.pools import CourseRange, OneCourse, WholeSubject, selects
from articulate.rulebook.shapes import parts_of

_OF_THE_SET = (FactName.AVERAGE_GRADE, FactName.TOTAL_CREDITS)


@dataclass
class Shadows:
    """The search for rules that are never heard."""

    atlas: Atlas
    meetings: Meetings
    replay: Replay

    def found(self) -> Iterator[Problem]:
        """Report each rule which others beat wherever it speaks.

        Rules of a higher standing that say the same are no reason: it is harmless.
        """
        for voice in self.atlas.voices:
            selections = voice.selections()
            if len(selections) >= MOST_SELECTIONS:
                continue
            beating: dict[str, Voice] = {}
            for selection in selections:
                before = self._beating((voice, selection))
                if not before:
                    break
                beating |= {one.name: one for one in before}
            else:
                if selections:
                    yield from self._shown((voice, selections[0]), beating)

    def _beating(self, spoken: Spoken) -> Sequence[Voice]:
        """Return rules that together go before a rule wherever it speaks."""
        voice, selection = spoken
        where = self.atlas.where(voice, selection)
        left: Region = where.region
        if not left:
            return ()
        beating = []
        for other, theirs in self.meetings.beside(spoken):
            if other is voice or not other.goes_before(voice):
                continue
            if not self._covers(spoken, (other, theirs)):
                continue
            fewer = tuple(
                without(
                    left, self.atlas.where(other, theirs).region, self.atlas.spectra
                )
            )
            if fewer != left:
                beating.append(other)
                left = fewer
            if not left:
                return beating
        return ()

    def _covers(self, spoken: Spoken, before: Spoken) -> bool:
        """Say whether a rule speaks of all learning that another one is about."""
        (voice, selection), (other, theirs) = spoken, before
        if isinstance(other.rule, EquivalencyRule) and other.rule.partial_of:
            return False
        if not self.atlas.where(other, theirs).exact:
            return False
        if other.opened.key != voice.opened.key and other.says == voice.says:
            return False
        sets = len(selection) > 1
        if sets and (_looks_at_the_set(other) or _looks_at_the_set(voice)):
            return False
        key = self.meetings.key_of(spoken)
        if key is not None and key == self.meetings.key_of(before):
            return True
        return len(selection) == 1 and _reaches(theirs[0], selection[0])

    def _shown(self, spoken: Spoken, beating: dict[str, Voice]) -> Iterator[Problem]:
        voice, _ = spoken
        before = frozenset(
            one.name
            for one, _ in self.meetings.beside(spoken)
            if one.goes_before(voice)
        )
        witness = self.replay.decided_by(self._learners(spoken), before)
        if witness is None:
            return
        names = [_short(one, voice) for _, one in sorted(beating.items())]
        yield Problem(
            Diagnostic(
                Code.NEVER_DECIDES,
                voice.rule.head.origin,
                f"`{voice.rule.head.id}` never decides: {_joined(names)} "
                f"{'goes' if len(names) == 1 else 'go'} before it wherever it speaks",
                "narrow what goes before it, or take the rule out",
                also=tuple(one.rule.head.origin for _, one in sorted(beating.items())),
                severity=Severity.WARNING,
                shown_by=learner_sentence(witness),
            ),
            witness,
        )

    def _learners(self, spoken: Spoken) -> Iterator[Witness]:
        voice, selection = spoken
        maker = Maker(self.atlas, voice.opened, usual_days(self.atlas, (voice,)))
        for brought in self._brought(selection):
            for box in self.atlas.where(voice, selection).region:
                yield from maker.make(brought, box)

    def _brought(self, selection: Selection) -> Iterator[tuple[Brought, ...]]:
        brought: list[Brought] = []
        for leaf in selection:
            if isinstance(leaf, Other):
                brought.append(leaf)
                continue
            codes = (code for code in codes_of(leaf, self.atlas.book))
            brought += [code for code in codes if code not in brought][:1]
        if len(brought) == len(selection):
            yield tuple(brought)


def _looks_at_the_set(voice: Voice) -> bool:
    return any(
        isinstance(part, Fact) and (part.name in _OF_THE_SET or part.of is not None)
        for part in parts_of(voice.rule.condition)
    )


def _reaches(wide: Leaf, narrow: Leaf) -> bool:
    """Say whether every course of one leaf is one of another."""
    if isinstance(wide, Other) or isinstance(narrow, Other):
        return wide == narrow
    if isinstance(narrow, OneCourse):
        return selects(wide, narrow.code)
    if wide == narrow:
        return True
    if isinstance(wide, OneCourse):
        return False
    if (wide.institution, wide.subject) != (narrow.institution, narrow.subject):
        return False
    if isinstance(wide, WholeSubject):
        return True
    return (
        isinstance(wide, CourseRange)
        and isinstance(narrow, CourseRange)
        and wide.low <= narrow.low
        and narrow.high <= wide.high
    )


def _short(voice: Voice, beside: Voice) -> str:
    same = voice.opened is beside.opened
    return f"`{voice.rule.head.id if same else voice.name}`"


def _joined(names: Sequence[str]) -> str:
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names[:-1])} and {names[-1]}"
