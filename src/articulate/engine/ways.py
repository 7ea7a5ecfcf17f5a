"""Ways: how a rule would read a learning or a set, and what would come of it."""

from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum
from fractions import Fraction

from articulate.engine.naming import RuleName
from articulate.model.award import CreditAward
from articulate.model.finding import Finding
from articulate.model.identifiers import BlockId, Mark, RuleId
from articulate.model.line import Considered, Governing, Line, PassedOver
from articulate.model.reason import Reason
from articulate.rulebook.overriding import NONE, Named
from articulate.rulebook.shapes import LeafTarget
from articulate.rulebook.version import BlockKind


class Standing(IntEnum):
    """Which kind of rule goes first; an override stands before the rule it names."""

    OTHERWISE = 0
    EQUIVALENCIES = 1
    AGREEMENT = 2
    DEGREE_AGREEMENT = 3
    TEACH_OUT = 4
    EXCEPTION = 5


class Verdict(StrEnum):
    """What a way comes to.

    `open` hangs on a missing fact, `pending` on a course that is still under way.
    """

    GIVE = "give"
    DENY = "deny"
    REFER = "refer"
    OPEN = "open"
    PENDING = "pending"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class Speaker:
    """A rule in force: its name, its standing, and the clause that picked its version.

    `block` and `rule` are its ids, `overrides` the rules, of any block, that it goes
    before. `graded` is the grade its awards carry; `questions` are open before the rule
    itself is asked, such as whether a teach-out protects the learner. `forgiving` says
    that it accepts what was not passed.
    """

    name: RuleName
    standing: Standing
    governing: Governing | None = None
    passed_over: tuple[PassedOver, ...] = ()
    block: tuple[BlockKind, BlockId] | None = None
    rule: RuleId | None = None
    overrides: frozenset[Named] = NONE
    graded: Mark | None = None
    questions: tuple[Reason, ...] = ()
    forgiving: bool = False

    def goes_before(self, other: "Speaker") -> bool:
        """Say whether this rule stands before another that speaks of the same."""
        highest = max(self.standing, other.standing)
        if highest < Standing.TEACH_OUT and (self.overrides or other.overrides):
            first, second = self.is_over(other), other.is_over(self)
            if first is not second:
                return first
        if self.standing is not other.standing:
            return self.standing > other.standing
        return bool(self.overrides) and self.is_over(other)

    def is_over(self, other: "Speaker") -> bool:
        """Say whether it is written to go before another rule."""
        kind = None if other.block is None else other.block[0]
        return (kind, other.name.name) in self.overrides


@dataclass(frozen=True, slots=True)
class Way:
    """One lawful reading of learnings under a rule, with the line it would be.

    `target` is one reading of the rule's target, `finding` what its condition came to.
    `tier` says how the course was named: 0 by its own code, 1 by another of its names,
    2 by a course that is the same as it. `worth` is the credit the way gives, or would
    give if what is open or pending turned out well, and `would` the awards themselves:
    rules that come to the same say the same, however they put it. `against` are rules
    that a conflict names, which it goes before, and `about` those that a question about
    a set hangs on: what goes before one of them goes before the question; `turned_away`
    says that a screen objects to a learning itself, whatever it is used for; `reduced`
    that a screen leaves less than the rule gives; `denial` what the rule would say if
    it holds, where it denies or refers.
    """

    learnings: tuple[int, ...]
    speaker: Speaker
    verdict: Verdict
    finding: Finding
    target: tuple[LeafTarget, ...] = ()
    line: Line | None = None
    tier: int = 0
    worth: Fraction = Fraction(0)
    would: tuple[CreditAward, ...] = ()
    against: frozenset[str] = frozenset()
    about: tuple[Speaker, ...] = ()
    turned_away: bool = False
    reduced: bool = False
    denial: Verdict | None = None

    @property
    def gives(self) -> tuple[object, ...]:
        """What sets this result apart from another: the same twice is no conflict."""
        if self.verdict in (Verdict.DENY, Verdict.REFER):
            return (self.verdict,)
        return (self.target, self.speaker.graded)

    def goes_before(self, other: "Way") -> bool:
        """Say whether this way stands before another for the same learning."""
        above = any(self.speaker.goes_before(one) for one in other.about)
        below = any(other.speaker.goes_before(one) for one in self.about)
        if above is not below:
            return above
        if other.speaker.name.name in self.against:
            return self.speaker.standing >= other.speaker.standing
        if self.speaker.name.name in other.against:
            return False
        return self.speaker.goes_before(other.speaker)

    def considered(self) -> Considered:
        """Say what this rule saw, for a line that it did not decide."""
        return Considered(
            self.speaker.name.name,
            self.finding.answer,
            self.speaker.name.signed(self.finding.reasons),
            gives=tuple(target_text(leaf) for leaf in self.target),
            origin=self.speaker.name.origin,
        )

    def with_line(self, line: Line) -> "Way":
        """Return the way with another line."""
        return replace(self, line=line)


def target_text(leaf: LeafTarget) -> str:
    """Name what a target gives: a code, a subject, an attribute or a title."""
    for field in ("code", "subject", "attribute", "title"):
        found = getattr(leaf, field, None)
        if found:
            return str(found)
    return "elective" if hasattr(leaf, "level") else "none"
