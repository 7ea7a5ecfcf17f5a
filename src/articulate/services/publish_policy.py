"""Publish a policy: drafted, proposed, approved by somebody else, and put in force.

Each step is bound to the digest of the very bytes it is about. What is approved is
what comes into force; an edit begins again as a draft.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from articulate.analysis.impact import Effect
from articulate.cases.publishing import same_person, writers
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.report import Report
from articulate.diagnostics.stored import StoreRef
from articulate.model.entry import Entry
from articulate.model.exact import number_text
from articulate.model.publication import PolicyMove
from articulate.rulebook.bundle import bundle_of, rulebook_in
from articulate.services.access import Task, refusal
from articulate.services.acting import Act, asked_digest, done_before
from articulate.services.import_case import editors_since
from articulate.services.policy_moves import (
    Standing,
    entry_in_force,
    held_in,
    policy_standing,
    policy_stream,
)
from articulate.services.revisions import (
    Revision,
    coverage_in,
    measured,
    published,
)
from articulate.services.stored_evaluation import kept
from articulate.store.chain import said_in
from articulate.store.contents import keep_content
from articulate.store.entries import contents_of
from articulate.store.ledger import append
from articulate.store.transaction import Connection

_M = PolicyMove


@dataclass(frozen=True, slots=True)
class Step:
    """One move of one policy, with the words that go with it."""

    policy: str
    move: PolicyMove
    reason: str = ""


def draft_policy(
    conn: Connection, policy: str, revision: Revision, act: Act
) -> Entry | Diagnostic:
    """Enter a revision, whatever is wrong with it; approvals of another are void."""
    step = Step(policy, _M.DRAFT)
    began = _begun(conn, step, act, beside={"rulebook": revision.rulebook})
    if not isinstance(began, Standing):
        return began
    contents = {"sources": keep_content(conn, revision.sources)}
    if revision.bundle is not None:
        contents["bundle"] = keep_content(conn, revision.bundle)
    said = measured(revision)
    if editors := editors_since(conn, drafted_before(began.entries)):
        said["editors"] = list(editors)
    return _entered(conn, began, act, said=said, contents=contents)


def propose_policy(
    conn: Connection, policy: str, least: Fraction | None, act: Act
) -> Entry | Report:
    """Propose the draft as it stands, unless its check, tests or coverage forbid it.

    *least* is the share of rules and clauses that the office wants tested.
    """
    began = _begun(conn, Step(policy, _M.PROPOSE), act)
    if isinstance(began, Diagnostic):
        return Report.of([began])
    if isinstance(began, Entry):
        return began
    said = said_in(began.last)
    share = coverage_in(said)
    place = act.at(began.last.stream, began.last.number)
    problems = []
    if said["errors"]:
        problems.append(
            Diagnostic(
                code=Code.POLICY_NOT_SOUND,
                place=place,
                message=f"the check of the policy `{policy}` finds"
                f" {_counted(said['errors'], 'error')}",
                help="`articulate check` shows each; draft it again without them",
            )
        )
    if said["failed"]:
        named = ", ".join(f"`{name}`" for name in said["failed"][:5])
        problems.append(
            Diagnostic(
                code=Code.POLICY_TESTS_FAIL,
                place=place,
                message=f"the policy `{policy}` fails {len(said['failed'])} of its"
                f" tests: {named}",
                help="`articulate test` shows why; draft it again when they pass",
            )
        )
    if least is not None and (share is None or share < least):
        problems.append(_short(place, policy, share, least))
    if problems:
        return Report.of(problems)
    wanted = None if least is None else number_text(least)
    beside = {"wanted": wanted, "measured": said}
    return _entered(
        conn, began, act, said=beside, contents=contents_of(conn, began.last)
    )


def approve_policy(
    conn: Connection, policy: str, act: Act, hold: Iterable[Effect] = ()
) -> Entry | Diagnostic:
    """Approve what was proposed; its author and its editors cannot.

    The effects under *hold* are not approved: a request that one of them would strike
    keeps the rules it was evaluated by, until a person decides or they are released.
    """
    held = sorted(set(hold))
    beside: dict[str, object] | None = {"hold": held} if held else None
    began = _begun(conn, Step(policy, _M.APPROVE), act, beside)
    if not isinstance(began, Standing):
        return began
    if (wrote := _its_writer(began, policy, act)) is not None:
        return wrote
    said: dict[str, object] = beside or {}
    return _entered(conn, began, act, said=said, contents=contents_of(conn, began.last))


def release_policy(
    conn: Connection, policy: str, reason: str, act: Act
) -> Entry | Diagnostic:
    """Approve what was held of a policy in force; again, its writers cannot."""
    began = _begun(conn, Step(policy, _M.RELEASE, reason), act)
    if not isinstance(began, Standing):
        return began
    held = held_in(began.entries)
    if not held:
        return Diagnostic(
            code=Code.MOVE_NOT_ALLOWED,
            place=act.at(began.last.stream, began.last.number),
            message=f"nothing of the policy `{policy}` is held",
            help="`articulate publish show` lists what is in force",
        )
    if not reason.strip():
        return _without_reason(policy, "released", act)
    enforced = entry_in_force(began.entries)
    number = 0 if enforced is None else enforced.number
    before = replace(
        began, entries=tuple(one for one in began.entries if one.number < number)
    )
    if (wrote := _its_writer(before, policy, act)) is not None:
        return wrote
    said: dict[str, object] = {"released": list(held), "reason": reason}
    return _entered(conn, began, act, said=said, contents={})


def _its_writer(began: Standing, policy: str, act: Act) -> Diagnostic | None:
    """Say that somebody wrote what they would approve, None where they did not."""
    wrote = writers(who_wrote(began.entries))
    if same_person(act.actor) not in wrote:
        return None
    return Diagnostic(
        code=Code.APPROVER_WROTE_IT,
        place=act.at(began.last.stream, began.last.number),
        message=f"{act.actor} wrote or edited this revision of the policy"
        f" `{policy}`, and cannot approve it",
        help=f"ask somebody who is not among its writers: {', '.join(sorted(wrote))}",
    )


def who_wrote(entries: Iterable[Entry]) -> Iterator[tuple[str, str]]:
    """Yield each move with who made it; a draft with each of its editors as well."""
    for one in entries:
        yield one.kind, one.actor
        if one.kind == _M.DRAFT:
            for editor in said_in(one).get("editors", ()):
                yield one.kind, editor


def drafted_before(entries: Iterable[Entry]) -> str:
    """Return when what is in force was drafted: what was imported since is new."""
    drafted = enforced = ""
    for one in entries:
        if one.kind == _M.DRAFT:
            drafted = one.recorded_at
        elif one.kind == _M.ENFORCE:
            enforced = drafted
    return enforced


def enforce_policy(conn: Connection, policy: str, act: Act) -> Entry | Diagnostic:
    """Put in force what was approved; its blocks are recorded as of now."""
    began = _begun(conn, Step(policy, _M.ENFORCE), act)
    if not isinstance(began, Standing):
        return began
    approved = contents_of(conn, began.last)
    older = entry_in_force(began.entries)
    before = None
    if older is not None:
        before = rulebook_in(kept(conn, contents_of(conn, older), "bundle"))
    day = date.fromisoformat(act.moment[:10])
    book = published(rulebook_in(kept(conn, approved, "bundle")), before, day)
    contents = {
        "sources": approved["sources"],
        "approved": approved["bundle"],
        "bundle": keep_content(conn, bundle_of(book)),
    }
    said: dict[str, object] = {"rulebook": book.digest, "by": began.last.actor}
    said |= {name: held for name, held in said_in(began.last).items() if name == "hold"}
    return _entered(conn, began, act, said=said, contents=contents)


def end_policy(
    conn: Connection, policy: str, reason: str, act: Act
) -> Entry | Diagnostic:
    """End a policy: nothing of it is in force any more. Who ends it says why."""
    began = _begun(conn, Step(policy, _M.END, reason), act)
    if not isinstance(began, Standing):
        return began
    if not reason.strip():
        return _without_reason(policy, "ended", act)
    return _entered(conn, began, act, said={"reason": reason}, contents={})


def _without_reason(policy: str, done: str, act: Act) -> Diagnostic:
    return Diagnostic(
        code=Code.REASON_MISSING,
        place=act.at(policy_stream(policy)),
        message=f"the policy `{policy}` is {done} without a reason",
        help="give the reason in your own words with --reason",
    )


def _begun(
    conn: Connection, step: Step, act: Act, beside: dict[str, object] | None = None
) -> Standing | Entry | Diagnostic:
    """Return how a policy stands before a move, or what the same act came to before."""
    writes = step.move in {_M.DRAFT, _M.PROPOSE}
    task = Task.WRITE_POLICY if writes else Task.APPROVE_POLICY
    if refused := refusal(act, task):
        return refused
    asked: dict[str, object] = {
        "act": f"policy {step.move}",
        "actor": act.actor,
        "policy": step.policy,
        "reason": step.reason,
        "beside": beside,
    }
    before = done_before(conn, act, asked)
    if before is not None:
        return before
    return policy_standing(conn, step.policy, step.move, act, asked=asked_digest(asked))


def _entered(
    conn: Connection,
    began: Standing,
    act: Act,
    *,
    said: Mapping[str, object],
    contents: Mapping[str, str],
) -> Entry:
    new = began.entry(act, said, contents)
    return append(conn, new, act.moment, after=began.newest)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _short(
    place: StoreRef, policy: str, share: Fraction | None, least: Fraction
) -> Diagnostic:
    was = "was not measured" if share is None else f"is {percent(share)}"
    return Diagnostic(
        code=Code.COVERAGE_SHORT,
        place=place,
        message=f"the coverage of the policy `{policy}` {was}, and the office wants"
        f" {percent(least)}",
        help="`articulate test --coverage` names what no test exercises; draft it again"
        " with --coverage",
    )


def percent(share: Fraction) -> str:
    """Write a share as a percent, rounded down: what is missing never disappears.

    >>> percent(Fraction(199, 200)), percent(Fraction(4, 5))
    ('99.5%', '80%')
    """
    tenths = share * 1000 // 1
    whole, rest = divmod(tenths, 10)
    return f"{whole}.{rest}%" if rest else f"{whole}%"
