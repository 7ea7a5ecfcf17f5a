"""Precedents: what panels came to before, by the same policy; and how far they agreed.

Nothing says whose portfolio it was: a precedent is about levels and reasons.
"""

from dataclasses import dataclass
from fractions import Fraction

from articulate.cases.agreement import cohen, fleiss
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.model.panel import Judgement, PanelMove, PanelState
from articulate.rulebook.learning_blocks import PortfolioBlock
from articulate.services.access import Task, refusal
from articulate.services.acting import Act
from articulate.services.panel_case import PanelCase, every_panel
from articulate.store.chain import said_in
from articulate.store.sight import every_panel_in_sight
from articulate.store.transaction import Connection

PAIR = 2


@dataclass(frozen=True, slots=True)
class Precedent:
    """One earlier outcome; `levels` are those that the panel found."""

    decided: str
    block: str
    outcome: str
    levels: tuple[tuple[str, str], ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far assessors agree; a kappa is None where nothing can be said.

    `same` is on how many of the `rows` all gave one level.
    """

    rows: int
    same: int
    cohen: Fraction | None
    fleiss: Fraction | None


def precedents(
    conn: Connection, portfolio: str, words: str, act: Act
) -> tuple[Precedent, ...] | Diagnostic:
    """Find concluded panels of one portfolio block, the newest first.

    Each of the *words* stands in a criterion, the outcome or the reason.
    """
    if refused := refusal(act, Task.SEE_PANEL):
        return refused
    found = [
        _precedent(case)
        for case in _every_panel(conn)
        if case.state is PanelState.CONCLUDED
        and portfolio in ("", str(case.block.head.id))
    ]
    wanted = [one for one in found if _has(one, words)]
    return tuple(sorted(wanted, key=lambda one: (one.decided, one.block), reverse=True))


def agreement_on(block: PortfolioBlock, judged: tuple[Judgement, ...]) -> Agreement:
    """Say how far the assessors of one panel agree, over its criteria."""
    names = [one.name for one in block.criteria]
    rows = [[dict(one.levels)[name] for one in judged] for name in names]
    return _agreement(rows if judged else [])


def agreement_before(conn: Connection, portfolio: str) -> Agreement:
    """Say how far the first two assessors agreed, over all concluded panels."""
    rows: list[list[Fraction]] = []
    for case in _every_panel(conn):
        same = str(case.block.head.id) == portfolio
        if same and case.state is PanelState.CONCLUDED and len(case.judged) >= PAIR:
            names = [one.name for one in case.block.criteria]
            first = case.judged[:PAIR]
            rows += [[dict(one.levels)[name] for one in first] for name in names]
    return _agreement(rows)


def _every_panel(conn: Connection) -> tuple[PanelCase, ...]:
    """Look at all panels, those of others too: nothing is shown of whose they were."""
    with every_panel_in_sight(conn):
        return every_panel(conn)


def _agreement(rows: list[list[Fraction]]) -> Agreement:
    pairs = [(row[0], row[1]) for row in rows if len(row) == PAIR]
    return Agreement(
        rows=len(rows),
        same=sum(len(set(row)) == 1 for row in rows),
        cohen=cohen(pairs) if len(pairs) == len(rows) else None,
        fleiss=fleiss(rows),
    )


def _precedent(case: PanelCase) -> Precedent:
    last = [one for one in case.entries if one.kind == PanelMove.CONCLUDE][-1]
    said = said_in(last)
    return Precedent(
        decided=said["decided"],
        block=said["block"],
        outcome=said["outcome"],
        levels=tuple((name, level) for name, level in said["levels"]),
        reason=said["reason"],
    )


def _has(one: Precedent, words: str) -> bool:
    text = " ".join(
        (one.outcome, one.reason, *(name for name, _ in one.levels))
    ).casefold()
    return all(word in text for word in words.casefold().split())
