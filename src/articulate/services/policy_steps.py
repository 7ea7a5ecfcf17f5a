"""One policy on its way into force, as a page shows it, and the next step from there.

A step from a page names the entry that the person saw. Where the policy has moved on
since, nothing is done: nobody approves what they have not looked at.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from articulate.analysis.impact import Effect
from articulate.cases.publishing import policy_moves, same_person, writers
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.report import Report
from articulate.explain.machine import Json
from articulate.model.entry import Entry
from articulate.model.publication import PolicyMove, PolicyState
from articulate.rulebook.bundle import rulebook_in
from articulate.rulebook.rulebook import Rulebook
from articulate.services.access import Task, refusal
from articulate.services.acting import Act
from articulate.services.history import policies_now, policy_json
from articulate.services.policy_moves import (
    entry_in_force,
    held_in,
    no_policy,
    policy_of,
    policy_stream,
)
from articulate.services.publish_policy import (
    approve_policy,
    end_policy,
    enforce_policy,
    percent,
    propose_policy,
    release_policy,
    who_wrote,
)
from articulate.services.revision_changes import (
    BlockChange,
    changes_json,
    revision_changes,
)
from articulate.services.revisions import coverage_in
from articulate.services.stored_evaluation import kept
from articulate.store.chain import said_in
from articulate.store.entries import contents_of, entries_of, entry_with_key
from articulate.store.transaction import Connection

HOLDS: Mapping[str, Effect] = {
    "gains": Effect.GAINED,
    "losses": Effect.LOST,
    "changes": Effect.CHANGED,
    "referrals": Effect.NEWLY_REFERRED,
}
"""What can be held of a policy, by the word for it."""


@dataclass(frozen=True, slots=True)
class PolicyStep:
    """A step as somebody asks for it; `seen` is the number of the entry they saw."""

    policy: str
    move: PolicyMove
    seen: int
    reason: str = ""
    hold: tuple[str, ...] = ()
    least: Fraction | None = None


@dataclass(frozen=True, slots=True)
class RevisionMeasured:
    """What was measured of the newest draft."""

    errors: int
    tests: int
    failed: tuple[str, ...]
    coverage: str


@dataclass(frozen=True, slots=True)
class PolicyStanding:
    """A policy as it stands: its entries, who wrote it, what it would change.

    `editors` and authors are among `writers`; none of them may approve. `changes` is
    None where there is nothing that waits, or it has errors.
    """

    policy: str
    entries: tuple[Entry, ...]
    writers: tuple[str, ...]
    in_force_since: str
    hold: tuple[str, ...]
    measured: RevisionMeasured | None
    changes: tuple[BlockChange, ...] | None

    @property
    def state(self) -> PolicyState:
        """Where the newest revision stands."""
        return PolicyState(self.entries[-1].state)

    @property
    def seen(self) -> int:
        """The number of the newest entry."""
        return self.entries[-1].number

    @property
    def moves(self) -> tuple[PolicyMove, ...]:
        """What can follow."""
        return policy_moves(self.state)

    def wrote(self, person: str) -> bool:
        """Say whether somebody wrote or edited this revision."""
        return same_person(person) in self.writers


def policies_standing(
    conn: Connection, act: Act
) -> tuple[tuple[str, Entry], ...] | Diagnostic:
    """Name every policy, each with its newest entry."""
    if refused := refusal(act, Task.SEE_AGREEMENTS):
        return refused
    return tuple((policy_of(one.stream), one) for one in policies_now(conn))


def policy_standing_of(
    conn: Connection, policy: str, act: Act
) -> PolicyStanding | Diagnostic:
    """Return how a policy stands, with what its newest revision would change."""
    if refused := refusal(act, Task.SEE_AGREEMENTS):
        return refused
    entries = entries_of(conn, policy_stream(policy))
    if not entries:
        return no_policy(conn, policy, act)
    enforced = entry_in_force(entries)
    wrote = writers(who_wrote(entries))
    return PolicyStanding(
        policy=policy,
        entries=entries,
        writers=tuple(sorted(wrote)),
        in_force_since="" if enforced is None else enforced.recorded_at,
        hold=held_in(entries),
        measured=_measured(entries),
        changes=_changes(conn, entries, enforced),
    )


def take_step(
    conn: Connection, step: PolicyStep, act: Act
) -> Entry | Diagnostic | Report:
    """Take a policy one step further, unless it has moved on since it was looked at."""
    if (moved := moved_on(conn, step.policy, step.seen, act)) is not None:
        return moved
    match step.move:
        case PolicyMove.PROPOSE:
            return propose_policy(conn, step.policy, step.least, act)
        case PolicyMove.APPROVE:
            hold = [HOLDS[one] for one in step.hold if one in HOLDS]
            return approve_policy(conn, step.policy, act, hold)
        case PolicyMove.ENFORCE:
            return enforce_policy(conn, step.policy, act)
        case PolicyMove.RELEASE:
            return release_policy(conn, step.policy, step.reason, act)
        case PolicyMove.END:
            return end_policy(conn, step.policy, step.reason, act)
        case _:
            msg = f"`{step.move}` is no step that a page takes"
            raise ValueError(msg)


def moved_on(conn: Connection, policy: str, seen: int, act: Act) -> Diagnostic | None:
    """Say that something happened to a policy since somebody looked at it.

    What the same form did before is no news.
    """
    if act.key is not None and entry_with_key(conn, act.key) is not None:
        return None
    entries = entries_of(conn, policy_stream(policy))
    if not entries or entries[-1].number == seen:
        return None
    last = entries[-1]
    return Diagnostic(
        code=Code.MOVE_NOT_ALLOWED,
        place=act.at(last.stream, last.number),
        message=f"the policy `{policy}` has moved on since you looked at it:"
        f" {last.actor} did `{last.kind}`",
        help="look at it as it is now, and decide again",
    )


def _measured(entries: tuple[Entry, ...]) -> RevisionMeasured | None:
    drafts = [one for one in entries if one.kind == PolicyMove.DRAFT]
    if not drafts:
        return None
    said = said_in(drafts[-1])
    share = coverage_in(said)
    return RevisionMeasured(
        errors=said["errors"],
        tests=said["tests"],
        failed=tuple(said["failed"]),
        coverage="" if share is None else percent(share),
    )


def _changes(
    conn: Connection, entries: tuple[Entry, ...], enforced: Entry | None
) -> tuple[BlockChange, ...] | None:
    """Compare the newest revision with what is in force, where one waits."""
    last = entries[-1]
    contents = contents_of(conn, last)
    waits = last.state in {
        PolicyState.DRAFT,
        PolicyState.PROPOSED,
        PolicyState.APPROVED,
    }
    if not waits or "bundle" not in contents:
        return None
    before = Rulebook()
    if enforced is not None:
        before = rulebook_in(kept(conn, contents_of(conn, enforced), "bundle"))
    return revision_changes(before, rulebook_in(kept(conn, contents, "bundle")))


def standing_json(standing: PolicyStanding) -> dict[str, Json]:
    """Turn a policy as it stands into JSON."""
    changes = standing.changes
    return {
        **policy_json(standing.entries[-1]),
        "seen": standing.seen,
        "moves": [str(one) for one in standing.moves],
        "writers": list(standing.writers),
        "in_force_since": standing.in_force_since or None,
        "hold": list(standing.hold),
        "changes": None if changes is None else changes_json(changes),
    }
