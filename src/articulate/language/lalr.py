"""The table of the policy language's grammar, as Lark makes it: LALR(1).

Lark numbers states as they come out of its sets. Here they are numbered as they are
reached from the first, so that a grammar has one table, whoever makes it.
"""

from collections.abc import Mapping

from lark import Lark
from lark.grammar import Rule
from lark.parsers.lalr_analysis import Shift

from articulate.language.table import Production, State, Table


def table_of(grammar: str) -> Table:
    """Make the table of a grammar."""
    lark = Lark(
        grammar,
        parser="lalr",
        lexer="basic",  # never used: ours is `scan`, which asks the table
        keep_all_tokens=True,
        maybe_placeholders=False,
    )
    made = lark.parse_interactive().parser_state.parse_conf
    productions = {id(rule): _production(rule) for rule in lark.rules}
    states: dict[int, State] = {
        state: {
            str(name): to if action is Shift else productions[id(to)]
            for name, (action, to) in leads.items()
        }
        for state, leads in made.states.items()
    }
    numbers = _numbers(states, made.start_state)
    written = {
        term.name: term.pattern
        for term in sorted(lark.terminals, key=lambda term: -term.priority)
    }
    exact = {p.value: str(name) for name, p in written.items() if p.type == "str"}
    return Table(
        {number: _numbered(states[old], numbers) for old, number in numbers.items()},
        numbers[made.start_state],
        numbers[made.end_state],
        keywords={text: kind for text, kind in exact.items() if text[0].isalpha()},
        marks={text: kind for text, kind in exact.items() if not text[0].isalpha()},
        shapes={str(name): p.value for name, p in written.items() if p.type == "re"},
    )


def _production(rule: Rule) -> Production:
    origin = str(rule.origin.name)
    return Production.of(
        len(rule.expansion),
        origin,
        listed=origin.startswith("__"),
        splices=any(
            symbol.name.startswith("_") and not symbol.is_term
            for symbol in rule.expansion
        ),
    )


def _numbers(states: Mapping[int, State], start: int) -> dict[int, int]:
    """Number the states in the order in which they are reached from the first."""
    numbers = {start: 0}
    for state in (reached := [start]):
        for _, to in sorted(states[state].items(), key=lambda lead: lead[0]):
            if isinstance(to, int) and to not in numbers:
                numbers[to] = len(numbers)
                reached.append(to)
    return numbers


def _numbered(leads: State, numbers: Mapping[int, int]) -> State:
    return {
        name: numbers[to] if isinstance(to, int) else to
        for name, to in sorted(leads.items(), key=lambda lead: lead[0])
    }
