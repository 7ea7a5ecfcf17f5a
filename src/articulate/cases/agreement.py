"""How far assessors agree, beyond what chance would give: Cohen's and Fleiss' kappa.

Both are exact. A row is one criterion of one portfolio, with the level that each
assessor gave; levels are names here, and being near counts as being different.
"""

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

Row = Sequence[Fraction]


def cohen(rows: Sequence[tuple[Fraction, Fraction]]) -> Fraction | None:
    """Return Cohen's kappa of two assessors who judged the same rows.

    None where chance alone makes them agree: no rows, or one level throughout. Chance
    is what each of them gives how often (Cohen 1960).

    >>> three, four = Fraction(3), Fraction(4)
    >>> str(cohen([(three, three), (four, four), (three, four), (four, four)]))
    '1/2'
    """
    if not rows:
        return None
    count = len(rows)
    first, second = Counter(a for a, _ in rows), Counter(b for _, b in rows)
    seen = Fraction(sum(a == b for a, b in rows), count)
    chance = Fraction(sum(first[level] * second[level] for level in first), count**2)
    return _beyond(seen, chance)


def fleiss(rows: Sequence[Row]) -> Fraction | None:
    """Return Fleiss' kappa of any number of assessors, as many for each row.

    None where chance alone makes them agree, and where fewer than two judged. Chance is
    how often a level is given by anybody (Fleiss 1971).

    >>> levels = [[1, 1, 1], [2, 2, 2], [1, 1, 2]]
    >>> str(fleiss([[Fraction(one) for one in row] for row in levels]))
    '11/20'
    """
    raters = {len(row) for row in rows}
    if len(raters) != 1 or min(raters) <= 1:
        return None
    (each,) = raters
    pairs = each * (each - 1)
    seen = sum(
        (
            Fraction(sum(many * (many - 1) for many in Counter(row).values()), pairs)
            for row in rows
        ),
        Fraction(0),
    ) / len(rows)
    given = Counter(level for row in rows for level in row)
    chance = sum(
        (Fraction(many, len(rows) * each) ** 2 for many in given.values()), Fraction(0)
    )
    return _beyond(seen, chance)


def _beyond(seen: Fraction, chance: Fraction) -> Fraction | None:
    return None if chance == 1 else (seen - chance) / (1 - chance)
