"""AR239: a part is of a set that some rule needs together."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic, Severity
from articulate.language.checked import Checked
from articulate.language.syntax.agreements import AgreementBlock, Partial, Rule
from articulate.language.syntax.sources import (
    Source,
    SourceAll,
    SourceAny,
    SourceCount,
)


def partial_of_no_set(checked: Checked) -> Iterator[Diagnostic]:
    """Report each partial of something that is no rule, or needs a single course."""
    for block, _ in checked.blocks_of(AgreementBlock):
        statements = {
            one.id.text: one
            for one in block.statements
            if not isinstance(one, Partial) and hasattr(one, "id")
        }
        for partial in block.statements:
            if not isinstance(partial, Partial):
                continue
            whole = statements.get(partial.of.text)
            if whole is None:
                continue  # an unknown rule is reported as such
            if not isinstance(whole, Rule):
                yield _problem(partial, "is no rule that gives credit", Severity.ERROR)
            elif whole.source is not None and not _needs_several(whole.source):
                yield _problem(partial, "needs a single course", Severity.WARNING)


def _needs_several(source: Source) -> bool:
    match source:
        case SourceAll() | SourceCount():
            return True
        case SourceAny(parts=parts):
            return any(_needs_several(part) for part in parts)
        case _:
            return False


def _problem(partial: Partial, why: str, severity: Severity) -> Diagnostic:
    return Diagnostic(
        Code.PARTIAL_OF_NO_SET,
        partial.of.span,
        f"`{partial.id.text}` is a part of `{partial.of.text}`, which {why}",
        "name the rule whose set this is a part of, or make it a rule of its own",
        severity=severity,
    )
