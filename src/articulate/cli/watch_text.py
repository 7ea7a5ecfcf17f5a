"""Tasks and reminders on the screen, and marking one as done."""

from dataclasses import dataclass

from articulate.bootstrap.desk import StoreDesk
from articulate.cli.formats import PlainFormat
from articulate.cli.stores import answered, usual_person
from articulate.cli.terminal import output, print_plain
from articulate.explain.machine import as_text
from articulate.model.signal import SignalState
from articulate.services.signals import (
    Told,
    Wanted,
    do_signal,
    signals_json,
    signals_now,
)


@dataclass(frozen=True, slots=True)
class Listing:
    """Which signals were asked for."""

    role: str
    learner: str
    over: bool


def list_signals(desk: StoreDesk, asked: Listing, shown: PlainFormat) -> None:
    """Print the signals, each with why."""
    wanted = Wanted(desk=asked.role, learner=asked.learner, over=asked.over)
    act = desk.act()
    found = answered(desk.read(lambda conn: signals_now(conn, wanted, act)), shown)
    if shown is PlainFormat.JSON:
        print_plain(as_text(signals_json(found)))
        return
    if not found:
        output().print("nothing is over" if asked.over else "nothing is open")
    for one in found:
        _print(one)


def mark_done(
    desk: StoreDesk,
    asked: tuple[str, str, str | None],
    by: str | None,
    shown: PlainFormat,
) -> None:
    """Mark a signal as done, by its name and with a reason; the key does it once."""
    name, reason, key = asked
    act = desk.act(usual_person(by), key)
    done = answered(desk.write(lambda conn: do_signal(conn, name, reason, act)), shown)
    if shown is PlainFormat.JSON:
        print_plain(as_text(signals_json([done])))
        return
    output().print(f"{done.name} is done: {done.says}", soft_wrap=True)


def _print(one: Told) -> None:
    screen = output()
    screen.print(
        f"{one.name} {one.kind} for {one.desk}, about {one.learner}: {one.says}",
        soft_wrap=True,
    )
    for saw in one.saw:
        screen.print(f"  saw {saw}", soft_wrap=True)
    cites = f", {'; '.join(one.cites)}" if one.cites else ""
    screen.print(f"  by {one.rule}{cites}, since {one.since}", soft_wrap=True)
    if one.state is SignalState.DONE:
        screen.print(f"  done by {one.done_by}: {one.reason}", soft_wrap=True)
    elif one.state is SignalState.GONE:
        screen.print("  gone by itself", soft_wrap=True)
