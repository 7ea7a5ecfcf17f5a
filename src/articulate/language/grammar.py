"""Where the shipped grammar is, its text, and that of its table."""

from pathlib import Path

_ROOM = Path(__file__).parent
_PACKAGED = _ROOM.parent / "_grammars"
_CHECKOUT = _ROOM.parents[2] / "grammars"


def grammar_text() -> str:
    """Read the policy language's grammar: the packaged one, else the checkout's."""
    return _shipped("policy.lark").read_text(encoding="utf-8")


def table_text() -> str:
    """Read the table that is shipped with the grammar; empty where there is none."""
    shipped = _shipped("policy.table")
    return shipped.read_text(encoding="utf-8") if shipped.is_file() else ""


def _shipped(name: str) -> Path:
    folder = _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT
    return folder / name
