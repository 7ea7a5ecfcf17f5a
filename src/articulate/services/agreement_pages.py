"""Agreements as a list and one by one: how each stands on a day, and what changed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from articulate.analysis.rule_changes import RuleChanges, rule_changes
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.nearest import did_you_mean
from articulate.explain.machine import Json
from articulate.explain.plain_rule import plain_rule
from articulate.explain.rule_text import rule_text
from articulate.model.calendar import Period
from articulate.rulebook.credit_rules import AgreementBlock, CreditRule
from articulate.rulebook.in_force import days_of, in_force
from articulate.rulebook.rulebook import Rulebook
from articulate.rulebook.version import BlockHead
from articulate.services.access import Task, refusal
from articulate.services.acting import Act

AGREEMENTS_SCHEMA = "articulate.agreements/1"
AGREEMENT_SCHEMA = "articulate.agreement/1"
WITHIN = (30, 60, 90, 180)
"""Within how many days an agreement may be asked to expire."""
IN_FORCE, NOT_YET, ENDED, BETWEEN = "in force", "not yet", "ended", "between versions"
STATES = (IN_FORCE, NOT_YET, ENDED, BETWEEN)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which agreements are asked for, and as of which day; what is empty is any."""

    on: date
    state: str = ""
    within: int | None = None
    sending: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """An agreement on a day: the version that counts, and for how long there is one.

    `last` is the last day on which any version of it is in force, None without an end;
    `left` how many days that is away.
    """

    head: BlockHead
    state: str
    versions: int
    rules: int
    last: date | None
    left: int | None


@dataclass(frozen=True, slots=True)
class AgreementVersion:
    """One version of an agreement: its head, and the days it really has."""

    head: BlockHead
    days: tuple[Period, ...]
    holds: bool
    rules: int


@dataclass(frozen=True, slots=True)
class AgreementPage:
    """An agreement with its versions, and two of them side by side by meaning.

    `before` is None where there is only one.
    """

    row: AgreementRow
    versions: tuple[AgreementVersion, ...]
    before: AgreementVersion | None
    after: AgreementVersion
    changes: RuleChanges


def agreements_on(
    rulebook: Rulebook, wanted: Wanted, act: Act
) -> tuple[AgreementRow, ...] | Diagnostic:
    """List the agreements that are asked for; those that expire first stand first."""
    if refused := refusal(act, Task.SEE_AGREEMENTS):
        return refused
    rows = (_row(versions, wanted.on) for versions in _agreements(rulebook))
    found = [one for one in rows if _is_wanted(one, wanted)]
    return tuple(sorted(found, key=_order))


def agreement_page(
    rulebook: Rulebook,
    name: str,
    sides: tuple[str, str],
    act: Act,
    *,
    on: date,
) -> AgreementPage | Diagnostic:
    """Return one agreement, two versions side by side: those named, or the last two."""
    if refused := refusal(act, Task.SEE_AGREEMENTS):
        return refused
    known = {str(one[0].head.id): one for one in _agreements(rulebook)}
    blocks = known.get(name)
    if blocks is None:
        return Diagnostic(
            code=Code.NOT_IN_STORE,
            place=act.at(),
            message=f"there is no agreement `{name}`",
            help=did_you_mean(name, known, otherwise="look at the list of agreements"),
        )
    ordered = sorted(blocks, key=_begins)
    by_version = {str(one.head.version): one for one in ordered}
    for said in sides:
        if said and said not in by_version:
            return Diagnostic(
                code=Code.NOT_IN_STORE,
                place=act.at(),
                message=f"the agreement `{name}` has no version `{said}`",
                help=did_you_mean(
                    said, by_version, otherwise="choose one of the page's"
                ),
            )
    before, after = _sides(ordered, by_version, sides)
    versions = {id(one): _version(one, blocks, on) for one in ordered}
    older = () if before is None else before.rules
    return AgreementPage(
        row=_row(blocks, on),
        versions=tuple(versions.values()),
        before=None if before is None else versions[id(before)],
        after=versions[id(after)],
        changes=rule_changes(older, after.rules),
    )


def _agreements(rulebook: Rulebook) -> Iterator[tuple[AgreementBlock, ...]]:
    """Yield the versions of each agreement, and of each list of equivalencies."""
    found: dict[tuple[str, str], list[AgreementBlock]] = {}
    for one in (*rulebook.agreements, *rulebook.equivalencies):
        found.setdefault((one.head.kind, one.head.id), []).append(one)
    for versions in found.values():
        yield tuple(versions)


def _row(versions: tuple[AgreementBlock, ...], on: date) -> AgreementRow:
    chosen = in_force(versions, on).chosen
    ordered = sorted(versions, key=_begins)
    if chosen:
        counts, state = chosen[0], IN_FORCE
    elif all(_begins(one)[0] > on for one in ordered):
        counts, state = ordered[0], NOT_YET
    else:
        counts = [one for one in ordered if _begins(one)[0] <= on][-1]
        later = any(_begins(one)[0] > on for one in ordered)
        state = BETWEEN if later else ENDED
    last = _last_day(versions, on) if chosen else _last_of(counts, versions)
    return AgreementRow(
        head=counts.head,
        state=state,
        versions=len(versions),
        rules=len(counts.rules),
        last=last,
        left=(last - on).days if chosen and last is not None else None,
    )


def _last_day(versions: tuple[AgreementBlock, ...], on: date) -> date | None:
    """Return the last day from here on without a gap, None where there is no end."""
    heads = [one.head for one in versions]
    stretches = [days for one in heads for days in days_of(one, heads)]
    day = on
    while True:
        here = [one.until for one in stretches if one.contains(day)]
        if not here:
            return day - timedelta(days=1)
        ends = [one for one in here if one is not None]
        if len(ends) < len(here):
            return None
        day = max(ends)


def _last_of(block: AgreementBlock, versions: Iterable[AgreementBlock]) -> date | None:
    ends = [one.last for one in days_of(block.head, [v.head for v in versions])]
    known = [one for one in ends if one is not None]
    return max(known) if len(known) == len(ends) and known else None


def _is_wanted(row: AgreementRow, wanted: Wanted) -> bool:
    words = wanted.words.casefold()
    head = row.head
    return (
        wanted.state in ("", row.state)
        and (
            wanted.within is None
            or (row.left is not None and row.left <= wanted.within)
        )
        and (not wanted.sending or wanted.sending in head.sending)
        and words in f"{head.id} {head.title}".casefold()
    )


def _order(row: AgreementRow) -> tuple[int, date, str]:
    ends = row.left is not None and row.last is not None
    last = row.last if row.last is not None and ends else date.max
    return STATES.index(row.state), last, str(row.head.id)


def _begins(block: AgreementBlock) -> tuple[date, str]:
    return block.head.effective.start or date.min, str(block.head.version)


def _version(
    block: AgreementBlock, versions: Iterable[AgreementBlock], on: date
) -> AgreementVersion:
    days = days_of(block.head, [one.head for one in versions])
    holds = any(one.contains(on) for one in days)
    return AgreementVersion(block.head, days, holds, len(block.rules))


def _sides(
    ordered: list[AgreementBlock],
    by_version: dict[str, AgreementBlock],
    sides: tuple[str, str],
) -> tuple[AgreementBlock | None, AgreementBlock]:
    """Choose the two versions: as they are named, else the last and the one before."""
    after = by_version.get(sides[1], ordered[-1])
    if sides[0]:
        return by_version[sides[0]], after
    at = ordered.index(after)
    return (ordered[at - 1] if at else None), after


def agreements_json(rows: Iterable[AgreementRow], wanted: Wanted) -> dict[str, Json]:
    """Turn the list of agreements into JSON."""
    return {
        "schema": AGREEMENTS_SCHEMA,
        "on": wanted.on.isoformat(),
        "agreements": [row_json(one) for one in rows],
    }


def row_json(row: AgreementRow) -> dict[str, Json]:
    """Turn one row of the list into JSON."""
    head = row.head
    return {
        "agreement": head.id,
        "kind": str(head.kind),
        "title": head.title,
        "version": head.version,
        "state": row.state,
        "sending": list(head.sending),
        "receiving": head.receiving,
        "from": _written(head.effective.start),
        "last": _written(row.last),
        "days_left": row.left,
        "versions": row.versions,
        "rules": row.rules,
    }


def agreement_json(page: AgreementPage) -> dict[str, Json]:
    """Turn one agreement, with two of its versions, into JSON."""
    changes = page.changes
    return {
        "schema": AGREEMENT_SCHEMA,
        **row_json(page.row),
        "all_versions": [
            {
                "version": one.head.version,
                "in_force": one.holds,
                "days": [
                    {"from": _written(days.start), "last": _written(days.last)}
                    for days in one.days
                ],
                "rules": one.rules,
                "cites": list(one.head.cites),
            }
            for one in page.versions
        ],
        "before": None if page.before is None else page.before.head.name,
        "after": page.after.head.name,
        "added": [rule_json(one) for one in changes.added],
        "changed": [
            {"before": rule_json(old), "after": rule_json(new)}
            for old, new in changes.changed
        ],
        "ended": [rule_json(one) for one in changes.ended],
        "unchanged": [rule_json(one) for one in changes.unchanged],
    }


def rule_json(rule: CreditRule) -> dict[str, Json]:
    """Turn a rule into JSON: as it is written, in plain English, and its origin."""
    return {
        "id": rule.head.id,
        "rule": rule_text(rule),
        "plain": plain_rule(rule),
        "cites": list(rule.head.cites),
        "origin": str(rule.head.origin),
    }


def _written(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
