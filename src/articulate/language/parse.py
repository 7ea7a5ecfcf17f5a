"""Text becomes syntax; every mistake of writing is a diagnostic, and reading goes on.

The table that Lark makes of the grammar is walked by `reader` rather than by Lark: what
a word is depends on the place, productions become nodes at once, and a mistake must not
end the reading.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from articulate.diagnostics.report import Report
from articulate.language.assembly.draft import Draft
from articulate.language.grammar import grammar_text, table_text
from articulate.language.literate import is_literate, program_of
from articulate.language.reader import Reader
from articulate.language.recover import Recovery
from articulate.language.scan import Scanner
from articulate.language.stored_table import table_in
from articulate.language.syntax.policy import Policy
from articulate.language.table import Table

Reading = Callable[[str, str], tuple[Policy | None, Report]]
"""How a text is read: with `parse`, or with what remembers that it was read before."""


def parse(text: str, file: str) -> tuple[Policy | None, Report]:
    """Read a policy, and report every mistake of writing in it.

    *file* is its name, for places; one that ends in `.art.md` is Markdown. The policy
    holds what could be read, so that other mistakes can be found at the same time; it
    is None where nothing could. It may be compiled only if the report has no error.
    """
    draft = Draft(file)
    scanner = Scanner(program_of(text) if is_literate(file) else text, file)
    recovery = Recovery(Reader(policy_table(), scanner, draft))
    policy = recovery.read_all()
    report = Report.of(draft.problems)
    if report.errors and not policy.blocks:
        return None, report
    comments, broken = tuple(scanner.comments), tuple(recovery.broken)
    return replace(policy, comments=comments, broken=broken), report


@cache
def policy_table() -> Table:
    """Return the table of the policy language's grammar; made anew if none is kept."""
    grammar = grammar_text()
    kept = table_in(table_text(), grammar)
    if kept is not None:
        return kept
    from articulate.language.lalr import table_of  # noqa: PLC0415 - seldom needed

    return table_of(grammar)
