"""Every outcome of an audit is said in words, on the page and on the terminal."""

from dataclasses import replace
from fractions import Fraction
from io import StringIO

import pytest
from rich.console import Console

from articulate.cli.audit_text import audit_tree
from articulate.explain.audit_tree import audit_section
from articulate.explain.badges import (
    audit_symbol,
    line_badge,
    met_symbol,
    status_symbol,
)
from articulate.explain.outline import Shown
from articulate.explain.page import page
from articulate.explain.progress import audit_sentence, is_done, measure_progress
from articulate.model.audit import AuditStatus, DegreeAudit, MeasureResult, Met
from articulate.model.identifiers import RuleId
from articulate.model.line import Status
from articulate.model.reason import Reason, ReasonCode


def said(audit: DegreeAudit) -> str:
    written = StringIO()
    Console(file=written, width=120).print(audit_tree(audit, "The degree"))
    return written.getvalue()


@pytest.mark.parametrize("status", AuditStatus, ids=str)
def test_every_outcome_has_a_sentence_a_sign_and_a_word(
    audit: DegreeAudit, status: AuditStatus
) -> None:
    came = replace(audit, status=status)
    for text in (said(came), audit_section(came, "The degree", {})):
        assert audit_sentence(came) in text
        assert audit_symbol(status) in text
        assert str(status) in text


def test_no_two_outcomes_share_their_words(audit: DegreeAudit) -> None:
    sentences = {audit_sentence(replace(audit, status=one)) for one in AuditStatus}
    assert len(sentences) == len(AuditStatus)


@pytest.mark.parametrize("met", Met, ids=str)
def test_every_state_of_a_requirement_has_a_sign(met: Met) -> None:
    assert met_symbol(met)
    assert isinstance(is_done(met), bool)


@pytest.mark.parametrize("status", Status, ids=str)
def test_every_status_has_a_sign_of_its_own(status: Status) -> None:
    signs = [status_symbol(one) for one in Status]
    assert len(signs) == len(set(signs))
    assert f"status {status}" in line_badge(status)


def test_what_cannot_hold_together_is_named(audit: DegreeAudit) -> None:
    stuck = replace(
        audit, status=AuditStatus.IMPOSSIBLE, conflicts=(("core", "gened"),)
    )
    assert "cannot hold together: core, gened" in said(stuck)
    assert "cannot hold together: core, gened" in audit_section(stuck, "It", {})


def test_what_would_settle_an_open_audit_is_named(audit: DegreeAudit) -> None:
    waiting = replace(
        audit,
        version="",
        open_facts=(Reason(ReasonCode.MISSING_FACT, needs="the day of admission"),),
    )
    for text in (said(waiting), audit_section(waiting, "It", {})):
        assert "not clear which version" in text
        assert "Something is missing on the record: the day of admission." in text


def test_work_in_progress_is_beside_what_is_missing(audit: DegreeAudit) -> None:
    core, math = audit.groups
    coming = core._replace(in_progress=math.applied)
    busy = replace(audit, groups=(coming, math))
    assert "in progress: MATH 121 (4)" in said(busy)
    assert "In progress: MATH 121 (4)" in audit_section(busy, "It", {})


def test_a_choice_that_was_not_needed_is_not_missing(audit: DegreeAudit) -> None:
    core, math = audit.groups
    done = replace(audit, groups=(core._replace(status=Met.COMPLETE), math))
    assert "Theory: not needed" in said(done)
    assert "1 of CSCI 301" not in said(done)
    assert "1 of CSCI 301" not in audit_section(done, "It", {})


def test_a_certificate_that_was_refused_is_said_to_be(audit: DegreeAudit) -> None:
    assert audit.certificate is not None
    refused = replace(audit, certificate=replace(audit.certificate, checked=False))
    assert "not accepted by the checker" in said(refused)
    assert "not accepted by the separate checker" in audit_section(refused, "It", {})


MEASURES = {
    "an average is cut off and never rounded up": (
        MeasureResult(
            RuleId("gpa"), "gpa", Fraction(2), Fraction(19996, 10000), Met.SHORT
        ),
        "1.999… counted, 2 needed",
    ),
    "what is short": (
        MeasureResult(
            RuleId("total"),
            "residency",
            Fraction(30),
            Fraction(26),
            Met.SHORT,
            short=Fraction(4),
        ),
        "26 counted, 30 needed, 4 short",
    ),
    "nothing can be said": (
        MeasureResult(RuleId("final"), "residency", Fraction(24), None, Met.UNKNOWN),
        "nothing counted yet, 24 needed",
    ),
}


@pytest.mark.parametrize(("measure", "words"), MEASURES.values(), ids=MEASURES)
def test_a_measure_in_words(measure: MeasureResult, words: str) -> None:
    assert measure_progress(measure) == words


def test_several_degrees_have_a_section_each(shown: Shown) -> None:
    text = page(replace(shown, audits=shown.audits * 2, several=True))
    assert text.count("Degree audit: BS Computer Science") == 2
    assert text.count("Where each credit went in BS Computer Science") == 2
