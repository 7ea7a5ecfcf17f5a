"""Cookies: the secret of a session, and of a sign-in that is under way.

Behind https their names begin with `__Host-`: a browser takes such a cookie only from
this very host, over https, for the whole of it.
"""

from fastapi import Request
from fastapi.responses import RedirectResponse

COOKIE = "articulate_session"
AWAY = "articulate_sign_in"


def secret_of(request: Request, cookie: str = COOKIE) -> str | None:
    """Return the secret that came with a request, None where none did."""
    return request.cookies.get(_name(request, cookie))


def give(
    answer: RedirectResponse, request: Request, secret: str, cookie: str = COOKIE
) -> None:
    """Let the browser keep a secret until it is closed; no script can read it."""
    answer.set_cookie(
        _name(request, cookie),
        secret,
        httponly=True,
        samesite="lax",
        secure=is_https(request),
    )


def take(answer: RedirectResponse, request: Request, cookie: str = COOKIE) -> None:
    """Let the browser forget a secret."""
    answer.delete_cookie(
        _name(request, cookie),
        httponly=True,
        samesite="lax",
        secure=is_https(request),
    )


def is_https(request: Request) -> bool:
    """Say whether the browser came over https, as far as a proxy of ours says so."""
    return request.url.scheme == "https"


def _name(request: Request, cookie: str) -> str:
    return f"__Host-{cookie}" if is_https(request) else cookie
