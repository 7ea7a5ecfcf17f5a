"""AR219: a catalog describes a course once."""

from collections.abc import Iterator

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.language.checked import Checked
from articulate.language.syntax.institutions import CatalogBlock, CatalogCourse


def duplicate_courses(checked: Checked) -> Iterator[Diagnostic]:
    """Report each course that the same catalog describes a second time."""
    for catalog, _ in checked.blocks_of(CatalogBlock):
        first: dict[str, CatalogCourse] = {}
        for one in catalog.statements:
            if not isinstance(one, CatalogCourse):
                continue
            known = first.setdefault(one.code.code, one)
            if known is not one:
                yield Diagnostic(
                    Code.DUPLICATE_COURSE,
                    one.code.span,
                    f"course `{one.code.code}` is described twice in one catalog",
                    "keep the description that holds for this version",
                    also=(known.code.span,),
                )
