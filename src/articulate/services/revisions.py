"""A revision of a policy: its text, what it compiles to, and what its tests say."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

from articulate.model.exact import number_text, parse_number
from articulate.rulebook.bundle import bundle_of
from articulate.rulebook.codec import as_bytes, canonical_bytes
from articulate.rulebook.digest import rulebook_of
from articulate.rulebook.in_force import Headed
from articulate.rulebook.rulebook import Rulebook
from articulate.services.checked_policies import CheckedPolicies
from articulate.services.policy_properties import check_properties
from articulate.services.run_policy_tests import run_policy_tests


@dataclass(frozen=True, slots=True)
class Revision:
    """One revision, measured: `errors` of its check, tests that fail, its coverage.

    `bundle` is None where its check finds an error. `coverage` is the share of rules
    and clauses that its tests exercise, None where it was not measured.
    """

    sources: bytes
    bundle: bytes | None
    rulebook: str
    errors: int
    tests: int
    failed: tuple[str, ...]
    coverage: Fraction | None = None


def revision_of(checked: CheckedPolicies, texts: Mapping[str, str]) -> Revision:
    """Measure a policy as it was checked; its coverage is another matter."""
    errors = len(checked.report.errors)
    book = checked.rulebook
    compiled = not errors
    results = tuple(run_policy_tests(book, checked.tests)) if compiled else ()
    failed = [one.test.name for one in results if not one.passed]
    if compiled:
        stated = check_properties(checked.properties, checked.tests, book)
        failed += [one.stated.name for one in stated if not one.passed]
    return Revision(
        sources=as_bytes(dict(texts)),
        bundle=bundle_of(book) if compiled else None,
        rulebook=book.digest if compiled else "",
        errors=errors,
        tests=len(checked.tests),
        failed=tuple(failed),
    )


def measured(revision: Revision) -> dict[str, object]:
    """Write what was measured of a revision, as it is kept."""
    share = revision.coverage
    return {
        "rulebook": revision.rulebook,
        "errors": revision.errors,
        "tests": revision.tests,
        "failed": list(revision.failed),
        "coverage": None if share is None else number_text(share),
    }


def coverage_in(said: Mapping[str, Any]) -> Fraction | None:
    """Read back what coverage was measured."""
    return None if said["coverage"] is None else parse_number(said["coverage"])


def texts_in(sources: bytes) -> dict[str, str]:
    """Read back the texts of a revision, by the names of their files."""
    texts: dict[str, str] = json.loads(sources)
    return texts


def published(book: Rulebook, before: Rulebook | None, day: date) -> Rulebook:
    """Return a rulebook as it is published: every block with the day it was recorded.

    A block that says when it was recorded keeps that day. One that the published
    rulebook *before* had, word for word, keeps its day there; any other is recorded on
    the day of publication.
    """
    known = {} if before is None else {_unrecorded(one): one for one in before.blocks()}
    blocks = []
    for block in book.blocks():
        recorded = block.head.recorded
        if recorded is None:
            older = known.get(_unrecorded(block))
            recorded = day if older is None else older.head.recorded
        blocks.append(_recorded(block, recorded))
    return rulebook_of(blocks)


def _unrecorded(block: Headed) -> bytes:
    kind = block.head.kind.encode()
    return kind + canonical_bytes(_recorded(block, None), origins=False)


def _recorded(block: Headed, day: date | None) -> Headed:
    # Every block is a dataclass with a head, which the protocol cannot say.
    head = replace(block.head, recorded=day)
    return replace(block, head=head)  # type: ignore[type-var]
