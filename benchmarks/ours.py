"""Ours: the same rules and learners put to Articulate, with more and more asked."""

from collections.abc import Callable, Mapping, Sequence

from articulate.bootstrap.bundles import BundleFolder
from articulate.bootstrap.command import open_policies
from articulate.engine.evaluate import answers, evaluate
from articulate.explain.machine import as_text, evaluation_json
from articulate.intake.record import read_record
from articulate.model.line import Status
from articulate.model.record import LearnerRecord
from articulate.rulebook.rulebook import Rulebook
from articulate.services.evaluate_record import Asked, evaluate_record
from benchmarks.office import AS_OF, HERE, office_of, record_json
from benchmarks.workload import PlainLearner, PlainRule

Ask = Callable[[Rulebook, LearnerRecord], object]


def loaded(rules: Sequence[PlainRule]) -> Rulebook:
    """Compile a workload's rules from tables, or read what they were compiled to."""
    folder = office_of(len(rules))
    kept = BundleFolder(folder / "cache")
    policies = open_policies([folder], bundles=kept)
    if policies.report.diagnostics:
        msg = f"the office has problems: {policies.report.diagnostics[:3]}"
        raise ValueError(msg)
    return policies.rulebook


def record(learner: PlainLearner) -> LearnerRecord:
    """Read a learner's record."""
    read = read_record(record_json(learner), f"{learner.name}.json")
    if not isinstance(read, LearnerRecord):
        msg = f"the record has problems: {read.diagnostics[:3]}"
        raise TypeError(msg)
    return read


def rules_that_hold(rulebook: Rulebook, learner: LearnerRecord) -> frozenset[str]:
    """Return the rules that give something, under the names that peers give them."""
    found = set()
    for _, status, rule in answers(rulebook, learner, AS_OF).each():
        if status is Status.AWARDED and rule is not None:
            block, _, name = rule.partition("/")
            found.add(f"{block.partition('@')[0].upper()}/{name}")
    return frozenset(found)


def answered(rulebook: Rulebook, learner: LearnerRecord) -> object:
    """Decide every learning; reasons can be had of what is returned."""
    asked = answers(rulebook, learner, AS_OF)
    return asked, asked.each()


def every_line(rulebook: Rulebook, learner: LearnerRecord) -> object:
    """Make every line with all its reasons, amounts and totals."""
    return evaluate(rulebook, learner, AS_OF)


def as_json(rulebook: Rulebook, learner: LearnerRecord) -> object:
    """Evaluate as the command line does, and write the result as JSON."""
    shown = evaluate_record(rulebook, learner, Asked(AS_OF, HERE))
    return as_text(evaluation_json(shown))


OURS: Mapping[str, Ask] = {
    "Articulate: every answer, reasons on request": answered,
    "Articulate: every line with its reasons made": every_line,
    "Articulate: every line as JSON": as_json,
}
