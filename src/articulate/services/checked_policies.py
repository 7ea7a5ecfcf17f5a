"""What policies come to, whoever compiled them and when."""

from dataclasses import dataclass

from articulate.diagnostics.report import Report
from articulate.rulebook.policy_tests import PolicyProperty, PolicyTest
from articulate.rulebook.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class CheckedPolicies:
    """What policies compile to; with an error in the report the rulebook is empty."""

    rulebook: Rulebook
    tests: tuple[PolicyTest, ...]
    properties: tuple[PolicyProperty, ...]
    report: Report
