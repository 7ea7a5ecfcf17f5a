"""Explain a requirement: what fills it and why, what is open, and what would do."""

from collections.abc import Mapping
from dataclasses import dataclass

from articulate.audit.choices import open_demands
from articulate.audit.elsewhere import places_of
from articulate.explain.machine import Json, audit_json, group_json
from articulate.explain.outline import Shown, names_of, rows_of
from articulate.explain.placing import (
    demand_json,
    demand_sentences,
    here_json,
    here_sentences,
)
from articulate.explain.progress import is_done, progress_sentence, short_sentences
from articulate.model.audit import AuditStatus, DegreeAudit, GroupResult
from articulate.model.identifiers import BlockId, GroupId
from articulate.model.line import Line
from articulate.model.placing import Here, OpenDemand
from articulate.rulebook.rulebook import Rulebook
from articulate.services.nearest_changes import NearestChanges, Question, nearest_json
from articulate.services.nearest_degree import Wanted, group_at, nearest_for_degree

REQUIREMENT_SCHEMA = "articulate.requirement/1"


@dataclass(frozen=True, slots=True)
class Requirement:
    """One group of an audit, by its path; the whole degree where that is empty."""

    audit: DegreeAudit
    path: tuple[GroupId, ...]
    group: GroupResult | None

    @property
    def met(self) -> bool:
        """Whether nothing is left to do."""
        if self.group is None:
            return self.audit.status is AuditStatus.COMPLETE
        return is_done(self.group.status)

    @property
    def name(self) -> str:
        """Its degree and path: `bs-cs/core`."""
        return "/".join((self.audit.degree, *self.path))


@dataclass(frozen=True, slots=True)
class RequirementWhy:
    """Why a requirement is met or open; `demands` are open, `nearest` if asked for."""

    requirement: Requirement
    demands: tuple[OpenDemand, ...]
    names: Mapping[str, str]
    nearest: NearestChanges | None = None

    @property
    def needed(self) -> tuple[tuple[str, ...], ...]:
        """What is still needed, each demand with the ways there are to it."""
        inside = tuple(demand_sentences(one, self.names) for one in self.demands)
        if self.requirement.path:
            return inside
        totals = short_sentences(self.requirement.audit)
        return (*inside, *((words,) for words in totals))


def requirement_named(shown: Shown, word: str) -> Requirement | None:
    """Find the requirement a person means: `bs-cs`, `bs-cs/core`, `core/theory`."""
    first, *rest = (GroupId(part) for part in word.split("/"))
    for audit in shown.audits:
        if audit.degree == word.partition("/")[0]:
            path = tuple(rest)
            group = group_at(audit.groups, path) if path else None
            if group is not None or not path:
                return Requirement(audit, path, group)
    for audit in shown.audits:
        group = group_at(audit.groups, (first, *rest))
        if group is not None:
            return Requirement(audit, (first, *rest), group)
    return None


def explain_requirement(
    question: Question, shown: Shown, one: Requirement, *, nearest: bool
) -> RequirementWhy:
    """Explain a requirement; the nearest changes only where something is left to do."""
    degree = one.audit.degree
    demands = tuple(
        each
        for each in open_demands(question.rulebook, shown.evaluation, degree)
        if _is_of(one, each)
    )
    near = None
    if nearest and not one.met:
        wanted = Wanted(
            question.rulebook, question.record, question.asked, degree, one.path
        )
        near = nearest_for_degree(wanted)
    return RequirementWhy(one, demands, names_of(rows_of(shown)), near)


def places_on(
    rulebook: Rulebook, shown: Shown, line: Line
) -> dict[BlockId, list[Here]]:
    """Say of a line where its credit counts in each degree, and why not elsewhere."""
    return {
        audit.degree: [
            *places_of(rulebook, shown.evaluation, audit.degree, line.learning[0])
        ]
        for audit in shown.audits
        if audit.version
    }


def requirement_json(why: RequirementWhy) -> dict[str, Json]:
    """Turn the explanation of a requirement into JSON."""
    one = why.requirement
    said: dict[str, Json] = {
        "schema": REQUIREMENT_SCHEMA,
        "requirement": one.name,
        "met": one.met,
        "progress": progress_sentence(one.audit),
        "needed": [demand_json(each) for each in why.demands],
    }
    if one.group is None:
        said["audit"] = audit_json(one.audit)
    else:
        said["group"] = group_json(one.group)
    if why.nearest is not None:
        said["nearest"] = nearest_json(why.nearest)
    return said


def places_json(found: Mapping[BlockId, list[Here]]) -> dict[str, Json]:
    """Turn where a line's credit counts into JSON, by degree."""
    return {
        degree: [here_json(one) for one in heres] for degree, heres in found.items()
    }


def places_words(found: Mapping[BlockId, list[Here]]) -> tuple[str, ...]:
    """Say where a line's credit counts, degree by degree."""
    return tuple(
        f"{degree}: {words}"
        for degree, heres in found.items()
        for one in heres
        for words in here_sentences(one)
    )


def _is_of(one: Requirement, demand: OpenDemand) -> bool:
    if not one.path:
        return True
    width = len(one.path)
    return any(
        demand.group[k : k + width] == one.path for k in range(len(demand.group))
    )
