"""Signed bundles: what an office published, so that another can verify and load it.

The first line says what the bundle is, the second signs that line, and the rest is the
bundle itself, whose digest the first line names. Only a bundle of a signer who is
trusted is loaded, and never one that is older than what is in force.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.model.entry import Entry
from articulate.model.publication import PolicyMove
from articulate.rulebook.bundle import rulebook_in
from articulate.rulebook.codec import as_bytes
from articulate.rulebook.digest import digest_of
from articulate.services.acting import Act, asked_digest, done_before
from articulate.services.policy_moves import (
    entry_in_force,
    no_policy,
    policy_standing,
    policy_stream,
)
from articulate.services.stored_evaluation import kept
from articulate.store.chain import said_in
from articulate.store.contents import content_digest, keep_content
from articulate.store.entries import contents_of, entries_of
from articulate.store.ledger import append
from articulate.store.transaction import Connection

SIGNED_SCHEMA = "articulate.signed-bundle/1"
Sign = Callable[[bytes], tuple[str, str]]
"""Signs bytes; returns the signer's public key and the signature, both as text."""
Verify = Callable[[bytes, str, str], bool]
"""Says whether a public key signed these bytes so; a key that is none did not."""


@dataclass(frozen=True, slots=True)
class SignedBundle:
    """A bundle that was verified: its first line, its signature and its bytes."""

    header: Mapping[str, Any]
    head: bytes
    signature: str
    bundle: bytes


def export_policy(
    conn: Connection, policy: str, sign: Sign, act: Act
) -> bytes | Diagnostic:
    """Sign what is in force of a policy."""
    entries = entries_of(conn, policy_stream(policy))
    if not entries:
        return no_policy(conn, policy, act)
    entry = entry_in_force(entries)
    if entry is None:
        return Diagnostic(
            code=Code.NOT_IN_STORE,
            place=act.at(policy_stream(policy)),
            message=f"nothing of the policy `{policy}` is in force",
            help="put it in force first: `articulate publish enforce`",
        )
    bundle = kept(conn, contents_of(conn, entry), "bundle")
    said = said_in(entry)
    header: dict[str, Any] = {
        "schema": SIGNED_SCHEMA,
        "policy": policy,
        "rulebook": said["rulebook"],
        "bundle": content_digest(bundle),
        "published": entry.recorded_at,
        "approved_by": said["by"],
    }
    key, _ = sign(b"")
    head = as_bytes(header | {"signed_by": key})
    _, signature = sign(head)
    return b"\n".join((head, signature.encode(), bundle))


def read_signed(
    signed: bytes, trusted: frozenset[str], verify: Verify, act: Act
) -> SignedBundle | Diagnostic:
    """Verify a bundle's signer, signature and every byte of it."""
    head, _, rest = signed.partition(b"\n")
    signature, _, bundle = rest.partition(b"\n")
    try:
        header = json.loads(head)
        key = str(header["signed_by"])
        known = header["schema"] == SIGNED_SCHEMA
        wanted, published = str(header["bundle"]), str(header["published"])
    except (ValueError, KeyError, TypeError):
        return _refused("it is no signed bundle", act)
    if not known or not published:
        return _refused("it is no signed bundle of a kind that is known", act)
    if key not in trusted:
        return _refused(f"its signer `{key[:16]}…` is not among those trusted", act)
    text = signature.decode("ascii", "replace")
    if not verify(head, key, text):
        return _refused("its signature does not fit what it says", act)
    if content_digest(bundle) != wanted:
        return _refused("its rules are not those that were signed", act)
    try:
        named = digest_of(rulebook_in(bundle))
    except (ValueError, KeyError, TypeError, IndexError):
        return _refused("this version of Articulate cannot read its rules", act)
    if named != header.get("rulebook"):
        return _refused("its rulebook does not have the digest that it names", act)
    return SignedBundle(header, head, text, bundle)


def load_policy(
    conn: Connection, policy: str, signed: SignedBundle, act: Act
) -> Entry | Diagnostic:
    """Put a verified bundle in force; whatever is refused leaves the last one there."""
    asked: dict[str, object] = {
        "act": "policy load",
        "actor": act.actor,
        "policy": policy,
        "bundle": signed.header["bundle"],
    }
    before = done_before(conn, act, asked)
    if before is not None:
        return before
    digest = asked_digest(asked)
    began = policy_standing(conn, policy, PolicyMove.LOAD, act, asked=digest)
    if isinstance(began, Diagnostic):
        return began
    older = entry_in_force(began.entries)
    if older is not None:
        since = said_in(older).get("published", older.recorded_at)
        if signed.header["published"] < since:
            return _refused(f"it is older than what is in force since {since}", act)
    said = dict(signed.header) | {
        "signature": signed.signature,
        "by": signed.header.get("approved_by", ""),
    }
    contents = {
        "bundle": keep_content(conn, signed.bundle),
        "signed": keep_content(conn, signed.head),
    }
    new = began.entry(act, said, contents)
    return append(conn, new, act.moment, after=began.newest)


def _refused(why: str, act: Act) -> Diagnostic:
    return Diagnostic(
        code=Code.BUNDLE_REFUSED,
        place=act.at(),
        message=f"the bundle is refused: {why}",
        help="what was in force is so still; ask its office for another bundle, and for"
        " its public key by another way than the bundle came",
    )
