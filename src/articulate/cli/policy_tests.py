"""`articulate test`: the tests that live with policies, and what they would miss."""

from pathlib import Path
from typing import Annotated

import typer

from articulate.cli.exits import Exit
from articulate.cli.formats import PlainFormat
from articulate.cli.options import Paths, TextOrJson


def run_tests(
    paths: Paths,
    *,
    verbose: Annotated[
        bool,
        typer.Option("--verbose", "-v", help="Name every test, not only failures."),
    ] = False,
    coverage: Annotated[
        bool,
        typer.Option(
            "--coverage", help="Say which rules and clauses no test exercises."
        ),
    ] = False,
    mutate: Annotated[
        bool,
        typer.Option(
            "--mutate",
            help="Change one clause at a time, and say which change no test notices.",
        ),
    ] = False,
    only: Annotated[
        list[Path] | None,
        typer.Option(
            "--only",
            metavar="PATH",
            exists=True,
            help="Look for what tests miss in this file or folder alone;"
            " may be given several times.",
            show_default="all of PATH",
        ),
    ] = None,
    strict: Annotated[
        bool,
        typer.Option("--strict", help="Exit with 3 when tests would miss something."),
    ] = False,
    output_format: TextOrJson = PlainFormat.TEXT,
) -> None:
    """Run the tests of policies; a failing one says what came instead, and why."""
    from articulate.bootstrap.command import open_policies
    from articulate.cli.mutating import Where, look_closer
    from articulate.cli.policy_test_text import print_tests
    from articulate.cli.problems import show_problems
    from articulate.cli.terminal import output, print_plain
    from articulate.explain.machine import as_text
    from articulate.services.policy_properties import check_properties
    from articulate.services.run_policy_tests import json_of_tests, run_policy_tests

    policies = open_policies(paths)
    as_json = output_format is PlainFormat.JSON
    if policies.report.errors:
        show_problems(policies.report.errors, as_json=as_json, texts=policies.texts)
        raise typer.Exit(Exit.INPUT_WRONG)
    results = tuple(run_policy_tests(policies.rulebook, policies.tests))
    properties = tuple(
        check_properties(policies.properties, policies.tests, policies.rulebook)
    )
    good = all(one.passed for one in results)
    good = good and all(one.passed for one in properties)
    # What a test would notice can only be told of tests that pass.
    found = None
    if good and (coverage or mutate):
        where = Where.of(only or ())
        found = look_closer(policies, where, coverage=coverage, mutate=mutate)
    if as_json:
        said = json_of_tests(results, properties)
        print_plain(as_text(said if found is None else said | found.as_json()))
    else:
        print_tests(output(), results, properties, verbose=verbose)
        if found is not None:
            found.print(output(), policies.texts)
    if not good or (strict and found is not None and found.misses):
        raise typer.Exit(Exit.CHECK_FAILED)
