"""How every block opens: kind, id, title, parties, version and its days."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from articulate.diagnostics.origin import Origin
from articulate.model.calendar import ALWAYS, Period
from articulate.model.identifiers import BlockId, InstitutionId, RuleId, VersionId


class BlockKind(StrEnum):
    """The word that opens a block."""

    INSTITUTION = "institution"
    SCALE = "scale"
    CALENDAR = "calendar"
    CATALOG = "catalog"
    AGREEMENT = "agreement"
    EQUIVALENCIES = "equivalencies"
    EXAM = "exam"
    CREDENTIAL = "credential"
    TRAINING = "training"
    PORTFOLIO = "portfolio"
    POLICY = "policy"
    DEGREE = "degree"
    TEACHOUT = "teachout"
    EXCEPTION = "exception"
    WATCH = "watch"


@dataclass(frozen=True, slots=True)
class BlockHead:
    """A block's opening line.

    `effective` is as written (half-open inside); what a superseding version takes away
    is worked out by `in_force`. `recorded` is the day the institution came to know it;
    None is known always. `sending` is empty after `for`.
    """

    kind: BlockKind
    id: BlockId
    origin: Origin
    title: str = ""
    sending: tuple[InstitutionId, ...] = ()
    receiving: InstitutionId | None = None
    degree: BlockId | None = None
    version: VersionId | None = None
    effective: Period = ALWAYS
    recorded: date | None = None
    supersedes: VersionId | None = None
    cites: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The block and its version: `ncc-computing@2024`."""
        return f"{self.id}@{self.version}" if self.version else str(self.id)

    def rule_name(self, rule: RuleId) -> str:
        """The full name of one of its rules: `ncc-computing@2024/cis120`."""
        return f"{self.name}/{rule}"


@dataclass(frozen=True, slots=True)
class RuleHead:
    """What every rule carries beside what it says: its id, citations and origin."""

    id: RuleId
    origin: Origin
    cites: tuple[str, ...] = ()
    overrides: tuple[RuleId, ...] = ()
