"""A move of a policy: how the policy stands, and whether the move is allowed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from articulate.cases.publishing import policy_after, policy_moves
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.nearest import did_you_mean
from articulate.model.entry import Entry, NewEntry
from articulate.model.publication import PolicyMove, PolicyState
from articulate.rulebook.bundle import rulebook_in
from articulate.rulebook.rulebook import Rulebook
from articulate.services.acting import Act
from articulate.services.stored_evaluation import kept
from articulate.store.chain import said_in
from articulate.store.entries import contents_of, entries_of, latest_entries
from articulate.store.transaction import Connection

POLICY = "policy:"
"""What the name of a policy's stream begins with."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a policy stands before a move that is allowed, and where that leads."""

    stream: str
    move: PolicyMove
    after: PolicyState
    entries: tuple[Entry, ...]
    asked: str

    @property
    def newest(self) -> Entry | None:
        """The last entry, None where nothing has happened yet."""
        return self.entries[-1] if self.entries else None

    @property
    def last(self) -> Entry:
        """The last entry; a move that needs one is not allowed without."""
        return self.entries[-1]

    def entry(
        self, act: Act, said: Mapping[str, object], contents: Mapping[str, str]
    ) -> NewEntry:
        """Make the entry of this move."""
        return NewEntry(
            stream=self.stream,
            kind=self.move,
            state=self.after,
            actor=act.actor,
            said=said,
            contents=contents,
            key=act.key,
            asked=None if act.key is None else self.asked,
        )


def policy_stream(policy: str) -> str:
    """Name the stream of a policy."""
    return f"{POLICY}{policy}"


def policy_of(stream: str) -> str:
    """Name the policy of a stream."""
    return stream.removeprefix(POLICY)


def policy_standing(
    conn: Connection, policy: str, move: PolicyMove, act: Act, *, asked: str
) -> Standing | Diagnostic:
    """Return how a policy stands, if a move is allowed from there."""
    stream = policy_stream(policy)
    entries = entries_of(conn, stream)
    state = PolicyState(entries[-1].state) if entries else None
    after = policy_after(state, move)
    if after is not None:
        return Standing(stream, move, after, entries, asked)
    if state is None:
        return no_policy(conn, policy, act)
    last = entries[-1]
    allowed = ", ".join(policy_moves(state))
    return Diagnostic(
        code=Code.MOVE_NOT_ALLOWED,
        place=act.at(stream, last.number),
        message=f"the policy `{policy}` is {state} since {last.recorded_at[:10]}, by"
        f" {last.actor}, so that one cannot {move} it",
        help=f"what can follow: {allowed}",
    )


def no_policy(conn: Connection, policy: str, act: Act) -> Diagnostic:
    """Say that there is no such policy, with the nearest that there is."""
    known = [policy_of(one.stream) for one in latest_entries(conn, POLICY)]
    return Diagnostic(
        code=Code.NOT_IN_STORE,
        place=act.at(policy_stream(policy)),
        message=f"there is no policy `{policy}`",
        help=did_you_mean(
            policy, known, otherwise="`articulate publish show` lists the policies"
        ),
    )


def entry_in_force(entries: Sequence[Entry]) -> Entry | None:
    """Return the entry by which a policy is in force, None where it is not."""
    found = None
    for entry in entries:
        if entry.kind in {PolicyMove.ENFORCE, PolicyMove.LOAD}:
            found = entry
        elif entry.kind == PolicyMove.END:
            found = None
    return found


def held_in(entries: Sequence[Entry]) -> tuple[str, ...]:
    """Return the effects of what is in force that are held, by their names."""
    found: tuple[str, ...] = ()
    for entry in entries:
        if entry.kind == PolicyMove.ENFORCE:
            found = tuple(said_in(entry).get("hold", ()))
        elif entry.kind in {PolicyMove.RELEASE, PolicyMove.LOAD, PolicyMove.END}:
            found = ()
    return found


@dataclass(frozen=True, slots=True)
class InForce:
    """A policy in force: its name, its rules, and which of their effects are held."""

    policy: str
    rulebook: Rulebook
    hold: tuple[str, ...] = ()


def rules_in_force(
    conn: Connection, policy: str | None, act: Act, *, before: str | None = None
) -> Rulebook | Diagnostic:
    """Return the rules of a policy in force; of the only one, where none is named."""
    found = policy_in_force(conn, policy, act, before=before)
    return found if isinstance(found, Diagnostic) else found.rulebook


def policy_in_force(
    conn: Connection, policy: str | None, act: Act, *, before: str | None = None
) -> InForce | Diagnostic:
    """Return a policy in force; the only one, where none is named."""
    named = [policy] if policy is not None else _all(conn)
    found = [
        entry
        for name in named
        if (
            entry := entry_in_force(
                entries_of(conn, policy_stream(name), before=before)
            )
        )
    ]
    if len(found) == 1:
        name = policy_of(found[0].stream)
        entries = entries_of(conn, found[0].stream, before=before)
        rulebook = rulebook_in(kept(conn, contents_of(conn, found[0]), "bundle"))
        return InForce(name, rulebook, held_in(entries))
    if found:
        names = ", ".join(policy_of(one.stream) for one in found)
        message, way_out = f"several policies are in force: {names}", "name one"
    elif policy is not None and not entries_of(conn, policy_stream(policy)):
        return no_policy(conn, policy, act)
    else:
        about = "no policy" if policy is None else f"nothing of the policy `{policy}`"
        message, way_out = f"{about} is in force", "see `articulate publish show`"
    return Diagnostic(
        code=Code.NOT_IN_STORE,
        place=act.at("" if policy is None else policy_stream(policy)),
        message=message,
        help=f"{way_out}, or give files with --policies",
    )


def newest_revision(
    conn: Connection, policy: str | None, act: Act
) -> InForce | Diagnostic:
    """Return a policy's newest revision, which is not in force yet, as it would be.

    Of the only policy that has one, where none is named.
    """
    named = [policy] if policy is not None else _all(conn)
    found = [one[-1] for name in named if (one := _waiting(conn, name))]
    if len(found) == 1:
        contents = contents_of(conn, found[0])
        if "bundle" in contents:
            name = policy_of(found[0].stream)
            return InForce(name, rulebook_in(kept(conn, contents, "bundle")))
    names = ", ".join(policy_of(one.stream) for one in found)
    return Diagnostic(
        code=Code.NOT_IN_STORE,
        place=act.at("" if policy is None else policy_stream(policy)),
        message="no revision of a policy waits to come into force, or it has errors"
        if len(found) < _SEVERAL
        else f"revisions of several policies wait: {names}",
        help="name the policy with --policy, or the files to compare with",
    )


_SEVERAL = 2
_ON_ITS_WAY = frozenset({PolicyState.DRAFT, PolicyState.PROPOSED, PolicyState.APPROVED})


def _waiting(conn: Connection, policy: str) -> tuple[Entry, ...]:
    entries = entries_of(conn, policy_stream(policy))
    return entries if entries and entries[-1].state in _ON_ITS_WAY else ()


def _all(conn: Connection) -> list[str]:
    return [policy_of(one.stream) for one in latest_entries(conn, POLICY)]
