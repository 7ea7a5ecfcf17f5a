"""`articulate watch`: cases looked at by the watch rules, and what they point out."""

from typing import Annotated

import typer

from articulate.cli.formats import PlainFormat, WatchTask
from articulate.cli.options import (
    AsOf,
    By,
    Key,
    OfficeFile,
    Policies,
    Store,
    TextOrJson,
)

Task = Annotated[
    WatchTask,
    typer.Argument(metavar="run|list|done", help="What to do."),
]
Signal = Annotated[
    str | None,
    typer.Argument(
        metavar="[SIGNAL]",
        help="The task or reminder that is done.",
        show_default=False,
    ),
]
Published = Annotated[
    str | None,
    typer.Option(
        "--policy",
        metavar="NAME",
        help="The published policy whose watch rules look, where no files do.",
        show_default="the only one in force",
    ),
]
Plain = Annotated[
    bool,
    typer.Option(
        "--plain", help="Look with the plain watcher, also where durable-rules is."
    ),
]
For = Annotated[
    str,
    typer.Option("--for", metavar="ROLE", help="List what is for this role only."),
]
Learner = Annotated[
    str,
    typer.Option("--learner", metavar="ID", help="List what is about this learner."),
]
Over = Annotated[
    bool, typer.Option("--over", help="List what is done or gone, not what is open.")
]
Why = Annotated[
    str,
    typer.Option("--reason", metavar="TEXT", help="What was done, in your own words."),
]


def watch(
    task: Task,
    signal: Signal = None,
    *,
    policies: Policies = None,
    policy: Published = None,
    office: OfficeFile = None,
    as_of: AsOf = None,
    plain: Plain = False,
    role: For = "",
    learner: Learner = "",
    over: Over = False,
    reason: Why = "",
    store: Store = None,
    by: By = None,
    key: Key = None,
    output_format: TextOrJson = PlainFormat.TEXT,
) -> None:
    """Look at cases by the watch rules, list what they point out, or say it is done.

    A run looks at learners about whom something is new, and raises each task and
    reminder once, however often it runs and wherever it is ended.
    """
    from articulate.cli.stores import opened
    from articulate.cli.watch_run import Run, run_watch
    from articulate.cli.watch_text import Listing, list_signals, mark_done

    if (task is WatchTask.DONE) is (signal is None):
        message = "name the task or reminder that is done, and only then"
        raise typer.BadParameter(message, param_hint="SIGNAL")
    desk = opened(store, output_format)
    match task:
        case WatchTask.RUN:
            day = None if as_of is None else as_of.date()
            run_watch(
                desk, Run(policies, policy, office, day, plain), by, output_format
            )
        case WatchTask.LIST:
            list_signals(desk, Listing(role, learner, over), output_format)
        case WatchTask.DONE:
            mark_done(desk, (signal or "", reason, key), by, output_format)
