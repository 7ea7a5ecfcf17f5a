"""Policies to a rulebook: parse, resolve, the passes, and, without errors, lower."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.report import Report
from articulate.language.checked import Checked
from articulate.language.lower.blocks import (
    lowered_properties,
    lowered_rulebook,
    lowered_tests,
)
from articulate.language.parse import Reading, parse
from articulate.language.passes.broken_counts import broken_counts
from articulate.language.passes.closures_out_of_order import closures_out_of_order
from articulate.language.passes.conditional_statements import conditional_statements
from articulate.language.passes.contradicting_shares import contradicting_shares
from articulate.language.passes.conversion_clashes import conversion_clashes
from articulate.language.passes.courses_expected import courses_expected
from articulate.language.passes.credit_from_nothing import credit_from_nothing
from articulate.language.passes.duplicate_blocks import duplicate_blocks
from articulate.language.passes.duplicate_courses import duplicate_courses
from articulate.language.passes.duplicate_grades import duplicate_grades
from articulate.language.passes.duplicate_groups import duplicate_groups
from articulate.language.passes.duplicate_ids import duplicate_ids
from articulate.language.passes.duplicate_terms import duplicate_terms
from articulate.language.passes.duplicate_tests import duplicate_tests
from articulate.language.passes.empty_tests import empty_tests
from articulate.language.passes.excessive_percents import excessive_percents
from articulate.language.passes.foreign_targets import foreign_targets
from articulate.language.passes.has_of_no_course import has_of_no_course
from articulate.language.passes.has_on_has import has_on_has
from articulate.language.passes.incomparable import incomparable
from articulate.language.passes.institutions_without_unit import (
    institutions_without_unit,
)
from articulate.language.passes.lonely_rest import lonely_rest
from articulate.language.passes.members_too_few import members_too_few
from articulate.language.passes.misplaced_accreditation import misplaced_accreditation
from articulate.language.passes.misplaced_facts import misplaced_facts
from articulate.language.passes.misplaced_givens import misplaced_givens
from articulate.language.passes.misplaced_measures import misplaced_measures
from articulate.language.passes.misplaced_remedies import misplaced_remedies
from articulate.language.passes.missing_citations import missing_citations
from articulate.language.passes.missing_conversions import missing_conversions
from articulate.language.passes.missing_parties import missing_parties
from articulate.language.passes.missing_version import missing_versions
from articulate.language.passes.mixed_units import mixed_units
from articulate.language.passes.none_with_others import none_with_others
from articulate.language.passes.overlapping_versions import overlapping_versions
from articulate.language.passes.override_cycles import override_cycles
from articulate.language.passes.partial_of_no_set import partial_of_no_set
from articulate.language.passes.recency_without_span import recency_without_span
from articulate.language.passes.renaming_clashes import renaming_clashes
from articulate.language.passes.repeated_statements import repeated_statements
from articulate.language.passes.residency_out_of_reach import residency_out_of_reach
from articulate.language.passes.reversed_bounds import reversed_bounds
from articulate.language.passes.reversed_days import reversed_days
from articulate.language.passes.score_gaps import score_gaps
from articulate.language.passes.several_degrees import several_degrees
from articulate.language.passes.strangers import strangers
from articulate.language.passes.superseding_earlier import superseding_earlier
from articulate.language.passes.tests_without_day import tests_without_day
from articulate.language.passes.unclear_receivers import unclear_receivers
from articulate.language.passes.unextendable import unextendable
from articulate.language.passes.unknown_attributes import unknown_attributes
from articulate.language.passes.unknown_calendars import unknown_calendars
from articulate.language.passes.unknown_courses import unknown_courses
from articulate.language.passes.unknown_criteria import unknown_criteria
from articulate.language.passes.unknown_degrees import unknown_degrees
from articulate.language.passes.unknown_grades import unknown_grades
from articulate.language.passes.unknown_groups import unknown_groups
from articulate.language.passes.unknown_institutions import unknown_institutions
from articulate.language.passes.unknown_kinds import unknown_kinds
from articulate.language.passes.unknown_learnings import unknown_learnings
from articulate.language.passes.unknown_performance_levels import (
    unknown_performance_levels,
)
from articulate.language.passes.unknown_rules import unknown_rules
from articulate.language.passes.unknown_scales import unknown_scales
from articulate.language.passes.unknown_subjects import unknown_subjects
from articulate.language.passes.unknown_terms import unknown_terms
from articulate.language.passes.unknown_versions import unknown_versions
from articulate.language.passes.unknown_waived import unknown_waived
from articulate.language.passes.unqualified_codes import unqualified_codes
from articulate.language.passes.unstated_amounts import unstated_amounts
from articulate.language.passes.unused_remedies import unused_remedies
from articulate.language.passes.unwanted_parties import unwanted_parties
from articulate.language.passes.version_gaps import version_gaps
from articulate.language.resolve import resolve
from articulate.language.tables import read_tables
from articulate.rulebook.policy_tests import PolicyProperty, PolicyTest
from articulate.rulebook.rulebook import Rulebook
from articulate.rulebook.table import TableReader

Pass = Callable[[Checked], Iterable[Diagnostic]]

PASSES: tuple[Pass, ...] = (
    missing_versions,
    missing_parties,
    unwanted_parties,
    repeated_statements,
    none_with_others,
    broken_counts,
    unused_remedies,
    misplaced_remedies,
    tests_without_day,
    empty_tests,
    conditional_statements,
    unextendable,
    members_too_few,
    courses_expected,
    unknown_subjects,
    unknown_courses,
    unknown_institutions,
    unknown_scales,
    unknown_calendars,
    unknown_terms,
    unknown_rules,
    unknown_waived,
    unknown_groups,
    unknown_degrees,
    unknown_grades,
    unknown_attributes,
    unknown_learnings,
    unknown_criteria,
    unknown_performance_levels,
    duplicate_blocks,
    duplicate_ids,
    duplicate_groups,
    duplicate_tests,
    duplicate_courses,
    duplicate_grades,
    duplicate_terms,
    unqualified_codes,
    foreign_targets,
    strangers,
    lonely_rest,
    reversed_bounds,
    excessive_percents,
    credit_from_nothing,
    unstated_amounts,
    missing_citations,
    has_on_has,
    misplaced_facts,
    incomparable,
    mixed_units,
    conversion_clashes,
    missing_conversions,
    score_gaps,
    override_cycles,
    partial_of_no_set,
    several_degrees,
    has_of_no_course,
    recency_without_span,
    residency_out_of_reach,
    contradicting_shares,
    unclear_receivers,
    misplaced_givens,
    misplaced_accreditation,
    misplaced_measures,
    unknown_kinds,
    institutions_without_unit,
    overlapping_versions,
    version_gaps,
    reversed_days,
    unknown_versions,
    superseding_earlier,
    renaming_clashes,
    closures_out_of_order,
)


@dataclass(frozen=True, slots=True)
class Compiled:
    """What policies came to. Without a rulebook, the report says why there is none."""

    rulebook: Rulebook | None
    report: Report
    tests: tuple[PolicyTest, ...] = ()
    properties: tuple[PolicyProperty, ...] = ()


def compile_policies(
    sources: Mapping[str, str],
    tables: TableReader | None = None,
    reading: Reading = parse,
) -> Compiled:
    """Compile policies together, each by the name of its file (`.art` or `.art.md`).

    All problems of all files are reported at once, whatever the order of the files.
    `tables` reads each `table` statement, `reading` each text.
    """
    checked, report = check_policies(sources, tables, reading)
    if report.errors:
        return Compiled(None, report)
    rulebook = lowered_rulebook(checked)
    return Compiled(
        rulebook,
        report,
        tests=lowered_tests(checked, rulebook),
        properties=lowered_properties(checked),
    )


def check_policies(
    sources: Mapping[str, str],
    tables: TableReader | None = None,
    reading: Reading = parse,
) -> tuple[Checked, Report]:
    """Find every problem of the policies, as far as they can be read."""
    parsed = [reading(sources[file], file) for file in sorted(sources)]
    policies = [policy for policy, _ in parsed if policy is not None]
    tabled, read = read_tables(policies, tables)
    checked = resolve(policies, tabled, complete=len(policies) == len(parsed))
    found = [problem for each in PASSES for problem in each(checked)]
    written = [problem for _, report in parsed for problem in report.diagnostics]
    return checked, Report.of([*written, *read.diagnostics, *found])
