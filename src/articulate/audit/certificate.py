"""Certificates: the shortest evidence that an audit's answer is right.

What each requirement lacks when it is given everything it could take bounds every
allocation. An allocation that reaches this bound is the best, and anyone can add it up.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from articulate.audit.allocate import Search
from articulate.audit.bound import lacks_alone
from articulate.audit.measure import SHARES, Measure
from articulate.audit.plan import Plan
from articulate.model.certificate import Certificate, CertificateKind
from articulate.model.exact import number_text

ZERO = Fraction(0)


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


def certificate_for(plan: Plan, search: Search, found: Measure) -> Certificate:
    """Write the certificate of an allocation; nobody has checked it yet."""
    leading = search.objective.leading
    values = tuple(number_text(one) for one in leading)
    if not search.decided:
        bounds = [number_text(one) for one in search.bounds]
        payload = {"best": list(values), "bounds": bounds}
        return _certificate(CertificateKind.BOUND, tuple(bounds), payload)
    if not any(leading):
        return _certificate(CertificateKind.ALLOCATION, values, {})
    if least(plan, search, found).leading == leading:
        alone = {
            group.asks.path[-1]: number_text(lacking)
            for group in plan.groups
            if group.asks is not None
            for lacking in [lacks_alone(plan, group)]
            if lacking
        }
        return _certificate(CertificateKind.BOUND, values, {"alone": alone})
    log = {
        "method": str(search.method),
        "parts": search.parts,
        "steps": search.steps,
        "unique": search.unique,
    }
    return _certificate(CertificateKind.EXHAUSTED, values, log)


def least(plan: Plan, search: Search, found: Measure) -> Least:
    """Bound every allocation from below, each requirement by itself.

    Where the record leaves nothing to choose and no limit cuts, the totals are the same
    in every allocation; otherwise nothing is claimed of them.
    """
    lacking = [lacks_alone(plan, group) for group in plan.groups]
    unmet = sum(one != 0 for one in lacking)
    missing = sum((one or ZERO for one in lacking), ZERO)
    if plan.left_over or search.objective.unapplied:
        return Least(unmet, missing, ZERO)
    unmet += sum(not one.holds for one in found.gpas) + bool(found.credits_missing)
    missing += found.credits_missing
    for one in found.residencies:
        if not one.rule.there and not one.rule.base_there:
            unmet += not one.holds
            missing += ZERO if one.rule.counted_in in SHARES else one.short
    return Least(unmet, missing, ZERO)


def _certificate(
    kind: CertificateKind, values: tuple[str, ...], payload: Mapping[str, object]
) -> Certificate:
    text = json.dumps(payload, sort_keys=True, separators=(",", ":"))
    return Certificate(kind, values, text)
