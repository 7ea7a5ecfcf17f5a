"""Read once: what is read of an evaluation is not read again while that is there.

An audit and its checker read the same evaluation. Nothing is kept longer than that is.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import partial
from typing import Generic, TypeVar
from weakref import ref

from articulate.model.evaluation import Evaluation

MOST_AT_ONCE = 32
"""How many readings are remembered; few evaluations are audited at the same time."""

T = TypeVar("T")
Place = tuple[int, Hashable]


@dataclass(frozen=True)
class ReadOnce(Generic[T]):
    """What was read last, of evaluations that are still there.

    Which evaluation it was is what counts: to compare two takes as long as to read one.
    """

    _read: dict[Place, tuple[ref[Evaluation], T]] = field(default_factory=dict)

    def of(self, evaluation: Evaluation, how: Hashable, read: Callable[[], T]) -> T:
        """Return what is read of an evaluation when it is read in this way."""
        place = (id(evaluation), how)
        known = self._read.get(place)
        if known is not None and known[0]() is evaluation:
            return known[1]
        found = read()
        if len(self._read) >= MOST_AT_ONCE:
            self._read.clear()
        self._read[place] = (ref(evaluation, partial(self._forget, place)), found)
        return found

    def _forget(self, place: Place, _: ref[Evaluation]) -> None:
        """Drop what was read of an evaluation that goes; none takes its place yet."""
        self._read.pop(place, None)
