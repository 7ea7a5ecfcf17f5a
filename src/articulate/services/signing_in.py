"""Signing in by a provider: what was sent along, and who it is that came back.

A provider says who somebody is, and nothing else: whether they may come in at all, and
in which roles, is said by the office's own people.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.model.person import Person
from articulate.services.acting import Act
from articulate.services.people import with_account
from articulate.services.sessions import hashed
from articulate.store.sign_ins import keep_sign_in, remove_forgotten, take_sign_in
from articulate.store.transaction import Connection

MINUTES = 10
"""How long somebody may take at the provider."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """What somebody takes to a provider, and where they go on when they are back.

    The provider returns `state` by the browser and `nonce` in what it signs; `verifier`
    is what only we can show it.
    """

    state: str
    nonce: str
    verifier: str
    back: str


def begin_sign_in(conn: Connection, new: SignIn, secret: str, act: Act) -> None:
    """Keep what must come back, under a secret that only this browser has."""
    remove_forgotten(conn, act.moment)
    until = datetime.fromisoformat(act.moment) + timedelta(minutes=MINUTES)
    row = {
        "state": new.state,
        "nonce": new.nonce,
        "verifier": new.verifier,
        "back": new.back,
        "until": until.isoformat(timespec="microseconds").replace("+00:00", "Z"),
    }
    keep_sign_in(conn, hashed(secret), row)


def resume_sign_in(
    conn: Connection, secret: str, state: str, act: Act
) -> SignIn | None:
    """Return what was kept, once; None unless this browser took this state along."""
    row = take_sign_in(conn, hashed(secret), act.moment)
    if row is None or not compare_digest(row["state"].encode(), state.encode()):
        return None
    return SignIn(row["state"], row["nonce"], row["verifier"], row["back"])


def person_by_account(
    people: tuple[Person, ...], account: str, act: Act
) -> Person | Diagnostic:
    """Return the person of the office whose account it is."""
    return with_account(people, account) or refused_sign_in(
        f"nobody of this office has the account `{account}`",
        "who answers for the office can add it as `account` of a person in office.toml",
        act,
    )


def refused_sign_in(why: str, way_out: str, act: Act) -> Diagnostic:
    """Say that somebody is not signed in by what came from the provider."""
    return Diagnostic(
        code=Code.SIGN_IN_REFUSED, place=act.at(), message=why, help=way_out
    )
