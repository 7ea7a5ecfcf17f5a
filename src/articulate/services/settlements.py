"""Lines that a person settles otherwise: read from words, and checked for sense."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.nearest import did_you_mean
from articulate.diagnostics.report import Report
from articulate.diagnostics.stored import StoreRef
from articulate.model.decision import Decision, Settled
from articulate.model.exact import number_text, parse_number
from articulate.model.identifiers import InstitutionId, LearningId
from articulate.model.line import Status
from articulate.rulebook.rulebook import Rulebook
from articulate.services.acting import Act, request_stream
from articulate.services.stored_evaluation import KeptEvaluation

_WRITTEN = re.compile(
    r"\s*(?P<learning>[^=\s]+)\s*=\s*(?P<status>[a-z-]+)"
    r"(?:\s+(?P<gives>[^\s\d].*?))??(?:\s+(?P<credits>[\d./]+)\s*cr)?\s*"
)
GIVES = (Status.AWARDED, Status.ELECTIVE)
"""Statuses by which a person gives credit as something."""
MAY_SETTLE = (*GIVES, Status.ACCEPTED, Status.DENIED)
_FORM = "write it as LEARNING=STATUS, such as `c2=denied` or `c2=awarded CSCI 141 4 cr`"


def read_settlement(written: str, place: StoreRef) -> Settled | Diagnostic:
    """Read how one line is settled.

    >>> read_settlement("c2 = awarded CSCI 141 4 cr", StoreRef("office.db"))
    Settled(learning='c2', status=<Status.AWARDED: 'awarded'>, gives='CSCI 141',
            credits=Fraction(4, 1))
    >>> read_settlement("c2=denied", StoreRef("office.db")).gives
    ''
    """
    match = _WRITTEN.fullmatch(written)
    if match is None:
        return _unread(place, f"`{written}` does not say how a line is settled", _FORM)
    known = [str(status) for status in MAY_SETTLE]
    if match["status"] not in known:
        what = f"a person cannot settle a line as `{match['status']}`"
        near = did_you_mean(match["status"], known, otherwise=f"say {', '.join(known)}")
        return _unread(place, what, near)
    status = Status(match["status"])
    gives = " ".join((match["gives"] or "").split())
    if status in GIVES and not gives:
        what = f"`{written}` does not say what is given"
        return _unread(place, what, _FORM)
    if status not in GIVES and gives:
        what = f"`{status}` gives nothing, and `{written}` names `{gives}`"
        return _unread(place, what, _FORM)
    amount = None if match["credits"] is None else parse_number(match["credits"])
    if match["credits"] is not None and amount is None:
        what = f"`{match['credits']}` is no amount of credit"
        return _unread(place, what, _FORM)
    return Settled(LearningId(match["learning"]), status, gives, amount)


def read_decision(
    request: str, written: Iterable[str], reason: str, act: Act
) -> Decision | Report:
    """Read a decision as a person wrote it, or report all that is wrong with it."""
    place = act.at(request_stream(request))
    read = [read_settlement(one, place) for one in written]
    if problems := [one for one in read if isinstance(one, Diagnostic)]:
        return Report.of(problems)
    settled = tuple(one for one in read if isinstance(one, Settled))
    return Decision(request, settled, reason)


def wrong_with(
    decision: Decision,
    evaluation: KeptEvaluation,
    rulebook: Rulebook,
    place: StoreRef,
) -> Iterator[Diagnostic]:
    """Yield what keeps a decision from being one: of its lines, targets and reason."""
    lines, receiving = evaluation.lines, evaluation.asked.receiving
    line_of = {
        one: number for number, line in enumerate(lines) for one in line["learning"]
    }
    settled: dict[int, Settled] = {}
    for one in decision.settled:
        number = line_of.get(one.learning)
        if number is None:
            what = f"the evaluation has no learning `{one.learning}`"
            near = did_you_mean(
                one.learning, line_of, otherwise="look at its lines with --format json"
            )
            yield _unread(place, what, near)
        elif number in settled:
            what = f"the line of `{one.learning}` is settled twice"
            yield _unread(place, what, "settle each line once")
        else:
            settled[number] = one
        if one.status is Status.AWARDED:
            yield from _unknown_course(one, rulebook, receiving, place)
    for number, line in enumerate(lines):
        if line["status"] == Status.REFERRED and number not in settled:
            yield _left_open(line, place)
    if decision.settled and not decision.reason.strip():
        yield Diagnostic(
            code=Code.REASON_MISSING,
            place=place,
            message="a line is settled otherwise than the rules say, without a reason",
            help="give the reason in your own words with --reason",
        )


def settled_line(line: Mapping[str, Any], settled: Settled) -> dict[str, Any]:
    """Write a line as a person settled it, beside what the rules had come to."""
    given = [] if not settled.gives else [_target(line, settled)]
    return {
        "learning": line["learning"],
        "how": "settled",
        "status": str(settled.status),
        "targets": given,
        "instead_of": {key: line[key] for key in ("status", "rule", "targets")},
    }


def adopted_line(line: Mapping[str, Any]) -> dict[str, Any]:
    """Write a line that a person adopts as the rules gave it."""
    kept = ("learning", "status", "rule", "targets", "reasons")
    return {"how": "adopted"} | {key: line[key] for key in kept}


def _target(line: Mapping[str, Any], settled: Settled) -> dict[str, Any]:
    amount = settled.credits
    credit = line["credit"].get("earned", "0")
    written = credit if amount is None else number_text(amount)
    if settled.status is Status.AWARDED:
        return {"kind": "course", "code": settled.gives, "credits": written}
    subject = None if settled.gives == "general" else settled.gives
    return {"kind": "elective", "subject": subject, "level": None, "credits": written}


def _unknown_course(
    one: Settled, rulebook: Rulebook, receiving: InstitutionId, place: StoreRef
) -> Iterator[Diagnostic]:
    """Yield a problem where the receiver's catalogs have no course of that code."""
    listed = {
        str(course.code).removeprefix(f"{receiving}:")
        for catalog in rulebook.catalogs
        if catalog.head.receiving == receiving
        for course in catalog.courses
    }
    wanted = one.gives.removeprefix(f"{receiving}:")
    if wanted not in listed:
        what = f"no catalog of `{receiving}` has a course `{wanted}`"
        yield _unread(
            place,
            what,
            did_you_mean(
                wanted, listed, otherwise="write the course as the catalog does"
            ),
        )


def _left_open(line: Mapping[str, Any], place: StoreRef) -> Diagnostic:
    names = " + ".join(line["learning"])
    return Diagnostic(
        code=Code.LINE_LEFT_OPEN,
        place=place,
        message=f"the line of `{names}` is referred, and nothing is decided about it",
        help=f'settle it, such as with --settle "{line["learning"][0]}=denied", and say'
        " why with --reason",
    )


def _unread(place: StoreRef, message: str, way_out: str) -> Diagnostic:
    return Diagnostic(
        code=Code.SETTLEMENT_NOT_READ, place=place, message=message, help=way_out
    )
