"""One expectation of a policy test, judged: whether it holds, and what came instead."""

from dataclasses import dataclass
from typing import assert_never

from articulate.explain.outline import Shown
from articulate.model.audit import DegreeAudit, GroupResult, MeasureResult, Met
from articulate.model.award import AwardKind, CreditAward
from articulate.model.exact import number_text
from articulate.model.line import Line, Status
from articulate.model.reason import Reason, ReasonCode
from articulate.model.totals import totals_of
from articulate.rulebook.policy_tests import Expectation, ExpectationKind
from articulate.rulebook.rulebook import Rulebook
from articulate.services.learning_refs import lines_about

_GIVES = (Status.AWARDED, Status.ELECTIVE)
_GROUNDS = {
    ReasonCode.NOT_ACCREDITED: "accreditation",
    ReasonCode.BELOW_MINIMUM: "quality",
}
_STATUSES = {
    ExpectationKind.DENIED: Status.DENIED,
    ExpectationKind.REFERRED: Status.REFERRED,
    ExpectationKind.UNARTICULATED: Status.UNARTICULATED,
    ExpectationKind.SUPERSEDED: Status.SUPERSEDED,
    ExpectationKind.IN_PROGRESS: Status.IN_PROGRESS,
}


@dataclass(frozen=True, slots=True)
class Judged:
    """One expectation and what came: empty `came` where it holds.

    `lines` are those that the expectation is about, for saying why.
    """

    expectation: Expectation
    holds: bool
    came: str = ""
    lines: tuple[Line, ...] = ()


def judge(
    expected: Expectation,
    shown: Shown,
    rulebook: Rulebook,
    told: frozenset[str] = frozenset(),
) -> Judged:
    """Compare what is written in one expectation with what came; nothing else.

    *told* are the watch rules that point something out.
    """
    kind = expected.kind
    match kind:
        case (
            ExpectationKind.COURSE
            | ExpectationKind.ELECTIVE
            | ExpectationKind.REQUIREMENT
            | ExpectationKind.BLOCK
        ):
            return _target(expected, shown.evaluation.lines)
        case ExpectationKind.NO_CREDIT_FOR:
            return _no_credit(expected, shown, _about(expected, shown, rulebook))
        case ExpectationKind.ACCEPTED_NOT_APPLIED:
            return _accepted(expected, _about(expected, shown, rulebook))
        case (
            ExpectationKind.DENIED
            | ExpectationKind.REFERRED
            | ExpectationKind.UNARTICULATED
            | ExpectationKind.SUPERSEDED
            | ExpectationKind.IN_PROGRESS
        ):
            return _status(expected, _about(expected, shown, rulebook))
        case ExpectationKind.TOTAL:
            counted = totals_of(shown.evaluation).counted
            holds = counted == expected.credits
            return _plain(expected, f"total {number_text(counted)} cr", holds=holds)
        case ExpectationKind.GROUP | ExpectationKind.DEGREE:
            return _audited(expected, shown.audits)
        case ExpectationKind.RESIDENCY:
            return _residency(expected, shown.audits)
        case ExpectationKind.SIGNAL | ExpectationKind.NO_SIGNAL:
            holds = (expected.rule in told) is (kind is ExpectationKind.SIGNAL)
            named = ", ".join(sorted(one for one in told if "@" in one))
            return _plain(expected, f"signals of {named or 'no rule'}", holds=holds)
    assert_never(kind)


def _about(expected: Expectation, shown: Shown, rulebook: Rulebook) -> tuple[Line, ...]:
    if expected.learning is None:
        return ()
    return lines_about(expected.learning, shown.evaluation, rulebook)


def _holds(expected: Expectation) -> Judged:
    return Judged(expected, holds=True)


def _fails(expected: Expectation, came: str, lines: tuple[Line, ...] = ()) -> Judged:
    return Judged(expected, holds=False, came=came, lines=lines)


def _plain(expected: Expectation, came: str, *, holds: bool) -> Judged:
    return _holds(expected) if holds else _fails(expected, came)


def _target(expected: Expectation, lines: tuple[Line, ...]) -> Judged:
    """Find a line that gives the target; where none does, show the nearest."""
    named = [
        (line, target)
        for line in lines
        if line.status in _GIVES
        for target in line.targets
        if _is_target(expected, target)
    ]
    for line, target in named:
        if _amount_fits(expected, target) and _by_fits(expected, line):
            return _holds(expected)
    if named:
        came = "; ".join(
            f"{number_text(target.credits)} cr by {line.rule or 'no rule'}"
            for line, target in named
        )
        return _fails(expected, came, tuple(line for line, _ in named))
    near = tuple(
        line for line in lines if any(_is_target(expected, one) for one in line.targets)
    )
    return _fails(expected, "no line gives it", near or lines)


def _is_target(expected: Expectation, target: CreditAward) -> bool:
    match expected.kind:
        case ExpectationKind.COURSE:
            return target.kind is AwardKind.COURSE and target.code == expected.code
        case ExpectationKind.ELECTIVE:
            return (
                target.kind is AwardKind.ELECTIVE
                and expected.subject in (None, target.subject)
                and expected.level in (None, target.level)
            )
        case ExpectationKind.REQUIREMENT:
            return target.kind is AwardKind.REQUIREMENT and (
                expected.attribute in (*target.attributes, target.title)
            )
        case _:
            return target.kind is AwardKind.BLOCK and target.title == expected.title


def _amount_fits(expected: Expectation, target: CreditAward) -> bool:
    """Compare credit: what the target gives, or what of it is applied."""
    return expected.credits in (None, target.credits, target.applied)


def _by_fits(expected: Expectation, line: Line) -> bool:
    if not expected.by:
        return True
    if line.rule is None:
        return False
    if "@" in expected.by:
        return line.rule == expected.by
    block, _, rule = line.rule.partition("/")
    return f"{block.partition('@')[0]}/{rule}" == expected.by


def _no_credit(expected: Expectation, shown: Shown, lines: tuple[Line, ...]) -> Judged:
    """Look for credit of a learning, and of a course of ours on every line."""
    code = None if expected.learning is None else expected.learning.code
    ours = code is not None and code.institution == shown.evaluation.receiving
    if ours:
        lines = tuple(
            line
            for line in shown.evaluation.lines
            if line in lines or any(one.code == code for one in line.targets)
        )
    given = tuple(
        line for line in lines if any(dict(line.split.by_status).get(s) for s in _GIVES)
    )
    if not lines and not ours:
        return _fails(expected, "the record has no such learning")
    came = f"it is {given[0].status}" if given else ""
    return _fails(expected, came, given) if given else _holds(expected)


def _status(expected: Expectation, lines: tuple[Line, ...]) -> Judged:
    wanted = _STATUSES[expected.kind]
    if not lines:
        return _fails(expected, "the record has no such learning")
    found = [line for line in lines if line.status is wanted]
    if not found:
        came = " and ".join(dict.fromkeys(f"it is {line.status}" for line in lines))
        return _fails(expected, came, lines)
    if any(
        _by_fits(expected, line) and _because_fits(expected, line) for line in found
    ):
        return _holds(expected)
    return _fails(expected, "another rule or reason decided", tuple(found))


def _because_fits(expected: Expectation, line: Line) -> bool:
    """Look for the ground, the reason's name, or the reason's own words."""
    if expected.ground is None and not expected.because:
        return True
    wanted = str(expected.ground or expected.because)
    return any(_says(reason, wanted) for reason in line.reasons)


def _says(reason: Reason, wanted: str) -> bool:
    return wanted in (
        str(reason.code),
        _GROUNDS.get(reason.code, ""),
        *(reason.wanted, reason.saw, reason.fact, reason.needs, reason.text),
        *reason.about,
    )


def _accepted(expected: Expectation, lines: tuple[Line, ...]) -> Judged:
    if not lines:
        return _fails(expected, "the record has no such learning")
    for line in lines:
        some = dict(line.split.by_status).get(Status.ACCEPTED)
        wholly = line.status is Status.ACCEPTED
        if (some or wholly) and expected.credits in (None, some):
            return _holds(expected)
    return _fails(expected, f"it is {lines[0].status}", lines)


def _audited(expected: Expectation, audits: tuple[DegreeAudit, ...]) -> Judged:
    for audit in audits:
        if expected.degree not in (None, audit.degree):
            continue
        if expected.version not in ("", audit.version):
            return _fails(expected, f"version {audit.version} was audited")
        if expected.kind is ExpectationKind.DEGREE:
            came = str(audit.status)
            return _plain(expected, f"it is {came}", holds=came == expected.status)
        group = _find(audit.groups, expected.group[-1] if expected.group else "")
        if group is None:
            return _fails(expected, "the audit has no such group")
        came = "complete" if _done(group.status) else "incomplete"
        missing = f": {'; '.join(group.missing)}" if group.missing else ""
        return _plain(expected, f"it is {came}{missing}", holds=came == expected.status)
    return _fails(expected, "that degree was not audited")


def _find(groups: tuple[GroupResult, ...], name: str) -> GroupResult | None:
    """Find a group by its id, which is unique in its degree."""
    for group in groups:
        if group.id == name:
            return group
        if (inner := _find(group.groups, name)) is not None:
            return inner
    return None


def _done(met: Met) -> bool:
    return met in (Met.COMPLETE, Met.MET, Met.WAIVED)


def _residency(expected: Expectation, audits: tuple[DegreeAudit, ...]) -> Judged:
    came = "no audit has such a residency rule"
    for audit in audits:
        if expected.degree not in (None, audit.degree):
            continue
        if expected.version not in ("", audit.version):
            return _fails(expected, f"version {audit.version} was audited")
        for measure in audit.residency:
            if measure.rule != expected.rule:
                continue
            if _measure_fits(expected, measure):
                return _holds(expected)
            short = f" by {number_text(measure.short)} cr" if measure.short else ""
            came = f"it is {measure.status}{short}"
    return _fails(expected, came)


def _measure_fits(expected: Expectation, measure: MeasureResult) -> bool:
    if expected.status == "short":
        short = not _done(measure.status)
        return short and expected.credits in (None, measure.short)
    return _done(measure.status)
