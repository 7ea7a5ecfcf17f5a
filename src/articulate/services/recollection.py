"""What was made lately: what is made of the same digests is the same again."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Recollection(Generic[T]):
    """The last few things that were made, each by the digests it was made of."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._made: OrderedDict[tuple[str, ...], T] = OrderedDict()
        self._lock = Lock()

    def recall(self, key: tuple[str, ...], make: Callable[[], T]) -> T:
        """Return what is made of *key*; it is made only where it is not remembered.

        Two that ask at once may both make it, and come to the same.
        """
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
                return self._made[key]
        made = make()
        with self._lock:
            self._made[key] = made
            while len(self._made) > self._most:
                self._made.popitem(last=False)
        return made
