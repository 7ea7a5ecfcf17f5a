"""The door to an OpenID provider: where to send somebody, and who came back.

The code flow with PKCE, by authlib. What the provider signs is believed only with a
signature by one of its keys, its own name, our name, the nonce we sent, and in time.
"""

from dataclasses import dataclass, field
from secrets import token_urlsafe
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry
from requests import RequestException, Session

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.stored import StoreRef
from articulate.services.acting import Act
from articulate.services.signing_in import SignIn, refused_sign_in

_SIGNED_BY = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512")
_SIGNED_BY_CURVE = ("ES256", "ES384", "ES512", "EdDSA")
_ASYMMETRIC = frozenset((*_SIGNED_BY, *_SIGNED_BY_CURVE))
"""A token that is signed with a secret, or not at all, is never believed."""
_SECONDS = 10
_LEEWAY = 60
"""Seconds by which two clocks may differ."""
_HOUR = 3600
_NEAR = frozenset({"localhost", "127.0.0.1", "::1"})
_WRONG = (AuthlibBaseError, JoseError, RequestException, LookupError, ValueError)


class DistrustedError(ValueError):
    """What a provider says of itself is not to be believed; the message says why."""


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider that an office trusts to say who somebody is.

    `issuer` is its own name, an address. `client` is our name there, with a secret
    where the provider gave one. `claim` is what it calls people by: it must stand for
    one person for good, as `sub` does.
    """

    issuer: str
    client: str
    secret: str = ""
    claim: str = "sub"
    scope: str = "openid"
    _found: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def begin(self, redirect: str, back: str) -> tuple[str, SignIn] | Diagnostic:
        """Return where to send somebody, and what they take along."""
        new = SignIn(token_urlsafe(32), token_urlsafe(32), token_urlsafe(48), back)
        try:
            with self._session(redirect) as session:
                address, _ = session.create_authorization_url(
                    self._said("authorization_endpoint"),
                    state=new.state,
                    code_verifier=new.verifier,
                    nonce=new.nonce,
                )
        except _WRONG as error:
            return self._unusable(error)
        return str(address), new

    def account(
        self, taken: SignIn, code: str, redirect: str, act: Act
    ) -> str | Diagnostic:
        """Return who came back with a code, as the provider calls them."""
        try:
            endpoint = self._said("token_endpoint")
            with self._session(redirect) as session:
                answer = session.fetch_token(
                    endpoint,
                    code=code,
                    grant_type="authorization_code",
                    code_verifier=taken.verifier,
                    allow_redirects=False,
                )
        except AuthlibBaseError as error:
            return self._refused(error, act)
        except _WRONG as error:
            return self._unusable(error)
        try:
            claims = self._believed(answer, taken.nonce)
        except RequestException as error:
            return self._unusable(error)
        except (*_WRONG, TypeError) as error:
            return self._refused(error, act)
        return self._called(claims, act)

    def names_itself(self, issuer: str) -> bool:
        """Say whether a name that came along with an answer is this provider's."""
        return issuer in ("", self.issuer)

    def _called(self, claims: CodeIDToken, act: Act) -> str | Diagnostic:
        called = claims.get(self.claim)
        if not isinstance(called, str) or not called:
            why = f"the provider says no `{self.claim}` of who came"
            return refused_sign_in(why, "ask for a claim that it has", act)
        if self.claim == "email" and claims.get("email_verified") is not True:
            why = "the provider has not verified this address"
            return refused_sign_in(why, "have it verified there", act)
        return called

    def _believed(self, answer: dict[str, Any], nonce: str) -> CodeIDToken:
        """Return what was signed, or raise what is wrong with it."""
        written = answer["id_token"]
        allowed = self._metadata().get("id_token_signing_alg_values_supported")
        listed = set(allowed or ["RS256"]) & _ASYMMETRIC
        registry = JWSRegistry(algorithms=sorted(listed), strict_check_header=False)
        try:
            token = jwt.decode(written, self._keys(), registry=registry)
        except InvalidKeyIdError:  # the provider may have new keys since
            token = jwt.decode(written, self._keys(anew=True), registry=registry)
        wanted = {
            "iss": {"essential": True, "value": self.issuer},
            "aud": {"essential": True, "value": self.client},
            "nonce": {"essential": True, "value": nonce},
        }
        also = {
            "nonce": nonce,
            "client_id": self.client,
            "access_token": answer.get("access_token"),
        }
        claims = CodeIDToken(token.claims, token.header, wanted, also)
        claims.validate(leeway=_LEEWAY)
        return claims

    def _keys(self, *, anew: bool = False) -> KeySet:
        if anew or "keys" not in self._found:
            with Session() as session:
                self._found["keys"] = _get(session, self._said("jwks_uri"))
        return KeySet.import_key_set(self._found["keys"])

    def _said(self, name: str) -> str:
        """Return one of the provider's addresses."""
        return _safe(str(self._metadata()[name]))

    def _metadata(self) -> dict[str, Any]:
        """Return what the provider says of itself, looked up again after an hour."""
        known = self._found.get("metadata")
        if known is None or monotonic() - self._found["since"] > _HOUR:
            where = f"{self.issuer.rstrip('/')}/.well-known/openid-configuration"
            with Session() as session:
                known = _get(session, _safe(where))
            if known.get("issuer") != self.issuer:
                msg = f"it calls itself `{known.get('issuer')}`"
                raise DistrustedError(msg)
            self._found.update(metadata=known, since=monotonic())
            self._found.pop("keys", None)
        return dict(known)

    def _session(self, redirect: str) -> OAuth2Session:
        return OAuth2Session(
            self.client,
            self.secret or None,
            scope=self.scope,
            redirect_uri=redirect,
            code_challenge_method="S256",
            default_timeout=_SECONDS,
        )

    def _refused(self, error: Exception, act: Act) -> Diagnostic:
        why = f"what came from the provider is not believed: {_words(error)}"
        return refused_sign_in(why, "sign in again, from this page", act)

    def _unusable(self, error: Exception) -> Diagnostic:
        return Diagnostic(
            code=Code.PROVIDER_UNUSABLE,
            place=StoreRef(self.issuer),
            message=f"the provider cannot be used: {_words(error)}",
            help="try again; if it stays so, look at ARTICULATE_WEB_PROVIDER and at"
            " what the provider says of itself under /.well-known",
        )


def _get(session: Session, address: str) -> dict[str, Any]:
    answer = session.get(address, timeout=_SECONDS, allow_redirects=False)
    answer.raise_for_status()
    found = answer.json()
    if not isinstance(found, dict):
        msg = f"{address} has no object"
        raise DistrustedError(msg)
    return found


def _safe(address: str) -> str:
    """Return an address that nobody listens in on, or raise."""
    parts = urlsplit(address)
    if parts.scheme == "https" or parts.hostname in _NEAR:
        return address
    msg = f"`{address}` is not https"
    raise DistrustedError(msg)


def _words(error: Exception) -> str:
    """Say what is wrong in one line, without what was sent."""
    if isinstance(error, AuthlibBaseError | JoseError):
        return error.description or error.error
    if isinstance(error, RequestException):
        return type(error).__name__
    if isinstance(error, LookupError):
        return f"it says no {error}"
    return str(error) if isinstance(error, DistrustedError) else type(error).__name__
