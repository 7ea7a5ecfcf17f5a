"""The checker: does the record support what an audit claims, and prove it best?

It knows nothing of how the audit was found. It counts every requirement again from the
degree's own words, compares, and adds the certificate up. What is read from a record (who
may fill what) it shares with the search; what is decided, it does not.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from articulate.audit.learner_facts import LearnerFacts
from articulate.audit.recount import ZERO, Count, Path, Recount
from articulate.audit.recount_record import Claimed
from articulate.audit.recount_totals import Lack, Totals
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
    for degree in rulebook.degrees:
        if (degree.head.id, degree.head.version or "") == (audit.degree, audit.version):
            claimed = Claimed(rulebook, evaluation, audit, degree)
            facts = LearnerFacts(rulebook, evaluation, degree=degree.head.id)
            ways = whens_of(degree, facts).ways
            return min(
                (tuple(_Check(claimed, way).objections()) for way in ways), key=len
            )
    return ("no such version of the degree",)


@dataclass(frozen=True, slots=True)
class _Check:
    claimed: Claimed
    way: Mapping[Condition, bool]

    def objections(self) -> Iterator[str]:
        """Compare every claim with what the record supports."""
        claimed = self.claimed
        real = claimed.recount(self.way)
        groups = [
            one
            for one in real.standing(claimed.degree.members)
            if isinstance(one, Group)
        ]
        counts = [real.group(one, (), ()) for one in groups]
        yield from real.wrong
        yield from claimed.unlawful(real)
        yield from self._groups(claimed.audit.groups, real, ())
        totals = Totals(claimed.degree, claimed.here, real)
        if claimed.audit.credits_applied != sum(real.applied.values(), ZERO):
            yield "the credit applied does not add up"
        lacks = [totals.credits()] if claimed.degree.credits is not None else []
        yield from self._gpas(totals, lacks)
        yield from self._residencies(totals, lacks)
        yield from self._verdict(groups, real, counts, lacks)

    def _groups(
        self, shown: Sequence[GroupResult], real: Recount, path: Path
    ) -> Iterator[str]:
        for one in shown:
            inner = (*path, one.id)
            count = real.counts.get(inner)
            if count is None or count.met is not (one.status in DONE):
                yield f"group {'/'.join(inner)} is not {one.status}"
            yield from self._groups(one.groups, real, inner)

    def _gpas(self, totals: Totals, lacks: list[Lack]) -> Iterator[str]:
        shown = {(one.rule, one.required): one for one in self.claimed.audit.gpa}
        for rule in self.claimed.degree.gpas:
            gpa = totals.gpa(rule)
            lacks.append(Lack(gpa is None or gpa >= rule.least))
            one = shown.get((rule.head.id, rule.least))
            if one is None or one.counted != gpa:
                yield f"{rule.head.id} is not {gpa}"
            elif lacks[-1].met is not (one.status in DONE):
                yield f"{rule.head.id} is not {one.status}"

    def _residencies(self, totals: Totals, lacks: list[Lack]) -> Iterator[str]:
        shown = {one.rule: one.status for one in self.claimed.audit.residency}
        for rule in self.claimed.degree.residencies:
            if totals.real.relief.waives("residency", rule.head.id):
                continue
            lacks.append(totals.residency(rule))
            if lacks[-1].met is not (shown.get(rule.head.id) in DONE):
                yield f"residency {rule.head.id} is not {shown.get(rule.head.id)}"

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
        if (audit.status is AuditStatus.COMPLETE) is not (unmet == 0):
            yield f"the degree is not {audit.status}"
        missing = sum((one for _, one in parts), ZERO)
        values = (Fraction(unmet), missing, claimed.unapplied(real))
        certificate = audit.certificate
        if certificate is None:
            return
        if certificate.values != tuple(number_text(one) for one in values):
            yield f"the certificate is about {certificate.values}, not {values}"
        if certificate.kind is CertificateKind.ALLOCATION and any(values):
            yield "something is left that could be better"
        if certificate.kind is CertificateKind.BOUND:
            yield from self._bound(groups, real, lacks, values)

    def _bound(
        self,
        groups: Sequence[Group],
        real: Recount,
        lacks: Sequence[Lack],
        values: tuple[Fraction, ...],
    ) -> Iterator[str]:
        """Give each group all it could take: what it lacks then, it always lacks.

        Totals are the same in every allocation where there is nothing to choose or cut.
        """
        full = {one.key: one.award.credits for one in self.claimed.everyone}
        best = replace(real, applied=full, placed=None, counts={}, wrong=[], pools={})
        bounds = [best.group(one, (), ()) for one in groups]
        alone = [(not one.met, one.missing) for one in bounds]
        if not self.claimed.evaluation.choices and not values[2]:
            alone += [(not one.met, one.missing) for one in lacks if one.fixed]
        unmet = Fraction(sum(open_ for open_, _ in alone))
        least = (unmet, sum((lacking for _, lacking in alone), ZERO), ZERO)
        if least != values:
            yield f"the bound is {least}, and the allocation comes to {values}"
