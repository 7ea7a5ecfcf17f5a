"""A reading: one version of a degree, under one way to read its conditions, solved."""

from dataclasses import dataclass

from articulate.audit.allocate import Budget, Search, allocate
from articulate.audit.catalog_rights import VersionChoice
from articulate.audit.certificate import certificate_for
from articulate.audit.impossible import Conflict, conflict_in
from articulate.audit.learner_facts import LearnerFacts
from articulate.audit.limits import open_about
from articulate.audit.measure import Measure
from articulate.audit.plan import Plan
from articulate.audit.planning import Resolved, resolve
from articulate.audit.relief import Relief
from articulate.audit.results import Results, statements
from articulate.audit.whens import whens_of
from articulate.model.audit import AuditStatus, DegreeAudit
from articulate.model.evaluation import Evaluation
from articulate.model.reason import Reason
from articulate.rulebook.degree import DegreeBlock
from articulate.rulebook.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Against:
    """What stands in the way of a degree among several that are solved together.

    `names` are those of the smallest set that cannot hold together.
    """

    conflict: Conflict
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """The best allocation under the least favorable way to read what is unknown.

    `open_facts` would settle that.
    """

    degree: DegreeBlock
    plan: Plan
    search: Search
    found: Measure
    open_facts: tuple[Reason, ...] = ()
    resolved: Resolved | None = None

    def result(
        self,
        chosen: VersionChoice,
        budget: Budget,
        against: "Against | None" = None,
    ) -> DegreeAudit:
        """Show the reading as a degree audit; *against* is of others solved with it."""
        results = Results(self.plan, self.search.allocation, self.found)
        named = statements(self.plan, self.found)
        conflict = Conflict(frozenset(range(len(named))))
        if against is not None:
            conflict, smallest = against.conflict, against.names
        else:
            if self.found.unmet and self.search.decided:
                conflict = conflict_in(self.plan, self.search, budget)
            smallest = tuple(named[place][0] for place in conflict.smallest)
        degree = self.degree
        return DegreeAudit(
            degree=degree.head.id,
            version=degree.head.version or "",
            status=self._status(conflict, len(named)),
            credits_required=self.plan.credits or self.found.applied * 0,
            credits_applied=self.found.applied,
            groups=results.groups(),
            residency=results.residency([one.head.id for one in degree.residencies]),
            gpa=results.gpas(),
            free=results.free(),
            conflicts=(smallest,) if smallest else (),
            open_facts=(*chosen.open_facts, *self._questions),
            certificate=certificate_for(self.plan, self.search, budget),
            settlement=results.settlement(),
            catalog_clause=chosen.clause,
            governing_date=chosen.day,
            unmet=self.found.unmet,
            missing=self.found.missing,
        )

    @property
    def _questions(self) -> tuple[Reason, ...]:
        """What is open of the degree's conditions, and of limits that are full."""
        applied = self.search.allocation.applied
        return (*self.open_facts, *open_about(self.plan.limits, applied))

    def _status(self, conflict: Conflict, size: int) -> AuditStatus:
        if not self.search.decided:
            return AuditStatus.UNDECIDED
        if not self.found.unmet:
            return AuditStatus.COMPLETE
        every = len(conflict.alone) == size
        if every and conflict.smallest and conflict.decided and not self._questions:
            return AuditStatus.IMPOSSIBLE
        return AuditStatus.INCOMPLETE


def read(
    rulebook: Rulebook,
    evaluation: Evaluation,
    degree: DegreeBlock,
    *,
    relief: Relief,
    budget: Budget,
) -> Reading:
    """Audit a degree under every way to read its conditions; the worst one holds.

    So the degree is complete only if it is so whatever the missing facts are.
    """
    facts = LearnerFacts(rulebook, evaluation, degree=degree.head.id)
    whens = whens_of(degree, facts)
    found = []
    for way in whens.ways:
        resolved = resolve(rulebook, evaluation, degree, relief=relief, way=way)
        plan = resolved.plan
        search = allocate(plan, budget)
        measured = search.found
        found.append(
            Reading(degree, plan, search, measured, whens.open_facts, resolved)
        )
    if len(found) == 1:
        return found[0]
    return max(found, key=lambda one: one.search.objective.leading)
