"""AR207: a rule that is pointed at exists."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache, partial

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.diagnostics.nearest import did_you_mean
from articulate.diagnostics.span import Span
from articulate.language.checked import Checked
from articulate.language.passes.rule_names import (
    IdsOf,
    named_statements,
    names_by_block,
    rule_names,
)
from articulate.language.syntax.agreements import Partial
from articulate.language.syntax.degrees import Residency
from articulate.language.syntax.expectations import (
    ExpectResidency,
    ExpectSignal,
    ExpectStatus,
    ExpectTarget,
)
from articulate.language.syntax.node import Name, Reference
from articulate.language.syntax.policies import Limit, Minimum, Recency
from articulate.language.syntax.prior_learning import Revoke
from articulate.language.syntax.teach_outs import Extend, Waive

Known = dict[str, list[tuple[str, IdsOf]]]


def unknown_rules(checked: Checked) -> Iterator[Diagnostic]:
    """Report each reference to a rule that no block has.

    A bare id means a rule of its own block; `block/rule` one of any version, and
    `block@version/rule` one of that version.
    """
    known = names_by_block(checked)
    for block in checked.blocks:
        own = cache(partial(rule_names, block))
        for one in named_statements(block):
            for reference in getattr(one, "overrides", ()):
                yield from _reference(checked, reference, own, known=known)
            if isinstance(one, Partial):
                yield from _name(checked, one.of, own())
        for statement in block.node.statements:
            if isinstance(statement, Revoke):
                for rule in statement.rules:
                    yield from _name(checked, rule, own())
    for expect, _ in checked.nodes(ExpectTarget, ExpectStatus):
        if expect.by is not None:
            yield from _in_a_test(_expected(checked, expect.by, known))
    yield from _signals(checked, known)
    yield from _kinds(checked)


def _name(checked: Checked, name: Name, own: Iterable[str]) -> Iterator[Diagnostic]:
    if checked.names.misses(name.text, frozenset(own)):
        yield _problem(name.text, name.span, own)


def _reference(
    checked: Checked, reference: Reference, own: IdsOf, *, known: Known
) -> Iterator[Diagnostic]:
    if reference.block is not None:
        yield from _expected(checked, reference, known)
    elif reference.member is not None:
        yield from _name(checked, reference.member, own())


def _expected(
    checked: Checked, reference: Reference, known: Known
) -> Iterator[Diagnostic]:
    """Look a reference up from outside its block; without a rule any is meant."""
    block, version, member = reference.block, reference.version, reference.member
    if block is None:
        return
    if checked.names.misses(block.text, known):
        yield _problem(block.text, block.span, known)
        return
    versions = known.get(block.text, [])
    if version is not None:
        written = {name for name, _ in versions}
        versions = [each for each in versions if each[0] == version.text]
        if not versions and written:
            yield _problem(f"{block.text}@{version.text}", version.span, written)
            return
    if member is not None and versions:
        rules = frozenset(name for _, names in versions for name in names())
        yield from _name(checked, member, rules)


def _signals(checked: Checked, known: Known) -> Iterator[Diagnostic]:
    """Look up the watch rules that tests expect a signal of."""
    for expect, _ in checked.nodes(ExpectSignal):
        yield from _in_a_test(_expected(checked, expect.signal, known))


def _kinds(checked: Checked) -> Iterator[Diagnostic]:
    """Look up what is waived, extended or expected by its kind and id."""
    ids = {
        "residency": frozenset(one.id.text for one, _ in checked.nodes(Residency)),
        "limit": frozenset(one.id.text for one, _ in checked.nodes(Limit)),
        "minimum": frozenset(one.id.text for one, _ in checked.nodes(Minimum)),
        "recency": frozenset(one.id.text for one, _ in checked.nodes(Recency)),
    }
    for waive, _ in checked.nodes(Waive):
        if waive.kind in ids and (name := _member(waive.waived)) is not None:
            yield from _name(checked, name, ids[str(waive.kind)])
    for extend, _ in checked.nodes(Extend):
        if (name := _member(extend.extended)) is not None:
            yield from _name(checked, name, ids[extend.kind])
    for expect, _ in checked.nodes(ExpectResidency):
        if (name := _member(expect.residency)) is not None:
            yield from _in_a_test(_name(checked, name, ids["residency"]))


def _in_a_test(problems: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Make warnings of problems: a test of an unknown rule fails by itself."""
    return (replace(problem, severity=Severity.WARNING) for problem in problems)


def _member(reference: Reference) -> Name | None:
    return reference.member or reference.block


def _problem(written: str, place: Span, known: Iterable[str]) -> Diagnostic:
    return Diagnostic(
        Code.UNKNOWN_RULE,
        place,
        f"there is no rule `{written}`",
        did_you_mean(
            written, known, otherwise="name a rule by the id its author gave it"
        ),
    )
