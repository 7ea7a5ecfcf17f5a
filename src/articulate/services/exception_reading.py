"""An academic exception as it is typed: one statement of the policy language, read.

`waive bs-cs/capstone`, `substitute STAT 135 for MATH 135 in bs-cs/core`, `extend limit
two-year to 66 cr`, `accept NCC:CIS 299 -> CSCI 480 [4 cr]`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.origin import Origin
from articulate.diagnostics.report import Report
from articulate.language.lower.closures import exception_block
from articulate.language.lower.heads import exception_head
from articulate.language.parse import parse
from articulate.language.syntax.node import Node
from articulate.language.syntax.quantities import Duration
from articulate.language.syntax.sources import CourseTarget, TargetAll, TargetChoice
from articulate.language.syntax.teach_outs import (
    AcceptRule,
    ExceptionBlock,
    Extend,
    Substitute,
    Waive,
)
from articulate.model.calendar import Period
from articulate.model.identifiers import BlockId, InstitutionId, LearnerId
from articulate.rulebook.academic_exceptions import AcademicException
from articulate.rulebook.credit_rules import EquivalencyRule
from articulate.rulebook.teach_out import LimitExtension, Substitution, Waiver

TYPES = ("substitute", "waive", "extend", "accept")
"""What an exception can do, by the word that it begins with."""
_KINDS = (Substitute, Waive, Extend, AcceptRule)
_OPENED = 'exception e-1 for learner "L" granted 2000-01-01 by "A" {\n'
_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")
_ONE = "write one of `waive …`, `substitute … for …`, `extend limit … to …`, `accept …`"

Said = TypeVar("Said", Substitution, Waiver, LimitExtension, EquivalencyRule)


@dataclass(frozen=True, slots=True)
class Typed:
    """An exception as somebody proposes it; `through` is its last day, None no end."""

    statement: str
    reason: str
    cites: str = ""
    through: date | None = None


@dataclass(frozen=True, slots=True)
class Granting:
    """For whom an exception is, where it is entered, and who grants it from when."""

    id: BlockId
    learner: LearnerId
    receiving: InstitutionId
    origin: Origin
    granted: date
    by: str


def exception_id(request: str, number: int) -> BlockId:
    """Name an exception by its request and the entry that proposed it.

    >>> exception_id("R_17", 4)
    'e-r-17-4'
    """
    plain = _NOT_IN_IDS.sub("-", request.casefold()).strip("-")
    return BlockId("-".join(part for part in ("e", plain, str(number)) if part))


def read_exception(typed: Typed, granting: Granting) -> AcademicException | Report:
    """Read a statement as the exception that it would be, or report what is wrong."""
    written = f"{_OPENED}{typed.statement}\n}}\n"
    policy, report = parse(written, "the exception")
    if report.errors or policy is None:
        return Report.of(
            replace(one, place=granting.origin) for one in report.diagnostics
        )
    block = policy.blocks[0]
    if len(policy.blocks) != 1 or not isinstance(block, ExceptionBlock):
        return _unread("it says more than one thing", granting)
    if len(block.statements) != 1 or not isinstance(block.statements[0], _KINDS):
        return _unread(f"`{typed.statement}` is no one exception", granting)
    if wrong := next(_wrong_in(block.statements[0]), ""):
        return _unread(wrong, granting)
    return _signed(block, typed, granting)


def _wrong_in(statement: Node) -> Iterator[str]:
    """Yield what no pass looks at here: it would be looked at in a file of policy."""
    match statement:
        case Extend(kind=kind, to=to) if kind != "limit" or isinstance(to, Duration):
            yield "only a limit can be extended; what is too old is waived"
        case Substitute(new=CourseTarget()):
            return
        case Substitute(new=TargetAll(parts=parts) | TargetChoice(parts=parts)):
            if not all(isinstance(one, CourseTarget) for one in parts):
                yield "only courses stand in for others"
        case Substitute():
            yield "only courses stand in for others"
        case _:
            return


def _signed(
    block: ExceptionBlock, typed: Typed, granting: Granting
) -> AcademicException:
    """Put the names, days and reasons of an office on what was read."""
    made = exception_block(block, exception_head(block, granting.receiving))
    head = replace(
        made.head,
        id=granting.id,
        origin=granting.origin,
        effective=Period.through(granting.granted, typed.through),
        cites=(typed.cites.strip() or str(granting.origin),),
    )
    why = " ".join(typed.reason.split())
    return replace(
        made,
        head=head,
        learner=granting.learner,
        granted=granting.granted,
        by=granting.by,
        substitutions=_reasoned(made.substitutions, why, granting.origin),
        waivers=_reasoned(made.waivers, why, granting.origin),
        extensions=_reasoned(made.extensions, why, granting.origin),
        accepts=_reasoned(made.accepts, why, granting.origin),
    )


def _reasoned(some: tuple[Said, ...], why: str, origin: Origin) -> tuple[Said, ...]:
    return tuple(
        replace(
            one,
            head=replace(one.head, origin=origin),
            because=one.because or why,
        )
        for one in some
    )


def _unread(why: str, granting: Granting) -> Report:
    problem = Diagnostic(
        code=Code.EXCEPTION_NOT_READ,
        place=granting.origin,
        message=why,
        help=_ONE,
    )
    return Report.of([problem])
