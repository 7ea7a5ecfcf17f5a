"""The command line: which commands there are, and what happens when one fails."""

import sys
import traceback
from collections.abc import Sequence
from importlib.metadata import version
from typing import Annotated

import typer

from articulate.cli import (
    audit,
    backup,
    batch,
    case,
    check,
    cohort,
    compare_agreements,
    conformance,
    decide,
    demo,
    erase,
    evaluate,
    except_,
    explain,
    export,
    fmt,
    history,
    impact,
    import_workbook,
    init,
    ledger,
    people,
    policy_tests,
    publish,
    records,
    reevaluate,
    replay,
    request,
    restore,
    serve,
    watch,
    what_if,
    why,
)
from articulate.cli.exits import Exit
from articulate.cli.terminal import use_utf8

app = typer.Typer(
    name="articulate",
    help="Decides how learning done elsewhere counts here, and shows why.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.command("check")(check.check)
app.command("fmt")(fmt.fmt)
app.command("test")(policy_tests.run_tests)
app.command("import")(import_workbook.import_)
app.command("export")(export.export)
app.command("records")(records.records)
app.command("compare-agreements")(compare_agreements.compare_agreements)
app.command("evaluate")(evaluate.evaluate)
app.command("audit")(audit.audit)
app.command("cohort")(cohort.cohort)
app.command("impact")(impact.impact)
app.command("batch")(batch.batch)
app.command("why")(why.why)
app.command("what-if")(what_if.what_if)
app.command("init")(init.init)
app.command("publish")(publish.publish)
app.command("request")(request.request)
app.command("reevaluate")(reevaluate.reevaluate)
app.command("decide")(decide.decide)
app.command("case")(case.case)
app.command("except")(except_.except_)
app.command("history")(history.history)
app.command("replay")(replay.replay)
app.command("erase")(erase.erase)
app.command("watch")(watch.watch)
app.command("ledger")(ledger.ledger)
app.command("people")(people.people)
app.command("backup")(backup.backup)
app.command("restore")(restore.restore)
app.command("serve")(serve.serve)
app.command("explain")(explain.explain)
app.command("demo")(demo.demo)
app.command("conformance")(conformance.conformance)


def _show_version(asked: bool) -> None:  # noqa: FBT001 - typer hands it over so
    if asked:
        typer.echo(f"articulate {version('articulate-credit')}")
        raise typer.Exit


@app.callback()
def options(
    *,
    show_version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_show_version,
            is_eager=True,
            help="Show the version and exit.",
        ),
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show the trace of a mistake of ours.")
    ] = False,
) -> None:
    """Decide how learning done elsewhere counts here, and show why."""
    # --version acts in its callback; --debug is read where a mistake is caught.
    del show_version, debug


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command; whatever fails, a person reads a problem and no trace.

    *arguments* left out are those that were typed.
    """
    use_utf8()
    try:
        # Handed over, so that the conformance kit can come in by the same door.
        app(None if arguments is None else list(arguments), obj=main)
    except OSError as error:
        sys.stderr.write(f"error: {_os_words(error)}\n")
        raise SystemExit(Exit.USAGE_WRONG) from None
    except Exception as error:  # noqa: BLE001 - the one place where nothing may pass
        _report(error)
        raise SystemExit(Exit.OUR_MISTAKE) from None


def _os_words(error: OSError) -> str:
    named = f" `{error.filename}`" if error.filename else ""
    why = error.strerror or str(error)
    return f"cannot use{named}: {why[:1].lower()}{why[1:]}"


def _report(error: Exception) -> None:
    from articulate.cli.problems import show_problems
    from articulate.services.our_mistake import our_mistake
    from articulate.settings import read_settings

    show_problems([our_mistake(error)])
    if "--debug" in sys.argv[1:] or read_settings().debug:
        traceback.print_exception(error)
