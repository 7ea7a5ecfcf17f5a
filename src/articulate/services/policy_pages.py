"""Policies as pages: each block with its source, and in plain English beside it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.nearest import did_you_mean
from articulate.diagnostics.span import Span
from articulate.explain.machine import Json
from articulate.explain.plain_degree import degree_sentences
from articulate.explain.plain_policy import policy_sentences
from articulate.explain.plain_rule import plain_rule
from articulate.explain.plain_watch import plain_watch
from articulate.explain.rule_text import rule_text
from articulate.model.entry import Entry
from articulate.rulebook.credit_rules import DenyRule, EquivalencyRule, ReferRule
from articulate.rulebook.degree import DegreeBlock
from articulate.rulebook.in_force import Headed, in_force
from articulate.rulebook.policy import PolicyBlock
from articulate.rulebook.rulebook import Rulebook, versions_of
from articulate.rulebook.version import BlockHead, BlockKind
from articulate.rulebook.watches import WatchRule, watch_text
from articulate.services.acting import Act
from articulate.services.history import policies_now
from articulate.services.policy_moves import (
    entry_in_force,
    policy_of,
)
from articulate.services.revisions import texts_in
from articulate.services.stored_evaluation import kept
from articulate.store.chain import said_in
from articulate.store.entries import contents_of, entries_of
from articulate.store.transaction import Connection

POLICIES_SCHEMA = "articulate.policies/1"
_SHUT = frozenset({BlockKind.EXCEPTION})
"""Blocks about one learner, which are nobody else's to read."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A block in the list: whether it is in force on the day that is looked at."""

    head: BlockHead
    holds: bool


@dataclass(frozen=True, slots=True)
class Said:
    """A rule as it is written, and in plain English.

    `text` is empty where the source beside it says it; `depth` is how many groups of a
    degree stand around it.
    """

    id: str
    text: str
    plain: str
    cites: tuple[str, ...]
    origin: str
    depth: int = 0


@dataclass(frozen=True, slots=True)
class PolicyPage:
    """One version of a block; `source` is its text with the number of its first line.

    The source is empty where the block was read from a table.
    """

    head: BlockHead
    holds: bool
    first_line: int
    source: tuple[str, ...]
    rules: tuple[Said, ...]
    versions: tuple[BlockHead, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured of a published policy: its tests, and what they exercise."""

    policy: str
    state: str
    since: str
    by: str
    tests: int
    failed: tuple[str, ...]
    coverage: str


def blocks_on(rulebook: Rulebook, on: date) -> tuple[Listed, ...]:
    """List every block that anybody may read, by kind, name and version."""
    holding = {one.head.origin for one in _holding(rulebook, on)}
    return tuple(
        Listed(one.head, one.head.origin in holding)
        for one in rulebook.blocks()
        if one.head.kind not in _SHUT
    )


def policy_page(
    rulebook: Rulebook, texts: Mapping[str, str], name: str, *, on: date, act: Act
) -> PolicyPage | Diagnostic:
    """Return the page of a block by its name: `ncc-computing@2024`."""
    shown = [one for one in rulebook.blocks() if one.head.kind not in _SHUT]
    found = next((one for one in shown if one.head.name == name), None)
    if found is None:
        known = [one.head.name for one in shown]
        return Diagnostic(
            code=Code.NOT_IN_STORE,
            place=act.at(),
            message=f"no policy is called `{name}`",
            help=did_you_mean(name, known, otherwise="look at the list of policies"),
        )
    head = found.head
    line, source = _source(head, texts)
    return PolicyPage(
        head=head,
        holds=any(one.head.origin == head.origin for one in _holding(rulebook, on)),
        first_line=line,
        source=source,
        rules=tuple(_rules(found)),
        versions=tuple(
            one.head
            for one in shown
            if (one.head.kind, one.head.id) == (head.kind, head.id)
        ),
    )


def sources_in_force(conn: Connection) -> dict[str, str]:
    """Return the texts of the policies in force, by file."""
    texts: dict[str, str] = {}
    for one in policies_now(conn):
        entry = entry_in_force(entries_of(conn, one.stream))
        contents = {} if entry is None else contents_of(conn, entry)
        if "sources" in contents:
            texts |= texts_in(kept(conn, contents, "sources"))
    return texts


def measured_now(conn: Connection) -> tuple[Measured, ...]:
    """Say what was measured of each policy that the store knows."""
    found = (
        _measured(entries_of(conn, one.stream), policy_of(one.stream))
        for one in policies_now(conn)
    )
    return tuple(one for one in found if one is not None)


def _measured(entries: Sequence[Entry], policy: str) -> Measured | None:
    """Return what was measured of a policy's newest draft."""
    drafts = [one for one in entries if "tests" in said_in(one)]
    if not drafts:
        return None
    said = said_in(drafts[-1])
    return Measured(
        policy=policy,
        state=entries[-1].state,
        since=entries[-1].recorded_at[:10],
        by=entries[-1].actor,
        tests=said["tests"],
        failed=tuple(said["failed"]),
        coverage=said["coverage"] or "",
    )


def policies_json(listed: Sequence[Listed], on: date) -> dict[str, Json]:
    """Turn the list of blocks into JSON."""
    return {
        "schema": POLICIES_SCHEMA,
        "on": on.isoformat(),
        "blocks": [
            {
                "name": one.head.name,
                "kind": str(one.head.kind),
                "title": one.head.title,
                "in_force": one.holds,
                "origin": str(one.head.origin),
            }
            for one in listed
        ],
    }


def policy_json(page: PolicyPage) -> dict[str, Json]:
    """Turn the page of a block into JSON."""
    return {
        "schema": "articulate.policy-page/1",
        "name": page.head.name,
        "kind": str(page.head.kind),
        "title": page.head.title,
        "in_force": page.holds,
        "cites": list(page.head.cites),
        "source": "\n".join(page.source),
        "rules": [
            {"id": one.id, "text": one.text, "plain": one.plain, "origin": one.origin}
            for one in page.rules
        ],
    }


def _holding(rulebook: Rulebook, on: date) -> Iterator[Headed]:
    """Yield each block that is in force on a day."""
    kinds: tuple[tuple[Headed, ...], ...] = (
        *(rulebook.agreements, rulebook.equivalencies, rulebook.exams),
        *(rulebook.credentials, rulebook.trainings, rulebook.portfolios),
        *(rulebook.policies, rulebook.degrees, rulebook.catalogs),
        *(rulebook.teach_outs, rulebook.watches),
    )
    for kind in kinds:
        for versions in versions_of(kind).values():
            yield from in_force(versions, on, None).chosen
    yield from rulebook.institutions
    yield from rulebook.scales
    yield from rulebook.calendars


def _source(head: BlockHead, texts: Mapping[str, str]) -> tuple[int, tuple[str, ...]]:
    """Cut a block out of its file: from its first line to the brace that ends it."""
    where = head.origin
    if not isinstance(where, Span) or where.file not in texts:
        return 0, ()
    lines = texts[where.file].splitlines()[where.line - 1 :]
    ends = next((at for at, line in enumerate(lines) if line.rstrip() == "}"), 0)
    return where.line, tuple(lines[: ends + 1])


def _rules(block: Headed) -> Iterator[Said]:
    if isinstance(block, PolicyBlock):
        for one in policy_sentences(block):
            head = one.head
            yield Said(head.id, "", one.plain, head.cites, str(head.origin))
    if isinstance(block, DegreeBlock):
        for asked in degree_sentences(block):
            origin, depth = asked.origin, asked.depth
            yield Said(asked.id, "", asked.plain, asked.cites, origin, depth)
    for rule in getattr(block, "rules", ()):
        match rule:
            case EquivalencyRule() | DenyRule() | ReferRule():
                text, plain = rule_text(rule), plain_rule(rule)
            case WatchRule():
                text, plain = watch_text(rule), plain_watch(rule)
            case _:
                continue
        yield Said(
            id=rule.head.id,
            text=text,
            plain=plain,
            cites=rule.head.cites,
            origin=str(rule.head.origin),
        )
