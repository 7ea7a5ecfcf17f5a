"""The checker: does the record support what an audit claims, and prove it best?

It knows nothing of how the audit was found. It counts every requirement again from the
degree's own words, compares, and adds the certificate up. What is read from a record
(who may fill what) it shares with the search; what is decided, it does not.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from articulate.audit.learner_facts import LearnerFacts
from articulate.audit.recount.groups import Count, Path, Recount
from articulate.audit.recount.record import Claimed, was_offered
from articulate.audit.recount.totals import Lack, Totals
from articulate.audit.whens import whens_of
from articulate.model.audit import AuditStatus, DegreeAudit, GroupResult, Met
from articulate.model.certificate import CertificateKind
from articulate.model.evaluation import Evaluation
from articulate.model.exact import number_text
from articulate.rulebook.conditions import Condition
from articulate.rulebook.requirements import Group
from articulate.rulebook.rulebook import Rulebook

DONE = (Met.COMPLETE, Met.MET, Met.WAIVED)


def check(
    rulebook: Rulebook, evaluation: Evaluation, audit: DegreeAudit
) -> tuple[str, ...]:
    """Return every objection to an audit; none accepts it.

    Where a fact is missing, the audit may be right under any way to read the degree.
    """
    if not was_offered(evaluation, audit.settlement.options):
        return ("what was chosen was not offered",)
    for degree in rulebook.degrees:
        if (degree.head.id, degree.head.version or "") == (audit.degree, audit.version):
            claimed = Claimed(rulebook, evaluation, audit, degree)
            facts = LearnerFacts(rulebook, evaluation, degree=degree.head.id)
            ways = whens_of(degree, facts).ways
            said = []
            for way in ways:
                said.append(tuple(_Check(claimed, way).objections()))
                if not said[-1]:
                    break
            return min(said, key=len)
    return ("no such version of the degree",)


@dataclass(frozen=True, slots=True)
class _Check:
    claimed: Claimed
    way: Mapping[Condition, bool]

    def objections(self) -> Iterator[str]:
        """Compare every claim with what the record supports."""
        claimed = self.claimed
        real = claimed.recount(self.way)
        standing = real.standing(claimed.degree.members)
        groups = [one for one in standing if isinstance(one, Group)]
        counts = [real.group(one, (), ()) for one in groups]
        yield from real.wrong
        yield from claimed.unlawful(real)
        yield from self._groups(claimed.audit.groups, real, ())
        if real.credit(claimed.audit.credits_applied) != real.total:
            yield "the credit applied does not add up"
        lacks = Totals(claimed.degree, claimed.everyone, claimed.here, real).lacks()
        yield from self._measures(lacks)
        yield from self._verdict(groups, real, counts, list(lacks.values()))

    def _groups(
        self, shown: Sequence[GroupResult], real: Recount, path: Path
    ) -> Iterator[str]:
        for one in shown:
            inner = (*path, one.id)
            count = real.counts.get(inner)
            if count is None or count.met is not (one.status in DONE):
                yield f"group {'/'.join(inner)} is not {one.status}"
            yield from self._groups(one.groups, real, inner)

    def _measures(self, lacks: Mapping[str, Lack]) -> Iterator[str]:
        audit = self.claimed.audit
        shown = {
            f"{one.kind} {one.rule}": one for one in (*audit.gpa, *audit.residency)
        }
        for name, lack in lacks.items():
            one = shown.get(name)
            if name != "credits" and (
                one is None or lack.met is not (one.status in DONE)
            ):
                yield f"{name} is not {None if one is None else one.status}"

    def _verdict(
        self,
        groups: Sequence[Group],
        real: Recount,
        counts: Sequence[Count],
        lacks: Sequence[Lack],
    ) -> Iterator[str]:
        """Add up what is claimed of the whole, and what the certificate proves."""
        audit, claimed = self.claimed.audit, self.claimed
        parts = [(one.met, one.missing) for one in counts]
        parts += [(one.met, one.missing) for one in lacks]
        unmet = sum(not met for met, _ in parts)
        withheld = unmet == 0 and audit.status is AuditStatus.INCOMPLETE
        if (audit.status is AuditStatus.COMPLETE) is not (unmet == 0) and not (
            withheld and audit.open_facts
        ):
            yield f"the degree is not {audit.status}"
        missing = Fraction(sum(one for _, one in parts), real.parts)
        values = (Fraction(unmet), missing, claimed.unapplied(real))
        certificate = audit.certificate
        if certificate is None:
            return
        if certificate.values != tuple(number_text(one) for one in values):
            yield f"the certificate is about {certificate.values}, not {values}"
        if certificate.kind is CertificateKind.ALLOCATION and any(values):
            yield "something is left that could be better"
        if certificate.kind is CertificateKind.BOUND:
            bound = self._bound(groups, real)
            if bound != values:
                yield f"the bound is {bound}, and the allocation comes to {values}"

    def _bound(
        self, groups: Sequence[Group], real: Recount
    ) -> tuple[Fraction, Fraction, Fraction]:
        """Give each group all it could take: what it lacks then, it always lacks.

        The degree's totals do not depend on places, so their best reading counts.
        """
        claimed, full = self.claimed, dict(enumerate(self.claimed.full))
        best = replace(real, applied=full, placed=None, counts={}, wrong=[], pools={})
        alone = [best.group(one, (), ()) for one in groups]
        readings = []
        for here, over, cut in claimed.readings():
            there = replace(best, applied={one: full[one] for one in here}, counts={})
            totals = Totals(claimed.degree, claimed.everyone, here, there).lacks(
                cut=cut
            )
            lacks = [one for one in totals.values() if one.fixed]
            unmet = Fraction(sum(not one.met for one in lacks))
            readings.append((unmet, sum(one.missing for one in lacks), over))
        open_, lacking, unapplied = min(readings)
        return (
            open_ + sum(not one.met for one in alone),
            Fraction(lacking + sum(one.missing for one in alone), real.parts),
            unapplied,
        )
