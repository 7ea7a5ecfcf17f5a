"""Course expressions in a cell: which reading it has, if it has exactly one."""

import re
from functools import lru_cache

from articulate.diagnostics.codes import Code
from articulate.intake.cell_language import (
    ENGLISH,
    NO_SUBJECTS,
    SIMPLE,
    CellLanguage,
    CellReading,
    is_chained,
)
from articulate.intake.courses import WrittenCode
from articulate.intake.normalize.lookalikes import likely
from articulate.intake.normalize.text import plain
from articulate.intake.normalize.unread import Unread
from articulate.intake.plain_codes import plain_codes

_PATTERN_NUMBER = re.compile(r"[0-9]*XX+|[0-9]X")


@lru_cache(maxsize=4096)
def read_courses(written: str, how: CellLanguage = ENGLISH) -> CellReading | Unread:
    """Read the courses of a cell, or say why it has no reading or several.

    >>> str(read_courses("BIOL 265 & 266").expression)
    'BIOL 265 and BIOL 266'
    >>> read_courses("MATH 2314/2785").readings
    ('MATH 2314 and MATH 2785', 'MATH 2314 or MATH 2785')
    """
    text = plain(written).strip("\n")
    if (seen := likely(text)) is not None:
        return Unread(
            Code.LOOKALIKE_LETTERS,
            f"`{written.strip()}` has letters of another alphabet that only look"
            " familiar",
            f"did you mean `{seen}`? Type the code again in plain letters",
            (seen,),
        )
    if (simple := SIMPLE.fullmatch(text)) and simple["subject"] not in NO_SUBJECTS:
        return CellReading(WrittenCode(simple["subject"], simple["number"]))
    if (codes := plain_codes(text, chained=is_chained(how))) is not None:
        return CellReading(codes.expression)
    from articulate.intake.cell_chains import read_chain  # noqa: PLC0415 - loads Lark

    return read_chain(text, how)


def is_pattern(code: WrittenCode) -> bool:
    """Say whether a number stands for many: `2XXX`, `1XX`.

    >>> is_pattern(WrittenCode("ACCT", "2XXX")), is_pattern(WrittenCode("BIOL", "101X"))
    (True, False)
    """
    return _PATTERN_NUMBER.fullmatch(code.number) is not None
