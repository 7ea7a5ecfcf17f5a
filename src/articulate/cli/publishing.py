"""Steps of publishing, each as one call of a service."""

from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import typer

from articulate.bootstrap import signing
from articulate.bootstrap.command import OpenPolicies, check_files
from articulate.cli.formats import Held, PlainFormat, PublishTask
from articulate.cli.mutating import Where, look_closer
from articulate.cli.problems import show_problems
from articulate.cli.store_text import print_policies, print_policy
from articulate.cli.stores import answered, opened, usual_office, usual_person
from articulate.cli.terminal import output, print_plain
from articulate.explain.machine import as_text
from articulate.services import publish_policy as service
from articulate.services.checked_policies import CheckedPolicies
from articulate.services.history import policies_now
from articulate.services.impact import Effect
from articulate.services.office import percent_in
from articulate.services.revisions import Revision, revision_of
from articulate.services.signed_bundles import export_policy, load_policy, read_signed
from articulate.settings import read_settings

_EFFECTS = {
    Held.GAINS: Effect.GAINED,
    Held.LOSSES: Effect.LOST,
    Held.CHANGES: Effect.CHANGED,
    Held.REFERRALS: Effect.NEWLY_REFERRED,
}


@dataclass(frozen=True, slots=True)
class Publishing:
    """What was typed."""

    paths: tuple[Path, ...]
    policy: str
    coverage: bool
    least: str | None
    hold: tuple[Held, ...]
    reason: str
    office: Path | None
    sign: Path | None
    trust: tuple[Path, ...]
    store: str | None
    by: str | None
    key: str | None
    shown: PlainFormat


def move(task: PublishTask, asked: Publishing) -> None:
    """Take a policy one step further."""
    person = usual_person(asked.by)
    revision = _revision(asked) if task is PublishTask.DRAFT else None
    desk = opened(asked.store, asked.shown)
    act = desk.act(person, asked.key)
    name = asked.policy
    if revision is not None:
        came = desk.write(lambda conn: service.draft_policy(conn, name, revision, act))
    elif task is PublishTask.PROPOSE:
        least = _least(asked)
        proposed = desk.write(
            lambda conn: service.propose_policy(conn, name, least, act)
        )
        print_policy(answered(proposed, asked.shown), asked.shown)
        return
    elif task is PublishTask.APPROVE:
        hold = [_EFFECTS[one] for one in asked.hold]
        came = desk.write(lambda conn: service.approve_policy(conn, name, act, hold))
    elif task is PublishTask.ENFORCE:
        came = desk.write(lambda conn: service.enforce_policy(conn, name, act))
    elif task is PublishTask.RELEASE:
        why = asked.reason
        came = desk.write(lambda conn: service.release_policy(conn, name, why, act))
    else:
        reason = asked.reason
        came = desk.write(lambda conn: service.end_policy(conn, name, reason, act))
    print_policy(answered(came, asked.shown), asked.shown)


def show(asked: Publishing) -> None:
    """Show how each policy stands."""
    desk = opened(asked.store, asked.shown)
    print_policies(answered(desk.read(policies_now), asked.shown), asked.shown)


def make_key(asked: Publishing) -> None:
    """Make a key pair."""
    path = _file(asked)
    public = signing.make_key(path)
    if asked.shown is PlainFormat.JSON:
        said = {"private": str(path), "public": str(public)}
        print_plain(as_text({"schema": "articulate.key/1", **said}))
    else:
        output().print(f"{path} signs; send {public} to who should trust it")


def export(asked: Publishing) -> None:
    """Write what is in force, signed, to a file."""
    path = _file(asked)
    if asked.sign is None:
        message = "say with --sign which private key signs"
        raise typer.BadParameter(message)
    try:
        sign = signing.signing_with(asked.sign)
    except signing.KeyUnreadableError as error:
        raise typer.BadParameter(str(error)) from None
    desk = opened(asked.store, asked.shown)
    act = desk.act()
    signed = answered(
        desk.read(lambda conn: export_policy(conn, asked.policy, sign, act)),
        asked.shown,
    )
    path.write_bytes(signed)
    if asked.shown is PlainFormat.JSON:
        print_plain(signed.partition(b"\n")[0].decode())
    else:
        output().print(f"{path} holds `{asked.policy}`, signed, in {len(signed)} bytes")


def load(asked: Publishing) -> None:
    """Put the bundle of another office in force, if it is what it says."""
    person = usual_person(asked.by)
    path = _file(asked)
    try:
        trusted = frozenset(signing.public_key(one) for one in asked.trust)
    except signing.KeyUnreadableError as error:
        raise typer.BadParameter(str(error)) from None
    desk = opened(asked.store, asked.shown)
    act = desk.act(person, asked.key)
    signed = answered(
        read_signed(path.read_bytes(), trusted, signing.verifies, act), asked.shown
    )
    came = desk.write(lambda conn: load_policy(conn, asked.policy, signed, act))
    print_policy(answered(came, asked.shown), asked.shown)


def _file(asked: Publishing) -> Path:
    if len(asked.paths) != 1:
        message = "name one file"
        raise typer.BadParameter(message)
    return asked.paths[0]


def _revision(asked: Publishing) -> Revision:
    """Check and measure the policies to be drafted; show what is wrong with them."""
    if not asked.paths:
        message = "name the policies to draft"
        raise typer.BadParameter(message)
    policies = check_files(asked.paths)
    if policies.report.errors and asked.shown is PlainFormat.TEXT:
        show_problems(policies.report.errors, texts=policies.texts)
    checked = CheckedPolicies(
        policies.rulebook, policies.tests, policies.properties, policies.report
    )
    revision = revision_of(checked, policies.texts)
    wanted = asked.coverage or _least(asked) is not None
    if not wanted or revision.errors or revision.failed:
        return revision
    return replace(revision, coverage=_coverage(policies))


def _coverage(policies: OpenPolicies) -> Fraction:
    found = look_closer(policies, Where.of(()), coverage=True, mutate=False).parts or ()
    done = sum(one.by is not None for one in found)
    return Fraction(done, len(found)) if found else Fraction(1)


def _least(asked: Publishing) -> Fraction | None:
    """Return the highest of the thresholds that are typed, set, and the office's own.

    An option may ask for more than the office does, and never for less.
    """
    said = (asked.least, read_settings().coverage)
    shares = [_percent(one) for one in said if one is not None]
    office = usual_office(asked.office, asked.shown).coverage
    return max([*shares, *([] if office is None else [office])], default=None)


def _percent(said: str) -> Fraction:
    share = percent_in(said)
    if share is None:
        message = f"`{said}` is no percent such as 80%"
        raise typer.BadParameter(message)
    return share
