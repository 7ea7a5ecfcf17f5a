"""Look up what counts: each rule of a day, by what is brought or by what is given."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from articulate.explain.machine import Json
from articulate.explain.plain_rule import plain_rule
from articulate.explain.rule_text import source_text, target_text
from articulate.explain.titles import titles_of
from articulate.model.identifiers import InstitutionId
from articulate.rulebook.clauses import clause_text
from articulate.rulebook.credit_rules import (
    AgreementBlock,
    CreditRule,
    DenyRule,
    EquivalencyRule,
)
from articulate.rulebook.in_force import in_force
from articulate.rulebook.learning_blocks import LearningBlock
from articulate.rulebook.rulebook import Rulebook, versions_of
from articulate.rulebook.version import BlockHead

B = TypeVar("B", bound=AgreementBlock | LearningBlock)
LOOKUP_SCHEMA = "articulate.lookup/1"
COLUMNS = (
    *("sending", "receiving", "learning", "counts_as", "when", "from", "until"),
    *("rule", "cites", "origin"),
)


@dataclass(frozen=True, slots=True)
class Looked:
    """What is looked for: words of either side, who sends and receives, on a day."""

    on: date
    brought: str = ""
    given: str = ""
    sending: str = ""
    receiving: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """One rule as anybody may read it."""

    sending: str
    receiving: str
    learning: str
    counts_as: str
    when: str
    since: date | None
    until: date | None
    rule: str
    cites: tuple[str, ...]
    origin: str
    plain: str


def look_up(rulebook: Rulebook, looked: Looked) -> tuple[Counts, ...]:
    """Return each rule in force on the day that has the words; by its full name."""
    brought, given = _plain(looked.brought), _plain(looked.given)
    found = [
        one
        for one in _rules(rulebook, looked)
        if brought in _plain(one.learning) and given in _plain(one.counts_as)
    ]
    return tuple(sorted(found, key=lambda one: (one.sending, one.learning, one.rule)))


def senders(rulebook: Rulebook) -> tuple[tuple[InstitutionId, str], ...]:
    """List the institutions that some rule is about, with what they are called."""
    titles = titles_of(rulebook)
    named = {
        one
        for kind in (rulebook.agreements, rulebook.equivalencies)
        for block in kind
        for one in block.head.sending
    }
    return tuple((one, titles.institution(one)) for one in sorted(named))


def lookup_json(found: Iterable[Counts], looked: Looked) -> dict[str, Json]:
    """Turn what was found into JSON."""
    return {
        "schema": LOOKUP_SCHEMA,
        "on": looked.on.isoformat(),
        "official": False,
        "rules": [dict(zip(COLUMNS, _row(one), strict=True)) for one in found],
    }


def lookup_csv(found: Iterable[Counts]) -> str:
    """Write what was found as a table; no cell begins as a formula would."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for one in found:
        writer.writerow([_harmless(cell) for cell in _row(one)])
    return out.getvalue()


def _row(one: Counts) -> list[str]:
    return [
        one.sending,
        one.receiving,
        one.learning,
        one.counts_as,
        one.when,
        "" if one.since is None else one.since.isoformat(),
        "" if one.until is None else one.until.isoformat(),
        one.rule,
        "; ".join(one.cites),
        one.origin,
    ]


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


def _rules(rulebook: Rulebook, looked: Looked) -> Iterator[Counts]:
    for block in _blocks(rulebook, looked.on):
        head = block.head
        sends = not looked.sending or looked.sending in head.sending
        if sends and looked.receiving in ("", head.receiving):
            for rule in block.rules:
                yield _counts(rule, head, _about(block))


def _blocks(rulebook: Rulebook, on: date) -> Iterator[AgreementBlock | LearningBlock]:
    kinds = (
        *(rulebook.agreements, rulebook.equivalencies, rulebook.exams),
        *(rulebook.credentials, rulebook.trainings, rulebook.portfolios),
    )
    for kind in kinds:
        yield from _of_kind(kind, on)


def _of_kind(kind: tuple[B, ...], on: date) -> Iterator[B]:
    for versions in versions_of(kind).values():
        yield from in_force(versions, on, None).chosen


def _about(block: AgreementBlock | LearningBlock) -> str:
    """Name what a block's rules are about where they do not say it themselves."""
    if isinstance(block, AgreementBlock):
        return ""
    return block.head.title or block.head.id


def _counts(rule: CreditRule, head: BlockHead, about: str) -> Counts:
    period = head.effective
    learning = source_text(rule.source) or about
    when = "" if rule.condition is None else clause_text(rule.condition)
    return Counts(
        sending=", ".join(head.sending),
        receiving=head.receiving or "",
        learning=learning,
        counts_as=_gives(rule),
        when=when,
        since=period.start,
        until=period.last,
        rule=head.rule_name(rule.head.id),
        cites=rule.head.cites or head.cites,
        origin=str(rule.head.origin),
        plain=plain_rule(rule),
    )


def _gives(rule: CreditRule) -> str:
    if isinstance(rule, EquivalencyRule):
        return target_text(rule.target)
    if isinstance(rule, DenyRule):
        return f"nothing: {rule.because}"
    return f"{rule.to} decides"


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())
