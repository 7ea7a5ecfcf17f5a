"""How much may be sent: the address, the headers, a form or an object, and files.

Whatever says that it is more is refused before any of it is read; whatever turns out
to be more while it is read, then.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from fastapi import Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.stored import StoreRef

MEBIBYTE = 1024 * 1024
ADDRESS, HEADERS = 8 * 1024, 16 * 1024
"""Bytes of an address, and of all headers together."""

Answer = Callable[[Request, tuple[Diagnostic, ...], int], Response]


@dataclass(frozen=True, slots=True)
class Sizes:
    """Refuses what is too large; `files` are the bytes that a form with files may have.

    Anything else has a mebibyte at most. `answer` turns a problem into a page or JSON.
    """

    app: ASGIApp
    files: int
    answer: Answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let through what is not too large."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        most = self._most(request)
        if (status := _too_large(request, most)) is not None:
            problems = (too_large(request.url.path, status),)
            await self.answer(request, problems, status)(scope, receive, send)
            return
        await self.app(scope, _counting(receive, most), send)

    def _most(self, request: Request) -> int:
        kind = request.headers.get("content-type", "")
        with_files = kind.lower().startswith("multipart/form-data")
        return self.files if with_files else min(self.files, MEBIBYTE)


def too_large(path: str, status: int = 413) -> Diagnostic:
    """Say that too much was sent."""
    what = {414: "this address", 431: "what the browser sends along"}
    return Diagnostic(
        code=Code.REQUEST_TOO_LARGE,
        place=StoreRef(path[:200]),
        message=f"{what.get(status, 'what was sent')} is larger than this office takes",
        help="send less at once; who runs the page can allow larger files by"
        " ARTICULATE_WEB_LARGEST_MEBIBYTES",
    )


def _too_large(request: Request, most: int) -> int | None:
    """Return the status of what is too large by what it says, None where nothing is."""
    scope = request.scope
    if len(scope.get("raw_path") or b"") + len(scope["query_string"]) > ADDRESS:
        return 414
    if sum(len(name) + len(said) for name, said in scope["headers"]) > HEADERS:
        return 431
    length = request.headers.get("content-length", "0")
    return 413 if length.isdecimal() and int(length[:20]) > most else None


def _counting(receive: Receive, most: int) -> Callable[[], Awaitable[Message]]:
    """Count what comes, and stop where it is more than was said or allowed."""
    came = 0

    async def counted() -> Message:
        nonlocal came
        message = await receive()
        came += len(message.get("body", b""))
        if came > most:
            raise HTTPException(413)
        return message

    return counted
