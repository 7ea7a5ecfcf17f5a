"""The front door: everything that is wrong with the rules of a rulebook together."""

from collections.abc import Iterator

from articulate.analysis.atlas import Atlas
from articulate.analysis.dead_demands import dead_demands
from articulate.analysis.dead_references import dead_references
from articulate.analysis.disagreeing_exceptions import disagreeing_exceptions
from articulate.analysis.disagreements import disagreement
from articulate.analysis.meetings import meetings_of
from articulate.analysis.needless_partials import needless_partials
from articulate.analysis.never_fires import never_fires
from articulate.analysis.overlaps import Overlaps
from articulate.analysis.problem import Problem
from articulate.analysis.replay import Evaluators, Replay
from articulate.analysis.shadowing import Shadows
from articulate.analysis.voices import voices_of
from articulate.model.identifiers import InstitutionId
from articulate.rulebook.rulebook import Rulebook


def problems_of(book: Rulebook, evaluators: Evaluators) -> Iterator[Problem]:
    """Yield what is wrong with rules taken together, institution by institution."""
    for receiving in book.receivers:
        yield from _received(book, receiving, evaluators)


def _received(
    book: Rulebook, receiving: InstitutionId, evaluators: Evaluators
) -> Iterator[Problem]:
    voices = tuple(voices_of(book, receiving))
    atlas = Atlas(book, receiving, voices)
    meetings = meetings_of(book, voices)
    replay = Replay(book, evaluators(receiving))
    for overlap in Overlaps(atlas, meetings, replay).found():
        yield disagreement(overlap)
    yield from disagreeing_exceptions(book, receiving, replay)
    yield from never_fires(atlas)
    yield from needless_partials(atlas)
    yield from Shadows(atlas, meetings, replay).found()
    yield from dead_references(book, voices)
    yield from dead_demands(book, receiving)
