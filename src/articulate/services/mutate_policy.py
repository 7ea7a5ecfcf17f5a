"""What the tests of policies would miss: parts they do not exercise, changes unseen.

A part is exercised when leaving it out, or letting it answer one way only, changes what
comes of some test. A change is noticed when some test fails with it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from articulate.diagnostics.span import Span
from articulate.engine.evaluate import evaluate
from articulate.explain.machine import Json, as_text, evaluation_json
from articulate.explain.outline import Shown
from articulate.language.checked import Checked
from articulate.language.mutants.mutants import Mutant, Part, mutants_of, parts_of
from articulate.model.audit import DegreeAudit
from articulate.model.evaluation import Evaluation
from articulate.model.identifiers import InstitutionId
from articulate.rulebook.policy_tests import PolicyTest
from articulate.rulebook.rulebook import Rulebook
from articulate.rulebook.version import BlockHead, BlockKind
from articulate.services.receivers import Unclear, receiver_for
from articulate.services.run_policy_tests import evaluate_test, run_policy_tests
from articulate.services.watch_tests import expects_signals, told_in

_RULE_NAME = re.compile(r'"([^"@\s]+@[^"/\s]+/[^"\s]+)"')


@dataclass(frozen=True, slots=True)
class Exercised:
    """One part, and the first test that exercises it; None where none does."""

    part: Part
    by: str | None


@dataclass(frozen=True, slots=True)
class Tried:
    """One change, and the first test that fails with it; None where none does."""

    mutant: Mutant
    by: str | None


Result = tuple[Evaluation, tuple[DegreeAudit, ...]]


@dataclass(frozen=True, slots=True)
class _Known:
    """A test as the policies are: its lines, all that comes of it, the rules named.

    `told` are the watch rules that point something out. A test that cannot be evaluated
    has none of these.
    """

    test: PolicyTest
    receiving: InstitutionId | None = None
    lines: Evaluation | None = None
    came: Result | None = None
    rules: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Mutation:
    """Policies and their tests, ready for changes to be tried."""

    written: Checked
    rulebook: Rulebook
    known: tuple[_Known, ...]

    @classmethod
    def of(
        cls, written: Checked, rulebook: Rulebook, tests: Iterable[PolicyTest]
    ) -> "Mutation":
        """Evaluate each test once, as the policies are."""
        return cls(written, rulebook, tuple(_known(test, rulebook) for test in tests))

    def parts(self) -> tuple[Part, ...]:
        """List every part that a test can exercise."""
        return tuple(parts_of(self.written))

    def mutants(self) -> tuple[Mutant, ...]:
        """List every change that can be tried."""
        return tuple(mutants_of(self.written))

    def exercised(self, parts: Iterable[Part]) -> Iterator[Exercised]:
        """Say of each part which test exercises it, if any does."""
        for part in parts:
            books = [(one, self._changed(one)) for one in part.without]
            found = (
                known.test.name
                for known in self._looking_at(part.without[0])
                if any(_differs(known, one, book) for one, book in books)
            )
            yield Exercised(part, next(found, None))

    def tried(
        self, mutants: Iterable[Mutant], idle: AbstractSet[Span] = frozenset()
    ) -> Iterator[Tried]:
        """Say of each change which test notices it, if any does.

        *idle* are the places of statements that no test exercises: what is changed
        there, none can notice.
        """
        for mutant in mutants:
            if mutant.statement in idle:
                yield Tried(mutant, None)
                continue
            changed = self._changed(mutant)
            found = (
                known.test.name
                for known in self._looking_at(mutant)
                if _lines_differ(known, mutant, changed)
                and not next(run_policy_tests(changed, [known.test])).passed
            )
            yield Tried(mutant, next(found, None))

    def _changed(self, mutant: Mutant) -> Rulebook:
        block = mutant.block()
        if block is None:
            return self.rulebook
        return self.rulebook.with_block(mutant.head, block)

    def _looking_at(self, mutant: Mutant) -> list[_Known]:
        """List the tests that a block can touch; those that name the rule come first.

        The order changes how long it takes, and nothing else but which of several
        tests is said to have noticed.
        """
        block = f"{mutant.head.name}/"
        rule = f"{block}{mutant.rule}"
        mine = [one for one in self.known if _touches(mutant.head, one)]
        return sorted(
            mine,
            key=lambda one: (
                rule not in one.rules,
                not any(name.startswith(block) for name in one.rules),
            ),
        )


def _touches(head: BlockHead, known: _Known) -> bool:
    """Say whether a block could speak of what a test gives."""
    if known.lines is None or head.receiving not in (None, known.receiving):
        return False
    record = known.test.record
    match head.kind:
        case BlockKind.AGREEMENT | BlockKind.EQUIVALENCIES if head.sending:
            senders = {one.institution for one in record.transcripts}
            return not senders.isdisjoint(head.sending)
        case BlockKind.EXAM:
            return any(one.exam == head.id for one in record.exams)
        case BlockKind.CREDENTIAL:
            return bool(record.credentials)
        case BlockKind.TRAINING:
            return bool(record.trainings)
        case BlockKind.PORTFOLIO:
            return any(one.portfolio == head.id for one in record.portfolios)
        case BlockKind.DEGREE:
            return head.id in known.test.degrees
        case BlockKind.WATCH:
            return expects_signals(known.test)
        case _:
            return True


def _lines_differ(known: _Known, mutant: Mutant, rulebook: Rulebook) -> bool:
    """Say whether a test has to be run again: not where no line can have changed."""
    if not mutant.of_lines:
        return True
    try:
        return _lines(known.test, rulebook, known.receiving) != known.lines
    except Exception:  # noqa: BLE001 - a changed policy may be one nobody could write
        return True


def _differs(known: _Known, mutant: Mutant, rulebook: Rulebook) -> bool:
    if not _lines_differ(known, mutant, rulebook):
        return False
    try:
        shown = evaluate_test(known.test, rulebook)
    except Exception:  # noqa: BLE001 - a changed policy may be one nobody could write
        return True
    if isinstance(shown, Unclear):
        return True
    if mutant.head.kind is BlockKind.WATCH:
        return told_in(known.test, shown, rulebook) != known.told
    return _compared(shown) != known.came


def _lines(
    test: PolicyTest, rulebook: Rulebook, receiving: InstitutionId | None
) -> Evaluation:
    return evaluate(
        rulebook,
        test.record,
        test.as_of,
        test.known_at,
        receiving=receiving,
        degrees=test.degrees,
    )


def idle_statements(parts: Sequence[Exercised]) -> frozenset[Span]:
    """Return the statements of which no part is exercised by any test."""
    busy = {one.part.statement for one in parts if one.by is not None}
    return frozenset(one.part.statement for one in parts) - busy


def missed(parts: Sequence[Exercised]) -> tuple[Part, ...]:
    """Return what no test exercises; of a statement of which nothing is, the whole."""
    idle = idle_statements(parts)
    return tuple(
        one.part
        for one in parts
        if one.by is None
        and (one.part.statement not in idle or one.part.place == one.part.statement)
    )


def json_of_coverage(parts: Sequence[Exercised]) -> dict[str, Json]:
    """Turn coverage into the object that `test --coverage --format json` prints."""
    return {
        "parts": len(parts),
        "exercised": sum(one.by is not None for one in parts),
        "missed": [
            {"origin": str(one.place), "block": one.head.name, "text": one.text}
            for one in missed(parts)
        ],
    }


def json_of_mutation(tried: Sequence[Tried]) -> dict[str, Json]:
    """Turn mutation into the object that `test --mutate --format json` prints."""
    return {
        "changes": len(tried),
        "noticed": sum(one.by is not None for one in tried),
        "survivors": [
            {
                "origin": str(one.mutant.place),
                "block": one.mutant.head.name,
                "was": one.mutant.was,
                "now": one.mutant.now,
            }
            for one in tried
            if one.by is None
        ],
    }


def _known(test: PolicyTest, rulebook: Rulebook) -> _Known:
    receiving = receiver_for(rulebook, test.degrees, test.receiving)
    shown = evaluate_test(test, rulebook)
    if isinstance(receiving, Unclear) or isinstance(shown, Unclear):
        return _Known(test)
    named = _RULE_NAME.findall(as_text(evaluation_json(shown)))
    return _Known(
        test,
        receiving,
        _lines(test, rulebook, receiving),
        _compared(shown),
        frozenset(named),
        told_in(test, shown, rulebook),
    )


def _compared(shown: Shown) -> Result:
    """Keep what comes of a test; a limit that no credit counts toward is none of it."""
    used = tuple(one for one in shown.evaluation.limits if one.used or one.over)
    return replace(shown.evaluation, limits=used), shown.audits
