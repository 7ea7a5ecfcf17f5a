"""The statements of teach-outs and academic exceptions as text."""

from articulate.language.format.clauses import (
    Write,
    because,
    cites,
    days,
    graded,
    listed,
    quantity,
    remedy,
)
from articulate.language.format.words import text_of
from articulate.language.syntax.node import Node
from articulate.language.syntax.quantities import Duration
from articulate.language.syntax.teach_outs import (
    AcceptRule,
    AfterLastAward,
    ApplyThrough,
    ClosesDegree,
    ClosesInstitution,
    Extend,
    Freezes,
    HoldsCatalog,
    LastAward,
    ProtectsAdmitted,
    ProtectsEnrolled,
    ReceivesInto,
    SetCatalog,
    Substitute,
    Waive,
)


def _closes_degree(node: ClosesDegree) -> list[str]:
    degree = f"closes degree {node.degree.text}"
    return [f"{degree} to admission after {text_of(node.after)}"]


def _closes_institution(node: ClosesInstitution) -> list[str]:
    return [f"closes institution {node.institution.text} on {text_of(node.on)}"]


def _gap(gap: Duration | None) -> list[str]:
    return [] if gap is None else [f"with gap at most {text_of(gap)}"]


def _protects_admitted(node: ProtectsAdmitted) -> list[str]:
    words = f"protects learners {node.fact} through {text_of(node.through)}"
    return [words, *_gap(node.gap_at_most)]


def _protects_enrolled(node: ProtectsEnrolled) -> list[str]:
    where = f"enrolled at {node.institution.text} on {text_of(node.on)}"
    return [f"protects learners {where}", *_gap(node.gap_at_most)]


def _substitute(node: Substitute) -> list[str]:
    return [
        f"substitute {text_of(node.new)} for {text_of(node.old)}",
        *([f"in {text_of(node.in_)}"] if node.in_ else []),
        *days(node.from_, node.through),
        *because(node.because),
        *cites(node.cites),
    ]


def _waive(node: Waive) -> list[str]:
    kind = f"{node.kind} " if node.kind else ""
    words = f"waive {kind}{text_of(node.waived)}"
    return [words, *because(node.because), *cites(node.cites)]


def _extend(node: Extend) -> list[str]:
    words = f"extend {node.kind} {text_of(node.extended)} to {quantity(node.to)}"
    return [words, *because(node.because), *cites(node.cites)]


def _accept_rule(node: AcceptRule) -> list[str]:
    return [
        f"accept {text_of(node.source)} -> {text_of(node.target)}",
        *graded(node.graded),
        *because(node.because),
        *cites(node.cites),
    ]


def _set_catalog(node: SetCatalog) -> list[str]:
    words = f"set catalog {node.catalog.text}"
    return [words, *because(node.because), *cites(node.cites)]


WRITES: dict[type[Node], Write] = {
    ClosesDegree: _closes_degree,
    ClosesInstitution: _closes_institution,
    LastAward: lambda node: [f"last award {text_of(node.on)}"],
    ProtectsAdmitted: _protects_admitted,
    ProtectsEnrolled: _protects_enrolled,
    HoldsCatalog: lambda node: [f"holds catalog {node.catalog.text}"],
    Substitute: _substitute,
    Waive: _waive,
    Extend: _extend,
    AcceptRule: _accept_rule,
    SetCatalog: _set_catalog,
    AfterLastAward: lambda node: [f"after last award {remedy(node.remedy)}"],
    ReceivesInto: lambda node: [f"receives into {listed(node.degrees)}"],
    Freezes: lambda node: [f"freezes agreement {text_of(node.agreement)}"],
    ApplyThrough: lambda node: [f"apply through {text_of(node.through)}"],
}
