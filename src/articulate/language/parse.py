"""Text becomes syntax; every mistake of writing is a diagnostic, and reading goes on.

Lark reads the grammar and makes an LALR(1) table of it. The table is walked by `reader`
rather than by Lark: what a word is depends on the place, productions become nodes at
once, and a mistake must not end the reading.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from lark import Lark
from lark.grammar import Rule
from lark.parsers.lalr_analysis import Shift

from articulate.diagnostics.report import Report
from articulate.language.assembly.draft import Draft
from articulate.language.assembly.productions import BUILDS
from articulate.language.grammar import grammar_text
from articulate.language.literate import is_literate, program_of
from articulate.language.reader import Reader
from articulate.language.recover import Recovery
from articulate.language.scan import Scanner
from articulate.language.syntax.policy import Policy
from articulate.language.table import Production, State, Table

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
    """Make the table of the policy language's grammar, once."""
    lark = Lark(
        grammar_text(),
        parser="lalr",
        lexer="basic",  # never used: ours is `scan`, which asks the table
        keep_all_tokens=True,
        maybe_placeholders=False,
    )
    table = lark.parse_interactive().parser_state.parse_conf
    productions = {id(rule): _production(rule) for rule in lark.rules}
    states: dict[int, State] = {
        state: {
            str(name): to if action is Shift else productions[id(to)]
            for name, (action, to) in leads.items()
        }
        for state, leads in table.states.items()
    }
    written = {
        term.name: term.pattern
        for term in sorted(lark.terminals, key=lambda term: -term.priority)
    }
    exact = {p.value: str(name) for name, p in written.items() if p.type == "str"}
    return Table(
        states,
        table.start_state,
        table.end_state,
        keywords={text: kind for text, kind in exact.items() if text[0].isalpha()},
        marks={text: kind for text, kind in exact.items() if not text[0].isalpha()},
        shapes={str(name): p.value for name, p in written.items() if p.type == "re"},
    )


def _production(rule: Rule) -> Production:
    origin = str(rule.origin.name)
    return Production(
        len(rule.expansion),
        origin,
        None if origin.startswith("_") else BUILDS[origin],
        listed=origin.startswith("__"),
        splices=any(
            symbol.name.startswith("_") and not symbol.is_term
            for symbol in rule.expansion
        ),
    )
