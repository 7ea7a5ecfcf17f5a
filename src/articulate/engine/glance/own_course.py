"""Own courses at a glance: what an attempt at the receiving institution comes to.

No rule is asked about a course of its own: it is awarded as itself unless a screen of
the policy objects. Only its repeats and what else comes to it hang on the record.
"""

from collections.abc import Hashable
from dataclasses import replace

from articulate.engine.glance.apart import Apart, NotApartError
from articulate.engine.glance.entries import Looking, is_plain
from articulate.engine.glance.facts import looked_at_by
from articulate.engine.glance.season import FINISHED, ages
from articulate.engine.identify import State, identified, identify
from articulate.engine.learner import LearnerFacts
from articulate.engine.matching import Matching
from articulate.engine.own import own_awards, own_line
from articulate.engine.situation import Situation
from articulate.model.course import CourseCode
from articulate.model.line import Line
from articulate.model.transcript import CourseAttempt


def own_likeness(
    situation: Situation, code: CourseCode, looking: Looking
) -> Hashable | None:
    """Return all that screens see of a course of one's own; None if it is not plain."""
    if not is_plain(situation, code):
        return None
    book = situation.book
    listed = {
        (one.attributes, one.level)
        for catalog in book.catalogs.get(code.institution, ())
        if (one := book.courses(catalog).get(code)) is not None
    }
    if len(listed) > 1:
        return None
    held = situation.listed(code)
    return looking.seen(code), *listed, held and (held.level, held.attributes)


def own_line_apart(situation: Situation, attempt: CourseAttempt) -> Line | None:
    """Return what an attempt comes to by itself; None if that hangs on the record."""
    here = replace(situation, earned={})
    known = identify(here, 0, attempt)
    policy = here.policy(known.ended)
    if known.state not in FINISHED or looked_at_by(policy.rules, apart=True) is None:
        return None
    if policy.gap is not None or policy.missing is not None:
        return None
    matching = Apart(here, LearnerFacts(here, (known,)), (known,), (known,))
    try:
        # Of what a recency has turned away, nothing is left on the line to ask of.
        if known.state is State.PASSED and ages(
            matching, known, own_awards(matching, known)
        ):
            return None
        return own_line(matching, known)
    except NotApartError:
        return None


def own_line_of(situation: Situation) -> Line:
    """Make the line of a record that holds one course of one's own."""
    learnings = identified(situation)
    learner = LearnerFacts(situation, learnings)
    matching = Matching(situation, learner, learnings, learnings)
    return own_line(matching, learnings[0])
