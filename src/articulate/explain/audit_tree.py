"""The degree audit of a page: its requirements as a tree, each with its progress."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from articulate.explain.badges import audit_badge, met_badge
from articulate.explain.learner import learner_sentence
from articulate.explain.markup import EMPTY, Markup, joined, tag, text
from articulate.explain.progress import (
    audit_sentence,
    credit_progress,
    credits_met,
    group_progress,
    is_done,
    measure_progress,
    own_missing,
    own_placements,
    placement_words,
    progress_sentence,
)
from articulate.model.audit import DegreeAudit, GroupResult, MeasureResult, Placement

_BAR_WIDTH = 100


def audit_section(audit: DegreeAudit, title: str, names: Mapping[str, str]) -> Markup:
    """Show one audit: what it came to, its totals and its requirements."""
    version = f" ({audit.degree}@{audit.version})" if audit.version else ""
    measures = [_measure("Residency", measure) for measure in audit.residency] + [
        _measure("Grade point average", measure) for measure in audit.gpa
    ]
    return joined(
        (
            tag("h2", text(f"Degree audit: {title}{version}"), " "),
            tag(
                "p",
                audit_badge(audit.status),
                text(f" {audit_sentence(audit)}"),
            ),
            _progress(audit),
            tag(
                "ul",
                _credits(audit),
                *measures,
                *(_group(group) for group in audit.groups),
                _free(audit),
                class_="tree",
            ),
            _conflicts(audit),
            _open(audit, names),
            _certificate(audit),
        )
    )


def _progress(audit: DegreeAudit) -> Markup:
    """Say how far the degree is; nothing where no version of it holds."""
    if not audit.version:
        return EMPTY
    return tag("p", text(f"{progress_sentence(audit)}."), class_="sofar")


def _credits(audit: DegreeAudit) -> Markup:
    if not audit.credits_required:
        return EMPTY
    progress = credit_progress(audit.credits_applied, audit.credits_required)
    bar = _bar(audit.credits_applied, audit.credits_required)
    return tag("li", _head(met_badge(credits_met(audit)), "Credits", progress, bar))


def _measure(kind: str, measure: MeasureResult) -> Markup:
    counted = measure.counted or Fraction(0)
    own = "" if measure.rule in ("", measure.kind) else f": {measure.rule}"
    bar = EMPTY if measure.kind == "gpa" else _bar(counted, measure.required)
    progress = measure_progress(measure)
    progress += f" ({measure.detail})" if measure.detail else ""
    return tag("li", _head(met_badge(measure.status), f"{kind}{own}", progress, bar))


def _group(group: GroupResult, *, needed: bool = True) -> Markup:
    """Show a group; one that its parent can do without is not asked for."""
    if not needed and not is_done(group.status):
        head = _head(EMPTY, group.title or group.id, "not needed", EMPTY)
        return tag("li", head)
    bar = EMPTY if group.required is None else _bar(group.counted, group.required)
    name = group.title or group.id
    head = _head(met_badge(group.status), name, group_progress(group), bar)
    own = own_placements(group)
    below = (_in_progress(group), _missing(group), _inner(group))
    return tag("li", head, _applied(own), *below)


def _inner(group: GroupResult) -> Markup:
    if not group.groups:
        return EMPTY
    needed = not is_done(group.status)
    return tag("ul", joined(_group(each, needed=needed) for each in group.groups))


def _applied(placements: Sequence[Placement]) -> Markup:
    if not placements:
        return EMPTY
    return tag("p", text(placement_words(placements)), class_="applied")


def _in_progress(group: GroupResult) -> Markup:
    if not group.in_progress:
        return EMPTY
    words = f"In progress: {placement_words(group.in_progress)}"
    return tag("p", text(words), class_="applied")


def _missing(group: GroupResult) -> Markup:
    missing = own_missing(group)
    if not missing:
        return EMPTY
    words = f"Still needed: {'; '.join(missing)}"
    return tag("p", text(words), class_="missing")


def _free(audit: DegreeAudit) -> Markup:
    if not audit.free:
        return EMPTY
    head = _head(EMPTY, "Free electives", "toward the total only", EMPTY)
    return tag("li", head, _applied(audit.free))


def _head(badge: Markup, name: str, progress: str, bar: Markup) -> Markup:
    return tag(
        "div",
        badge,
        tag("span", text(name), class_="name"),
        tag("span", text(progress), class_="progress"),
        bar,
        class_="head",
    )


def _bar(done: Fraction, required: Fraction) -> Markup:
    """Draw the progress that stands beside it in words; for the eye only."""
    if not required:
        return EMPTY
    width = int(min(done / required, Fraction(1)) * _BAR_WIDTH)
    filled = tag("rect", width=str(width), height="10")
    return tag(
        "svg",
        filled,
        viewBox=f"0 0 {_BAR_WIDTH} 10",
        preserveAspectRatio="none",
        class_="bar",
        aria_hidden="true",
    )


def _conflicts(audit: DegreeAudit) -> Markup:
    if not audit.conflicts:
        return EMPTY
    items = (
        tag("li", text(f"These cannot hold together: {', '.join(conflict)}"))
        for conflict in audit.conflicts
    )
    return tag("ul", *items)


def _open(audit: DegreeAudit, names: Mapping[str, str]) -> Markup:
    if not audit.open_facts:
        return EMPTY
    items = (tag("li", text(learner_sentence(one, names))) for one in audit.open_facts)
    return joined(
        (tag("p", text("This would settle what is open:")), tag("ul", *items))
    )


def _certificate(audit: DegreeAudit) -> Markup:
    certificate = audit.certificate
    if certificate is None:
        return EMPTY
    checked = (
        "accepted by the separate checker"
        if certificate.checked
        else "not accepted by the separate checker"
    )
    words = f"Certificate: {certificate.kind}, {checked}."
    return tag("p", text(words), class_="fine")
