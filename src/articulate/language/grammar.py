"""Where the shipped grammar is, and its text."""

from pathlib import Path

_ROOM = Path(__file__).parent
_PACKAGED = _ROOM.parent / "_grammars" / "policy.lark"
_CHECKOUT = _ROOM.parents[2] / "grammars" / "policy.lark"


def grammar_text() -> str:
    """Read the policy language's grammar: the packaged one, else the checkout's."""
    shipped = _PACKAGED if _PACKAGED.is_file() else _CHECKOUT
    return shipped.read_text(encoding="utf-8")
