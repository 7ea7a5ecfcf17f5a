"""AR225: `[rest]` is what other targets left over, so there must be others."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.language.checked import Checked
from articulate.language.syntax.agreements import Partial, Rule
from articulate.language.syntax.sources import (
    NoTarget,
    RestAmount,
    SingleTarget,
    Target,
    TargetAll,
    TargetChoice,
)
from articulate.language.syntax.teach_outs import AcceptRule


def lonely_rest(checked: Checked) -> Iterator[Diagnostic]:
    """Report each `[rest]` that nothing else stands beside, or a second one."""
    for rule, _ in checked.nodes(Rule, Partial, AcceptRule):
        for way in _ways(rule.target):
            yield from _rests(way)


def _ways(target: Target) -> Iterator[tuple[SingleTarget, ...]]:
    """Yield the targets that a rule can give together, each way it can."""
    match target:
        case TargetChoice(parts=parts):
            for part in parts:
                yield from _ways(part)
        case TargetAll(parts=parts):
            ways: list[tuple[SingleTarget, ...]] = [()]
            for part in parts:
                ways = [(*way, *more) for way in ways for more in _ways(part)]
            yield from ways
        case _:
            yield (target,)


def _rests(way: tuple[SingleTarget, ...]) -> Iterator[Diagnostic]:
    amounts = [None if isinstance(one, NoTarget) else one.amount for one in way]
    rests = [amount for amount in amounts if isinstance(amount, RestAmount)]
    if rests and len(rests) == len(way):
        yield Diagnostic(
            Code.REST_ALONE,
            rests[0].span,
            "`[rest]` stands alone, so there is nothing it could be the rest of",
            "add the target that comes first, or write `[earned]`",
        )
    elif len(rests) > 1:
        yield Diagnostic(
            Code.REST_ALONE,
            rests[1].span,
            "two targets cannot both take the rest",
            "give one of them a fixed amount, such as `[1 cr]`",
            also=(rests[0].span,),
        )
