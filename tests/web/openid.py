"""A small OpenID provider: a real HTTP server on loopback that signs what it says.

It keeps to the code flow with PKCE, as strictly as a large one: a code is good once,
for the client and the address it was made for, with the verifier of its challenge. What
it signs can be spoiled, one thing at a time.
"""

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

CLIENT, SECRET = "articulate", "s3cret of the client"
Claims = dict[str, Any]
Spoil = Callable[[Claims], Claims]


def _url64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


@cache
def _key(name: str) -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": name, "use": "sig", "alg": "RS256"})


@dataclass
class OpenIdProvider:
    """What the provider knows: its keys, who signs in next, and what is spoiled."""

    port: int = 0
    host: str = "127.0.0.1"
    key: RSAKey = field(default_factory=lambda: _key("one"))
    published: list[RSAKey] = field(default_factory=list)
    subject: str = "8f2c"
    extra: Claims = field(default_factory=dict)
    spoil: Spoil = dict
    signed_with: str = "RS256"
    calls_itself: str = ""
    asked_for_keys: int = 0
    denies: bool = False
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.published = [self.key]

    @property
    def issuer(self) -> str:
        """Its own name."""
        return f"http://{self.host}:{self.port}/realm"

    def new_key(self) -> None:
        """Sign with a new key from now on, and publish it beside the old one."""
        self.key = _key("two")
        self.published.append(self.key)

    def metadata(self) -> Claims:
        """What it says of itself."""
        return {
            "issuer": self.calls_itself or self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
        }

    def authorize(self, asked: dict[str, str]) -> str:
        """Sign somebody in, and send them back with a code."""
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT
        assert "openid" in asked["scope"].split()
        assert asked["code_challenge_method"] == "S256"
        if self.denies:
            answer = {"error": "access_denied", "state": asked["state"]}
        else:
            code = hashlib.sha256(asked["nonce"].encode()).hexdigest()
            self.codes[code] = asked
            answer = {"code": code, "state": asked["state"], "iss": self.issuer}
        return f"{asked['redirect_uri']}?{urlencode(answer)}"

    def token(self, sent: dict[str, str], authorization: str) -> tuple[int, Claims]:
        """Give what it signs for a code, once."""
        whole = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        asked = self.codes.pop(sent.get("code", ""), None)
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = _url64(digest)
        if authorization != f"Basic {whole}":
            return 401, {"error": "invalid_client"}
        if (
            asked is None
            or sent.get("redirect_uri") != asked["redirect_uri"]
            or challenge != asked["code_challenge"]
        ):
            return 400, {"error": "invalid_grant", "error_description": "no such code"}
        signed = self.signed(asked["nonce"])
        return 200, {"access_token": "a", "token_type": "Bearer", "id_token": signed}

    def signed(self, nonce: str) -> str:
        """Say who signed in, spoiled as a test asks for."""
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "sub": self.subject,
            "aud": CLIENT,
            "exp": now + 300,
            "iat": now,
            "nonce": nonce,
            **self.extra,
        }
        header = {"alg": self.signed_with, "kid": self.key.kid}
        if self.signed_with == "RS256":
            return jwt.encode(header, self.spoil(claims), self.key, ["RS256"])
        said = ".".join(
            _url64(json.dumps(one).encode()) for one in (header, self.spoil(claims))
        )
        if self.signed_with == "none":
            return f"{said}."
        public = self.key.as_pem(private=False)  # which everybody can read
        return f"{said}.{_url64(hmac.digest(public, said.encode(), 'sha256'))}"


class _Handler(BaseHTTPRequestHandler):
    def __init__(self, provider: OpenIdProvider, *rest: Any) -> None:  # noqa: ANN401 - as the server hands them over
        self.provider = provider
        super().__init__(*rest)

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = {name: said[0] for name, said in parse_qs(parts.query).items()}
        match parts.path.removeprefix("/realm"):
            case "/.well-known/openid-configuration":
                self._send(200, self.provider.metadata())
            case "/authorize":
                self.send_response(302)
                self.send_header("Location", self.provider.authorize(asked))
                self.end_headers()
            case "/keys":
                self.provider.asked_for_keys += 1
                keys = KeySet(list(self.provider.published))
                self._send(200, dict(keys.as_dict(private=False)))
            case _:
                self._send(404, {})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        sent = {name: said[0] for name, said in parse_qs(body).items()}
        self._send(*self.provider.token(sent, self.headers.get("Authorization", "")))

    def _send(self, status: int, said: Claims) -> None:
        body = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


@contextmanager
def running() -> Iterator[OpenIdProvider]:
    """Let a provider answer on a free port of loopback."""
    provider = OpenIdProvider()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, provider))
    provider.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
