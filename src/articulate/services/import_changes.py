"""What an import would change of the rules that are in force, by meaning."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from articulate.analysis.rule_changes import RuleChanges, rule_changes
from articulate.diagnostics.nearest import did_you_mean
from articulate.diagnostics.span import Span
from articulate.explain.machine import Json
from articulate.explain.rule_text import rule_text
from articulate.intake.partners import Mode
from articulate.model.identifiers import BlockId, InstitutionId
from articulate.rulebook.credit_rules import AgreementBlock, CreditRule
from articulate.rulebook.in_force import in_force
from articulate.rulebook.pools import (
    CoursePattern,
    CourseRange,
    OneCourse,
    WholeSubject,
)
from articulate.rulebook.rulebook import Rulebook
from articulate.rulebook.sources import Source, leaves_of
from articulate.rulebook.version import BlockHead, BlockKind


def mode_called(name: str) -> Mode:
    """Return the mode of a name."""
    return Mode(name)


@dataclass(frozen=True, slots=True)
class InForceRules:
    """The version of a block that an import is compared with, None before the first."""

    block: AgreementBlock | None
    versions: tuple[AgreementBlock, ...]


@dataclass(frozen=True, slots=True)
class Against:
    """What an import is compared with: the rules in force on a day, and how.

    `begins` is how an agreement opens that there is not yet.
    """

    standing: InForceRules
    on: date
    mode: Mode
    begins: BlockHead | None = None

    @property
    def head(self) -> BlockHead:
        """How the agreement opens, in force or not, or as it would."""
        if self.begins is not None:
            return self.begins
        return (self.standing.block or self.standing.versions[-1]).head

    def sides(
        self, sending: InstitutionId, receiving: InstitutionId
    ) -> tuple[InstitutionId, InstitutionId]:
        """Return who sends and receives, as the block says where it names one each."""
        head = self.begins or self.standing.versions[-1].head
        only = head.sending[0] if len(head.sending) == 1 else sending
        return only, head.receiving or receiving


@dataclass(frozen=True, slots=True)
class ImportChanges:
    """What an import changes of one version of a block, on a day.

    `whole` says that it speaks of all of the block, as a rule table does.
    """

    version: str
    on: date
    mode: Mode
    changes: RuleChanges
    whole: bool = False


def begun(
    block: str, sending: InstitutionId, receiving: InstitutionId, policy: str
) -> BlockHead:
    """Return how an agreement opens that there is not yet.

    Its first version will be written beside the file *policy*, which need not be there.
    """
    return BlockHead(
        BlockKind.EQUIVALENCIES,
        BlockId(block),
        Span(policy, 1, 1, 1, 1),
        sending=(sending,),
        receiving=receiving,
    )


def rules_in_force(block: BlockId, on: date, rulebook: Rulebook) -> InForceRules | str:
    """Find the version of a block in force on a day, or what to write instead."""
    blocks = (*rulebook.agreements, *rulebook.equivalencies)
    versions = tuple(one for one in blocks if one.head.id == block)
    if not versions:
        names = sorted({str(one.head.id) for one in blocks})
        known = f"known are {', '.join(f'`{name}`' for name in names)}"
        otherwise = known if names else "the policies have no agreement"
        return did_you_mean(str(block), names, otherwise=otherwise)
    chosen = in_force(versions, on).chosen
    return InForceRules(chosen[0] if chosen else None, versions)


def parties_said(
    block: str, rulebook: Rulebook
) -> tuple[InstitutionId | None, InstitutionId | None]:
    """Return who sends and receives by a block, where it has one each."""
    for one in (*rulebook.agreements, *rulebook.equivalencies):
        if one.head.id == block:
            head = one.head
            return head.sending[0] if len(head.sending) == 1 else None, head.receiving
    return None, None


def changes_of(
    rules: Iterable[CreditRule],
    against: Against,
    sending: InstitutionId,
    *,
    whole: bool = False,
) -> ImportChanges:
    """Compare imported rules with those in force.

    A partner's workbook does not say what overrides what, so that is no change. Where
    several send, the rules about the others are not the workbook's to end. A rule
    table speaks of the *whole* block, and says what overrides what.
    """
    block, on, mode = against.standing.block, against.on, against.mode
    standing = () if block is None else block.rules
    several = block is not None and len(block.head.sending) > 1 and not whole
    apart = [one for one in standing if several and not _is_of(one.source, sending)]
    theirs = [one for one in standing if not several or _is_of(one.source, sending)]
    found = rule_changes(theirs, rules, overrides=whole)
    stays = [*apart, *(found.ended if mode.keeps else ())]
    ended = () if mode.keeps else found.ended
    same = sorted((*found.unchanged, *stays), key=lambda rule: rule.head.id)
    name = "" if block is None else block.head.name
    changes = RuleChanges(found.added, found.changed, ended, tuple(same))
    return ImportChanges(name, on, mode, changes, whole)


def _is_of(source: Source, sending: InstitutionId) -> bool:
    """Say whether a source asks for courses of one institution only."""
    return all(_at(leaf) == sending for leaf in leaves_of(source))


def _at(leaf: Source) -> InstitutionId | None:
    """Return whose courses a part of a source asks for; None where it says nobody's."""
    match leaf:
        case OneCourse(code=code):
            return code.institution
        case CourseRange() | CoursePattern() | WholeSubject():
            return leaf.institution
        case _:
            return None


def changes_json(found: ImportChanges) -> dict[str, Json]:
    """Turn changes into the object that `import --into … --format json` adds."""
    changes = found.changes
    return {
        "version": found.version or None,
        "on": found.on.isoformat(),
        "mode": str(found.mode),
        "added": [_rule(rule) for rule in changes.added],
        "changed": [
            {"before": _rule(old), "after": _rule(new)} for old, new in changes.changed
        ],
        "ended": [_rule(rule) for rule in changes.ended],
        "unchanged": len(changes.unchanged),
    }


def _rule(rule: CreditRule) -> Json:
    return {
        "id": rule.head.id,
        "origin": str(rule.head.origin),
        "rule": rule_text(rule),
    }
