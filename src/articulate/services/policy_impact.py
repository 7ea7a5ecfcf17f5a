"""The impact of a revision that is not in force yet, on everybody in the store."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import islice

from articulate.analysis.impact import Difference, Effect, Impact
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.explain.machine import Json
from articulate.model.exact import number_text
from articulate.rulebook.rulebook import Rulebook
from articulate.services.access import Task, refusal, works_for
from articulate.services.acting import Act
from articulate.services.disclosures import disclose
from articulate.services.impact import impact_rows
from articulate.services.our_mistake import our_mistake
from articulate.services.policy_moves import newest_revision, policy_in_force
from articulate.services.revisions import published
from articulate.services.stored_impact import (
    Compared,
    impact_on_stored,
    stored_learners,
)
from articulate.store.transaction import Connection

MOST_EVALUATED = 500
"""Requests that are evaluated anew for one page; `articulate impact` does them all."""


@dataclass(frozen=True, slots=True)
class Affected:
    """What a revision does to learning of one request that it changes."""

    request: str
    difference: Difference

    @property
    def credits(self) -> tuple[str, str]:
        """What counts before and after."""
        one = self.difference
        return number_text(one.credit_before), number_text(one.credit_after)


@dataclass(frozen=True, slots=True)
class PolicyImpact:
    """What a revision would do.

    `requests` were looked at, `anew` of them evaluated; `left` were not looked at, as
    that is more than a page does. `wrong` are mistakes of ours.
    """

    policy: str
    impact: Impact
    affected: tuple[Affected, ...]
    requests: int
    anew: int
    left: int
    wrong: tuple[Diagnostic, ...]

    @property
    def by_rule(self) -> tuple[tuple[str, dict[str, int]], ...]:
        """Count the effects by the rules that decide before or after."""
        return tuple(
            (rule, {str(effect): count for effect, count in effects.items()})
            for rule, effects in self.impact.by_rule().items()
        )


def policy_impact(
    conn: Connection, policy: str, act: Act, *, most: int = MOST_EVALUATED
) -> PolicyImpact | Diagnostic:
    """Compare what is in force with a policy's newest revision, for every request."""
    if refused := refusal(act, Task.SEE_IMPACT):
        return refused
    before = policy_in_force(conn, policy, act)
    if isinstance(before, Diagnostic):
        return before
    after = newest_revision(conn, policy, act)
    if isinstance(after, Diagnostic):
        return after
    day = date.fromisoformat(act.moment[:10])
    book = published(after.rulebook, before.rulebook, day)
    return impact_between(conn, policy, (before.rulebook, book), act, most=most)


def impact_between(
    conn: Connection,
    policy: str,
    books: tuple[Rulebook, Rulebook],
    act: Act,
    *,
    most: int,
) -> PolicyImpact:
    """Compare two rulebooks for the requests that stand, as far as *most* reaches.

    Whoever works for some institutions is told of these alone.
    """
    theirs = works_for(act)
    compared = Compared.of(*books, whole=False)
    found: list[Affected] = []
    unchanged: list[Difference] = []
    wrong: list[Diagnostic] = []
    requests = anew = 0
    learners = (
        one
        for one in stored_learners(conn)
        if not theirs or one.asked.receiving in theirs
    )
    for one in learners:
        try:
            lines, evaluated = impact_on_stored(one, compared)
        except Exception as error:  # noqa: BLE001 - it must not stop the others
            wrong.append(our_mistake(error, one.request))
            continue
        requests += 1
        anew += evaluated
        for line in lines:
            if line.effect is Effect.UNCHANGED:
                unchanged.append(line)
            else:
                found.append(Affected(one.request, line))
        if anew >= most:
            break
    left = sum(1 for _ in learners)
    impact = Impact((*(one.difference for one in found), *unchanged))
    return PolicyImpact(
        policy, impact, tuple(found), requests, anew, left, tuple(wrong)
    )


def affected_for(
    conn: Connection, found: PolicyImpact, act: Act, *, first: int, most: int
) -> tuple[Affected, ...]:
    """Return some of whom a revision changes, which is entered as a look at each."""
    shown = tuple(islice(found.affected, first, first + most))
    about = f"impact of {found.policy}"
    for learner in dict.fromkeys(one.difference.learner for one in shown):
        disclose(conn, learner, about, act)
    return shown


def impact_page_json(found: PolicyImpact, shown: Iterable[Affected]) -> dict[str, Json]:
    """Turn an impact, with whom it is shown of, into JSON."""
    return {
        "schema": "articulate.policy-impact/1",
        "policy": found.policy,
        "requests": found.requests,
        "evaluated": found.anew,
        "left": found.left,
        "effects": {
            str(effect): {"learning": count, "learners": who, "credits": credit}
            for effect, count, who, credit in impact_rows(found.impact)
        },
        "rules": {rule: dict(effects) for rule, effects in found.by_rule},
        "affected": [
            {
                "request": one.request,
                "learner": one.difference.learner,
                "learning": list(one.difference.learning),
                "effect": str(one.difference.effect),
                "credits": {"before": one.credits[0], "after": one.credits[1]},
                "rules": list(one.difference.rules),
            }
            for one in shown
        ],
    }
