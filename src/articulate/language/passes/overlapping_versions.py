"""AR301: on a day, one version of a block is in force."""

from collections.abc import Iterator
from itertools import pairwise

from articulate.diagnostics.codes import Code
from articulate.diagnostics.diagnostic import Diagnostic
from articulate.language.checked import Checked
from articulate.language.passes.version_days import Kept, kept_days


def overlapping_versions(checked: Checked) -> Iterator[Diagnostic]:
    """Report each version that holds on a day on which an earlier one still does."""
    for blocks in checked.versions().values():
        longest: Kept | None = None
        for one, other in pairwise(kept_days(blocks)):
            if longest is None or _ends_later(one, longest):
                longest = one
            if not longest[1].overlaps(other[1]):
                continue
            older, newer = longest[0].head, other[0].head
            if older.version == newer.version:
                continue
            yield Diagnostic(
                Code.OVERLAPPING_VERSIONS,
                other[0].name.span,
                f"`{newer.name}` and `{older.name}` are both in force on "
                f"{other[1].start}",
                f"write `supersedes {older.version}`, or end one before the other",
                also=(longest[0].name.span,),
            )


def _ends_later(one: Kept, other: Kept) -> bool:
    if other[1].until is None:
        return False
    return one[1].until is None or one[1].until > other[1].until
