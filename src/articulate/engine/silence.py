"""Silence: what only the use of a learning speaks against is denied if it is used.

A recency looks at what a rule gives, and so does a minimum for what has an attribute.
While it is open whether the rule holds, nobody knows whether the learning is used at
all; without a rule it may be unarticulated, or what `otherwise` says. Unknown is no
denial, unless the learning is denied either way.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from articulate.engine.lines import About
from articulate.engine.matching import Matching
from articulate.engine.ways import Verdict, Way
from articulate.model.answer import Answer
from articulate.model.line import Line, Status


def without_doubtful_denials(
    matching: Matching,
    ways: Iterable[Way],
    spoken: Sequence[Way],
    alone: Callable[[int], Line],
) -> Iterator[Way]:
    """Refer what an open rule would give in vain, where silence would not deny it.

    *spoken* are all ways, *alone* makes the line of a learning that no rule speaks for.
    """
    for way in ways:
        if _hangs_on_use(way) and not _used_anyway(way, spoken):
            silent = [alone(place) for place in way.learnings]
            if any(line.status is not Status.DENIED for line in silent):
                yield _asked(matching, way, silent)
                continue
        yield way


def _hangs_on_use(way: Way) -> bool:
    """Say whether a screen denies what a rule would give of which nobody knows."""
    return (
        way.verdict is Verdict.DENY
        and way.denial is None
        and way.finding.answer is Answer.UNKNOWN
        and bool(way.target)
    )


def _used_anyway(way: Way, spoken: Iterable[Way]) -> bool:
    """Say whether another rule that holds speaks of the same: that is denied, too."""
    return any(
        one.learnings == way.learnings and one.finding.answer is Answer.MET
        for one in spoken
    )


def _asked(matching: Matching, way: Way, silent: Iterable[Line]) -> Way:
    """Refer it; what it may come to is what silence would give."""
    members = tuple(matching.learnings[place] for place in way.learnings)
    reasons = () if way.line is None else way.line.reasons
    line = About(matching.situation, members, way.speaker).without_award(
        Status.REFERRED, reasons
    )
    hoped = sum((_given(one) for one in silent), Fraction(0))
    return replace(way, verdict=Verdict.OPEN, line=line, target=(), worth=hoped)


def _given(line: Line) -> Fraction:
    under = dict(line.split.by_status)
    given = (under.get(one, Fraction(0)) for one in (Status.AWARDED, Status.ELECTIVE))
    return sum(given, Fraction(0))
