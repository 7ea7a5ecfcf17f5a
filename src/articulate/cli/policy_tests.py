"""`articulate test`: the tests that live with the policies."""

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
    output_format: TextOrJson = PlainFormat.TEXT,
) -> None:
    """Run the tests of policies; a failing one says what came instead, and why."""
    from articulate.bootstrap.command import open_policies
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
    if as_json:
        print_plain(as_text(json_of_tests(results, properties)))
    else:
        print_tests(output(), results, properties, verbose=verbose)
    good = all(one.passed for one in results)
    if not good or not all(one.passed for one in properties):
        raise typer.Exit(Exit.CHECK_FAILED)
