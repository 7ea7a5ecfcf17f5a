"""Check rules taken together: who disagrees, who is never heard, and who shows it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from articulate.analysis.analyze import problems_of
from articulate.analysis.problem import Problem
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.report import Report
from articulate.diagnostics.span import Span
from articulate.engine.evaluate import evaluate
from articulate.intake.record import canonical_json
from articulate.model.evaluation import Evaluation
from articulate.model.identifiers import InstitutionId
from articulate.model.record import LearnerRecord
from articulate.rulebook.evaluator import Evaluator
from articulate.rulebook.rulebook import Rulebook
from articulate.services.check_policy import CheckedPolicies, check_policy
from articulate.services.nearby_files import NearbyFiles


def check_rules(sources: Mapping[str, str], files: NearbyFiles) -> CheckedPolicies:
    """Compile policies, and look at their rules together.

    What rules disagree about is referred, so they still make a rulebook. One broken
    file does not hide what is wrong in the others: these are looked at without it.
    """
    checked = check_policy(sources, files)
    book = checked.rulebook
    if checked.report.errors:
        sound = _sound(sources, checked.report)
        book = check_policy(sound, files).rulebook if sound else Rulebook()
    return replace(checked, report=checked.report + rules_report(book))


def rules_report(book: Rulebook) -> Report:
    """Report what is wrong with the rules of a rulebook taken together."""
    return Report.of(_shown(one) for one in problems_of(book, _evaluator))


def _shown(problem: Problem) -> Diagnostic:
    if problem.witness is None:
        return problem.diagnostic
    witness = canonical_json(problem.witness.record)
    return replace(problem.diagnostic, witness=witness)


def _evaluator(receiving: InstitutionId) -> Evaluator:
    def evaluated(
        rulebook: Rulebook,
        record: LearnerRecord,
        as_of: date,
        known_at: date | None = None,
    ) -> Evaluation:
        return evaluate(rulebook, record, as_of, known_at, receiving=receiving)

    return evaluated


def _sound(sources: Mapping[str, str], report: Report) -> Mapping[str, str]:
    """Return the files without errors; none where an error is in no file of theirs."""
    places = [one.place for one in report.errors]
    if not all(isinstance(place, Span) and place.file in sources for place in places):
        return {}
    broken = {place.file for place in places if isinstance(place, Span)}
    return {name: text for name, text in sources.items() if name not in broken}
