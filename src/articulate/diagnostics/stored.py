"""A place in a store: the store itself, one stream of its ledger, or one entry."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class StoreRef:
    """Where something stands in an office's store; entries count from 1.

    >>> str(StoreRef("office.db", "request:r-17", 3))
    'office.db!request:r-17/3'
    >>> str(StoreRef("office.db"))
    'office.db'
    """

    store: str
    stream: str = ""
    number: int = 0

    def __str__(self) -> str:
        within = f"{self.stream}/{self.number}" if self.number else self.stream
        return "!".join(part for part in (self.store, within) if part)
