"""The conformance kit: cases, each a command and what must come of it, and a run."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from articulate.explain.machine import Json
from articulate.services.kit_fragments import (
    Loaded,
    among_others,
    as_exactly,
    unconserved,
)

KIT_SCHEMA = "articulate.conformance/1"
_COMPARED = ("lines", "totals", "limits")


@dataclass(frozen=True, slots=True)
class Came:
    """What a command came to: its exit code, and what it wrote."""

    exit: int
    out: str
    err: str


Run = Callable[[Sequence[str], Mapping[str, bytes]], Came]
"""Run a command in a folder that holds these files, and nothing else."""


@dataclass(frozen=True, slots=True)
class KitCase:
    """One case: a command, the files it reads, and what must come of it.

    `tests` counts the policy tests that a world holds, 1 for a case in JSON. `fragment`
    is what the result must have, `exact` in the stricter form. With `same_as` the files
    are run again as well, and must give the same. `open` says why a case is not so yet;
    `broken` why it cannot be read.
    """

    topic: str
    title: str
    command: tuple[str, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    tests: int = 1
    exit: int = 0
    fragment: Loaded = None
    exact: bool = False
    lines: int | None = None
    says: tuple[str, ...] = ()
    says_aside: tuple[str, ...] = ()
    says_somewhere: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    same_as: Mapping[str, bytes] = field(default_factory=dict)
    open: str = ""
    broken: str = ""

    @property
    def name(self) -> str:
        """The case as a person calls it: its topic and its title."""
        return f"{self.topic}: {self.title}"


class Outcome(StrEnum):
    """What a case came to; an open one is known not to pass yet."""

    PASSED = "passed"
    FAILED = "failed"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class KitResult:
    """One case that was run, and what of it is not as it should be."""

    case: KitCase
    outcome: Outcome
    problems: tuple[str, ...] = ()


def run_kit(cases: Iterable[KitCase], run: Run) -> Iterator[KitResult]:
    """Run each case by itself; a case that fails stops no other."""
    for case in cases:
        problems = problems_of(case, run)
        if case.open:
            yield _of_open(case, problems)
        else:
            outcome = Outcome.FAILED if problems else Outcome.PASSED
            yield KitResult(case, outcome, problems)


def problems_of(case: KitCase, run: Run) -> tuple[str, ...]:
    """Run one case and say what is not as it should be."""
    if case.broken:
        return (case.broken,)
    came = run(case.command, case.files)
    if came.exit != case.exit:
        words = f"{came.out}\n{came.err}".strip()
        return (f"exit {came.exit} came, not {case.exit}", *words.splitlines())
    problems = list(_unsaid(case, came))
    if case.fragment is not None or case.lines is not None or case.same_as:
        problems += _of_result(case, came, run)
    return tuple(problems)


def json_of_kit(results: Sequence[KitResult]) -> dict[str, Json]:
    """Turn results into the object that `conformance --format json` prints."""
    counted = counts_of(results)
    return {
        "schema": KIT_SCHEMA,
        **{str(outcome): counted[outcome] for outcome in Outcome},
        "cases": [
            {
                "topic": one.case.topic,
                "title": one.case.title,
                "tests": one.case.tests,
                "outcome": str(one.outcome),
                "problems": list(one.problems),
                **({"open": one.case.open} if one.case.open else {}),
            }
            for one in results
        ],
    }


def counts_of(results: Sequence[KitResult]) -> Mapping[Outcome, int]:
    """Count what came of every case; a world counts as many as it has tests."""
    return {
        outcome: sum(one.case.tests for one in results if one.outcome is outcome)
        for outcome in Outcome
    }


def _of_open(case: KitCase, problems: tuple[str, ...]) -> KitResult:
    if problems:
        return KitResult(case, Outcome.OPEN, problems)
    now = f"it passes now, and is no longer open: {case.open}"
    return KitResult(case, Outcome.FAILED, (now,))


def _unsaid(case: KitCase, came: Came) -> Iterator[str]:
    said = came.out + came.err
    for texts, where, place in (
        (case.says, came.out, "standard output"),
        (case.says_aside, came.err, "standard error"),
        (case.says_somewhere, said, "what was written"),
    ):
        yield from (f"{place} lacks `{one}`" for one in texts if one not in where)
    yield from (f"what was written has `{one}`" for one in case.never if one in said)


def _of_result(case: KitCase, came: Came, run: Run) -> Iterator[str]:
    """Compare the object that was printed."""
    unsorted: list[str] = []

    def noted(pairs: list[tuple[str, Loaded]]) -> dict[str, Loaded]:
        keys = [key for key, _ in pairs]
        if keys != sorted(keys):
            unsorted.append(f"the keys are not sorted: {', '.join(keys)}")
        return dict(pairs)

    try:
        result: Loaded = json.loads(came.out, object_pairs_hook=noted)
    except ValueError as error:
        yield f"what was printed is no JSON: {error}"
        return
    if case.fragment is not None and case.exact:
        yield from unsorted
        yield from unconserved(result)
        yield from as_exactly(result, case.fragment)
    elif case.fragment is not None:
        yield from among_others(case.fragment, result)
    found = result if isinstance(result, dict) else {}
    listed = found.get("lines")
    if case.lines is not None and (
        not isinstance(listed, list) or len(listed) != case.lines
    ):
        yield f"{len(listed) if isinstance(listed, list) else 'no'} lines came"
    if case.same_as:
        yield from _differing(found, run(case.command, case.same_as))


def _differing(found: dict[str, Loaded], other: Came) -> Iterator[str]:
    """Say which parts another record of the same learning gives otherwise."""
    try:
        again = json.loads(other.out)
    except ValueError as error:
        yield f"of the other record, what was printed is no JSON: {error}"
        return
    for key in _COMPARED:
        if found.get(key) != again.get(key):
            yield f"the other record gives other {key}"
