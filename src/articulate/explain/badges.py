"""Badges: a status as a symbol and a word, so that color says nothing alone."""

from enum import StrEnum
from typing import assert_never

from articulate.explain.markup import Markup, tag, text
from articulate.explain.naming import status_name
from articulate.model.audit import AuditStatus, Met
from articulate.model.line import Status


def status_symbol(status: Status) -> str:
    """Return the sign that goes before a line's status."""
    match status:
        case Status.AWARDED:
            return "✓"
        case Status.ELECTIVE:
            return "◇"
        case Status.ACCEPTED:
            return "≤"
        case Status.DENIED:
            return "✗"
        case Status.REFERRED:
            return "?"
        case Status.UNARTICULATED:
            return "~"
        case Status.SUPERSEDED:
            return "↷"
        case Status.IN_PROGRESS:
            return "…"
    assert_never(status)


def met_symbol(met: Met) -> str:
    """Return the sign that goes before a requirement's status."""
    match met:
        case Met.COMPLETE | Met.MET:
            return "✓"
        case Met.WAIVED:
            return "⊘"
        case Met.UNKNOWN:
            return "?"
        case Met.INCOMPLETE | Met.SHORT:
            return "○"
    assert_never(met)


def audit_symbol(status: AuditStatus) -> str:
    """Return the sign that goes before an audit's status."""
    match status:
        case AuditStatus.COMPLETE:
            return "✓"
        case AuditStatus.INCOMPLETE:
            return "○"
        case AuditStatus.IMPOSSIBLE:
            return "✗"
        case AuditStatus.UNDECIDED:
            return "?"
    assert_never(status)


def line_badge(status: Status) -> Markup:
    """Show a line's status."""
    return _badge(status, status_symbol(status))


def met_badge(met: Met) -> Markup:
    """Show a requirement's status."""
    return _badge(met, met_symbol(met))


def audit_badge(status: AuditStatus) -> Markup:
    """Show an audit's status."""
    return _badge(status, audit_symbol(status))


def _badge(status: StrEnum, symbol: str) -> Markup:
    sign = tag("i", text(symbol), aria_hidden="true")
    return tag("span", sign, text(status_name(status)), class_=f"status {status}")
