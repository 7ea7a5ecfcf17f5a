"""AR238: no rule overrides itself, not through others either."""

from collections.abc import Iterator, Mapping

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.language.checked import Checked
from articulate.language.passes.rule_names import Named, named_statements


def override_cycles(checked: Checked) -> Iterator[Diagnostic]:
    """Report each rule that, step by step, overrides itself."""
    for block in checked.blocks:
        rules = {one.id.text: one for one in named_statements(block)}
        reported: set[str] = set()
        for name, rule in rules.items():
            if name in reported:
                continue
            circle = _circle(name, rules)
            if circle is not None:
                reported.update(circle)
                words = " overrides ".join(f"`{each}`" for each in (*circle, name))
                yield Diagnostic(
                    Code.OVERRIDE_CYCLE,
                    rule.id.span,
                    f"these rules override each other in a circle: {words}",
                    "decide which of them goes first, and drop the `overrides` of the "
                    "other",
                    also=tuple(rules[each].id.span for each in circle[1:]),
                )


def _circle(start: str, rules: Mapping[str, Named]) -> tuple[str, ...] | None:
    """Return the rules on a way from *start* back to it, without walking any twice."""
    waiting: list[tuple[str, ...]] = [(start,)]
    seen = {start}
    while waiting:
        way = waiting.pop()
        for below in _overridden(rules[way[-1]]):
            if below == start:
                return way
            if below in rules and below not in seen:
                seen.add(below)
                waiting.append((*way, below))
    return None


def _overridden(rule: Named) -> Iterator[str]:
    for reference in getattr(rule, "overrides", ()):
        if reference.block is None and reference.member is not None:
            yield reference.member.text
