"""Panels that were read lately: up to one entry, a panel stands as it stood."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")
_MOST = 4096
"""A panel takes some ten thousand bytes."""


class Remembered(Generic[T]):
    """What was made last, each by the digest of the entry that it was made up to."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._made: OrderedDict[str, T] = OrderedDict()
        self._lock = Lock()

    def of(self, digest: str, make: Callable[[], T]) -> T:
        """Return what is made of a stream up to an entry; made where it is new."""
        with self._lock:
            if digest in self._made:
                self._made.move_to_end(digest)
                return self._made[digest]
        made = make()
        with self._lock:
            self._made[digest] = made
            while len(self._made) > self._most:
                self._made.popitem(last=False)
        return made
