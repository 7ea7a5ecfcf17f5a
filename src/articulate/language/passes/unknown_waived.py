"""AR207, AR208: what is waived without its kind is something that can be waived."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.diagnostics.nearest import did_you_mean
from articulate.language.checked import Checked
from articulate.language.syntax.degrees import Residency
from articulate.language.syntax.node import Name
from articulate.language.syntax.policies import Limit, Minimum, PolicyBlock, Recency
from articulate.language.syntax.teach_outs import Waive


def unknown_waived(checked: Checked) -> Iterator[Diagnostic]:
    """Report each waiver of a name that no group and no other requirement has.

    A bare name may be in any block, `block/name` in a version of that degree or policy.
    Of a degree that is not on file nothing is known.
    """
    known = waivable(checked)
    anywhere = frozenset(name for names in known.values() for name in names)
    for waive, _ in checked.nodes(Waive):
        block, member = waive.waived.block, waive.waived.member
        if waive.kind is not None:
            continue
        name, among = member or block, known.get("" if block is None else block.text)
        if member is None or block is None:
            among = anywhere
        if name is not None and among is not None:
            of_degree = block is not None and block.text in checked.names.degrees
            code = Code.UNKNOWN_GROUP if of_degree else Code.UNKNOWN_RULE
            yield from _missing(checked, name, among, code)


def waivable(checked: Checked) -> dict[str, frozenset[str]]:
    """Return what can be waived of each degree and each policy, by its id."""
    found = {one: set(names.groups) for one, names in checked.names.degrees.items()}
    for _, head in checked.blocks_of(PolicyBlock):
        found.setdefault(str(head.id), set())
    for one, where in checked.nodes(Residency, Limit, Minimum, Recency):
        if where.head is not None:
            found.setdefault(str(where.head.id), set()).add(one.id.text)
    return {block: frozenset(names) for block, names in found.items()}


def _missing(
    checked: Checked, name: Name, among: frozenset[str], code: Code
) -> Iterator[Diagnostic]:
    if checked.names.misses(name.text, among):
        yield Diagnostic(
            code,
            name.span,
            f"nothing that can be waived is called `{name.text}`",
            did_you_mean(
                name.text,
                among,
                otherwise="name a group, a residency, a limit, a minimum or a recency",
            ),
        )
