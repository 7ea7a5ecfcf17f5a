"""Under every answer: its headers, and a refusal of what comes from elsewhere.

A form is this office's own when the browser says so by `Sec-Fetch-Site`, or by an
`Origin` that is the host it asks. What brings a session and says neither is refused.
"""

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.stored import StoreRef
from articulate.web.settings import LOOPBACK, WebSettings

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self';"
        " connect-src 'self'; form-action 'self'; base-uri 'none';"
        " frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_ONLY_HTTPS = "max-age=31536000"
_READS = frozenset({"GET", "HEAD", "OPTIONS"})
_OWN = frozenset({"same-origin", "none"})


class SecureHeaders:
    """Gives every answer its headers; a page about people is kept by no cache."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, with headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, said in HEADERS.items():
                    headers.setdefault(name, said)
                still = scope["path"].startswith("/static/")
                kept = "public, max-age=3600" if still else "no-store"
                headers.setdefault("Cache-Control", kept)
                if scope["scheme"] == "https":
                    headers.setdefault("Strict-Transport-Security", _ONLY_HTTPS)
            await send(message)

        await self.app(scope, receive, sending)


def foreign(
    method: str, headers: Headers, settings: WebSettings, *, signed_in: bool
) -> Diagnostic | None:
    """Say what is foreign about a request, None where nothing is."""
    host = headers.get("host", "")
    name = host_name(host)
    if name not in LOOPBACK | set(settings.hosts) | {settings.host}:
        return _refused(
            host,
            f"this office is not reached under the name `{name}`",
            "use the address that `articulate serve` prints, or set"
            " ARTICULATE_WEB_HOSTS",
        )
    if method in _READS:
        return None
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if site is not None:
        own = site in _OWN
    elif origin is not None:
        own = urlsplit(origin).netloc == host
    else:
        own = not signed_in
    if own:
        return None
    return _refused(
        host,
        "this form was not sent from a page of this office",
        "open the page here, and send it again",
    )


def host_name(host: str) -> str:
    """Return the name in a `Host` header, without its port.

    >>> host_name("localhost:8630"), host_name("[::1]:8630"), host_name("a.example")
    ('localhost', '::1', 'a.example')
    """
    return urlsplit(f"//{host}").hostname or ""


def _refused(host: str, message: str, way_out: str) -> Diagnostic:
    return Diagnostic(
        code=Code.FOREIGN_FORM,
        place=StoreRef(host or "this page"),
        message=message,
        help=way_out,
    )
