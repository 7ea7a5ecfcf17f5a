"""An impact on everybody in the store, with a bar that shows how far it got."""

from datetime import date

from rich.progress import Progress

from articulate.bootstrap.desk import StoreDesk
from articulate.bootstrap.set_aside import set_rules_aside_for
from articulate.cli.formats import PlainFormat
from articulate.cli.problems import show_problems
from articulate.cli.stores import answered
from articulate.cli.terminal import errors
from articulate.services.impact import Difference, Impact
from articulate.services.our_mistake import our_mistake
from articulate.services.stored_impact import (
    Compared,
    impact_on_stored,
    stored_learners,
)


def compare_stored(
    desk: StoreDesk, compared: Compared, as_of: date | None
) -> tuple[Impact, int]:
    """Compare everybody in the store; count those at whom we made a mistake."""
    learners = answered(
        desk.read(lambda conn: list(stored_learners(conn))), PlainFormat.TEXT
    )
    set_rules_aside_for(len(learners))
    found: list[Difference] = []
    evaluated = refused = 0
    console = errors()
    with Progress(
        console=console, transient=True, disable=not console.is_terminal
    ) as progress:
        for one in progress.track(learners, description="comparing"):
            try:
                lines, anew = impact_on_stored(one, compared, as_of)
            except Exception as error:  # noqa: BLE001 - it must not stop the others
                refused += 1
                show_problems([our_mistake(error, one.request)])
                continue
            found += lines
            evaluated += anew
    console.print(f"{len(learners)} requests, {evaluated} evaluated anew")
    return Impact(tuple(found)), refused
