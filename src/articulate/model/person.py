"""A person who works at an office or asks something of it, and in which roles."""

from dataclasses import dataclass
from enum import StrEnum

from articulate.model.identifiers import InstitutionId, LearnerId


class Role(StrEnum):
    """What a person is to an office; what each may do is said in `services.access`."""

    LEARNER = "learner"
    """Sees what their own learning comes to, and nobody else's."""
    ADVISOR = "advisor"
    """Sees learners' records, in order to counsel them."""
    ASSESSOR = "assessor"
    """Assesses prior learning on panels."""
    EVALUATOR = "evaluator"
    """Works on requests, and decides them."""
    REGISTRAR = "registrar"
    """Does all of an evaluator's work, and answers for the office."""
    AUTHOR = "policy author"
    """Writes and proposes policies."""
    APPROVER = "approver"
    """Approves what others wrote or granted."""
    AUDITOR = "auditor"
    """Sees everything, and changes nothing."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person as an office knows them; `learner` is who they are on their own record.

    `account` is who they are to a provider that the office lets people sign in by; its
    word for a person is never anything else. `institutions` are those whose cases they
    work on; all of the office's where none is named.

    >>> Person("ada", "Ada", frozenset({Role.REGISTRAR})).learner is None
    True
    """

    id: str
    name: str
    roles: frozenset[Role] = frozenset()
    learner: LearnerId | None = None
    account: str = ""
    institutions: frozenset[InstitutionId] = frozenset()


VISITOR = Person("", "a visitor")
"""Somebody who did not say who they are."""
