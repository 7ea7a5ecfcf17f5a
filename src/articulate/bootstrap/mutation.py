"""What looks for what tests would miss is given: policies as they are written."""

from fractions import Fraction
from pathlib import Path

from articulate.bootstrap.command import OpenPolicies
from articulate.bootstrap.nearby import NearbyDisk
from articulate.services.check_policy import policies_as_written
from articulate.services.mutate_policy import Mutation


def coverage_of(policies: OpenPolicies, root: Path | None = None) -> Fraction:
    """Measure which share of the rules and clauses the tests exercise."""
    mutation = open_mutation(policies, root)
    parts = mutation.parts()
    found = tuple(mutation.exercised(parts))
    done = sum(one.by is not None for one in found)
    return Fraction(done, len(found)) if found else Fraction(1)


def open_mutation(policies: OpenPolicies, root: Path | None = None) -> Mutation:
    """Make policies ready for changes to be tried: as written, with their tests."""
    written = policies_as_written(policies.texts, NearbyDisk(root))
    return Mutation.of(written, policies.rulebook, policies.tests)
