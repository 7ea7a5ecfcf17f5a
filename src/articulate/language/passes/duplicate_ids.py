"""AR216: an id means one statement of its block."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.language.checked import Checked
from articulate.language.passes.rule_names import Named, named_statements
from articulate.language.syntax.degrees import Group, Residency
from articulate.language.syntax.node import Name
from articulate.language.walk import walk


def duplicate_ids(checked: Checked) -> Iterator[Diagnostic]:
    """Report each id that an earlier statement of the same block has.

    Exceptions and decisions point at ids for years. A group and a residency are always
    named with their kind, so for them one id is only a warning.
    """
    for block in checked.blocks:
        first: dict[str, Named] = {}
        for one in named_statements(block):
            known = first.setdefault(one.id.text, one)
            if known is not one:
                yield _problem(one.id, known.id, Severity.ERROR)
        if not any(isinstance(one, Residency) for one in first.values()):
            continue
        for node in walk(block.node):
            if isinstance(node, Group) and node.id.text in first:
                yield _problem(node.id, first[node.id.text].id, Severity.WARNING)


def _problem(again: Name, first: Name, severity: Severity) -> Diagnostic:
    return Diagnostic(
        Code.DUPLICATE_ID,
        again.span,
        f"the id `{again.text}` is given twice in one block",
        "give one of them another id, and keep it",
        also=(first.span,),
        severity=severity,
    )
