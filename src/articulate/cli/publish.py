"""`articulate publish`: a policy on its way into force, and to another office."""

from pathlib import Path
from typing import Annotated

import typer

from articulate.cli.formats import Held, PlainFormat, PublishTask
from articulate.cli.options import By, Key, OfficeFile, Store, TextOrJson

Task = Annotated[
    PublishTask,
    typer.Argument(
        metavar="draft|propose|approve|enforce|release|end|show|export|load|key",
        help="The next step.",
    ),
]
Paths = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[PATH]...",
        help="The policies to draft; the file to export, to load, or to keep a key in.",
    ),
]
PolicyName = Annotated[
    str,
    typer.Option(
        "--policy", metavar="NAME", help="The name the policy is published by."
    ),
]
Measure = Annotated[
    bool,
    typer.Option("--coverage", help="Measure which rules and clauses are exercised."),
]
Least = Annotated[
    str | None,
    typer.Option(
        "--least",
        metavar="PERCENT",
        help="The coverage without which nothing is proposed, if it is more than the"
        " office's.",
        show_default="ARTICULATE_COVERAGE",
    ),
]
Why = Annotated[
    str,
    typer.Option(
        "--reason", metavar="TEXT", help="Why the policy is ended, or released."
    ),
]
Hold = Annotated[
    list[Held] | None,
    typer.Option(
        "--hold",
        help="With approve: an effect that is not approved; whom it would strike keeps"
        " what they have until a person decides.",
    ),
]
SignWith = Annotated[
    Path | None,
    typer.Option(
        "--sign",
        metavar="FILE",
        exists=True,
        dir_okay=False,
        help="The private key that signs what is exported.",
        show_default=False,
    ),
]
Trust = Annotated[
    list[Path] | None,
    typer.Option(
        "--trust",
        metavar="FILE",
        exists=True,
        dir_okay=False,
        help="The public key of an office whose bundles are loaded.",
    ),
]


def publish(
    task: Task,
    paths: Paths = None,
    *,
    policy: PolicyName = "policies",
    coverage: Measure = False,
    least: Least = None,
    hold: Hold = None,
    reason: Why = "",
    office: OfficeFile = None,
    sign: SignWith = None,
    trust: Trust = None,
    store: Store = None,
    by: By = None,
    key: Key = None,
    output_format: TextOrJson = PlainFormat.TEXT,
) -> None:
    """Take a policy one step: drafted, proposed, approved by another, put in force.

    What is approved is bound to the digest of its very bytes, and an edit voids it.
    Nothing is proposed while its check or its tests fail, or its coverage is short.
    """
    from articulate.cli import publishing
    from articulate.cli.publishing import Publishing

    asked = Publishing(
        paths=tuple(paths or ()),
        policy=policy,
        coverage=coverage,
        least=least,
        hold=tuple(hold or ()),
        reason=reason,
        office=office,
        sign=sign,
        trust=tuple(trust or ()),
        store=store,
        by=by,
        key=key,
        shown=output_format,
    )
    if task is PublishTask.KEY:
        publishing.make_key(asked)
    elif task is PublishTask.SHOW:
        publishing.show(asked)
    elif task is PublishTask.EXPORT:
        publishing.export(asked)
    elif task is PublishTask.LOAD:
        publishing.load(asked)
    else:
        publishing.move(task, asked)
