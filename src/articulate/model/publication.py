"""A policy on its way into force: how it stands, and what can happen to it."""

from enum import StrEnum


class PolicyState(StrEnum):
    """Where the newest revision of a policy stands.

    An older one stays in force until another takes its place, or it is ended.
    """

    DRAFT = "draft"
    PROPOSED = "proposed"
    APPROVED = "approved"
    IN_FORCE = "in force"
    ENDED = "ended"


class PolicyMove(StrEnum):
    """What can happen to a policy; each is one entry of its stream in the ledger."""

    DRAFT = "draft"
    """Somebody writes or edits it; whatever was approved is so no longer."""
    PROPOSE = "propose"
    APPROVE = "approve"
    ENFORCE = "enforce"
    RELEASE = "release"
    """Effects that were held when it was approved may happen from now on."""
    LOAD = "load"
    """It came from another office, signed, and is in force as it is."""
    END = "end"
