"""The days that each version of a block keeps."""

from datetime import date

from articulate.language.checked import CheckedBlock
from articulate.model.calendar import Period
from articulate.rulebook.in_force import days_of

Kept = tuple[CheckedBlock, Period]


def kept_days(versions: tuple[CheckedBlock, ...]) -> list[Kept]:
    """Return each stretch of days with the version that holds it, earliest first.

    A version that ends before it begins keeps none; that is a problem of its own.
    """
    real = [block for block in versions if not block.head.effective.empty]
    heads = [block.head for block in real]
    kept = [
        (block, stretch) for block in real for stretch in days_of(block.head, heads)
    ]
    return sorted(kept, key=lambda each: each[1].start or date.min)
