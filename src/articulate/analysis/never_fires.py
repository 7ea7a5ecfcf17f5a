"""AR403: a rule that can never speak, since nothing can meet its condition."""

from collections.abc import Iterator

from articulate.analysis.atlas import Atlas
from articulate.analysis.policy_conditions import conditions_of
from articulate.analysis.problem import Problem
from articulate.analysis.regions import NOWHERE
from articulate.analysis.voices import MOST_SELECTIONS, Opened, Voice
from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.rulebook.clauses import clause_text
from articulate.rulebook.conditions import Condition
from articulate.rulebook.policy import PolicyBlock
from articulate.rulebook.version import RuleHead


def never_fires(atlas: Atlas) -> Iterator[Problem]:
    """Report each rule whose condition no learner can meet, alone or in its days.

    What a condition asks of several facts at once (`has`, `within`) is taken as
    possible, so nothing is reported that might hold.
    """
    for voice in atlas.voices:
        selections = voice.selections()
        if voice.condition() is None or len(selections) >= MOST_SELECTIONS:
            continue
        regions = [atlas.where(voice, one).region for one in selections]
        if not all(region == NOWHERE for region in regions):
            continue
        alone = [atlas.condition_alone(voice, one).region for one in selections]
        if all(region == NOWHERE for region in alone):
            yield _problem(voice.rule.head, _contradiction(voice.rule.condition))
        else:
            yield _problem(voice.rule.head, _elsewhere(voice))
    for policy in atlas.book.policies:
        if policy.head.receiving == atlas.receiving:
            yield from _of_policy(atlas, policy)


def _of_policy(atlas: Atlas, policy: PolicyBlock) -> Iterator[Problem]:
    for head, condition in conditions_of(policy):
        if atlas.policy_region(condition) == NOWHERE:
            yield _problem(head, _contradiction(condition))


def _problem(head: RuleHead, why: tuple[str, str]) -> Problem:
    message, help_ = why
    return Problem(
        Diagnostic(
            Code.NEVER_SPEAKS,
            head.origin,
            f"`{head.id}` can never speak: {message}",
            help_,
            severity=Severity.WARNING,
        )
    )


def _contradiction(condition: Condition | None) -> tuple[str, str]:
    text = "" if condition is None else clause_text(condition)
    return (
        f"nothing meets `{text}`",
        "correct the condition, or take the rule out",
    )


def _elsewhere(voice: Voice) -> tuple[str, str]:
    """Say that a condition can hold, but not for what its block speaks of."""
    condition = voice.rule.condition
    text = "" if condition is None else clause_text(condition)
    if not voice.opened.kept:
        return (
            f"nothing that `{voice.opened.block.head.id}` speaks of meets `{text}`",
            "correct the condition, or take the rule out",
        )
    return (
        (
            f"`{text}` holds for nothing that {voice.opened.block.head.name} speaks of "
            f"({_days(voice.opened)})"
        ),
        "move the rule to the version whose days it is about, or correct it",
    )


def _days(opened: Opened) -> str:
    governed = {
        "learning": "the day of the learning",
        "admitted": "admitted",
        "requested": "requested",
        "evaluated": "evaluated",
    }[opened.axis]
    stretches = []
    for period in opened.kept:
        since = "" if period.start is None else f"from {period.start}"
        until = "" if period.last is None else f"through {period.last}"
        stretches.append(f"{since} {until}".strip())
    return f"{governed} {', '.join(stretches)}"
