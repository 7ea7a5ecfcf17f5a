"""What would be: an imagined result beside the one that is, clearly told apart."""

from collections.abc import Iterator
from dataclasses import dataclass

from articulate.explain.machine import Json, evaluation_json
from articulate.explain.naming import status_name, target_name
from articulate.explain.outline import Row, Shown, rows_of
from articulate.explain.progress import (
    credits_met,
    group_progress,
    is_done,
    progress_sentence,
)
from articulate.model.audit import DegreeAudit, GroupResult
from articulate.model.exact import number_text

WHAT_IF_SCHEMA = "articulate.what-if/1"
NOT_RECORDED = "What if: nothing of this is recorded, and nobody has decided it."
NOTHING = "—"


@dataclass(frozen=True, slots=True)
class Imagined:
    """A result as it is and as it would be, and what is supposed for that."""

    now: Shown
    then: Shown
    supposed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RankedDegree:
    """One degree of a ranking: the result and its audit."""

    shown: Shown
    audit: DegreeAudit

    @property
    def title(self) -> str:
        """What the degree is called."""
        return self.shown.titles.block(self.audit.degree)


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that would be otherwise: what it is about, what it is and would be."""

    about: str
    now: str
    then: str


def differences(imagined: Imagined) -> tuple[Difference, ...]:
    """List what would be otherwise: the degrees first, then line by line."""
    return (*_of_audits(imagined), *_of_lines(imagined))


def what_if_json(imagined: Imagined) -> dict[str, Json]:
    """Turn an imagined result into the object that `what-if --format json` prints."""
    return {
        "schema": WHAT_IF_SCHEMA,
        "recorded": False,
        "supposed": list(imagined.supposed),
        "differences": [
            {"about": one.about, "now": one.now, "then": one.then}
            for one in differences(imagined)
        ],
        "now": evaluation_json(imagined.now),
        "then": evaluation_json(imagined.then),
    }


def ranking_json(
    ranked: tuple[RankedDegree, ...], supposed: tuple[str, ...]
) -> dict[str, Json]:
    """Turn a ranking into the object that `what-if --all-degrees` prints."""
    return {
        "schema": WHAT_IF_SCHEMA,
        "recorded": False,
        "supposed": list(supposed),
        "degrees": [
            {
                "degree": _named(one.audit),
                "title": one.title,
                "status": str(one.audit.status),
                "progress": progress_sentence(one.audit),
                "unmet": one.audit.unmet,
                "missing": number_text(one.audit.missing),
                "open": [group.id for group in open_groups(one.audit)],
            }
            for one in ranked
        ],
    }


def open_groups(audit: DegreeAudit) -> tuple[GroupResult, ...]:
    """List the top-level groups that still need something."""
    return tuple(group for group in audit.groups if group.missing)


def open_words(audit: DegreeAudit) -> str:
    """Name what is still open in a degree, by title."""
    names = [group.title or group.id for group in open_groups(audit)]
    names += [
        f"residency {one.rule}".removesuffix(" residency")
        for one in audit.residency
        if one.short
    ]
    names += [one.rule for one in audit.gpa if one.short]
    if not is_done(credits_met(audit)):
        names.append("credits")
    return ", ".join(names) or NOTHING


def _of_audits(imagined: Imagined) -> Iterator[Difference]:
    before = {audit.degree: audit for audit in imagined.now.audits}
    for audit in imagined.then.audits:
        title = imagined.then.titles.block(audit.degree)
        was = before.get(audit.degree)
        yield from _unless_same(
            f"{title}: version",
            NOTHING if was is None else _named(was),
            _named(audit),
        )
        yield from _unless_same(
            title,
            "not audited" if was is None else _came_to(was),
            _came_to(audit),
        )
        groups = {group.id: group for group in was.groups} if was else {}
        for group in audit.groups:
            old = groups.get(group.id)
            yield from _unless_same(
                f"{title}: {group.title or group.id}",
                NOTHING if old is None else _of_group(old),
                _of_group(group),
            )


def _of_lines(imagined: Imagined) -> Iterator[Difference]:
    before = {row.line.learning: row for row in rows_of(imagined.now)}
    for row in rows_of(imagined.then):
        was = before.get(row.line.learning)
        about = " + ".join(source.name for source in row.sources)
        now = NOTHING if was is None else _of_row(was)
        yield from _unless_same(about, now, _of_row(row))


def _unless_same(about: str, now: str, then: str) -> Iterator[Difference]:
    if now != then:
        yield Difference(about, now, then)


def _named(audit: DegreeAudit) -> str:
    return f"{audit.degree}@{audit.version}" if audit.version else audit.degree


def _came_to(audit: DegreeAudit) -> str:
    return f"{audit.status}: {progress_sentence(audit)}"


def _of_group(group: GroupResult) -> str:
    progress = group_progress(group)
    return f"{group.status}: {progress}" if progress else str(group.status)


def _of_row(row: Row) -> str:
    gives = " + ".join(
        f"{target_name(one)} ({number_text(one.credits)})" for one in row.line.targets
    )
    status = status_name(row.line.status)
    return f"{status}: {gives}" if gives else status
