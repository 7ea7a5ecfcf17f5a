"""Watches: what the desk is told of."""

from typing import assert_never

from articulate.language.lower.heads import rule_head
from articulate.language.lower.quantities import duration_of
from articulate.language.syntax import watches
from articulate.model.identifiers import BlockId
from articulate.rulebook.version import BlockHead
from articulate.rulebook.watches import (
    Sign,
    SignalKind,
    SignName,
    WatchBlock,
    WatchRule,
)

_KINDS = {"task": SignalKind.TASK, "remind": SignalKind.REMINDER}


def watch_block(written: watches.WatchBlock, head: BlockHead) -> WatchBlock:
    """Compile one version of a watch."""
    rules = [
        WatchRule(
            rule_head(one.id, one.span, cites=one.cites),
            _KINDS[one.kind],
            one.says,
            one.desk,
            tuple(_sign(sign) for sign in one.signs),
        )
        for one in written.statements
    ]
    return WatchBlock(head, tuple(sorted(rules, key=lambda rule: rule.head.id)))


def _sign(written: watches.Sign) -> Sign:
    match written:
        case watches.PlainSign(says=says):
            return Sign(SignName(says))
        case watches.DifferingSign(by=by):
            return Sign(SignName.DIFFER, more_than=by.value)
        case watches.NearingSign(what=what, within=within):
            return Sign(SignName(what), within=duration_of(within))
        case watches.FlagSign(flag=flag):
            return Sign(SignName.FLAG, flag=flag.text)
        case watches.DegreeSign(degrees=degrees):
            return Sign(
                SignName.PURSUES,
                degrees=tuple(BlockId(one.text) for one in degrees),
            )
        case _:
            assert_never(written)
