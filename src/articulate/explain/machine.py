"""The result as JSON, for other programs: semantics.md section 8 and section 10(z)."""

import json
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from articulate.diagnostics.diagnostic import Diagnostic
from articulate.explain.naming import attribute_of
from articulate.explain.outline import Row, Shown, clock_of, rows_of
from articulate.model.audit import DegreeAudit, GroupResult, MeasureResult, Placement
from articulate.model.award import AwardKind, CreditAward
from articulate.model.evaluation import Evaluation, LimitUse
from articulate.model.exact import number_text
from articulate.model.line import Line, Status
from articulate.model.reason import Reason
from articulate.model.totals import Totals, totals_of

EVALUATION_SCHEMA = "articulate.evaluation/1"
CHECK_SCHEMA = "articulate.check/1"

Json = str | int | bool | None | Sequence["Json"] | Mapping[str, "Json"]


def as_text(value: Json, *, compact: bool = False) -> str:
    """Write one JSON object with its keys sorted; compact is one line.

    >>> as_text({"b": 1, "a": None}, compact=True)
    '{"a": null, "b": 1}'
    """
    indent = None if compact else 2
    return json.dumps(value, sort_keys=True, indent=indent, ensure_ascii=False)


def evaluation_json(shown: Shown) -> dict[str, Json]:
    """Turn one result into the object that `--format json` prints."""
    evaluation = shown.evaluation
    learner = evaluation.record.learner.id
    result: dict[str, Json] = {
        "schema": EVALUATION_SCHEMA,
        "learner": learner,
        "as_of": evaluation.as_of.isoformat(),
        "rulebook": evaluation.rulebook,
        "record": shown.record_digest,
        "lines": [line_json(row) for row in rows_of(shown)],
        "totals": totals_json(evaluation, totals_of(evaluation)),
        "limits": [_limit(limit) for limit in evaluation.limits],
    }
    audits = [audit_json(audit) for audit in shown.audits]
    if shown.several:
        result["audits"] = audits
    elif audits:
        result["audit"] = audits[0]
    return result


def check_json(diagnostics: Iterable[Diagnostic]) -> dict[str, Json]:
    """Turn diagnostics into the object that `check --format json` prints."""
    problems = [diagnostic_json(one) for one in diagnostics]
    return {"schema": CHECK_SCHEMA, "diagnostics": problems}


def diagnostic_json(diagnostic: Diagnostic) -> dict[str, Json]:
    """Turn one problem into JSON; its witness is a learner record."""
    witness = diagnostic.witness
    return {
        "code": str(diagnostic.code),
        "severity": str(diagnostic.severity),
        "message": diagnostic.message,
        "help": diagnostic.help,
        "origin": str(diagnostic.place),
        "also": [str(other) for other in diagnostic.also],
        "witness": None if witness is None else json.loads(witness),
    }


def line_json(row: Row) -> dict[str, Json]:
    """Turn one line into JSON, with what it has beside the contract's own keys."""
    line = row.line
    shown: dict[str, Json] = {
        "learning": list(line.learning),
        "status": str(line.status),
        "rule": line.rule,
        "origin": None if line.origin is None else str(line.origin),
        "targets": [target_json(target) for target in line.targets],
        "governing": _governing(row),
        "reasons": [reason_json(reason) for reason in line.reasons],
        "passed_over": [
            {"version": one.version, "reason": one.reason} for one in line.passed_over
        ],
        "credit": _split(line),
    }
    cut = any(target.applied != target.credits for target in line.targets)
    beside: dict[str, Json] = {
        "applied": [number_text(one.applied) for one in line.targets] if cut else [],
        "clause": line.governing.clause if line.governing else "",
        "residual": line.residual,
        "replaced_by": list(line.replaced_by),
    }
    return shown | {key: said for key, said in beside.items() if said}


def target_json(target: CreditAward) -> dict[str, Json]:
    """Turn one target into JSON, with the keys of its kind."""
    shown: dict[str, Json] = {"kind": str(target.kind)}
    match target.kind:
        case AwardKind.COURSE:
            shown["code"] = None if target.code is None else str(target.code)
        case AwardKind.ELECTIVE:
            shown["subject"] = target.subject
            shown["level"] = None if target.level is None else str(target.level)
        case AwardKind.REQUIREMENT:
            shown["attribute"] = attribute_of(target)
        case AwardKind.BLOCK:
            shown["title"] = target.title
    shown["credits"] = number_text(target.credits)
    return shown


def reason_json(reason: Reason) -> dict[str, Json]:
    """Turn one reason into JSON; facts that it does not have are left out."""
    parts: dict[str, Json] = {
        "fact": reason.fact,
        "operator": reason.operator,
        "wanted": reason.wanted,
        "saw": reason.saw,
        "rule": reason.rule,
        "cites": reason.cites,
        "needs": reason.needs,
        "text": reason.text,
        "about": list(reason.about),
        "origin": "" if reason.origin is None else str(reason.origin),
    }
    return {"code": str(reason.code)} | {
        key: said for key, said in parts.items() if said
    }


def totals_json(evaluation: Evaluation, totals: Totals) -> dict[str, Json]:
    """Turn the totals into JSON: every key, also where there is nothing."""
    by_status: dict[str, Json] = {
        str(status).replace("-", "_"): number_text(totals.of(status))
        for status in Status
    }
    return by_status | {
        "unit": str(evaluation.unit),
        "earned": number_text(totals.earned),
        "granted": number_text(totals.granted),
        "rounding": number_text(totals.rounding),
    }


def audit_json(audit: DegreeAudit) -> dict[str, Json]:
    """Turn one degree audit into JSON."""
    certificate = audit.certificate
    shown: dict[str, Json] = {
        "degree": f"{audit.degree}@{audit.version}" if audit.version else audit.degree,
        "status": str(audit.status),
        "credits": {
            "required": number_text(audit.credits_required),
            "applied": number_text(audit.credits_applied),
        },
        "groups": [group_json(group) for group in audit.groups],
        "residency": [_measure(measure) for measure in audit.residency],
        "certificate": None
        if certificate is None
        else {"kind": str(certificate.kind), "checked": certificate.checked},
    }
    if audit.gpa:
        shown["gpa"] = [_measure(measure) for measure in audit.gpa]
    if audit.free:
        shown["free"] = [_placement(placement) for placement in audit.free]
    if audit.conflicts:
        shown["conflicts"] = [list(conflict) for conflict in audit.conflicts]
    if audit.open_facts:
        shown["open"] = [reason_json(reason) for reason in audit.open_facts]
    return shown


def _limit(limit: LimitUse) -> dict[str, Json]:
    return {
        "rule": limit.rule,
        "limit": number_text(limit.limit),
        "used": number_text(limit.used),
        "over": number_text(limit.over),
    }


def _governing(row: Row) -> Json:
    governing = row.line.governing
    if governing is None:
        return None
    day = None if governing.date is None else governing.date.isoformat()
    return {"clock": clock_of(row), "date": day}


def _split(line: Line) -> dict[str, Json]:
    amounts = {
        "earned": line.split.earned,
        "granted": line.split.granted,
        "rounding": line.split.rounding,
    } | {str(status).replace("-", "_"): some for status, some in line.split.by_status}
    return {key: number_text(some) for key, some in amounts.items() if some}


def group_json(group: GroupResult) -> dict[str, Json]:
    """Turn one group of an audit into JSON, with the groups inside it."""
    shown: dict[str, Json] = {
        "id": group.id,
        "status": str(group.status),
        "applied": [_placement(placement) for placement in group.applied],
        "missing": list(group.missing),
    }
    if group.required is not None:
        unit = "courses" if group.in_courses else "credits"
        shown[unit] = {
            "required": number_text(group.required),
            "applied": number_text(group.counted),
        }
    if group.in_progress:
        shown["in_progress"] = [_placement(one) for one in group.in_progress]
    if group.groups:
        shown["groups"] = [group_json(inner) for inner in group.groups]
    if group.reasons:
        shown["reasons"] = [reason_json(reason) for reason in group.reasons]
    return shown


def _placement(placement: Placement) -> dict[str, Json]:
    code = placement.label if placement.code is None else str(placement.code)
    return {
        "code": code,
        "credits": number_text(placement.credits),
        "from": list(placement.learning),
    }


def _measure(measure: MeasureResult) -> dict[str, Json]:
    return {
        "rule": measure.rule,
        "required": number_text(measure.required),
        "counted": _or_null(measure.counted),
        "status": str(measure.status),
    }


def _or_null(number: Fraction | None) -> str | None:
    return None if number is None else number_text(number)
