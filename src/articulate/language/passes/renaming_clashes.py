"""AR306: on a day, an old number becomes one new one."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.language.checked import Checked
from articulate.language.syntax.institutions import CatalogBlock, Renamed


def renaming_clashes(checked: Checked) -> Iterator[Diagnostic]:
    """Report each course renamed twice on one day, or to itself.

    Chains and swaps are lawful: 101 to 102 and 102 to 103 on one day are two renamings.
    """
    for catalog, _ in checked.blocks_of(CatalogBlock):
        by_old: dict[tuple[str, object], Renamed] = {}
        by_new: dict[tuple[str, object], Renamed] = {}
        for one in catalog.statements:
            if not isinstance(one, Renamed):
                continue
            if one.old == one.new:
                yield _problem(one, f"`{one.old.code}` is renamed to itself", None)
                continue
            day = one.from_.value
            for known, code in ((by_old, one.old.code), (by_new, one.new.code)):
                first = known.setdefault((code, day), one)
                if first is not one:
                    yield _problem(
                        one, f"`{code}` stands in two renamings from {day}", first
                    )


def _problem(one: Renamed, message: str, first: Renamed | None) -> Diagnostic:
    return Diagnostic(
        Code.RENAMING_CLASH,
        one.span,
        message,
        "keep the renaming that happened; two courses made one are `same-as`",
        also=() if first is None else (first.span,),
    )
