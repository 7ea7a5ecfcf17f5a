"""What a person may see of the store's rows, beneath what each service asks of them.

It is said apart from `access` on purpose: where one of the two is wrong, the other
still holds. A test holds them to each other.
"""

from articulate.model.person import Person, Role
from articulate.store.sight import Sight

_LEARNERS = frozenset(
    {Role.ADVISOR, Role.EVALUATOR, Role.REGISTRAR, Role.APPROVER, Role.AUDITOR}
)
"""Whoever sees the cases of every learner."""
_OFFICE = _LEARNERS | {Role.AUTHOR}
"""Whoever sees what the office does, apart from learners."""


def sight_of(person: Person) -> Sight:
    """Return what a person may see, by their roles, their record and institutions.

    >>> sight_of(Person("eli", "Eli", frozenset({Role.ASSESSOR})))
    Sight(actor='eli', learners=False, learner='', assesses=True, office=False,
          institutions=())
    """
    own = person.learner if Role.LEARNER in person.roles else None
    return Sight(
        actor=person.id,
        learners=bool(person.roles & _LEARNERS),
        learner=own or "",
        assesses=Role.ASSESSOR in person.roles,
        office=bool(person.roles & _OFFICE),
        institutions=tuple(sorted(person.institutions)),
    )
