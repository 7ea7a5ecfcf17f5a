"""Everything that must stay fast, measured beside each other by pytest-benchmark.

`make bench` runs these, counting processor time; the suite does not, for a shared
machine proves nothing. What other engines make of the same rules is
`python -m benchmarks.report`.
"""

from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from articulate.bootstrap.bundles import BundleFolder
from articulate.bootstrap.command import open_policies
from articulate.engine.answers import Answers
from articulate.engine.evaluate import answers
from articulate.intake.record import read_record
from articulate.language.compile import compile_policies
from articulate.model.record import LearnerRecord
from articulate.rulebook.bundle import bundle_of, rulebook_in
from articulate.rulebook.rulebook import Rulebook
from articulate.services.evaluate_record import Asked, evaluate_record
from benchmarks.office import AS_OF, HERE, write_office
from benchmarks.ours import as_json, every_line, record
from benchmarks.workload import Workload, workload

Benchmark = Callable[..., Any]
SIZE = 10_000


@pytest.fixture(scope="module")
def work() -> Workload:
    return workload(SIZE, 50)


@pytest.fixture(scope="module")
def office(work: Workload, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_office(work, tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="module")
def rulebook(office: Path) -> Rulebook:
    return open_policies([office]).rulebook


@pytest.fixture(scope="module")
def records(work: Workload) -> list[LearnerRecord]:
    return [record(learner) for learner in work.learners]


def test_ten_thousand_written_rules_to_diagnostics(
    benchmark: Benchmark, work: Workload, tmp_path: Path
) -> None:
    written = write_office(work, tmp_path, written=True)
    texts = {file.name: file.read_text() for file in sorted(written.glob("*.art"))}
    compiled = benchmark.pedantic(compile_policies, (texts,), rounds=2)  # type: ignore[attr-defined] # the fixture has it
    assert not compiled.report.diagnostics


def test_ten_thousand_rules_from_tables(
    benchmark: Benchmark, office: Path, tmp_path: Path
) -> None:
    caches = (BundleFolder(tmp_path / str(number)) for number in count())

    def nothing_kept() -> tuple[tuple[list[Path]], dict[str, BundleFolder]]:
        return ([office],), {"bundles": next(caches)}

    opened = benchmark.pedantic(open_policies, setup=nothing_kept, rounds=3)  # type: ignore[attr-defined] # the fixture has it
    assert not opened.report.diagnostics


def test_ten_thousand_rules_from_a_bundle(
    benchmark: Benchmark, office: Path, tmp_path: Path
) -> None:
    bundles = BundleFolder(tmp_path)
    open_policies([office], bundles=bundles)
    opened = benchmark(open_policies, [office], bundles=bundles)
    assert len(opened.rulebook.equivalencies) == SIZE // 1000


def test_packing_a_bundle(benchmark: Benchmark, rulebook: Rulebook) -> None:
    assert rulebook_in(benchmark(bundle_of, rulebook)) == rulebook


def test_every_answer(
    benchmark: Benchmark, rulebook: Rulebook, records: list[LearnerRecord]
) -> None:
    benchmark(lambda: [answers(rulebook, one, AS_OF).each() for one in records])


def test_every_line_with_its_reasons(
    benchmark: Benchmark, rulebook: Rulebook, records: list[LearnerRecord]
) -> None:
    benchmark(lambda: [every_line(rulebook, one) for one in records])


def test_every_line_by_the_general_path(
    benchmark: Benchmark, rulebook: Rulebook, records: list[LearnerRecord]
) -> None:
    situations = [answers(rulebook, one, AS_OF).situation for one in records]
    benchmark(lambda: [Answers(one, glancing=False).evaluation for one in situations])


def test_every_line_as_json(
    benchmark: Benchmark, rulebook: Rulebook, records: list[LearnerRecord]
) -> None:
    benchmark(lambda: [as_json(rulebook, one) for one in records])


def test_a_degree_audited(benchmark: Benchmark, demonstration: Path) -> None:
    policies = open_policies([demonstration / "policies"], demonstration)
    learners = demonstration / "registrars" / "state" / "learners"
    brought = read(learners / "l-1014-complete.json")
    degree = policies.rulebook.degrees[-1].head.id
    asked = Asked(AS_OF, HERE, degrees=(degree,))
    shown = benchmark(evaluate_record, policies.rulebook, brought, asked)
    assert shown.audits


@pytest.fixture(scope="session")
def demonstration() -> Path:
    return Path(__file__).parents[1]


def read(file: Path) -> LearnerRecord:
    """Read a record that is known to be right."""
    found = read_record(file.read_text(encoding="utf-8"), file.name)
    assert isinstance(found, LearnerRecord)
    return found
