"""AR231: a rule asks for facts that its learning can have."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.language.checked import Checked
from articulate.language.passes.fact_kinds import (
    ANY,
    COURSE,
    CREDENTIAL,
    DAYS,
    EXAM,
    LEARNER,
    PORTFOLIO,
    TRAINING,
)
from articulate.language.syntax.conditions import Fact, Has
from articulate.language.syntax.node import Node
from articulate.language.syntax.policies import CatalogRights, Lapse
from articulate.language.walk import walk
from articulate.rulebook.version import BlockKind

_ALLOWED = {
    BlockKind.AGREEMENT: COURSE | ANY | LEARNER | {"awarded"},
    BlockKind.EQUIVALENCIES: COURSE | ANY | LEARNER | {"awarded"},
    BlockKind.EXAM: EXAM | ANY | LEARNER,
    BlockKind.CREDENTIAL: CREDENTIAL | ANY | LEARNER,
    BlockKind.TRAINING: TRAINING | ANY | LEARNER,
    BlockKind.PORTFOLIO: PORTFOLIO | ANY | LEARNER,
    BlockKind.DEGREE: LEARNER | DAYS,
}
_OF = {
    BlockKind.AGREEMENT: "a course",
    BlockKind.EQUIVALENCIES: "a course",
    BlockKind.EXAM: "an exam",
    BlockKind.CREDENTIAL: "a credential",
    BlockKind.TRAINING: "a training",
    BlockKind.PORTFOLIO: "a portfolio",
    BlockKind.DEGREE: "a learner",
}


def misplaced_facts(checked: Checked) -> Iterator[Diagnostic]:
    """Report each fact that no learning of its block has: it would never be known.

    A warning: an unknown fact refers, and never gives or refuses credit by itself.
    """
    of_credit = {id(one) for has, _ in checked.nodes(Has) for one in _asked(has)}
    for fact, found in checked.nodes(Fact):
        if found.head is None or id(fact) in of_credit:
            continue
        kind = found.head.kind
        allowed, of = _ALLOWED.get(kind), _OF.get(kind)
        if isinstance(found.statement, CatalogRights | Lapse):
            allowed, of = LEARNER, "a learner"
        if allowed is None or fact.name in allowed:
            continue
        yield Diagnostic(
            Code.FACT_OUT_OF_PLACE,
            fact.span,
            f"`{fact.name}` is no fact of {of}, so it would never be known",
            "ask for something that the record says of it",
            severity=Severity.WARNING,
        )


def _asked(has: Has) -> Iterator[Node]:
    """Yield what a `has` asks of the credit it looks for, which is no fact of ours."""
    for one in has.with_:
        yield from walk(one)
