"""Found: what one pass over the rules brought to light, for every learning."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from articulate.engine.ways import Verdict, Way
from articulate.model.identifiers import RuleId
from articulate.model.line import Considered, PassedOver
from articulate.rulebook.version import BlockHead

Parent = tuple[BlockHead, str]


@dataclass
class Found:
    """Ways, and beside them rules that did not hold and versions that were passed over.

    `weak` are ways that only hold where a learning has no other: a set of which an
    incomplete transcript may still bring the rest. `truncated` says that some rule can
    be met in more ways than are looked at.
    """

    ways: list[Way] = field(default_factory=list)
    weak: list[Way] = field(default_factory=list)
    considered: dict[int, dict[Considered, None]] = field(default_factory=dict)
    passed_over: dict[int, dict[PassedOver, None]] = field(default_factory=dict)
    truncated: bool = False

    def consider(self, places: Iterable[int], one: Considered) -> None:
        """Note a rule that was near and did not hold."""
        for place in places:
            self.considered.setdefault(place, {})[one] = None

    def pass_over(self, places: Iterable[int], over: Iterable[PassedOver]) -> None:
        """Note versions that were passed over."""
        noted = dict.fromkeys(over)
        for place in places:
            self.passed_over.setdefault(place, {}).update(noted)

    def add(self, way: Way) -> None:
        """Add a way, unless a screen turned a member of its set away.

        Then the set cannot be made; what becomes of its members is settled singly.
        """
        if way.turned_away and len(way.learnings) > 1:
            self.consider(way.learnings, way.considered())
        else:
            self.ways.append(way)

    def holds(self, block: BlockHead, rule: RuleId) -> bool | None:
        """Say whether a rule holds for the learner; None while that is open.

        The kind of block is looked at too, for two kinds may share an id.
        """
        named, ids = block.rule_name(rule), (block.kind, block.id)
        mine = [
            way.verdict
            for way in (*self.ways, *self.weak)
            if way.speaker.name.name == named and way.speaker.block == ids
        ]
        settled = (Verdict.GIVE, Verdict.REFER, Verdict.DENY, Verdict.SUPERSEDED)
        if any(verdict in settled for verdict in mine):
            return True
        return None if mine else False
