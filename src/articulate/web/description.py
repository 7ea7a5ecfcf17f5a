"""What OpenAPI says of the interface for programs, beside what its routes say.

Every resource answers what is wrong in one form, with a status by the situation; which
those are follows from the table of pages.
"""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from articulate.services.access import WITHOUT_LOGIN
from articulate.web.cookies import COOKIE
from articulate.web.table import Page, page_of

_WRONG = {
    "401": "nobody is signed in",
    "403": "it is not theirs to ask for, or was not sent from a page of this office",
    "404": "there is no such thing",
    "409": "it cannot follow on what happened, or its key was used for something else",
    "413": "it is larger than the office takes",
    "414": "its address is longer than the office takes",
    "422": "it cannot be read, or cannot be done so",
    "429": "too much was asked for within a minute",
    "431": "its headers are larger than the office takes",
    "500": "Articulate made a mistake",
    "503": "the store cannot be used",
}
_DIAGNOSTIC = {
    "type": "object",
    "required": ["code", "severity", "message", "help", "origin", "also", "witness"],
    "properties": {
        "code": {"type": "string", "pattern": "^AR[0-9]{3}$"},
        "severity": {"type": "string", "enum": ["error", "warning"]},
        "message": {"type": "string"},
        "help": {"type": "string"},
        "origin": {"type": "string"},
        "also": {"type": "array"},
        "witness": {},
    },
}
_PROBLEMS = {
    "type": "object",
    "required": ["schema", "diagnostics"],
    "properties": {
        "schema": {"const": "articulate.check/1"},
        "diagnostics": {
            "type": "array",
            "minItems": 1,
            "items": {"$ref": "#/components/schemas/Diagnostic"},
        },
    },
}


def describe(app: FastAPI) -> dict[str, Any]:
    """Describe the resources of an app."""
    said = get_openapi(
        title=app.title, version=app.version, summary=app.summary, routes=app.routes
    )
    for path, operations in said["paths"].items():
        for method, operation in operations.items():
            page = page_of(method.upper(), path)
            assert page is not None, path  # noqa: S101 - the app would not have started
            _complete(operation, page)
    parts = said.setdefault("components", {})
    schemas = parts.setdefault("schemas", {})
    for usual in ("HTTPValidationError", "ValidationError"):
        schemas.pop(usual, None)
    schemas |= {"Diagnostic": _DIAGNOSTIC, "Problems": _PROBLEMS}
    parts["securitySchemes"] = {
        "session": {
            "type": "apiKey",
            "in": "cookie",
            "name": COOKIE,
            "description": f"what signing in gives; `__Host-{COOKIE}` over https",
        }
    }
    return said


def _complete(operation: dict[str, Any], page: Page) -> None:
    """Add what may be wrong with a request, and whether one must be signed in."""
    public = page.task in WITHOUT_LOGIN
    about = "{" in page.path or page.method == "POST"
    for status, words in _WRONG.items():
        if (status == "401" and public) or (status in {"404", "409"} and not about):
            continue
        schema = {"$ref": "#/components/schemas/Problems"}
        operation["responses"][status] = {
            "description": words,
            "content": {"application/json": {"schema": schema}},
        }
    if not public:
        operation["security"] = [{"session": []}]
