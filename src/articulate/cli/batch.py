"""`articulate batch`: a long run over many learners, stopped and resumed at will."""

from pathlib import Path
from typing import Annotated

import typer

from articulate.cli.formats import BatchTask, PlainFormat
from articulate.cli.options import (
    AsOf,
    Degrees,
    KnownAt,
    LayoutName,
    Policies,
    Receiver,
    Sender,
    SheetName,
    Store,
    TextOrJson,
)

What = Annotated[
    BatchTask,
    typer.Argument(
        metavar="run|status|pause|resume|show|forget", help="What to do with it."
    ),
]
Name = Annotated[
    str | None,
    typer.Argument(metavar="NAME", help="The batch; `status` lists all without one."),
]
Records = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="RECORD",
        exists=True,
        help="Learner records, or folders of them; without, everybody in the store.",
    ),
]
Against = Annotated[
    list[Path] | None,
    typer.Option(
        "--against",
        metavar="PATH",
        exists=True,
        help="Policies as they would be: compare everybody under both.",
    ),
]
Whole = Annotated[
    bool,
    typer.Option("--whole", help="Compare everybody, not only who is touched."),
]
Workers = Annotated[
    int,
    typer.Option("--workers", metavar="N", min=1, help="Processes on this machine."),
]
Cluster = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        metavar="ADDRESS",
        help="The scheduler of a Dask cluster, tcp://host:8786, to work instead.",
        show_default="this machine",
    ),
]
Chunk = Annotated[
    int,
    typer.Option("--chunk", metavar="N", min=1, help="How many learners in a chunk."),
]
Lease = Annotated[
    int,
    typer.Option(
        "--lease",
        metavar="SECONDS",
        min=3,
        help="How long a worker may be silent before its chunk is another's.",
    ),
]
Folder = Annotated[
    Path | None,
    typer.Option(
        "--output",
        metavar="FOLDER",
        file_okay=False,
        help="Write each evaluation to this folder, under the name of its record.",
        show_default="counts only",
    ),
]


def batch(
    task: What,
    name: Name = None,
    records: Records = None,
    *,
    policies: Policies = None,
    against: Against = None,
    whole: Whole = False,
    store: Store = None,
    as_of: AsOf = None,
    degree: Degrees = None,
    receiving: Receiver = None,
    known_at: KnownAt = None,
    layout: LayoutName = None,
    sheet: SheetName = None,
    sending: Sender = None,
    workers: Workers = 1,
    cluster: Cluster = None,
    chunk: Chunk = 100,
    lease: Lease = 60,
    output: Folder = None,
    output_format: TextOrJson = PlainFormat.TEXT,
) -> None:
    """Evaluate many learners, or compare them under two policies, in chunks.

    Progress is kept in the store. A run that was stopped or killed goes on with `run`
    and its name; what is asked, and of whom, stays as it was when the batch began.
    """
    from articulate.cli import batch_run, batch_text
    from articulate.cli.asking import Question
    from articulate.cli.stores import opened, usual_store

    desk = opened(store, output_format)
    if task is BatchTask.STATUS:
        batch_text.show_status(desk, name, output_format)
        return
    if name is None:
        message = "name the batch"
        raise typer.BadParameter(message)
    if task in {BatchTask.RUN, BatchTask.RESUME}:
        question = Question(
            as_of=as_of,
            known_at=known_at,
            degrees=tuple(degree or ()),
            receiving=receiving,
            layout=layout,
            sheet=sheet,
            sending=sending,
        )
        wanted = batch_run.Wanted(
            records=tuple(records or ()),
            policies=policies,
            against=against,
            question=question,
            whole=whole,
            chunk=chunk,
        )
        how = batch_run.How(usual_store(store), workers, cluster, lease)
        again = task is BatchTask.RESUME
        batch_run.run(desk, name, (wanted, how, again), output_format)
        return
    if task is BatchTask.SHOW:
        batch_text.show_report(desk, name, output, output_format)
    else:
        batch_text.act_on(desk, task, name, output_format)
