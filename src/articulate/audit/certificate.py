"""Certificates: the shortest evidence that an audit's answer is right.

What each requirement lacks when it is given everything it could take bounds every
allocation. An allocation that reaches this bound is the best, and anyone can add it up.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from articulate.audit.allocate import (
    Budget,
    Search,
    has_too_many_readings,
    readings_of,
    whole_credit,
)
from articulate.audit.bound import lacks_alone
from articulate.audit.limits import used
from articulate.audit.measure import Measure, measure_totals
from articulate.audit.objective import left_over
from articulate.audit.plan import Allocation, Plan
from articulate.model.certificate import Certificate, CertificateKind
from articulate.model.exact import exact_sum, number_text
from articulate.rulebook.requirements import SHARES

ZERO = Fraction(0)
_WRITER = json.JSONEncoder(sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Least:
    """What no allocation can be below: statements unmet, credit missing, unapplied."""

    unmet: int
    missing: Fraction
    unapplied: Fraction

    @property
    def leading(self) -> tuple[Fraction, ...]:
        """The three in the order of preference."""
        return (Fraction(self.unmet), self.missing, self.unapplied)


def certificate_for(plan: Plan, search: Search, budget: Budget) -> Certificate:
    """Write the certificate of an allocation; nobody has checked it yet.

    Where the budget ended before the last tie was settled, it says so.
    """
    leading = search.objective.leading
    values = tuple(number_text(one) for one in leading)
    if not search.decided:
        bounds = [number_text(one) for one in search.bounds]
        payload = {"best": list(values), "bounds": bounds}
        return _certificate(CertificateKind.BOUND, tuple(bounds), payload)
    ties: dict[str, object] = {} if search.unique else {"unique": False}
    if not any(leading):
        return _certificate(CertificateKind.ALLOCATION, values, ties)
    lacking = _lacking_alone(plan, search)
    if lacking is not None and _least(plan, budget, lacking, search).leading == leading:
        alone = {
            group.asks.path[-1]: number_text(one)
            for group, one in zip(plan.groups, lacking, strict=True)
            if group.asks is not None and one
        }
        return _certificate(CertificateKind.BOUND, values, {"alone": alone, **ties})
    log = {
        "method": str(search.method),
        "parts": search.parts,
        "steps": search.steps,
        "unique": search.unique,
    }
    return _certificate(CertificateKind.EXHAUSTED, values, log)


def _lacking_alone(plan: Plan, search: Search) -> list[Fraction | None] | None:
    """Say what each group lacks alone; None where one is unmet and lacks nothing so.

    The degree's totals are bound from below too, so that one would leave a gap.
    """
    lacking: list[Fraction | None] = []
    for group, found in zip(plan.groups, search.found.groups, strict=True):
        lacking.append(ZERO if found.met else lacks_alone(plan, group))
        if not found.met and lacking[-1] == 0:
            return None
    return lacking


def least(plan: Plan, budget: Budget) -> Least:
    """Bound every allocation from below, each requirement by itself.

    The degree's totals do not depend on where credit is placed. So they are measured
    under every combination of options, and the best of them counts.
    """
    return _least(plan, budget, [lacks_alone(plan, group) for group in plan.groups])


def _least(
    plan: Plan,
    budget: Budget,
    lacking: Sequence[Fraction | None],
    search: Search | None = None,
) -> Least:
    """Bound every allocation from below, whatever groups lack by themselves.

    Where nothing is cut and nothing to choose, totals come to the same in all of them,
    so those of what a *search* found will do.
    """
    unmet = sum(one != 0 for one in lacking)
    missing = exact_sum(one or ZERO for one in lacking)
    if has_too_many_readings(plan, budget):
        return Least(unmet, missing, ZERO)
    known = None
    if search is not None and search.allocation.applied is plan.full:
        known = search.found
    best = min(_totals(plan, options, known) for options in readings_of(plan))
    return Least(unmet + best[0], missing + best[1], best[2])


def _totals(
    plan: Plan, options: tuple[int, ...], known: Measure | None
) -> tuple[int, Fraction, Fraction]:
    """Say what the degree's totals lack under some options, and what is left over.

    Where a limit cuts, averages and windows of credit depend on what it cuts, so
    nothing is said of them; what lies above the limit exceeded most is left over.
    """
    full = whole_credit(plan, options)
    over = [(one, used(one, full) - one.amount) for one in plan.limits]
    cut = any(excess > 0 for _, excess in over)
    excess = max((e for one, e in over if not one.in_courses), default=ZERO)
    found = known or measure_totals(plan, Allocation(options, full, frozenset()))
    unmet = int(bool(found.credits_missing))
    unmet += 0 if cut else sum(not one.holds for one in found.gpas)
    missing = found.credits_missing
    for one in found.residencies:
        if not one.rule.by_place and not (cut and one.rule.width is not None):
            unmet += not one.holds
            missing += ZERO if one.rule.counted_in in SHARES else one.short
    return unmet, missing, left_over(plan, options) + max(ZERO, excess)


def _certificate(
    kind: CertificateKind, values: tuple[str, ...], payload: Mapping[str, object]
) -> Certificate:
    return Certificate(kind, values, _WRITER.encode(payload))
