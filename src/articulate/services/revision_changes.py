"""What a revision of a policy changes of what is in force, by meaning."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from articulate.analysis.rule_changes import RuleChanges, rule_changes
from articulate.explain.machine import Json
from articulate.rulebook.codec import canonical_bytes
from articulate.rulebook.credit_rules import AgreementBlock
from articulate.rulebook.in_force import Headed
from articulate.rulebook.rulebook import Rulebook
from articulate.rulebook.version import BlockHead
from articulate.services.agreement_pages import rule_json

NEW, CHANGED, GONE = "new", "changed", "gone"


@dataclass(frozen=True, slots=True)
class BlockChange:
    """A version of a block that a revision brings, changes or takes away.

    `rules` is what it changes rule by rule, where the block is an agreement.
    """

    head: BlockHead
    what: str
    rules: RuleChanges | None


def revision_changes(before: Rulebook, after: Rulebook) -> tuple[BlockChange, ...]:
    """Compare two rulebooks; where a block is written changes nothing.

    A new version of an agreement is compared with the version that it supersedes.
    """
    return tuple(
        sorted(
            _changes(_by_name(before), _by_name(after)),
            key=lambda one: (one.head.kind, one.head.name),
        )
    )


def _changes(
    old: dict[tuple[str, str], Headed], new: dict[tuple[str, str], Headed]
) -> Iterator[BlockChange]:
    for name, block in new.items():
        older = old.get(name)
        if older is None:
            yield BlockChange(block.head, NEW, _rules(_superseded(block, old), block))
        elif _meaning(older) != _meaning(block):
            yield BlockChange(block.head, CHANGED, _rules(older, block))
    for name, block in old.items():
        if name not in new:
            yield BlockChange(block.head, GONE, None)


def _superseded(block: Headed, old: dict[tuple[str, str], Headed]) -> Headed | None:
    head = block.head
    if head.supersedes is None:
        return None
    earlier = replace(head, version=head.supersedes)
    return old.get((head.kind, earlier.name))


def _rules(older: Headed | None, newer: Headed) -> RuleChanges | None:
    if not isinstance(newer, AgreementBlock):
        return None
    before = older.rules if isinstance(older, AgreementBlock) else ()
    return rule_changes(before, newer.rules)


def _by_name(book: Rulebook) -> dict[tuple[str, str], Headed]:
    return {(one.head.kind, one.head.name): one for one in book.blocks()}


def _meaning(block: Headed) -> bytes:
    """Write a block without the day it was recorded, or where it stands."""
    head = replace(block.head, recorded=None)
    # Every block is a dataclass with a head, which the protocol cannot say.
    unrecorded = replace(block, head=head)  # type: ignore[type-var]
    return canonical_bytes(unrecorded, origins=False)


def changes_json(changes: tuple[BlockChange, ...]) -> list[Json]:
    """Turn the changes of a revision into JSON."""
    return [
        {
            "block": one.head.name,
            "kind": str(one.head.kind),
            "what": one.what,
            "rules": None if one.rules is None else _rules_json(one.rules),
        }
        for one in changes
    ]


def _rules_json(found: RuleChanges) -> dict[str, Json]:
    return {
        "added": [rule_json(one) for one in found.added],
        "changed": [
            {"before": rule_json(old), "after": rule_json(new)}
            for old, new in found.changed
        ],
        "ended": [rule_json(one) for one in found.ended],
        "unchanged": len(found.unchanged),
    }
