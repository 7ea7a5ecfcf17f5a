"""Reasons for the registrar: rule, version, citation, facts and their places."""

from collections.abc import Iterable, Mapping

from articulate.explain.outline import Row, clock_of
from articulate.explain.phrases import asked_of, named
from articulate.model.line import Line
from articulate.model.reason import Reason


def registrar_sentence(reason: Reason, names: Mapping[str, str]) -> str:
    """Say one reason with every fact it has; *names* are those of learnings.

    >>> from articulate.model.reason import ReasonCode
    >>> registrar_sentence(Reason(ReasonCode.GRADE_MET, "grade", "C", "B+", ">="), {})
    'grade met: grade >= C, saw B+'
    """
    parts = [asked_of(reason)]
    if reason.saw:
        parts.append(f"saw {reason.saw}")
    if reason.needs:
        parts.append(f"needs {reason.needs}")
    if reason.about:
        parts.append(named(reason.about, names))
    headline = str(reason.code).replace("-", " ")
    facts = ", ".join(part for part in parts if part)
    return f"{headline}: {facts}" if facts else headline


def authority(reason: Reason) -> str:
    """Name the rule, its citation and where it is written, as far as they are known."""
    origin = "" if reason.origin is None else str(reason.origin)
    return "; ".join(part for part in (reason.rule, reason.cites, origin) if part)


def citations(reasons: Iterable[Reason]) -> tuple[str, ...]:
    """List what the reasons cite, each once, in their order."""
    return tuple(dict.fromkeys(one.cites for one in reasons if one.cites))


def governing_sentence(row: Row) -> str:
    """Say which day picked the version, and by which clause; empty without one."""
    governing = row.line.governing
    if governing is None:
        return ""
    day = governing.date
    on = "a day that is not on record" if day is None else day.isoformat()
    clause = governing.clause or f"governed by {clock_of(row)}"
    return f"{clause}: {on}"


def passed_over_sentences(line: Line) -> tuple[str, ...]:
    """Say which versions were passed over, and why."""
    return tuple(f"{one.version}: {one.reason}" for one in line.passed_over)
