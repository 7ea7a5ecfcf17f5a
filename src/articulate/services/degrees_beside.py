"""Degrees beside each other: what a record comes to in each, is and would be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.nearest import did_you_mean
from articulate.explain.what_if import Imagined
from articulate.model.identifiers import BlockId, VersionId
from articulate.services.acting import Act
from articulate.services.evaluate_record import once_each
from articulate.services.planned_courses import Planning, read_plan
from articulate.services.receivers import Unclear
from articulate.services.what_if import Supposed, what_if
from articulate.services.worksheet import Evaluated

MOST = 4
"""Degrees that are set beside each other at once."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What was typed: degrees, a catalog that is elected, and a plan, line by line."""

    degrees: tuple[str, ...] = ()
    catalog: str = ""
    plan: str = ""


def offered(evaluated: Evaluated) -> Iterator[tuple[BlockId, str]]:
    """Yield each degree of the receiver once: its id and its title."""
    receiving = evaluated.asked.receiving
    seen = {
        block.head.id: block.head.title or block.head.id
        for block in evaluated.rulebook.degrees
        if block.head.receiving == receiving
    }
    yield from sorted(seen.items())


def degrees_beside(
    evaluated: Evaluated, typed: Beside, act: Act
) -> tuple[Imagined, ...] | Diagnostic:
    """Audit each degree that is named, with what is supposed; record nothing."""
    book, asked = evaluated.rulebook, evaluated.asked
    record = evaluated.shown.evaluation.record
    known = [str(one) for one, _ in offered(evaluated)]
    degrees = once_each(typed.degrees or [str(one) for one in asked.degrees])
    if strange := [one for one in degrees if one not in known]:
        near = did_you_mean(strange[0], known, otherwise=_listed(known))
        return _unread(act, f"the policies have no degree `{strange[0]}`", near)
    if len(degrees) > MOST:
        return _unread(
            act, f"{len(degrees)} degrees are too many", f"name up to {MOST}"
        )
    planned = read_plan(
        typed.plan.splitlines(), Planning(book, asked.receiving, asked.as_of)
    )
    if isinstance(planned, Unclear):
        return _unread(act, planned.message, planned.help)
    catalog = VersionId(typed.catalog.strip()) if typed.catalog.strip() else None
    as_asked = degrees == asked.degrees and not (planned or catalog)
    if as_asked and len(degrees) == 1:
        return (Imagined(evaluated.shown, evaluated.shown, ()),)
    return tuple(
        what_if(
            book,
            record,
            asked,
            Supposed(degrees=(degree,), catalog=catalog, planned=planned),
        )
        for degree in degrees
    )


def _listed(known: Sequence[str]) -> str:
    return f"the degrees are {', '.join(known)}" if known else "there are no degrees"


def _unread(act: Act, message: str, way_out: str) -> Diagnostic:
    return Diagnostic(
        code=Code.FORM_INVALID, place=act.at(), message=message, help=way_out
    )
